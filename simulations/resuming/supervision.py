"""督查 Supervision that goes on: items at work, reported and not verified, not closed (62–64)."""

from __future__ import annotations

import datetime as dt

from domain import execution
from domain import supervision as v
from domain.number_registers import document_number
from simulations.flows import supervision as flow
from simulations.kernel import Steps
from simulations.resuming.numbers import number_taken
from simulations.resuming.past import TRIES, Past, day_after_or_anew, minute_after
from simulations.streams import Stream
from simulations.year import Year


def resumed(year: Year, past: Past) -> Steps | None:
    """Go on with an item that is not closed out."""
    unit = _unit(past.state)
    return None if past.state.status == "closed" or not unit else _resumed(year, past, unit)


def _unit(state: v.Item) -> str:
    """Return whose item it is: who leads it, or who has to put the problem right."""
    return state.lead_unit or next(iter(state.found_units), "")


def _resumed(year: Year, past: Past, unit: str) -> Steps:
    state: v.Item = past.state
    dice, done = year.dice("supervision", past.matter), _done(state)
    if state.checked_ref or state.completed_ref:
        yield from _reported(year, past, unit, dice)
    elif past.has(v.Reopened):
        yield from flow.rectified(year, past.matter, unit, dice, done)
    elif state.tracks.get(unit) is None or not past.has(execution.NoticeIssued, unit=unit):
        yield from _begun(year, past, unit, dice)
        return
    else:
        yield from _at_work(year, past, unit, dice)
        yield from flow.rectified(year, past.matter, unit, dice, done)
    yield from flow.closed(year, past.matter, unit, dice, done)


def _done(state: v.Item) -> flow.Done:
    if state.opened_ref:
        return execution.CompletionReported
    return execution.RectificationReported


def _reported(year: Year, past: Past, unit: str, dice: Stream) -> Steps:
    """Verify what was reported, unless it has been found to hold."""
    state: v.Item = past.state
    if state.verified_ref:
        return
    failed = past.has(v.Verified) and state.status == "not verified"
    if failed:
        since = past.last(v.Verified).occurred_at
        yield day_after_or_anew(year, "consultations.own_limit", since, dice)
    else:
        since = past.last(execution.RectificationReported, execution.CompletionReported).occurred_at
        yield minute_after(year, "supervision.verifying", since, dice)
        if flow.verified(year, past.matter, unit, dice):
            return
        yield year.working_days_on(year.draw("consultations.own_limit", dice))
    yield from flow.rectified(year, past.matter, unit, dice, _done(state))


def _begun(year: Year, past: Past, unit: str, dice: Stream) -> Steps:
    """Take up an item that nobody has given notice of, or that is worked on without one."""
    state: v.Item = past.state
    since, limit = past.acts[0].occurred_at, _limit(year, past, unit, dice)
    entered = bool(state.number) or _entered(year, past.matter)
    if entered or past.has(execution.ProgressReported, unit=unit):
        yield from _at_work(year, past, unit, dice)
        yield from flow.rectified(year, past.matter, unit, dice, _done(state))
        yield from flow.closed(year, past.matter, unit, dice, _done(state))
    elif state.opened_ref:
        yield from flow.assigned_and_carried_out(year, past.matter, unit, limit, dice)
    else:
        yield minute_after(year, "supervision.registering", since, dice)
        yield from flow.carried_out(year, past.matter, unit, limit, dice)


def _entered(year: Year, matter: str) -> bool:
    """Enter an item under the number it has taken already; say whether it has taken one."""
    taken = number_taken(year, matter)
    if taken is not None:
        register, number = taken
        text = document_number(register, number)
        year.record(v.Registered, matter, "office", number=text, register=register)
    return taken is not None


def _limit(year: Year, past: Past, unit: str, dice: Stream) -> dt.date:
    """Return the limit that holds: the unit's own, the item's, or one as the Office would set."""
    track = past.state.tracks.get(unit)
    if track is not None and track.limit is not None:
        return track.limit  # type: ignore[no-any-return]
    opened = past.last(v.ItemOpened)
    if isinstance(opened, v.ItemOpened) and opened.limit is not None:
        return opened.limit
    begun = past.acts[0].occurred_at.astimezone(year.origin.zone).date()
    days = dt.timedelta(days=int(year.draw("supervision.limit", dice)))
    return max(begun + days, year.instant.date())


def _at_work(year: Year, past: Past, unit: str, dice: Stream) -> Steps:
    """File the lists that are missing, and work until it is ready."""
    limit = _limit(year, past, unit, dice)
    begun = _begin(year, past, unit)
    if past.has(execution.NoticeIssued, unit=unit) and not past.has(
        execution.ListsFiled, unit=unit
    ):
        since = past.last(execution.NoticeIssued, unit=unit).occurred_at
        yield minute_after(year, "supervision.listing", since, dice)
        flow.lists_filed(year, past.matter, unit, limit)
    ready = _ready(year, begun, limit, dice)
    halfway = begun + (ready - begun) / 2
    reported = past.has(execution.ProgressReported, unit=unit)
    if reported or halfway < year.instant.date():  # more time has been asked for, or has not been
        yield flow.report_at(year, ready)
        return
    yield flow.report_at(year, halfway)
    if not year.happens("supervision.share_no_progress", dice):
        year.record(execution.ProgressReported, past.matter, unit, unit=unit, progress="50%")
    yield from flow.finished(year, past.matter, unit, ready, limit, dice)


def _begin(year: Year, past: Past, unit: str) -> dt.date:
    """Return the day on which work on it began."""
    noticed = past.last(execution.NoticeIssued, unit=unit)
    first = noticed if isinstance(noticed, execution.NoticeIssued) else past.acts[0]
    return first.occurred_at.astimezone(year.origin.zone).date()


def _ready(year: Year, begun: dt.date, limit: dt.date, dice: Stream) -> dt.date:
    """Draw the day it is ready, which is still to come; what outlasted all draws begins anew."""
    allowed, today = max((limit - begun).days, 1), year.instant.date()
    for _ in range(TRIES):
        ready = begun + dt.timedelta(days=year.draw("supervision.rectifying", dice) * allowed)
        if ready >= today:
            return ready
    return today + dt.timedelta(days=year.draw("supervision.rectifying", dice) * allowed)
