"""代行 Signers: who acts for a leader at a moment of a played year, and in which capacity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from domain import organisation as org
from domain.capacity import AB_PARTNER, ACTING_HEAD, acting_head, holding, partner_of, split
from domain.entrustments import PRESIDE, live_for
from simulations.people import principal_id

if TYPE_CHECKING:
    from simulations.people import Person
    from simulations.streams import Stream
    from simulations.year import Year


@attrs.frozen
class Signer:
    """Who acts for a leader at this moment, and in which capacity."""

    person: str
    capacity: str


def stand_in(year: Year, leader: str) -> Signer:
    """Return who acts for a leader now: himself, his AB partner, or the presiding deputy.

    Where nobody may stand in, the leader himself: the matter waits at his desk.
    """
    post = year.posts.get(leader, "")
    if not year.away(leader):
        return Signer(leader, holding(post))
    if post == org.HEAD:
        return _presiding(year) or Signer(leader, holding(post))
    partner = year.partners.get(leader, "")
    if partner and not year.away(partner):
        return Signer(partner, partner_of(leader))
    return Signer(leader, holding(post))


def still(year: Year, signer: Signer, dice: Stream) -> Signer:
    """Return who acts by now for a signer a matter was sent to.

    He may have left meanwhile, or the leader he stood in for may be back; a partner signs on
    all the same now and then (8.5).
    """
    basis, leader = split(signer.capacity)
    if basis == AB_PARTNER and not year.away(leader):
        signs_on = year.happens("people.share_partner_signs_on", dice)
        return signer if signs_on else Signer(leader, holding(year.posts[leader]))
    if basis == ACTING_HEAD and not year.away("head"):
        return Signer("head", holding(org.HEAD))
    return stand_in(year, signer.person) if year.away(signer.person) else signer


def _presiding(year: Year) -> Signer | None:
    given = year.world.entrustments_of("head")
    for one in live_for(given, "executive_deputy", year.instant):
        if PRESIDE in one.scope:
            return Signer("executive_deputy", acting_head(one.id))
    return None


def in_office(year: Year, person: Person) -> bool:
    """Say whether somebody still holds his post."""
    return bool(org.holds_post(year.world.organisation, person.id, person.post, year.instant))


def principal_of(year: Year, unit: str) -> str:
    """Return who is a unit's principal at this moment, or acts as such."""
    held = year.world.organisation.posts.get(org.PRINCIPAL, ())
    in_post = (one.by for one in held if one.unit == unit and one.covers(year.instant))
    return next(in_post, principal_id(unit))
