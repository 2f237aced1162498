"""第五章 科学民主决策, Arts 22–24: what must come before a major decision."""

from __future__ import annotations

from domain import determinations, major_decisions, organisation
from domain.act import Act
from domain.dossiers import Dossier
from domain.major_decisions import CRITERIA, Decided, Issued, Proposed
from domain.meetings import REGULAR, SPECIAL
from domain.rulebook.findings import Verdict
from domain.rulebook.norms import Gate, Modality, Norm, Ruling, breached, met, unknown
from domain.rulebook.setting import Setting

COLLECTIVE = frozenset({"plenary", "executive"})
"""全体会议、常务会议: the meetings that decide major matters (7.2, 23.1)."""

STEPS: dict[str, tuple[type[Act], ...]] = {
    "investigation": (major_decisions.Investigated,),
    "participation": (major_decisions.PublicTookPart,),
    "experts": (major_decisions.ExpertsArgued,),
    "risk": (major_decisions.RiskAssessed,),
    "legality": (major_decisions.LegalityReviewed,),
}
"""The five steps before the collective decision, and the acts that are them (22.1)."""


def dossier_and_unit(act: Act, setting: Setting) -> tuple[Dossier, str]:
    """Return the decision's dossier and the unit that proposed it; its actor where none did."""
    dossier = setting.dossier(act.kind, act.matter)
    proposed = act if isinstance(act, Proposed) else dossier.first(Proposed)
    return dossier, proposed.unit if proposed else act.by


BEGINNING_UNKNOWN = (
    "提出情况未登记，此前程序不明 / its proposal is not on record, nor what preceded"
)
"""What is said of a decision of which the history tells only the end."""


def waived(dossier: Dossier) -> dict[str, str]:
    """Return the steps that were waived with a reason, and the acts that waived them."""
    granted = dossier.all(major_decisions.StepWaived)
    return {one.step: one.ref for one in granted if one.reason}


# --- 22.1 five steps before the collective decision ---


def _five_steps(act: Act, setting: Setting) -> Ruling | None:
    if isinstance(act, Decided) and act.meeting_kind == SPECIAL:
        return None  # it coordinates what goes before another meeting (44)
    dossier, unit = dossier_and_unit(act, setting)
    released = waived(dossier)
    done = {step: _done(dossier, acts) for step, acts in STEPS.items()}
    missing = [step for step, ref in done.items() if not ref and step not in released]
    refs = (*filter(None, done.values()), *released.values())
    if not missing:
        return met(*refs, bearer=unit)
    if dossier.first(Proposed) is None:
        return unknown(BEGINNING_UNKNOWN, *refs, bearer=unit)
    zh = "、".join(STEPS[step][0].zh for step in missing)
    return breached(f"缺{zh} / missing: {', '.join(missing)}", *refs, bearer=unit)


def _done(dossier: Dossier, acts: tuple[type[Act], ...]) -> str:
    last = next((one for act in acts if (one := dossier.last(act)) is not None), None)
    failed = isinstance(last, major_decisions.LegalityReviewed) and not last.passed
    return last.ref if last is not None and not failed else ""


FIVE_STEPS = Gate(
    id="22.1",
    article="22",
    modality=Modality.DIRECTIVE,
    zh="调查研究、公众参与、专家论证、风险评估、合法性审查、集体讨论决定",
    en="Five steps come before the collective decision on a major matter",
    on=(Decided,),
    holds=_five_steps,
    reading="专题会议系会前协调（第四十四条第四项），不在此认定；免除某一步骤须有批准人和理由，结论载明；提出情况未登记的（如只导入了后半段）无法认定。",
)

# --- 23.1 the matters that the plenary or the executive meeting decides ---


def _decided_collectively(act: Act, setting: Setting) -> Ruling | None:
    dossier, unit = dossier_and_unit(act, setting)
    proposed = dossier.first(Proposed)
    if proposed is None or proposed.matter_kind == "other":
        return None
    enough = enough_for(general=is_general(proposed, act, setting))
    return by_the_right_meeting(dossier, unit, enough)


def is_general(proposed: Proposed, act: Act, setting: Setting) -> bool:
    """一般性规范性文件: nobody tagged it important or major, so the regular meeting may do (43)."""
    tags = (determinations.IMPORTANT, determinations.MAJOR)
    tagged = any(setting.tagged(act.about, tag) is not None for tag in tags)
    return proposed.matter_kind == "normative_document" and not tagged


def enough_for(*, general: bool) -> frozenset[str]:
    """Return the meetings that may decide; a general normative document also the regular one."""
    return COLLECTIVE | {REGULAR} if general else COLLECTIVE


def by_the_right_meeting(
    dossier: Dossier, unit: str, enough: frozenset[str] = COLLECTIVE
) -> Ruling:
    """Require a decision of the plenary or the executive meeting before it is issued."""
    decisions = dossier.all(Decided)
    right = [one for one in decisions if one.meeting_kind in enough]
    if right:
        return met(right[-1].ref, bearer=unit)
    refs = (one.ref for one in decisions)
    why = "未经全体会议或常务会议决定 / neither the plenary nor the executive meeting decided"
    return breached(why, *refs, bearer=unit)


