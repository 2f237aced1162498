"""第二章 组成人员及职责, Arts 6 and 8: who assists, presides, stands in, and is entrusted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from domain import capacity, documents, entrustments, leave, organisation, submissions
from domain.act import Act
from domain.activities import ForeignRepresented
from domain.authority import substitution
from domain.rulebook.findings import Verdict
from domain.rulebook.keys import since
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
from domain.rulebook.terms import CalendarDays
from domain.rulebook.wujiagang_2019.bearers import the_office
from domain.rulebook.wujiagang_2019.chapter_02_portfolios import LEADING
from domain.rulebook.wujiagang_2019.leaders import NO_LEAVE, VACANT

# --- 6.3 deputy heads and the Office director assist the head ---

ASSISTANTS = frozenset(
    {organisation.EXECUTIVE_DEPUTY, organisation.DEPUTY, organisation.OFFICE_DIRECTOR}
)


def _answers_to_the_head(act: Act, setting: Setting) -> Ruling | None:
    match act:
        case organisation.Appointed() if act.post in ASSISTANTS:
            bearer, superior = act.person, act.superior
        case organisation.PortfolioAssigned() if _assists(act.leader, act.occurred_at, setting):
            bearer, superior = act.leader, act.superior
        case _:
            return None
    if superior == organisation.HEAD:
        return met(bearer=bearer)
    why = f"应向区长负责，而非{superior} / the superior must be the head, not {superior}"
    return breached(why, bearer=bearer)


def _assists(who: str, at: dt.datetime, setting: Setting) -> bool:
    """Say whether somebody holds one of the posts of Art. 6; the text speaks of no others."""
    chart = setting.world.organisation
    return any(organisation.holds_post(chart, who, post, at) for post in ASSISTANTS)


ASSIST_THE_HEAD = Gate(
    id="6.3",
    article="6",
    modality=Modality.DECLARATIVE,
    zh="副区长、办公室主任协助区长工作",
    en="Deputy heads and the Office director answer to the head",
    on=(organisation.Appointed, organisation.PortfolioAssigned),
    holds=_answers_to_the_head,
)

# --- 6.4 the executive deputy presides for the absent head, when entrusted ---


def _presides_rightly(act: Act, setting: Setting) -> Ruling | None:
    world, at = setting.world, act.occurred_at
    head = organisation.holder_of(world.organisation, organisation.HEAD, at)
    deputy = organisation.holds_post(world.organisation, act.by, organisation.EXECUTIVE_DEPUTY, at)
    if head is None:
        return unknown(VACANT)
    if deputy is None:
        return breached("主持人不是常务副区长 / only the executive deputy may preside")
    absence = leave.absence_at(world.leave_of(head.by), at)
    _, named = capacity.split(act.capacity)
    live = [
        one
        for one in entrustments.live_for(world.entrustments_of(head.by), act.by, at)
        if named in ("", one.id)
    ]
    if absence is None and live and not world.states("leave"):
        return unknown(NO_LEAVE, *live[0].refs)
    if absence is None:
        return breached(
            "区长不在外出或休假期间 / the head is not away", *(r for o in live for r in o.refs)
        )
    if not live:
        return breached("无有效委托 / no live entrustment by the head", *absence.refs)
    return met(*absence.refs, *live[0].refs)


PRESIDE_WHEN_ENTRUSTED = Gate(
    id="6.4",
    article="6",
    modality=Modality.MAY,
    zh="区长外出或休假期间，受区长委托，由常务副区长主持",
    en="While the head is away, the executive deputy presides when entrusted",
    on_capacity=capacity.ACTING_HEAD,
    holds=_presides_rightly,
    reading="区长空缺、台账未登记任何外出的，无法认定；每次外出须有一次委托；委托随外出结束而终止；56.2至56.4的签发权须在委托中写明。",
)

# --- 8.2 other work or special tasks, when entrusted ---


def _entrusted_rightly(act: Act, setting: Setting) -> Ruling | None:
    _, named = capacity.split(act.capacity)
    one = _entrustment(named, act, setting)
    if one is None:
        return breached(f"无此委托{named} / there is no entrustment {named!r}")
    if not one.covers(act.occurred_at):
        return breached("委托已终止 / the entrustment is not live", *one.refs)
    if one.grantee != act.by:
        return breached(f"受托人是{one.grantee} / it was given to {one.grantee}", *one.refs)
    subjects = subjects_of(act, setting)
    if subjects and "*" not in one.scope and not subjects & set(one.scope):
        return breached("超出委托范围 / outside the scope entrusted", *one.refs)
    return met(*one.refs)


def _entrustment(named: str, act: Act, setting: Setting) -> entrustments.Entrustment | None:
    head = organisation.holder_of(setting.world.organisation, organisation.HEAD, act.occurred_at)
    for grantor in (head.by if head else "", *setting.world.states("entrustment")):
        given = setting.world.entrustments_of(grantor)
        for one in given.granted if given else ():
            if one.id == named:
                return one
    return None


def subjects_of(act: Act, setting: Setting) -> set[str]:
    """Return the fields of work an act's matter touches; empty where the matter has none."""
    state = setting.world.state(act.kind, act.matter)
    subjects: tuple[str, ...]
    match state:
        case submissions.Submission():
            subjects = (state.submitted.subject,)
        case documents.Document():
            subjects = state.drafted.subjects
        case _:
            subjects = (getattr(act, "subject", ""),)
    return set(subjects) - {""}


ENTRUSTED_WORK = Gate(
    id="8.2",
    article="8",
    modality=Modality.MAY,
    zh="受区长委托，负责其他方面的工作或专项任务",
    en="Work outside one's portfolio needs a live entrustment that covers it",
    on_capacity=capacity.ENTRUSTED,
    holds=_entrusted_rightly,
)


