"""第十章 监督制度, Art. 65: field inspections under plan and approval."""

from __future__ import annotations

from domain import field_inspections, organisation, research
from domain.act import Act
from domain.field_inspections import Conducted
from domain.rulebook.findings import Verdict
from domain.rulebook.norms import Gate, Modality, Norm, Ruling, breached, met
from domain.rulebook.setting import Setting

# --- 65.1, 65.3 planned or approved, and approved where it crosses departments ---


def _planned_or_approved(act: Act, setting: Setting) -> Ruling | None:
    if not isinstance(act, Conducted):
        return None
    dossier = setting.dossier(act.kind, act.matter)
    plan = dossier.last(field_inspections.Planned)
    approval = dossier.last(field_inspections.Approved)
    refs = tuple(one.ref for one in (plan, approval) if one is not None)
    if refs or act.deployed:
        return met(*refs, bearer=act.unit)
    why = "既未列入计划也未经批准 / neither planned nor approved beforehand"
    return breached(why, bearer=act.unit)


PLAN_AND_APPROVE = Gate(
    id="65.1",
    article="65",
    modality=Modality.DIRECTIVE,
    zh="督查检查实行计划管理和报批制度",
    en="Field inspections are under plan management and approval",
    on=(Conducted,),
    holds=_planned_or_approved,
    reading="计划内的须在计划中，计划外的须事先批准；区委区政府统一部署的视为已批准。",
)


def _full_only_if_deployed(act: Act, setting: Setting) -> Ruling | None:
    del setting
    if not isinstance(act, Conducted) or not act.full_coverage:
        return None
    if act.deployed:
        return met(bearer=act.unit)
    why = "全覆盖而非统一部署 / it covers everything and was not centrally deployed"
    return breached(why, bearer=act.unit)


NOT_ALL_UNITS = Gate(
    id="65.2",
    article="65",
    modality=Modality.NORMALLY_NOT,
    zh="除统一部署外，一般不组织全覆盖的督查检查",
    en="Full-coverage inspections are normally not organised unless deployed from above",
    breach=Verdict.DEVIATION,
    on=(Conducted,),
    holds=_full_only_if_deployed,
    refuses=False,
)


def _crossing_approved(act: Act, setting: Setting) -> Ruling | None:
    if not isinstance(act, Conducted) or not act.cross_department:
        return None
    if setting.unit_kind(act.unit) == organisation.OFFICE:
        return None
    approval = setting.dossier(act.kind, act.matter).last(field_inspections.Approved)
    if approval is not None or act.deployed:
        return met(*((approval.ref,) if approval else ()), bearer=act.unit)
    return breached("跨部门督查检查未经批准 / it crossed departments unapproved", bearer=act.unit)


APPROVE_WHAT_CROSSES = Gate(
    id="65.3",
    article="65",
    modality=Modality.MUST_NOT,
    zh="未经批准，不得以部门名义组织跨部门督查检查",
    en="No department inspects across departments without approval",
    on=(Conducted,),
    holds=_crossing_approved,
    reading="区委区政府统一部署的视为已批准；区政府办公室代区政府开展的不是以部门名义。",
)

# --- 65.4 guidance is not called supervision ---

SUPERVISION = "supervision"


def _called_what_it_is(act: Act, setting: Setting) -> Ruling | None:
    del setting
    match act:
        case Conducted():
            mislabelled, bearer = act.guidance, act.unit
        case research.VisitConducted() if act.label:
            mislabelled, bearer = act.label == SUPERVISION, act.leader
        case _:
            return None
    if not mislabelled:
        return met(bearer=bearer)
    why = "日常调研指导冠以督查检查 / guidance went under the name of supervision"
    return breached(why, bearer=bearer)


CALL_IT_WHAT_IT_IS = Gate(
    id="65.4",
    article="65",
    modality=Modality.MUST_NOT,
    zh="日常调研指导工作不得冠以督查、检查等名义",
    en="Daily research and guidance is not labelled supervision",
    on=(Conducted, research.VisitConducted),
    holds=_called_what_it_is,
)

NORMS: tuple[Norm, ...] = (
    PLAN_AND_APPROVE,
    NOT_ALL_UNITS,
    APPROVE_WHAT_CROSSES,
    CALL_IT_WHAT_IT_IS,
)
