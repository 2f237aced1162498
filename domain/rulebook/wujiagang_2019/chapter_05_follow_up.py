"""第五章 科学民主决策, Arts 24–26: tracking, symposia, replies to consultations, hearing others."""

from __future__ import annotations

from collections.abc import Iterator

from domain import consultations, documents, major_decisions
from domain.act import Act
from domain.rulebook.findings import Verdict
from domain.rulebook.keys import by_matter, since
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
    counted_only,
    met,
    unknown,
)
from domain.rulebook.setting import Setting
from domain.rulebook.terms import InGoodTime
from domain.rulebook.wujiagang_2019.bearers import the_office
from domain.rulebook.wujiagang_2019.chapter_09_consultation import heard
from domain.rulebook.wujiagang_2019.leaders import principals_of

# --- 24.5 execution is tracked, the effect evaluated ---


def _issued(act: Act, setting: Setting) -> Iterator[Opening]:
    proposed = setting.dossier(act.kind, act.matter).first(major_decisions.Proposed)
    yield Opening(key=act.matter, bearer=proposed.unit if proposed else act.by)


TRACK_EXECUTION = Duty(
    id="24.5",
    article="24",
    modality=Modality.DIRECTIVE,
    zh="跟踪重大决策执行情况",
    en="The execution of major decisions is tracked",
    breach=Verdict.DEVIATION,
    clock=Clock(
        opens={major_decisions.Issued: _issued},
        terms=since(2019, 3, 1, InGoodTime("24.5.within"), "第二十四条"),
        stopped_by={major_decisions.Tracked: by_matter},
    ),
)

A_YEAR = 365
"""Days before the effect of a decision is called never evaluated."""

EVALUATE_EFFECT = Duty(
    id="24.5",
    article="24",
    modality=Modality.DIRECTIVE,
    zh="全面评估决策执行效果，及时调整完善",
    en="The effect of major decisions is evaluated, and they are adjusted",
    breach=Verdict.DEVIATION,
    clock=Clock(
        opens={major_decisions.Issued: _issued},
        terms=since(2019, 3, 1, InGoodTime("24.5.evaluated", A_YEAR), "第二十四条"),
        stopped_by={major_decisions.Evaluated: by_matter, major_decisions.Adjusted: by_matter},
    ),
    reading="执行效果须待执行，文中未定期限：满一年仍未评估的方为未办。",
)

# --- 24.6 the lead drafter follows what became of a document ---


def _to_be_followed(act: Act, setting: Setting) -> Iterator[Opening]:
    document = setting.world.state("document", act.matter)
    if document is not None and document.drafted.implemented:
        yield Opening(key=act.matter, bearer=document.drafted.unit)


FOLLOW_THE_DOCUMENT = Duty(
    id="24.6",
    article="24",
    modality=Modality.DIRECTIVE,
    zh="牵头起草部门要跟踪掌握落实情况",
    en="The lead drafting department tracks what its document brought about",
    breach=Verdict.DEVIATION,
    clock=Clock(
        opens={documents.Issued: _to_be_followed},
        terms=since(2019, 3, 1, InGoodTime("24.6.within"), "第二十四条"),
        stopped_by={documents.ImplementationTracked: by_matter},
        cancelled_by={documents.Repealed: by_matter},
    ),
    reading="仅及拟稿时载明须组织实施的公文。",
)

# --- 25.2 symposia every period ---


def _by_the_office(act: Act, setting: Setting) -> str:
    del act
    return the_office(setting)


def _office_alone(setting: Setting) -> tuple[str, ...]:
    return (the_office(setting),)


HOLD_SYMPOSIA = Quota(
    id="25.2",
    article="25",
    modality=Modality.DIRECTIVE,
    zh="定期召开决策咨询、专家学者、企业家座谈会",
    en="Symposia of advisers, scholars and entrepreneurs are held at intervals",
    breach=Verdict.DEVIATION,
    on=(major_decisions.SymposiumHeld,),
    counts=_by_the_office,
    period=Period.YEAR,
    at_least=1,
    bearers=_office_alone,
    every="25.2.every",
)

# --- 25.3 the principal signs the reply ---


def _signed_by_the_principal(act: Act, setting: Setting) -> Ruling | None:
    if not isinstance(act, consultations.Replied) or not act.signed_by:
        return None
    principals = principals_of(setting, act.unit, act.occurred_at)
    if not principals:
        why = f"缺{act.unit}主要负责同志的任职记录 / the principal of {act.unit} is not on record"
        return unknown(why, bearer=act.unit)
    signed = [one.ref for one in principals if one.by == act.signed_by]
    if signed:
        return met(*signed, bearer=act.unit)
    why = "未经主要负责同志签字 / not signed by the unit's principal"
    return breached(why, *(one.ref for one in principals), bearer=act.unit)


PRINCIPAL_SIGNS_THE_REPLY = Gate(
    id="25.3",
    article="25",
    modality=Modality.DIRECTIVE,
    zh="明确表态，由主要负责同志签字后及时反馈",
    en="A consulted unit's reply is signed by its principal",
    breach=Verdict.DEVIATION,
    on=(consultations.Replied,),
    holds=_signed_by_the_principal,
    refuses=False,
    reading="办公室的主要负责同志是办公室主任；未登记签字人的不作认定；未签字的回复仍停止54.4的计时。",
)

# --- 25.4 no new objection at the final stage ---


def _no_late_objection(act: Act, setting: Setting) -> Ruling | None:
    if not isinstance(act, major_decisions.ObjectionRaised) or not act.final:
        return None
    state = setting.world.state("consultation", act.consultation)
    if state is None or not heard(state, act.unit, act, setting):
        return None
    track = state.tracks[act.unit]
    if act.new_principle and act.reason:
        return met(*track.refs, bearer=act.unit)
    why = "最后决定阶段提出异议，非新的原则性意见 / a late objection, not one of new principle"
    return breached(why, *track.refs, bearer=act.unit)


NO_LATE_OBJECTION = Gate(
    id="25.4",
    article="25",
    modality=Modality.MUST_NOT,
    zh="最后决定阶段，除非有新的原则性意见，不再提出异议",
    en="No new objection at the final stage unless it is one of principle",
    on=(major_decisions.ObjectionRaised,),
    holds=_no_late_objection,
    refuses=False,
    reading="及于已回复或逾期视为无不同意见的单位；回复期限未满、或不适用视为同意而尚未回复的，不在此列。",
)

# --- 26.1 others are heard as needed ---

HEAR_OTHERS = Quota(
    id="26.1",
    article="26",
    modality=Modality.AS_NEEDED,
    zh="根据需要直接听取民主党派、群众团体、专家学者等意见",
    en="Outside parties are heard as needed before a major decision (counted only)",
    on=(major_decisions.ExternalPartiesHeard,),
    counts=counted_only,
    period=Period.YEAR,
    reading="是否需要由区政府决定，只计数。",
)

NORMS: tuple[Norm, ...] = (
    TRACK_EXECUTION,
    EVALUATE_EFFECT,
    FOLLOW_THE_DOCUMENT,
    HOLD_SYMPOSIA,
    PRINCIPAL_SIGNS_THE_REPLY,
    NO_LATE_OBJECTION,
    HEAR_OTHERS,
)
