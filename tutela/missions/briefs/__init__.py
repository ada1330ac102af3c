"""Mission briefs, consents and consultations as people write them (YAML), read into records with all errors at once."""

from collections.abc import Sequence
from typing import TypeVar

import yaml
from pydantic import ValidationError

from tutela.missions.briefs.shapes import CONSENT, CONSULTATION, MISSION
from tutela.missions.briefs.values import Plain, days_in_order, legal_bases, shaped, with_area
from tutela.model.errors import InputError
from tutela.model.ids import id_of_texts, record_id
from tutela.model.missions import Consent, Consultation, Mission
from tutela.model.records import from_json

Record = TypeVar("Record")


def mission_from_brief(text: str, name: str = "brief") -> Mission:
    """A mission from its brief (docs/missions.md has the fields). Its id is that of its title: a new brief replaces it.

    Raises:
        InputError: the text is no YAML, or fields of it cannot be used; all of them are named.

    >>> mission_from_brief("title: First look\\nmandate: to see\\ndays: 2026-05-04/2026-05-06").days
    ('2026-05-04', '2026-05-05', '2026-05-06')
    """
    given = _mapping(text, name)
    faults: list[str] = []
    title = str(given.get("title", "")).strip()
    if not title:
        faults.append("title: is missing")
    # "Concern" and "hours" as people write them, the record's fields as the program does.
    content = {"id": id_of_texts("mis", title=title), **shaped(given, MISSION, faults)}
    return _record(Mission, content, name, faults)


def consent_from_text(text: str, mission: str, name: str = "consent", by: str = "") -> Consent:
    """A consent as it was written down from the signed paper.

    Raises:
        InputError: as of a brief.

    >>> given = ["party: A", "signed_by: Ministry", "given: 2026-04-01", "from: 2026-05-01", "to: 2026-05-31"]
    >>> consent = consent_from_text("\\n".join([*given, "place: Upper Village"]), "mis_1")
    >>> consent.area.name, consent.end
    ('Upper Village', '2026-05-31')
    """
    faults: list[str] = []
    content = shaped(with_area(_mapping(text, name)), CONSENT, faults)
    days_in_order(content, faults)
    return _record(Consent, _with_id("cns", {**content, "mission": mission, "by": by}), name, faults)


def consultation_from_text(text: str, mission: str, name: str = "consultation", by: str = "") -> Consultation:
    """A step of consulting a party: `party`, `standing`, `date`, and for which area.

    Raises:
        InputError: as of a brief.
    """
    faults: list[str] = []
    content = shaped(with_area(_mapping(text, name)), CONSULTATION, faults)
    return _record(Consultation, _with_id("cst", {**content, "mission": mission, "by": by}), name, faults)


def _mapping(text: str, name: str) -> Plain:
    try:
        # Every value stays a text: YAML would take 19:00 for a number, `no` for a truth and a date for a time.
        loaded = yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        raise InputError(f"{name} is no YAML{where}.", "Check its indentation and colons.") from error
    if not isinstance(loaded, dict):
        raise InputError(f"{name} holds no fields.", "Write one field a line, as in `title: Field mission`.")
    return {str(key): value for key, value in loaded.items()}


def _with_id(prefix: str, content: Plain) -> Plain:
    return {"id": record_id(prefix, content), **content}


def _record(kind: type[Record], content: Plain, name: str, faults: Sequence[str]) -> Record:
    found = list(faults)
    # A fault of conversion leaves its field out: pydantic would only say that it is missing.
    told = {fault.split(":")[0].split(" ")[0] for fault in faults}
    try:
        record = from_json(kind, content)
    except ValidationError as error:
        for one in error.errors():
            place = " ".join(str(part + 1) if isinstance(part, int) else part for part in one["loc"] if part != "id")
            if place.split(" ")[0] not in told:
                found.append(f"{place}: {_plain_fault(one['type'], one['msg'])}")
        record = None
    if found or record is None:
        listed = "; ".join(dict.fromkeys(found))
        raise InputError(f"{name} cannot be used: {listed}.", "Mend these fields; docs/missions.md has an example.")
    return record


def _plain_fault(kind: str, message: str) -> str:
    plain = {"missing": "is missing", "float_parsing": "is no number", "int_parsing": "is no whole number"}
    return plain.get(kind, message.replace("Input should be", "should be").replace("Value error, ", ""))


__all__ = ["consent_from_text", "consultation_from_text", "legal_bases", "mission_from_brief"]
