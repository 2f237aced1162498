"""``taizhang fit`` and ``tz.fit``: a ledger becomes a scenario file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

import taizhang as tz

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]


def test_a_ledger_is_fitted_and_its_scenario_can_be_read(
    taizhang: Run, played: Path, tmp_path: Path
) -> None:
    """The file says of the spring what was fitted and what was assumed, and is read again."""
    out, table = tmp_path / "mine.toml", tmp_path / "numbers.csv"
    done = taizhang("fit", played / "year.db", "--out", out, "--table", table, "--lang", "en")
    assert done.exit_code == 0, done.output
    assert "numbers fitted" in done.stdout
    scenario = tz.load_scenario(str(out))
    assert scenario.number("submissions.per_working_day").source.startswith("fitted 2019-01-01..")
    assert scenario.number("documents.review").source == "assumption; not fitted"
    rows = pd.read_csv(table)
    same = tz.fit(str(played / "year.db"))
    assert rows["fitted"].sum() == same.numbers["fitted"].sum()
    assert same.scenario.numbers == scenario.numbers
    assert same.numbers.attrs["ledger"] == "year.db"


def test_the_fit_is_drawn_over_what_was_recorded(
    taizhang: Run, played: Path, tmp_path: Path
) -> None:
    """Three charts in each language; of what was not fitted one sentence says why there is none."""
    out, folder = tmp_path / "mine.toml", tmp_path / "charts"
    done = taizhang("fit", played / "year.db", "--out", out, "--charts", folder)
    assert done.exit_code == 0, done.output
    for language in ("zh", "en"):
        names = {path.stem for path in (folder / language).glob("*.png")}
        assert names == {"arrivals_fit", "organ_times", "steps_fit"}
    fitted = tz.fit(str(played / "year.db"))
    with pytest.raises(ValueError, match="nothing to draw"):
        tz.charts.steps_fit(fitted.curves[:0], lang="en")


def test_a_file_that_is_there_is_not_replaced_unasked(
    taizhang: Run, played: Path, tmp_path: Path
) -> None:
    """A second fit to the same file is refused in one sentence, and the file stays."""
    out = tmp_path / "mine.toml"
    out.write_text("mine", encoding="utf-8")
    done = taizhang("fit", played / "year.db", "--out", out)
    assert done.exit_code == 2
    assert "is there already" in done.stderr
    assert out.read_text(encoding="utf-8") == "mine"
    assert taizhang("fit", played / "year.db", "--out", out, "--replace").exit_code == 0
    assert out.read_text(encoding="utf-8") != "mine"


def test_no_file_to_be_written_is_said_before_anything_is_read(
    taizhang: Run, played: Path, tmp_path: Path
) -> None:
    """An output that is no .toml, or in no folder, is refused."""
    for out in (tmp_path / "mine.txt", tmp_path / "nowhere" / "mine.toml"):
        done = taizhang("fit", played / "year.db", "--out", out)
        assert done.exit_code == 2
        assert "cannot be written" in done.stderr
