"""第十二章 廉政和作风, Arts 72–77: service, cost, integrity."""

from __future__ import annotations

from domain.rulebook.norms import Modality, Norm, Principle

IMPLEMENT_THE_CENTRAL_EIGHT_POINT_RULES = Principle(
    id="72.1",
    article="72",
    modality=Modality.DIRECTIVE,
    zh="八项规定",
    en="Implement the central eight-point rules and integrity regulations",
    reading="属指导思想和工作导向，没有可登记的行为可据以认定。",
)

GOVERN_STRICTLY_DEEPEN_APPROVAL_REFORM_CLEAN = Principle(
    id="73.1",
    article="73",
    modality=Modality.DIRECTIVE,
    zh="从严治政、清理规范行政权力",
    en="Govern strictly; deepen approval reform; clean up powers",
    reading="属指导思想和工作导向，没有可登记的行为可据以认定。",
)

ULTRA_VIRES_AND_SELF_SERVING_ACTS = Principle(
    id="73.5",
    article="73",
    modality=Modality.DIRECTIVE,
    zh="越权、以权谋私",
    en="Ultra vires and self-serving acts are severely dealt with",
    reading="属接受其他机关监督或依其他法律办理的要求，本规则未定可认定的行为。",
)

FINANCIAL_DISCIPLINE_AND_THRIFT_LIMITS_ON = Principle(
    id="74.1",
    article="74",
    modality=Modality.DIRECTIVE,
    zh="财经纪律、勤俭节约",
    en="Financial discipline and thrift; limits on housing, office, cars",
    reading="属指导思想和工作导向，没有可登记的行为可据以认定。",
)

FORUMS_CELEBRATIONS_AND_FESTIVALS_ARE_STRICTLY = Principle(
    id="74.5",
    article="74",
    modality=Modality.DIRECTIVE,
    zh="论坛、庆典、节会",
    en="Forums, celebrations and festivals are strictly controlled",
    reading="属工作质量和态度的要求，台账不评判品质，亦不据此打分。",
)

RELATIVES_AND_STAFF_ARE_EDUCATED_AND = Principle(
    id="75.4",
    article="75",
    modality=Modality.DIRECTIVE,
    zh="亲属、特权",
    en="Relatives and staff are educated and restrained; no privilege",
    reading="属指导思想和工作导向，没有可登记的行为可据以认定。",
)

SHORT_MEETINGS_TEXTS_SPEECHES_SIMPLE_WORK = Principle(
    id="76.1",
    article="76",
    modality=Modality.DIRECTIVE,
    zh="开短会、发短文、讲短话",
    en="Short meetings, texts, speeches; simple work; against formalism",
    reading="属指导思想和工作导向，没有可登记的行为可据以认定。",
)

MEMBERS_TAKE_A_LEAD_IN_LEARNING = Principle(
    id="77.1",
    article="77",
    modality=Modality.DIRECTIVE,
    zh="学习的表率",
    en="Members take a lead in learning",
    reading="属指导思想和工作导向，没有可登记的行为可据以认定。",
)

LECTURES_ARE_ORGANISED_TO_BUILD_A = Principle(
    id="77.2",
    article="77",
    modality=Modality.DIRECTIVE,
    zh="讲座、学习型机关",
    en="Lectures are organised to build a learning organ",
    reading="属制度建设的要求，文本未定何时由谁办成何事。",
)

NORMS: tuple[Norm, ...] = (
    IMPLEMENT_THE_CENTRAL_EIGHT_POINT_RULES,
    GOVERN_STRICTLY_DEEPEN_APPROVAL_REFORM_CLEAN,
    ULTRA_VIRES_AND_SELF_SERVING_ACTS,
    FINANCIAL_DISCIPLINE_AND_THRIFT_LIMITS_ON,
    FORUMS_CELEBRATIONS_AND_FESTIVALS_ARE_STRICTLY,
    RELATIVES_AND_STAFF_ARE_EDUCATED_AND,
    SHORT_MEETINGS_TEXTS_SPEECHES_SIMPLE_WORK,
    MEMBERS_TAKE_A_LEAD_IN_LEARNING,
    LECTURES_ARE_ORGANISED_TO_BUILD_A,
)
