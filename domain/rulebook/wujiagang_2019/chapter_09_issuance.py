"""第九章 公文审批, Art. 57: the issuance plan, what is not issued, electronic transmission."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain import determinations
from domain import documents as d
from domain.act import Act
from domain.dossiers import Dossier
from domain.plans import IssuancePlanAdopted, PlanAmended, year_of_plan
from domain.rulebook.findings import Verdict
from domain.rulebook.norms import (
    Gate,
    Modality,
    Norm,
    Period,
    Principle,
    Quota,
    Ruling,
    breached,
    met,
    unknown,
)
from domain.rulebook.wujiagang_2019.bearers import the_office

if TYPE_CHECKING:
    from domain.rulebook.setting import Setting


def _document(act: Act, setting: Setting) -> d.Document | None:
    return setting.world.state("document", act.matter)  # type: ignore[no-any-return]


# --- 57.1 an annual plan, strictly carried out ---


def _by_the_office(act: Act, setting: Setting) -> str:
    del act
    return the_office(setting)


def _office_alone(setting: Setting) -> tuple[str, ...]:
    return (the_office(setting),)


ISSUANCE_PLAN = Quota(
    id="57.1",
    article="57",
    modality=Modality.DIRECTIVE,
    zh="科学制定并严格执行年度发文计划",
    en="An issuance plan is made every year",
    breach=Verdict.DEVIATION,
    on=(IssuancePlanAdopted,),
    counts=_by_the_office,
    period=Period.YEAR,
    at_least=1,
    bearers=_office_alone,
    meant_for=year_of_plan,
    reading="由区政府办公室承办；文本未定制定日期，上年末制定的属其所定年度，年度过后补定的不算。",
)


def _as_planned(act: Act, setting: Setting) -> Ruling | None:
    document = _document(act, setting)
    if document is None or not _planned_type(document.drafted):
        return None
    office, year = the_office(setting), setting.day(act.occurred_at).year
    drafted_in = setting.day(document.drafted.occurred_at).year
    names = {document.matter, document.drafted.plan_item} - {""}
    years = dict.fromkeys((year, drafted_in))
    for one in (one for y in years for one in _plan(y, setting).acts):
        if isinstance(one, IssuancePlanAdopted | PlanAmended) and names.intersection(one.items):
            return met(one.ref, bearer=office)
    plan = _plan(year, setting)
    if plan.first(IssuancePlanAdopted) is None:
        return unknown(f"{year}年发文计划未登记 / no issuance plan of {year}", bearer=office)
    item = document.drafted.plan_item
    why = f"计划中无{item} / the plan has no item {item}" if item else NOT_PLANNED
    return breached(why, plan.acts[-1].ref, bearer=office)


def _plan(year: int, setting: Setting) -> Dossier:
    return setting.dossier("plan", f"issuance-{year}")


def _planned_type(drafted: d.Drafted) -> bool:
    return drafted.direction == d.DOWN and drafted.document_class in (d.NOTICE, d.NORMATIVE)


NOT_PLANNED = (
    "未列入年度发文计划，也未先调整计划 / in neither the plan nor an amendment before issue"
)

ISSUE_AS_PLANNED = Gate(
    id="57.1",
    article="57",
    modality=Modality.DIRECTIVE,
    zh="科学制定并严格执行年度发文计划",
    en="What is issued stands in the plan, or in an amendment made before",
    breach=Verdict.DEVIATION,
    on=(d.Issued,),
    holds=_as_planned,
    refuses=False,
    reading="及于下行的通知和规范性文件；上年拟稿的，列入上年计划亦可；紧急发文以印发前的计划调整（载明计划项目或文号）为据；文本无数量上限。",
)

# --- 57.2 nothing that only repeats ---


def _no_repetition(act: Act, setting: Setting) -> Ruling | None:
    document = _document(act, setting)
    if document is None:
        return None
    office = the_office(setting)
    if isinstance(act, d.DuplicateFound):
        if document.issued is None or _known_to_repeat(document):
            return None  # seen, or was seen already, at its issue
        why = f"已印发，与{act.repeats}重复 / issued, though it repeats {act.repeats}"
        return breached(why, document.issued.ref, bearer=office)
    return _checked_for_repetition(document, office)


def _known_to_repeat(document: d.Document) -> bool:
    reviewed = document.reviewed
    return bool(document.duplicates) or (reviewed is not None and bool(reviewed.duplicate_of))


def _checked_for_repetition(document: d.Document, office: str) -> Ruling:
    if document.duplicates:
        one = document.duplicates[-1]
        why = f"已知与{one.repeats}重复仍印发 / known to repeat {one.repeats}, issued all the same"
        return breached(why, one.ref, bearer=office)
    reviewed = document.reviewed
    if reviewed is None:
        return unknown("现行文稿未登记审核 / no review of the text is recorded", bearer=office)
    if not reviewed.duplicate_of:
        return met(reviewed.ref, bearer=office)
    why = f"审核认为与{reviewed.duplicate_of}重复 / found to repeat {reviewed.duplicate_of}"
    return breached(why, reviewed.ref, bearer=office)


NO_REPETITION = Gate(
    id="57.2",
    article="57",
    modality=Modality.MUST_NOT,
    zh="法律法规已明确规定、现行文件已有部署的，不再重复发文",
    en="Nothing is issued again that a law rules or a document in force already says",
    on=(d.Issued, d.DuplicateFound),
    holds=_no_repetition,
    refuses=False,
    reading="是否重复由审核者认定并载明；修改后的文稿另行审核；印发后才发现的，由办公室承担，不归于签发人。",
)

# --- 57.3 nothing without substance ---


def _of_substance(act: Act, setting: Setting) -> Ruling | None:
    document = _document(act, setting)
    if document is None:
        return None
    reviewed = document.reviewed
    if reviewed is None or reviewed.substance is None:
        refs = (reviewed.ref,) if reviewed else ()
        why = "审核未登记有无实质内容 / no review says whether it has substance"
        return unknown(why, *refs)
    if reviewed.substance:
        return met(reviewed.ref)
    why = "审核认为没有实质内容仍印发 / issued though the review found no substance"
    return breached(why, reviewed.ref)


NOTHING_WITHOUT_SUBSTANCE = Gate(
    id="57.3",
    article="57",
    modality=Modality.MUST_NOT,
    zh="没有实质内容、可发可不发的文件一律不发",
    en="Documents without substance are not issued at all",
    on=(d.Issued,),
    holds=_of_substance,
    reading="只以审核者登记的判断为据，台账自身不评判内容。",
)

# --- 57.4 no division of work by itself ---


def _not_by_itself(act: Act, setting: Setting) -> Ruling | None:
    document = _document(act, setting)
    if document is None:
        return None
    drafted = document.drafted
    if drafted.document_class == d.DIVISION_OF_WORK:
        why = "分工方案单独发文 / a division-of-work plan issued by itself"
        return breached(why, drafted.ref)
    return met(drafted.ref) if d.DIVISION_OF_WORK in drafted.annexes else None


DIVISION_OF_WORK_IS_ANNEXED = Gate(
    id="57.4",
    article="57",
    modality=Modality.MUST_NOT,
    zh="分工方案合并到文件中或作为附件，不单独发文",
    en="A division-of-work plan is merged or annexed, never issued by itself",
    on=(d.Issued,),
    holds=_not_by_itself,
)

# --- 57.5 ---

SHORT_PRACTICAL_WELL_FOCUSED_STYLE_IS = Principle(
    id="57.5",
    article="57",
    modality=Modality.DIRECTIVE,
    zh="短实新、条目式",
    en="Short, practical, well-focused style is promoted",
    reading="属工作质量和态度的要求，台账不评判品质，亦不据此打分。",
)

# --- 57.6 by the intranet ---


def _by_the_intranet(act: Act, setting: Setting) -> Ruling | None:
    if not isinstance(act, d.Transmitted):
        return None
    if setting.tagged(f"document:{act.matter}", determinations.SECRET):
        return None
    if not act.channels:
        return unknown("未登记传输方式 / how it was transmitted is not recorded")
    document = _document(act, setting)
    before = document.channels if document else ()
    if d.INTRANET in (*before, *act.channels):
        return met()
    return breached("只用纸质分发 / transmitted on paper only")


TRANSMIT_BY_INTRANET = Gate(
    id="57.6",
    article="57",
    modality=Modality.DIRECTIVE,
    zh="充分利用电子政务内网实现公文电子化传输",
    en="Documents are transmitted by the city's e-government intranet",
    breach=Verdict.DEVIATION,
    on=(d.Transmitted,),
    holds=_by_the_intranet,
    refuses=False,
    reading="已标识涉密的不在此列；经内网传输即合规，另发纸质不计。",
)

NORMS: tuple[Norm, ...] = (
    ISSUANCE_PLAN,
    ISSUE_AS_PLANNED,
    NO_REPETITION,
    NOTHING_WITHOUT_SUBSTANCE,
    DIVISION_OF_WORK_IS_ANNEXED,
    SHORT_PRACTICAL_WELL_FOCUSED_STYLE_IS,
    TRANSMIT_BY_INTRANET,
)
