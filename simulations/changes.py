"""改动 Changes: the verbs that make one scenario of another; each returns a new frozen value.

``year.grow(documents=1.3).remove_clerk("Finance")`` reads as what it does. Units and leaders go by
their id or by any part of their name, in Chinese or English, that is theirs alone.

Reading order: what was told, the verbs. What their words mean is in `simulations.meanings`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import attrs

from domain.rulebook.amending import amended
from domain.rulebook.catalogue import rulebook
from simulations.meanings import (
    KINDS_ZH,
    MEETINGS,
    RATE,
    VOLUME,
    assumed,
    day_of,
    meant,
    scaled,
    unknown,
    word_of,
)
from simulations.opening import check_law
from simulations.scenario_numbers import Number, ScenarioError

if TYPE_CHECKING:
    from domain.rulebook.norms import Rulebook
    from simulations.opening import Opening
    from simulations.scenario import LeaderSpec, PlannedLeave, UnitSpec


class Told(NamedTuple):
    """One change in words."""

    zh: str
    en: str


class Changeable:
    """The verbs of a scenario (情景)."""

    __slots__ = ()

    if TYPE_CHECKING:
        name: str
        rulebook: str
        calendar: str
        first_day: dt.date
        last_day: dt.date
        numbers: Mapping[str, Number]
        units: tuple[UnitSpec, ...]
        leaders: tuple[LeaderSpec, ...]
        leaves: tuple[PlannedLeave, ...]
        terms: Mapping[str, int]
        told: tuple[Told, ...]

    def grow(self, **factors: float) -> Self:
        """Multiply how many matters of a kind arrive (业务量): ``grow(documents=1.3)``.

        ``volume`` is all kinds together. `kinds_of_matter` says which there are.

        Raises:
            ScenarioError: there is no such kind, or a factor is negative.

        """
        changed = self
        for kind, factor in factors.items():
            changed = changed._grown(kind, factor)
        return changed

    def kinds_of_matter(self) -> dict[str, str]:
        """Return the kinds of matter that arrive, and the number that says how many."""
        rates = [name for name in self.numbers if name.endswith(RATE)]
        words = [word_of(rate) for rate in rates]
        return {
            word if words.count(word) == 1 else f"{rate.partition('.')[0]}_{word}": rate
            for word, rate in zip(words, rates, strict=True)
        }

    def _grown(self, kind: str, factor: float) -> Self:
        kinds = self.kinds_of_matter()
        if kind != VOLUME and kind not in kinds:
            raise ScenarioError(
                unknown(f"kind of matter 事项种类 {kind!r}", [VOLUME, *kinds], self.name)
            )
        if not 0 <= factor < float("inf"):
            raise ScenarioError(f"{kind} cannot grow by a factor of {factor}: give 0 or more.")
        rates = kinds.values() if kind == VOLUME else [kinds[kind]]
        numbers = {rate: scaled(self.numbers[rate], factor) for rate in rates}
        zh = f"{KINDS_ZH.get(kind, kind)}×{factor:g}"
        return self._but(zh, f"{kind.replace('_', ' ')} × {factor:g}", numbers=numbers)

    def add_clerk(self, unit: str, count: int = 1) -> Self:
        """Give a unit more clerks (增加人员)."""
        return self._staffed(unit, count)

    def remove_clerk(self, unit: str, count: int = 1) -> Self:
        """Take clerks from a unit (减少人员); its work stays as it is, and at least one clerk.

        Raises:
            ScenarioError: there is no such unit, or nobody would be left.

        """
        return self._staffed(unit, -count)

    def _staffed(self, unit: str, more: int) -> Self:
        spec = self.unit(unit)
        if spec.clerks + more < 1:
            raise ScenarioError(
                f"{spec.en} {spec.zh} has {spec.clerks} clerk(s): it cannot do with "
                f"{spec.clerks + more}; leave it at least one."
            )
        changed = attrs.evolve(spec, clerks=spec.clerks + more)
        units = tuple(changed if one is spec else one for one in self.units)
        verb = ("增加", "more") if more > 0 else ("减少", "fewer")
        clerks = "clerk" if abs(more) == 1 else "clerks"
        zh = f"{spec.zh}{verb[0]}{abs(more)}人"
        return self._but(zh, f"{abs(more)} {clerks} {verb[1]} in {spec.en}", units=units)

    def add_leave(self, who: str, first_day: dt.date | str, days: int) -> Self:
        """Plan an absence (安排休假) of a leader, or of one clerk of a unit, in calendar days.

        A leader's is reported like any other; journeys drawn for the same days give way to it.

        Raises:
            ScenarioError: nobody goes by that name, or the days lie outside the year.

        """
        from simulations.scenario import PlannedLeave  # noqa: PLC0415 (which imports this module)

        spec = self.desk(who)
        first = day_of(first_day)
        if not self.first_day <= first <= self.last_day or days < 1:
            raise ScenarioError(
                f"A leave of {days} day(s) from {first} is none of this year: give a first day "
                f"from {self.first_day} to {self.last_day} and at least one day."
            )
        last = first + dt.timedelta(days=days - 1)
        taken = [one for one in self.leaves if one.who == spec.id and spec in self.leaders]
        if any(one.first_day <= last and first <= one.last_day for one in taken):
            raise ScenarioError(f"{spec.en} {spec.zh} is away already on some day from {first}.")
        leave = PlannedLeave(who=spec.id, first_day=first, last_day=last)
        who_zh, who_en = spec.zh, spec.en
        if spec in self.units:
            who_zh, who_en = f"{spec.zh}一人", f"a clerk of {spec.en}"
        return self._but(
            f"{who_zh}自{first}起休假{days}天",
            f"{who_en} away for {days} days from {first}",
            leaves=(*self.leaves, leave),
        )

    def meet_every(self, *, weeks: int = 0, days: int = 0, meeting: str = "executive") -> Self:
        """Hold a meeting at another interval (会议周期): ``meet_every(weeks=3)``.

        Raises:
            ScenarioError: there is no such meeting, or no interval.

        """
        if meeting not in MEETINGS:
            raise ScenarioError(unknown(f"meeting 会议 {meeting!r}", MEETINGS, self.name))
        interval = 7 * weeks + days
        if interval < 1:
            raise ScenarioError("A meeting needs an interval: give weeks, days or both, above 0.")
        name = f"meetings.{meeting}_every"
        number = attrs.evolve(self.numbers[name], value=float(interval))
        zh = f"{MEETINGS[meeting]}每{interval}天一次"
        return self._but(zh, f"{meeting} meeting every {interval} days", numbers={name: number})

    def term(self, norm: str, **numbers: int) -> Self:
        """Judge as if a number of a norm were another (假设时限): ``term("54.4", days=2)``.

        Never the law. The gates go by it and the findings; people work as fast as before.

        Raises:
            ChangeError: the rulebook has no such number; the sentence says which there are.

        """
        terms = {f"{norm}.{name}": value for name, value in numbers.items()}
        for name, value in terms.items():
            if not isinstance(value, int) or value < 0:
                raise ScenarioError(f"{name} cannot be {value!r}: give a whole number, 0 or more.")
        amended(rulebook(self.rulebook), terms)
        told = "、".join(f"{name}={value}" for name, value in terms.items())
        both = {**self.terms, **terms}
        return self._but(f"假设{told}", f"assumed {told.replace('、', ', ')}", terms=both)

    def law(self) -> Rulebook:
        """Return the rulebook this scenario is judged by: the law, or the law as assumed.

        Its terms are counted by the scenario's calendar.
        """
        book = attrs.evolve(rulebook(self.rulebook), calendar=self.calendar)
        return amended(book, self.terms) if self.terms else book

    def law_name(self) -> str:
        """Return what to call that rulebook: its id, and what is assumed that is not the law."""
        assumed = ", ".join(f"{name}={value}" for name, value in self.terms.items())
        return (
            f"{self.rulebook}（假设，不是现行规则 assumed: {assumed}）"
            if assumed
            else self.rulebook
        )

    def assume(self, number: str, **fields: Any) -> Self:
        """Change any number by its dotted name (假设): ``assume("consultations.reply", p90=300)``.

        Raises:
            ScenarioError: there is no such number, or it has no such field.

        """
        if number not in self.numbers:
            raise ScenarioError(unknown(f"number 数字 {number!r}", self.numbers, self.name))
        was = self.numbers[number]
        changed = assumed(number, was, fields)
        told = ", ".join(f"{name} = {value}" for name, value in fields.items())
        return self._but(f"{number}：{told}", f"{number}: {told}", numbers={number: changed})

    def start_from(self, opening: Opening, until: dt.date | str | None = None) -> Self:
        """Go on from what a ledger left open on a day (期初在办), to the last day or another.

        Raises:
            ScenarioError: it would end before it begins, or its people are not the ledger's.

        """
        check_law(opening.opened, self.rulebook, opening.ledger)
        last = day_of(until) if until is not None else self.last_day
        days = opening.days(self.first_day, self.last_day, last)
        opening.check(self.leaders, self.units)
        zh = f"接续{opening.ledger}（截至{opening.as_of}）"
        en = f"from {opening.ledger} as of {opening.as_of}"
        return self._but(zh, en, opening=opening, first_day=days[0], last_day=days[1])

    def unit(self, name: str) -> UnitSpec:
        """Return the unit (单位) of an id or a name.

        Raises:
            ScenarioError: there is none, or several; the sentence says which.

        """
        found: UnitSpec = meant(name, self.units, "unit 单位", self.name)
        return found

    def desk(self, name: str) -> UnitSpec | LeaderSpec:
        """Return the leader or the unit (领导或单位) of an id or a name.

        Raises:
            ScenarioError: there is none, or several; the sentence says which.

        """
        desks = (*self.leaders, *self.units)
        found: UnitSpec | LeaderSpec = meant(name, desks, "leader or unit 领导或单位", self.name)
        return found

    def _but(self, zh: str, en: str, **fields: Any) -> Self:
        """Return this scenario with other fields, and say what was changed."""
        if "numbers" in fields:
            fields["numbers"] = {**self.numbers, **fields["numbers"]}
        return attrs.evolve(self, told=(*self.told, Told(zh, en)), **fields)  # type: ignore[misc]
