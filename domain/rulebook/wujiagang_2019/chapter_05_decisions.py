"""第五章 科学民主决策, Arts 22–26: major decisions and what must come before them."""

from __future__ import annotations

from domain.rulebook.norms import Modality, Norm, Principle

RAISE_TRANSPARENCY_AND_PARTICIPATION_IN_POLICY = Principle(
    id="22.2",
    article="22",
    modality=Modality.DIRECTIVE,
    zh="透明度、参与度",
    en="Raise transparency and participation in policy making",
    reading="属制度建设的要求，文本未定何时由谁办成何事。",
)

ADVISORY_LEGAL_COUNSEL_AND_ENTREPRENEUR_PARTICIPATION = Principle(
    id="25.1",
    article="25",
    modality=Modality.DIRECTIVE,
    zh="决策咨询、法律顾问、企业家参与",
    en="Advisory, legal-counsel and entrepreneur-participation systems are set up",
    reading="属制度建设的要求，文本未定何时由谁办成何事。",
)

NORMS: tuple[Norm, ...] = (
    RAISE_TRANSPARENCY_AND_PARTICIPATION_IN_POLICY,
    ADVISORY_LEGAL_COUNSEL_AND_ENTREPRENEUR_PARTICIPATION,
)
