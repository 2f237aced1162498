"""对外事务 Outreach that goes on: proposals, petitions, requests, clues and service matters."""

from __future__ import annotations

from collections.abc import Mapping

from domain import deputies_proposals as proposals
from domain import disclosure, incidents, petitions
from domain import service_matters as service
from domain.act import Act
from simulations.flows import outreach as flow
from simulations.kernel import Steps
from simulations.resuming.past import Past, day_after, day_after_or_anew, minute_after, outlasted
from simulations.streams import Stream
from simulations.year import Year

# --- where a step is followed by one other ---

NEXT: Mapping[type[Act], tuple[str, type[Act]]] = {
    proposals.ProposerContacted: ("outreach.proposal_answering", proposals.Replied),
    proposals.Replied: ("outreach.publishing", proposals.ResultPublished),
    petitions.ReadInPerson: ("outreach.resolving", petitions.Resolved),
    disclosure.Requested: ("outreach.disclosing", disclosure.Replied),
    incidents.ClueReceived: ("outreach.verifying", incidents.ClueVerified),
    incidents.ClueVerified: ("outreach.handling", incidents.ClueHandled),
    service.Accepted: ("outreach.serving", service.Completed),
}
"""What follows an act, after which wait in working days."""


def resumed(year: Year, past: Past) -> Steps | None:
    """Go on with a matter whose last step is followed by another."""
    last = past.acts[-1]
    if isinstance(last, proposals.Received | proposals.Assigned) or _unassigned(past):
        return _proposal(year, past)
    if isinstance(last, petitions.Received | petitions.Classified):
        return _petition(year, past)
    return _steps(year, past) if type(last) in NEXT else None


def _steps(year: Year, past: Past) -> Steps:
    dice = year.dice(past.kind, past.matter)
    last = past.acts[-1]
    name, following = NEXT[type(last)]
    yield day_after_or_anew(year, name, last.occurred_at, dice)
    unit = _unit(past)
    yield from _recorded(year, following, past.matter, unit, dice)


def _recorded(year: Year, step: type[Act], matter: str, unit: str, dice: Stream) -> Steps:
    """Record a step and all that follow it."""
    year.record(step, matter, unit, unit=unit)
    while step in NEXT:
        name, step = NEXT[step]
        yield year.working_days_on(year.draw(name, dice))
        year.record(step, matter, unit, unit=unit)


def _unit(past: Past) -> str:
    """Return the unit that has it."""
    named = (getattr(act, "unit", "") for act in reversed(past.acts))
    return next(filter(None, named), "office")


# --- proposals of deputies ---


def _unassigned(past: Past) -> bool:
    """Say whether a proposal has been spoken about, and nobody was told to answer it."""
    return isinstance(past.acts[-1], proposals.ProposerContacted) and not past.has(
        proposals.Assigned
    )


def _proposal(year: Year, past: Past) -> Steps:
    """Assign a proposal that has only come in, or study one, and see it through (34)."""
    dice, last = year.dice("proposal", past.matter), past.acts[-1]
    if isinstance(last, proposals.Assigned):
        studied = day_after(year, "outreach.proposal_studying", last.occurred_at, dice)
        if studied is not None:
            yield studied
            yield from flow.discussed(year, past.matter, last.unit, dice)
            return
        yield year.working_days_on(year.draw("outreach.proposal_answering", dice))
        yield from _recorded(year, proposals.Replied, past.matter, last.unit, dice)
        return
    yield minute_after(year, "outreach.registering", past.acts[0].occurred_at, dice)
    yield from flow.assigned(year, past.matter, dice)


# --- petitions ---


def _petition(year: Year, past: Past) -> Steps:
    """Sort out a petition that has only come in, have it read, and resolve it (38)."""
    dice, last, unit = year.dice("petition", past.matter), past.acts[-1], _unit(past)
    fresh = not outlasted(year, "outreach.registering", last.occurred_at, dice)
    if isinstance(last, petitions.Received) and fresh:
        yield minute_after(year, "outreach.registering", last.occurred_at, dice)
        yield from flow.sorted_out(year, past.matter, unit, dice)
        return
    if isinstance(last, petitions.Classified):
        yield from flow.read(year, past.matter, unit, dice)
    yield day_after_or_anew(year, "outreach.resolving", past.acts[0].occurred_at, dice)
    year.record(petitions.Resolved, past.matter, unit, unit=unit)
