"""第八章 会议制度, Art. 48: leave of meetings: none without a reason, leaders ask the head.

Each person recorded as absent is judged, by the post he held when the meeting began; whoever was
not asked to it is not. Where a list is recorded again, the last one of that session stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain import entrustments, invitations, leave, organisation
from domain.attendance import LeaveRequested, SubstituteApproved
from domain.authority import Power, resolve
from domain.rulebook.findings import Verdict
from domain.rulebook.norms import Gate, Modality, Norm, Ruling, breached, met
from domain.rulebook.wujiagang_2019.chapter_08_minutes import meeting_of
from domain.rulebook.wujiagang_2019.leaders import POSTS, is_head, is_leader
from domain.rulebook.wujiagang_2019.sessions import began, session_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from domain.act import Act
    from domain.meetings import Meeting
    from domain.rulebook.setting import Setting

EXPECTED = (*POSTS, organisation.OFFICE_DIRECTOR, organisation.PRINCIPAL)
"""区政府领导同志和部门、单位主要负责同志: whom Art. 48 asks to come."""


def _absentees(act: Act, meeting: Meeting, setting: Setting) -> Iterator[str]:
    """Yield who was asked, is expected by Art. 48, and did not come; the head asks nobody."""
    chart, at = setting.world.organisation, began(act, meeting)
    asked = invitations.everybody_asked(meeting.invitations)
    for who in dict.fromkeys(getattr(act, "absent", ())):
        expected = any(organisation.holds_post(chart, who, post, at) for post in EXPECTED)
        if expected and not is_head(setting, who, at) and _was_asked(who, asked, setting, at):
            yield who


def _was_asked(who: str, asked: set[str], setting: Setting, at: dt.datetime) -> bool:
    units = organisation.units_of(setting.world.organisation, who, at)
    return not asked or who in asked or not units.isdisjoint(asked)


def _away(who: str, meeting: Meeting, setting: Setting) -> leave.Absence | None:
    """Return the absence made known, to the Office or the head, on which somebody is then."""
    if meeting.started is None:
        return None
    absence = leave.absence_at(setting.world.leave_of(who), meeting.started.occurred_at)
    known = absence is not None and (absence.reported_at is not None or absence.told)
    return absence if known else None


def _asked_leave(who: str, meeting: Meeting) -> list[LeaveRequested]:
    return [one for one in meeting.leaves if one.person == who]


# --- 48.2 no leave but for a special reason ---


def _with_a_reason(act: Act, setting: Setting) -> list[Ruling] | None:
    meeting = meeting_of(act, setting)
    if meeting is None:
        return None
    return [_excused(who, act, meeting, setting) for who in _absentees(act, meeting, setting)]


def _excused(who: str, act: Act, meeting: Meeting, setting: Setting) -> Ruling:
    refs = [one.ref for one in _asked_leave(who, meeting) if one.reason.strip()]
    absence = _away(who, meeting, setting)
    if absence is not None:
        refs += absence.refs
    units = organisation.units_of(setting.world.organisation, who, began(act, meeting))
    refs += [
        one.ref
        for one in meeting.substitutions
        if isinstance(one, SubstituteApproved) and one.unit in units
    ]
    if refs:
        return met(*refs, bearer=who, key=who)
    return breached("缺席而未说明原因 / absent, and no reason given", bearer=who, key=who)


NO_LEAVE_WITHOUT_A_REASON = Gate(
    id="48.2",
    article="48",
    modality=Modality.IN_PRINCIPLE,
    zh="除特殊原因外，原则上不应请假",
    en="In principle nobody takes leave of a meeting but for a special reason",
    breach=Verdict.DEVIATION,
    on=(invitations.AttendanceRecorded,),
    holds=_with_a_reason,
    refuses=False,
    rules_on=session_of,
    reading="说明了原因、已登记离市或休假、经同意由他人代会的，均为有特殊原因；原因是否特殊不作评判；区长除外；名单更正的，以本场最后登记的为准。",
)

# --- 48.3 a leader who cannot come asks the head ---

_HEAD = Power(posts=(organisation.HEAD,), scope=entrustments.PRESIDE, entrustable=False)


def _asked_the_head(act: Act, setting: Setting) -> list[Ruling] | None:
    meeting = meeting_of(act, setting)
    if meeting is None:
        return None
    return [
        _leave_of_the_head(who, meeting, setting)
        for who in _absentees(act, meeting, setting)
        if is_leader(setting, who, began(act, meeting))
    ]


def _leave_of_the_head(who: str, meeting: Meeting, setting: Setting) -> Ruling:
    asked = _asked_leave(who, meeting)
    beforehand = [one for one in asked if _before(one, meeting)]
    for one in beforehand:
        if resolve(setting.world, one.to, _HEAD, one.occurred_at).may:
            return met(one.ref, bearer=who, key=who)
    absence = _away(who, meeting, setting)
    refs = [one.ref for one in _told_the_head(absence, meeting, setting)]
    if refs:
        return met(*refs, bearer=who, key=who)
    return breached(_why(asked, beforehand), *(one.ref for one in asked), bearer=who, key=who)


def _told_the_head(
    absence: leave.Absence | None, meeting: Meeting, setting: Setting
) -> list[leave.ReportedToHead]:
    """Return by which acts the head knew of an absence, at the latest on the meeting's day."""
    if absence is None or meeting.started is None:
        return []
    day = setting.day(meeting.started.occurred_at)
    told = [one for one in absence.told if isinstance(one, leave.ReportedToHead)]
    return [one for one in told if setting.day(one.occurred_at) <= day]


def _before(act: Act, meeting: Meeting) -> bool:
    return meeting.started is not None and act.occurred_at < meeting.started.occurred_at


def _why(asked: list[LeaveRequested], beforehand: list[LeaveRequested]) -> str:
    if beforehand:
        return f"向{beforehand[-1].to}请假，不是向区长 / he asked {beforehand[-1].to}, not the head"
    if asked:
        return "开会之后才请假 / he asked only after the meeting had begun"
    return "未向区长请假 / he did not ask the head"


LEADERS_ASK_THE_HEAD = Gate(
    id="48.3",
    article="48",
    modality=Modality.DECLARATIVE,
    zh="区政府领导同志不能出席的，向区长请假",
    en="A leader who cannot attend asks the head for leave beforehand",
    on=(invitations.AttendanceRecorded,),
    holds=_asked_the_head,
    refuses=False,
    rules_on=session_of,
    reading="义务在于请假，是否准假只登记；外出已事先报告区长的（69.3）即为请假；区长外出时可向受委托主持工作的常务副区长请假；名单更正的，以本场最后登记的为准。",
)

NORMS: tuple[Norm, ...] = (NO_LEAVE_WITHOUT_A_REASON, LEADERS_ASK_THE_HEAD)
