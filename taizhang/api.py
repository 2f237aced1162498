"""接口 API: what a notebook calls. ``import taizhang as tz`` gives these names.

Days are dates or ISO text; a ledger is a path or an address. Reading order: reading what is given,
a simulated year, a ledger, the verbs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

import attrs

from domain.act import Act
from domain.calendar import load_calendar
from domain.ledger_opening import Opened
from domain.rulebook.findings import Finding
from domain.world import fold
from ledger.ledger import Ledger
from projections.due_list import due_list_frame
from projections.narrative import narrative_frame
from projections.openings import openings_frame
from projections.register import register_frame
from simulations.play import opening_act, play
from simulations.scenario import Scenario, load_scenario
from taizhang.explaining import Explained, explained, found
from taizhang.judging import OPENING, Judged, Question, heard, judged, source_of
from taizhang.matter_view import MatterView, view
from taizhang.options import ledger_address, moment
from taizhang.playing import write_year
from taizhang.projecting import Stored, stored

if TYPE_CHECKING:
    import pandas as pd

    from ledger.moments import Moment
    from projections.source import Source

# --- reading what is given ---

DayLike = dt.date | str
MomentLike = dt.datetime | dt.date | str


def day_of(given: DayLike | None) -> dt.date | None:
    """Return a day given as one or as ISO text."""
    return dt.date.fromisoformat(given) if isinstance(given, str) else given


def moment_of(given: MomentLike | None) -> Moment | None:
    """Return a day, or an aware instant, given as one or as ISO text."""
    return moment(given) if isinstance(given, str) else given


# --- a simulated year ---


@attrs.frozen(kw_only=True)
class SimulatedYear:
    """演算年: the acts of a played year, in memory, with what was concluded on its last day.

    Iterate over it for its acts, the opening first.
    """

    scenario: Scenario
    seed: int
    opening: Opened
    acts: tuple[Act, ...] = attrs.field(repr=False)
    findings: tuple[Finding, ...] = attrs.field(repr=False)

    def __iter__(self) -> Iterator[Act]:
        """Iterate over the acts."""
        return iter(self.acts)

    def __len__(self) -> int:
        """Return how many acts there are."""
        return len(self.acts)

    @property
    def name(self) -> str:
        """How it is called under a chart."""
        return f"{self.scenario.full_name} #{self.seed}"

    @property
    def source(self) -> Source:
        """Where its tables come from."""
        book, calendar = self.scenario.law(), load_calendar(self.scenario.calendar)
        chart = fold("organisation", [act for act in self.acts if act.kind == "organisation"])
        source = source_of(
            self.opening,
            book,
            calendar,
            ledger=self.name,
            position=len(self.acts),
            as_of=self.scenario.last_day,
            labels=chart.labels if chart else {},
        )
        return attrs.evolve(source, rulebook=self.scenario.law_name())

    def judged(self, question: Question | None = None) -> Judged:
        """Return what was concluded while it was played, or judge it anew under a question.

        A year played under assumed terms is judged by them again, unless a rulebook is named.
        """
        if question is None or question == Question():
            book, calendar = self.scenario.law(), load_calendar(self.scenario.calendar)
            return Judged(
                findings=self.findings, source=self.source, rulebook=book, calendar=calendar
            )
        last = self.scenario.last_day if question.as_of is None else question.as_of
        assumed = {} if question.rulebook else self.scenario.terms
        asked = attrs.evolve(question, as_of=last, changes={**assumed, **question.changes})
        known = asked.known_by()
        placed = ((place, act) for place, act in enumerate(self.acts, 1) if known(act))
        again = heard(placed, self.opening, asked, name=self.name)
        if assumed:
            source = attrs.evolve(again.source, rulebook=self.scenario.law_name())
            again = attrs.evolve(again, source=source)
        return again

    def openings(self) -> pd.DataFrame:
        """Return what lay open where and how long, for the workload."""
        return openings_frame(self.acts, self.source)

    def save(self, path: str | Path) -> Path:
        """Write the year into a new ledger file (存为台账) and return its path.

        Raises:
            CannotError: something is there already.
            LedgerError: the year cannot be stored.

        """
        written = Path(path)
        write_year(written, self.opening, self.acts[1:])
        return written


# --- a ledger ---


class LedgerView:
    """台账视图: a ledger opened for reading; use it in a ``with`` statement, or close it."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    @property
    def opening(self) -> Opened:
        """What the ledger is."""
        return self.ledger.opening

    def __len__(self) -> int:
        """Return how many acts there are."""
        return len(self.ledger)

    def acts(self, *, known_at: MomentLike | None = None) -> Iterator[Act]:
        """Yield every act in order of occurrence, a page at a time."""
        return self.ledger.acts(order="occurred", known_at=moment_of(known_at))

    def matter(
        self, label: str, *, as_of: DayLike | None = None, known_at: MomentLike | None = None
    ) -> Any:
        """Return the state of one matter on one day; ``show`` gives all about it.

        Raises:
            NothingFoundError: nothing, or more than one thing, goes by that label.

        """
        kind, matter = self.ledger.find(label)
        look = {"as_of": day_of(as_of), "known_at": moment_of(known_at)}
        return self.ledger.matter(kind, matter, **look)  # type: ignore[arg-type]

    def show(
        self, label: str, *, as_of: DayLike | None = None, known_at: MomentLike | None = None
    ) -> MatterView:
        """Return the state, the history and the findings of one matter on one day."""
        asked = Question(as_of=day_of(as_of), known_at=moment_of(known_at))
        return view(self.ledger, label, asked)

    def judged(self, question: Question | None = None) -> Judged:
        """Judge the whole ledger."""
        return judged(self.ledger, question)

    def why(
        self,
        finding: str,
        *,
        as_of: DayLike | None = None,
        known_at: MomentLike | None = None,
        lang: Literal["zh", "en"] = "zh",
    ) -> Explained:
        """Explain a finding (释明), named ``norm@matter`` or ``norm@matter@key``.

        Raises:
            CannotError: no finding goes by that name; the message names some that do.

        """
        question = Question(as_of=day_of(as_of), known_at=moment_of(known_at))
        verdict = self.judged(question)
        chosen = found(verdict.findings, finding)
        known = question.known_by()
        grounds = [explained(self.ledger, verdict.rulebook, one, known) for one in chosen]
        return Explained(tuple(section for one in grounds for section in one), lang)

    def register(self, as_of: DayLike | None = None) -> pd.DataFrame:
        """Return where every matter stood at the end of a day."""
        return register_frame(self.acts(), self._source(day_of(as_of)))

    def openings(self, as_of: DayLike | None = None) -> pd.DataFrame:
        """Return what lay open where and how long, for the workload."""
        return openings_frame(self.acts(), self._source(day_of(as_of)))

    def narrative(self, label: str) -> pd.DataFrame:
        """Return the audit trail of one matter, a sentence per act in both languages."""
        seen = view(self.ledger, label)
        acts = self.ledger.stream(seen.kind, seen.matter)
        directory = None if seen.kind == "organisation" else seen.directory
        return narrative_frame(acts, self._source(seen.as_of), seen.zone, directory)

    def due(self, on: DayLike | None = None) -> pd.DataFrame:
        """Return what is due or overdue on a day, the most urgent first."""
        verdict = self.judged(Question(as_of=day_of(on)))
        day = verdict.source.as_of
        return due_list_frame(
            verdict.findings, verdict.calendar, day, verdict.source, verdict.rulebook
        )

    def stored(self) -> Stored:
        """Return the stored views (see ``taizhang project``), and how far behind they are.

        Raises:
            CannotError: they were never folded, or by another edition of taizhang.

        """
        return stored(self.ledger)

    def _source(self, as_of: dt.date | None) -> Source:
        book, calendar = Question().law(self.opening)
        told = (act.occurred_at for act in self.ledger.acts() if act.kind != OPENING)
        last = max(told, default=None) if as_of is None else None
        chart = self.ledger.matter("organisation", self.opening.government)
        return source_of(
            self.opening,
            book,
            calendar,
            ledger=self.ledger.name,
            position=self.ledger.position,
            as_of=as_of or (last or self.opening.occurred_at).astimezone(book.zone).date(),
            labels=chart.labels if chart else {},
        )

    @property
    def source(self) -> Source:
        """Where its tables come from, as of its last act."""
        return self._source(None)

    def close(self) -> None:
        """Let go of the file."""
        self.ledger.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


