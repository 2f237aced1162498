"""重复演算 Replications: many years of one scenario, and what was measured of each.

Replication ``k`` of a seed is the same year wherever and in whatever company it is played, so the
table is the same however the work is spread. What comes back from a worker is measures, never logs.

Reading order: the table, when to stop, replicate.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from typing import Any, Final

import attrs
import pandas as pd

from domain.calendar import load_calendar
from simulations.confidence import share_interval
from simulations.measures import Row
from simulations.scenario import Scenario, ScenarioError, load_scenario
from simulations.spreading import Batch, Progress, Spreading, Work, spread_over

# --- the table ---

COLUMNS: Final = ("replication", *Row._fields)
"""The columns of the table, one row per replication, measure and what it is of:

- ``replication``: number of the year, from 0;
- ``measure``: one of `projections.measure_names.MEASURES`, which gives the unit;
- ``norm``, ``organ``, ``desk``, ``month`` (``2019-03``): what it is of; empty for all together;
- ``value``: in the measure's unit;
- ``n``: how many occasions, documents, pieces of work or working minutes it rests on.

``adherence`` stands for the whole, for each norm, each organ, each norm of each organ, and for each
month of the whole and of each norm; ``breaches``, ``open``, ``lateness`` and ``lateness_p90`` for
the whole, each norm and each organ; ``utilisation``, ``queue``, ``backlog`` and ``overtime`` for
all desks together and each one; the others for the whole. A measure of nothing has no row.
"""
_WORDS: Final = ("measure", "norm", "organ", "desk", "month")


def _frame(batches: Iterable[Batch], attributes: dict[Any, Any]) -> pd.DataFrame:
    """Return the rows of batches as one table, in order of replication."""
    years = sorted((year for batch in batches for year in batch.years), key=lambda year: year[0])
    rows = [(replication, *row) for replication, listed in years for row in listed]
    frame = pd.DataFrame.from_records(rows, columns=list(COLUMNS))
    frame = frame.astype(dict.fromkeys(_WORDS, "category"))
    frame.attrs = attributes
    return frame


# --- when to stop ---

FIRST_LOOK: Final = 10
"""Replications before an interval is trusted enough to stop by it, and at least between looks."""


@attrs.frozen(kw_only=True)
class Aim:
    """How many years at most, and how narrow the interval of a breach rate should get before.

    Looks are taken after numbers of years that follow from the years themselves, so that the same
    seed stops at the same year wherever it is played.

    Attributes:
        most: replications at most.
        until: half-width of the 95 % interval, absolute; None plays them all.
        watch: norms whose rates must all be as narrow; none: the rate of all norms together.

    """

    most: int
    until: float | None
    watch: tuple[str, ...]

    def first_look(self) -> int:
        """Return after how many years to look first."""
        return self.most if self.until is None else min(self.most, FIRST_LOOK)

    def width(self, batches: Iterable[Batch]) -> float:
        """Return the widest half-width of the watched breach rates so far; NaN for no rate."""
        wanted = self.watch or ("",)
        rates: dict[str, list[tuple[float, float]]] = {norm: [] for norm in wanted}
        years = sorted((year for batch in batches for year in batch.years), key=lambda y: y[0])
        for _, rows in years:
            for row in rows:
                if row.measure == "breaches" and row.norm in rates and not row.organ:
                    rates[row.norm].append((row.value, row.n))
        widths = [_half_width(pairs) for pairs in rates.values()]
        return math.nan if any(map(math.isnan, widths)) else max(widths)

    def needed(self, played: int, width: float) -> int:
        """Return how many years it will take, by what is known so far."""
        if self.until is None or math.isnan(width):
            return self.most
        return min(self.most, max(played, math.ceil(played * (width / self.until) ** 2)))

    def next_look(self, played: int, width: float) -> int:
        """Return after how many years to look again: half of what seems missing, then the rest."""
        missing = self.needed(played, width) - played
        return min(self.most, played + max(FIRST_LOOK, math.ceil(missing / 2)))


def _half_width(rates: Sequence[tuple[float, float]]) -> float:
    """Return the half-width of a rate from its breaches and occasions, year by year."""
    if not rates:
        return math.nan
    return share_interval([part for part, _ in rates], [whole for _, whole in rates]).half_width


# --- replicate ---


def replicate(  # noqa: PLR0913 - one parameter per choice of an experiment
    scenario: str | Scenario,
    n: int = 100,
    executor: Executor | None = None,
    until: float | None = None,
    *,
    seed: int = 1,
    watch: Sequence[str] = (),
    chunk: int | None = None,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Play a scenario many times (重复演算) and return what was measured of each year.

    Args:
        scenario: by name, by the path of its file, or as it is.
        n: how many years; at most, where ``until`` is given.
        executor: where they are played; by default in as many processes as there are cores.
            ``dask.distributed.Client(...).get_executor()`` plays them on a cluster.
        until: stop once the 95 % interval of the breach rate is no wider than this on either side
            (0.005: half a percentage point).
        seed: of the experiment; replications of one seed share no random stream.
        watch: norms whose breach rates ``until`` is about; none: all norms together.
        chunk: years per task; by default as many as take a tenth of a second.
        progress: told how many years are done and how many it takes.

    Returns:
        A tidy frame with the columns `COLUMNS`, in order of replication; ``attrs`` says of which
        scenario, seed and rulebook, how many years, and how narrow the interval got.

    Raises:
        ScenarioError: there is no such scenario, it cannot be played, or a number asked for
            cannot be.
        LookupError: there is no such norm to watch.

    """
    chosen = load_scenario(scenario) if isinstance(scenario, str) else scenario
    aim = _aim(chosen, n, until, watch)
    tell = progress or (lambda _done, _total: None)
    with spread_over(executor) as pool:
        batches, width = _played(Spreading(pool, seed, chunk), chosen, aim, tell)
    years = sum(len(batch.years) for batch in batches)
    stop = {"until": until, "watch": list(watch), "half_width": width}
    return _frame(batches, {**attributes(chosen, seed, years), **stop})


