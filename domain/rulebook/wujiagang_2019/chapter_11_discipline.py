"""第十一章 工作纪律, Art. 69: principals report a journey or leave three days ahead."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from domain import leave, organisation
from domain.rulebook.norms import Gate, Modality, Norm, Outcome, Ruling
from domain.rulebook.wujiagang_2019.leaders import is_leader

if TYPE_CHECKING:
    from domain.act import Act
    from domain.rulebook.setting import Setting

# --- 69.6 principals of streets and departments report to the Office three days ahead ---

DAYS_AHEAD = 3

_REPORTING = frozenset(
    {
        organisation.STREET,
        organisation.DEPARTMENT,
        organisation.AFFILIATED,
        organisation.BY_REFERENCE,
    }
)


def _reported_ahead(act: Act, setting: Setting) -> Ruling | None:
    if not isinstance(act, leave.Started) or not _is_principal(act, setting):
        return None
    record = setting.world.leave_of(act.matter)
    absence = leave.absence_of(record, act.leave) if record else None
    absence = absence or leave.Absence(leave=act.leave)
    departure = setting.day(act.occurred_at)
    ahead = setting.number("69.6", "days")
    due = setting.end_of(departure - dt.timedelta(days=ahead))
    judged = Ruling(
        outcome=Outcome.MET,
        evidence=absence.refs,
        bearer=act.matter,
        key=act.leave,
        due=due,
        discharged=absence.reported_at,
    )
    if _in_time(absence, due):
        return judged
    if departure - dt.timedelta(days=ahead) < setting.rulebook.since:
        return judged._replace(outcome=Outcome.UNKNOWN, because=NOT_YET_IN_FORCE)
    return _late(judged, absence)


NOT_YET_IN_FORCE = (
    "应报告之日本规则尚未施行 / on the day it had to be reported by, the Rules were not in force"
)


def _is_principal(act: Act, setting: Setting) -> bool:
    """Say whether the traveller, whose record it is, leads a street, a department or the like."""
    return reports_to_the_office(setting, act.matter, act.occurred_at)


def reports_to_the_office(setting: Setting, person: str, at: dt.datetime) -> bool:
    """Say whether somebody tells the Office of his absences: who leads a unit and is no leader.

    A deputy head, or the Office director, who leads a department as well tells the head (69.3).
    """
    chart = setting.world.organisation
    leads = any(
        held.by == person and held.covers(at) and setting.unit_kind(held.unit) in _REPORTING
        for held in chart.posts.get(organisation.PRINCIPAL, ())
    )
    if not leads or is_leader(setting, person, at):
        return False
    return organisation.holds_post(chart, person, organisation.OFFICE_DIRECTOR, at) is None


def _in_time(absence: leave.Absence, due: dt.datetime) -> bool:
    return absence.reported_at is not None and absence.reported_at < due


def _late(judged: Ruling, absence: leave.Absence) -> Ruling:
    why = "未提前3日报告 / not reported three days ahead"
    if absence.reported_at is None:
        why = "出发前未报告 / not reported before departure"
    explained = absence.explained_at is not None
    return judged._replace(outcome=Outcome.BREACHED, because=why, justified=explained)


REPORT_LEAVE_THREE_DAYS_AHEAD = Gate(
    id="69.6",
    article="69",
    modality=Modality.SHOULD,
    zh="应提前3日向区政府办公室报告",
    en="Principals of streets and departments report a journey or leave three days ahead",
    on=(leave.Started,),
    holds=_reported_ahead,
    refuses=False,
    numbers={"days": DAYS_AHEAD},
    reading="“日”为自然日，出发当日不计；文本无紧急例外，出发前说明情况的为有理由的偏离；更正以首次报告为准；兼任部门负责人的区政府领导依69.3。",
)

NORMS: tuple[Norm, ...] = (REPORT_LEAVE_THREE_DAYS_AHEAD,)
