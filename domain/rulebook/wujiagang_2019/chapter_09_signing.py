"""第九章 公文处理, Art. 56: who may sign what for issue — a decision table, first hit decides.

Rows and order follow model.md §3: the special beats the general (4 over 5 over 6 over 7–9).
"""

from __future__ import annotations

from collections.abc import Callable

from domain import documents as d
from domain import organisation as org
from domain.act import Act
from domain.authority import Basis, Power, Standing, presiding, resolve
from domain.change import changed
from domain.determinations import still_on
from domain.entrustments import PRESIDE, live_for
from domain.rulebook.findings import Verdict
from domain.rulebook.norms import Gate, Modality, Norm, Ruling, breached, met, unknown
from domain.rulebook.setting import Setting
from domain.rulebook.wujiagang_2019.chapter_02_portfolios import NO_SUBJECT, in_charge
from domain.rulebook.wujiagang_2019.leaders import VACANT, is_leader, nobody_holds

WIDE = 3
"""涉及面广, default rule: more than this many leaders' portfolios (model.md §11)."""

HEAD_OR_EXECUTIVE = (org.HEAD, org.EXECUTIVE_DEPUTY)
_BY_CLASS = {
    d.BILL: "56.2",
    d.NORMATIVE: "56.2",
    d.PERSONNEL: "56.3",
    d.OVERSEAS: "56.4",
}


def row_of(document: d.Document, leaders: Callable[[], set[str]]) -> str:
    """Return the norm whose row decides who signs; empty for the gap of row 10.

    ``leaders`` tells the leaders in charge of the subjects the document touches; only the last
    rows ask.
    """
    drafted = document.drafted
    if drafted.issuer == d.OFFICE:
        return "56.7a"
    if drafted.document_class in _BY_CLASS:
        return _BY_CLASS[drafted.document_class]
    upward = drafted.direction == d.UP and drafted.document_class in (d.REQUEST, d.REPORT)
    if upward or d.MAJOR in document.tags:
        return "56.1"
    if drafted.decided_item or drafted.routine:
        return "56.6"
    if drafted.direction != d.DOWN:
        return ""
    wide = d.WIDE_IMPACT in document.tags or len(leaders()) > WIDE
    return "56.5c" if wide else "56.5a"


def _led(document: d.Document, act: Act, setting: Setting) -> dict[str, str]:
    """Return the leaders in charge of the subjects a document touches, by subject.

    What nobody is in charge of, and what the Office director is, is in no leader's portfolio.
    """
    held = {s: in_charge(s, act, setting) for s in document.drafted.subjects}
    return {
        subject: one.by
        for subject, one in held.items()
        if one is not None and not _only_director(one.by, act, setting)
    }


def _only_director(who: str, act: Act, setting: Setting) -> bool:
    """Say whether somebody directs the Office without being a leader (Art. 5, 区政府领导同志)."""
    at = act.occurred_at
    chart = setting.world.organisation
    directs = org.holds_post(chart, who, org.OFFICE_DIRECTOR, at) is not None
    return directs and not is_leader(setting, who, at)


def _document(act: Act, setting: Setting) -> d.Document | None:
    """Return the document of an act, with the tags that are still on it."""
    document: d.Document | None = setting.world.state("document", act.matter)
    if document is None or not document.tags:
        return document
    about = setting.dossier("determination", f"document:{act.matter}")
    return changed(document, tags=still_on(about, document.tags))


def _in_row(norm: str, act: Act, setting: Setting) -> d.Document | None:
    """Return the document being signed where this norm's row is the one that decides."""
    document, row = setting.once(act, _row)
    return document if row == norm else None


def _row(act: Act, setting: Setting) -> tuple[d.Document | None, str]:
    """Return the document being signed and the norm whose row decides who signs it."""
    document = _document(act, setting)
    if document is None:
        return None, ""
    return document, row_of(document, lambda: set(_led(document, act, setting).values()))


def _signed_with(power: Power, act: Act, setting: Setting, *evidence: str, who: str) -> Ruling:
    standing = resolve(setting.world, act.by, power, act.occurred_at)
    if standing.may:
        return met(*evidence, *standing.refs)
    if nobody_holds(setting, power.posts, act.occurred_at):
        return unknown(VACANT, *evidence)
    return breached(f"{act.by}无权签发，{who} / {act.by} may not sign", *evidence)


# --- 56.1 to the city, and major matters: the head or the executive deputy ---


def _by_head_or_executive(act: Act, setting: Setting) -> Ruling | None:
    document = _in_row("56.1", act, setting)
    if document is None:
        return None
    power = Power(posts=HEAD_OR_EXECUTIVE, entrustable=False)
    evidence = (document.drafted.ref, *document.tag_refs)
    return _signed_with(power, act, setting, *evidence, who="应由区长或常务副区长签发")


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
    document = _in_row(norm, act, setting)
    if document is None:
        return None
    scope = document.drafted.document_class
    power = Power(posts=(org.HEAD,), scope=scope, entrustable=False)
    return _signed_with(power, act, setting, document.drafted.ref, who="应由区长签发")


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
    document = _in_row("56.5a", act, setting)
    if document is None:
        return None
    for subject in document.drafted.subjects or ("",):
        standing = _in_charge(act.by, subject, act, setting)
        if standing.may:
            return met(document.drafted.ref, *standing.refs)
    if not document.drafted.subjects:
        return unknown(NO_SUBJECT, document.drafted.ref)
    if not _led(document, act, setting) and nobody_holds(
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
    return Standing(Basis.NONE) if _only_director(who, act, setting) else standing


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
    document = _in_row("56.5a", act, setting)
    if document is None:
        return None
    led = _led(document, act, setting)
    if len(set(led.values())) < 2:  # noqa: PLR2004 - 数名: two or more
        return None
    touched = [subject for subject in led if not _own(act.by, subject, act, setting)]
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
    document = _in_row("56.5c", act, setting)
    if document is None:
        return None
    power = Power(posts=HEAD_OR_EXECUTIVE, entrustable=False)
    evidence = (document.drafted.ref, *document.tag_refs)
    return _signed_with(power, act, setting, *evidence, who="应报请区长或常务副区长审定签发")


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

# --- 56.6 decided by a meeting, or routine: the head or an authorised deputy ---


def _authorised(act: Act, setting: Setting) -> Ruling | None:
    document = _in_row("56.6", act, setting)
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
    document = _document(act, setting)
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
    document = _in_row("56.7a", act, setting)
    if document is None:
        return None
    power = Power(posts=(org.OFFICE_DIRECTOR,), scope="office_documents")
    return _signed_with(power, act, setting, document.drafted.ref, who="应由办公室主任签发")


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
    document = _document(act, setting)
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
    TO_THE_CITY,
    BILLS_AND_NORMATIVE,
    PERSONNEL,
    OVERSEAS,
    LEADER_IN_CHARGE_SIGNS,
    OTHER_LEADERS_COUNTERSIGN,
    WIDE_IMPACT,
    DECIDED_OR_ROUTINE,
    OFFICE_DIRECTOR_SIGNS,
    LEADER_APPROVES_FIRST,
)
