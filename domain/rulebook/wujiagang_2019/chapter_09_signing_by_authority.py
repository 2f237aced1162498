"""第九章 公文处理, 56.6–56.7: who signs what is decided or routine, or in the Office's name."""

from __future__ import annotations

from domain import documents as d
from domain import organisation as org
from domain.act import Act
from domain.authority import Basis, Power, Standing, presiding, resolve
from domain.entrustments import PRESIDE, live_for
from domain.rulebook.norms import Gate, Modality, Norm, Ruling, breached, met, unknown
from domain.rulebook.setting import Setting
from domain.rulebook.wujiagang_2019.leaders import VACANT, nobody_holds
from domain.rulebook.wujiagang_2019.signing_rows import (
    HEAD_OR_EXECUTIVE,
    document_of,
    in_row,
    signed_with,
)

# --- 56.6 decided by a meeting, or routine: the head or an authorised deputy ---


def _authorised(act: Act, setting: Setting) -> Ruling | None:
    document = in_row("56.6", act, setting)
    if document is None:
        return None
    drafted = document.drafted
    evidence = (drafted.ref, *filter(None, (drafted.decided_item,)))
    for subject in drafted.subjects or ("*",):
        power = Power(posts=(org.HEAD,), scope=subject, signing=True)
        standing = resolve(setting.world, act.by, power, act.occurred_at)
        if standing.may and _may_be_authorised(act, standing, setting):
            return met(*evidence, *standing.refs)
    acting = presiding(setting.world, act.by, PRESIDE, act.occurred_at)
    if acting:
        return met(*evidence, *acting.refs)
    if nobody_holds(setting, (org.HEAD,), act.occurred_at):
        return unknown(VACANT, *evidence)
    former = _authorised_by_a_former_head(act, setting)
    if former:
        why = (
            "授权人已不任区长，授权是否仍有效文本未定 / the head who authorised it has left office"
        )
        return unknown(why, *evidence, *former)
    why = f"{act.by}未获授权签发 / {act.by} has no signing authority for it"
    return breached(why, *evidence)


def _authorised_by_a_former_head(act: Act, setting: Setting) -> tuple[str, ...]:
    """Return the acts of an authority, never revoked, that a head gave who has left since."""
    at, subjects = act.occurred_at, {*(_document_subjects(act, setting)), "*"}
    for held in setting.world.organisation.posts.get(org.HEAD, ()):
        if held.covers(at):
            continue
        for one in live_for(setting.world.entrustments_of(held.by), act.by, at):
            if one.signing and subjects.intersection(one.scope):
                return one.refs
    return ()


def _document_subjects(act: Act, setting: Setting) -> tuple[str, ...]:
    document = document_of(act, setting)
    return document.drafted.subjects if document else ()


def _may_be_authorised(act: Act, standing: Standing, setting: Setting) -> bool:
    """Only the head himself and deputy heads: 授权副区长."""
    chart, at = setting.world.organisation, act.occurred_at
    deputies = (org.EXECUTIVE_DEPUTY, org.DEPUTY)
    deputy = any(org.holds_post(chart, act.by, post, at) for post in deputies)
    return deputy or standing.basis is Basis.HOLDER


DECIDED_OR_ROUTINE = Gate(
    id="56.6",
    article="56",
    modality=Modality.DECLARATIVE,
    zh="会议决定事项和例行批准由区长或授权副区长签发",
    en="Decided by a meeting or routine: the head or a deputy head he authorised",
    on=(d.Signed,),
    holds=_authorised,
    reading="全体会议决定的事项同此；授权可以是长期的或逐件的，以记录的范围为准；受托主持工作的常务副区长可以签发；原区长的授权未撤销的，是否仍有效不作认定。",
)

# --- 56.7 in the Office's name: the Office director, after a leader's approval where needed ---


def _by_office_director(act: Act, setting: Setting) -> Ruling | None:
    document = in_row("56.7a", act, setting)
    if document is None:
        return None
    power = Power(posts=(org.OFFICE_DIRECTOR,), scope="office_documents")
    return signed_with(power, act, setting, document.drafted.ref, who="应由办公室主任签发")


OFFICE_DIRECTOR_SIGNS = Gate(
    id="56.7a",
    article="56",
    modality=Modality.DECLARATIVE,
    zh="以办公室名义发文由办公室主任签发",
    en="Documents in the Office's name: the Office director",
    on=(d.Signed,),
    holds=_by_office_director,
    reading="办公室主任外出无AB角，须有区长的委托。",
)


def _approved_before_issue(act: Act, setting: Setting) -> Ruling | None:
    document = document_of(act, setting)
    if document is None or document.drafted.issuer != d.OFFICE:
        return None
    normative = document.drafted.document_class == d.NORMATIVE
    if document.referred is None and not normative and d.MAJOR not in document.tags:
        return None
    refs = tuple(one.ref for one in (document.referred, document.approved) if one)
    if document.approved is None:
        return breached("未经领导审定即印发 / issued before a leader had approved it", *refs)
    power = Power(posts=(*HEAD_OR_EXECUTIVE, org.DEPUTY))
    if normative:
        power = Power(posts=(org.HEAD,), scope=d.NORMATIVE, entrustable=False)
    approver = resolve(setting.world, document.approved.by, power, document.approved.occurred_at)
    if not approver.may and nobody_holds(setting, power.posts, document.approved.occurred_at):
        return unknown(VACANT, *refs)
    if not approver.may:
        return breached("审定人无权审定 / approved by somebody who may not", *refs)
    return met(*refs, *approver.refs)


LEADER_APPROVES_FIRST = Gate(
    id="56.7b",
    article="56",
    modality=Modality.MAY,
    zh="必要时报区长或副区长审定后发",
    en="Where referred or major, the head or a deputy head approves before issue",
    on=(d.Issued,),
    holds=_approved_before_issue,
    reading="以办公室名义印发的规范性文件须先经区长审定，以免规避56.2。",
)

NORMS: tuple[Norm, ...] = (
    DECIDED_OR_ROUTINE,
    OFFICE_DIRECTOR_SIGNS,
    LEADER_APPROVES_FIRST,
)
