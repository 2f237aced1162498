"""第九章 公文处理, 56.1–56.5: who may sign what for issue, by what the document is."""

from __future__ import annotations

from domain import documents as d
from domain import organisation as org
from domain.act import Act
from domain.authority import Basis, Power, Standing, resolve
from domain.rulebook.findings import Verdict
from domain.rulebook.norms import Gate, Modality, Norm, Ruling, breached, met, unknown
from domain.rulebook.setting import Setting
from domain.rulebook.wujiagang_2019.chapter_02_portfolios import NO_SUBJECT
from domain.rulebook.wujiagang_2019.leaders import VACANT, nobody_holds
from domain.rulebook.wujiagang_2019.signing_rows import (
    HEAD_OR_EXECUTIVE,
    in_row,
    leaders_over,
    only_director,
    signed_with,
)

# --- 56.1 to the city, and major matters: the head or the executive deputy ---


def _by_head_or_executive(act: Act, setting: Setting) -> Ruling | None:
    document = in_row("56.1", act, setting)
    if document is None:
        return None
    power = Power(posts=HEAD_OR_EXECUTIVE, entrustable=False)
    evidence = (document.drafted.ref, *document.tag_refs)
    return signed_with(power, act, setting, *evidence, who="应由区长或常务副区长签发")


TO_THE_CITY = Gate(
    id="56.1",
    article="56",
    modality=Modality.DECLARATIVE,
    zh="报市政府的请示、报告和重大事项公文由区长或常务副区长签发",
    en="Requests and reports to the city and major matters: the head or the executive deputy",
    on=(d.Signed,),
    holds=_by_head_or_executive,
)

# --- 56.2–56.4 reserved to the head ---


def _by_head_only(norm: str, act: Act, setting: Setting) -> Ruling | None:
    document = in_row(norm, act, setting)
    if document is None:
        return None
    scope = document.drafted.document_class
    power = Power(posts=(org.HEAD,), scope=scope, entrustable=False)
    return signed_with(power, act, setting, document.drafted.ref, who="应由区长签发")


BILLS_AND_NORMATIVE = Gate(
    id="56.2",
    article="56",
    modality=Modality.DECLARATIVE,
    zh="议案、规范性文件由区长签发",
    en="Bills and normative documents: the head",
    on=(d.Signed,),
    holds=lambda act, setting: _by_head_only("56.2", act, setting),
    reading="会议决定不改变此签发权；主持工作的常务副区长须在委托中写明该类公文。",
)
PERSONNEL = Gate(
    id="56.3",
    article="56",
    modality=Modality.DECLARATIVE,
    zh="人事任免由区长签发",
    en="Appointments and removals: the head",
    on=(d.Signed,),
    holds=lambda act, setting: _by_head_only("56.3", act, setting),
)
OVERSEAS = Gate(
    id="56.4",
    article="56",
    modality=Modality.DECLARATIVE,
    zh="出国审批由区长签发",
    en="Overseas travel of street and department principals: the head",
    on=(d.Signed,),
    holds=lambda act, setting: _by_head_only("56.4", act, setting),
    reading="赴港澳台比照办理。",
)

# --- 56.5a other downward documents: normally the leader in charge ---


def _by_leader_in_charge(act: Act, setting: Setting) -> Ruling | None:
    document = in_row("56.5a", act, setting)
    if document is None:
        return None
    for subject in document.drafted.subjects or ("",):
        standing = _in_charge(act.by, subject, act, setting)
        if standing.may:
            return met(document.drafted.ref, *standing.refs)
    if not document.drafted.subjects:
        return unknown(NO_SUBJECT, document.drafted.ref)
    if not leaders_over(document, act, setting) and nobody_holds(
        setting, HEAD_OR_EXECUTIVE, act.occurred_at
    ):
        return unknown(VACANT, document.drafted.ref)
    return breached(
        f"{act.by}不是分管领导 / {act.by} is not the leader in charge", document.drafted.ref
    )


def _in_charge(who: str, subject: str, act: Act, setting: Setting) -> Standing:
    """Resolve a signature or countersign for a subject; the Office director is no such leader."""
    power = Power(posts=HEAD_OR_EXECUTIVE, subject=subject, substitutable=True, scope=subject)
    standing = resolve(setting.world, who, power, act.occurred_at)
    return Standing(Basis.NONE) if only_director(who, act, setting) else standing


LEADER_IN_CHARGE_SIGNS = Gate(
    id="56.5a",
    article="56",
    modality=Modality.NORMALLY,
    zh="以区政府名义下发的公文一般由分管领导同志签发",
    en="Downward documents: normally the leader in charge",
    breach=Verdict.DEVIATION,
    on=(d.Signed,),
    holds=_by_leader_in_charge,
    reading="区长、常务副区长可以签发；AB角在对方外出期间可以代签；办公室主任不在此列。",
)

# --- 56.5b several portfolios: the other leaders countersign first ---


def _others_countersigned(act: Act, setting: Setting) -> Ruling | None:
    document = in_row("56.5a", act, setting)
    if document is None:
        return None
    leaders = leaders_over(document, act, setting)
    if len(set(leaders.values())) < 2:  # noqa: PLR2004 - 数名: two or more
        return None
    touched = [subject for subject in leaders if not _own(act.by, subject, act, setting)]
    if not touched:
        return None
    missing = [s for s in touched if not _countersigned(document, s, act, setting)]
    refs = tuple(one.ref for one in document.countersigns)
    if missing:
        named = "、".join(missing)
        why = f"{named}分管领导未在签发前会签 / not countersigned before signature: {named}"
        return breached(why, document.drafted.ref, *refs)
    return met(document.drafted.ref, *refs)


def _own(who: str, subject: str, act: Act, setting: Setting) -> bool:
    power = Power(subject=subject, substitutable=True)
    return resolve(setting.world, who, power, act.occurred_at).may


def _countersigned(document: d.Document, subject: str, act: Act, setting: Setting) -> bool:
    del act
    return any(_own(one.by, subject, one, setting) for one in document.countersigns)


OTHER_LEADERS_COUNTERSIGN = Gate(
    id="56.5b",
    article="56",
    modality=Modality.MUST,
    zh="涉及数名领导分管范围的，需请其他领导会签",
    en="Where several portfolios are touched the other leaders countersign first",
    on=(d.Signed,),
    holds=_others_countersigned,
    reading="领导会签不适用视为同意；会议已决定的事项不再会签；无人分管的和办公室主任分管的不计。",
)

# --- 56.5c wide impact: the head or the executive deputy ---


def _wide_impact(act: Act, setting: Setting) -> Ruling | None:
    document = in_row("56.5c", act, setting)
    if document is None:
        return None
    power = Power(posts=HEAD_OR_EXECUTIVE, entrustable=False)
    evidence = (document.drafted.ref, *document.tag_refs)
    return signed_with(power, act, setting, *evidence, who="应报请区长或常务副区长审定签发")


WIDE_IMPACT = Gate(
    id="56.5c",
    article="56",
    modality=Modality.SHOULD,
    zh="涉及面广的，应报请区长或常务副区长审定签发",
    en="Wide impact: the head or the executive deputy",
    on=(d.Signed,),
    holds=_wide_impact,
    reading="由办公室认定“涉及面广”；未认定的，涉及超过三名领导分管范围的视为涉及面广。",
)

NORMS: tuple[Norm, ...] = (
    TO_THE_CITY,
    BILLS_AND_NORMATIVE,
    PERSONNEL,
    OVERSEAS,
    LEADER_IN_CHARGE_SIGNS,
    OTHER_LEADERS_COUNTERSIGN,
    WIDE_IMPACT,
)
