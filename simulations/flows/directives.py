"""上级文件 Directives: reported, arranged, planned and reported back, by each unit (62.8–62.10)."""

from __future__ import annotations

import datetime as dt

import attrs

from domain import directives as v
from simulations.kernel import Process, Steps
from simulations.streams import Stream
from simulations.year import Year


@attrs.frozen
class Order:
    """What a directive asks."""

    important: bool
    plan_required: bool
    plan_limit: dt.date | None


def directive(year: Year, matter: str) -> Steps:
    """Play one directive: the Office first, then the units it is conveyed to."""
    dice = year.dice("directive", matter)
    if year.happens("directives.share_out_of_hours", dice):
        hour = year.scenario.value("directives.out_of_hours_at")
        yield max(year.origin.minute_on(year.instant.date(), hour), year.kernel.instant)
    order = _order(year, dice)
    office = year.spawn(_taken_up(year, matter, "office", order))
    count = int(year.draw("directives.units_conveyed", dice))
    yield year.working_days_on(1)
    yield [office, *conveyed(year, matter, order, count, dice)]
    year.record(v.Closed, matter, "office")


def conveyed(year: Year, matter: str, order: Order, count: int, dice: Stream) -> list[Process]:
    """Convey it to so many units, each of which takes it up."""
    units = [unit.id for unit in year.scenario.units if unit.id != "office"]
    chosen = dice.several(units, [1.0] * len(units), count)
    return [year.spawn(_taken_up(year, matter, unit, order)) for unit in sorted(chosen)]


def superior_meeting(year: Year) -> Steps:
    """Play an important meeting of a superior, conveyed by the Office (62.11)."""
    matter = year.number("H")
    dice = year.dice("directive", matter)
    year.record(v.SuperiorMeetingHeld, matter, "office", important=True)
    if year.happens("directives.share_not_conveyed", dice):
        return
    yield year.working_days_on(year.draw("directives.conveying", dice))
    year.record(v.Conveyed, matter, "office", unit="office")
    year.record(v.Closed, matter, "office")


def _order(year: Year, dice: Stream) -> Order:
    planned = year.happens("directives.share_with_plan", dice)
    forgotten = year.happens("directives.share_plan_without_limit", dice)
    days = year.draw("directives.plan_limit", dice)
    limit = year.instant.date() + dt.timedelta(days=days) if planned and not forgotten else None
    important = year.happens("directives.share_important", dice)
    return Order(important, planned, limit)


def _taken_up(year: Year, matter: str, unit: str, order: Order) -> Steps:
    dice = year.dice("directive", f"{matter}/{unit}")
    planning = order.plan_required and unit == "office"
    year.record(
        v.Received, matter, unit, unit=unit, important=order.important, plan_required=planning,
        plan_limit=order.plan_limit if planning else None,
    )  # fmt: skip
    yield year.after(year.draw("directives.reporting", dice))
    yield from reported(year, matter, unit, dice, planning=planning)


def reported(year: Year, matter: str, unit: str, dice: Stream, *, planning: bool) -> Steps:
    """A unit reports it to its principal, arranges it and goes on."""
    year.record(v.ReportedToPrincipal, matter, unit, unit=unit)
    yield year.after(year.draw("directives.deploying", dice))
    yield from deployed(year, matter, unit, dice, planning=planning)


def deployed(year: Year, matter: str, unit: str, dice: Stream, *, planning: bool) -> Steps:
    """A unit arranges and conveys it, plans if it has to, and reports back."""
    year.record(v.Deployed, matter, unit, unit=unit, manner="书面 written")
    year.record(v.Conveyed, matter, unit, unit=unit)
    if planning:
        yield year.after(year.draw("directives.planning", dice))
        year.record(v.PlanIssued, matter, unit, unit=unit)
    yield year.working_days_on(year.draw("directives.reporting_back", dice))
    reported_back(year, matter, unit, dice)


def reported_back(year: Year, matter: str, unit: str, dice: Stream) -> None:
    """A unit reports back; the Office forgets to sum up now and then."""
    if unit == "office" and year.happens("directives.share_not_summed_up", dice):
        return
    year.record(v.ReportedBack, matter, unit, unit=unit)
