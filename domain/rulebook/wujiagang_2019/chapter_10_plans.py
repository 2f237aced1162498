"""第十章 监督制度, Art. 63: the year's supervision plan."""

from __future__ import annotations

from domain.act import Act
from domain.plans import SupervisionPlanAdopted
from domain.rulebook.norms import Modality, Norm, Period, Quota
from domain.rulebook.setting import Setting
from domain.rulebook.wujiagang_2019.bearers import the_office


def _by_the_office(act: Act, setting: Setting) -> str:
    del act
    return the_office(setting)


def _office_alone(setting: Setting) -> tuple[str, ...]:
    return (the_office(setting),)


SUPERVISION_PLAN = Quota(
    id="63.1",
    article="63",
    modality=Modality.DECLARATIVE,
    zh="区政府制定年度督查工作计划，统筹督查活动",
    en="The district government makes a supervision plan every year",
    on=(SupervisionPlanAdopted,),
    counts=_by_the_office,
    period=Period.YEAR,
    at_least=1,
    bearers=_office_alone,
    reading="由区政府办公室承办；文本未定制定日期。",
)

NORMS: tuple[Norm, ...] = (SUPERVISION_PLAN,)
