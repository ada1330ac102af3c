"""Letters that ask a party for its consent: drafts in its own language, in wording that takes no position."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import yaml

from tutela.model.inventory import Asset, Name
from tutela.model.missions import Mission

DEFAULT = "en"


@dataclass(frozen=True, slots=True)
class Letter:
    """A draft to one party."""

    party: str
    language: str
    subject: str
    text: str


@functools.cache
def _wordings() -> Mapping[str, Mapping[str, str]]:
    text = resources.files("tutela.missions").joinpath("letters.yml").read_text("utf-8")
    loaded: dict[str, dict[str, str]] = yaml.safe_load(text)
    return loaded


def letter_languages() -> tuple[str, ...]:
    """Languages a letter can be drafted in (ISO 639-1).

    >>> "az" in letter_languages() and "hy" in letter_languages()
    True
    """
    return tuple(_wordings())


def letters_to(mission: Mission, party: str, assets: Sequence[Asset]) -> tuple[Letter, ...]:
    """A draft in each language the brief names for the party; in English where it names none we have wording for."""
    wanted = [language for name, language in mission.party_languages if name == party]
    known = [language for language in dict.fromkeys(wanted) if language in _wordings()]
    return tuple(_letter(mission, party, assets, language) for language in known or [DEFAULT])


def _letter(mission: Mission, party: str, assets: Sequence[Asset], language: str) -> Letter:
    words = _wordings()[language]
    told = {
        "party": party,
        "mission": mission.title,
        "mandate": mission.mandate,
        "giver": mission.given_by,
        "bases": "; ".join(f"{basis.title} ({basis.reference})" for basis in mission.legal_bases),
        "days": ", ".join(mission.days),
        "teams": "; ".join(_team(team.name, [member.name for member in team.members]) for team in mission.teams),
        "equipment": ", ".join(dict.fromkeys(one for team in mission.teams for one in team.equipment)),
    }
    subject, greeting, signature = (words[part].format(**told) for part in ("subject", "greeting", "signature"))
    # A paragraph about what the brief leaves open is left out rather than sent with a gap.
    about = [words["mission"].format(**told)]
    about += [words[part].format(**told) for part, field in (("giver", "giver"), ("bases", "bases")) if told[field]]
    sites = "\n".join(f"- {site_line(asset)}" for asset in assets)
    details = [words[part].format(**told) for part in ("days", "teams", "equipment") if told[part]]
    paragraphs = [
        greeting,
        " ".join(about),
        words["parties"],
        f"{words['sites']}\n{sites}",
        "\n".join(details),
        words["answer"],
        f"{signature}\n{mission.title}",
    ]
    return Letter(party, language, subject, "\n\n".join(part for part in paragraphs if part) + "\n")


def _team(name: str, members: Sequence[str]) -> str:
    return f"{name} ({', '.join(members)})" if members else name


def site_line(asset: Asset) -> str:
    """An asset under every name on record, and so the place it stands in; none of them comes first by merit.

    >>> from tutela.model.claims import AssetType
    >>> asset = Asset("ast_1", (Name("B", "az"), Name("A", "hy")), AssetType.CHURCH, settlements=(Name("Y"), Name("X")))
    >>> site_line(asset)
    'A / B (X / Y)'
    """
    places = _all(asset.settlements) or _all(asset.districts)
    return f"{_all(asset.names) or asset.id} ({places})" if places else _all(asset.names) or asset.id


def _all(names: Sequence[Name]) -> str:
    # By their letters: an order that no party made.
    return " / ".join(sorted(dict.fromkeys(name.text for name in names)))
