"""第八章 会议制度, Arts 47–50: material, attendance, leave, reporting of decisions."""

from __future__ import annotations

from domain.rulebook.norms import Modality, Norm, Principle

MATERIAL_IS_COMPREHENSIVE_ACCURATE_OBJECTIVE_AND = Principle(
    id="47.2",
    article="47",
    modality=Modality.SHOULD,
    zh="针对性、可操作性",
    en="Material is comprehensive, accurate, objective and targeted",
    reading="属工作质量和态度的要求，台账不评判品质，亦不据此打分。",
)

LEGAL_TEXTS_ARE_CONCISE_RIGOROUS_AND = Principle(
    id="47.3",
    article="47",
    modality=Modality.SHOULD,
    zh="备而不繁",
    en="Legal texts are concise, rigorous and clear",
    reading="属工作质量和态度的要求，台账不评判品质，亦不据此打分。",
)

LEADERS_AND_PRINCIPALS_PLAN_AHEAD_TO = Principle(
    id="48.1",
    article="48",
    modality=Modality.SHOULD,
    zh="提前、安排、按时参加",
    en="Leaders and principals plan ahead to attend on time",
    reading="属工作质量和态度的要求，台账不评判品质，亦不据此打分。",
)

NORMS: tuple[Norm, ...] = (
    MATERIAL_IS_COMPREHENSIVE_ACCURATE_OBJECTIVE_AND,
    LEGAL_TEXTS_ARE_CONCISE_RIGOROUS_AND,
    LEADERS_AND_PRINCIPALS_PLAN_AHEAD_TO,
)
