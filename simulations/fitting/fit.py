"""拟合 Fit: a history's acts become a scenario, each number fitted with its interval or assumed.

Reading order: the fit, reading the acts, the estimates, the scenario.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import attrs
import numpy as np
from scipy import optimize, stats

from domain.ledger_opening import Opened
from simulations.fitting.absences import Absences
from simulations.fitting.arrivals import Traces
from simulations.fitting.estimators import LEVEL, Estimate, lognormal, share, weights, whole_days
from simulations.fitting.office_time import OfficeTime
from simulations.fitting.rates import rates
from simulations.fitting.season_fit import SeasonFit, months_of, season_of
from simulations.fitting.shares import READERS, Notes
from simulations.fitting.steps import REPLY, STEPS, Stretch, stretches
from simulations.opening import check_law, opened
from simulations.scenario import Scenario, ScenarioError

if TYPE_CHECKING:
    from domain.act import Act
    from domain.calendar import CalendarVersion
    from domain.rulebook.norms import Rulebook
    from simulations.scenario_numbers import Number

FOUNDING: Final = frozenset({"ledger", "organisation", "rulebook", "number_register"})
"""Kinds whose acts set a ledger up and may come before its history begins."""

# --- the fit ---


@attrs.frozen(kw_only=True)
class Fit:
    """拟合结果: what a history says of a scenario's numbers.

    Attributes:
        base: the scenario whose numbers stay where nothing was fitted.
        first_day, last_day: the local days of the history.
        estimates: of every number that was fitted, by its name.
        traces: the arrivals by day and kind.
        season: how busy each day was.
        taken: every stretch of every step, by the number it is drawn from.
        office: the office's clock over the history.

    """

    base: Scenario
    first_day: dt.date
    last_day: dt.date
    estimates: Mapping[str, Estimate]
    traces: Traces
    season: SeasonFit
    taken: Mapping[str, Sequence[Stretch]]
    office: OfficeTime

    def scenario(self, name: str = "fitted") -> Scenario:
        """Return the base with every fitted number in its place, and where it comes from."""
        numbers = dict(self.base.numbers)
        for key, estimate in self.estimates.items():
            numbers[key] = _number(numbers[key], estimate, self.first_day, self.last_day)
        for key, number in self.base.numbers.items():
            if key not in self.estimates and number.source == "assumption":
                numbers[key] = attrs.evolve(number, source="assumption; not fitted")
        return attrs.evolve(
            self.base,
            name=name,
            zh=f"{self.base.zh}（据{self.first_day}至{self.last_day}台账拟合）",
            en=f"{self.base.en}, fitted to {self.first_day}..{self.last_day}",
            numbers=numbers,
        )

    def minutes(self, number: str) -> tuple[list[float], list[float]]:
        """Return how long a step took where it ended, and lasts where not, in office minutes."""
        return _minutes(self.taken[number], self.office)


# --- reading the acts ---


def fit(
    acts: Iterable[Act],
    base: Scenario,
    rulebook: Rulebook,
    calendar: CalendarVersion,
    *,
    until: dt.date | None = None,
) -> Fit:
    """Fit a scenario to a history (拟合).

    Only what acts identify is fitted; every other number stays as the base has it.

    Args:
        acts: of the history, in order of occurrence, the opening first.
        base: the scenario that the rest is assumed from.
        rulebook: gives the zone of the local days.
        calendar: says the working days.
        until: the last local day that counts; by default the day of the last act.

    Raises:
        ScenarioError: the acts are of another law, or there is no matter in them that a scenario
            plays.

    """
    listed = list(acts)
    check_law(opened(listed), base.rulebook)
    heard = [act for act in listed if until is None or _day(act, rulebook) <= until]
    first, last = days_of(heard, rulebook)
    office = OfficeTime(base, calendar, (first, until or last), rulebook.zone)
    traces, absences, notes = Traces(office), Absences(office), Notes(office)
    matters: dict[tuple[str, str], list[Act]] = defaultdict(list)
    for act in heard:
        traces.feed(act)
        absences.feed(act)
        matters[act.kind, act.matter].append(act)
    for (kind, _), course in matters.items():
        if kind in READERS:
            READERS[kind](course, notes)
    absences.note(notes)
    taken = {
        step.number: [one for course in matters.values() for one in stretches(step, course)]
        for step in (*STEPS, REPLY)
    }
    if not traces.counts:
        raise ScenarioError(
            f"No matter of a kind that a scenario plays 没有情景所演算的事项 came from {first} to "
            f"{office.last}: give a ledger, or more days, with submissions, documents, meetings…"
        )
    season = season_of(traces.counts, base, office)
    found = {
        **months_of(season, base, office),
        **rates(traces, season, base),
        **_of_notes(notes, base),
        **_of_steps(taken, office),
        "leave.per_person": absences.per_person(),
    }
    estimates = {name: one for name, one in found.items() if one and name in base.numbers}
    return Fit(
        base=base, first_day=first, last_day=office.last, estimates=estimates, traces=traces,
        season=season, taken=taken, office=office,
    )  # fmt: skip


def _day(act: Act, rulebook: Rulebook) -> dt.date:
    return act.occurred_at.astimezone(rulebook.zone).date()


def days_of(acts: Sequence[Act], rulebook: Rulebook) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a history, in order: the chart before it does not count.

    A simulated one begins with its opening.

    Raises:
        ScenarioError: there is no matter in these acts.

    """
    if acts and isinstance(acts[0], Opened) and acts[0].simulated:
        return _day(acts[0], rulebook), _day(acts[-1], rulebook)
    matters = [_day(act, rulebook) for act in acts if act.kind not in FOUNDING]
    if not matters:
        raise ScenarioError("These acts hold no matter 没有可供拟合的事项: give a longer history.")
    return min(matters), max(matters)


