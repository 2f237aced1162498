"""``taizhang backtest``: a forecast held against a ledger's second part, at the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

import taizhang as tz
from simulations.spreading import InTurn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]
    OfDays = Callable[[str, str], Path]


@pytest.fixture(scope="module")
def weeks(of_days: OfDays) -> Path:
    """A scenario file of four weeks in March."""
    return of_days("2019-03-01", "2019-03-29")


@pytest.fixture(scope="module")
def small(weeks: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of those weeks at a tenth of the volume."""
    year = tz.simulate(tz.load_scenario(str(weeks)).grow(volume=0.1), 3)
    return year.save(tmp_path_factory.mktemp("ledger") / "small.db")


def test_it_is_told_written_and_drawn(
    taizhang: Run, weeks: Path, small: Path, tmp_path: Path
) -> None:
    """The share inside, what is outside, the whole table in a file, and a chart in both tongues."""
    out = tmp_path / "held.csv"
    done = taizhang("backtest", small, "--base", weeks, "--split", "2019-03-15", "-n", 4,
                    "--jobs", 1, "--out", out, "--charts", tmp_path, "--lang", "en")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "measures lie inside their intervals" in done.stdout
    assert "would be 60.0% in the long run" in done.stdout
    written = pd.read_csv(out, keep_default_na=False)
    frame = tz.backtest(str(small), str(weeks), "2019-03-15", 4, InTurn())
    assert list(written.columns) == list(frame.columns)
    assert written["observed"].sum() == pytest.approx(frame["observed"].sum())
    assert (tmp_path / "zh" / "forecast_check.png").is_file()
    assert (tmp_path / "en" / "forecast_check.svg").is_file()


def test_a_split_outside_the_ledger_is_refused(taizhang: Run, weeks: Path, small: Path) -> None:
    """It is one sentence and exit code 2."""
    done = taizhang("backtest", small, "--base", weeks, "--split", "2019-04-15")
    assert done.exit_code == 2
    assert "leaves nothing on one side" in done.stderr
