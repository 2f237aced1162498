"""What proving costs: the tree beside recording, and verifying beside bare hashing, in one run.

Run with ``python -m pytest tests/benchmarks/test_proof_speed.py``, see ``test_ledger_speed.py``.
"""

from __future__ import annotations

import importlib.util
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

import pytest

from ledger.ledger import Ledger
from ledger.note_keys import WITNESS, Signer
from ledger.proving import prove_act, sign_checkpoint
from ledger.sqlite import recorder
from ledger.verifying import verify

if TYPE_CHECKING:
    from collections.abc import Callable

ACTS = 1_000_000
RECORDED = 100_000
BATCH = 5_000
ROUNDS = 5
SELECT = "SELECT originator_id, originator_version, topic, state FROM stored_events ORDER BY rowid"


def _speed() -> Any:
    """Return the module that has the acts to record."""
    path = Path(__file__).with_name("test_ledger_speed.py")
    spec = importlib.util.spec_from_file_location("ledger_speed", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


speed = _speed()


def busy(work: Callable[[], object]) -> float:
    """Return the processor's seconds that some work takes, whatever else the machine does."""
    start = process_time()
    work()
    return process_time() - start


def by_turns(*works: Callable[[], object]) -> list[float]:
    """Return the least processor time of each of some works, done by turns."""
    rounds = [[busy(work) for work in works] for _ in range(ROUNDS)]
    return [min(times) for times in zip(*rounds, strict=True)]


@pytest.fixture(scope="module")
def million(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of a million acts, signed."""
    path = tmp_path_factory.mktemp("million") / "year.db"
    with Ledger.create(f"sqlite:///{path}", speed.opening()) as ledger:
        ledger.append(speed.history(0, ACTS), batch=BATCH)
        sign_checkpoint(ledger, Signer("wjg.example/ledger", 1, bytes(32)))
    return path


def test_the_tree_beside_recording(
    benchmark: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Letting the tree grow adds less than a quarter to recording in batches."""
    acts, paths = list(speed.history(0, RECORDED)), (tmp_path / f"{n}.db" for n in range(99))

    def record() -> None:
        with Ledger.create(f"sqlite:///{next(paths)}", speed.opening()) as ledger:
            ledger.append(acts, batch=BATCH)

    def without() -> None:
        with monkeypatch.context() as patched:
            patched.setattr(recorder, "grow", lambda *_: None)
            patched.setattr(recorder, "catch_up", lambda *_: None)
            record()

    times = benchmark.pedantic(lambda: by_turns(without, record), rounds=1)
    benchmark.extra_info["times recording without a tree"] = round(times[1] / times[0], 3)
    assert times[1] < 1.25 * times[0]


def test_verifying_a_million_acts(benchmark: Any, million: Path) -> None:
    """Verifying costs less than three times as much as reading and hashing every row."""

    def plain() -> None:
        with closing(sqlite3.connect(million)) as raw:
            for stream, version, name, state in raw.execute(SELECT):
                sha256(
                    f"\0taizhang-act/v1\n{stream}\n{version}\n{name}\n".encode() + state
                ).digest()

    def ours() -> None:
        found = verify(f"sqlite:///{million}")
        assert (found.acts, found.faults) == (ACTS + 1, ())

    plain_seconds, seconds = benchmark.pedantic(lambda: by_turns(plain, ours), rounds=1)
    benchmark.extra_info["processor seconds a million acts"] = round(seconds, 2)
    benchmark.extra_info["times the plain loop"] = round(seconds / plain_seconds, 2)
    assert seconds < 3 * plain_seconds


def test_a_proof_among_a_million(benchmark: Any, million: Path) -> None:
    """A proof with ten cosignatures is found in milliseconds, and its file is under 4 KB."""
    with Ledger.open(f"sqlite:///{million}", read_only=True) as ledger:
        first = prove_act(ledger, 1)
        text = first.stated().text()
        names = [f"witness-{number}.audit.example" for number in range(10)]
        lines = [Signer.new(name, WITNESS).line(text, 1_700_000_000) for name in names]
        note = first.checkpoint + "".join(lines)
        proof = benchmark(lambda: prove_act(ledger, 777_777, note))
    benchmark.extra_info["bytes of the file"] = len(str(proof).encode())
    assert len(str(proof).encode()) < 4096
