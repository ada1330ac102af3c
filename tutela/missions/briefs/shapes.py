"""The fields of a brief, a consent and a consultation as people write them, and what each becomes."""

from tutela.missions.briefs.values import (
    Fields,
    Plain,
    area_of,
    bases_of,
    day_of,
    days_of,
    each_with,
    end_of,
    hours_of,
    minutes_of,
    offset_of,
    opening_of,
    pairs_of,
    partial_of,
    party_languages_of,
    ring_of,
    same_named,
    start_of,
    text_of,
    texts_of,
    truth_of,
    with_area,
    working_hours_of,
)


def members_of(value: object) -> list[Plain]:
    """Entries with fields, or names alone."""
    if not isinstance(value, list):
        raise ValueError("should be a list of names, or of entries with fields")
    return each_with(MEMBER)([{"name": one} if isinstance(one, str) else one for one in value])


AREA: Fields = {"area": ("area", area_of)}
SPAN: Fields = {"from": ("start", partial_of), "to": ("end", partial_of)}
MEMBER: Fields = same_named(text_of, "name", "role", "organisation", "contact")
CONCERN: Fields = {
    **same_named(text_of, "party", "ground", "source"),
    **same_named(truth_of, "consents"),
    **AREA,
    **SPAN,
}
ATTEMPT: Fields = {**same_named(text_of, "by", "asked", "outcome", "source"), **same_named(partial_of, "date"), **AREA}
HAZARD: Fields = {**same_named(text_of, "name", "kind", "source"), "polygon": ("ring", ring_of), **SPAN}
TEAM: Fields = {
    **same_named(text_of, "name"),
    "members": ("members", members_of),
    "equipment": ("equipment", texts_of),
    "start": ("*", start_of),
    "end": ("*", end_of),
}
WISH: Fields = {
    "site": ("asset", text_of),
    **same_named(text_of, "reason"),
    **same_named(truth_of, "must_see"),
    "value": ("value", text_of),
    "opening": ("opening", opening_of),
    "closed": ("closed", texts_of),
    "service": ("service_min", minutes_of),
}


def teams_of(value: object) -> list[Plain]:
    """Teams; one that names no end comes back to where it starts."""
    made = each_with(TEAM)(value)
    return [{"end": one.get("start"), "end_name": one.get("start_name", ""), **one} for one in made]


MISSION: Fields = {
    **same_named(text_of, "title", "mandate", "given_by", "speed_kmh", "terrain_factor"),
    "legal_bases": ("legal_bases", bases_of),
    "concerns": ("concerns", each_with(CONCERN, with_area)),
    "attempts": ("attempts", each_with(ATTEMPT, with_area)),
    "teams": ("teams", teams_of),
    "days": ("days", days_of),
    "day_length": ("day_length_min", minutes_of),
    "hours": ("*", working_hours_of),
    "utc_offset": ("utc_offset_min", offset_of),
    "hazards": ("hazards", each_with(HAZARD)),
    "sites": ("wishes", each_with(WISH)),
    "languages": ("languages", texts_of),
    "party_languages": ("party_languages", party_languages_of),
    "weights": ("weights", pairs_of),
    "emergency": ("emergency", pairs_of),
}

CONSENT: Fields = {
    **same_named(text_of, "party", "signed_by"),
    **same_named(day_of, "given"),
    "from": ("start", day_of),
    "to": ("end", day_of),
    **AREA,
    "hours": ("hours", hours_of),
    "persons": ("persons", texts_of),
    "equipment": ("equipment", texts_of),
    "publish": ("may_publish", texts_of),
    "conditions": ("conditions", lambda value: value if isinstance(value, list) else [text_of(value)]),
}

CONSULTATION: Fields = {
    **same_named(text_of, "party", "standing", "document", "note"),
    **same_named(day_of, "date"),
    **AREA,
}
