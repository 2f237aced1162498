"""Several programs at one ledger, in each database: nothing lost, nothing twice, clear refusals."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections import Counter
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from ledger.ledger import Ledger
from ledger.verifying import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from click.testing import Result

    Run = Callable[..., Result]
    Line = Callable[..., str]

AT = "2019-09-27T09:00:00+08:00"
PROCESSES, EACH = 8, 12

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs other processes")


def at_once(commands: list[Callable[[], Result]]) -> list[tuple[int, str]]:
    """Run commands in a process each, all let go at one moment; return exit codes and stderr."""
    wait, go = os.pipe()
    pipes, children = [], []
    for command in commands:
        told, tell = os.pipe()
        children.append(os.fork())
        if children[-1] == 0:
            os.close(go)
            os.read(wait, 1)
            try:
                done = command()
                os.write(tell, f"{done.exit_code}\n{done.stderr}".encode())
            except BaseException as why:  # noqa: BLE001 - the child must not go on as a test run
                os.write(tell, f"-1\n{why!r}".encode())
            os._exit(0)
        os.close(tell)
        pipes.append(told)
    os.close(wait)
    os.close(go)
    results = []
    for told in pipes:
        with os.fdopen(told, "rb") as pipe:
            code, _, stderr = pipe.read().decode().partition("\n")
        results.append((int(code), stderr))
    for child in children:
        os.waitpid(child, 0)
    return results


@contextmanager
def writing(url: str) -> Iterator[None]:
    """Hold a ledger's lock on writing, as another program that does not let go."""
    if url.startswith("sqlite"):
        path = url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as raw:
            raw.execute("BEGIN IMMEDIATE")
            yield
        return
    import psycopg  # noqa: PLC0415 - only where there is a server

    address, _, schema = url.partition("?schema=")
    with psycopg.connect(address) as raw:
        raw.execute(f"LOCK TABLE {schema}.stored_events IN EXCLUSIVE MODE")
        yield
        raw.rollback()


def reviews(as_line: Line, number: int) -> str:
    """Return a consultation of a process's own, and its units added to everybody's."""
    own = [
        as_line("consultation.opened", f"C{number}", AT, "office", host="office", about="T1",
                related_units=["finance"])
    ]  # fmt: skip
    everybodys = [
        as_line("consultation.requested", "C0", AT, "office", unit=f"unit_{number}_{at}")
        for at in range(EACH)
    ]
    return "\n".join(own + everybodys)


def test_eight_processes_recording_at_once(
    taizhang: Run, real: str, asked: str, as_line: Line
) -> None:
    """All acts are there once, positions and places have no gap, the tree holds, all verifies."""
    opened = asked.splitlines()[0].replace('"C1"', '"C0"')
    assert taizhang("record", real, "-", given=opened).exit_code == 0
    commands = [
        lambda number=number: taizhang("record", real, "-", given=reviews(as_line, number))
        for number in range(1, PROCESSES + 1)
    ]
    assert at_once(commands) == [(0, "")] * PROCESSES
    with Ledger.open(real, read_only=True) as ledger:
        placed = list(ledger.positioned())
    assert [position for position, _ in placed] == list(range(1, len(placed) + 1))
    acts = [act for _, act in placed]
    assert max(Counter(act.ref for act in acts).values()) == 1
    shared: list[Any] = [act for act in acts if act.matter == "C0"]
    assert [act.originator_version for act in shared] == list(range(1, len(shared) + 1))
    units = Counter(act.unit for act in shared[1:])
    assert units == Counter(
        f"unit_{number}_{at}" for number in range(1, PROCESSES + 1) for at in range(EACH)
    )
    assert sum(act.matter in {f"C{n}" for n in range(1, PROCESSES + 1)} for act in acts) == 8
    checked = verify(real)
    assert checked.faults == ()
    assert checked.acts == len(acts)


def test_two_writers_at_one_matter(
    taizhang: Run, real: str, asked: str, stored: Callable[[str], bytes]
) -> None:
    """Both open the same consultation: one does, the other is told so, and nothing is lost."""
    commands = [lambda: taizhang("record", real, "-", given=asked)] * 2
    codes = sorted(at_once(commands))
    assert [code for code, _ in codes] == [0, 2]
    assert "consultation:C1" in codes[1][1]
    assert codes[1][1].count("\n") == 1
    before = stored(real)
    assert before.count(b"matter='C1'") == 3
    again = taizhang("record", real, "-", given=asked)
    assert again.exit_code == 2
    assert stored(real) == before
    assert verify(real).faults == ()


def test_a_locked_ledger_is_waited_for(taizhang: Run, real: str, asked: str) -> None:
    """A writer waits while another program writes, and records when it is done."""
    with writing(real):
        done: list[Result] = []
        clerk = threading.Thread(
            target=lambda: done.append(taizhang("record", real, "-", given=asked))
        )
        clerk.start()
        clerk.join(0.3)
        assert clerk.is_alive(), done[0].output
    clerk.join()
    assert done[0].exit_code == 0, done[0].output


def test_a_ledger_that_stays_locked_is_given_up(
    taizhang: Run,
    real: str,
    asked: str,
    stored: Callable[[str], bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """After the time it waits, a writer says that another program is writing: exit code 2."""
    before = stored(real)
    with monkeypatch.context() as impatient:
        impatient.setattr("ledger.sqlite.connections.LOCK_TIMEOUT", 0.2)
        impatient.setattr("ledger.postgres.connections.LOCK_TIMEOUT", 1)
        with writing(real):
            refused = taizhang("record", real, "-", given=asked)
            read = taizhang("verify", real)
    assert refused.exit_code == 2
    assert "Another program is writing to it: try again later." in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert read.exit_code == 0, read.output
    assert stored(real) == before
    assert taizhang("record", real, "-", given=asked).exit_code == 0
