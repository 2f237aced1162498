"""议题 Topics that go on: under review, compiled, or on an agenda already (46)."""

from __future__ import annotations

from domain import topics as t
from domain.meetings import SPECIAL
from simulations.flows import topics as flow
from simulations.flows.topics import AgendaItem
from simulations.kernel import Steps
from simulations.resuming.past import Past
from simulations.streams import Stream
from simulations.year import Year

ENDED = frozenset({"refused", "heard", "deferred", "withdrawn"})


def resumed(year: Year, past: Past) -> Steps | None:
    """Go on with a topic that a meeting may still hear; the value of its steps is its item.

    A deferred one, or one whose meeting was held without it, has no further step in the flow.
    """
    state: t.Topic = past.state
    if state.status in ENDED:
        return None
    meeting = state.approved.meeting if state.approved else meeting_of(year, state)
    held = year.world.state("meeting", meeting)
    if not meeting or (held and (held.started or held.status == "cancelled")):
        return None
    return _resumed(year, past, meeting)


def meeting_of(year: Year, state: t.Topic) -> str:
    """Return the meeting a topic is prepared for: the next of its kind; empty where none is due."""
    kind = state.proposed.meeting_kind
    if kind != SPECIAL:
        return year.upcoming.get(kind, "")
    for matter, meeting in year.world.states("meeting").items():
        called = meeting.convened
        awaited = meeting.started is None and meeting.status != "cancelled"
        if awaited and called.meeting_kind == SPECIAL and state.proposed.subject in called.subjects:
            return str(matter)
    return ""


def _resumed(year: Year, past: Past, meeting: str) -> Steps:
    state: t.Topic = past.state
    proposed, dice = state.proposed, year.dice("topic", past.matter)
    item = AgendaItem(past.matter, proposed.unit, proposed.related_units)
    if state.approved:
        return item
    asked = year.resumed.get(("consultation", proposed.consultation))
    if asked is not None:
        yield asked
    if proposed.meeting_kind != SPECIAL and not state.compiled:
        yield from _reviewed(year, state, dice)
    called = year.world.state("meeting", meeting)
    convenor = called.convenors[0] if called and proposed.meeting_kind == SPECIAL else ""
    return (yield from flow.fixed(year, item, proposed.meeting_kind, meeting, convenor, dice))


def _reviewed(year: Year, state: t.Topic, dice: Stream) -> Steps:
    if state.material is None:
        yield from flow.reviewed(year, state.matter, state.proposed.unit, dice)
    else:
        yield from flow.compiled(year, state.matter, dice)
