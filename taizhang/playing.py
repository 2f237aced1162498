"""演算入账 Playing into a ledger: a simulated year as a file, whole or not at all.

Reading order: what was played, the folder's file, playing, and a year that was played already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from domain.act import Act
from domain.calendar import load_calendar
from domain.ledger_opening import Opened
from ledger.ledger import Ledger
from projections.openings import openings_frame
from simulations.change_file import changed_by
from simulations.play import Played, opening_act, play
from simulations.scenario import Scenario, load_scenario
from taizhang.judging import Judged, source_of
from taizhang.options import ledger_address
from taizhang.refusals import CannotError

if TYPE_CHECKING:
    import pandas as pd

    from simulations.play import Progress

BATCH = 5_000
"""Acts per transaction, and so in memory at a time."""

# --- what was played ---


@attrs.frozen(kw_only=True)
class PlayedYear:
    """演算结果: a year that was played into a ledger."""

    path: Path
    played: Played
    position: int
    matters: int
    labels: Mapping[str, tuple[str, str]]

    @property
    def acts(self) -> int:
        """How many acts, the opening included."""
        return self.played.acts

    def judged(self) -> Judged:
        """Return what was concluded while it was played, as of the scenario's last day."""
        scenario = self.played.scenario
        book = scenario.law()
        calendar = load_calendar(book.calendar)
        source = source_of(
            self.played.opening,
            book,
            calendar,
            ledger=self.path.name,
            position=self.position,
            as_of=scenario.last_day,
            labels=self.labels,
        )
        source = attrs.evolve(source, rulebook=scenario.law_name())
        findings = self.played.findings
        return Judged(findings=findings, source=source, rulebook=book, calendar=calendar)

    def openings(self) -> pd.DataFrame:
        """Return what lay open where, read back from the ledger."""
        verdict = self.judged()
        with Ledger.open(ledger_address(str(self.path)), read_only=True) as ledger:
            acts = ledger.acts(order="occurred")
            return openings_frame(acts, verdict.source, verdict.rulebook.zone)


# --- playing ---


def changed(name: str, changes: Iterable[Path]) -> Scenario:
    """Return a scenario by its name or path, changed as files say, in order.

    Raises:
        ScenarioError: there is no such scenario, or a file asks for what is not there.
        ChangeError: a term is none of the rulebook's.

    """
    scenario = load_scenario(name)
    for path in changes:
        scenario = changed_by(scenario, path)
    return scenario


def play_into(
    path: Path,
    scenario: Scenario,
    seed: int,
    *,
    replace: bool = False,
    progress: Progress | None = None,
) -> PlayedYear:
    """Play a year into a ledger at a path.

    It is played beside the path and put there when it is whole, so that a run that is cut short
    leaves what was there before.

    Raises:
        CannotError: a ledger is there already, and it is not to be replaced.
        LedgerError, ScenarioError: the year cannot be stored or played.

    """
    with _whole(path, replace=replace) as unfinished:
        year = _play(unfinished, scenario, seed, progress)
    return attrs.evolve(year, path=path)


@contextmanager
def _whole(path: Path, *, replace: bool = False) -> Iterator[Path]:
    """Give a path beside another to write at; what is there is put in place when it is whole."""
    if path.exists() and not replace:
        raise CannotError(
            f"{path} is there already 台账已存在: choose another folder, or add --replace."
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.unfinished")
    _remove(unfinished)
    try:
        yield unfinished
        unfinished.replace(path)
    finally:
        _remove(unfinished)


def _remove(path: Path) -> None:
    """Remove a ledger that was never finished, with what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _play(path: Path, scenario: Scenario, seed: int, progress: Progress | None) -> PlayedYear:
    book = scenario.law()
    calendar = load_calendar(scenario.calendar)
    opening = opening_act(scenario, book, calendar, seed)
    with Ledger.create(ledger_address(str(path)), opening) as ledger:
        sink = _Sink(ledger)
        for act in scenario.opening.history.placed() if scenario.opening else ():
            sink(act)
        played = play(scenario, book, seed, sink, calendar=calendar, progress=progress)
        sink.flush()
        chart = ledger.matter("organisation", scenario.government)
        return PlayedYear(
            path=path,
            played=played,
            position=ledger.position,
            matters=sink.matters,
            labels=chart.labels if chart else {},
        )


class _Sink:
    """Takes acts one by one and appends them in batches."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._waiting: list[Act] = []
        self.matters = 0

    def __call__(self, act: Act) -> None:
        self.matters += act.originator_version == 1
        self._waiting.append(act)
        if len(self._waiting) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Append what is waiting."""
        self._ledger.append(self._waiting)
        self._waiting.clear()


# --- a year that was played already ---


def write_year(path: Path, opening: Opened, acts: Iterable[Act]) -> None:
    """Write the acts of a played year, without their opening, into a new ledger at a path.

    Raises:
        CannotError: something is there already.
        LedgerError: the year cannot be stored.

    """
    with _whole(path) as unfinished:
        address = ledger_address(str(unfinished))
        with Ledger.create(address, opening) as ledger:
            ledger.append(acts)
