"""对照 Comparison: what the law itself made so, beside what somebody recorded of it.

An effect (视为) with a clock is derived by the judge and needs no act; but a source may have noted
it too. Both sides are laid side by side, matter by matter, with the acts each rests on, so that
every disagreement can be walked to. Reading order: the result, the comparison, its two tables.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

import attrs
import pandas as pd

from domain.act import Act
from domain.rulebook.findings import Finding
from domain.rulebook.judge import Judge
from domain.rulebook.norms import Clock, Effect

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from domain.calendar import Calendar
    from domain.rulebook.norms import KeyOf, Rulebook

AGREES: Final = "agrees"
EARLY: Final = "recorded early"
LATE: Final = "recorded late"
DERIVED_ONLY: Final = "derived only"
RECORDED_ONLY: Final = "recorded only"
AGREEMENTS: Final = (AGREES, EARLY, LATE, DERIVED_ONLY, RECORDED_ONLY)

LAPSES: Final = (
    "matter",
    "opened",
    "derived_day",
    "recorded_day",
    "days",
    "agreement",
    "derived_refs",
    "recorded_refs",
)
ANSWERS: Final = ("matter", "opened", "act", "answered", "days", "ref")

# --- the result ---


@attrs.frozen(kw_only=True)
class Comparison:
    """对照结果: two tables about the occasions of one effect.

    Attributes:
        lapses: one row per matter lapsed by the clock or by the record: ``matter``; ``opened``,
            when its clock began (NaT where no act began one); ``derived_day``, the first local
            day on which the effect is there; ``recorded_day``, the local day of the first record;
            ``days`` from the day it opened to the recorded one; ``agreement``; the refs of the acts
            on each side.
        answers: one row per act that stops the clock: ``matter, opened, act`` (its permanent name),
            ``answered``, ``days``, ``ref``; for a matter whose clock no act began, NaT and NA.
        opened: matters whose clock was begun.
        running: matters whose clock still ran at the end of the as-of day.

    """

    lapses: pd.DataFrame
    answers: pd.DataFrame
    opened: int
    running: int

    @property
    def disagreements(self) -> pd.DataFrame:
        """The lapses on which the two sides do not agree."""
        return self.lapses[self.lapses["agreement"] != AGREES].reset_index(drop=True)

    def summary(self) -> pd.DataFrame:
        """Return one row per outcome: ``outcome, acts, matters, first_day, last_day``.

        An outcome is an agreement or the name of an act that stopped the clock; the days are
        counted from the day the clock began.
        """
        lapses = self.lapses.rename(columns={"agreement": "outcome"})
        answers = self.answers.dropna(subset=["opened"]).rename(columns={"act": "outcome"})
        columns = ["outcome", "matter", "days"]
        groups = pd.concat([lapses[columns], answers[columns]]).groupby("outcome", sort=False)
        return groups.agg(
            acts=("matter", "size"),
            matters=("matter", "nunique"),
            first_day=("days", "min"),
            last_day=("days", "max"),
        ).reset_index()


# --- the comparison ---


def compare(
    acts: Iterable[Act], rulebook: Rulebook, calendar: Calendar, as_of: dt.date, norm: str
) -> Comparison:
    """Compare what the judge derives by one effect with what was recorded of it.

    Args:
        acts: a history, in order of occurrence; it is read once.
        rulebook: the law.
        calendar: what its terms are counted by.
        as_of: the local day at whose end the reader stands.
        norm: id of an effect that has a clock and names the acts that record it.

    Raises:
        ValueError: the norm is no such effect.

    """
    effect = rulebook.norm(norm)
    if not isinstance(effect, Effect) or effect.clock is None or not effect.recorded_by:
        raise ValueError(
            f"The norm 规范 {norm} of {rulebook.id} cannot be compared with a record: choose an "
            "effect 视为 with a clock that names the acts recording it."
        )
    sides = _Sides(effect, effect.clock, Judge(rulebook, calendar))
    return sides.compared(acts, as_of)


@attrs.define
class _Sides:
    """Both sides of the comparison, filled in one pass over the acts."""

    effect: Effect
    clock: Clock
    sitting: Judge
    opened: dict[str, dt.datetime] = attrs.field(factory=dict)
    derived: dict[str, Finding] = attrs.field(factory=dict)
    recorded: dict[str, list[Act]] = attrs.field(factory=dict)
    answers: list[dict[str, Any]] = attrs.field(factory=list)
    ended: set[str] = attrs.field(factory=set)

    def compared(self, acts: Iterable[Act], as_of: dt.date) -> Comparison:
        """Read a history and lay the two sides side by side."""
        at = self.sitting.setting.end_of(as_of)
        for act in acts:
            if act.occurred_at < at:
                self._take(self.sitting.feed(act))
                self._note(act)
        self._take(self.sitting.closing(at))
        running = set(self.opened) - self.ended - set(self.derived)
        return Comparison(
            lapses=self._lapses(),
            answers=_typed(pd.DataFrame(self.answers, columns=list(ANSWERS))),
            opened=len(self.opened),
            running=len(running),
        )

    def _take(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            if finding.norm == self.effect.id:
                self.derived[finding.key] = finding

    def _note(self, act: Act) -> None:
        """Note what the act means to the clock and to the record of its effect."""
        cls, setting = type(act), self.sitting.setting
        if cls in self.clock.opens:
            for opening in self.clock.opens[cls](act, setting):
                self.opened[opening.key] = opening.start or act.occurred_at
                self.ended.discard(opening.key)
        self.ended.update(_touched(self.clock.cancelled_by, act))
        for key in _touched(self.clock.stopped_by, act):
            self._answered(act, key)
        for key in _touched(self.effect.recorded_by, act):
            self.recorded.setdefault(key, []).append(act)

    def _answered(self, act: Act, key: str) -> None:
        opened = self.opened.get(key)
        self.ended.add(key)
        self.answers.append(
            {
                "matter": act.about,
                "opened": self._local(opened),
                "act": act.name,
                "answered": self._local(act.occurred_at),
                "days": self._days(opened, act.occurred_at),
                "ref": act.ref,
            }
        )

    def _lapses(self) -> pd.DataFrame:
        keys = sorted({*self.derived, *self.recorded})
        return _typed(pd.DataFrame([self._row(key) for key in keys], columns=list(LAPSES)))

    def _row(self, key: str) -> dict[str, Any]:
        """Return both sides of one occasion."""
        finding, acts = self.derived.get(key), self.recorded.get(key, [])
        opened = finding.opened if finding else self.opened.get(key)
        derived = self._day(finding.due if finding else None)
        recorded = self._day(acts[0].occurred_at if acts else None)
        return {
            "matter": finding.matter if finding else acts[0].about,
            "opened": self._local(opened),
            "derived_day": derived,
            "recorded_day": recorded,
            "days": self._days(opened, acts[0].occurred_at) if acts else None,
            "agreement": _agreement(derived, recorded),
            "derived_refs": finding.evidence if finding else (),
            "recorded_refs": tuple(act.ref for act in acts),
        }

    def _local(self, instant: dt.datetime | None) -> dt.datetime | None:
        return self.sitting.setting.local(instant) if instant else None

    def _day(self, instant: dt.datetime | None) -> dt.date | None:
        return self.sitting.setting.day(instant) if instant else None

    def _days(self, opened: dt.datetime | None, then: dt.datetime) -> int | None:
        """Return how many local days after the opening an instant lies."""
        day = self._day(opened)
        return (self.sitting.setting.day(then) - day).days if day else None


def _touched(by: Mapping[type[Act], KeyOf], act: Act) -> tuple[str, ...]:
    """Return the keys of the clocks an act touches in one way."""
    key_of = by.get(type(act))
    key = key_of(act) if key_of else None
    return (key,) if isinstance(key, str) else key or ()


def _agreement(derived: dt.date | None, recorded: dt.date | None) -> str:
    if derived is None:
        return RECORDED_ONLY
    if recorded is None:
        return DERIVED_ONLY
    if recorded == derived:
        return AGREES
    return EARLY if recorded < derived else LATE


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    """Give days a type that can be missing, so that 30 days stay 30 and not 30.0."""
    return table.astype({"days": "Int64"})
