"""分歧协调 Disputes: what departments still dispute, a leader coordinates (Art. 55)."""

from __future__ import annotations

from domain import submissions as s
from domain.consultations import dissenting
from domain.organisation import DEPUTY_OFFICE_DIRECTOR
from simulations.flows.addressing import Draft
from simulations.kernel import Steps
from simulations.signers import Signer, principal_of, still
from simulations.streams import Stream
from simulations.year import Year


def coordinated(year: Year, draft: Draft, leader: Signer) -> Steps:
    """The leader brings the units to agree, or to a proposal, before he decides; mostly."""
    asked = year.world.state("consultation", draft.consultation) if draft.consultation else None
    if asked is None or not dissenting(asked) or asked.result == "agreed":
        return
    dice = year.dice("dispute", draft.matter)
    if year.happens("submissions.share_not_coordinated", dice):
        return
    yield year.working_days_on(year.draw("submissions.coordinating", dice))
    leader = still(year, leader, dice)
    settled = year.happens("submissions.share_brought_to_agree", dice)
    principals = (principal_of(year, u) for u in (draft.unit, *dissenting(asked)) if u != "office")
    year.record(
        s.CoordinationHeld, draft.matter, leader.person, capacity=leader.capacity,
        result=s.AGREED if settled else s.PREFERRED,
        participants=(*_helper(year, dice), *principals),
    )  # fmt: skip


def _helper(year: Year, dice: Stream) -> tuple[str, ...]:
    """Return the deputy Office director who helps, where one does."""
    deputies = [p for p, post in year.posts.items() if post == DEPUTY_OFFICE_DIRECTOR]
    if not deputies or not year.happens("submissions.share_deputy_director_there", dice):
        return ()
    return (dice.choice(deputies, [1.0] * len(deputies)),)
