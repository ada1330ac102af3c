"""Recordings in the dossier: what is known of them is shown, and nothing that a file tells of a place leaves the house."""

from publishing.writing import Told, asset, case, document

from tutela.model.casefile import CaseFile
from tutela.model.claims import EvidenceKind, Recording
from tutela.model.reasons import Reason
from tutela.model.recordings import Appearance, Bearing, Indication, MediumMatch, RecordingSheet
from tutela.publishing.dossier import files
from tutela.publishing.gate import release

SECRET = asset("Vankasar Church", at=(40.0597, 46.9008), settlements=("Tigrana",), key="sc-777")
OPEN = asset("Aghdam Mosque", at=(39.9931, 46.9308), settlements=("Aghdam",), key="sc-100")


def sample(restricted: set[str]) -> CaseFile:
    secret = document("secret", [one := Told("Vankasar Church was damaged.", 0, "Vankasar Church")])
    plain = document("plain", [two := Told("Aghdam Mosque was damaged, a video shows.", 1, "Aghdam Mosque")])
    made = case([SECRET, OPEN], [(secret, [one]), (plain, [two])], restricted=restricted)
    ids = {one.name: one.id for one in made.documents}
    at = next(one for one in made.documents if one.name == "plain")
    recording = Recording("rec_1", at.id, EvidenceKind.VIDEO, at.passage(0, 13))
    sheet = RecordingSheet(
        "rec_1",
        (
            MediumMatch(
                "med_1", "clip.mp4", 0.8, (Reason("shown", "the only video captured with the document"),), at.id
            ),
            MediumMatch(
                "med_2", "van.mp4", 0.6, (Reason("same_picture", "van.mp4 shows the same picture"),), ids["secret"]
            ),
            MediumMatch("med_3", "loose.mp4", 0.5, (Reason("account", "it appeared at hilltop_channel"),)),
        ),
        (
            Appearance("2021-05-03", "posted", "hilltop_channel on Telegram", "med_3", upload=True),
            Appearance("2021-05-04", "published", "Daily News", "med_1", at.id, upload=True),
            Appearance("2021-05-05", "published", "Secret Gazette", "med_2", ids["secret"], upload=True),
        ),
        (
            Indication(
                "position", Bearing.OPEN, "its file says where it was taken: 40.0597, 46.9008", at.id, private=True
            ),
            Indication("c2pa", Bearing.AGAINST, "its C2PA manifest does not fit the file", at.id),
            Indication("stated", Bearing.FOR, "it is borne out by the Gazette", ids["secret"]),
        ),
    )
    import dataclasses

    return dataclasses.replace(made, recordings=(recording,), sheets=(sheet,))


def page(case_file: CaseFile) -> str:
    return b"\n".join(files(release(case_file)).values()).decode()


def test_the_dossier_shows_what_is_known_of_a_recording_but_no_place_that_its_file_tells():
    text = page(sample(set()))
    for told in (
        "the only video captured with the document",
        "hilltop_channel on Telegram",
        "manifest does not fit",
        "Secret Gazette",
    ):
        assert told in text
    assert "where it was taken" not in text


def test_where_something_is_withheld_only_captures_of_shown_documents_are_told():
    text = page(sample({SECRET.id}))
    assert "the only video captured with the document" in text
    assert "Daily News" in text
    for hidden in (
        "where it was taken",
        "van.mp4",
        "Secret Gazette",
        "borne out by the Gazette",
        "hilltop_channel",
        "loose",
    ):
        assert hidden not in text


def test_sheets_of_recordings_that_are_withheld_go():
    made = sample({OPEN.id})
    assert release(made).case.sheets == ()
