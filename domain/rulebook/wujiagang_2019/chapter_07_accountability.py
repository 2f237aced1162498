"""第七章 监督, Art. 39: major decisions can be traced for life."""

from __future__ import annotations

from domain.rulebook.norms import Modality, Norm, Principle

RESPONSIBILITY_PERFORMANCE_MANAGEMENT_AND_ACCOUNTABILITY_ARE = Principle(
    id="39.1",
    article="39",
    modality=Modality.DIRECTIVE,
    zh="绩效管理、行政问责",
    en="Responsibility, performance management and accountability are strictly applied",
    reading="属制度建设的要求，文本未定何时由谁办成何事。",
)

INCENTIVE_AND_FAULT_TOLERANCE_MECHANISMS_ARE = Principle(
    id="39.3",
    article="39",
    modality=Modality.DIRECTIVE,
    zh="容错纠错",
    en="Incentive and fault-tolerance mechanisms are improved",
    reading="属制度建设的要求，文本未定何时由谁办成何事。",
)

NORMS: tuple[Norm, ...] = (
    RESPONSIBILITY_PERFORMANCE_MANAGEMENT_AND_ACCOUNTABILITY_ARE,
    INCENTIVE_AND_FAULT_TOLERANCE_MECHANISMS_ARE,
)
