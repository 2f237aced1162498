"""第十一章 工作纪律, Arts 66–68 and 70–71: statements, releases, secrets."""

from __future__ import annotations

from domain.rulebook.norms import Modality, Norm, Principle

MEMBERS_IMPLEMENT_POLICIES_KEEP_DISCIPLINE_AND = Principle(
    id="66.1",
    article="66",
    modality=Modality.DIRECTIVE,
    zh="有令必行、有禁必止",
    en="Members implement policies, keep discipline and the request-and-report system",
    reading="属指导思想和工作导向，没有可登记的行为可据以认定。",
)

FOREIGN_AFFAIRS_DISCIPLINE_AND_THE_DIGNITY = Principle(
    id="71.2",
    article="71",
    modality=Modality.DIRECTIVE,
    zh="外事纪律",
    en="Foreign-affairs discipline and the dignity of the state are upheld",
    reading="属指导思想和工作导向，没有可登记的行为可据以认定。",
)

NORMS: tuple[Norm, ...] = (
    MEMBERS_IMPLEMENT_POLICIES_KEEP_DISCIPLINE_AND,
    FOREIGN_AFFAIRS_DISCIPLINE_AND_THE_DIGNITY,
)
