"""报文去向 Addressing: what a unit sends up, and the ways it should rather not go (Art. 53)."""

from __future__ import annotations

from typing import Any

import attrs

from domain import assignments
from domain import submissions as s
from simulations.kernel import Steps
from simulations.signers import stand_in, still
from simulations.streams import Stream
from simulations.year import Year


@attrs.define
class Draft:
    """What a unit is about to send up."""

    matter: str
    unit: str
    type: str
    subject: str
    matters: tuple[str, ...]
    addressees: tuple[str, ...]
    contains_request: bool
    related: tuple[str, ...] = ()
    consultation: str = ""
    assignment: str = ""
    secret: bool = False
    hasty: bool = False
    """Whether the Office would put it before a leader without its opinion (55.1)."""


def elsewhere(year: Year, draft: Draft) -> Steps:
    """Decide where a draft goes; the value is whether it went to the city and not to the district.

    All that is rare about its way is drawn from one stream.
    """
    dice = year.dice("addressing", draft.matter)
    past = year.happens("submissions.share_past_the_district", dice) and not draft.related
    personal = year.happens("submissions.share_to_a_leader", dice)
    draft.hasty = year.happens("submissions.share_no_opinion", dice)
    if past and (yield from _past_the_district(year, draft, dice)):
        return True
    if personal:
        _to_a_leader(year, draft, dice)
    return False


def _past_the_district(year: Year, draft: Draft, dice: Stream) -> Steps:
    """Write to the city over the district's head: allowed, or tried without and often refused."""
    approval = ""
    if year.happens("submissions.share_bypass_approved", dice):
        approval = f"{draft.matter}-A"
        yield from _allowed(year, draft, approval, dice)
    sent = _submitted(
        year, draft, draft.matter, addressees=("city_government",), bypass_approval=approval
    )
    if sent is None:
        return False
    yield year.working_days_on(year.draw("submissions.answered_by_the_city", dice))
    year.record(s.Approved, draft.matter, "city_government")
    return True


def _submitted(year: Year, draft: Draft, matter: str, **fields: Any) -> s.Submitted | None:
    return year.record(
        s.Submitted, matter, draft.unit, unit=draft.unit, type=s.REQUEST, subject=draft.subject,
        matters=draft.matters[:1], **fields,
    )  # fmt: skip


def _allowed(year: Year, draft: Draft, matter: str, dice: Stream) -> Steps:
    """Ask the district first whether one may write to the city, and be allowed to."""
    _submitted(year, draft, matter, addressees=("district",))
    yield year.clerk("office", "submissions.registering", dice)
    year.record(s.Received, matter, "office")
    yield year.clerk("office", "submissions.opinion", dice)
    year.record(s.Accepted, matter, "office")
    year.record(s.OpinionProposed, matter, "office")
    leader = stand_in(year, year.leader_in_charge(draft.subject))
    year.record(s.Routed, matter, "office", leader=leader.person)
    yield year.desk_of(leader.person, "submissions.reading_by_leader", dice)
    leader = still(year, leader, dice)
    year.record(s.Approved, matter, leader.person, capacity=leader.capacity)


def _to_a_leader(year: Year, draft: Draft, dice: Stream) -> None:
    """Send it to the leader in charge himself: assigned, secret, or for neither reason."""
    leader = year.leader_in_charge(draft.subject)
    if leader == "office_director":
        return
    draft.addressees = (leader,)
    reasons = year.scenario.number("submissions.reasons_to_a_leader")
    reason = reasons.names[reasons.choose(dice)]
    draft.secret = reason == "secret"
    if reason == "assigned":
        draft.assignment = year.number("L")
        year.record(
            assignments.Recorded, draft.assignment, "office", leader=leader, unit=draft.unit
        )
