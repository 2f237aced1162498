"""第三章 全面履行政府职能, Arts 11–17: functions no log can check."""

from __future__ import annotations

from domain.rulebook.norms import Modality, Norm, Principle

PERFORM_ECONOMIC_MARKET_SOCIAL_SERVICE_AND = Principle(
    id="11.1",
    article="11",
    modality=Modality.DIRECTIVE,
    zh="全面正确履行、职能",
    en="Perform economic, market, social, service and ecological functions fully",
    reading="属指导思想和工作导向，没有可登记的行为可据以认定。",
)

PUT_DEVELOPMENT_FIRST_SET_ECONOMIC_TARGETS = Principle(
    id="12.1",
    article="12",
    modality=Modality.DIRECTIVE,
    zh="三大攻坚战",
    en="Put development first, set economic targets scientifically and fight the three",
    reading="属指导思想和工作导向，没有可登记的行为可据以认定。",
)

FAIR_ACCESS_CREDIT_SYSTEM_SUPERVISION_AND = Principle(
    id="13.1",
    article="13",
    modality=Modality.DIRECTIVE,
    zh="公平准入、事中事后监管",
    en="Fair access, credit system, supervision and regulated enforcement",
    reading="属指导思想和工作导向，没有可登记的行为可据以认定。",
)

BUILD_PUBLIC_SECURITY_EMERGENCY_AND_COMMUNITY = Principle(
    id="14.1",
    article="14",
    modality=Modality.DIRECTIVE,
    zh="应急管理体系",
    en="Build public-security, emergency and community governance systems",
    reading="属指导思想和工作导向，没有可登记的行为可据以认定。",
)

IMPROVE_BASIC_PUBLIC_SERVICES_AND_LIVELIHOOD = Principle(
    id="15.1",
    article="15",
    modality=Modality.DIRECTIVE,
    zh="基本公共服务",
    en="Improve basic public services and livelihood",
    reading="属指导思想和工作导向，没有可登记的行为可据以认定。",
)

APPLY_THE_STRICTEST_ECOLOGICAL_PROTECTION_REGIME = Principle(
    id="16.1",
    article="16",
    modality=Modality.DIRECTIVE,
    zh="三线一单、硬约束",
    en="Apply the strictest ecological protection regime and its hard constraints",
    reading="属指导思想和工作导向，没有可登记的行为可据以认定。",
)

DEEPEN_DELEGATION_REGULATION_AND_SERVICE_REFORM = Principle(
    id="17.1",
    article="17",
    modality=Modality.DIRECTIVE,
    zh="减事项、减环节、减时限",
    en="Deepen delegation, regulation and service reform and cut items, steps and time",
    reading="属指导思想和工作导向，没有可登记的行为可据以认定。",
)

NORMS: tuple[Norm, ...] = (
    PERFORM_ECONOMIC_MARKET_SOCIAL_SERVICE_AND,
    PUT_DEVELOPMENT_FIRST_SET_ECONOMIC_TARGETS,
    FAIR_ACCESS_CREDIT_SYSTEM_SUPERVISION_AND,
    BUILD_PUBLIC_SECURITY_EMERGENCY_AND_COMMUNITY,
    IMPROVE_BASIC_PUBLIC_SERVICES_AND_LIVELIHOOD,
    APPLY_THE_STRICTEST_ECOLOGICAL_PROTECTION_REGIME,
    DEEPEN_DELEGATION_REGULATION_AND_SERVICE_REFORM,
)
