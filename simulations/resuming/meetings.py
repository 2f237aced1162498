"""会议 Meetings that go on: called, held and without minutes, or the next one due (Arts 41–50)."""

from __future__ import annotations

import datetime as dt

from domain import meetings as m
from domain.capacity import holding
from simulations.flows import meetings as flow
from simulations.flows import minutes, study
from simulations.flows.minutes import Plan
from simulations.kernel import Process, Steps
from simulations.resuming.numbers import number_taken
from simulations.resuming.past import Past, outlasted
from simulations.resuming.topics import meeting_of
from simulations.streams import Stream
from simulations.year import Year

# --- one meeting ---


def resumed(year: Year, past: Past) -> Steps | None:
    """Go on with a meeting that is to be held, without minutes, or owes a document."""
    state: m.Meeting = past.state
    if state.status == "cancelled":
        return None
    if state.convened.meeting_kind == m.STUDY:
        return None if state.ended else _study(year, past)
    if state.started is None:
        return _held(year, past)
    if state.issued is None:
        return _concluded(year, past)
    return _owed(year, past) if _undrafted(year, state) else None


def _study(year: Year, past: Past) -> Steps:
    state: m.Meeting = past.state
    if state.started is not None:
        _ended(year, state, state.started)
        return
    yield flow.morning(year, state.planned_for or year.instant.date())
    yield from study.held(year, past.matter)


def _held(year: Year, past: Past) -> Steps:
    """Wait for its day and hold it, with the topics that were ready for it in time."""
    dice, plan = year.dice("meeting", past.matter), _plan(year, past)
    yield flow.before_the_hour(year, _day(year, past.state))
    agenda = topics_for(year, past.matter)
    yield from flow.held_on(year, past.matter, plan, flow.agreed(agenda), dice)


def _day(year: Year, state: m.Meeting) -> dt.date:
    """Return the day it is to be held: as planned, or the next working day if that has passed."""
    planned = state.planned_for or year.instant.date()
    return year.calendar.on_or_after(max(planned, year.instant.date()))


def topics_for(year: Year, meeting: str) -> list[Process]:
    """Return the processes of the topics that go on and are for a meeting."""
    found = []
    for (kind, matter), process in year.resumed.items():
        if kind == "topic":
            state = year.world.state("topic", matter)
            chosen = state.approved.meeting if state.approved else meeting_of(year, state)
            if chosen == meeting:
                found.append(process)
    return found


def _plan(year: Year, past: Past) -> Plan:
    """Return what is planned, as its acts say; whether a special one is major, chance says."""
    state: m.Meeting = past.state
    special = state.convened.meeting_kind == m.SPECIAL
    dice = year.dice("meeting plan", past.matter)
    major = special and year.happens("meetings.share_special_major", dice)
    if state.drafted is not None:
        major = state.drafted.major
    known = tuple(who for who in state.convenors if who in year.posts)
    return Plan(
        kind=state.convened.meeting_kind,
        day=_day(year, state),
        convenors=(known or ("head",)) if special else ("head",),
        subjects=state.convened.subjects or ("general",),
        major=major,
        topics=1,
    )


# --- after a meeting ---


def _concluded(year: Year, past: Past) -> Steps:
    """Bring out the minutes, from the stage they have reached, and what was decided."""
    state: m.Meeting = past.state
    dice, plan = year.dice("meeting", past.matter), _plan(year, past)
    if state.ended is None and state.started is not None:
        _ended(year, state, state.started)
    _carried_out(year, state, dice)
    due = minutes.due_of(year, past.last(m.Ended).occurred_at.astimezone(year.origin.zone).date())
    if state.drafted is None:
        yield from minutes.drafted(year, past.matter, plan, dice, due)
    elif state.signed is None:
        done = {one.by for one in state.countersigns}
        others = [who for who in plan.convenors[1:] if who not in done]
        yield from minutes.countersigned(year, past.matter, plan, others, due, dice)
    else:
        yield from minutes.printed(year, past.matter, dice)


