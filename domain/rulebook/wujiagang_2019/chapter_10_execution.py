"""第十章 监督制度, Arts 58–63: information reports, requirements, assignments, plans."""

from __future__ import annotations

from domain.rulebook.norms import Modality, Norm, Principle

INFORMATION_IS_FACTUAL_COMPREHENSIVE_TIMELY_ACCURATE = Principle(
    id="60.1",
    article="60",
    modality=Modality.DIRECTIVE,
    zh="全面、及时、准确、规范",
    en="Information is factual, comprehensive, timely, accurate and well formed",
    reading="属工作质量和态度的要求，台账不评判品质，亦不据此打分。",
)

ALL_STAFF_EXECUTION_SYSTEM_DIGITAL_SUPERVISION = Principle(
    id="61.1",
    article="61",
    modality=Modality.DIRECTIVE,
    zh="全员抓落实",
    en="All-staff execution system; digital supervision",
    reading="属指导思想和工作导向，没有可登记的行为可据以认定。",
)

LEADERS_TREAT_EXECUTION_OF_SUPERIOR_DECISIONS = Principle(
    id="62.1",
    article="62",
    modality=Modality.DIRECTIVE,
    zh="执行力、不折不扣",
    en="Leaders treat execution of superior decisions as a major political duty",
    reading="属指导思想和工作导向，没有可登记的行为可据以认定。",
)

RECTIFICATION_IS_NOT_PERFUNCTORY = Principle(
    id="64.5",
    article="64",
    modality=Modality.DIRECTIVE,
    zh="走过场、打折扣",
    en="Rectification is not perfunctory",
    reading="属工作质量和态度的要求，台账不评判品质，亦不据此打分。",
)

NORMS: tuple[Norm, ...] = (
    INFORMATION_IS_FACTUAL_COMPREHENSIVE_TIMELY_ACCURATE,
    ALL_STAFF_EXECUTION_SYSTEM_DIGITAL_SUPERVISION,
    LEADERS_TREAT_EXECUTION_OF_SUPERIOR_DECISIONS,
    RECTIFICATION_IS_NOT_PERFUNCTORY,
)
