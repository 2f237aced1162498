"""第四章 依法行政, Arts 19, 20: how a normative document is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from domain import determinations, normative_documents, organisation
from domain.act import Act
from domain.normative_documents import GOVERNMENT, Issued, in_force_on
from domain.rulebook.keys import by_matter, since
from domain.rulebook.norms import (
    Clock,
    Effect,
    Gate,
    Modality,
    Norm,
    Opening,
    Ruling,
    breached,
    met,
    unknown,
)
from domain.rulebook.setting import Setting
from domain.rulebook.terms import AsSet
from domain.rulebook.wujiagang_2019.bearers import the_office

# --- 19.1 only what is in force is amended or repealed ---


def _still_in_force(act: Act, setting: Setting) -> Ruling | None:
    document = setting.dossier(act.kind, act.matter)
    issued = document.last(Issued)
    if issued is None:
        why = (
            "发布情况未登记，是否有效不明 / its issue is not on record, nor whether it is in force"
        )
        return unknown(why)
    day = max(setting.day(act.occurred_at), issued.valid_from)  # what is issued may be put right
    if in_force_on(document, day) is None:
        return breached("该文件不在有效期内 / it is not in force", issued.ref)
    return met(issued.ref)


AMEND_WHAT_IS_IN_FORCE = Gate(
    id="19.1",
    article="19",
    modality=Modality.MAY,
    zh="适时制定、修改或废止规范性文件",
    en="Normative documents are made, amended or repealed as needed: those in force",
    on=(normative_documents.Amended, normative_documents.Repealed),
    holds=_still_in_force,
    reading="已失效、废止或撤销的文件不得再修改或废止；已发布尚未生效的可以；发布情况未登记的（如台账之前的文件）无法认定。",
)

# --- 20.3, 20.4 a period of validity, five years at most ---

MOST_YEARS = 5


def _issued(act: Act) -> Issued | None:
    return act if isinstance(act, Issued) else None


def _maker(act: Issued) -> str:
    return act.issuers[0] if act.issuers else act.by


def _states_validity(act: Act, setting: Setting) -> Ruling | None:
    del setting
    issued = _issued(act)
    if issued is None or issued.law:
        return None
    if issued.valid_to is not None:
        return met(bearer=_maker(issued))
    return breached("未明确有效期 / no period of validity is stated", bearer=_maker(issued))


STATE_THE_VALIDITY = Gate(
    id="20.3",
    article="20",
    modality=Modality.SHOULD,
    zh="规范性文件应明确有效期",
    en="Normative documents state a period of validity",
    on=(Issued,),
    holds=_states_validity,
    reading="实施法律法规而载明依据的除外。",
)


def years_after(day: dt.date, years: int) -> dt.date:
    """Return the same day some years later; 1 March where that year has no 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1)


def _not_too_long(act: Act, setting: Setting) -> Ruling | None:
    issued = _issued(act)
    if issued is None or issued.law or issued.valid_to is None:
        return None
    cap = years_after(issued.valid_from, setting.number("20.4", "years"))
    if issued.valid_to <= cap:
        return met(bearer=_maker(issued))
    why = f"有效期至{issued.valid_to}前，最长至{cap}前 / to {issued.valid_to}, at most to {cap}"
    return breached(why, bearer=_maker(issued))


AT_MOST_FIVE_YEARS = Gate(
    id="20.4",
    article="20",
    modality=Modality.MUST_NOT,
    zh="有效期最长不得超过5年",
    en="The validity does not exceed five years",
    on=(Issued,),
    holds=_not_too_long,
    numbers={"years": MOST_YEARS},
    reading="自生效日起算，半开区间：2019年3月1日生效的，至迟2024年3月1日零时失效。",
)


def _validity(act: Act, setting: Setting) -> Iterator[Opening]:
    del setting
    issued = _issued(act)
    if issued is not None and issued.valid_to is not None:
        last = issued.valid_to - dt.timedelta(days=1)
        yield Opening(key=act.matter, bearer=_maker(issued), limit=last)


EXPIRED = Effect(
    id="20.4",
    article="20",
    modality=Modality.MUST_NOT,
    zh="有效期届满，文件失效",
    en="A normative document lapses when its period is over",
    clock=Clock(
        opens={Issued: _validity},
        terms=since(2019, 3, 1, AsSet(), "第二十条"),
        stopped_by={},
        cancelled_by={
            normative_documents.Repealed: by_matter,
            normative_documents.Revoked: by_matter,
        },
    ),
)

# --- 20.5, 20.6 several departments are heard and issue together ---


def _drafted(act: Act, setting: Setting) -> normative_documents.Drafted | None:
    return setting.dossier(act.kind, act.matter).last(normative_documents.Drafted)


def _all_heard(act: Act, setting: Setting) -> Ruling | None:
    drafted = _drafted(act, setting)
    if drafted is None or len(drafted.competent) < MANY:
        return None
    heard = setting.dossier(act.kind, act.matter).all(normative_documents.DepartmentHeard)
    agreed = {drafted.unit, *(getattr(act, "issuers", ()))}  # who issues it has agreed to it
    missing = set(drafted.competent) - {one.unit for one in heard} - agreed
    refs = (drafted.ref, *(one.ref for one in heard))
    if not missing:
        return met(*refs, bearer=drafted.unit)
    names = ", ".join(sorted(missing))
    return breached(f"未听取{names}意见 / not heard: {names}", *refs, bearer=drafted.unit)


MANY = 2
"""两个及以上: from how many competent departments on."""

