"""第八章 会议制度, Arts 41, 42 and 44: who may be asked besides; permissions, counted only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain import invitations, meetings, organisation
from domain.rulebook.norms import Modality, Norm, Period, Quota
from domain.rulebook.wujiagang_2019.chapter_08_minutes import meeting_of

if TYPE_CHECKING:
    from domain.act import Act
    from domain.rulebook.setting import Setting

_COUNTED = "属授权性规定，只计数，不作认定；不邀请不是问题。"


def _asked_to(act: Act, setting: Setting, kind: str) -> invitations.Invited | None:
    """Return the invitation an act is, where it is to a meeting of a kind."""
    meeting = meeting_of(act, setting)
    if not isinstance(act, invitations.Invited) or meeting is None:
        return None
    return act if meeting.convened.meeting_kind == kind else None


def _asks_units(act: invitations.Invited, setting: Setting) -> bool:
    """Say whether a unit, or somebody who is its principal, is asked to sit in."""
    chart, at = setting.world.organisation, act.occurred_at
    return any(
        who in chart.units or organisation.holds_post(chart, who, organisation.PRINCIPAL, at)
        for who in act.attendees
    )


# --- 41.6 units sit in on the plenary ---


def _units_at_the_plenary(act: Act, setting: Setting) -> str | None:
    asked = _asked_to(act, setting, meetings.PLENARY)
    return asked.by if asked and _asks_units(asked, setting) else None


UNITS_MAY_SIT_IN_ON_THE_PLENARY = Quota(
    id="41.6",
    article="41",
    modality=Modality.MAY,
    zh="根据需要可安排有关街乡和部门、单位主要负责同志列席全体会议",
    en="Principals of streets, departments and units may sit in on the plenary (counted only)",
    on=(invitations.Invited,),
    counts=_units_at_the_plenary,
    period=Period.YEAR,
    reading=_COUNTED,
)

# --- 42.3 leaders of the sister bodies at the executive meeting ---


def _sister_bodies(act: Act, setting: Setting) -> str | None:
    asked = _asked_to(act, setting, meetings.EXECUTIVE)
    if asked is None:
        return None
    chart = setting.world.organisation
    organs = {organisation.unit_of(chart, who, act.occurred_at) or who for who in asked.guests}
    return asked.by if organs & invitations.SISTER_BODIES else None


SISTER_BODIES_MAY_BE_INVITED = Quota(
    id="42.3",
    article="42",
    modality=Modality.MAY,
    zh="可邀请区人大常委会、区政协、区人武部领导同志出席常务会议",
    en="Leaders of the congress committee, the CPPCC and the armed forces may be asked (counted)",
    on=(invitations.Invited,),
    counts=_sister_bodies,
    period=Period.YEAR,
    reading=_COUNTED,
)

# --- 42.7 units, deputies, the press and citizens at the executive meeting ---


def _others_at_the_executive(act: Act, setting: Setting) -> str | None:
    asked = _asked_to(act, setting, meetings.EXECUTIVE)
    if asked is None:
        return None
    others = set(asked.guests) - invitations.SISTER_BODIES
    return asked.by if others or _asks_units(asked, setting) else None


OTHERS_MAY_SIT_IN_ON_THE_EXECUTIVE_MEETING = Quota(
    id="42.7",
    article="42",
    modality=Modality.MAY,
    zh="可安排有关街乡和部门、单位列席，可邀请代表、委员、记者、市民代表等列席常务会议",
    en="Units, deputies, CPPCC members, the press, citizens may sit in (counted only)",
    on=(invitations.Invited,),
    counts=_others_at_the_executive,
    period=Period.YEAR,
    reading=_COUNTED + "涉密议题不得有外人列席，见71.1。",
)

# --- 44.6 experts and business leaders at a special meeting ---


def _guests_at_a_special_meeting(act: Act, setting: Setting) -> str | None:
    asked = _asked_to(act, setting, meetings.SPECIAL)
    return asked.by if asked and asked.guests else None


EXPERTS_MAY_BE_INVITED = Quota(
    id="44.6",
    article="44",
    modality=Modality.MAY,
    zh="必要时邀请有关专家、企业负责同志等社会人士参加专题会议",
    en="Experts, business leaders and others may be asked to a special meeting (counted only)",
    on=(invitations.Invited,),
    counts=_guests_at_a_special_meeting,
    period=Period.YEAR,
    reading=_COUNTED,
)

NORMS: tuple[Norm, ...] = (
    UNITS_MAY_SIT_IN_ON_THE_PLENARY,
    SISTER_BODIES_MAY_BE_INVITED,
    OTHERS_MAY_SIT_IN_ON_THE_EXECUTIVE_MEETING,
    EXPERTS_MAY_BE_INVITED,
)
