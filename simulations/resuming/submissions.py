"""报文 Submissions that go on: at intake, before a leader, or on their way back (Arts 53–55)."""

from __future__ import annotations

from domain import submissions as s
from domain.capacity import holding, partner_of
from simulations.flows import submissions as flow
from simulations.flows.addressing import Draft
from simulations.kernel import Steps
from simulations.resuming.past import Past, day_after_or_anew, minute_after, outlasted
from simulations.signers import Signer, stand_in
from simulations.year import Year


def resumed(year: Year, past: Past) -> Steps | None:
    """Go on with a submission that is not answered, or was returned not long ago."""
    state: s.Submission = past.state
    if state.status in s.ENDED and state.status != "returned":
        return None
    if state.submitted.addressees and set(state.submitted.addressees) <= s.SUPERIOR_BODIES:
        return _answered_above(year, past)
    return _resumed(year, past)


def _answered_above(year: Year, past: Past) -> Steps:
    dice = year.dice("addressing", past.matter)
    since = past.state.submitted.occurred_at
    yield day_after_or_anew(year, "submissions.answered_by_the_city", since, dice)
    year.record(s.Approved, past.matter, past.state.submitted.addressees[0])


def _resumed(year: Year, past: Past) -> Steps:
    state: s.Submission = past.state
    draft, dice = _draft(state), year.dice("submission", past.matter)
    goes_on = True
    if state.status == "returned":
        since = past.last(s.Returned).occurred_at
        if outlasted(year, "submissions.rework", since, dice):
            return  # its author has given it up
        yield minute_after(year, "submissions.rework", since, dice)
        goes_on = False
    elif state.status == "submitted":
        goes_on = yield from flow.taken_in(year, draft, dice)
    elif state.status in ("received", "checked at intake"):
        goes_on = yield from flow.considered(year, draft, dice)
    elif state.status == "routed":
        yield from flow.before(year, draft, _leader(year, draft, state.leader), dice)
        return
    if not goes_on:
        flow.mend(draft)
        yield from flow.handed_in_and_answered(year, draft, dice)
        return
    yield from flow.answered(year, draft, dice)


def _draft(state: s.Submission) -> Draft:
    """Return what its unit sent up, as it stands in the act."""
    sent = state.submitted
    return Draft(
        matter=state.matter,
        unit=sent.unit,
        type=sent.type,
        subject=sent.subject,
        matters=sent.matters,
        addressees=sent.addressees,
        contains_request=sent.contains_request,
        related=sent.related_units,
        consultation=sent.consultation,
        assignment=sent.assignment,
        secret=sent.secret,
    )


def _leader(year: Year, draft: Draft, leader: str) -> Signer:
    """Return whom it was routed to, in his own right or in another's place."""
    right = year.leader_in_charge(draft.subject)
    if leader not in year.posts:
        return stand_in(year, right)
    if leader != right and year.partners.get(right) == leader:
        return Signer(leader, partner_of(right))
    return Signer(leader, holding(year.posts[leader]))
