"""第十章 监督制度, Arts 58, 59: information reports of departments."""

from __future__ import annotations

import datetime as dt

from domain import organisation
from domain.act import Act
from domain.reports import InformationReported
from domain.rulebook.findings import Verdict
from domain.rulebook.norms import (
    Gate,
    Modality,
    Norm,
    Period,
    Quota,
    Ruling,
    breached,
    met,
)
from domain.rulebook.setting import Setting

# --- 58.1 departments report developments ---


def _unit(act: Act, setting: Setting) -> str | None:
    del setting
    return act.unit if isinstance(act, InformationReported) else None


def _reporting(setting: Setting) -> tuple[str, ...]:
    """Return the departments that have ever reported: others may not keep this log at all."""
    streams = setting.world.states("information_report")
    reporters = {one.unit for stream in streams.values() for one in stream.all(InformationReported)}
    return tuple(
        sorted(one for one in reporters if setting.unit_kind(one) == organisation.DEPARTMENT)
    )


def _had_begun(setting: Setting, unit: str, first: dt.date, after: dt.date) -> bool:
    del first
    streams = setting.world.states("information_report")
    reports = (one for stream in streams.values() for one in stream.all(InformationReported))
    begun = any(one.unit == unit and setting.day(one.occurred_at) < after for one in reports)
    return begun and not _given_up(setting, unit, after)


def _given_up(setting: Setting, unit: str, after: dt.date) -> bool:
    """Say whether a department that once had a principal had none any more: abolished, merged."""
    principals = setting.world.organisation.posts.get(organisation.PRINCIPAL, ())
    led = [one for one in principals if one.unit == unit]
    last = setting.last_instant_of(after - dt.timedelta(days=1))
    return bool(led) and not any(one.covers(last) for one in led)


REPORT_DEVELOPMENTS = Quota(
    id="58.1",
    article="58",
    modality=Modality.DIRECTIVE,
    zh="及时全面向区政府反映重要情况",
    en="Departments report important developments to the district government",
    breach=Verdict.DEVIATION,
    on=(InformationReported,),
    counts=_unit,
    period=Period.QUARTER,
    at_least=1,
    bearers=_reporting,
    owes=_had_begun,
    every="58.1.every",
    reading="整季无报送的为偏离；仅及已在台账登记过报送的部门；街乡、季末已无负责人的（如撤并）不在内。",
)

# --- 59.1 seven categories ---

CATEGORIES = range(1, 8)


def _in_a_category(act: Act, setting: Setting) -> Ruling | None:
    del setting
    if not isinstance(act, InformationReported):
        return None
    if act.category in CATEGORIES or act.note:
        return met(bearer=act.unit)
    why = "未注明七类中的一类 / it names none of the seven categories, and no note"
    return breached(why, bearer=act.unit)


SEVEN_CATEGORIES = Gate(
    id="59.1",
    article="59",
    modality=Modality.DECLARATIVE,
    zh="政务信息的主要内容（七类）",
    en="Information reports fall in seven categories",
    on=(InformationReported,),
    holds=_in_a_category,
    reading="“主要内容”：其他内容附注说明即可。",
)

NORMS: tuple[Norm, ...] = (REPORT_DEVELOPMENTS, SEVEN_CATEGORIES)
