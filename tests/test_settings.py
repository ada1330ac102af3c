from pathlib import Path

import pytest

from tutela.model.errors import SettingError
from tutela.settings import Settings


def test_defaults_stand_where_nothing_is_set():
    assert Settings.from_environment({}) == Settings()


def test_variables_are_read():
    settings = Settings.from_environment({"TUTELA_WORKSPACE": "/data/case", "TUTELA_WORKERS": "3", "HOME": "/root"})
    assert (settings.workspace, settings.processes) == (Path("/data/case"), 3)


def test_a_misspelt_variable_is_named():
    with pytest.raises(SettingError, match="TUTELA_WORKSPCE"):
        Settings.from_environment({"TUTELA_WORKSPCE": "/data/case"})


def test_a_bad_count_is_named():
    with pytest.raises(SettingError, match="TUTELA_WORKERS is 'many'"):
        Settings.from_environment({"TUTELA_WORKERS": "many"})


def test_another_parser_model_may_be_named():
    assert Settings.from_environment({"TUTELA_PARSER_MODEL": "en_core_web_sm"}).parser_model == "en_core_web_sm"
