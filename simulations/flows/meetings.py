"""会议 Meetings: topics prepared, meetings held at their cadence, minutes issued (Arts 41–50)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from domain import meetings as m
from domain import supervision
from simulations.flows import attendance, presiding
from simulations.flows import invitations as asking
from simulations.flows.documents import document
from simulations.flows.minutes import Plan, drafted
from simulations.flows.supervision import MEETINGS, assigned_and_carried_out
from simulations.flows.topics import AgendaItem, topic
from simulations.kernel import Steps
from simulations.signers import Signer, stand_in
from simulations.streams import Stream
from simulations.year import Year

Agenda = list[Any]
"""The processes of a meeting's topics; the value of each is its agenda item, or None."""


def headed_meeting(
    year: Year, kind: str, day: dt.date, matter: str = "", prepared: Agenda | None = None
) -> Steps:
    """Play a plenary, executive or regular meeting; its value is the day it was held.

    ``matter`` is its number where it has one, ``prepared`` the topics that are under way for it.
    """
    matter = matter or year.number("M", of=f"{kind} {day}")
    agenda = list(prepared or ())
    dice = year.dice("meeting", matter)
    count = int(
        year.draw(f"meetings.topics_{'regular' if kind == m.REGULAR else 'executive'}", dice)
    )
    plan = Plan(kind, day, ("head",), ("general",), major=False, topics=count)
    new = range(len(agenda), max(count, len(agenda)))
    agenda += [year.spawn(topic(year, plan.kind, matter, place)) for place in new]
    notice = dt.timedelta(days=year.scenario.value("meetings.noticed"))
    yield morning(year, day - notice)
    signer = stand_in(year, "head")
    held = yield from _convened(year, matter, plan, signer, agenda, dice)
    year.spawn(held_on(year, matter, plan, agreed(agenda), dice))
    return held


def special_meeting(year: Year) -> Steps:
    """Play one special meeting 专题会议 of a deputy head, with topics he fixes himself."""
    matter = year.number("M")
    dice = year.dice("meeting", matter)
    subjects = [s for s, leader in year.leader_of.items() if leader != "office_director"]
    subject = dice.choice(subjects, [1.0] * len(subjects))
    convenors: tuple[str, ...] = (stand_in(year, year.leader_in_charge(subject)).person,)
    joint = year.happens("meetings.share_special_joint", dice)
    touched: tuple[str, ...] = (subject,)
    if joint:
        other = dice.choice(subjects, [1.0] * len(subjects))
        second = year.leader_in_charge(other)
        if second not in convenors and not year.away(second):
            convenors, touched = (*convenors, second), (subject, other)
    major = year.happens("meetings.share_special_major", dice)
    day = year.calendar.add_working_days(year.instant.date(), dice.integer(2, 4))
    plan = Plan(m.SPECIAL, day, convenors, touched, major, topics=1)
    agenda = [year.spawn(topic(year, m.SPECIAL, matter, 0, convenor=convenors[0], subject=subject))]
    signer = Signer(convenors[0], f"post:{year.posts[convenors[0]]}")
    yield from _convened(year, matter, plan, signer, agenda, dice)
    yield from held_on(year, matter, plan, agreed(agenda), dice)


HALF_AN_HOUR = 30.0
"""Minutes before a meeting at which who cannot come says so."""


def morning(year: Year, day: dt.date) -> float:
    """Return the minute at which a meeting of a day begins; the current one, if that has passed."""
    minute = year.origin.minute_on(day, year.scenario.value("meetings.begins_at"))
    return max(minute, year.kernel.instant)


def agreed(agenda: Agenda) -> list[AgendaItem]:
    """Return what is on the agenda by now."""
    return [process.value for process in agenda if process.ended and process.value]


def before_the_hour(year: Year, day: dt.date) -> float:
    """Return the minute at which who cannot come says so."""
    return max(morning(year, day) - HALF_AN_HOUR, year.kernel.instant)


def _units_on(agenda: Agenda) -> list[str]:
    return [unit for item in agreed(agenda) for unit in (item.unit, *item.related)]


