"""第九章 公文处理: Arts 53 and 55 here; Art. 54 and Art. 56 have modules of their own."""

from __future__ import annotations

from functools import lru_cache

from domain import leave, organisation, submissions
from domain.act import Act
from domain.authority import Power, resolve
from domain.entrustments import PRESIDE
from domain.rulebook.findings import Verdict
from domain.rulebook.norms import Gate, Modality, Norm, Ruling, breached, met, unknown
from domain.rulebook.setting import Setting
from domain.rulebook.wujiagang_2019 import (
    chapter_09_consultation,
    chapter_09_signing,
    chapter_09_signing_by_authority,
)
from domain.rulebook.wujiagang_2019.chapter_02_portfolios import NO_SUBJECT, in_charge
from domain.rulebook.wujiagang_2019.chapter_09_intake import submission_of
from domain.rulebook.wujiagang_2019.leaders import VACANT, nobody_holds

# --- 53.4 one main addressee ---


def _one_addressee(act: Act, setting: Setting) -> Ruling | None:
    del setting
    if not isinstance(act, submissions.Submitted):
        return None
    addressees = tuple(dict.fromkeys(act.addressees))
    if not addressees:
        return unknown("未登记主送机关 / no main addressee is recorded", bearer=act.unit)
    if len(addressees) == 1:
        return met(bearer=act.unit)
    to = "、".join(addressees)
    return breached(f"主送{to} / main addressees: {to}", bearer=act.unit)


ONE_MAIN_ADDRESSEE = Gate(
    id="53.4",
    article="53",
    modality=Modality.MUST_NOT,
    zh="不得多头报文",
    en="No multiple main addressees for one submission",
    on=(submissions.Submitted,),
    holds=_one_addressee,
    reading="就单份公文认定；同一事项分别报送不同上级的比对列入后续。",
)

# --- 53.5 one matter per request ---


def _one_matter(act: Act, setting: Setting) -> Ruling | None:
    del setting
    if not isinstance(act, submissions.Submitted) or act.type != submissions.REQUEST:
        return None
    n = len(set(act.matters))
    if n == 0:
        return unknown(
            "未登记请示事项 / the matter of the request is not recorded", bearer=act.unit
        )
    if n == 1:
        return met(bearer=act.unit)
    return breached(f"一文{n}事 / the request has {n} matters", bearer=act.unit)


ONE_MATTER_PER_REQUEST = Gate(
    id="53.5",
    article="53",
    modality=Modality.SHOULD,
    zh="请示应当一文一事",
    en="A request deals with one matter",
    on=(submissions.Submitted,),
    holds=_one_matter,
)

# --- 53.6 a report carries no request ---


def _report_without_request(act: Act, setting: Setting) -> Ruling | None:
    state = submission_of(act, setting)
    if state is None or state.submitted.type != submissions.REPORT:
        return None
    submitted = state.submitted
    if not submitted.contains_request:
        return met(submitted.ref, bearer=submitted.unit)
    why = "报告夹带请示而未退文 / a report that carries a request was not returned"
    return breached(why, submitted.ref, bearer=submitted.unit)


NO_REQUEST_IN_REPORT = Gate(
    id="53.6",
    article="53",
    modality=Modality.MUST_NOT,
    zh="报告不得夹带请示",
    en="A report does not carry a request",
    on=(submissions.Accepted,),
    holds=_report_without_request,
)

# --- 55.4 routed by the leaders' division of work ---


_HEADS = Power(posts=(organisation.HEAD,), scope=PRESIDE)


@lru_cache(maxsize=1024)  # there are few subjects, and a power for each is made once
def _power_over(subject: str) -> Power:
    return Power(subject=subject, substitutable=True, scope=subject)


def _routed_by_portfolio(act: Act, setting: Setting) -> Ruling | None:
    state = submission_of(act, setting)
    if not isinstance(act, submissions.Routed) or state is None:
        return None
    subject = state.submitted.subject
    if not subject:
        return unknown(NO_SUBJECT, state.submitted.ref)
    leader = in_charge(subject, act, setting)
    to_the_head = (
        submissions.MAJOR in state.tags or leader is None or _away(leader.by, act, setting)
    )
    own = _power_over(subject)
    for power in (own, _HEADS) if to_the_head else (own,):
        standing = resolve(setting.world, act.leader, power, act.occurred_at)
        if standing.may:
            return met(*standing.refs)
    if leader is None and nobody_holds(setting, (organisation.HEAD,), act.occurred_at):
        return unknown(VACANT, state.submitted.ref)
    why = f"{act.leader}不分管{subject} / {act.leader} is not in charge of {subject}"
    return breached(why, state.submitted.ref)


def _away(leader: str, act: Act, setting: Setting) -> bool:
    return leave.absence_at(setting.world.leave_of(leader), act.occurred_at) is not None


ROUTED_BY_PORTFOLIO = Gate(
    id="55.4",
    article="55",
    modality=Modality.DECLARATIVE,
    zh="按照分工呈批",
    en="Submitted to the leader in charge",
    breach=Verdict.DEVIATION,
    on=(submissions.Routed,),
    holds=_routed_by_portfolio,
    reading="无人分管的报区长；重大事项、分管领导外出期间的可直接报区长；AB角在对方外出期间可代为审批。",
)

# --- 55.6 major matters go to the head ---

_TO_DECIDE = Power(posts=(organisation.HEAD,), scope=PRESIDE, entrustable=False)


def _major_by_head(act: Act, setting: Setting) -> Ruling | None:
    state = submission_of(act, setting)
    if state is None or submissions.MAJOR not in state.tags:
        return None
    standing = resolve(setting.world, act.by, _TO_DECIDE, act.occurred_at)
    if standing.may:
        return met(*state.tag_refs, *standing.refs)
    if nobody_holds(setting, (organisation.HEAD,), act.occurred_at):
        return unknown(VACANT, *state.tag_refs)
    return breached(
        "重大事项未报区长审批 / a major matter not approved by the head", *state.tag_refs
    )


MAJOR_TO_HEAD = Gate(
    id="55.6",
    article="55",
    modality=Modality.DECLARATIVE,
    zh="重大事项报区长审批",
    en="Major matters are approved by the head",
    on=(submissions.Approved,),
    holds=_major_by_head,
)

NORMS: tuple[Norm, ...] = (
    ONE_MAIN_ADDRESSEE,
    ONE_MATTER_PER_REQUEST,
    NO_REQUEST_IN_REPORT,
    *chapter_09_consultation.NORMS,
    ROUTED_BY_PORTFOLIO,
    MAJOR_TO_HEAD,
    *chapter_09_signing.NORMS,
    *chapter_09_signing_by_authority.NORMS,
)
