"""How fast the ledger is, against the bare store doing the same in the same run.

Run with ``python -m pytest tests/benchmarks/test_ledger_speed.py``. Rates are kept in the
benchmark's extra figures; what is asserted are ratios, so that a slow machine is not a failure.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from time import perf_counter
from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo

import pytest

from domain.documents import Drafted, Reviewed, Signed, SubmittedForSignature
from domain.ledger_opening import Opened
from ledger.codec import READERS, encode
from ledger.ledger import Ledger
from ledger.sqlite.schema import TABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from domain.act import Act

SHANGHAI = ZoneInfo("Asia/Shanghai")
START = dt.datetime(2019, 3, 1, 9, tzinfo=SHANGHAI)
BATCH = 5_000
RECORDED = 100_000
ROUNDS = 5


def opening() -> Opened:
    """Return the first act of a simulated ledger."""
    return Opened(
        matter="wujiagang", occurred_at=START, recorded_at=START, by="office",
        government="wujiagang", simulated=True, rulebook="wjg-2019", calendar="cn", seed=1,
    )  # fmt: skip


def history(first: int, acts: int) -> Iterator[Act]:
    """Yield documents of ten acts each: drafted, eight reviews and submissions, signed."""
    for number in range(first, first + acts // 10):
        common: dict[str, Any] = {"matter": f"D2019-{number:06}", "recorded_at": START}
        yield Drafted(
            **common, occurred_at=START, by="finance", originator_version=1, unit="finance",
            document_class="notice", issuer="office", direction="down", subjects=("finance",),
        )  # fmt: skip
        for version in range(2, 10):
            act_class = Reviewed if version % 2 else SubmittedForSignature
            yield act_class(
                **common, occurred_at=START + dt.timedelta(hours=version), by="office",
                originator_version=version, text_version=1,
            )  # fmt: skip
        yield Signed(
            **common, occurred_at=START + dt.timedelta(days=1), by="v1", originator_version=10,
            capacity="post:deputy_head", text_version=1,
        )  # fmt: skip


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Ledger]]:
    """A ledger of half a million acts."""
    path = tmp_path_factory.mktemp("large") / "year.db"
    with Ledger.create(f"sqlite:///{path}", opening()) as ledger:
        ledger.append(history(0, 500_000))
        yield path, ledger


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger of ten thousand acts."""
    path = tmp_path_factory.mktemp("small") / "year.db"
    with Ledger.create(f"sqlite:///{path}", opening()) as ledger:
        ledger.append(history(0, 10_000))
        yield ledger


def seconds(work: Callable[[], object]) -> float:
    """Return how long some work takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def compared(benchmark: Any, floor: Callable[[], object], work: Callable[[], object]) -> float:
    """Time some work and its floor by turns, so that both meet the same machine.

    Returns:
        How fast the work is as a share of the floor, each at its best.

    """
    floors: list[float] = []
    benchmark.pedantic(work, setup=lambda: floors.append(seconds(floor)), rounds=ROUNDS)
    share = float(min(floors) / benchmark.stats.stats.min)
    benchmark.extra_info["share of the floor"] = round(share, 2)
    return share


def keep_rate(benchmark: Any, acts: int) -> None:
    """Keep how many acts a second the work came to."""
    benchmark.extra_info["acts per second"] = round(acts / benchmark.stats.stats.min)


INSERT = "INSERT INTO stored_events VALUES (NULL, ?, ?, ?, ?)"


def row(act: Act) -> tuple[str, int, str, bytes]:
    """Return what is stored of an act."""
    return act.originator_id, act.originator_version, act.name, encode(act)


def bare(path: Path, acts: list[Act], batch: int) -> None:
    """Write acts into a table without guards, with nothing but the driver."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("PRAGMA synchronous=FULL")
        raw.execute(TABLE)
        for start in range(0, len(acts), batch):
            raw.execute("BEGIN")
            raw.executemany(INSERT, map(row, acts[start : start + batch]))
            raw.execute("COMMIT")


def test_recording_in_batches(benchmark: Any, tmp_path: Path) -> None:
    """Appending is at least 0.6 as fast as encoding and ``executemany`` into a bare table."""
    acts, paths = list(history(0, RECORDED)), (tmp_path / f"{n}.db" for n in range(99))

    def ours() -> None:
        with Ledger.create(f"sqlite:///{next(paths)}", opening()) as ledger:
            ledger.append(acts, batch=BATCH)

    share = compared(benchmark, lambda: bare(next(paths), acts, BATCH), ours)
    keep_rate(benchmark, RECORDED)
    assert share >= 0.6


def test_reading_and_decoding(benchmark: Any, large: tuple[Path, Ledger]) -> None:
    """Reading half a million acts is at least 0.8 as fast as a bare select and decode."""
    path, ledger = large

    def plain() -> int:
        last = 0
        with closing(sqlite3.connect(path)) as raw:
            for rowid, topic, state in raw.execute("SELECT rowid, topic, state FROM stored_events"):
                READERS[topic](state)
                last = rowid
        return last

    def ours() -> int:
        last = 0
        for position, _ in ledger.positioned():
            last = position
        return last

    assert plain() == ours() == 500_001
    share = compared(benchmark, plain, ours)
    keep_rate(benchmark, 500_001)
    assert share >= 0.8


def test_reading_in_order_of_occurrence(benchmark: Any, large: tuple[Path, Ledger]) -> None:
    """A history recorded out of order is read at least 0.25 as fast as one read as recorded."""
    _, ledger = large
    count = 100_000

    def walk(order: Literal["recorded", "occurred"]) -> int:
        return len([act.by for act in ledger.acts(order=order, until=count)])

    share = compared(benchmark, lambda: walk("recorded"), lambda: walk("occurred"))
    keep_rate(benchmark, count)
    assert share >= 0.25


def test_one_matter_in_a_small_and_a_large_ledger(
    benchmark: Any, small: Ledger, large: tuple[Path, Ledger]
) -> None:
    """The state of one matter costs the same among 10,000 acts and among 500,000."""
    _, ledger = large

    def reads(of: Ledger) -> Callable[[], None]:
        def work() -> None:
            for number in range(0, 1_000, 7):
                assert of.matter("document", f"D2019-{number:06}").version == 10

        return work

    reads(ledger)()  # both from memory, not from the disk
    share = compared(benchmark, reads(small), reads(ledger))
    benchmark.extra_info["microseconds a matter"] = round(benchmark.stats.stats.min / 143 * 1e6)
    assert share >= 0.7


def test_one_durable_fact_at_a_time(benchmark: Any, tmp_path: Path) -> None:
    """Placed, admitted and flushed one by one: at least 0.25 as fast as bare durable inserts."""
    count = 300
    acts, paths = list(history(0, count)), (tmp_path / f"{n}.db" for n in range(99))

    def ours() -> None:
        with Ledger.create(f"sqlite:///{next(paths)}", opening()) as ledger:
            for act in acts:
                ledger.record([act])

    share = compared(benchmark, lambda: bare(next(paths), acts, 1), ours)
    keep_rate(benchmark, count)
    assert share >= 0.25