DECIDED_BY_THE_RIGHT_MEETING = Gate(
    id="23.1",
    article="23",
    modality=Modality.DECLARATIVE,
    zh="规划、计划、预算、重大事务等由全体会议或常务会议讨论和决定",
    en="Plans, budgets and the like are decided by the plenary or executive meeting",
    on=(Issued,),
    holds=_decided_collectively,
    reading="一般性规范性文件（未标识为重要、重大）可由区长例会讨论决定（第四十三条第三项），与43.3一致。",
)

# --- 24.1 a department's proposal is investigated and assessed by five criteria ---


def _assessed(act: Act, setting: Setting) -> Ruling | None:
    dossier, unit = dossier_and_unit(act, setting)
    if setting.unit_kind(unit) != organisation.DEPARTMENT:
        return None
    found = {one.criterion: one.ref for one in dossier.all(major_decisions.Assessed)}
    looked = dossier.last(major_decisions.Investigated)
    missing = [one for one in CRITERIA if one not in found]
    refs = (*found.values(), *((looked.ref,) if looked else ()))
    if not missing and looked:
        return met(*refs, bearer=unit)
    lacking = [*missing, *(() if looked else ("investigation",))]
    return breached(
        f"缺{len(lacking)}项调研或评估 / missing: {', '.join(lacking)}", *refs, bearer=unit
    )


ASSESS_BEFORE_PROPOSING = Gate(
    id="24.1",
    article="24",
    modality=Modality.MUST,
    zh="必须深入调查研究，就合法性、必要性、科学性、可行性和可控性评估论证",
    en="A department investigates and assesses a major proposal by five criteria",
    on=(Proposed,),
    holds=_assessed,
)

# --- 24.2, 24.3 departments and streets concerned are heard ---


def _departments_heard(act: Act, setting: Setting) -> Ruling | None:
    dossier, unit = dossier_and_unit(act, setting)
    proposed = dossier.first(Proposed)
    if proposed is None or not proposed.departments:
        return None
    heard = {one.unit: one.ref for one in dossier.all(major_decisions.DepartmentHeard)}
    return _all_of(proposed.departments, heard, unit)


def _all_of(concerned: tuple[str, ...], heard: dict[str, str], unit: str) -> Ruling:
    missing = [one for one in concerned if one not in heard and one != unit]
    if not missing:
        return met(*heard.values(), bearer=unit)
    names = ", ".join(missing)
    return breached(f"未听取{names}意见 / not heard: {names}", *heard.values(), bearer=unit)


CONSULT_DEPARTMENTS = Gate(
    id="24.2",
    article="24",
    modality=Modality.SHOULD,
    zh="涉及相关部门的，应充分协商",
    en="Departments concerned are consulted before it goes on the agenda",
    on=(major_decisions.PutOnAgenda,),
    holds=_departments_heard,
    reading="视为无不同意见亦为协商。",
)


def _streets_heard(act: Act, setting: Setting) -> Ruling | None:
    if not isinstance(act, Proposed) or not act.streets:
        return None
    dossier, unit = dossier_and_unit(act, setting)
    opinions = dossier.all(major_decisions.StreetHeard)
    heard = {one.unit: one.ref for one in opinions if one.opinion}
    return _all_of(act.streets, heard, unit)


HEAR_STREETS_FIRST = Gate(
    id="24.3",
    article="24",
    modality=Modality.SHOULD,
    zh="涉及街乡的，应当先听取意见",
    en="Streets and the township concerned are heard first",
    on=(Proposed,),
    holds=_streets_heard,
    reading="须有实际意见；“视为”只及部门之间。",
)

# --- 24.4 public interest and stability risk ---

FORMS = 2


def _risk_and_forms(act: Act, setting: Setting) -> Ruling | None:
    names = (determinations.STABILITY_RISK, determinations.PUBLIC_RIGHTS)
    tag = next((one for name in names if (one := setting.tagged(act.about, name))), None)
    if tag is None:
        return None
    dossier, unit = dossier_and_unit(act, setting)
    assessed = dossier.last(major_decisions.StabilityRiskAssessed)
    forms = {one.form: one.ref for one in dossier.all(major_decisions.PublicTookPart)}
    refs = (tag.ref, *((assessed.ref,) if assessed else ()), *forms.values())
    if assessed and len(forms) >= setting.number("24.4", "forms"):
        return met(*refs, bearer=unit)
    why = "缺社会稳定风险评估 / the stability risk was not assessed"
    if assessed:
        why = f"只有{len(forms)}种征求意见形式 / only {len(forms)} form(s) of consultation"
    return breached(why, *refs, bearer=unit)


ASSESS_STABILITY_RISK = Gate(
    id="24.4",
    article="24",
    modality=Modality.DIRECTIVE,
    zh="进行社会稳定风险评估，采取多种形式征求各方面意见",
    en="Stability risk is assessed and opinions are sought in several forms",
    breach=Verdict.DEVIATION,
    on=(Proposed,),
    holds=_risk_and_forms,
    numbers={"forms": FORMS},
    reading="“多种形式”为两种以上；是否涉及由标识认定，载明认定人。",
)

NORMS: tuple[Norm, ...] = (
    FIVE_STEPS,
    DECIDED_BY_THE_RIGHT_MEETING,
    ASSESS_BEFORE_PROPOSING,
    CONSULT_DEPARTMENTS,
    HEAR_STREETS_FIRST,
    ASSESS_STABILITY_RISK,
)
