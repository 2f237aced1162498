"""第八章 会议制度, Arts 41, 42 and 50: how often meetings are held, who sees to what they decide.

Art. 46 is in ``chapter_08_topics`` and ``chapter_08_agreement``, Art. 49 in ``chapter_08_minutes``;
``NORMS`` has them all, in the text's order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain import meetings, organisation, reports, supervision
from domain.rulebook.findings import Verdict
from domain.rulebook.keys import since
from domain.rulebook.norms import (
    Cadence,
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
)
from domain.rulebook.terms import CalendarDays, WorkingDays
from domain.rulebook.wujiagang_2019.bearers import the_office
from domain.rulebook.wujiagang_2019.chapter_08_agreement import NORMS as AGREEMENT
from domain.rulebook.wujiagang_2019.chapter_08_minutes import NORMS as MINUTES
from domain.rulebook.wujiagang_2019.chapter_08_minutes import meeting_of
from domain.rulebook.wujiagang_2019.chapter_08_topics import NORMS as TOPICS
from domain.rulebook.wujiagang_2019.chapter_08_topics import outside_the_office

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from domain.act import Act
    from domain.rulebook.setting import Setting

# --- what the norms on frequency share ---


def first_session(act: Act, setting: Setting, kind: str) -> bool:
    """Say whether an act, already folded in, begins a meeting of a kind."""
    meeting = meeting_of(act, setting)
    return meeting is not None and meeting.sessions == 1 and meeting.convened.meeting_kind == kind


# --- 41.4 a plenary once per half-year ---


def _plenary_of_the_head(act: Act, setting: Setting) -> str | None:
    return organisation.HEAD if first_session(act, setting, meetings.PLENARY) else None


def _the_head(setting: Setting) -> Iterable[str]:
    """Return the post that owes the plenaries, once the chart has it; whoever holds it."""
    return (organisation.HEAD,) if organisation.HEAD in setting.world.organisation.posts else ()


PLENARY_EACH_HALF_YEAR = Quota(
    id="41.4",
    article="41",
    modality=Modality.NORMALLY,
    zh="全体会议一般每半年召开一次",
    en="A plenary is normally held once every half-year",
    breach=Verdict.DEVIATION,
    on=(meetings.Started,),
    counts=_plenary_of_the_head,
    period=Period.HALF_YEAR,
    at_least=1,
    bearers=_the_head,
    reading="按日历半年计，不按间隔计；2019年上半年施行前已召开的不再要求；由区长这一职务承担，不随人变动。",
)

# --- 42.5 an executive meeting every two weeks ---


def _executive(act: Act, setting: Setting) -> str | None:
    return meetings.EXECUTIVE if first_session(act, setting, meetings.EXECUTIVE) else None


def _postponed_for_a_reason(act: Act) -> str | None:
    if not isinstance(act, meetings.Postponed) or not act.reason.strip():
        return None
    return act.meeting_kind


EXECUTIVE_EVERY_TWO_WEEKS = Cadence(
    id="42.5",
    article="42",
    modality=Modality.NORMALLY,
    zh="常务会议一般每两周召开一次",
    en="An executive meeting is normally held every two weeks",
    breach=Verdict.DEVIATION,
    on=(meetings.Started,),
    counts=_executive,
    terms=since(2019, 3, 1, CalendarDays(14, rolled=True), "第四十二条"),
    owed_by=organisation.HEAD,
    excused_by={meetings.Postponed: _postponed_for_a_reason},
    reading="按两次会议的间隔计，第14日为休息日的顺延至下一工作日；由区长这一职务承担，不随人变动；间隔未满而规则失效的不作认定；印本“-般”即“一般”。",
)

# --- 50.1 the Office supervises what was decided ---


def _follow_up_owed(act: Act, setting: Setting) -> Iterator[Opening]:
    meeting = meeting_of(act, setting)
    if not isinstance(act, meetings.ItemDecided) or meeting is None or not act.actionable:
        return
    if meeting.convened.meeting_kind not in meetings.DECIDING:
        return
    if not _opened_for(_decision(act), setting):  # of one day, either may be entered first
        yield Opening(key=_decision(act), bearer=the_office(setting))


def _counted_from_the_end(act: Act, setting: Setting) -> Iterator[Opening]:
    """Start afresh, from the last session, what an earlier day decided and nobody has taken up."""
    meeting = meeting_of(act, setting)
    if meeting is None or meeting.convened.meeting_kind not in meetings.DECIDING:
        return
    ended_on = setting.day(act.occurred_at)
    earlier = [
        item
        for item in meeting.items
        if item.actionable and setting.day(item.occurred_at) < ended_on
    ]
    if not earlier:
        return
    for item in earlier:
        if not _opened_for(_decision(item), setting):
            yield Opening(key=_decision(item), bearer=the_office(setting), recounts=True)


def _decision(item: meetings.ItemDecided) -> str:
    return f"{item.matter}/{item.item}"


def _opened_for(origin: str, setting: Setting) -> list[supervision.Item]:
    """Return the items that were opened for a decision."""
    return setting.world.naming("supervision", supervision.origin_of, origin)


def _origin(act: Act) -> str | None:
    return act.origin if isinstance(act, supervision.ItemOpened) else None


SUPERVISE_WHAT_WAS_DECIDED = Duty(
    id="50.1",
    article="50",
    modality=Modality.DECLARATIVE,
    zh="会议决定的事项由办公室负责督办",
    en="The Office takes under supervision what the meetings decided",
    breach=Verdict.DEVIATION,
    clock=Clock(
        opens={
            meetings.ItemDecided: _follow_up_owed,
            meetings.Ended: _counted_from_the_end,
        },
        terms=since(2019, 3, 1, WorkingDays(5), "第五十条"),
        stopped_by={supervision.ItemOpened: _origin},
    ),
    reading="立项时间文中未定，以纪要应印发之日（会议结束后5个工作日）为限；每个需落实的事项各一项。",
)


def _opened_by_another(act: Act, setting: Setting) -> Ruling | None:
    if not isinstance(act, supervision.ItemOpened) or not act.origin:
        return None
    if not outside_the_office(act.by, act.occurred_at, setting):
        return None  # that it was opened is what the duty says
    why = f"由{act.by}立项，不是办公室督办 / opened by {act.by}, not by the Office"
    return breached(why, key=act.origin)


SUPERVISED_BY_THE_OFFICE = Gate(
    id="50.1",
    article="50",
    modality=Modality.DECLARATIVE,
    zh="会议决定的事项由办公室负责督办",
    en="It is the Office that supervises what the meetings decided",
    breach=Verdict.DEVIATION,
    on=(supervision.ItemOpened,),
    holds=_opened_by_another,
    refuses=False,
    reading="只认定由其他单位立项的情形；是否立项由同条的义务认定。",
)


def _another_item(act: Act, setting: Setting) -> Ruling | None:
    if not isinstance(act, supervision.ItemOpened) or not act.origin:
        return None
    for other in _opened_for(act.origin, setting):
        if other.matter != act.matter:
            why = f"{other.matter}已就此立项 / {other.matter} was opened for it already"
            return breached(why, other.opened_ref, key=act.origin)
    return None


ONE_ITEM_PER_DECISION = Gate(
    id="50.1",
    article="50",
    modality=Modality.DECLARATIVE,
    zh="会议决定的事项由办公室负责督办",
    en="Each decision is supervised as one item",
    breach=Verdict.DEVIATION,
    on=(supervision.ItemOpened,),
    holds=_another_item,
    refuses=False,
    reading="只认定重复立项的情形；一项决定涉及多个单位的，同为一项，各有分工。",
)

# --- 50.2 how it goes is reported to the leaders at regular intervals ---


def _told_the_leaders(act: Act, setting: Setting) -> str | None:
    if not isinstance(act, reports.ImplementationReported) or act.left_out:
        return None
    if outside_the_office(act.by, act.occurred_at, setting):
        return None
    return the_office(setting)


def _office_alone(setting: Setting) -> tuple[str, ...]:
    return (the_office(setting),)


def _wholly_in_force(setting: Setting, bearer: str, first: dt.date, after: dt.date) -> bool:
    del bearer, after
    return first >= setting.rulebook.since


REPORT_TO_THE_LEADERS = Quota(
    id="50.2",
    article="50",
    modality=Modality.DIRECTIVE,
    zh="定期将落实情况报告区政府领导同志",
    en="The Office reports implementation to the leaders at regular intervals",
    breach=Verdict.DEVIATION,
    on=(reports.ImplementationReported,),
    counts=_told_the_leaders,
    period=Period.QUARTER,
    at_least=1,
    bearers=_office_alone,
    every="50.2.every",
    owes=_wholly_in_force,
    reading="“定期”依参数，默认每季度；施行不满一期的不作认定；遗漏未办结事项的报告不计。",
)

NORMS: tuple[Norm, ...] = (
    PLENARY_EACH_HALF_YEAR,
    EXECUTIVE_EVERY_TWO_WEEKS,
    *TOPICS,
    *AGREEMENT,
    *MINUTES,
    SUPERVISE_WHAT_WAS_DECIDED,
    SUPERVISED_BY_THE_OFFICE,
    ONE_ITEM_PER_DECISION,
    REPORT_TO_THE_LEADERS,
)
