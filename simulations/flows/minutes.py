"""纪要 Minutes: drafted, countersigned, signed and issued after a meeting (Art. 49)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import attrs

from domain import meetings as m
from domain import minutes
from simulations.kernel import Steps
from simulations.signers import Signer, stand_in, still
from simulations.streams import Stream
from simulations.year import Year


@attrs.frozen
class Plan:
    """A meeting to be held: what kind, when, who convenes, what it touches."""

    kind: str
    day: dt.date
    convenors: tuple[str, ...]
    subjects: tuple[str, ...]
    major: bool
    topics: int


def drafted(year: Year, matter: str, plan: Plan, dice: Stream, due: dt.date | None = None) -> Steps:
    """Draft, sign and issue the minutes of a meeting that has just ended, or are due on a day."""
    due = due or due_of(year, year.instant.date())
    yield year.clerk("office", "meetings.minutes_drafting", dice)
    subjects = plan.subjects if plan.kind == m.SPECIAL else ()
    year.record(minutes.MinutesDrafted, matter, "office", major=plan.major, subjects=subjects)
    yield from countersigned(year, matter, plan, plan.convenors[1:], due, dice)


def due_of(year: Year, day: dt.date) -> dt.date:
    """Return when the minutes of a meeting that ended on a day are due (49.4)."""
    return year.calendar.add_working_days(day, 5)


def countersigned(
    year: Year, matter: str, plan: Plan, others: Iterable[str], due: dt.date, dice: Stream
) -> Steps:
    """Have the other convenors countersign, and the minutes signed and issued."""
    for other in others:
        yield year.desk_of(other, "meetings.minutes_signing", dice)
        year.record(
            minutes.MinutesCountersigned, matter, other, capacity=f"post:{year.posts[other]}"
        )
    signer = _minutes_signer(year, plan, dice)
    yield from _signed(year, matter, plan, signer, due, dice)
    yield from printed(year, matter, dice)


def _signed(
    year: Year, matter: str, plan: Plan, signer: Signer, due: dt.date, dice: Stream
) -> Steps:
    signed_by = year.desk_of(signer.person, "meetings.minutes_signing", dice)
    late = year.origin.instant_of(signed_by).date() >= due
    if late and year.happens("meetings.share_delay_explained", dice):
        year.record(
            minutes.IssuanceDelayJustified, matter, "office", output=m.MINUTES,
            reason="文稿需进一步核实 / figures to be verified",
        )  # fmt: skip
    yield signed_by
    signer = still(year, signer, dice)
    while (
        year.record(minutes.MinutesSigned, matter, signer.person, capacity=signer.capacity) is None
    ):
        signer = _right_minutes_signer(year, plan)
        yield year.desk_of(signer.person, "meetings.minutes_signing", dice)
        signer = still(year, signer, dice)


def printed(year: Year, matter: str, dice: Stream) -> Steps:
    """Print and issue signed minutes."""
    yield year.clerk("office", "documents.printing", dice)
    year.record(minutes.MinutesIssued, matter, "office")


def _right_minutes_signer(year: Year, plan: Plan) -> Signer:
    if plan.kind == m.SPECIAL and not plan.major:
        return stand_in(year, year.leader_in_charge(plan.subjects[0]))
    post = "executive_deputy" if year.away("head") else "head"
    return Signer(post, f"post:{year.posts[post]}")


def _minutes_signer(year: Year, plan: Plan, dice: Stream) -> Signer:
    if year.happens("meetings.share_wrong_minutes_signer", dice):
        wrong = dice.choice([spec.id for spec in year.scenario.leaders[2:7]], [1.0] * 5)
        return Signer(wrong, f"post:{year.posts[wrong]}")
    return _right_minutes_signer(year, plan)
