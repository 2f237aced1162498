"""第九章 公文审批, Art. 55: the Office's opinion, and leaders who settle disputes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from domain import consultations, organisation
from domain import submissions as s
from domain.act import Act
from domain.authority import Basis, Power, resolve
from domain.rulebook.findings import Verdict
from domain.rulebook.norms import (
    Gate,
    Modality,
    Norm,
    Period,
    Quota,
    Ruling,
    breached,
    counted_only,
    met,
    unknown,
)
from domain.rulebook.wujiagang_2019.bearers import the_office
from domain.rulebook.wujiagang_2019.chapter_02_portfolios import NO_SUBJECT, in_charge
from domain.rulebook.wujiagang_2019.chapter_09_consultation import objecting, to_office
from domain.rulebook.wujiagang_2019.chapter_09_intake import submission_of

if TYPE_CHECKING:
    from domain.rulebook.setting import Setting

# --- 55.1 a clear opinion before it goes to a leader ---


def _opinion_first(act: Act, setting: Setting) -> Ruling | None:
    state = submission_of(act, setting)
    if state is None or state.submitted.type != s.REQUEST:
        return None
    if state.opinion:
        return met(state.opinion)
    why = "未提出办理意见即呈批 / put before a leader without a handling opinion"
    return breached(why, state.submitted.ref)


OPINION_BEFORE_ROUTING = Gate(
    id="55.1",
    article="55",
    modality=Modality.DIRECTIVE,
    zh="办公室要切实履行审核把关责任，提出明确办理意见",
    en="The Office reviews what is submitted for approval and gives a clear opinion",
    on=(s.Routed,),
    holds=_opinion_first,
    reading="限于报送审批的请示；文中未定审核期限。",
)

# --- 55.2 the leader in charge coordinates what is in dispute ---


def _coordinated(act: Act, setting: Setting) -> Ruling | None:
    state = submission_of(act, setting)
    if state is None or not state.submitted.consultation:
        return None
    asked = setting.world.state("consultation", state.submitted.consultation)
    if asked is None or not in_dispute(asked, setting):
        return None
    bearer = _answering(state, act, setting)
    refs = (asked.opened_ref, *(one.ref for one in state.coordinations))
    if any(_may_coordinate(one, state, setting) for one in state.coordinations):
        return met(*refs, bearer=bearer)
    if not state.submitted.subject:
        return unknown(NO_SUBJECT, state.submitted.ref, *refs)
    why = "部门有分歧，分管领导未先协调 / in dispute, and the leader in charge did not coordinate"
    return breached(why, *refs, bearer=bearer)


def in_dispute(asked: consultations.Consultation, setting: Setting) -> bool:
    """Say whether units that disagreed have neither come round nor been settled by the Office."""
    if asked.result in ("agreed", "deemed"):
        return False
    if asked.coordinated and asked.escalated is not None and to_office(asked.escalated, setting):
        return False
    return bool(objecting(asked, setting))


def _answering(state: s.Submission, act: Act, setting: Setting) -> str:
    """Return the leader in charge, or his AB partner where it is he who approves (8.5)."""
    subject = state.submitted.subject
    power = Power(subject=subject, substitutable=True)
    if resolve(setting.world, act.by, power, act.occurred_at).basis is Basis.AB_PARTNER:
        return act.by
    chart = setting.world.organisation
    held = in_charge(subject, act, setting)
    held = held or organisation.holder_of(chart, organisation.HEAD, act.occurred_at)
    return held.by if held else act.by


def _may_coordinate(one: s.CoordinationHeld, state: s.Submission, setting: Setting) -> bool:
    subject = state.submitted.subject
    posts = (organisation.HEAD, organisation.EXECUTIVE_DEPUTY)
    power = Power(posts=posts, subject=subject, substitutable=True, scope=subject)
    return resolve(setting.world, one.by, power, one.occurred_at).may


LEADER_COORDINATES = Gate(
    id="55.2",
    article="55",
    modality=Modality.SHOULD,
    zh="部门之间有分歧的，分管领导应主动加强协调",
    en="The leader in charge coordinates what departments dispute",
    on=(s.Approved,),
    holds=_coordinated,
    refuses=False,
    reading="于批准前已取得一致或提出倾向性建议即合规；已商定一致或经办公室协调解决的不再是分歧；AB角、区长、常务副区长可以协调；AB角代行审批的由其承担。",
)

# --- 55.3 deputy Office directors help with it ---


def _deputy_director_there(act: Act, setting: Setting) -> Ruling | None:
    if not isinstance(act, s.CoordinationHeld):
        return None
    office = the_office(setting)
    held = setting.world.organisation.posts.get(organisation.DEPUTY_OFFICE_DIRECTOR, ())
    deputies = {one.by: one.ref for one in held if one.covers(act.occurred_at)}
    if not deputies or not act.participants:
        missing = "参加人员 participants" if deputies else "办公室副主任 deputy Office directors"
        return unknown(f"未登记{missing} / not recorded", bearer=office)
    there = _among(act.participants, deputies)
    if there:
        return met(*there, bearer=office)
    why = "办公室副主任未参加协调 / no deputy Office director took part"
    return breached(why, bearer=office)


def _among(people: Iterable[str], deputies: dict[str, str]) -> tuple[str, ...]:
    return tuple(deputies[one] for one in people if one in deputies)


DEPUTY_DIRECTORS_HELP = Gate(
    id="55.3",
    article="55",
    modality=Modality.DIRECTIVE,
    zh="办公室副主任要协助做好协调工作",
    en="Deputy Office directors help the leader with the coordination",
    breach=Verdict.DEVIATION,
    on=(s.CoordinationHeld,),
    holds=_deputy_director_there,
    refuses=False,
    reading="以协调的参加人员为据，仅作报告；由办公室承担，不归于某一名副主任。",
)

# --- 55.5 a leader may pass it to another ---

REFER_TO_OTHERS = Quota(
    id="55.5",
    article="55",
    modality=Modality.MAY,
    zh="根据需要转请区政府其他领导同志核批",
    en="Where needed a leader passes it to other leaders (a permission: counted only)",
    on=(s.Referred,),
    counts=counted_only,
    period=Period.YEAR,
    reading="属授权性规定，只计数，不作认定。",
)

NORMS: tuple[Norm, ...] = (
    OPINION_BEFORE_ROUTING,
    LEADER_COORDINATES,
    DEPUTY_DIRECTORS_HELP,
    REFER_TO_OTHERS,
)