# --- the verbs ---


def simulate(scenario: str | Scenario = "wujiagang-2019", seed: int = 1) -> SimulatedYear:
    """Play a year in memory (演算): a scenario by name, by the path of its file, or as it is.

    Raises:
        ScenarioError: there is no such scenario, or it cannot be played.

    """
    chosen = load_scenario(scenario) if isinstance(scenario, str) else scenario
    book = chosen.law()
    calendar = load_calendar(chosen.calendar)
    acts: list[Act] = [opening_act(chosen, book, calendar, seed)]
    acts += chosen.opening.history.acts if chosen.opening else ()
    played = play(chosen, book, seed, acts.append, calendar=calendar)
    return SimulatedYear(
        scenario=chosen,
        seed=seed,
        opening=played.opening,
        acts=tuple(acts),
        findings=played.findings,
    )


def open_ledger(ledger: str) -> LedgerView:
    """Open a ledger for reading (台账), by its path or its address. In ``tz`` it is ``open``.

    Raises:
        LedgerError: nothing is there, or no ledger, or a torn one.

    """
    return LedgerView(Ledger.open(ledger_address(ledger), read_only=True))


def judge(
    history: SimulatedYear | LedgerView | str,
    *,
    rulebook: str = "",
    as_of: DayLike | None = None,
    known_at: MomentLike | None = None,
) -> pd.DataFrame:
    """Judge a history (评判): a frame, one row per finding.

    Args:
        history: a simulated year, an open ledger, or a ledger's path or address.
        rulebook: id; by default the one the history names.
        as_of: the last local day that counts; by default a scenario's last day, else the day of
            the last act.
        known_at: leave out what was not yet recorded by then.

    Returns:
        The columns of ``projections.findings.COLUMNS``; ``attrs`` says where it comes from.

    Raises:
        LedgerError: the ledger cannot be read.
        LookupError: there is no such rulebook.
        UncoveredYearError: a term runs into a year that the calendar does not cover.

    """
    question = Question(rulebook=rulebook, as_of=day_of(as_of), known_at=moment_of(known_at))
    if not isinstance(history, str):
        return history.judged(question).frame()
    with open_ledger(history) as ledger:
        return ledger.judged(question).frame()