# --- the estimates ---


def _of_notes(notes: Notes, base: Scenario) -> Mapping[str, Estimate | None]:
    found: dict[str, Estimate | None] = {
        name: share(part, whole) for name, (part, whole) in notes.shares.items()
    }
    found |= {name: whole_days(days) for name, days in notes.days.items()}
    asked: Mapping[str, int] = notes.choices.get("consultations.units_asked", {})
    sizes = len(base.number("consultations.units_asked").values)
    counts = [asked.get(str(size), 0) for size in range(2, sizes + 2)]
    found["consultations.units_asked"] = weights(counts)
    found["consultations.finance_weight"] = _finance(notes, base)
    return found


def _finance(notes: Notes, base: Scenario) -> Estimate | None:
    """Return how much likelier Finance is to be asked: units are drawn without replacement."""
    seen: Mapping[str, int] = notes.choices.get("consultations.finance_weight", {})
    others = len(base.units) - 2  # neither the host nor the Office is drawn
    asked: list[tuple[int, int, int]] = [
        (int(known.split("/")[0]), int(known.split("/")[1]), n) for known, n in seen.items()
    ]
    total = sum(n for *_, n in asked)
    hits = sum(n for _, hit, n in asked if hit)
    if not 0 < hits < total:
        return None

    def loss(log: float) -> float:
        heavy, summed = float(np.exp(log)), 0.0
        for size, hit, n in asked:
            spared = np.arange(others - 1, others - 1 - size, -1)
            missed = float(np.prod(spared / (spared + heavy)))
            summed -= n * float(np.log(1 - missed if hit else missed))
        return summed

    best = optimize.minimize_scalar(loss, bounds=(-7, 7), method="bounded").x
    slack = float(stats.chi2.ppf(LEVEL, 1)) / 2 + loss(best)
    ends = [optimize.brentq(lambda log: loss(log) - slack, best, end) for end in (-12.0, 12.0)]
    return Estimate(
        parts={"value": float(np.exp(best))},
        bounds={"value": (float(np.exp(ends[0])), float(np.exp(ends[1])))},
        n=total,
        how="weighted draws without replacement, profile likelihood",
    )


def _of_steps(
    taken: Mapping[str, Sequence[Stretch]], office: OfficeTime
) -> Mapping[str, Estimate | None]:
    found: dict[str, Estimate | None] = {}
    for step in STEPS:
        if step.in_days:
            ended = [office.days(one.began, one.ended) for one in taken[step.number] if one.ended]
            found[step.number] = whole_days(ended)
        else:
            found[step.number] = lognormal(*_minutes(taken[step.number], office))
    return found


def _minutes(taken: Sequence[Stretch], office: OfficeTime) -> tuple[list[float], list[float]]:
    ended = [office.minutes(one.began, one.ended) for one in taken if one.ended]
    lasting = [office.minutes(one.began, office.end) for one in taken if not one.ended]
    return ended, lasting


# --- the scenario ---


def _number(number: Number, estimate: Estimate, first: dt.date, last: dt.date) -> Number:
    """Return a number with what was fitted, and a source that says how and how well."""
    plain: dict[str, Any] = {name: part if isinstance(part, tuple) else _rounded(part)
             for name, part in estimate.parts.items()}  # fmt: skip
    if "values" in plain:
        plain["values"] = tuple(_rounded(one) for one in estimate.parts["values"])  # type: ignore[union-attr]
    source = f"fitted {first}..{last}: {described(estimate)}"
    return attrs.evolve(number, source=source, **plain)


def _rounded(value: float) -> float:
    """Return a number with six digits: more than any history can tell."""
    return float(f"{value:.6g}")


def described(estimate: Estimate) -> str:
    """Return how a number was fitted, from how many occasions, and its intervals."""
    censored = f" ({estimate.censored} censored)" if estimate.censored else ""
    parts = []
    for name, bounds in estimate.bounds.items():
        listed = bounds if name == "values" else (bounds,)
        spans = ", ".join(f"{low:.4g}-{high:.4g}" for low, high in listed)  # type: ignore[misc]
        parts.append(spans if name == "value" else f"{name} {spans}")
    fits = f"; goodness of fit p={estimate.p:.2g}" if estimate.p is not None else ""
    return f"n={estimate.n}{censored}, 95 % interval {'; '.join(parts)}; {estimate.how}{fits}"
