"""``taizhang due`` and ``taizhang charts``: what presses on a day, and what a mayor looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]


def due(taizhang: Run, real: str, day: str, *more: str) -> list[str]:
    """Return the rows of the due list of a day."""
    shown = taizhang("due", real, "--on", day, "--lang", "en", *more).stdout
    return [row for row in shown.splitlines() if "54.4" in row]


def test_a_reply_turns_from_green_to_amber_to_red(taizhang: Run, real: str, asked: str) -> None:
    """Received on 2019-09-27, due on 2019-10-08 across the holiday: green, amber, red."""
    taizhang("record", real, "-", given=asked)
    [green] = due(taizhang, real, "2019-09-27")
    assert "green" in green
    assert "2019-10-08" in green
    [amber] = due(taizhang, real, "2019-10-08")
    assert "amber" in amber
    [red] = due(taizhang, real, "2019-10-09")
    assert "red" in red
    assert "-1" in red


def test_only_what_an_organ_owes_is_listed(taizhang: Run, real: str, asked: str) -> None:
    """The department owes the reply; the Office does not."""
    taizhang("record", real, "-", given=asked)
    assert len(due(taizhang, real, "2019-10-09", "--organ", "finance")) == 1
    assert not due(taizhang, real, "2019-10-09", "--organ", "office")


def test_the_list_says_which_day_it_is_of(taizhang: Run, year: str) -> None:
    """Without a day the ledger's last one is taken, and said."""
    assert "数据截止2019-03-31" in taizhang("due", year).stdout


@pytest.mark.printed
def test_the_charts_of_a_ledger_are_drawn(taizhang: Run, year: str, tmp_path: Path) -> None:
    """Six charts as PNG and SVG in the language asked for, and their paths are said."""
    done = taizhang("charts", year, "--out", tmp_path, "--lang", "en")
    assert done.exit_code == 0
    drawn = sorted(path.name for path in (tmp_path / "en").iterdir())
    assert len(drawn) == 12
    assert len(done.stdout.split()) == 12
    assert not (tmp_path / "zh").exists()
    assert b"<svg" in (tmp_path / "en" / "workload.svg").read_bytes()[:1000]


def test_a_ledger_without_findings_has_no_charts(taizhang: Run, real: str, tmp_path: Path) -> None:
    """Where nothing was judged there is nothing to draw, and that is said."""
    done = taizhang("charts", real, "--out", tmp_path / "charts")
    assert done.exit_code == 2
    assert "尚无认定" in done.stderr
    assert not (tmp_path / "charts").exists()
