"""第六章 推进政务公开, Arts 27–33: disclosure, publication, public opinion."""

from __future__ import annotations

from domain.rulebook.norms import Modality, Norm, Principle

OPENNESS_IS_THE_NORM_AND_SECRECY = Principle(
    id="27.1",
    article="27",
    modality=Modality.DIRECTIVE,
    zh="公开为常态",
    en="Openness is the norm and secrecy the exception",
    reading="属指导思想和工作导向，没有可登记的行为可据以认定。",
)

PUBLIC_CONCERNS_ARE_ANSWERED_IN_TIME = Principle(
    id="29.2",
    article="29",
    modality=Modality.DIRECTIVE,
    zh="及时回应、公众关切、稳定预期",
    en="Public concerns are answered in time and expectations stabilised",
    reading="属制度建设的要求，文本未定何时由谁办成何事。",
)

OPENNESS_OF_ADMINISTRATIVE_DECISIONS_IS_WIDENED = Principle(
    id="30.1",
    article="30",
    modality=Modality.DIRECTIVE,
    zh="逐步扩大",
    en="Openness of administrative decisions is widened step by step",
    reading="属制度建设的要求，文本未定何时由谁办成何事。",
)

BUILD_ONE_NETWORK_SERVICES_WITH_DATA = Principle(
    id="32.1",
    article="32",
    modality=Modality.DIRECTIVE,
    zh="一网通、数据共享",
    en="Build one-network services with data sharing across five tiers",
    reading="属制度建设的要求，文本未定何时由谁办成何事。",
)

THE_PUBLIC_TAKES_PART_IN_MAKING = Principle(
    id="33.1",
    article="33",
    modality=Modality.DIRECTIVE,
    zh="参与、政民互动",
    en="The public takes part in making, executing and supervising policy",
    reading="属制度建设的要求，文本未定何时由谁办成何事。",
)

NORMS: tuple[Norm, ...] = (
    OPENNESS_IS_THE_NORM_AND_SECRECY,
    PUBLIC_CONCERNS_ARE_ANSWERED_IN_TIME,
    OPENNESS_OF_ADMINISTRATIVE_DECISIONS_IS_WIDENED,
    BUILD_ONE_NETWORK_SERVICES_WITH_DATA,
    THE_PUBLIC_TAKES_PART_IN_MAKING,
)
