"""第四章 依法行政, Arts 18–21: normative documents, their making, filing and review."""

from __future__ import annotations

from domain.rulebook.norms import Modality, Norm, Principle

EXERCISE_POWER_PERFORM_DUTY_AND_BEAR = Principle(
    id="18.1",
    article="18",
    modality=Modality.DIRECTIVE,
    zh="依法行使权力",
    en="Exercise power, perform duty and bear responsibility by law",
    reading="属指导思想和工作导向，没有可登记的行为可据以认定。",
)

DEPARTMENTAL_NORMATIVE_DOCUMENTS_CONFORM_TO_SUPERIOR = Principle(
    id="20.1",
    article="20",
    modality=Modality.DIRECTIVE,
    zh="符合、宪法、法律、法规",
    en="Departmental normative documents conform to superior law",
    reading="属接受其他机关监督或依其他法律办理的要求，本规则未定可认定的行为。",
)

STATUTORY_POWERS_AND_PROCEDURES_ARE_STRICTLY = Principle(
    id="20.2",
    article="20",
    modality=Modality.DIRECTIVE,
    zh="法定权限和程序",
    en="Statutory powers and procedures are strictly observed",
    reading="属接受其他机关监督或依其他法律办理的要求，本规则未定可认定的行为。",
)

DEPARTMENTS_ENFORCE_STRICTLY_FAIRLY_AND_CIVILLY = Principle(
    id="21.1",
    article="21",
    modality=Modality.DIRECTIVE,
    zh="严格规范、公正文明执法",
    en="Departments enforce strictly, fairly and civilly",
    reading="属工作质量和态度的要求，台账不评判品质，亦不据此打分。",
)

NORMS: tuple[Norm, ...] = (
    EXERCISE_POWER_PERFORM_DUTY_AND_BEAR,
    DEPARTMENTAL_NORMATIVE_DOCUMENTS_CONFORM_TO_SUPERIOR,
    STATUTORY_POWERS_AND_PROCEDURES_ARE_STRICTLY,
    DEPARTMENTS_ENFORCE_STRICTLY_FAIRLY_AND_CIVILLY,
)
