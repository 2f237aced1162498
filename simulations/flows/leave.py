"""外出请假 Leave: every journey of leaders and principals is reported, taken, ended and noted."""

from __future__ import annotations

import datetime as dt

from domain import entrustments, leave
from domain import organisation as org
from domain.capacity import holding
from simulations.kernel import Steps
from simulations.people import Journey, Person
from simulations.signers import in_office
from simulations.year import Year


def journey(year: Year, person: Person, planned: Journey) -> Steps:
    """Play one journey; the head entrusts the executive deputy before he leaves (6.4).

    A principal who has been sent elsewhere meanwhile reports nothing here, and does not go.
    """
    capacity = holding(person.post)
    yield _at(year, planned.reported, "leave.report_at")
    if not in_office(year, person):
        return
    year.record(
        leave.Reported, person.id, person.id, capacity=capacity, leave=planned.number,
        departs_on=planned.departs, returns_on=planned.returns,
    )  # fmt: skip
    if planned.explained:
        year.record(
            leave.LateReportExplained, person.id, person.id, capacity=capacity,
            leave=planned.number, reason="临时任务 / urgent trip",
        )  # fmt: skip
    _make_known(year, person, planned)
    yield from departed(year, person, planned)


def departed(year: Year, person: Person, planned: Journey) -> Steps:
    """Leave on a reported journey, and come back."""
    capacity = holding(person.post)
    yield _at(year, planned.departs, "leave.depart_at")
    if not in_office(year, person):
        return
    year.record(leave.Started, person.id, person.id, capacity=capacity, leave=planned.number)
    if person.post == org.HEAD:
        _entrust(year, planned)
    yield from returned(year, person, planned)


def returned(year: Year, person: Person, planned: Journey) -> Steps:
    """Come back from a journey and report it."""
    capacity = holding(person.post)
    yield _at(year, planned.returns, "leave.return_at")
    year.record(leave.Ended, person.id, person.id, capacity=capacity, leave=planned.number)
    yield year.working_days_on(1)
    year.record(leave.ReturnReported, person.id, person.id, capacity=capacity, leave=planned.number)


def _make_known(year: Year, person: Person, planned: Journey) -> None:
    """Tell whom the Rules want told; the Office forgets now and then (69.2–69.5, 69.7)."""
    dice = year.dice("leave", planned.number)
    forgotten = year.happens("leave.share_not_made_known", dice)
    matter, number = person.id, planned.number
    if person.post == org.PRINCIPAL and not forgotten:
        year.record(leave.Forwarded, matter, "office", leave=number)
    if person.post == org.HEAD and not forgotten:
        year.record(
            leave.Filed, matter, "office", leave=number, offices=tuple(sorted(leave.OFFICES))
        )
    if person.post in (org.PRINCIPAL, org.HEAD):
        return
    year.record(leave.ReportedToHead, matter, matter, capacity=holding(person.post), leave=number)
    others = tuple(one for one in year.posts if one != matter)
    if not forgotten:
        year.record(leave.LeadersNotified, matter, "office", leave=number, leaders=others)
        filed = (leave.DISTRICT_PARTY_OFFICE,)
        year.record(leave.Filed, matter, "office", leave=number, offices=filed)


def _at(year: Year, day: dt.date, hour: str) -> float:
    minute = year.origin.minute_on(day, year.scenario.value(hour))
    return max(minute, year.kernel.instant)


def _entrust(year: Year, planned: Journey) -> None:
    dice = year.dice("entrust", planned.number)
    if year.happens("leave.share_head_unentrusted", dice):
        return
    year.record(
        entrustments.Granted, "head", "head", capacity=holding(org.HEAD),
        entrustment=f"E-{planned.number}", grantee="executive_deputy",
        scope=(entrustments.PRESIDE,), since=year.instant,
        until=year.origin.instant_of(_at(year, planned.returns, "leave.return_at")),
    )  # fmt: skip
