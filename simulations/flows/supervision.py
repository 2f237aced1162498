"""督查 Supervision: problems and decisions, from notice to closing out (Art. 64)."""

from __future__ import annotations

import datetime as dt

from domain import number_registers as registers
from domain import supervision as v
from simulations.kernel import Steps
from simulations.streams import Stream
from simulations.year import Year


def problem(year: Year, matter: str) -> Steps:
    """Play one problem found by an inspection."""
    dice = year.dice("supervision", matter)
    units = [unit for unit in year.scenario.units if unit.id != "office"]
    unit = dice.choice(units, [one.weight for one in units]).id
    year.record(v.ProblemFound, matter, "office", unit=unit, found_by="office")
    days = int(year.draw("supervision.limit", dice))
    yield year.after(year.draw("supervision.registering", dice))
    limit = year.instant.date() + dt.timedelta(days=days)
    yield from carried_out(year, matter, unit, limit, dice)


def carried_out(year: Year, matter: str, unit: str, limit: dt.date, dice: Stream) -> Steps:
    """Register, notify, rectify, verify and close out one item of one unit."""
    if not year.happens("supervision.share_unregistered", dice):
        _registered(year, matter)
    begun = year.instant.date()
    if not year.happens("supervision.share_no_notice", dice):
        known = None if year.happens("supervision.share_no_limit", dice) else limit
        year.record(v.NoticeIssued, matter, "office", unit=unit, limit=known)
        yield year.after(year.draw("supervision.listing", dice))
        year.record(
            v.ListsFiled, matter, unit, unit=unit, tasks=True, responsibilities=True,
            time_limits=limit,
        )  # fmt: skip
    limit = yield from _in_progress(year, matter, unit, begun, limit, dice)
    yield from _rectified(year, matter, unit, dice)
    yield from _closed(year, matter, unit, dice)


def _registered(year: Year, matter: str) -> None:
    """Take the next number of the year's register 督办台账, then enter the item under it."""
    register = registers.register_of("宜伍府督", year.instant.year)
    taken = year.record(registers.Taken, register, "office", document=matter)
    assert taken is not None  # noqa: S101 - no gate stands before a number
    number = registers.document_number(register, taken.originator_version)
    year.record(v.Registered, matter, "office", number=number, register=register)


def _in_progress(
    year: Year, matter: str, unit: str, begun: dt.date, limit: dt.date, dice: Stream
) -> Steps:
    """Work on it, prolong it now and then; the value is the limit that holds in the end."""
    share = year.draw("supervision.rectifying", dice)
    ready = begun + dt.timedelta(days=share * (limit - begun).days)
    halfway = begun + (ready - begun) / 2
    yield _at(year, halfway)
    year.record(v.ProgressReported, matter, unit, unit=unit, progress="50%")
    if ready > limit and year.happens("supervision.share_extended", dice):
        limit = ready + dt.timedelta(days=3)
        year.record(
            v.LimitExtended, matter, "office", unit=unit, until=limit,
            reason="涉及多部门 / several units concerned",
        )  # fmt: skip
    yield _at(year, ready)
    return limit


def _at(year: Year, day: dt.date) -> float:
    worked = year.calendar.on_or_after(day)
    return max(
        year.origin.minute_on(worked, year.scenario.value("supervision.report_at")),
        year.kernel.instant,
    )


def _rectified(year: Year, matter: str, unit: str, dice: Stream) -> Steps:
    """Report and verify until it holds."""
    while True:
        year.record(v.RectificationReported, matter, unit, unit=unit)
        yield year.after(year.draw("supervision.verifying", dice))
        ok = not year.happens("supervision.share_not_verified", dice)
        year.record(v.Verified, matter, "office", ok=ok)
        if ok:
            return
        yield year.working_days_on(year.draw("consultations.own_limit", dice))


def _closed(year: Year, matter: str, unit: str, dice: Stream) -> Steps:
    year.record(v.FeedbackSent, matter, "office", to=unit)
    year.record(v.Closed, matter, "office")
    if year.happens("supervision.share_reopened", dice):
        yield year.working_days_on(year.draw("documents.tracking", dice))
        year.record(v.Reopened, matter, "office", reason="问题反弹 / the problem came back")
        yield from _rectified(year, matter, unit, dice)
        year.record(v.FeedbackSent, matter, "office", to=unit)
        year.record(v.Closed, matter, "office")