def _convened(
    year: Year, matter: str, plan: Plan, signer: Signer, agenda: Agenda, dice: Stream
) -> Steps:
    """Call the meeting, put it off now and then, and wait for the hour; the value is its day."""
    chair = signer.person
    year.record(
        m.Convened, matter, signer.person, capacity=signer.capacity, meeting_kind=plan.kind,
        chair=chair, convenors=plan.convenors if plan.kind == m.SPECIAL else (chair,),
        planned_for=plan.day, subjects=plan.subjects,
    )  # fmt: skip
    year.record(m.Noticed, matter, "office")
    if plan.kind == m.SPECIAL:
        asking.street(year, matter)
    else:
        asking.members(year, matter, plan.kind, _units_on(agenda))
    day = plan.day
    if plan.kind == m.EXECUTIVE and year.happens("meetings.share_executive_postponed", dice):
        moved = day + dt.timedelta(days=year.draw("meetings.executive_postponed_by", dice))
        day = year.calendar.on_or_after(moved)
        if not year.happens("meetings.share_postponed_without_reason", dice):
            year.record(
                m.Postponed, matter, "office", meeting_kind=plan.kind, to=day,
                reason="与市级会议冲突 / clash with a city meeting",
            )  # fmt: skip
    yield before_the_hour(year, day)
    return day


def held_on(year: Year, matter: str, plan: Plan, items: list[AgendaItem], dice: Stream) -> Steps:
    """Hold a meeting on the current day, from its chair to its minutes."""
    units = [unit for item in items for unit in (item.unit, *item.related)]
    coming = year.dice("attendance", matter)
    expected = attendance.asked_beforehand(year, matter, plan.convenors[0], units, coming)
    yield morning(year, year.instant.date())
    signer = presiding.opened(year, matter, plan.kind, plan.convenors[0])
    attendance.recorded(year, matter, expected, frozenset(item.unit for item in items))
    long = "meetings.special_duration" if plan.kind == m.SPECIAL else "meetings.duration"
    yield year.kernel.instant + year.draw(long, dice)
    decided = [
        act for number, item in enumerate(items, 1)
        if (act := _decided(year, matter, number, item, dice))
    ]  # fmt: skip
    year.record(m.Ended, matter, signer.person, capacity=signer.capacity)
    _followed_up(year, matter, decided, dice)
    yield from drafted(year, matter, plan, dice)


def _decided(
    year: Year, matter: str, number: int, item: AgendaItem, dice: Stream
) -> m.ItemDecided | None:
    item.heard(year, matter)
    actionable = year.happens("meetings.share_actionable", dice)
    paper = year.happens("meetings.share_with_document", dice)
    return year.record(
        m.ItemDecided, matter, "office", item=str(number), topic=item.matter,
        actionable=actionable, lead_unit=item.unit,
        document=year.number("D", of=item.matter) if paper else "",
        requirement=_requirement(year, dice) if actionable else None,
    )  # fmt: skip


def _requirement(year: Year, dice: Stream) -> str:
    """What the meeting asks to be checked 督促检查要求; now and then it says nothing (61.2)."""
    if year.happens("meetings.share_nothing_required", dice):
        return ""
    return "按期报告落实情况 / report on time how it is carried out"


def _followed_up(year: Year, matter: str, decided: list[m.ItemDecided], dice: Stream) -> None:
    """Every actionable item becomes a supervision item; what needs a document gets one."""
    for act in decided:
        item = f"{matter}/{act.item}"
        if act.actionable and not year.happens("meetings.share_item_forgotten", dice):
            year.spawn(item_opened(year, item, act))
        if act.document:
            year.spawn(document_of(year, item, act))


def document_of(year: Year, item: str, act: m.ItemDecided) -> Steps:
    """Play the document a meeting decided on; most of its drafting is done."""
    year.springs(act.document, act)
    subject = year.subjects[act.lead_unit]
    ready = year.scenario.value("meetings.document_ready")
    return document(year, act.document, act.lead_unit, subject, decided_item=item, ready=ready)


def item_opened(year: Year, item: str, act: m.ItemDecided) -> Steps:
    """Play the supervision item that a decision becomes."""
    dice = year.dice("item", act.topic)
    yield year.after(year.draw("meetings.registering_item", dice))
    matter = year.number("S", of=act.topic)
    year.springs(matter, act)
    days = int(year.draw("supervision.limit", dice))
    limit = year.instant.date() + dt.timedelta(days=days)
    year.record(
        supervision.ItemOpened, matter, "office", origin=item, lead_unit=act.lead_unit,
        limit=limit, focus=MEETINGS, assisting_units=_assisting(year, act.lead_unit, dice),
    )  # fmt: skip
    yield from assigned_and_carried_out(year, matter, act.lead_unit, limit, dice)


def _assisting(year: Year, lead: str, dice: Stream) -> tuple[str, ...]:
    """Now and then another department assists 协办 (62.4)."""
    units = [one.id for one in year.scenario.units if one.kind == "department"]
    other = dice.choice(units, [1.0] * len(units))
    assists = year.happens("supervision.share_assisted", dice) and other != lead
    return (other,) if assists else ()