def _ended(year: Year, state: m.Meeting, started: m.Started) -> None:
    """Close a session: who opened it, or where he no longer may, who called the meeting."""
    if year.record(m.Ended, state.matter, started.by, capacity=started.capacity) is None:
        chair = next((who for who in state.convenors if who in year.posts), "head")
        year.record(m.Ended, state.matter, chair, capacity=holding(year.posts[chair]))


def _carried_out(year: Year, state: m.Meeting, dice: Stream) -> None:
    """Go on with what was decided: its document, and its supervision item if not forgotten."""
    opened = {item.origin for item in year.world.states("supervision").values()}
    for act in state.items:
        item = f"{state.matter}/{act.item}"
        known = act.lead_unit in year.subjects
        if known and act.actionable and item not in opened and not _forgotten(year, act, dice):
            year.spawn(flow.item_opened(year, item, act))
    for item, act in _undrafted(year, state):
        year.spawn(flow.document_of(year, item, act))


def _forgotten(year: Year, act: m.ItemDecided, dice: Stream) -> bool:
    if year.happens("meetings.share_item_forgotten", dice):
        return True
    return outlasted(year, "meetings.registering_item", act.occurred_at, dice)


def _undrafted(year: Year, state: m.Meeting) -> list[tuple[str, m.ItemDecided]]:
    """Return the decisions whose document nobody has drafted yet, and what they are called.

    Not one for which a number is kept already: the flow takes it only when it is printed.
    """
    return [
        (f"{state.matter}/{act.item}", act)
        for act in state.items
        if act.document
        and act.lead_unit in year.subjects
        and year.world.state("document", act.document) is None
        and number_taken(year, act.document) is None
    ]


def _owed(year: Year, past: Past) -> Steps:
    yield [year.spawn(flow.document_of(year, i, act)) for i, act in _undrafted(year, past.state)]


# --- the next one ---


def announce(year: Year) -> None:
    """Say which is the next executive and regular meeting, so that topics know theirs."""
    for kind in (m.EXECUTIVE, m.REGULAR):
        awaited = [
            matter
            for matter, state in year.world.states("meeting").items()
            if state.convened.meeting_kind == kind and _is_awaited(state)
        ]
        year.upcoming[kind] = awaited[0] if awaited else _unconvened(year, kind)


def _is_awaited(state: m.Meeting) -> bool:
    return state.started is None and state.status != "cancelled"


def _unconvened(year: Year, kind: str) -> str:
    """Return the number of a meeting that is prepared and not called yet, or a new one."""
    for state in year.world.states("topic").values():
        if state.approved and not state.heard and state.proposed.meeting_kind == kind:
            meeting = state.approved.meeting
            if meeting and year.world.state("meeting", meeting) is None:
                return str(meeting)
    return year.number("M", of=f"{kind} {year.scenario.begins}")


def next_headed(year: Year, kind: str) -> Steps:
    """Hold the next meeting of a kind, when its interval is over; the value is its day."""
    matter = year.upcoming[kind]
    called = year.world.state("meeting", matter)
    if called is not None:
        return _day(year, called)
    day = _due(year, kind)
    ahead = dt.timedelta(days=year.scenario.value("meetings.preparing"))
    yield max(year.origin.minute_on(day - ahead, 9.0), year.kernel.instant)
    prepared = topics_for(year, matter)
    return (yield year.spawn(flow.headed_meeting(year, kind, day, matter, prepared)))


def _due(year: Year, kind: str) -> dt.date:
    """Return when the next meeting of a kind is due: after the last, and with time to call it."""
    every = dt.timedelta(days=year.scenario.value(f"meetings.{kind}_every"))
    notice = dt.timedelta(days=year.scenario.value("meetings.noticed"))
    held = [
        state.started.occurred_at.astimezone(year.origin.zone).date()
        for state in year.world.states("meeting").values()
        if state.convened.meeting_kind == kind and state.started
    ]
    earliest = year.scenario.begins + notice
    return year.calendar.on_or_after(max(max(held) + every, earliest) if held else earliest)
