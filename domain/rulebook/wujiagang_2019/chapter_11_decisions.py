"""第十一章 工作纪律, Art. 67: members carry out what the district government has decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain import execution, organisation, supervision
from domain.rulebook.keys import by_matter, since
from domain.rulebook.norms import Clock, Duty, Modality, Move, Norm, Opening
from domain.rulebook.terms import AsSet
from domain.rulebook.wujiagang_2019.chapter_10_responsibility import passed_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from domain.act import Act
    from domain.rulebook.setting import Setting

# --- 67.1 decisions are carried out within the limit of the item ---

_LED_BY_MEMBERS = frozenset({organisation.DEPARTMENT, organisation.OFFICE})
"""Departments and the Office: their principals are members of the government (Art. 5)."""


def _decision_assigned(act: Act, setting: Setting) -> Iterator[Opening]:
    if not isinstance(act, supervision.ItemOpened) or not act.origin:
        return
    if setting.unit_kind(act.lead_unit) not in _LED_BY_MEMBERS:
        return
    yield Opening(key=act.matter, bearer=act.lead_unit, limit=act.limit)


def _checked(act: Act) -> str | None:
    return act.matter if isinstance(act, supervision.Verified) and act.ok else None


def _extended(act: Act) -> Move | None:
    if not isinstance(act, execution.LimitExtended):
        return None
    return Move(key=act.matter, until=act.until)


CARRY_OUT_DECISIONS = Duty(
    id="67.1",
    article="67",
    modality=Modality.MUST,
    zh="必须坚决执行区政府的决定",
    en="Members carry out the decisions of the district government",
    clock=Clock(
        opens={supervision.ItemOpened: _decision_assigned},
        terms=since(2019, 3, 1, AsSet(), "第六十七条"),
        stopped_by={
            execution.ProgressReported: by_matter,
            execution.RectificationReported: by_matter,
            execution.CompletionReported: by_matter,
            supervision.Verified: _checked,
            supervision.Closed: by_matter,
        },
        moved_by={execution.LimitExtended: _extended},
        passed_by={execution.ResponsibilityAssigned: passed_to(_LED_BY_MEMBERS)},
    ),
    reading="督办期限内有任何落实的报告或核查即为执行；未定期限的无从认定；由当时的牵头部门承担，逾期后才更换牵头的仍由逾期时的牵头部门承担，不归于某一任负责人；街乡负责同志不是组成人员。",
)

NORMS: tuple[Norm, ...] = (CARRY_OUT_DECISIONS,)
