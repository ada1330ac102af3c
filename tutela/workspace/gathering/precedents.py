"""What people ruled of words in a workspace, as linking is told of it."""

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING

from tutela.model.claims import Claim
from tutela.model.documents import Document
from tutela.model.inventory import Asset
from tutela.model.links import Link
from tutela.model.rulings import Precedent, Ruling
from tutela.review.force import in_force
from tutela.review.linking import ON_LINKS
from tutela.review.overlay import Machine, overlay
from tutela.review.precedents import precedents_of
from tutela.review.succession import following, heirs

if TYPE_CHECKING:
    from tutela.store.reader import Reader


def precedents_in(reader: "Reader", leads: Mapping[str, str]) -> tuple[Precedent, ...]:
    """The rulings in force on links; `leads` is asset -> the one it is merged into.

    All of it is read anew each time, so that whatever changes them (another ruling, one undone, a claim or a publisher
    corrected) is seen by what they come to. The claims and links that people ruled on are few, and kept.
    """
    rulings = reader.all(Ruling)
    standing = [ruling for ruling in in_force(rulings) if ruling.verdict in ON_LINKS]
    judged = {ruling.record for ruling in standing}
    if not judged:
        return ()
    links = reader.by_ids(Link, judged)
    claims = reader.by_ids(Claim, judged | {link.claim for link in links})
    papers = reader.by_ids(Document, {claim.document for claim in claims})
    case = overlay(Machine(documents=papers, claims=claims), rulings)
    targets = {ruling.target for ruling in standing} | {link.asset for link in links}
    now = _today(reader, targets)
    told = precedents_of(following(standing, now), case.claims, links, {paper.id: paper for paper in case.documents})
    home = {asset: leads.get(heir, heir) for asset in {one.asset for one in told} if (heir := now.get(asset, asset))}
    return tuple(dataclasses.replace(one, asset=home[one.asset]) for one in told)


def _today(reader: "Reader", assets: set[str]) -> dict[str, str]:
    """Superseded asset -> the one its row of the register makes today."""
    past = reader.past(Asset, "id", assets)
    return heirs(past, reader.all(Asset), reader.scopes(Asset)) if past else {}
