"""第十三章 附则, Arts 81–83: whom the Rules reach, who interprets them, and for how long they hold.

Every norm here is an effect: the text itself makes it so, and the log shows the act by which it
came about. What follows from it is done once, for all norms: ``RULEBOOK.softened_units`` caps what
is said of the company (81.2), the bench cites interpretations (82.1) and knows the interval (83).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from domain import organisation, rulebook_lifecycle
from domain.rulebook.findings import Verdict
from domain.rulebook.keys import by_matter, since
from domain.rulebook.norms import Clock, Effect, Modality, Move, Norm, Opening
from domain.rulebook.terms import AsSet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from domain.act import Act
    from domain.rulebook.setting import Setting

# --- 81.1, 81.2 institutions of the district apply the Rules; the company, by reference ---


def _registering(unit_kind: str, zh: str, en: str) -> Callable[[Act, Setting], str | None]:
    """Speak when a unit of a kind enters the chart."""

    def because(act: Act, setting: Setting) -> str | None:
        del setting
        if not isinstance(act, organisation.UnitRegistered) or act.unit_kind != unit_kind:
            return None
        return f"{act.label_zh}{zh} / {act.label_en} {en}"

    return because


AFFILIATED_INSTITUTIONS_APPLY = Effect(
    id="81.1",
    article="81",
    modality=Modality.DECLARATIVE,
    zh="区直属事业单位适用本规则",
    en="Institutions directly under the district apply the Rules like departments",
    breach=Verdict.DEVIATION,
    on={
        organisation.UnitRegistered: _registering(
            organisation.AFFILIATED, "适用本规则", "applies the Rules"
        )
    },
)

THE_COMPANY_APPLIES_BY_REFERENCE = Effect(
    id="81.2",
    article="81",
    modality=Modality.IN_PRINCIPLE,
    zh="参照适用本规则",
    en="The company applies the Rules by reference: deviation at most",
    breach=Verdict.DEVIATION,
    on={
        organisation.UnitRegistered: _registering(
            organisation.BY_REFERENCE, "参照适用本规则", "applies the Rules by reference"
        )
    },
    reading="参照何条未定：适用相同规则，结论至多为偏离。",
)

# --- 82.1 the district government interprets the Rules ---


def _interpreted(act: Act, setting: Setting) -> str | None:
    if not isinstance(act, rulebook_lifecycle.InterpretationIssued) or not _ours(act, setting):
        return None
    zh = f"自{act.effective_from}起，第{act.norm}项依解释{act.interpretation}"
    return f"{zh} / from {act.effective_from}, {act.norm} is read by {act.interpretation}"


def _ours(act: Act, setting: Setting) -> bool:
    return act.matter == setting.rulebook.id


THE_GOVERNMENT_INTERPRETS = Effect(
    id="82.1",
    article="82",
    modality=Modality.DECLARATIVE,
    zh="由区人民政府负责解释",
    en="The district government interprets the Rules",
    on={rulebook_lifecycle.InterpretationIssued: _interpreted},
    reading="解释自其生效日起约束其后产生的事项，此前的结论不改写。",
)

# --- 83.1 in force from 2019-03-01 ---


def _enacted(act: Act, setting: Setting) -> str | None:
    if not isinstance(act, rulebook_lifecycle.Enacted) or not _ours(act, setting):
        return None
    return f"自{act.since}起施行 / in force from {act.since}"


IN_FORCE_FROM = Effect(
    id="83.1",
    article="83",
    modality=Modality.DECLARATIVE,
    zh="自2019年3月1日起施行",
    en="In force from 2019-03-01",
    on={rulebook_lifecycle.Enacted: _enacted},
    reading="以触发之日有效的规则为准，时限届满在后者亦同；此前的事项不依本规则认定。",
)

# --- 83.2 valid for five years ---


def _validity(act: Act, setting: Setting) -> Iterator[Opening]:
    if not isinstance(act, rulebook_lifecycle.Enacted) or not _ours(act, setting):
        return
    if act.until is not None:
        yield Opening(key=by_matter(act), bearer=act.by, limit=_day_before(act.until))


def _renewed(act: Act) -> Move | None:
    if not isinstance(act, rulebook_lifecycle.Renewed):
        return None
    return Move(key=by_matter(act), until=_day_before(act.until))


def _day_before(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=1)


VALID_FIVE_YEARS = Effect(
    id="83.2",
    article="83",
    modality=Modality.DECLARATIVE,
    zh="有效期五年，期满失效",
    en="Valid for five years, then lapsed unless renewed",
    clock=Clock(
        opens={rulebook_lifecycle.Enacted: _validity},
        terms=since(2019, 3, 1, AsSet(), "第八十三条"),
        stopped_by={},
        moved_by={rulebook_lifecycle.Renewed: _renewed},
        cancelled_by={rulebook_lifecycle.Repealed: by_matter},
    ),
)

# --- 83.3 the Rules of 2015 are repealed ---


def _predecessor_repealed(act: Act, setting: Setting) -> str | None:
    before = setting.rulebook.predecessor
    if not isinstance(act, rulebook_lifecycle.Repealed) or before is None:
        return None
    if act.matter != before.id:
        return None
    return f"{before.id}自{act.since}起废止 / {before.id} repealed from {act.since}"


PREDECESSOR_REPEALED = Effect(
    id="83.3",
    article="83",
    modality=Modality.DECLARATIVE,
    zh="2015年印发的规则同时废止",
    en="The Rules printed on 2015-03-18 are repealed at the same time",
    on={rulebook_lifecycle.Repealed: _predecessor_repealed},
    reading="2015年3月18日为印发日，施行日不明，姑以印发日起算。",
)

NORMS: tuple[Norm, ...] = (
    AFFILIATED_INSTITUTIONS_APPLY,
    THE_COMPANY_APPLIES_BY_REFERENCE,
    THE_GOVERNMENT_INTERPRETS,
    IN_FORCE_FROM,
    VALID_FIVE_YEARS,
    PREDECESSOR_REPEALED,
)
