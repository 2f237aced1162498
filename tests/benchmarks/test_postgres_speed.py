"""How fast a ledger in PostgreSQL is, against the same work on an SQLite file in the same run.

Run with ``python -m pytest tests/benchmarks/test_postgres_speed.py``. The server is as durable here
as SQLite is: every commit is flushed.
"""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, Any

import pytest

from ledger.ledger import Ledger
from taizhang.api import simulate
from taizhang.judging import judged
from taizhang.projecting import Projector, stored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from domain.act import Act

psycopg = pytest.importorskip("psycopg", reason="the driver is not installed: taizhang[postgres]")

BATCH = 5_000
RECORDED = 50_000
ROUNDS = 3


@pytest.fixture(scope="module")
def durable(postgres: str, fresh_schema: Callable[[], str]) -> Iterator[Callable[[], str]]:
    """Give schemas of the server while it flushes every commit."""
    with psycopg.connect(postgres, autocommit=True) as owner:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            owner.execute(f"ALTER SYSTEM SET {name} = on")
        owner.execute("SELECT pg_reload_conf()")
        yield fresh_schema
        owner.execute("ALTER SYSTEM RESET ALL")
        owner.execute("SELECT pg_reload_conf()")


@pytest.fixture(scope="module")
def acts() -> list[Act]:
    """The acts of a played year, the opening first."""
    return list(simulate("wujiagang-2019", seed=1))


def seconds(work: Callable[[], object]) -> float:
    """Return how long some work takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def compared(benchmark: Any, sqlite: Callable[[], object], postgres: Callable[[], object]) -> float:
    """Time the same work in both by turns; return how many times as long PostgreSQL took."""
    floors: list[float] = []
    benchmark.pedantic(postgres, setup=lambda: floors.append(seconds(sqlite)), rounds=ROUNDS)
    times = float(benchmark.stats.stats.min / min(floors))
    benchmark.extra_info["times as long as SQLite"] = round(times, 2)
    return times


def made(url: str, acts: list[Act]) -> Ledger:
    """Make a ledger of some acts, the opening first."""
    ledger = Ledger.create(url, acts[0])  # type: ignore[arg-type]
    ledger.append(acts[1:], batch=BATCH)
    return ledger


@pytest.fixture(scope="module")
def both(
    durable: Callable[[], str], acts: list[Act], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Ledger, Ledger]]:
    """The year in an SQLite file and in PostgreSQL."""
    path = tmp_path_factory.mktemp("year") / "year.db"
    with made(f"sqlite:///{path}", acts) as one, made(durable(), acts) as two:
        yield one, two


def test_judging_a_year(benchmark: Any, both: tuple[Ledger, Ledger]) -> None:
    """``taizhang audit`` judges a year in PostgreSQL within twice the time of an SQLite file."""
    sqlite, postgres = both
    assert compared(benchmark, lambda: judged(sqlite), lambda: judged(postgres)) <= 2


def test_recording_in_batches(
    benchmark: Any, durable: Callable[[], str], acts: list[Act], tmp_path: Path
) -> None:
    """Recording in batches, tree and guards with it, takes at most three times as long."""
    paths = (f"sqlite:///{tmp_path / f'{n}.db'}" for n in range(99))
    some = acts[:RECORDED]
    times = compared(
        benchmark,
        lambda: made(next(paths), some).close(),
        lambda: made(durable(), some).close(),
    )
    benchmark.extra_info["acts per second"] = round(RECORDED / benchmark.stats.stats.min)
    assert times <= 3


def test_one_durable_fact_at_a_time(
    benchmark: Any, durable: Callable[[], str], acts: list[Act], tmp_path: Path
) -> None:
    """A fact placed, admitted and flushed by itself takes at most six times as long."""
    count = 200
    paths = (f"sqlite:///{tmp_path / f'{n}.db'}" for n in range(99))

    def one_by_one(url: str) -> None:
        with Ledger.create(url, acts[0]) as ledger:  # type: ignore[arg-type]
            for act in acts[1 : count + 1]:
                ledger.append([act])

    times = compared(benchmark, lambda: one_by_one(next(paths)), lambda: one_by_one(durable()))
    benchmark.extra_info["acts per second"] = round(count / benchmark.stats.stats.min)
    assert times <= 6


def test_reading_stored_findings(benchmark: Any, both: tuple[Ledger, Ledger]) -> None:
    """Stored findings are read in PostgreSQL within twice the time of an SQLite file."""
    sqlite, postgres = both
    for ledger in both:
        list(Projector(ledger).run())
    assert compared(benchmark, lambda: stored(sqlite), lambda: stored(postgres)) <= 2
    judging = seconds(lambda: judged(sqlite))
    share = benchmark.stats.stats.min / judging
    benchmark.extra_info["share of judging anew"] = round(share, 2)
