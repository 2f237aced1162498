"""``taizhang import`` and ``compare``: a real history comes in, and is laid beside the law."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

COLUMNS = "file,type,name,event_id,date,action,body,result,last_modified"
PRESENTED, SIGNED = "Sent to Mayor by Council", "Signed Into Law by Mayor"
LAPSED, ODD = "City Charter Rule Adopted", "Eaten by the dog"


def row(matter: str, event: int, day: str, action: str) -> str:
    """Return one row of the council's table."""
    times = f"{day}T12:00:00Z", f"{day}T18:00:00Z"
    return f"{matter},Introduction,A law,{event},{times[0]},{action},Council,,{times[1]}"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A bill lapsed on time, one recorded a day early, one signed, and a row of no known act."""
    path = tmp_path / "council.csv"
    rows = [
        row("Int 1", 1, "2019-01-01", PRESENTED), row("Int 1", 2, "2019-02-01", LAPSED),
        row("Int 2", 3, "2019-01-01", PRESENTED), row("Int 2", 4, "2019-01-31", LAPSED),
        row("Int 3", 5, "2019-01-01", PRESENTED), row("Int 3", 6, "2019-01-20", SIGNED),
        row("Int 3", 7, "2019-01-21", ODD),
    ]  # fmt: skip
    path.write_text("\n".join([COLUMNS, *rows]) + "\n", "utf-8")
    return path


def bring(taizhang: Run, source: Path, ledger: Path, *more: object) -> Result:
    """Import the council's table."""
    options = ("--mapping", "nyc_council", "--ledger", f"sqlite:///{ledger}", "--lang", "en")
    return taizhang("import", source, *options, *more)


def test_every_row_is_accounted_for(taizhang: Run, source: Path, tmp_path: Path) -> None:
    """Six rows become acts; the seventh is listed with its line and the reason."""
    report = tmp_path / "unmapped.csv"
    done = bring(taizhang, source, tmp_path / "council.db", "--report", report)
    assert done.exit_code == 0
    assert "7 rows read, 6 acts recorded, 0 there before, 1 rows unmapped" in done.stdout
    assert ODD in done.stdout
    [_, listed] = report.read_text("utf-8-sig").splitlines()
    assert listed.startswith("8,")
    assert ODD in listed


def test_a_second_import_adds_nothing(taizhang: Run, source: Path, tmp_path: Path) -> None:
    """The same file again records nothing."""
    bring(taizhang, source, tmp_path / "council.db")
    again = bring(taizhang, source, tmp_path / "council.db")
    assert "0 acts recorded, 6 there before" in again.stdout


def test_derived_and_recorded_lapses_are_laid_side_by_side(
    taizhang: Run, source: Path, tmp_path: Path
) -> None:
    """One agrees; the one recorded on day 30 is listed as early, with the acts of both sides."""
    ledger = tmp_path / "council.db"
    bring(taizhang, source, ledger)
    shown = taizhang("compare", ledger, "--lang", "en", "--as-of", "2019-06-30")
    assert shown.exit_code == 0
    assert "3 clocks begun" in shown.stdout
    assert "Disagreements (1)" in shown.stdout
    [early] = [line for line in shown.stdout.splitlines() if "bill:Int 2" in line]
    assert "recorded early" in early
    assert "2019-02-01" in early
    assert "2019-01-31" in early


def test_every_occasion_can_be_written(taizhang: Run, source: Path, tmp_path: Path) -> None:
    """The comparison goes to a file with the acts of both sides as references."""
    ledger, out = tmp_path / "council.db", tmp_path / "lapses.csv"
    bring(taizhang, source, ledger)
    taizhang("compare", ledger, "--out", out)
    lines = out.read_text("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert "bill:Int 1#1" in lines[1]
    assert "(" not in lines[1]


def test_a_law_without_recorded_effects_cannot_be_compared(taizhang: Run, year: str) -> None:
    """The district's rules have no effect that anybody records; that is said."""
    shown = taizhang("compare", year)
    assert shown.exit_code == 2
    assert "wjg-2019" in shown.stderr
