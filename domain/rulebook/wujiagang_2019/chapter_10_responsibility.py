"""第十章 监督制度, Arts 61–62: who answers for what was decided, and what is reported of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain import execution, meetings, organisation, supervision
from domain.rulebook.findings import Verdict
from domain.rulebook.keys import by_matter, since
from domain.rulebook.norms import (
    Clock,
    Duty,
    Gate,
    Modality,
    Norm,
    Opening,
    Ruling,
    breached,
    met,
    unknown,
)
from domain.rulebook.terms import InGoodTime
from domain.rulebook.wujiagang_2019.bearers import the_office
from domain.rulebook.wujiagang_2019.leaders import principals_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from domain.act import Act
    from domain.rulebook.setting import Setting

EXECUTING = frozenset({organisation.DEPARTMENT, organisation.STREET})
"""各街乡、区政府各部门: whom Art. 62 holds responsible for execution."""
INSTRUCTIONS = 7
"""区政府领导同志批示和交办事项: item 7 of the list of Art. 63."""


def item_of(act: Act, setting: Setting) -> supervision.Item | None:
    """Return the supervised item of an act."""
    return setting.world.state("supervision", act.matter)  # type: ignore[no-any-return]


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

# --- 62.3 measures are detailed, execution is followed and fed back ---


def _listed_and_reported(act: Act, setting: Setting) -> list[Ruling] | None:
    item = item_of(act, setting)
    if item is None:
        return None
    return [
        _followed(track, track.assigned.ref)
        for track in item.tracks.values()
        if track.assigned is not None and setting.unit_kind(track.unit) in EXECUTING
    ]


def _followed(track: execution.Track, assigned: str) -> Ruling:
    refs = [ref for ref in (assigned, track.listed_ref, track.reported_ref) if ref]
    if not track.listed_ref:
        why = "未报送任务清单 / it filed no list of tasks"
        return breached(why, *refs, bearer=track.unit, key=track.unit)
    if not track.reported_ref:
        why = "未反馈执行情况 / it reported nothing of its execution"
        return breached(why, *refs, bearer=track.unit, key=track.unit)
    return met(*refs, bearer=track.unit, key=track.unit)


DETAIL_AND_FEED_BACK = Gate(
    id="62.3",
    article="62",
    modality=Modality.DIRECTIVE,
    zh="细化任务措施，跟踪和反馈执行情况",
    en="A unit details its measures and feeds back how it carries them out",
    breach=Verdict.DEVIATION,
    on=(supervision.Closed,),
    holds=_listed_and_reported,
    refuses=False,
    reading="销号时逐个认定已明确责任的街乡和部门；报告进展、整改或办理情况都算反馈。",
)


def _feedback_owed(act: Act, setting: Setting) -> Iterator[Opening]:
    item = item_of(act, setting)
    if not isinstance(act, execution.ResponsibilityAssigned) or item is None:
        return
    units = [track for track in item.tracks.values() if track.assigned is not None]
    if len(units) == 1 and units[0].assigned == act and setting.unit_kind(act.unit) in EXECUTING:
        yield Opening(key=act.matter, bearer=act.unit)


FEED_BACK_IN_GOOD_TIME = Duty(
    id="62.3",
    article="62",
    modality=Modality.DIRECTIVE,
    zh="及时反馈执行情况",
    en="Execution is fed back in good time",
    breach=Verdict.DEVIATION,
    clock=Clock(
        opens={execution.ResponsibilityAssigned: _feedback_owed},
        terms=since(2019, 3, 1, InGoodTime("62.3.within"), "第六十二条"),
        stopped_by={
            execution.ProgressReported: by_matter,
            execution.RectificationReported: by_matter,
            execution.CompletionReported: by_matter,
        },
        cancelled_by={supervision.Closed: by_matter},
    ),
    reading="自首次明确责任起至首次报告；销号前始终未报告的，由销号时认定。",
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

# --- 62.14, 62.15 a comrade in charge, a report when done, reports of progress ---


def _decided_or_instructed(item: supervision.Item) -> bool:
    return bool(item.origin) or item.focus == INSTRUCTIONS


def _somebody_and_a_report(act: Act, setting: Setting) -> Ruling | None:
    item = item_of(act, setting)
    if item is None or not _decided_or_instructed(item):
        return None
    if setting.unit_kind(item.lead_unit) not in EXECUTING:
        return None
    named = [one.assigned for one in item.tracks.values() if one.assigned and one.assigned.person]
    refs = [ref for ref in (*(one.ref for one in named), item.completed_ref) if ref]
    if not named:
        why = "未明确相关负责同志 / nobody was named who is responsible for it"
        return breached(why, *refs, bearer=item.lead_unit)
    if not item.completed_ref:
        why = "办理完毕后未报告办理情况 / it was not reported back when done"
        return breached(why, *refs, bearer=item.lead_unit)
    return met(*refs, bearer=item.lead_unit)


NAME_SOMEBODY_AND_REPORT_BACK = Gate(
    id="62.14",
    article="62",
    modality=Modality.DIRECTIVE,
    zh="明确相关负责同志负责落实，办理完毕后报告办理情况",
    en="Decisions and instructions get a responsible person and are reported back when done",
    on=(supervision.Closed,),
    holds=_somebody_and_a_report,
    refuses=False,
    reading="会议决定事项和领导批示、交办事项，销号时认定；报告整改也算报告办理情况；街乡和部门牵头的才适用。",
)


def _progress_owed(act: Act, setting: Setting) -> Iterator[Opening]:
    item = item_of(act, setting)
    if not isinstance(act, supervision.ItemOpened) or item is None:
        return
    if _decided_or_instructed(item) and setting.unit_kind(act.lead_unit) in EXECUTING:
        yield Opening(key=act.matter, bearer=act.lead_unit)


REPORT_PROGRESS = Duty(
    id="62.15",
    article="62",
    modality=Modality.DIRECTIVE,
    zh="重要进展情况及时报告",
    en="Important progress is reported in good time",
    breach=Verdict.DEVIATION,
    clock=Clock(
        opens={supervision.ItemOpened: _progress_owed},
        terms=since(2019, 3, 1, InGoodTime("62.15.within"), "第六十二条"),
        stopped_by={
            execution.ProgressReported: by_matter,
            execution.RectificationReported: by_matter,
            execution.CompletionReported: by_matter,
        },
        cancelled_by={supervision.Closed: by_matter},
    ),
    reading="自立项起；文本无具体期限，仅报告用时，久未销号而始终无报告的为偏离；已销号的不作认定。",
)

NORMS: tuple[Norm, ...] = (
    SUPERVISE_THROUGHOUT,
    PRINCIPAL_IS_FIRST_RESPONSIBLE,
    DETAIL_AND_FEED_BACK,
    FEED_BACK_IN_GOOD_TIME,
    EXACTLY_ONE_LEAD,
    NAME_SOMEBODY_AND_REPORT_BACK,
    REPORT_PROGRESS,
)
