"""第十二章 廉政和作风, Art. 73: matters are handled in time and lapses answered for."""

from __future__ import annotations

from collections.abc import Iterator

from domain import service_matters
from domain.act import Act
from domain.rulebook.keys import by_matter, since
from domain.rulebook.norms import (
    Clock,
    Duty,
    Gate,
    Modality,
    Norm,
    Opening,
    Ruling,
    breached,
    met,
)
from domain.rulebook.setting import Setting
from domain.rulebook.terms import AsSet, InGoodTime
from domain.rulebook.wujiagang_2019.chapter_10_directives import NOT_ADDRESSED

# --- 73.2 by procedure and within the limit ---


def _accepted(act: Act, setting: Setting) -> Iterator[Opening]:
    if not isinstance(act, service_matters.Accepted):
        return
    if setting.unit_kind(act.unit) not in NOT_ADDRESSED:
        yield Opening(key=act.matter, bearer=act.unit, limit=act.limit)


HANDLE_WITHIN_THE_LIMIT = Duty(
    id="73.2",
    article="73",
    modality=Modality.DIRECTIVE,
    zh="对职权范围内的事项，要按程序和时限办理",
    en="Matters within one's powers are handled by procedure and time limit",
    clock=Clock(
        opens={service_matters.Accepted: _accepted},
        terms=since(2019, 3, 1, AsSet(), "第七十三条"),
        stopped_by={service_matters.Completed: by_matter, service_matters.Refused: by_matter},
    ),
    reading="时限由该事项自身的规定给出，载于受理；未给出的无法认定；不及街乡。",
)

# --- 73.3 what does not comply is not handled ---


def _not_against_the_rules(act: Act, setting: Setting) -> Ruling | None:
    found = setting.dossier(act.kind, act.matter).last(service_matters.NonComplianceFound)
    unit = str(getattr(act, "unit", ""))
    if found is None or setting.unit_kind(unit) in NOT_ADDRESSED:
        return None
    if isinstance(act, service_matters.Refused):
        return met(found.ref, bearer=unit)
    why = f"{found.by}已认定不符合规定 / {found.by} had found that it does not comply"
    return breached(why, found.ref, bearer=unit)


DO_NOT_HANDLE_WHAT_DOES_NOT_COMPLY = Gate(
    id="73.3",
    article="73",
    modality=Modality.MUST_NOT,
    zh="对不符合规定的事项，不得办理",
    en="What does not comply with the rules is not handled",
    on=(service_matters.Completed, service_matters.Refused),
    holds=_not_against_the_rules,
    refuses=False,
    reading="是否符合规定由人认定，结论载明认定人；不及街乡。",
)

# --- 73.4 shirking and delay that do harm are answered for ---


def _harmful_lapse(act: Act, setting: Setting) -> Iterator[Opening]:
    del setting
    if isinstance(act, service_matters.LapseFound) and act.harm:
        yield Opening(key=act.matter, bearer=act.by)


ANSWER_FOR_SHIRKING = Duty(
    id="73.4",
    article="73",
    modality=Modality.DIRECTIVE,
    zh="对推诿、拖延等造成影响和损失的，要追究责任",
    en="Shirking and delay that do harm are answered for",
    clock=Clock(
        opens={service_matters.LapseFound: _harmful_lapse},
        terms=since(2019, 3, 1, InGoodTime("73.4.within"), "第七十三条"),
        stopped_by={service_matters.HeldToAccount: by_matter},
    ),
    reading="义务在认定者一方；文本未定期限。",
)

NORMS: tuple[Norm, ...] = (
    HANDLE_WITHIN_THE_LIMIT,
    DO_NOT_HANDLE_WHAT_DOES_NOT_COMPLY,
    ANSWER_FOR_SHIRKING,
)
