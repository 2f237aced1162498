"""SIGKILL at any instant: nothing lost, nothing twice, and whoever starts next goes on.

A clerk who records, an import and an export taken back, a keeper who signs: ``KILLS`` times each in
SQLite, a sixth of it in PostgreSQL. With the kills of a projection in ``test_project.py`` they are
more than 500. The instants are drawn from a seed.
"""

from __future__ import annotations

import datetime as dt
import os
import signal
import sqlite3
import time
from contextlib import closing
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

import pytest

from domain.documents import Drafted, Reviewed
from ledger.checkpoint import unverified
from ledger.exchange.taking_back import take_back
from ledger.importing import import_into
from ledger.ledger import Ledger
from ledger.proving import checkpoints
from ledger.verifying import verify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

KILLS = int(os.environ.get("TAIZHANG_KILLS", "125"))
APRIL = dt.datetime(2019, 4, 1, 9, tzinfo=dt.timezone(dt.timedelta(hours=8)))

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a child to kill"),
]


@pytest.fixture
def kills(database: str) -> int:
    """How often each is killed in a database."""
    return KILLS if database == "sqlite" else KILLS // 6


def killed(work: Callable[[int], object], after: float) -> bytes:
    """Run some work in a child and kill it after some seconds; return what it told by then."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            work(tell)
        finally:
            os._exit(0)
    os.close(tell)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(told, "rb") as pipe:
        return pipe.read()


def seconds_of(work: Callable[[int], object]) -> float:
    """Return how long some work takes here."""
    begun = time.perf_counter()
    work(os.open(os.devnull, os.O_WRONLY))
    return time.perf_counter() - begun


def clerk(url: str, first: int) -> Callable[[int], None]:
    """Record one document after another, each with its review in one transaction, and tell."""

    def work(tell: int) -> None:
        with Ledger.open(url) as ledger:
            for number in range(first, 10**6):
                common = {"matter": f"D{number}", "occurred_at": APRIL, "recorded_at": APRIL}
                ledger.record([
                    Drafted(**common, by="finance", unit="finance", document_class="normative",
                            issuer="government", direction="down", subjects=("finance",)),
                    Reviewed(**common, by="office", text_version=1),
                ])  # fmt: skip
                os.write(tell, b".")

    return work


def test_a_clerk_killed_again_and_again(real: str, kills: int) -> None:
    """Every document that was confirmed is there, whole and once; at most one more is."""
    dice, documents = Random(1), 0  # noqa: S311 - instants, not a secret
    with Ledger.open(real) as ledger:
        before = len(ledger)
    for _ in range(kills):
        confirmed = len(killed(clerk(real, documents), dice.uniform(0.005, 0.12)))
        with Ledger.open(real) as ledger:
            acts = list(ledger.acts())[before:]
        refs = [act.ref for act in acts]
        assert refs == [f"document:D{at // 2}#{at % 2 + 1}" for at in range(len(refs))]
        assert documents + confirmed <= len(refs) // 2 <= documents + confirmed + 1
        documents = len(refs) // 2
    assert documents > kills // 10
    assert verify(real).faults == ()
    if not real.startswith("sqlite"):
        return
    with closing(sqlite3.connect(real.removeprefix("sqlite:///"))) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def council(folder: Path) -> Path:
    """Write a council's record of 300 bills."""
    columns = "file,type,name,event_id,date,action,body,result,last_modified\n"
    path = folder / "council.csv"
    rows = (
        f"Int {at},Introduction,Tax,{at},2025-07-01T17:00:00Z,Sent to Mayor by Council,"
        "City Council,,2025-07-02T09:00:00Z\n"
        for at in range(300)
    )
    path.write_text(columns + "".join(rows), "utf-8")
    return path


def test_an_import_killed_at_any_instant(
    fresh: Callable[[], str], tmp_path: Path, stored: Callable[[str], bytes], kills: int
) -> None:
    """Run again, an import that was killed ends as one that never was, to the byte."""
    source, whole = council(tmp_path), fresh()

    def work(url: str) -> Callable[[int], object]:
        return lambda _: import_into(url, source, "nyc_council", clock=lambda: APRIL)

    dice, length = Random(2), seconds_of(work(whole))  # noqa: S311 - as above
    for _ in range(kills // 2):
        url = fresh()
        killed(work(url), dice.uniform(0, length))
        work(url)(0)
        assert stored(url) == stored(whole)


def test_a_log_taken_back_killed_at_any_instant(
    taizhang: Run,
    real: str,
    fresh: Callable[[], str],
    tmp_path: Path,
    stored: Callable[[str], bytes],
    kills: int,
) -> None:
    """Taken back again after a kill, a log is what it was, with its own times, to the byte."""
    killed(clerk(real, 0), 0.5)
    export = tmp_path / "log.jsonl"
    assert taizhang("export", real, "--out", export).exit_code == 0
    work = fresh()
    dice, length = Random(3), seconds_of(lambda _: take_back(work, export))  # noqa: S311 - as above
    for _ in range(kills - kills // 2):
        url = fresh()
        killed(lambda _, url=url: take_back(url, export), dice.uniform(0, length))  # type: ignore[misc]
        take_back(url, export)
        assert stored(url) == stored(real)


def test_a_keeper_killed_while_signing(
    taizhang: Run, real: str, tmp_path: Path, kills: int
) -> None:
    """The command run again writes the file; what the ledger signed only ever grew."""
    key = tmp_path / "log.key"
    taizhang("keys", "new", key, "--name", "wjg.example/real")

    def sign(at: int) -> Result:
        return taizhang("checkpoint", real, "--key", key, "--out", tmp_path / f"{at}.txt")

    dice, length = Random(4), seconds_of(lambda _: sign(0))  # noqa: S311 - as above
    for at in range(1, kills + 1):
        clerk_told = killed(clerk(real, 100 * at), 0.03)
        killed(lambda _, at=at: sign(at), dice.uniform(0, length))  # type: ignore[misc]
        again = sign(at)
        assert again.exit_code == 0, (clerk_told, again.output)
        with Ledger.open(real, read_only=True) as ledger:
            notes = checkpoints(ledger)
        assert (tmp_path / f"{at}.txt").read_text("utf-8") == notes[-1]
    points = [unverified(note) for note in notes]
    assert all(one.size < other.size for one, other in pairwise(points))
    assert verify(real, points).faults == ()
