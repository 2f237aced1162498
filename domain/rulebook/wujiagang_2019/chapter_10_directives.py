"""第十章 监督制度, Art. 62: what each unit does when an important directive arrives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain import directives, organisation
from domain.rulebook.findings import Verdict
from domain.rulebook.keys import by_unit, since
from domain.rulebook.norms import Clock, Duty, Modality, Norm, Opening
from domain.rulebook.terms import AsSet, SameWorkingDay, WorkingDays

if TYPE_CHECKING:
    from collections.abc import Iterator

    from domain.act import Act
    from domain.rulebook.setting import Setting

# --- 62.8, 62.9 important directives: tell the principal at once, arrange them in two days ---

_NOT_ADDRESSED = frozenset({organisation.STREET, "park", "outside"})
"""区政府及各部门: the sentence speaks of the government and its departments only."""


def _important_received(act: Act, setting: Setting) -> Iterator[Opening]:
    if not isinstance(act, directives.Received) or not act.important:
        return
    if setting.unit_kind(act.unit) not in _NOT_ADDRESSED:
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
    ),
    reading="自本单位收到次日起算，不自报告起算；布置即书面或会议交办，不等于完成；各单位分别计时。",
)

# --- 62.10 a plan that was asked for is out within the limit set ---


def _plan_owed(act: Act, setting: Setting) -> Iterator[Opening]:
    if not isinstance(act, directives.Received) or not act.plan_required:
        return
    if setting.unit_kind(act.unit) not in _NOT_ADDRESSED:
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
    ),
)

NORMS: tuple[Norm, ...] = (
    REPORT_TO_PRINCIPAL,
    ARRANGE_IN_TWO_WORKING_DAYS,
    PLAN_WITHIN_THE_LIMIT,
)
