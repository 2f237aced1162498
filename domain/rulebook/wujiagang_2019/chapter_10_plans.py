"""第十章 监督制度, Art. 63: the year's supervision plan, its mechanisms, what it looks at."""

from __future__ import annotations

from domain import execution, supervision
from domain.act import Act
from domain.plans import SupervisionPlanAdopted, year_of_plan
from domain.rulebook.findings import Verdict
from domain.rulebook.norms import (
    Gate,
    Modality,
    Norm,
    Period,
    Quota,
    Ruling,
    breached,
    counted_only,
    met,
)
from domain.rulebook.setting import Setting
from domain.rulebook.wujiagang_2019.bearers import the_office


def _by_the_office(act: Act, setting: Setting) -> str:
    del act
    return the_office(setting)


def _office_alone(setting: Setting) -> tuple[str, ...]:
    return (the_office(setting),)


SUPERVISION_PLAN = Quota(
    id="63.1",
    article="63",
    modality=Modality.DECLARATIVE,
    zh="区政府制定年度督查工作计划，统筹督查活动",
    en="The district government makes a supervision plan every year",
    on=(SupervisionPlanAdopted,),
    counts=_by_the_office,
    period=Period.YEAR,
    at_least=1,
    bearers=_office_alone,
    meant_for=year_of_plan,
    reading="由区政府办公室承办；文本未定制定日期，上年末制定的属其所定年度，年度过后补定的不算。",
)

# --- 63.2 the five mechanisms are in use ---

FIVE_MECHANISMS = Quota(
    id="63.2",
    article="63",
    modality=Modality.DIRECTIVE,
    zh="健全限期报告、检查复核、督促整改、追责问责、情况通报等制度",
    en="Reports in time, re-checks, rectification, accountability and bulletins are in use",
    breach=Verdict.DEVIATION,
    on=(
        execution.ProgressReported,
        supervision.Verified,
        execution.RectificationReported,
        supervision.AccountabilityTriggered,
        supervision.BulletinIssued,
    ),
    counts=counted_only,
    period=Period.YEAR,
    reading="五项制度各有其行为可以登记，只计使用次数；制度是否健全，台账不作认定。",
)

# --- 63.3 what is supervised comes under one of the eight items ---

FOCUS_ITEMS = range(1, 9)


def _under_an_item(act: Act, setting: Setting) -> Ruling | None:
    del setting
    if not isinstance(act, supervision.ItemOpened):
        return None
    if act.focus in FOCUS_ITEMS or (act.focus is None and act.origin):
        return met()
    return breached("未注明督查重点八项之一 / it names none of the eight items of Art. 63")


EIGHT_FOCUS_ITEMS = Gate(
    id="63.3",
    article="63",
    modality=Modality.DECLARATIVE,
    zh="督促检查的重点（八项）",
    en="What is supervised comes under one of eight items",
    on=(supervision.ItemOpened,),
    holds=_under_an_item,
    reading="来源为会议决定的即第四项；基层反映问题的归第七或第八项；发现的问题不另立项的不在此列。",
)

NORMS: tuple[Norm, ...] = (SUPERVISION_PLAN, FIVE_MECHANISMS, EIGHT_FOCUS_ITEMS)
