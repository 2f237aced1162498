"""A writer may be killed at any instant: what it had recorded is there, whole batches only."""

from __future__ import annotations

import os
import signal
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import attrs
import pytest

from domain.documents import Reviewed
from ledger.ledger import Ledger
from ledger.verifying import verify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from domain.act import Act
    from domain.ledger_opening import Opened

BATCH = 50

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a child to kill")


def killed_after(bytes_told: int, work: Callable[[int], None]) -> None:
    """Run some work in a child and kill it when it has told that many bytes into its pipe."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        work(tell)
        os._exit(0)
    os.close(tell)
    with os.fdopen(told, "rb", buffering=0) as pipe:
        for _ in range(bytes_told):
            assert pipe.read(1)
        os.kill(child, signal.SIGKILL)
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.fixture
def write(
    url: str, opening: Opened, drafted: Callable[..., Act], told: Callable[..., Act]
) -> Callable[[int], None]:
    """Write to a new ledger for ever, and tell of every batch once it is recorded."""
    review = told(Reviewed, "D1", "2019-04-02", text_version=1)

    def work(tell: int) -> None:
        with Ledger.create(url, opening) as ledger:
            ledger.record([drafted("D1")])
            for first in range(2, 10**9, BATCH):
                some = range(first, first + BATCH)
                ledger.append(attrs.evolve(review, originator_version=at) for at in some)
                os.write(tell, b".")

    return work


@pytest.mark.parametrize("batches", [1, 2, 7])
def test_a_killed_writer_leaves_whole_batches(
    url: str, path: Path, drafted: Callable[..., Act], write: Callable[[int], None], batches: int
) -> None:
    """After SIGKILL in full flight the ledger opens, holds what was confirmed, and goes on."""
    killed_after(batches, write)
    with Ledger.open(url) as ledger:
        confirmed = len(ledger)
        assert confirmed >= 2 + batches * BATCH
        assert (confirmed - 2) % BATCH == 0
        assert len(list(ledger.acts())) == confirmed
        assert ledger.record([drafted("D2")]) == 1
    assert verify(url).faults == ()  # each act came with its part of the tree, or with neither
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_killed_writer_s_ledger_can_be_read_before_it_is_mended(
    url: str, write: Callable[[int], None]
) -> None:
    """A reader finds what a killed writer had recorded, in the log it left beside the file."""
    killed_after(1, write)
    with Ledger.open(url, read_only=True) as reader:
        assert len(list(reader.acts())) >= 2 + BATCH
