"""第一章 总则, Arts 1–4: what the Rules rest on, and the Party committee's leadership."""

from __future__ import annotations

from domain.rulebook.norms import Modality, Norm, Principle

THE_RULES_REST_ON_THE_CONSTITUTION = Principle(
    id="1.1",
    article="1",
    modality=Modality.DECLARATIVE,
    zh="根据、参照、制定本规则",
    en="The Rules rest on the Constitution and the Local Organic Law and take the State",
    reading="依据与参照是规则自身的来源，不是可登记的行为。",
)

SETS_THE_POLITICAL_AND_ECONOMIC_GUIDING = Principle(
    id="2.1",
    article="2",
    modality=Modality.DIRECTIVE,
    zh="指导思想、高质量发展",
    en="Sets the political and economic guiding ideology of the district government",
    reading="属指导思想和工作导向，没有可登记的行为可据以认定。",
)

MEMBERS_KEEP_POLITICAL_DISCIPLINE_AND_ALIGNMENT = Principle(
    id="3.1",
    article="3",
    modality=Modality.DIRECTIVE,
    zh="四个意识、两个维护",
    en="Members keep political discipline and alignment with the centre",
    reading="属指导思想和工作导向，没有可登记的行为可据以认定。",
)

SUPERIOR_DEPLOYMENTS_ARE_CARRIED_OUT_WITHOUT = Principle(
    id="3.2",
    article="3",
    modality=Modality.DIRECTIVE,
    zh="不折不扣、落实",
    en="Superior deployments are carried out without discount",
    reading="属指导思想和工作导向，没有可登记的行为可据以认定。",
)

THE_DISTRICT_GOVERNMENT_ACCEPTS_THE_OVERALL = Principle(
    id="3.3",
    article="3",
    modality=Modality.DIRECTIVE,
    zh="全面领导、区委",
    en="The district government accepts the overall leadership of the district Party",
    reading="属指导思想和工作导向，没有可登记的行为可据以认定。",
)

LISTS_THE_WORKING_STANDARDS_FOR_THE = Principle(
    id="4.1",
    article="4",
    modality=Modality.DIRECTIVE,
    zh="准则、依法行政、务实清廉",
    en="Lists the working standards: for the people, by law, facts, openness, integrity",
    reading="属指导思想和工作导向，没有可登记的行为可据以认定。",
)

NORMS: tuple[Norm, ...] = (
    THE_RULES_REST_ON_THE_CONSTITUTION,
    SETS_THE_POLITICAL_AND_ECONOMIC_GUIDING,
    MEMBERS_KEEP_POLITICAL_DISCIPLINE_AND_ALIGNMENT,
    SUPERIOR_DEPLOYMENTS_ARE_CARRIED_OUT_WITHOUT,
    THE_DISTRICT_GOVERNMENT_ACCEPTS_THE_OVERALL,
    LISTS_THE_WORKING_STANDARDS_FOR_THE,
)
