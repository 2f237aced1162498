"""组合 Combinations: the cheapest of many combinations of levers that reaches a target, surely.

Exploring and confirming are kept apart (ranking and selection with a screening stage; Nelson and
others 2001). Exploring plays few years of each combination, all the same ones (common random
numbers): all of them where there are few, otherwise those that optuna's tree-structured Parzen
estimator (Bergstra and others 2011) suggests, and then every step down from the cheapest that looks
good. What looks good is confirmed, the cheapest first, on years that no exploring has seen, so that
having been picked as the best of many costs nothing. Only the looks of confirming are paid for: the
intervals of all looks at all candidates hold together (Bonferroni), and the combination that is
found reaches the target with the confidence asked for. That nothing cheaper would do is not proven,
for not all of it is played; what of it was tried and left untried is counted.

Reading order: what is known of a combination, exploring, confirming, all of it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from itertools import product
from typing import Any, Final

import attrs

from simulations.confidence import LEVEL
from simulations.feasibility import REACHED, Known, Year, decided, known_of, level_of_each, looks
from simulations.replications import FIRST_LOOK

# --- what is known of a combination ---

Places = tuple[int, ...]
"""The place of each lever along its values, 0 the cheapest."""
Play = Callable[[Places, range], Sequence[Year]]
"""Plays some years of a combination, by their numbers."""
SCREENED: Final = "screened"
CONFIRMED: Final = "confirmed"
CANDIDATES: Final = 6
"""Combinations that are confirmed at most."""


@attrs.frozen(kw_only=True)
class Tried:
    """What the years of one combination say, in exploring or in confirming."""

    places: Places
    cost: float
    adherence: float
    low: float
    high: float
    judged: int
    years: int
    stage: str
    outcome: str


def _tried(places: Places, cost: float, known: Known, stage: str) -> Tried:
    return Tried(
        places=places, cost=cost, adherence=known.adherence, low=known.low, high=known.high,
        judged=known.judged, years=known.years, stage=stage, outcome=known.outcome,
    )  # fmt: skip


# --- exploring ---


@attrs.define
class Exploration:
    """探索: combinations on their way to being known, each by the same few years."""

    shape: Places
    weights: tuple[float, ...]
    target: float
    play: Play
    known: dict[Places, Tried] = attrs.field(factory=dict)

    def cost(self, places: Places) -> float:
        """Return what a combination costs: its steps from the cheapest, weighted."""
        return math.fsum(w * place for w, place in zip(self.weights, places, strict=True))

    def screen(self, places: Places) -> Tried:
        """Play a combination, once."""
        if places not in self.known:
            known = known_of(0, self.play(places, range(FIRST_LOOK)), self.target, LEVEL)
            self.known[places] = _tried(places, self.cost(places), known, SCREENED)
        return self.known[places]

    def tried(self) -> list[Tried]:
        """Return what was played, the cheapest first."""
        return sorted(self.known.values(), key=lambda one: (one.cost, one.places))

    def good(self) -> list[Tried]:
        """Return what looks as if it reached the target, the cheapest first."""
        return [one for one in self.tried() if one.adherence >= self.target]

    def score(self, places: Places) -> float:
        """Return what a sampler should make small: the cost, or how far off the target it is."""
        found, dearest = self.screen(places), self.cost(tuple(size - 1 for size in self.shape))
        if math.isnan(found.adherence):
            return 3 * dearest + 1
        missing = max(0.0, self.target - found.adherence)
        return found.cost if not missing else dearest + 1 + missing * dearest


def explore(found: Exploration, trials: int, seed: int) -> None:
    """Screen up to so many combinations, and every step down from the cheapest that looks good."""
    if math.prod(found.shape) <= trials:
        _one_after_the_other(found)
        return
    _as_suggested(found, trials, seed)
    _step_down(found)


def _one_after_the_other(found: Exploration) -> None:
    """Screen the combinations from the cheapest on, until enough look good."""
    every = product(*(range(size) for size in found.shape))
    for places in sorted(every, key=lambda one: (found.cost(one), one)):
        good = [one for one in found.good() if one.cost < found.cost(places)]
        if len(good) >= CANDIDATES:
            return
        found.screen(places)


def _as_suggested(found: Exploration, trials: int, seed: int) -> None:
    """Screen what optuna suggests, until so many are known or it only repeats itself."""
    import optuna  # noqa: PLC0415 - an extra that few install

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=seed))
    for _ in range(10 * trials):
        trial: Any = study.ask()
        sizes = enumerate(found.shape)
        places = tuple(trial.suggest_int(str(lever), 0, size - 1) for lever, size in sizes)
        study.tell(trial, found.score(places))
        if len(found.known) >= trials:
            return


def _step_down(found: Exploration) -> None:
    """Screen what is one step cheaper in one lever, from the cheapest that looks good, and on."""
    while good := found.good():
        best = good[0]
        below = [
            (*best.places[:lever], place - 1, *best.places[lever + 1 :])
            for lever, place in enumerate(best.places)
            if place
        ]
        for places in below:
            found.screen(places)
        if found.good()[0] == best:
            return


# --- confirming ---


def confirm(found: Exploration, most: int, confidence: float) -> list[Tried]:
    """Play what looks good on fresh years, the cheapest first, until one is sure to reach."""
    at = looks(most)
    level = level_of_each(confidence, len(at) * CANDIDATES)
    confirmed = []
    for candidate in found.good()[:CANDIDATES]:
        play = partial(found.play, candidate.places)
        known = decided(0, found.target, play, at, level, first=FIRST_LOOK)
        confirmed.append(_tried(candidate.places, candidate.cost, known, CONFIRMED))
        if known.outcome == REACHED:
            break
    return confirmed


# --- all of it ---


@attrs.frozen(kw_only=True)
class Combined:
    """What a search over combinations has to say.

    Attributes:
        rows: what was played, screened ones first, each in order of cost.
        found: the combination that reaches the target surely enough; None for none.
        cheaper: of the combinations that cost less than what was found (of all, where nothing
            was): how many were played, and how many left untried.

    """

    rows: tuple[Tried, ...]
    found: Places | None
    cheaper: tuple[int, int]


def cheapest_of(  # noqa: PLR0913 - one parameter per choice of an experiment
    shape: Places,
    weights: tuple[float, ...],
    target: float,
    play: Play,
    *,
    trials: int,
    most: int,
    confidence: float,
    seed: int = 1,
) -> Combined:
    """Return the cheapest combination that was tried and is sure to reach a target.

    Args:
        shape: how many values each lever has.
        weights: what one step of each costs.
        target: adherence to reach.
        play: plays years of a combination.
        trials: combinations that are explored; steps down come besides.
        most: years of each candidate at most, in confirming.
        confidence: that what is found reaches the target.
        seed: of the sampler.

    Raises:
        ModuleNotFoundError: there are more combinations than trials, and optuna is not installed.

    """
    found = Exploration(shape=shape, weights=weights, target=target, play=play)
    explore(found, trials, seed)
    confirmed = confirm(found, most, confidence)
    reached = next((one for one in confirmed if one.outcome == REACHED), None)
    every = product(*(range(size) for size in shape))
    below = {one for one in every if reached is None or found.cost(one) < reached.cost}
    played = len(below & set(found.known))
    return Combined(
        rows=(*found.tried(), *confirmed),
        found=reached.places if reached else None,
        cheaper=(played, len(below) - played),
    )
