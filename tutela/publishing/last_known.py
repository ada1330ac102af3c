"""What was last told of each asset: who said it where, and on how many independent origins; never what is so."""

from collections.abc import Iterable, Mapping

from tutela.model.claims import Certainty
from tutela.model.incidents import Incident
from tutela.model.media import Medium
from tutela.publishing.contents import Contents, contents, denies
from tutela.publishing.gate import Released
from tutela.publishing.wording import (
    chain_said,
    counted,
    harm_said,
    origins_said,
    published,
    publisher_name,
    said_surely,
    word,
)


def last_known(released: Released) -> Mapping[str, str]:
    """Asset -> what was told of it last, in sentences with their source."""
    held = contents(released)
    newest: dict[str, Incident] = {}
    for incident in held.incidents:
        # The best founded come first: of several told on one day the first stays.
        if incident.asset not in newest or _day(held, incident) > _day(held, newest[incident.asset]):
            newest[incident.asset] = incident
    return {asset: _told(held, incident) for asset, incident in newest.items() if asset}


def _day(held: Contents, incident: Incident) -> str:
    return max((held.documents[claim.document].day or "" for claim in held.claims_of(incident)), default="")


def _told(held: Contents, incident: Incident) -> str:
    told = held.told_in(incident)
    # Undated documents stand last in their order, and are asked only where no dated one tells of it.
    claim = next((one for one in reversed(told) if held.documents[one.document].day), told[-1])
    document = held.documents[claim.document]
    said = harm_said(claim)
    said = f"Denied: {said}" if claim.certainty is Certainty.DENIED else f"{said[:1].upper()}{said[1:]}"
    sentences = [
        f"{said}. {chain_said(claim.attribution, publisher_name(document))}, "
        f"{published(document)}. {said_surely(claim)}",
        f"All that is told of it: {counted(len(incident.claims), 'claim')}, {origins_said(incident.count)}.",
    ]
    denials = sum(denies(incident, one) for one in held.claims_of(incident))
    sentences += [f"{counted(denials, 'claim')} of these deny it."] if denials else []
    standing = held.standing_of.get(incident.id)
    if standing:
        sentences.append(f"State: {word('state', standing.state)}; {standing.sentence.rstrip('.')}.")
    return " ".join([*sentences, *_others(held, incident)])


def _others(held: Contents, incident: Incident) -> list[str]:
    others = sum(one.asset == incident.asset for one in held.incidents) - 1
    return [f"{counted(others, 'other incident')} told of it: see the dossier."] if others else []


def earlier_views(released: Released, media: Iterable[Medium]) -> Mapping[str, tuple[str, ...]]:
    """Asset -> pictures captured with documents that tell of it: name, publisher, day; nobody judged what they show.

    Pictures of documents that are shown with words masked are left out: a name of a file tells much.
    """
    held = contents(released)
    shown: dict[str, dict[str, None]] = {}
    pictures = [one for one in media if one.document in held.documents and one.document not in released.masked]
    for incident in held.incidents:
        told = {claim.document for claim in held.claims_of(incident)}
        for one in pictures if incident.asset else ():
            if one.document in told:
                document = held.documents[one.document]
                said = f"{one.name} ({publisher_name(document)}, {published(document)})"
                shown.setdefault(incident.asset, {})[said] = None
    return {asset: tuple(views) for asset, views in shown.items()}
