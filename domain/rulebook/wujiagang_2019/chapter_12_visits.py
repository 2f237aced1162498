"""第十二章 廉政和作风, Art. 78: research topics, the contact point, and travelling light."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from domain import research
from domain.act import Act
from domain.dossiers import Dossier
from domain.rulebook.checks import found_by_reviewer, found_only
from domain.rulebook.findings import Verdict
from domain.rulebook.keys import by_matter, since
from domain.rulebook.norms import (
    Clock,
    Duty,
    Gate,
    Modality,
    Norm,
    Opening,
    Period,
    Quota,
    Ruling,
    breached,
    met,
    unknown,
)
from domain.rulebook.setting import Setting
from domain.rulebook.terms import AsSet
from domain.rulebook.wujiagang_2019.leaders import (
    for_half,
    is_head,
    is_leader,
    leaders_of,
)

# --- 78.2 difficult places, often unannounced ---


def _unannounced(act: Act, setting: Setting) -> str | None:
    del setting
    visit = act if isinstance(act, research.VisitConducted) else None
    return visit.leader if visit and visit.unannounced else None


OFTEN_UNANNOUNCED = Quota(
    id="78.2",
    article="78",
    modality=Modality.IN_PRINCIPLE,
    zh="多采取不事先通知、随机暗访",
    en="Visits are often unannounced or random (counted only)",
    breach=Verdict.DEVIATION,
    on=(research.VisitConducted,),
    counts=_unannounced,
    period=Period.YEAR,
    reading="文本未定比例，只计数。",
)

# --- 78.3 one or two research topics a year ---


def _topic_of(act: Act, setting: Setting) -> str | None:
    if not isinstance(act, research.TopicSet):
        return None
    return act.leader if is_leader(setting, act.leader, act.occurred_at) else None


ONE_RESEARCH_TOPIC = Quota(
    id="78.3",
    article="78",
    modality=Modality.DIRECTIVE,
    zh="每年确定1至2个重点调研课题",
    en="Each leader fixes at least one research topic a year",
    on=(research.TopicSet,),
    counts=_topic_of,
    period=Period.YEAR,
    at_least=1,
    bearers=leaders_of,
    owes=for_half(is_leader),
    taken_back_by=(research.TopicWithdrawn,),
    reading="当年任职不足半年、年底已离任的不作认定；撤销的课题不计。",
)

TWO_RESEARCH_TOPICS = Quota(
    id="78.3",
    article="78",
    modality=Modality.DIRECTIVE,
    zh="每年确定1至2个重点调研课题",
    en="Each leader fixes at most two research topics a year",
    breach=Verdict.DEVIATION,
    on=(research.TopicSet,),
    counts=_topic_of,
    period=Period.YEAR,
    at_most=2,
    taken_back_by=(research.TopicWithdrawn,),
    reading="多于2个为偏离。",
)

# --- 78.4 the topic ends in a report, and was seen on the ground ---


def _topic_set(act: Act, setting: Setting) -> Iterator[Opening]:
    if isinstance(act, research.TopicSet):
        year = setting.day(act.occurred_at).year
        yield Opening(key=act.matter, bearer=act.leader, limit=dt.date(year, 12, 31))


REPORT_ON_THE_TOPIC = Duty(
    id="78.4",
    article="78",
    modality=Modality.DIRECTIVE,
    zh="形成高质量的调研报告",
    en="Each topic results in a report by the end of its year",
    breach=Verdict.DEVIATION,
    clock=Clock(
        opens={research.TopicSet: _topic_set},
        terms=since(2019, 3, 1, AsSet(), "第七十八条"),
        stopped_by={research.ReportSubmitted: by_matter},
        cancelled_by={research.TopicWithdrawn: by_matter},
        owes=is_leader,
    ),
    reading="课题以年度计，报告至迟为当年12月31日；此前已离任的不作认定；质量不作认定。",
)

# --- 78.5 an in-depth stay at the contact point every year ---


def _stayed_at_own_point(act: Act, setting: Setting) -> str | None:
    if not isinstance(act, research.Stayed) or act.days < 1:
        return None
    point = setting.dossier(act.kind, act.matter).last(research.ContactPointAssigned)
    elsewhere = point is not None and point.place != act.place
    return None if elsewhere else act.matter


STAY_AT_THE_CONTACT_POINT = Quota(
    id="78.5",
    article="78",
    modality=Modality.DIRECTIVE,
    zh="每年至少到基层联系点开展1次蹲点式调研",
    en="Each leader stays at the contact point for research at least once a year",
    on=(research.Stayed,),
    counts=_stayed_at_own_point,
    period=Period.YEAR,
    at_least=1,
    bearers=leaders_of,
    owes=for_half(is_leader),
    reading="“蹲点”为至少一整天；未登记联系点的，所到之处即视为联系点；当年任职不足半年、年底已离任的不作认定。",
)

# --- 78.9, 78.10a, 78.10b few go along ---

MOST_COMPANIONS = 3


def _few_with_the_head(act: Act, setting: Setting) -> Ruling | None:
    visit = _visit(act)
    if visit is None or not is_head(setting, visit.leader, act.occurred_at):
        return None
    return _few(visit, setting.number("78.9", "at_most"))


def _few_with_the_others(act: Act, setting: Setting) -> Ruling | None:
    visit = _visit(act)
    if visit is None or is_head(setting, visit.leader, act.occurred_at):
        return None
    if not is_leader(setting, visit.leader, act.occurred_at):
        return None
    return _few(visit, setting.number("78.10a", "at_most"))


def _visit(act: Act) -> research.VisitConducted | None:
    return act if isinstance(act, research.VisitConducted) else None


def _few(visit: research.VisitConducted, most: int) -> Ruling:
    n = len(set(visit.department_heads))
    if n <= most:
        return met(bearer=visit.leader)
    return breached(f"陪同{n}人，限{most}人 / {n} went along, at most {most}", bearer=visit.leader)


FEW_GO_WITH_THE_HEAD = Gate(
    id="78.9",
    article="78",
    modality=Modality.MUST_NOT,
    zh="区政府主要领导同志调研，部门负责人陪同不超过3人",
    en="At most three department heads go along on the head's research",
    on=(research.VisitConducted,),
    holds=_few_with_the_head,
    numbers={"at_most": MOST_COMPANIONS},
    reading="主要领导即区长；只计部门负责人；按每次活动计。",
)

FEW_GO_WITH_THE_OTHERS = Gate(
    id="78.10a",
    article="78",
    modality=Modality.DIRECTIVE,
    zh="其他领导同志调研，陪同人员视情酌减",
    en="Fewer go along on the other leaders' research",
    breach=Verdict.DEVIATION,
    on=(research.VisitConducted,),
    holds=_few_with_the_others,
    refuses=False,
    numbers={"at_most": MOST_COMPANIONS},
    reading="“酌减”未定数：多于3人为偏离。",
)


def _street_stayed_away(act: Act, setting: Setting) -> str | None:
    del setting
    visit = _visit(act)
    return visit.leader if visit and not visit.street_principal_present else None


STREETS_MAY_STAY_AWAY = Quota(
    id="78.10b",
    article="78",
    modality=Modality.MAY,
    zh="街乡主要负责同志可不陪同",
    en="Street principals may stay away (a permission: counted only)",
    on=(research.VisitConducted,),
    counts=_street_stayed_away,
    period=Period.YEAR,
    reading="属授权性规定，只计数。",
)

# --- 78.11, 78.12, 78.13 no escort cars, no gifts, no scenery ---


def _no_escort_cars(act: Act, setting: Setting) -> Ruling | list[Ruling] | None:
    del setting
    visit = _visit(act)
    if visit is None:
        return None
    if not visit.escorts:
        return met(bearer=visit.leader)
    return [
        breached(f"{unit}安排车辆随行 / escort vehicles sent by {unit}", bearer=unit, key=unit)
        for unit in dict.fromkeys(visit.escorts)
    ]


NO_ESCORT_VEHICLES = Gate(
    id="78.11",
    article="78",
    modality=Modality.MUST_NOT,
    zh="相关街乡、部门不安排车辆随行",
    en="Streets and departments send no escort vehicles",
    on=(research.VisitConducted,),
    holds=_no_escort_cars,
    refuses=False,
)

NO_FORMALISM_ON_VISITS = found_only(
    id="78.12",
    article="78",
    modality=Modality.MUST_NOT,
    zh="不搞层层陪同，不接受超标准接待，不收受礼品和土特产",
    en="No layers of escort, no over-standard reception, no gifts",
    holds=found_by_reviewer("78.12"),
)


def _scenery_for_work(act: Act, setting: Setting) -> Ruling | None:
    visit = _visit(act)
    if visit is None or not visit.scenic:
        return None
    dossier: Dossier = setting.dossier(act.kind, act.matter)
    plan = dossier.last(research.VisitPlanned)
    if plan is not None and plan.purpose:
        return met(plan.ref, bearer=visit.leader)
    if visit.purpose:
        why = "工作需要是否事先载明未登记 / whether its work purpose was on record before is not"
        return unknown(f"{why} recorded", bearer=visit.leader)
    why = "事先未载明工作需要 / no work purpose was on record before"
    return breached(why, bearer=visit.leader)


NO_SCENERY_BUT_FOR_WORK = Gate(
    id="78.13",
    article="78",
    modality=Modality.MUST_NOT,
    zh="除工作需要外，不去名胜古迹、风景区参观",
    en="No scenic spots are visited except for work",
    on=(research.VisitConducted,),
    holds=_scenery_for_work,
    refuses=False,
    reading="工作需要在事前的安排中载明的为合规；只随活动登记的，无从认定。",
)

NORMS: tuple[Norm, ...] = (
    OFTEN_UNANNOUNCED,
    ONE_RESEARCH_TOPIC,
    TWO_RESEARCH_TOPICS,
    REPORT_ON_THE_TOPIC,
    STAY_AT_THE_CONTACT_POINT,
    FEW_GO_WITH_THE_HEAD,
    FEW_GO_WITH_THE_OTHERS,
    STREETS_MAY_STAY_AWAY,
    NO_ESCORT_VEHICLES,
    NO_FORMALISM_ON_VISITS,
    NO_SCENERY_BUT_FOR_WORK,
)
