"""出席 Attendance: who asks leave, who comes for a unit, and who in whose place (Art. 48).

What is asked beforehand is asked half an hour before the meeting; by then it is known who is away.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from domain import attendance as a
from domain import organisation as org
from domain.capacity import holding
from domain.invitations import AttendanceRecorded
from simulations.people import principal_id
from simulations.signers import stand_in
from simulations.streams import Stream
from simulations.year import Year


def deputy_id(unit: str) -> str:
    """Return the id of the deputy 副职 who comes in the principal's place."""
    return f"{unit}_deputy"


@attrs.frozen
class Coming:
    """Who came for a unit."""

    unit: str
    persons: tuple[str, ...]


@attrs.frozen
class Expected:
    """Who will not come of the leaders, and who will come for the units."""

    missing: tuple[str, ...]
    coming: tuple[Coming, ...]


def asked_beforehand(
    year: Year, meeting: str, convenor: str, units: Iterable[str], dice: Stream
) -> Expected:
    """Record leave asked for and substitutes agreed to; return who is to be expected."""
    missing = tuple(spec.id for spec in year.scenario.leaders[:8] if _misses(year, spec.id, dice))
    for leader in missing:
        if year.posts[leader] != org.HEAD and not year.happens(
            "meetings.share_absent_without_asking", dice
        ):
            year.record(
                a.LeaveRequested, meeting, leader, capacity=holding(year.posts[leader]),
                person=leader, to="head", reason="出差或另有公务 / away or on other duty",
            )  # fmt: skip
    departments = [unit for unit in dict.fromkeys(units) if year.kinds[unit] == org.DEPARTMENT]
    coming = tuple(_coming(year, meeting, convenor, unit, dice) for unit in departments)
    return Expected(missing, coming)


def _misses(year: Year, leader: str, dice: Stream) -> bool:
    prevented = year.happens("meetings.share_leader_prevented", dice)
    return year.away(leader) or (prevented and year.posts[leader] != org.HEAD)


def _coming(year: Year, meeting: str, convenor: str, unit: str, dice: Stream) -> Coming:
    principal, deputy = principal_id(unit), deputy_id(unit)
    brings = year.happens("meetings.share_bringing_somebody", dice)
    if not year.away(principal) and not year.happens("meetings.share_deputy_unasked", dice):
        return Coming(unit, (principal, f"{unit}_staff") if brings else (principal,))
    if year.away(principal) and not year.happens("meetings.share_substitute_unasked", dice):
        who = stand_in(year, convenor)
        year.record(
            a.SubstituteApproved, meeting, who.person, capacity=who.capacity, unit=unit,
            person=deputy,
        )  # fmt: skip
        if not year.happens("meetings.share_substitute_unfiled", dice):
            year.record(a.SubstituteFiled, meeting, unit, unit=unit, person=deputy)
    return Coming(unit, (deputy,))


def recorded(year: Year, meeting: str, expected: Expected, reporting: frozenset[str]) -> None:
    """Record who is there and who is not, and who came for each unit."""
    leaders = [spec.id for spec in year.scenario.leaders[:8]]
    year.record(
        AttendanceRecorded, meeting, "office",
        present=tuple(who for who in leaders if who not in expected.missing),
        absent=expected.missing,
    )  # fmt: skip
    for one in expected.coming:
        year.record(
            a.UnitAttended, meeting, "office", unit=one.unit, persons=one.persons,
            reporting=one.unit in reporting,
        )  # fmt: skip
