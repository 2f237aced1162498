"""第十章 监督制度, Art. 62: what each unit does when a directive arrives or a superior has met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain import directives, organisation
from domain.rulebook.findings import Verdict
from domain.rulebook.keys import by_matter, by_unit, since
from domain.rulebook.norms import (
    Clock,
    Duty,
    Gate,
    KeysIn,
    Modality,
    Norm,
    Opening,
    Ruling,
    breached,
    met,
)
from domain.rulebook.terms import AsSet, InGoodTime, SameWorkingDay, WorkingDays
from domain.rulebook.wujiagang_2019.bearers import the_office

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from domain.act import Act
    from domain.rulebook.setting import Setting

# --- 62.5 the Office reports upwards, assigns, and sums up what came of it ---


def _of_the_office(act: Act, setting: Setting) -> bool:
    return setting.unit_kind(getattr(act, "unit", "")) == organisation.OFFICE


def _summary_owed(act: Act, setting: Setting) -> Iterator[Opening]:
    if _of_the_office(act, setting):
        yield Opening(key=by_unit(act), bearer=the_office(setting))


def _tracks_of(act: Act, setting: Setting) -> list[str]:
    """Name the terms of every unit that received a directive: once closed it asks nothing more."""
    directive: directives.Directive | None = setting.world.state("directive", act.matter)
    return [f"{act.matter}/{unit}" for unit in directive.tracks] if directive else []


_ENDED: Mapping[type[Act], KeysIn] = {directives.Closed: _tracks_of}

SUM_UP = Duty(
    id="62.5",
    article="62",
    modality=Modality.DIRECTIVE,
    zh="及时汇总报告落实情况",
    en="The Office compiles and reports how superiors' requirements are carried out",
    breach=Verdict.DEVIATION,
    clock=Clock(
        opens={directives.Received: _summary_owed},
        terms=since(2019, 3, 1, InGoodTime("62.5.within"), "第六十二条"),
        stopped_by={directives.ReportedBack: by_unit},
        ended_by=_ENDED,
    ),
    reading="只及区政府办公室收到的；文本无具体期限，仅报告用时，始终未汇总的为偏离；已办结的不再要求。",
)


def _reported_and_assigned(act: Act, setting: Setting) -> Ruling | None:
    directive: directives.Directive | None = setting.world.state("directive", act.matter)
    if directive is None or not _of_the_office(act, setting):
        return None
    track = directive.tracks.get(getattr(act, "unit", ""))
    if track is None or track.status == "reported back":
        return None
    refs = [ref for ref in (track.reported_ref, track.deployed_ref) if ref]
    if not track.reported_ref:
        return breached("未向主要负责同志报告 / the principal leaders were not told", *refs)
    if not track.deployed_ref:
        return breached("未明确责任分工 / nobody was made responsible", *refs)
    return met(*refs)


REPORT_AND_ASSIGN = Gate(
    id="62.5",
    article="62",
    modality=Modality.DIRECTIVE,
    zh="及时向主要负责同志报告，明确责任分工",
    en="The Office tells the principal leaders of superiors' requirements and assigns them",
    breach=Verdict.DEVIATION,
    on=(directives.ReportedBack,),
    holds=_reported_and_assigned,
    refuses=False,
    reading="汇总报告时认定此前两步；布置落实即明确责任分工，时间另见62.8、62.9。",
)

# --- 62.8, 62.9 important directives: tell the principal at once, arrange them in two days ---

NOT_ADDRESSED = frozenset({organisation.STREET, "park", "outside"})
"""区政府及各部门: the sentence speaks of the government and its departments only."""


def _important_received(act: Act, setting: Setting) -> Iterator[Opening]:
    if not isinstance(act, directives.Received) or not act.important:
        return
    if setting.unit_kind(act.unit) not in NOT_ADDRESSED:
        yield Opening(key=by_unit(act), bearer=act.unit)


REPORT_TO_PRINCIPAL = Duty(
    id="62.8",
    article="62",
    modality=Modality.DIRECTIVE,
    zh="第一时间向主要负责同志报告",
    en="Important directives are reported to the unit's principal at once",
    breach=Verdict.DEVIATION,
    clock=Clock(
        opens={directives.Received: _important_received},
        terms=since(2019, 3, 1, SameWorkingDay(), "第六十二条"),
        stopped_by={directives.ReportedToPrincipal: by_unit},
        ended_by=_ENDED,
    ),
    reading="“第一时间”指当个工作日，下班后或休息日收到的为下一工作日；各单位分别计时；不及街乡。",
)

ARRANGE_IN_TWO_WORKING_DAYS = Duty(
    id="62.9",
    article="62",
    modality=Modality.DIRECTIVE,
    zh="2个工作日内布置落实",
    en="Important directives are arranged for within two working days of receipt",
    clock=Clock(
        opens={directives.Received: _important_received},
        terms=since(2019, 3, 1, WorkingDays(2), "第六十二条"),
        stopped_by={directives.Deployed: by_unit},
        ended_by=_ENDED,
    ),
    reading="自本单位收到次日起算，不自报告起算；布置即书面或会议交办，不等于完成；各单位分别计时。",
)

# --- 62.10 a plan that was asked for is out within the limit set ---


def _plan_owed(act: Act, setting: Setting) -> Iterator[Opening]:
    if not isinstance(act, directives.Received) or not act.plan_required:
        return
    if setting.unit_kind(act.unit) not in NOT_ADDRESSED:
        yield Opening(key=by_unit(act), bearer=act.unit, limit=act.plan_limit)


PLAN_WITHIN_THE_LIMIT = Duty(
    id="62.10",
    article="62",
    modality=Modality.MUST,
    zh="实施意见、方案、配套措施在规定时间内完成",
    en="Plans a directive asks for are completed within the limit it sets",
    clock=Clock(
        opens={directives.Received: _plan_owed},
        terms=since(2019, 3, 1, AsSet(), "第六十二条"),
        stopped_by={directives.PlanIssued: by_unit},
        ended_by=_ENDED,
    ),
)

# --- 62.11 important meetings of superiors are conveyed ---


def _conveying_owed(act: Act, setting: Setting) -> Iterator[Opening]:
    if isinstance(act, directives.SuperiorMeetingHeld) and act.important:
        yield Opening(key=act.matter, bearer=the_office(setting))


CONVEY_MEETINGS = Duty(
    id="62.11",
    article="62",
    modality=Modality.DIRECTIVE,
    zh="上级重要会议及时组织传达学习贯彻",
    en="Important meetings of superiors are conveyed in good time",
    breach=Verdict.DEVIATION,
    clock=Clock(
        opens={directives.SuperiorMeetingHeld: _conveying_owed},
        terms=since(2019, 3, 1, InGoodTime("62.11.within"), "第六十二条"),
        stopped_by={directives.Conveyed: by_matter},
    ),
    reading="是否重要以登记为准；首次传达即为组织传达；文本无具体期限，仅报告用时。",
)

NORMS: tuple[Norm, ...] = (
    SUM_UP,
    REPORT_AND_ASSIGN,
    CONVEY_MEETINGS,
    REPORT_TO_PRINCIPAL,
    ARRANGE_IN_TWO_WORKING_DAYS,
    PLAN_WITHIN_THE_LIMIT,
)
