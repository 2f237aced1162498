"""A disk that takes no more: one sentence, exit code 2, nothing half-written, and on it goes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from ledger.ledger import Ledger
from ledger.verifying import verify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]
    InAChild = Callable[[Callable[[], object], Callable[[], Result]], tuple[int, str]]
    WithRoom = Callable[[int, Callable[[], Result]], tuple[int, str]]

resource = pytest.importorskip("resource", reason="no such limits on this system")

pytestmark = pytest.mark.printed
MANY = 600
ROOM = 20_000
"""Bytes that a file may grow to beyond what the ledger has."""


@pytest.fixture
def with_room(in_a_child: InAChild) -> WithRoom:
    """Run a command where no file may grow beyond some bytes; return its exit code and stderr."""
    return lambda room, command: in_a_child(
        lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)), command
    )


def many(as_line: Callable[..., str]) -> str:
    """Return more acts than there is room for."""
    at = "2019-09-27T09:00:00+08:00"
    return "\n".join(
        as_line(
            "consultation.opened",
            f"C{n}",
            at,
            "office",
            host="office",
            about="T" * 200,
            related_units=["finance"],
        )
        for n in range(MANY)
    )


def size_of(url: str) -> int:
    """Return how large a ledger's file is."""
    return os.stat(url.removeprefix("sqlite:///")).st_size  # noqa: PTH116 - a text is at hand


def test_recording_on_a_full_disk(
    taizhang: Run,
    real: str,
    as_line: Callable[..., str],
    stored: Callable[[str], bytes],
    with_room: WithRoom,
) -> None:
    """Nothing of the batch is there; with room again the same lines are recorded, all is sound."""
    before, lines = stored(real), many(as_line)
    code, stderr = with_room(
        size_of(real) + ROOM, lambda: taizhang("record", real, "-", given=lines)
    )
    assert code == 2, stderr
    assert "Nothing was recorded" in stderr
    assert stderr.count("\n") == 1
    assert stored(real) == before
    assert taizhang("record", real, "-", given=lines).exit_code == 0
    with Ledger.open(real, read_only=True) as ledger:
        assert ledger.position == len(ledger) == 3 + MANY
    assert verify(real).faults == ()


def test_a_file_that_may_not_grow_is_full(
    taizhang: Run,
    real: str,
    as_line: Callable[..., str],
    stored: Callable[[str], bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What SQLite says of a full disk becomes: make room."""
    before, lines = stored(real), many(as_line)
    with monkeypatch.context() as full:
        full.setattr("ledger.sqlite.connections.WRITING", ("max_page_count=20",))
        refused = taizhang("record", real, "-", given=lines)
    assert refused.exit_code == 2
    assert "database or disk is full. Make room on the disk" in refused.stderr
    assert stored(real) == before
    assert taizhang("record", real, "-", given=lines).exit_code == 0
    assert verify(real).faults == ()


def test_an_import_into_a_full_disk_makes_no_ledger(
    taizhang: Run, tmp_path: Path, with_room: WithRoom
) -> None:
    """There is no ledger, half or empty, where a whole one was to be made; later there is."""
    source = tmp_path / "council.csv"
    columns = "file,type,name,event_id,date,action,body,result,last_modified\n"
    source.write_text(
        columns
        + "".join(
            f"Int {at},Introduction,Tax,{at},2025-07-01T17:00:00Z,Sent to Mayor by Council,"
            "City Council,,2025-07-02T09:00:00Z\n"
            for at in range(MANY)
        ),
        "utf-8",
    )
    url = f"sqlite:///{tmp_path / 'council.db'}"

    def command() -> Result:
        return taizhang("import", source, "--mapping", "nyc_council", "--ledger", url)

    code, stderr = with_room(90_000, command)
    assert code == 2, stderr
    assert stderr.strip().count("\n") == 0
    assert command().exit_code == 0
    with Ledger.open(url, read_only=True) as ledger:
        assert len(ledger) == 1 + MANY
    assert verify(url).faults == ()


@pytest.mark.parametrize(
    "command",
    [
        ("export", "{year}", "--out", "{out}.jsonl"),
        ("export", "{year}", "--out", "{out}.csv.gz"),
        ("export", "{year}", "--out", "{out}.xlsx"),
        ("export", "{year}", "--out", "{out}.parquet"),
        ("export", "{year}", "--out", "{out}.sqlite"),
        ("audit", "{year}", "--format", "csv", "--out", "{out}.csv"),
        ("audit", "{year}", "--format", "xlsx", "--out", "{out}.xlsx"),
        pytest.param(("charts", "{year}", "--out", "{out}/charts"), marks=pytest.mark.slow),
    ],
)
def test_no_half_written_file_is_left(
    taizhang: Run,
    year: str,
    tmp_path: Path,
    command: tuple[str, ...],
    with_room: WithRoom,
) -> None:
    """Exports, tables and charts that find no room leave nothing but what was whole."""
    folder = tmp_path / "out"
    folder.mkdir()
    texts = [one.format(year=year, out=folder / "made") for one in command]
    code, stderr = with_room(ROOM, lambda: taizhang(*texts))
    assert code == 2, stderr
    assert "磁盘已满或不能写" in stderr
    assert "Traceback" not in stderr
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_a_checkpoint_that_finds_no_room_is_signed_again(
    taizhang: Run,
    real: str,
    tmp_path: Path,
    with_room: WithRoom,
) -> None:
    """The key and the ledger are as they were; run again, the file is written."""
    key, out = tmp_path / "log.key", tmp_path / "point.txt"
    taizhang("keys", "new", key, "--name", "wjg.example/real")

    def sign() -> Result:
        return taizhang("checkpoint", real, "--key", key, "--out", out)

    code, stderr = with_room(100, sign)
    assert code == 2, stderr
    assert not out.exists()
    assert sign().exit_code == 0
    assert out.read_text("utf-8").startswith("wjg.example/real\n")
    assert verify(real).faults == ()
