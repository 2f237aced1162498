"""请假 Leave: a person's journeys and leave, one stream per person, so it is found fast.

Reading order: acts, state, evolve, decisions, questions.
"""

from __future__ import annotations

import datetime as dt

import attrs

from domain.act import Act, recorded_as
from domain.change import changed

# --- acts ---


@recorded_as("leave.reported", zh="报告外出", en="leave reported to the Office")
@attrs.frozen(kw_only=True)
class Reported(Act):
    """报告外出: a journey or leave is reported to the Office ahead of departure (69.6)."""

    leave: str
    departs_on: dt.date
    returns_on: dt.date
    reason: str = ""


@recorded_as("leave.late_report_explained", zh="说明情况", en="late report explained")
@attrs.frozen(kw_only=True)
class LateReportExplained(Act):
    """说明情况: why a journey was not reported three days ahead."""

    leave: str
    reason: str


@recorded_as("leave.started", zh="外出", en="absence started")
@attrs.frozen(kw_only=True)
class Started(Act):
    """外出: the absence begins."""

    leave: str


@recorded_as("leave.ended", zh="返回", en="absence ended")
@attrs.frozen(kw_only=True)
class Ended(Act):
    """返回: the absence ends."""

    leave: str


@recorded_as("leave.return_reported", zh="销假", en="return reported")
@attrs.frozen(kw_only=True)
class ReturnReported(Act):
    """销假: the return is reported to the Office."""

    leave: str


@recorded_as("leave.filed", zh="外出报备", en="absence filed")
@attrs.frozen(kw_only=True)
class Filed(Act):
    """报备: the Office files an absence with other offices (69.2, 69.5), some of ``OFFICES``."""

    leave: str
    offices: tuple[str, ...]


@recorded_as("leave.reported_to_head", zh="报告区长", en="absence reported to the head")
@attrs.frozen(kw_only=True)
class ReportedToHead(Act):
    """报告区长: a leader tells the head before he leaves (69.3)."""

    leave: str


@recorded_as("leave.leaders_notified", zh="通报区政府其他领导", en="leaders notified")
@attrs.frozen(kw_only=True)
class LeadersNotified(Act):
    """通报: the Office tells the other leaders of a leader's absence (69.4)."""

    leave: str
    leaders: tuple[str, ...]


@recorded_as("leave.forwarded", zh="向区政府领导报告", en="absence forwarded to leaders")
@attrs.frozen(kw_only=True)
class Forwarded(Act):
    """向区政府领导同志报告: the Office passes on what a principal reported (69.7)."""

    leave: str


CITY_PARTY_OFFICE = "city_party_office"
CITY_GOVERNMENT_OFFICE = "city_government_office"
DISTRICT_PARTY_OFFICE = "district_party_office"
OFFICES = frozenset({CITY_PARTY_OFFICE, CITY_GOVERNMENT_OFFICE, DISTRICT_PARTY_OFFICE})
"""市委办、市政府办、区委办: with whom the head's absences are filed (69.2)."""
Told = Filed | ReportedToHead | LeadersNotified | Forwarded
"""Acts by which an absence is made known."""

# --- state ---


@attrs.frozen(kw_only=True, slots=False)
class Absence:
    """One journey or leave: when it was first reported, when it began and ended, and the acts."""

    leave: str
    reported_at: dt.datetime | None = None
    explained_at: dt.datetime | None = None
    started_at: dt.datetime | None = None
    ended_at: dt.datetime | None = None
    told: tuple[Told, ...] = ()
    refs: tuple[str, ...] = ()

    def covers(self, at: dt.datetime) -> bool:
        """Say whether the person was away at an instant."""
        return (
            self.started_at is not None
            and self.started_at <= at
            and (self.ended_at is None or at < self.ended_at)
        )


@attrs.frozen(kw_only=True, slots=False)
class LeaveRecord:
    """A person's absences, oldest first."""

    matter: str
    version: int
    absences: tuple[Absence, ...] = ()


# --- evolve ---


def evolve(act: Act, state: LeaveRecord | None) -> LeaveRecord:
    """Fold one act into a person's leave record. Pure and total."""
    record = state or LeaveRecord(matter=act.matter, version=0)
    leave = getattr(act, "leave", "")
    absence = absence_of(record, leave) or Absence(leave=leave)
    match act:
        case Reported():
            first = absence.reported_at or act.occurred_at  # a correction makes it no later
            absence = changed(absence, reported_at=first)
        case LateReportExplained():
            absence = changed(absence, explained_at=act.occurred_at)
        case Started():
            absence = changed(absence, started_at=act.occurred_at)
        case Ended():
            absence = changed(absence, ended_at=act.occurred_at)
        case Filed() | ReportedToHead() | LeadersNotified() | Forwarded():
            absence = changed(absence, told=(*absence.told, act))
    absence = changed(absence, refs=(*absence.refs, act.ref))
    others = tuple(other for other in record.absences if other.leave != leave)
    return changed(record, version=act.originator_version, absences=(*others, absence))


# --- decisions ---


def refusal(act: Act, state: LeaveRecord | None) -> str | None:
    """Say why an act cannot follow in this record, in ``zh / en``, or None."""
    absence = absence_of(state, getattr(act, "leave", "")) if state else None
    match act:
        case Filed() if set(act.offices) - OFFICES:
            return f"报备单位须为其一 / offices are {', '.join(sorted(OFFICES))}"
        case Started() if absence and absence.started_at:
            return "该次外出已开始 / this absence has already started"
        case Ended() if not (absence and absence.started_at):
            return "该次外出尚未开始 / this absence has not started"
        case Ended() if absence and absence.ended_at:
            return "该次外出已结束 / this absence has already ended"
        case ReturnReported() if not (absence and absence.ended_at):
            return "尚未返回 / this absence has not ended"
    return None


# --- questions ---


def absence_of(record: LeaveRecord, leave: str) -> Absence | None:
    """Return one absence by its number, or None."""
    for absence in reversed(record.absences):
        if absence.leave == leave:
            return absence
    return None


def absence_at(record: LeaveRecord | None, at: dt.datetime) -> Absence | None:
    """Return the absence that covers an instant, or None."""
    if record is None:
        return None
    for absence in reversed(record.absences):
        if absence.covers(at):
            return absence
    return None
