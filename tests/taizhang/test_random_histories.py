"""Random histories, recorded, exported and taken back: whichever way they went, the same findings.

A history is made of matters of a played spring, with acts left out, repeated, moved in time,
recorded late, or saying what another act of their kind said: what no history can hold is dropped,
everything else is kept, however irregular.
"""

from __future__ import annotations

import datetime as dt
import os
from itertools import count
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.act import Act
from domain.ledger_opening import Opened
from domain.refusals import RefusedError
from domain.world import World
from ledger.exchange.taking_back import take_back
from ledger.ledger import Ledger
from taizhang.exporting import export
from taizhang.judging import Question, heard, judged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from domain.rulebook.findings import Finding

EXAMPLES = {"sqlite": 5, "postgresql": 2}
MANY = int(os.environ.get("TAIZHANG_HISTORIES", "30"))
ASKED = Question(as_of=dt.date(2019, 6, 30))
COMMON = frozenset(field.name for field in attrs.fields(Act))


@attrs.frozen
class Spring:
    """The acts of a played spring: its opening and its chart, and every other matter."""

    opening: Opened
    chart: tuple[Act, ...]
    matters: tuple[tuple[Act, ...], ...]
    said: dict[str, tuple[Act, ...]]


@pytest.fixture(scope="module")
def spring_acts(played: Path) -> Spring:
    """The acts of the played spring."""
    matters: dict[str, list[Act]] = {}
    said: dict[str, list[Act]] = {}
    with Ledger.open(f"sqlite:///{played / 'year.db'}", read_only=True) as ledger:
        opening = ledger.opening
        for act in ledger.acts(after=1):
            matters.setdefault(act.originator_id, []).append(act)
            said.setdefault(act.name, []).append(act)
    chart = [one for acts in matters.values() for one in acts if one.kind == "organisation"]
    others = [tuple(acts) for acts in matters.values() if acts[0].kind != "organisation"]
    others.sort(key=lambda acts: (acts[0].kind, acts[0].matter))
    return Spring(opening, tuple(chart), tuple(others), {k: tuple(v) for k, v in said.items()})


EDITS = st.sampled_from(("keep", "keep", "keep", "drop", "twice", "move", "late", "say"))
EDIT = st.tuples(EDITS, st.integers(-9, 30), st.integers(0, 10**6))
MATTERS = st.lists(
    st.tuples(st.integers(0, 10**6), st.lists(EDIT, min_size=1, max_size=12)),
    min_size=1,
    max_size=8,
)


def edited(act: Act, edit: tuple[str, int, int], spring: Spring) -> list[Act]:
    """Return what becomes of an act."""
    what, days, other = edit
    moved = dt.timedelta(days=days)
    match what:
        case "drop":
            return []
        case "twice":
            return [act, act]
        case "move":
            at = act.occurred_at + moved
            return [attrs.evolve(act, occurred_at=at, recorded_at=at)]
        case "late":
            return [attrs.evolve(act, recorded_at=act.recorded_at + abs(moved))]
        case "say":
            alike = spring.said[act.name]
            return [_saying(act, alike[other % len(alike)])]
    return [act]


def _saying(act: Act, other: Act) -> Act:
    own = [field.name for field in attrs.fields(type(act)) if field.name not in COMMON]
    return attrs.evolve(act, **{name: getattr(other, name) for name in own})


def history(spring: Spring, drawn: list[tuple[int, list[tuple[str, int, int]]]]) -> list[Act]:
    """Return a history that a ledger can hold, in the order in which it learnt of it."""
    told = list(spring.chart)
    for which, edits in drawn:
        acts = spring.matters[which % len(spring.matters)]
        for place, act in enumerate(acts):
            told += edited(act, edits[place % len(edits)], spring)
    world, held = World(government=spring.opening.government), []
    for act in sorted(told, key=lambda one: one.recorded_at):
        state = world.state(act.kind, act.matter)
        one = attrs.evolve(act, originator_version=state.version + 1 if state else 1)
        try:
            world.admit(one)
        except RefusedError:
            continue
        world.apply(one)
        held.append(one)
    return held


def findings_of(url: str, question: Question = ASKED) -> tuple[Finding, ...]:
    """Judge a ledger."""
    with Ledger.open(url, read_only=True) as ledger:
        return judged(ledger, question).findings


def law_of(
    spring: Spring, fresh: Callable[[], str], folder: Path
) -> Callable[[list[tuple[int, list[tuple[str, int, int]]]]], None]:
    """Return the law: recorded, exported and taken back, a history has the findings it had."""
    numbers = count()

    def law(drawn: list[tuple[int, list[tuple[str, int, int]]]]) -> None:
        acts = history(spring, drawn)
        first, again, added = fresh(), fresh(), fresh()
        path = folder / f"{next(numbers)}.jsonl"
        with Ledger.create(first, spring.opening) as ledger:
            ledger.record(acts)
            export(ledger.positioned(), ledger, path)
        found = findings_of(first)
        whole = [spring.opening, *acts]
        order = sorted(enumerate(whole, 1), key=lambda one: (one[1].occurred_at, one[0]))
        assert heard(order, spring.opening, ASKED, name="memory").findings == found
        assert take_back(again, path).unmapped == ()
        assert findings_of(again) == found
        Ledger.create(added, spring.opening).close()
        assert take_back(added, path).unmapped == ()
        assert findings_of(added) == found
        known = attrs.evolve(ASKED, known_at=dt.date(2019, 3, 15))
        assert findings_of(again, known) == findings_of(first, known)
        by_source = attrs.evolve(known, known="source")
        assert findings_of(added, by_source) == findings_of(first, known)

    return law


def tried(law: Any, examples: int) -> None:
    """Try a law on so many random histories, the same ones in every run."""
    chosen = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    chosen(given(MATTERS)(law))()


def test_a_history_keeps_its_findings_wherever_it_goes(
    spring_acts: Spring, fresh: Callable[[], str], tmp_path: Path, database: str
) -> None:
    """In memory, recorded, restored from its export, added elsewhere: one set of findings."""
    tried(law_of(spring_acts, fresh, tmp_path), EXAMPLES[database])


@pytest.mark.slow
@pytest.mark.printed
def test_many_histories_keep_their_findings(
    spring_acts: Spring, fresh: Callable[[], str], tmp_path: Path
) -> None:
    """The same for many more."""
    tried(law_of(spring_acts, fresh, tmp_path), MANY)


def test_the_histories_are_worth_judging(spring_acts: Spring) -> None:
    """They hold irregular acts and get breaches, not only what the spring had."""
    drawn: list[Any] = [
        (at * 97, [("twice", 0, 0), ("move", 20, 0), ("keep", 0, 0)]) for at in range(60)
    ]
    acts = history(spring_acts, drawn)
    assert len(acts) > len(spring_acts.chart) + 60
    whole = sorted(enumerate(acts, 2), key=lambda one: one[1].occurred_at)
    found = heard(whole, spring_acts.opening, ASKED, name="memory").findings
    assert len({one.verdict for one in found}) >= 4
