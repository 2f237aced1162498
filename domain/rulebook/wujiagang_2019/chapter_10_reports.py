"""第十章 监督制度, Art. 62: what units report of what was decided or instructed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain import execution, supervision
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
)
from domain.rulebook.terms import InGoodTime
from domain.rulebook.wujiagang_2019.chapter_10_responsibility import (
    EXECUTING,
    item_of,
    lead_of,
    passed_to,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from domain.act import Act
    from domain.rulebook.setting import Setting

INSTRUCTIONS = 7
"""区政府领导同志批示和交办事项: item 7 of the list of Art. 63."""
REPORTS = (
    execution.ProgressReported,
    execution.RectificationReported,
    execution.CompletionReported,
)
"""By which of its acts a unit reports on an item, whatever it reports."""

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
        stopped_by=dict.fromkeys(REPORTS, by_matter),
        cancelled_by={supervision.Closed: by_matter},
        passed_by={execution.ResponsibilityAssigned: passed_to(EXECUTING)},
    ),
    reading="自首次明确责任起至首次报告，未逾期时更换牵头的由新牵头单位承担；销号前始终未报告的，由销号时认定。",
)

# --- 62.14, 62.15 a comrade in charge, a report when done, reports of progress ---


def _decided_or_instructed(item: supervision.Item) -> bool:
    return bool(item.origin) or item.focus == INSTRUCTIONS


def _somebody_and_a_report(act: Act, setting: Setting) -> Ruling | None:
    item = item_of(act, setting)
    if item is None or not _decided_or_instructed(item):
        return None
    lead = lead_of(item)
    if setting.unit_kind(lead) not in EXECUTING:
        return None
    named = [one.assigned for one in item.tracks.values() if one.assigned and one.assigned.person]
    refs = [ref for ref in (*(one.ref for one in named), item.completed_ref) if ref]
    if not named:
        why = "未明确相关负责同志 / nobody was named who is responsible for it"
        return breached(why, *refs, bearer=lead)
    if not item.completed_ref:
        why = "办理完毕后未报告办理情况 / it was not reported back when done"
        return breached(why, *refs, bearer=lead)
    return met(*refs, bearer=lead)


NAME_SOMEBODY_AND_REPORT_BACK = Gate(
    id="62.14",
    article="62",
    modality=Modality.DIRECTIVE,
    zh="明确相关负责同志负责落实，办理完毕后报告办理情况",
    en="Decisions and instructions get a responsible person and are reported back when done",
    on=(supervision.Closed,),
    holds=_somebody_and_a_report,
    refuses=False,
    reading="会议决定事项和领导批示、交办事项，销号时认定；报告整改也算报告办理情况；街乡和部门牵头的才适用，由当时的牵头部门承担。",
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
        stopped_by=dict.fromkeys(REPORTS, by_matter),
        cancelled_by={supervision.Closed: by_matter},
        passed_by={execution.ResponsibilityAssigned: passed_to(EXECUTING)},
    ),
    reading="自立项起，未逾期时更换牵头的由新牵头单位承担；文本无具体期限，仅报告用时，久未销号而始终无报告的为偏离；已销号的不作认定。",
)

NORMS: tuple[Norm, ...] = (
    DETAIL_AND_FEED_BACK,
    FEED_BACK_IN_GOOD_TIME,
    NAME_SOMEBODY_AND_REPORT_BACK,
    REPORT_PROGRESS,
)
