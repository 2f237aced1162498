"""第十二章 廉政和作风, Arts 79, 80: congratulations, inscriptions, news."""

from __future__ import annotations

from domain import organisation, releases, statements
from domain.act import Act
from domain.rulebook.norms import (
    Gate,
    Modality,
    Norm,
    Period,
    Quota,
    Ruling,
    breached,
    counted_only,
    met,
)
from domain.rulebook.setting import Setting
from domain.rulebook.wujiagang_2019.leaders import is_leader

# --- 79.2 no congratulations to events of streets and departments ---

_OWN = frozenset({organisation.STREET, organisation.DEPARTMENT})


def _by_a_leader(act: Act, setting: Setting) -> bool:
    return is_leader(setting, act.by, act.occurred_at)


def _not_to_own_events(act: Act, setting: Setting) -> Ruling | None:
    if not isinstance(act, statements.CongratulationSent) or not _by_a_leader(act, setting):
        return None
    if setting.unit_kind(act.to) not in _OWN:
        return met()
    return breached(f"发给{act.to}的会议活动 / it was sent to an event of {act.to}")


NO_CONGRATULATIONS = Gate(
    id="79.2",
    article="79",
    modality=Modality.MUST_NOT,
    zh="不得为街乡、部门的会议活动发贺信、贺电",
    en="No congratulations are sent to events of streets and departments",
    on=(statements.CongratulationSent,),
    holds=_not_to_own_events,
    reading="只及区政府领导同志；批准的例外不及于本项。",
)

# --- 79.3 no works, inscriptions or prefaces ---


def _never_done(act: Act, setting: Setting) -> Ruling | None:
    if not _by_a_leader(act, setting):
        return None
    if isinstance(act, (statements.WorkPublished, statements.InscriptionMade)):
        return breached(f"{act.zh} / {act.en}")
    return met()


NO_WORKS_OR_INSCRIPTIONS = Gate(
    id="79.3",
    article="79",
    modality=Modality.MUST_NOT,
    zh="不公开出版著作，不题词、题字、作序",
    en="No works are published in public, no inscriptions or prefaces made",
    on=(statements.WorkPublished, statements.InscriptionMade, statements.Declined),
    holds=_never_done,
    reading="只及区政府领导同志；批准的例外不及于本项。",
)

# --- 80.1 news of meetings, visits and research ---

NEWS = Quota(
    id="80.1",
    article="80",
    modality=Modality.DECLARATIVE,
    zh="新闻报道按有关规定执行",
    en="News coverage follows the relevant provisions (counted only)",
    on=(releases.NewsReported,),
    counts=counted_only,
    period=Period.YEAR,
    reading="标准在其他规定，本规则只计数。",
)

NORMS: tuple[Norm, ...] = (NO_CONGRATULATIONS, NO_WORKS_OR_INSCRIPTIONS, NEWS)
