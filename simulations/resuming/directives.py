"""上级文件 Directives that go on, unit by unit; superiors' meetings not conveyed (62.8–62.11)."""

from __future__ import annotations

from domain import directives as v
from simulations.flows import directives as flow
from simulations.flows.directives import Order
from simulations.kernel import Steps
from simulations.resuming.past import Past, day_after, day_after_or_anew, minute_after
from simulations.streams import Stream
from simulations.year import Year


def resumed(year: Year, past: Past) -> Steps | None:
    """Go on with a directive or a superior's meeting that is not closed."""
    state: v.Directive = past.state
    if state.closed_ref:
        return None
    return _resumed(year, past) if state.tracks else _meeting(year, past)


def _meeting(year: Year, past: Past) -> Steps:
    """Convey a meeting of a superior, unless that was forgotten."""
    dice, since = year.dice("directive", past.matter), past.acts[0].occurred_at
    if not past.has(v.Conveyed):
        ends = day_after(year, "directives.conveying", since, dice)
        if ends is None:
            return
        yield ends
        year.record(v.Conveyed, past.matter, "office", unit="office")
    year.record(v.Closed, past.matter, "office")


def _resumed(year: Year, past: Past) -> Steps:
    state: v.Directive = past.state
    dice = year.dice("directive", past.matter)
    tracks = [year.spawn(_track(year, past, track)) for track in state.tracks.values()]
    first = past.last(v.Received, unit="office")
    days = year.calendar.working_days_between(
        first.occurred_at.astimezone(year.origin.zone).date(), year.instant.date()
    )
    if len(tracks) == 1 and isinstance(first, v.Received) and days <= 1:  # not conveyed yet
        order = Order(first.important, first.plan_required, first.plan_limit)
        count = int(year.draw("directives.units_conveyed", dice))
        tracks += flow.conveyed(year, past.matter, order, count, dice)
    yield tracks
    year.record(v.Closed, past.matter, "office")


def _track(year: Year, past: Past, track: v.Track) -> Steps:
    unit = track.unit
    dice = year.dice("directive", f"{past.matter}/{unit}")
    planning = _has_to_plan(past, unit)
    since = past.last(unit=unit).occurred_at
    if track.status == "received":
        yield minute_after(year, "directives.reporting", since, dice)
        yield from flow.reported(year, past.matter, unit, dice, planning=planning)
    elif track.status == "reported to principal":
        yield minute_after(year, "directives.deploying", since, dice)
        yield from flow.deployed(year, past.matter, unit, dice, planning=planning)
    elif track.status != "reported back":
        yield from _reporting_back(year, past, unit, dice, planning=planning)


def _has_to_plan(past: Past, unit: str) -> bool:
    """Say whether a unit still owes a plan."""
    received = past.last(v.Received, unit=unit)
    asked = isinstance(received, v.Received) and received.plan_required
    return asked and not past.has(v.PlanIssued, unit=unit)


def _reporting_back(year: Year, past: Past, unit: str, dice: Stream, *, planning: bool) -> Steps:
    """Plan, if that is still owed, and report back; the Office may have forgotten to sum up."""
    since = past.last(unit=unit).occurred_at
    if planning:
        yield minute_after(year, "directives.planning", since, dice)
        year.record(v.PlanIssued, past.matter, unit, unit=unit)
        yield year.working_days_on(year.draw("directives.reporting_back", dice))
    elif unit == "office":
        ends = day_after(year, "directives.reporting_back", since, dice)
        if ends is None:
            return
        yield ends
    else:
        yield day_after_or_anew(year, "directives.reporting_back", since, dice)
    flow.reported_back(year, past.matter, unit, dice)
