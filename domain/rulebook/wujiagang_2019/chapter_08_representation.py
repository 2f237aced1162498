"""第八章 会议制度, Art. 48: who comes for a department: its principal, or a deputy agreed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain import meetings, organisation
from domain.attendance import SubstituteApproved, SubstituteFiled, Substitution, UnitAttended
from domain.authority import presiding, substitution
from domain.entrustments import PRESIDE
from domain.rulebook.norms import Gate, Modality, Norm, Ruling, breached, met, unknown
from domain.rulebook.wujiagang_2019.chapter_08_minutes import meeting_of
from domain.rulebook.wujiagang_2019.leaders import is_head, principals_of
from domain.rulebook.wujiagang_2019.presiding import convenors_of
from domain.rulebook.wujiagang_2019.sessions import began, session_of

if TYPE_CHECKING:
    import datetime as dt

    from domain.act import Act
    from domain.rulebook.setting import Setting


def _of_a_department(act: Act, setting: Setting) -> UnitAttended | None:
    """Return the act where somebody came for a department: 区政府各部门, not the streets."""
    if not isinstance(act, UnitAttended) or not act.persons:
        return None
    return act if setting.unit_kind(act.unit) == organisation.DEPARTMENT else None


def _principal_there(act: UnitAttended, meeting: meetings.Meeting, setting: Setting) -> list[str]:
    held = principals_of(setting, act.unit, began(act, meeting))
    return [one.ref for one in held if one.by in act.persons]


def _steps(act: UnitAttended, meeting: meetings.Meeting) -> list[Substitution]:
    """Return the steps taken for somebody else to come for the unit, as far as he came."""
    return [
        one for one in meeting.substitutions if one.unit == act.unit and one.person in act.persons
    ]


def _of_the_unit(act: Act, setting: Setting) -> str:
    """One ruling for each unit and session: a registration recorded again corrects the last."""
    unit = act.unit if isinstance(act, UnitAttended) else ""
    return f"{session_of(act, setting)}/{unit}"


# --- 48.4a the principal comes ---


def _by_the_principal(act: Act, setting: Setting) -> Ruling | None:
    came, meeting = _of_a_department(act, setting), meeting_of(act, setting)
    if came is None or meeting is None:
        return None
    refs = _principal_there(came, meeting, setting)
    if refs:
        return met(*refs, bearer=came.unit, key=came.unit)
    agreed = [one.ref for one in _steps(came, meeting) if isinstance(one, SubstituteApproved)]
    if agreed:
        return met(*agreed, bearer=came.unit, key=came.unit)
    if not principals_of(setting, came.unit, began(came, meeting)):
        why = f"未登记{came.unit}的主要负责同志 / no principal of {came.unit} is on record"
        return unknown(why, bearer=came.unit)
    who = "、".join(came.persons)
    why = f"由{who}参会，不是主要负责同志，也未经同意代会 / neither the principal nor agreed to"
    return breached(f"{why}: {', '.join(came.persons)}", bearer=came.unit, key=came.unit)


PRINCIPALS_ATTEND = Gate(
    id="48.4a",
    article="48",
    modality=Modality.SHOULD,
    zh="各部门参加会议应当是主要负责同志",
    en="Departments are represented at meetings by their principal",
    on=(UnitAttended,),
    holds=_by_the_principal,
    refuses=False,
    rules_on=_of_the_unit,
    reading="汇报部门亦同；经召集人同意由他人代会的为符合，其余手续由48.5认定；无人参会的由48.2认定；登记更正的，以该单位本场最后登记的为准。",
)

# --- 48.4b alone, unless the department reports ---


def _alone(act: Act, setting: Setting) -> Ruling | None:
    came = _of_a_department(act, setting)
    if came is None or came.reporting:
        return None
    if len(set(came.persons)) == 1:
        return met(bearer=came.unit, key=came.unit)
    who = "、".join(came.persons)
    why = f"非汇报部门有{len(came.persons)}人参会：{who} / not reporting, and more than one came"
    return breached(why, bearer=came.unit, key=came.unit)


NOBODY_IS_BROUGHT_ALONG = Gate(
    id="48.4b",
    article="48",
    modality=Modality.MUST_NOT,
    zh="除汇报部门外，一律不带副职或工作人员",
    en="But for the reporting department, nobody brings deputies or staff along",
    on=(UnitAttended,),
    holds=_alone,
    refuses=False,
    rules_on=_of_the_unit,
    reading="是否汇报部门以登记为准；来者是谁由48.4a认定；登记更正的，以该单位本场最后登记的为准。",
)

# --- 48.5 somebody else comes: agreed to by the convenor, a deputy, notified in writing ---


def _in_his_place(act: Act, setting: Setting) -> Ruling | None:
    came, meeting = _of_a_department(act, setting), meeting_of(act, setting)
    if came is None or meeting is None or _principal_there(came, meeting, setting):
        return None
    steps = _steps(came, meeting)
    if not steps:
        return None
    at = began(came, meeting)
    why = (
        _unagreed(steps, meeting, setting)
        or _unfiled(steps, meeting)
        or _no_deputy(came, at, setting)
    )
    refs = [one.ref for one in steps]
    if why:
        return breached(why, *refs, bearer=came.unit, key=came.unit)
    if not any(setting.organ_of(who, at) for who in came.persons):
        named = came.persons[0]
        why = f"{named}的职务未登记，是否副职不明 / the post of {named} is not on record"
        return unknown(why, *refs, bearer=came.unit)
    return met(*refs, bearer=came.unit, key=came.unit)


def _beforehand(act: Act, meeting: meetings.Meeting) -> bool:
    return meeting.started is not None and act.occurred_at < meeting.started.occurred_at


def _unagreed(steps: list[Substitution], meeting: meetings.Meeting, setting: Setting) -> str:
    agreed = [one for one in steps if isinstance(one, SubstituteApproved)]
    if not any(_beforehand(one, meeting) for one in agreed):
        return "会前未经召集人同意 / the convenor had not agreed before the meeting"
    if not any(_convenor_agreed(one, meeting, setting) for one in agreed):
        return f"由{agreed[-1].by}同意，不是召集人 / agreed to by {agreed[-1].by}, no convenor"
    return ""


def _convenor_agreed(act: Act, meeting: meetings.Meeting, setting: Setting) -> bool:
    world, at = setting.world, act.occurred_at
    if act.by in convenors_of(meeting, setting) or presiding(world, act.by, PRESIDE, at):
        return True
    headed = meeting.convened.meeting_kind in meetings.HEADED
    if headed and is_head(setting, act.by, at):
        return True
    return any(substitution(world, act.by, one, at) for one in convenors_of(meeting, setting))


def _unfiled(steps: list[Substitution], meeting: meetings.Meeting) -> str:
    filed = [one for one in steps if isinstance(one, SubstituteFiled)]
    if any(_beforehand(one, meeting) for one in filed):
        return ""
    return "会前未向办公室书面报备 / the Office was not notified in writing before the meeting"


def _no_deputy(came: UnitAttended, at: dt.datetime, setting: Setting) -> str:
    """Say that whoever came is known not to be a deputy of the department; empty otherwise."""
    chart = setting.world.organisation
    deputies = {
        one.by
        for one in chart.posts.get(organisation.DEPUTY_PRINCIPAL, ())
        if one.unit == came.unit and one.covers(at)
    }
    for who in came.persons:
        if who not in deputies and setting.organ_of(who, at):
            return f"{who}不是{came.unit}的副职 / {who} is no deputy of {came.unit}"
    return ""


A_DEPUTY_BY_LEAVE = Gate(
    id="48.5",
    article="48",
    modality=Modality.MUST,
    zh="确不能与会的，提前报召集人同意，安排其他副职参会，并书面报备",
    en="In the principal's place a deputy comes, agreed to by the convenor and filed beforehand",
    on=(UnitAttended,),
    holds=_in_his_place,
    refuses=False,
    rules_on=_of_the_unit,
    reading="“提前”即开会之前，书面报备亦同；同意即视为已申请；区长例会等的召集人是区长；共同召集的任一召集人可以同意；登记更正的，以该单位本场最后登记的为准。",
)

NORMS: tuple[Norm, ...] = (PRINCIPALS_ATTEND, NOBODY_IS_BROUGHT_ALONG, A_DEPUTY_BY_LEAVE)
