"""第十章 监督制度, Arts 61–62: who answers for what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain import execution, meetings, organisation, supervision
from domain.rulebook.findings import Verdict
from domain.rulebook.norms import (
    Gate,
    Modality,
    Norm,
    Ruling,
    breached,
    met,
    unknown,
)
from domain.rulebook.wujiagang_2019.bearers import the_office
from domain.rulebook.wujiagang_2019.leaders import principals_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from domain.act import Act
    from domain.rulebook.setting import Setting

EXECUTING = frozenset({organisation.DEPARTMENT, organisation.STREET})
"""各街乡、区政府各部门: whom Art. 62 holds responsible for execution."""


def item_of(act: Act, setting: Setting) -> supervision.Item | None:
    """Return the supervised item of an act."""
    return setting.world.state("supervision", act.matter)  # type: ignore[no-any-return]


def lead_of(item: supervision.Item) -> str:
    """Return the unit that leads an item now; where several say so, the one it was opened with."""
    return item.leads[0] if item.leads else item.lead_unit


def passed_to(kinds: frozenset[str]) -> Callable[[Act, Setting], dict[str, str]]:
    """Pass the terms of an item to whoever leads it now, to nobody but a unit of some kinds."""

    def bearers(act: Act, setting: Setting) -> dict[str, str]:
        item = item_of(act, setting)
        lead = lead_of(item) if item else ""
        if not lead:
            return {}
        return {act.matter: lead if setting.unit_kind(lead) in kinds else ""}

    return bearers


# --- 61.2 asked for when deciding, named when deploying, checked afterwards ---


def _decision(item: supervision.Item, setting: Setting) -> meetings.ItemDecided | None:
    """Return the decision an item follows, or None where it is not on record."""
    matter, _, number = item.origin.rpartition("/")
    meeting: meetings.Meeting | None = setting.world.state("meeting", matter)
    items = meeting.items if meeting else ()
    return next((one for one in items if one.item == number), None)


def _supervised_throughout(act: Act, setting: Setting) -> Ruling | None:
    item, office = item_of(act, setting), the_office(setting)
    if item is None or not item.origin:
        return None
    decision = _decision(item, setting)
    if decision is not None and not decision.actionable:
        return None
    if not item.checked_ref:
        why = "决策实施后未检查落实 / its implementation was not checked before it was closed"
        return breached(why, item.opened_ref, bearer=office)
    if decision is None or decision.requirement is None:
        why = "未登记决策时提出的督促检查要求 / not on record what the meeting asked to be checked"
        return unknown(why, item.opened_ref, item.checked_ref, bearer=office)
    if not decision.requirement.strip():
        why = "决策时未提出督促检查要求 / the meeting asked for nothing to be supervised"
        return breached(why, decision.ref, bearer=office)
    return met(decision.ref, item.opened_ref, item.checked_ref, bearer=office)


SUPERVISE_THROUGHOUT = Gate(
    id="61.2",
    article="61",
    modality=Modality.DIRECTIVE,
    zh="研究决策时提出要求，部署工作时明确事项，决策实施后检查落实",
    en="Supervision is asked for when deciding, named when deploying, and checked afterwards",
    on=(supervision.Closed,),
    holds=_supervised_throughout,
    refuses=False,
    reading="销号时认定需落实的会议决定；督办立项即明确事项，任何核查都算检查落实。",
)

# --- 62.2 the unit's principal is the first responsible person ---


def _principal_is_first(act: Act, setting: Setting) -> Ruling | None:
    if not isinstance(act, execution.ResponsibilityAssigned) or not act.first_responsible:
        return None
    if setting.unit_kind(act.unit) not in EXECUTING:
        return None
    principals = principals_of(setting, act.unit, act.occurred_at)
    if not principals:
        why = f"未登记{act.unit}的主要负责同志 / no principal of {act.unit} is on record"
        return unknown(why, bearer=act.unit)
    refs = [held.ref for held in principals if held.by == act.first_responsible]
    if refs:
        return met(*refs, bearer=act.unit)
    who = act.first_responsible
    why = f"{who}不是{act.unit}主要负责同志 / {who} is not the principal of {act.unit}"
    return breached(why, *(held.ref for held in principals), bearer=act.unit)


PRINCIPAL_IS_FIRST_RESPONSIBLE = Gate(
    id="62.2",
    article="62",
    modality=Modality.DECLARATIVE,
    zh="主要负责同志是第一责任人",
    en="The principal of a street or department is its first responsible person",
    breach=Verdict.DEVIATION,
    on=(execution.ResponsibilityAssigned,),
    holds=_principal_is_first,
    refuses=False,
    reading="只认定登记了第一责任人的分工；具体负责同志可以是他人（62.14）。",
)

# --- 62.4 one lead, the others assist ---


def _one_lead(act: Act, setting: Setting) -> Ruling | None:
    if isinstance(act, supervision.ItemOpened):
        if not act.assisting_units:
            return None
        return met() if act.lead_unit else breached("未明确牵头部门 / no unit leads it")
    item = item_of(act, setting)
    if not isinstance(act, execution.ResponsibilityAssigned) or item is None:
        return None
    if not item.opened_ref:
        return None  # a problem found: each unit rectifies its own
    others = [unit for unit in item.leads if unit != act.unit]
    if act.role == execution.LEAD and others:
        why = f"已由{others[0]}牵头，又由{act.unit}牵头 / {others[0]} leads it already"
        return breached(why, item.opened_ref, bearer=act.by)
    if act.role != execution.LEAD and not others and act.unit not in item.leads:
        return breached("只有协办，没有牵头 / units assist and none leads", item.opened_ref)
    several = {item.lead_unit, *item.assisting_units, *item.tracks} - {act.unit, ""}
    return met(item.opened_ref) if several else None


EXACTLY_ONE_LEAD = Gate(
    id="62.4",
    article="62",
    modality=Modality.DIRECTIVE,
    zh="牵头部门发挥主导作用，协办部门积极配合",
    en="Where several units take part, exactly one leads and the others assist",
    on=(supervision.ItemOpened, execution.ResponsibilityAssigned),
    holds=_one_lead,
    reading="只及多部门参与的督办事项；更换牵头部门的，先将原牵头部门改为协办，再明确新的牵头部门。",
)

NORMS: tuple[Norm, ...] = (
    SUPERVISE_THROUGHOUT,
    PRINCIPAL_IS_FIRST_RESPONSIBLE,
    EXACTLY_ONE_LEAD,
)
