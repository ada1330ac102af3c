import hashlib

from tutela.model.items import FileRole
from tutela.sources.capture.drafts import CapturedDraft, Circumstances, kept_bytes, kept_path, with_files

HERE = Circumstances("A. Reader", "not checked", "tutela test", "Linux", lambda: "2026-01-05T10:00:00.000Z")


def test_bytes_and_a_file_of_the_same_bytes_are_the_same_file_of_an_item(tmp_path):
    data = b"The church was hit.\n" * 200_000
    path = tmp_path / "note.txt"
    path.write_bytes(data)
    from_bytes, held = kept_bytes(data, "text/plain", FileRole.ORIGINAL, "note.txt")
    from_path, lying = kept_path(path, "text/plain", FileRole.ORIGINAL)
    assert from_bytes == from_path
    assert from_bytes.sha256 == hashlib.sha256(data).hexdigest()
    assert from_bytes.blake2b == hashlib.blake2b(data).hexdigest()
    assert from_bytes.size == len(data)
    assert (held.data, lying.data) == (data, None)
    assert lying.path == str(path)


def test_files_are_added_in_their_order_with_their_content():
    first = kept_bytes(b"a", "text/plain", FileRole.ORIGINAL, "a")
    copy = kept_bytes(b"b", "text/plain", FileRole.WORKING_COPY, "b", made_of=first[0].sha256)
    draft = with_files(CapturedDraft(HERE.begin("a", "file")), first, copy)
    assert draft.item.files == (first[0], copy[0])
    assert draft.contents == (first[1], copy[1])
    assert draft.item.files[1].made_of == first[0].sha256


def test_each_moment_is_an_act_of_its_own():
    times = iter(["2026-01-05T10:00:00.000Z", "2026-01-05T10:00:00.001Z"])
    here = Circumstances("A. Reader", "not checked", "tutela test", "Linux", lambda: next(times))
    assert here.begin("a", "file").id != here.begin("a", "file").id
