"""第二章 组成人员及职责, Arts 6 and 8: whose a matter is by the leaders' division of work."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from domain import organisation, submissions
from domain.act import Act
from domain.authority import Power, resolve
from domain.entrustments import PRESIDE
from domain.rulebook.findings import Verdict
from domain.rulebook.norms import Gate, Modality, Norm, Ruling, breached, met, unknown
from domain.rulebook.setting import Setting
from domain.rulebook.wujiagang_2019.leaders import POSTS

NO_SUBJECT = "未登记业务领域 / its field of work is not recorded"
NO_PORTFOLIOS = "领导分工未登记 / the leaders' division of work is not on record"
LEADING = (*POSTS, organisation.OFFICE_DIRECTOR)
"""The posts whose holders have portfolios."""


def no_portfolios(setting: Setting) -> bool:
    """Say whether the chart tells of no division of work at all: then whose a field is, is open."""
    return not setting.world.organisation.portfolios


def _submitted(act: Act, setting: Setting) -> submissions.Submitted | None:
    state = setting.world.state("submission", act.matter)
    return state.submitted if state else None


def in_charge(subject: str, act: Act, setting: Setting) -> organisation.Held | None:
    """Return by what a leader is in charge of a subject at an act; None where nobody is.

    Whoever has left every post he was appointed to is in charge of nothing, whatever the chart
    still says of portfolios; who never held one (a Party-group member) may well be.
    """
    return setting.charted(_in_office, subject, act.occurred_at)


def _in_office(
    chart: organisation.Organisation, subject: str, at: dt.datetime
) -> organisation.Held | None:
    held = organisation.leader_in_charge(chart, subject, at)
    if held is None:
        return None
    has_left = False
    for one in (one for post in LEADING for one in chart.posts.get(post, ())):
        if one.by == held.by:
            if one.covers(at):
                return held
            has_left = True
    return None if has_left else held


@lru_cache(maxsize=1024)  # there are few subjects, and a power for each is made once
def _power_over(subject: str) -> Power:
    """Return the power to handle what is in a portfolio."""
    return Power(posts=(organisation.HEAD,), subject=subject, substitutable=True, scope=PRESIDE)


# --- 6.2 what is in nobody's portfolio is the head's ---


def _to_the_head(act: Act, setting: Setting) -> Ruling | None:
    submitted = _submitted(act, setting)
    if not isinstance(act, submissions.Routed) or submitted is None or not submitted.subject:
        return None
    subject = submitted.subject
    if in_charge(subject, act, setting):
        return None
    for power in (Power(posts=(organisation.HEAD,), scope=PRESIDE), Power(scope=subject)):
        standing = resolve(setting.world, act.leader, power, act.occurred_at)
        if standing.may:
            return met(submitted.ref, *standing.refs)
    if no_portfolios(setting):
        return unknown(NO_PORTFOLIOS, submitted.ref)
    why = f"{subject}无人分管，应报区长，而非{act.leader}"
    en = f"nobody is in charge of {subject}: it goes to the head, not to {act.leader}"
    return breached(f"{why} / {en}", submitted.ref)


HEAD_LEADS_THE_WHOLE = Gate(
    id="6.2",
    article="6",
    modality=Modality.DECLARATIVE,
    zh="区长领导区政府的全面工作",
    en="The head leads the whole work: what is in nobody's portfolio goes to him",
    breach=Verdict.DEVIATION,
    on=(submissions.Routed,),
    holds=_to_the_head,
    refuses=False,
    reading="无人分管的事项报区长，系由“领导全面工作”推定；分管者已离任的视为无人分管；受委托主持工作或受托该领域的，视同报区长。",
)

# --- 8.1 what is in a portfolio is its holder's ---


def _to_its_holder(act: Act, setting: Setting) -> Ruling | None:
    submitted = _submitted(act, setting)
    if not isinstance(act, submissions.Routed) or submitted is None:
        return None
    if not submitted.subject:
        return unknown(NO_SUBJECT, submitted.ref)
    held = in_charge(submitted.subject, act, setting)
    if held is None:
        return None  # nobody's: 6.2
    power = _power_over(submitted.subject)
    standing = resolve(setting.world, act.leader, power, act.occurred_at)
    if standing.may:
        return met(submitted.ref, *standing.refs)
    why = f"{submitted.subject}由{held.by}分管，不由{act.leader}办理"
    en = f"{submitted.subject} is {held.by}'s, not {act.leader}'s"
    return breached(f"{why} / {en}", submitted.ref, held.ref)


WORK_BY_PORTFOLIO = Gate(
    id="8.1",
    article="8",
    modality=Modality.DECLARATIVE,
    zh="副区长、办公室主任按分工负责处理分管工作",
    en="Deputy heads and the Office director handle the work of their own portfolio",
    breach=Verdict.DEVIATION,
    on=(submissions.Routed,),
    holds=_to_its_holder,
    refuses=False,
    reading="按呈批当时的分工认定；报区长的不在此限；AB角代行、受托领导视同分管；由呈批者承担，不归于收文的领导。",
)

NORMS: tuple[Norm, ...] = (HEAD_LEADS_THE_WHOLE, WORK_BY_PORTFOLIO)
