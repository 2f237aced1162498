"""``taizhang simulate``: the same seed is the same year, and a stored year is the played one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from taizhang import playing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]


def rows(ledger: Path) -> list[tuple[object, ...]]:
    """Return every stored row, byte for byte."""
    with closing(sqlite3.connect(ledger)) as store:
        return store.execute("SELECT * FROM stored_events ORDER BY rowid").fetchall()


def test_a_year_is_written_and_its_paths_are_said(played: Path) -> None:
    """The folder holds the ledger and the findings, and nothing half-made."""
    assert sorted(path.name for path in played.iterdir()) == ["findings.csv", "year.db"]
    assert len(rows(played / "year.db")) > 20_000


def test_the_same_seed_is_the_same_year(
    taizhang: Run, spring: Path, played: Path, tmp_path: Path
) -> None:
    """Played twice, a seed gives byte-equal findings and the same acts, and so the same state."""
    again = tmp_path / "again"
    done = taizhang("simulate", "--scenario", spring, "--seed", 1, "--out", again, "--no-charts")
    assert done.exit_code == 0
    assert (again / "findings.csv").read_bytes() == (played / "findings.csv").read_bytes()
    assert rows(again / "year.db") == rows(played / "year.db")


def test_another_seed_is_another_year(
    taizhang: Run, spring: Path, played: Path, tmp_path: Path
) -> None:
    """Another seed gives other acts and other findings."""
    other = tmp_path / "other"
    done = taizhang("simulate", "--scenario", spring, "--seed", 2, "--out", other, "--no-charts")
    assert done.exit_code == 0
    assert (other / "findings.csv").read_bytes() != (played / "findings.csv").read_bytes()
    assert rows(other / "year.db")[500:600] != rows(played / "year.db")[500:600]


def test_a_stored_year_is_judged_as_it_was_while_it_was_played(
    taizhang: Run, played: Path, tmp_path: Path
) -> None:
    """Replaying the ledger gives, byte for byte, the findings of the play."""
    out = tmp_path / "replayed.csv"
    options = ("--as-of", "2019-03-31", "--format", "csv", "--out", out)
    assert taizhang("audit", played / "year.db", *options).exit_code == 0
    assert out.read_bytes() == (played / "findings.csv").read_bytes()


def test_it_says_what_was_played(taizhang: Run, spring: Path, tmp_path: Path) -> None:
    """At the end stand the source, how many acts, the verdicts, the worst norms and the paths."""
    out = tmp_path / "year"
    done = taizhang(
        "simulate", "--scenario", spring, "--seed", 3, "--out", out, "--no-charts", "--lang", "en"
    )
    assert "Simulated ledger year.db" in done.stdout
    assert f"{len(rows(out / 'year.db')):,} acts" in done.stdout
    assert "Worst norms" in done.stdout
    assert "deviation" in done.stdout
    assert str(out / "year.db") in done.stdout
    assert str(out / "findings.csv") in done.stdout


def test_a_year_that_is_there_is_not_overwritten(taizhang: Run, played: Path, spring: Path) -> None:
    """A folder that holds a ledger is refused, and the ledger is as it was."""
    before = (played / "year.db").read_bytes()
    result = taizhang("simulate", "--scenario", spring, "--out", played, "--no-charts")
    assert result.exit_code == 2
    assert "--replace" in result.stderr
    assert (played / "year.db").read_bytes() == before


def test_a_year_is_replaced_where_that_is_asked(
    taizhang: Run, spring: Path, tmp_path: Path
) -> None:
    """With --replace the old ledger gives way, once the new one is whole."""
    old = tmp_path / "year.db"
    old.write_bytes(b"what was there before")
    done = taizhang("simulate", "--scenario", spring, "--out", tmp_path, "--replace", "--no-charts")
    assert done.exit_code == 0
    assert len(rows(old)) > 20_000


def test_a_play_that_is_cut_short_leaves_what_was_there(
    taizhang: Run, spring: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failure in the middle of the year leaves the old ledger, and no half of the new one."""
    old = tmp_path / "year.db"
    old.write_bytes(b"what was there before")

    def cut_short(*_: object) -> None:
        raise KeyError("a fault of ours")

    monkeypatch.setattr(playing._Sink, "flush", cut_short)
    with pytest.raises(KeyError):
        taizhang("simulate", "--scenario", spring, "--out", tmp_path, "--replace", "--no-charts")
    assert [path.name for path in tmp_path.iterdir()] == ["year.db"]
    assert old.read_bytes() == b"what was there before"


@pytest.mark.slow
def test_the_charts_are_drawn_in_both_languages(
    taizhang: Run, spring: Path, tmp_path: Path
) -> None:
    """Six charts in each language, as PNG and as SVG, and their paths are said."""
    done = taizhang("simulate", "--scenario", spring, "--out", tmp_path / "year")
    assert done.exit_code == 0
    for lang in ("zh", "en"):
        drawn = sorted(path.name for path in (tmp_path / "year" / "charts" / lang).iterdir())
        assert len(drawn) == 12
        assert "adherence_by_month.png" in drawn
        assert "adherence_by_month_and_norm.png" in drawn
        assert "time_to_reply.svg" in drawn
    assert str(tmp_path / "year" / "charts" / "zh" / "workload.svg") in done.stdout
