"""第七章 监督, Arts 34–39: proposals, courts, audit, petitions, accountability."""

from __future__ import annotations

from domain.rulebook.norms import Modality, Norm, Principle

THE_DISTRICT_GOVERNMENT_REPORTS_TO_AND = Principle(
    id="34.1",
    article="34",
    modality=Modality.DIRECTIVE,
    zh="监督、报告工作、询问和质询",
    en="The district government reports to and answers the district People's Congress",
    reading="属接受其他机关监督或依其他法律办理的要求，本规则未定可认定的行为。",
)

THE_DISTRICT_GOVERNMENT_ACCEPTS_THE_CPPCC = Principle(
    id="34.3",
    article="34",
    modality=Modality.DIRECTIVE,
    zh="民主监督",
    en="The district government accepts the CPPCC's democratic supervision",
    reading="属接受其他机关监督或依其他法律办理的要求，本规则未定可认定的行为。",
)

PUBLIC_OFFICIALS_ACCEPT_SUPERVISION_BY_THE = Principle(
    id="35.1",
    article="35",
    modality=Modality.DIRECTIVE,
    zh="监察机关",
    en="Public officials accept supervision by the supervisory organ",
    reading="属接受其他机关监督或依其他法律办理的要求，本规则未定可认定的行为。",
)

AUDIT_AND_OTHER_SUPERVISION_IS_ACCEPTED = Principle(
    id="35.3",
    article="35",
    modality=Modality.DIRECTIVE,
    zh="审计",
    en="Audit and other supervision is accepted",
    reading="属接受其他机关监督或依其他法律办理的要求，本规则未定可认定的行为。",
)

KEEP_RECONSIDERATION_CHANNELS_OPEN_AND_CORRECT = Principle(
    id="36.1",
    article="36",
    modality=Modality.DIRECTIVE,
    zh="行政复议",
    en="Keep reconsideration channels open and correct unlawful acts",
    reading="属接受其他机关监督或依其他法律办理的要求，本规则未定可认定的行为。",
)

THE_PETITION_SYSTEM_IS_IMPROVED_AND = Principle(
    id="38.1",
    article="38",
    modality=Modality.DIRECTIVE,
    zh="信访制度",
    en="The petition system is improved and channels kept open",
    reading="属制度建设的要求，文本未定何时由谁办成何事。",
)

NORMS: tuple[Norm, ...] = (
    THE_DISTRICT_GOVERNMENT_REPORTS_TO_AND,
    THE_DISTRICT_GOVERNMENT_ACCEPTS_THE_CPPCC,
    PUBLIC_OFFICIALS_ACCEPT_SUPERVISION_BY_THE,
    AUDIT_AND_OTHER_SUPERVISION_IS_ACCEPTED,
    KEEP_RECONSIDERATION_CHANNELS_OPEN_AND_CORRECT,
    THE_PETITION_SYSTEM_IS_IMPROVED_AND,
)
