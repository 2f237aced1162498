"""第二章 组成人员及职责, Arts 5–10: who the members are and what each of them answers for."""

from __future__ import annotations

from domain.rulebook.norms import Modality, Norm, Principle

THE_DISTRICT_GOVERNMENT_WORKS_UNDER_THE = Principle(
    id="6.1",
    article="6",
    modality=Modality.DECLARATIVE,
    zh="区长负责制",
    en="The district government works under the head-responsibility system",
    reading="属指导思想和工作导向，没有可登记的行为可据以认定。",
)

DEPARTMENTS_PERFORM_THEIR_DUTIES_WITHIN_THEIR = Principle(
    id="10.2",
    article="10",
    modality=Modality.DIRECTIVE,
    zh="职权范围",
    en="Departments perform their duties within their legal powers",
    reading="属工作质量和态度的要求，台账不评判品质，亦不据此打分。",
)

DEPARTMENTS_COOPERATE_AND_KEEP_GOVERNMENT_ORDERS = Principle(
    id="10.3",
    article="10",
    modality=Modality.DIRECTIVE,
    zh="协调配合、政令畅通",
    en="Departments cooperate and keep government orders unimpeded",
    reading="属工作质量和态度的要求，台账不评判品质，亦不据此打分。",
)

NORMS: tuple[Norm, ...] = (
    THE_DISTRICT_GOVERNMENT_WORKS_UNDER_THE,
    DEPARTMENTS_PERFORM_THEIR_DUTIES_WITHIN_THEIR,
    DEPARTMENTS_COOPERATE_AND_KEEP_GOVERNMENT_ORDERS,
)
