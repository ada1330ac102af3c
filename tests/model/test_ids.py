"""Record ids."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from tutela.model.canonical import written_out
from tutela.model.ids import id_of_texts, record_id

texts = st.text(st.characters(exclude_categories=["Cs"]))


@given(texts, st.lists(st.tuples(texts, texts)))
def test_an_id_of_texts_is_the_record_id(key: str, raw: list[tuple[str, str]]) -> None:
    content = {"raw": [list(pair) for pair in raw], "key": key}
    assert id_of_texts("ent", key=key, raw=raw) == record_id("ent", content)
    assert id_of_texts("ent", key=key, raw=raw)[4:] == hashlib.sha256(written_out(content)).hexdigest()[:20]