def _kept_to_oneself(act: Act, setting: Setting) -> Ruling | None:
    """Compare what a grantor entrusts with what he himself has only by entrustment."""
    if not isinstance(act, (entrustments.Granted, entrustments.SigningAuthorityGranted)):
        return None
    at, grantor, given = act.occurred_at, act.matter, setting.world.states("entrustment")
    received = [one for held in given.values() for one in entrustments.live_for(held, grantor, at)]
    if not received:
        return None
    refs = [ref for one in received for ref in one.refs]
    borrowed = {scope for one in received for scope in one.scope} & set(act.scope)
    if any(organisation.holds_post(setting.world.organisation, grantor, p, at) for p in LEADING):
        borrowed.discard(entrustments.CHAIR)  # he may chair, and entrust it, by his own post (44)
    for scope in sorted(borrowed):
        leader = organisation.leader_in_charge(setting.world.organisation, scope, at)
        if leader is None or leader.by != grantor:
            why = (
                f"{scope}系受托事项，不得转委托 / {scope} was entrusted to him, not his to pass on"
            )
            return breached(why, *refs, bearer=grantor)
    return met(*refs, bearer=grantor)


KEEP_WHAT_IS_ENTRUSTED = Gate(
    id="8.2",
    article="8",
    modality=Modality.MAY,
    zh="受区长委托的事项不得转委托",
    en="What is entrusted is not entrusted further",
    on=(entrustments.Granted, entrustments.SigningAuthorityGranted),
    holds=_kept_to_oneself,
    reading="文本只言受区长委托，未许转委托；本人分管的事项和主持专题会议（第四十四条）可以委托他人。",
)

# --- 8.3 they may represent the government in foreign affairs ---


def _represented_by(act: Act, setting: Setting) -> str | None:
    del setting
    return act.person if isinstance(act, ForeignRepresented) else None


REPRESENT_ABROAD = Quota(
    id="8.3",
    article="8",
    modality=Modality.MAY,
    zh="可代表区政府进行外事活动",
    en="They may represent the district in foreign affairs (a permission: counted only)",
    on=(ForeignRepresented,),
    counts=_represented_by,
    period=Period.YEAR,
    reading="属授权性规定，只计数，不作认定。",
)

# --- 8.4 deputy heads are paired ---


def _unpaired(act: Act, setting: Setting) -> Iterator[Opening]:
    """Ask for a partner for each deputy head in office who has none, now that the chart changed."""
    chart, at = setting.world.organisation, act.occurred_at
    for who in _touched(act):
        in_office = organisation.holds_post(chart, who, organisation.DEPUTY, at)
        if in_office and organisation.partner_of(chart, who, at) is None:
            yield Opening(key=who, bearer=the_office(setting))


def _touched(act: Act) -> tuple[str, ...]:
    match act:
        case organisation.Appointed() if act.post == organisation.DEPUTY:
            return (act.person,)
        case organisation.ABPairDissolved():
            return (act.first, act.second)
    return ()


def _pair(act: Act) -> tuple[str, ...]:
    return (act.first, act.second) if isinstance(act, organisation.ABPairSet) else ()


def _leaver(act: Act) -> str | None:
    if not isinstance(act, organisation.Removed) or act.post != organisation.DEPUTY:
        return None
    return act.person


AB_PAIRS = Duty(
    id="8.4",
    article="8",
    modality=Modality.DECLARATIVE,
    zh="副区长之间实行AB角互补",
    en="Every deputy head has an AB partner",
    breach=Verdict.DEVIATION,
    clock=Clock(
        opens={
            organisation.Appointed: _unpaired,
            organisation.ABPairDissolved: _unpaired,
        },
        terms=since(2019, 3, 1, CalendarDays(0), "第八条"),
        stopped_by={organisation.ABPairSet: _pair},
        cancelled_by={organisation.Removed: _leaver},
    ),
    reading="任职或解除当日即应有AB角，由办公室登记，不归于副区长个人；连任而已有AB角的、已离任的不再要求；常务副区长可以配对，不作要求。",
)

# --- 8.5 the partner acts while the other is away ---


def _substitutes_rightly(act: Act, setting: Setting) -> Ruling | None:
    _, leader = capacity.split(act.capacity)
    standing = substitution(setting.world, act.by, leader, act.occurred_at)
    if standing:
        return met(*standing.refs)
    partner = organisation.partner_of(setting.world.organisation, leader, act.occurred_at)
    if partner and partner.by == act.by and not setting.world.states("leave"):
        return unknown(NO_LEAVE, partner.ref)
    why = f"{leader}不在外出或休假期间，或不是AB角 / {leader} is not away, or not the AB partner"
    return breached(why)


SUBSTITUTE_WHILE_AWAY = Gate(
    id="8.5",
    article="8",
    modality=Modality.DECLARATIVE,
    zh="一位外出或休假期间，由另一位代行政务活动职责",
    en="An AB partner acts only while the other is away",
    on_capacity=capacity.AB_PARTNER,
    holds=_substitutes_rightly,
    reading="台账未登记任何外出的，无法认定；含分办、审批和一般公文签发（56.5a），不含56.1至56.4和个人授权（56.6）。",
)

NORMS: tuple[Norm, ...] = (
    ASSIST_THE_HEAD,
    PRESIDE_WHEN_ENTRUSTED,
    ENTRUSTED_WORK,
    KEEP_WHAT_IS_ENTRUSTED,
    REPRESENT_ABROAD,
    AB_PAIRS,
    SUBSTITUTE_WHILE_AWAY,
)