HEAR_THE_DEPARTMENTS = Gate(
    id="20.5",
    article="20",
    modality=Modality.DIRECTIVE,
    zh="涉及两个及以上部门职权的，要充分听取相关部门意见",
    en="Where several departments have powers, all of them are heard",
    on=(Issued,),
    holds=_all_heard,
    reading="视为无不同意见亦为听取；联合发布的部门无须另行听取。",
)


def of_the_government(issued: Issued, setting: Setting) -> bool:
    """Say whether a document is the government's, in its own name or in that of its Office."""
    return not {GOVERNMENT, organisation.OFFICE, the_office(setting)}.isdisjoint(issued.issuers)


def _issued_together(act: Act, setting: Setting) -> Ruling | None:
    issued, drafted = _issued(act), _drafted(act, setting)
    if issued is None or drafted is None or len(drafted.competent) < MANY:
        return None
    if not issued.issuers:
        return unknown("发布机关未登记 / who issued it is not on record", drafted.ref)
    if of_the_government(issued, setting) or set(drafted.competent) <= set(issued.issuers):
        return met(drafted.ref, bearer=_maker(issued))
    why = "应由区政府或有关部门联合制定 / for the government, or the departments jointly"
    return breached(why, drafted.ref, bearer=_maker(issued))


ISSUE_TOGETHER = Gate(
    id="20.6",
    article="20",
    modality=Modality.DECLARATIVE,
    zh="由区政府制定或由有关部门联合制定",
    en="The district government issues it, or the departments concerned jointly",
    on=(Issued,),
    holds=_issued_together,
    reading="以区政府办公室名义发布的，视为区政府制定。",
)

# --- 20.7, 20.8 asked beforehand, approved before release ---


def _asked_beforehand(act: Act, setting: Setting) -> Ruling | None:
    drafted = _drafted(act, setting)
    tags = (determinations.PUBLIC_RIGHTS, determinations.HIGH_ATTENTION)
    tag = next((one for name in tags if (one := setting.tagged(act.about, name))), None)
    if drafted is None or tag is None or len(drafted.competent) < MANY:
        return None
    asked = setting.dossier(act.kind, act.matter).last(normative_documents.InstructionRequested)
    if asked is not None:
        return met(tag.ref, asked.ref, bearer=drafted.unit)
    why = f"未事先请示区政府（{tag.by}认定） / the government was not asked first"
    return breached(why, tag.ref, bearer=drafted.unit)


ASK_BEFOREHAND = Gate(
    id="20.7",
    article="20",
    modality=Modality.SHOULD,
    zh="涉及公众权益、社会关注度高的，应当事先请示区政府",
    en="Where public rights or attention are at stake, the government is asked first",
    on=(Issued,),
    holds=_asked_beforehand,
    reading="“其中”限于涉及两个及以上部门的事项；由标识认定，载明认定人。",
)


def _approved_first(act: Act, setting: Setting) -> Ruling | None:
    issued = _issued(act)
    tag = setting.tagged(act.about, determinations.IMPORTANT)
    if issued is None or tag is None or len(issued.issuers) < MANY:
        return None
    approved = setting.dossier(act.kind, act.matter).last(normative_documents.ApprovedByGovernment)
    if approved is not None:
        return met(tag.ref, approved.ref, bearer=_maker(issued))
    why = f"发布前未经区政府批准（{tag.by}认定重要） / not approved before release"
    return breached(why, tag.ref, bearer=_maker(issued))


APPROVE_IMPORTANT_ONES = Gate(
    id="20.8",
    article="20",
    modality=Modality.MUST,
    zh="部门联合制定的重要规范性文件发布前须经区政府批准",
    en="Important joint documents are approved by the government before release",
    on=(Issued,),
    holds=_approved_first,
    reading="是否重要由标识认定，载明认定人。",
)

# --- 20.9 legality and integrity of the very text that is issued ---


def _reviewed_as_issued(act: Act, setting: Setting) -> Ruling | None:
    issued = _issued(act)
    if issued is None:
        return None
    dossier = setting.dossier(act.kind, act.matter)
    both = (normative_documents.LegalityReviewed, normative_documents.IntegrityAssessed)
    passed = [_passed(dossier.all(cls), issued) for cls in both]
    refs = [one.ref for one in passed if one is not None]
    if len(refs) == len(both):
        return met(*refs, bearer=_maker(issued))
    missing = [cls for cls, one in zip(both, passed, strict=True) if one is None]
    zh, en = "、".join(cls.zh for cls in missing), ", ".join(cls.en for cls in missing)
    why = f"第{issued.text_version}稿缺{zh} / version {issued.text_version} lacks: {en}"
    return breached(why, *refs, bearer=_maker(issued))


def _passed(reviews: tuple[Act, ...], issued: Issued) -> Act | None:
    """Return the last review of the very text that is issued, if it passed."""
    of_the_text = [
        one for one in reviews if getattr(one, "text_version", None) == issued.text_version
    ]
    last = of_the_text[-1] if of_the_text else None
    return last if getattr(last, "passed", False) is True else None


REVIEW_THE_TEXT = Gate(
    id="20.9",
    article="20",
    modality=Modality.DIRECTIVE,
    zh="严格合法性审查和制度廉洁性评估",
    en="Legality review and integrity assessment pass on the text that is issued",
    on=(Issued,),
    holds=_reviewed_as_issued,
    reading="文本改动后须重新审查、评估；区级与部门文件均适用。",
)

NORMS: tuple[Norm, ...] = (
    AMEND_WHAT_IS_IN_FORCE,
    STATE_THE_VALIDITY,
    AT_MOST_FIVE_YEARS,
    EXPIRED,
    HEAR_THE_DEPARTMENTS,
    ISSUE_TOGETHER,
    ASK_BEFOREHAND,
    APPROVE_IMPORTANT_ONES,
    REVIEW_THE_TEXT,
)
