"""Custody reports: every touch of a captured thing, in order."""

import pytest
from authority import Authority
from bundle_case import make_case, sign_and_stamp, signer

from tutela.model.errors import InputError, UnknownRecord
from tutela.publishing.custody import custody_blocks
from tutela.publishing.report_pages import as_text
from tutela.workspace.bundling import write_bundle
from tutela.workspace.custody import custody_of, write_custody


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("custody")


@pytest.fixture(scope="module")
def case(folder, tmp_path_factory):
    workspace = make_case(folder)
    sign_and_stamp(workspace, Authority(tmp_path_factory.mktemp("authority")))
    incident = next(one for one in workspace.incidents() if workspace.claims()[0].id in one.claims)
    write_bundle(workspace, incident.id, folder / "one.zip", signer=signer())
    write_bundle(workspace, "ALL", folder / "all.zip", redacted=True)
    return workspace


def said(custody):
    return [touch.what for touch in custody.touches]


def test_a_document_is_found_by_its_name_too(case):
    document = case.documents()[0]
    assert custody_of(case, document.name).id == document.id


def test_a_document_of_a_plain_run_has_every_touch_in_order(case):
    claim = case.claims()[0]
    told = custody_of(case, claim.document)
    entries = [touch.entry for touch in told.touches]
    assert entries == sorted(entries) and told.sound
    lines = said(told)
    wanted = ("bytes were kept", "It came into", "Step “reading”", " read in it.", "were linked to", "stand in inc_",
              "Ruled: accept of clm_", "Put into a bundle of inc_", "Put into a redacted bundle of ALL")  # fmt: skip
    places = [next(at for at, line in enumerate(lines) if words in line) for words in wanted]
    assert places == sorted(places), lines
    ruled = next(touch for touch in told.touches if touch.what.startswith("Ruled"))
    assert ruled.by == "A. Reader" and ruled.after and not ruled.before
    read = next(touch for touch in told.touches if "Step" in touch.what)
    assert read.by.startswith("run_") and "tutela" in read.by and "word lists" in read.by
    assert "signed ledger entries 1 to" in told.signed[0] and "stamped chk_" in told.signed[1]


def test_an_item_tells_its_steps_files_and_what_was_read_out_of_it(case):
    item = case.items()[0]
    told = custody_of(case, item.id)
    who, *steps = told.steps
    assert who.startswith(f"{item.id}: captured by {item.by}") and item.at in who
    assert steps == ["fetch: done. 200", "render: left out. no browser is installed"]
    assert [file.found for file in told.files[:2]] == ["the same SHA-256 and the same BLAKE2b"] * 2
    assert dict(told.facts)["Captured"] == "2020-12-01T09:30:00.000Z (this machine's clock, not checked)"
    assert any(f"The document {item.documents[0]} read out of it" in line for line in said(told))


def test_media_and_recordings_have_theirs(case):
    medium = case.media()[0]
    told = custody_of(case, medium.id)
    assert [file.sha256 for file in told.files] == [medium.sha256] or medium.sha256 in {f.sha256 for f in told.files}
    assert said(told)
    for recording in case.recordings()[:1]:
        assert said(custody_of(case, recording.id))[0].startswith("It came into")


def test_what_is_superseded_shows_with_the_hash_it_had(case, folder):
    claim = case.claims()[0]
    before = custody_of(case, claim.document)
    with case._store.batch("", "reading") as writer:
        from tutela.model.claims import Claim
        from tutela.store.tables import BY_RECORD

        gone = next(one.id for one in case.claims() if one.document != claim.document)
        document = case.record(gone).record.document
        writer.withdraw(BY_RECORD[Claim], [gone])
    assert any("read in it before were superseded" in line or "was superseded" in line
               for line in said(custody_of(case, document)))  # fmt: skip
    assert said(custody_of(case, claim.document)) == said(before)


def test_a_changed_or_lost_file_is_told(tmp_path_factory):
    case = make_case(tmp_path_factory.mktemp("lost"))
    document = case.documents()[0]
    path = case._store.files.path(document.sha256)
    content = path.read_bytes()
    path.write_bytes(content + b".")
    told = custody_of(case, document.id)
    assert not told.sound and told.files[0].found.startswith("CHANGED: it has ")
    path.unlink()
    assert custody_of(case, document.id).files[0].found == "cannot be read: No such file or directory"


def test_it_is_written_to_read_to_print_and_as_text(case, tmp_path):
    told = custody_of(case, case.items()[0].id)
    for ending in ("pdf", "html", "txt"):
        write_custody(told, tmp_path / f"custody.{ending}")
    assert (tmp_path / "custody.pdf").read_bytes().startswith(b"%PDF-")
    page, text = (tmp_path / "custody.html").read_text("utf-8"), (tmp_path / "custody.txt").read_text("utf-8")
    assert "<script" not in page and all(touch.after in page for touch in told.touches)
    assert text == as_text(custody_blocks(told), told.heading) and "By: A. Reader" in text
    with pytest.raises(InputError, match=r"'\.docx'"):
        write_custody(told, tmp_path / "custody.docx")


def test_other_records_have_no_custody(case):
    with pytest.raises(InputError, match="is one of the claims"):
        custody_of(case, case.claims()[0].id)
    with pytest.raises(UnknownRecord):
        custody_of(case, "doc_none")
