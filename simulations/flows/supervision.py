"""督查 Supervision: problems, decisions and instructions, from notice to closing out (62–64)."""

from __future__ import annotations

import datetime as dt

from domain import execution
from domain import number_registers as registers
from domain import supervision as v
from simulations.kernel import Steps
from simulations.people import principal_id
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


def instruction(year: Year, matter: str) -> Steps:
    """Play what a leader has instructed a unit to do 批示件; the Office takes it up as an item."""
    dice = year.dice("supervision", matter)
    units = [unit for unit in year.scenario.units if unit.kind in ("department", "street")]
    unit = dice.choice(units, [one.weight for one in units]).id
    limit = year.instant.date() + dt.timedelta(days=int(year.draw("supervision.limit", dice)))
    focus = None if year.happens("supervision.share_without_focus", dice) else OWN_INSTRUCTIONS
    opened = None
    while opened is None:  # without an item of the list it is refused, and named
        opened = year.record(
            v.ItemOpened, matter, "office", lead_unit=unit, limit=limit, focus=focus
        )
        focus = OWN_INSTRUCTIONS
    yield from assigned_and_carried_out(year, matter, unit, limit, dice)


OWN_INSTRUCTIONS = 7
"""区政府领导同志批示和交办事项, the seventh item of the list of Art. 63."""
MEETINGS = 4
"""区委区政府重要会议确定的工作部署, the fourth."""


def assigned_and_carried_out(
    year: Year, matter: str, unit: str, limit: dt.date, dice: Stream
) -> Steps:
    """Name who answers for an item that was decided or instructed, then see it carried out."""
    principal = principal_id(unit)
    deputy = f"{unit}_deputy"
    named = not year.happens("supervision.share_nobody_named", dice)
    wrong = year.happens("supervision.share_deputy_first", dice)
    year.record(
        execution.ResponsibilityAssigned, matter, "office", unit=unit,
        first_responsible=deputy if wrong else principal, person=principal if named else "",
    )  # fmt: skip
    if year.happens("supervision.share_two_leads", dice):
        units = [one.id for one in year.scenario.units if one.kind == "department"]
        second = dice.choice(units, [1.0] * len(units))
        if second != unit:
            year.record(
                execution.ResponsibilityAssigned, matter, "office", unit=second,
                first_responsible=principal_id(second), person=principal_id(second),
            )  # fmt: skip
    yield from carried_out(year, matter, unit, limit, dice, done=execution.CompletionReported)


Done = type[execution.RectificationReported] | type[execution.CompletionReported]
"""The act by which a unit reports that it is done: a problem is rectified, a decision completed."""


def carried_out(
    year: Year,
    matter: str,
    unit: str,
    limit: dt.date,
    dice: Stream,
    *,
    done: Done = execution.RectificationReported,
) -> Steps:
    """Register, notify, rectify, verify and close out one item of one unit."""
    if not year.happens("supervision.share_unregistered", dice):
        _registered(year, matter)
    begun = year.instant.date()
    if not year.happens("supervision.share_no_notice", dice):
        known = None if year.happens("supervision.share_no_limit", dice) else limit
        year.record(execution.NoticeIssued, matter, "office", unit=unit, limit=known)
        yield year.after(year.draw("supervision.listing", dice))
        lists_filed(year, matter, unit, limit)
    limit = yield from in_progress(year, matter, unit, begun, limit, dice)
    yield from rectified(year, matter, unit, dice, done)
    yield from closed(year, matter, unit, dice, done)


def lists_filed(year: Year, matter: str, unit: str, limit: dt.date) -> None:
    """The unit files its three lists."""
    year.record(
        execution.ListsFiled, matter, unit, unit=unit, tasks=True, responsibilities=True,
        time_limits=limit,
    )  # fmt: skip


def _registered(year: Year, matter: str) -> None:
    """Take the next number of the year's register 督办台账, then enter the item under it."""
    register = registers.register_of("宜伍府督", year.instant.year)
    taken = year.record(registers.Taken, register, "office", document=matter)
    assert taken is not None  # noqa: S101 - no gate stands before a number
    number = registers.document_number(register, taken.originator_version)
    year.record(v.Registered, matter, "office", number=number, register=register)


def in_progress(
    year: Year, matter: str, unit: str, begun: dt.date, limit: dt.date, dice: Stream
) -> Steps:
    """Work on it, prolong it now and then; the value is the limit that holds in the end."""
    share = year.draw("supervision.rectifying", dice)
    ready = begun + dt.timedelta(days=share * (limit - begun).days)
    halfway = begun + (ready - begun) / 2
    yield report_at(year, halfway)
    if not year.happens("supervision.share_no_progress", dice):
        year.record(execution.ProgressReported, matter, unit, unit=unit, progress="50%")
    return (yield from finished(year, matter, unit, ready, limit, dice))


def finished(
    year: Year, matter: str, unit: str, ready: dt.date, limit: dt.date, dice: Stream
) -> Steps:
    """Work until it is ready, asking for more time now and then; the value is the limit."""
    if ready > limit and year.happens("supervision.share_extended", dice):
        limit = ready + dt.timedelta(days=3)
        year.record(
            execution.LimitExtended, matter, "office", unit=unit, until=limit,
            reason="涉及多部门 / several units concerned",
        )  # fmt: skip
    yield report_at(year, ready)
    return limit


def report_at(year: Year, day: dt.date) -> float:
    """Return the minute at which a unit reports on a day, or now if that has passed."""
    worked = year.calendar.on_or_after(day)
    return max(
        year.origin.minute_on(worked, year.scenario.value("supervision.report_at")),
        year.kernel.instant,
    )


def rectified(year: Year, matter: str, unit: str, dice: Stream, done: Done) -> Steps:
    """Report and verify until it holds."""
    while True:
        year.record(done, matter, unit, unit=unit)
        yield year.after(year.draw("supervision.verifying", dice))
        if verified(year, matter, unit, dice):
            return
        yield year.working_days_on(year.draw("consultations.own_limit", dice))


def verified(year: Year, matter: str, unit: str, dice: Stream) -> bool:
    """Verify what was reported; say whether it holds. Who failed may have to answer for it."""
    ok = not year.happens("supervision.share_not_verified", dice)
    year.record(v.Verified, matter, "office", ok=ok)
    if not ok and year.happens("supervision.share_called_to_account", dice):
        year.record(
            v.AccountabilityTriggered, matter, "office", unit=unit,
            reason="落实不力 / carried out badly",
        )  # fmt: skip
        year.record(v.BulletinIssued, matter, "office", to=(unit,))
    return ok


def closed(year: Year, matter: str, unit: str, dice: Stream, done: Done) -> Steps:
    """Tell the unit and close it out; now and then the problem comes back."""
    year.record(v.FeedbackSent, matter, "office", to=unit)
    year.record(v.Closed, matter, "office")
    if year.happens("supervision.share_reopened", dice):
        yield year.working_days_on(year.draw("documents.tracking", dice))
        year.record(v.Reopened, matter, "office", reason="问题反弹 / the problem came back")
        yield from rectified(year, matter, unit, dice, done)
        year.record(v.FeedbackSent, matter, "office", to=unit)
        year.record(v.Closed, matter, "office")