def _aim(scenario: Scenario, n: int, until: float | None, watch: Sequence[str]) -> Aim:
    if n < 1 or (until is not None and not until > 0):
        raise ScenarioError("Give at least one replication (次数), and a half-width above 0.")
    book = scenario.law()
    return Aim(most=n, until=until, watch=tuple(book.norm(norm).id for norm in watch))


def _played(
    spreading: Spreading, scenario: Scenario, aim: Aim, tell: Progress
) -> tuple[list[Batch], float]:
    """Play until the aim is reached; return the batches and the half-width reached."""
    batches: list[Batch] = []
    played, look, total = 0, aim.first_look(), aim.most
    while True:
        work = Work("", scenario, range(played, look))
        batches += spreading.play([work], lambda done: tell(played + done, total))  # noqa: B023 - called within this turn
        played = look
        width = aim.width(batches)
        total = aim.needed(played, width)
        if played >= aim.most or width <= (aim.until or 0.0):
            tell(played, played)
            return batches, width
        look = aim.next_look(played, width)


def attributes(scenario: Scenario, seed: int, years: int) -> dict[Any, Any]:
    """Return where a table of replications comes from: plain values, fit for JSON."""
    book = scenario.law()
    labels = {unit.id: {"zh": unit.zh, "en": unit.en} for unit in scenario.units}
    labels |= {leader.id: {"zh": leader.zh, "en": leader.en} for leader in scenario.leaders}
    titles = {norm.id: {"zh": norm.zh, "en": norm.en} for norm in reversed(book.norms)}
    calendar = load_calendar(scenario.calendar).known_on(scenario.last_day)
    return {
        "scenario": scenario.name,
        "changes": [told._asdict() for told in scenario.told],
        "terms": dict(scenario.terms),
        "seed": seed,
        "replications": years,
        "as_of": scenario.last_day.isoformat(),
        "rulebook": book.id,
        "calendar": calendar.label,
        "provisional": calendar.provisional,
        "simulated": True,
        "labels": {**titles, **labels},
    }
