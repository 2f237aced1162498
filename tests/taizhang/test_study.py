"""``taizhang replicate``, ``what-if`` and ``simulate --change``: many years at the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import taizhang as tz
from ledger.ledger import Ledger
from simulations.spreading import InTurn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]
    OfDays = Callable[[str, str], Path]

CHANGE = """
name = { zh = "财政局减一人", en = "one clerk fewer in Finance" }
remove_clerk = ["Finance"]
"""


@pytest.fixture(scope="module")
def march(of_days: OfDays) -> Path:
    """A scenario file of two weeks in March."""
    return of_days("2019-03-01", "2019-03-15")


@pytest.fixture
def change(tmp_path: Path) -> Path:
    """A file that takes a clerk from Finance."""
    path = tmp_path / "fewer.toml"
    path.write_text(CHANGE, encoding="utf-8")
    return path


def test_years_are_written_and_told(taizhang: Run, march: Path, tmp_path: Path) -> None:
    """Three years: a table on the screen, the same table as ``tz.replicate`` in the file."""
    out = tmp_path / "years.csv"
    done = taizhang("replicate", "--scenario", march, "-n", 3, "--seed", 3, "--jobs", 1,
                    "--out", out, "--lang", "en")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "3 years played, seed 3" in done.stdout
    for told in ("Worst norms", "Busiest desks", "adherence", "Bureau"):
        assert told in done.stdout
    written = pd.read_csv(out, keep_default_na=False)
    frame = tz.replicate(str(march), 3, InTurn(), seed=3)
    assert len(written) == len(frame)
    assert list(written.columns) == list(frame.columns)
    assert written["value"].astype(float).sum() == pytest.approx(frame["value"].sum())


def test_it_says_whether_the_aim_was_reached(taizhang: Run, march: Path) -> None:
    """With --until the half-width that was reached stands beside the aim."""
    done = taizhang("replicate", "--scenario", march, "-n", 3, "--until", 1e-6, "--jobs", 1)
    assert done.exit_code == 0, done.output
    assert "未达到" in done.stdout


def test_changes_are_compared_on_the_same_draws(
    taizhang: Run, march: Path, change: Path, tmp_path: Path
) -> None:
    """One clerk fewer beside the year as it is; the variant goes by the name its file gives it."""
    out = tmp_path / "differences.json"
    done = taizhang("what-if", change, "--scenario", march, "-n", 2, "--jobs", 1, "--norm", "54.4",
                    "--out", out, "--charts", tmp_path / "charts")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "财政局减一人" in done.stdout
    rows = json.loads(out.read_text(encoding="utf-8"))
    assert {row["variant"] for row in rows} == {"one clerk fewer in Finance"}
    assert (tmp_path / "charts" / "zh" / "differences.png").is_file()


def test_a_changed_year_is_recorded_with_what_was_changed(
    taizhang: Run, march: Path, change: Path, tmp_path: Path
) -> None:
    """The ledger itself says that it is not the scenario as it ships."""
    term = tmp_path / "term.toml"
    term.write_text('term = { "54.4" = { days = 2 } }', encoding="utf-8")
    folder = tmp_path / "year"
    done = taizhang("simulate", "--scenario", march, "--change", change, "--change", term,
                    "--out", folder, "--no-charts")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "not the law" in done.stderr
    assert "--with 54.4.days=2" in done.stderr
    with Ledger.open(f"sqlite:///{folder / 'year.db'}", read_only=True) as ledger:
        assert ledger.opening.scenario == (
            "wujiagang-2019 (one clerk fewer in Finance; assumed 54.4.days=2)"
        )
    assumed = taizhang("audit", folder / "year.db", "--with", "54.4.days=2", "--format", "json")
    assert json.loads(assumed.stdout)["norms"]
    written = pd.read_csv(folder / "findings.csv")
    assert written["rulebook"].str.contains("54.4.days=2").all()


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("replicate", "--change", "none.toml"), "none.toml"),
        (("replicate", "--watch", "99.9", "--until", "0.1"), "99.9"),
        (("replicate", "--out", "years.txt"), ".csv"),
        (("replicate", "--dask", "tcp://127.0.0.1:1"), "dask"),
        (("reach", "desks", "Finance", "--between", "1", "2", "--target", "0.9"), "clerks"),
        (("what-if", "none.toml"), "none.toml"),
        (("what-if", "{empty}"), "changes nothing"),
        (("what-if", "{wrong}"), "no unit"),
    ],
)
def test_bad_input_is_one_sentence_and_two(
    taizhang: Run, tmp_path: Path, command: tuple[str, ...], said: str
) -> None:
    """Nothing is played for what cannot be done."""
    (tmp_path / "empty.toml").write_text("", encoding="utf-8")
    (tmp_path / "wrong.toml").write_text("remove_clerk = ['Atlantis']", encoding="utf-8")
    files = {"empty": tmp_path / "empty.toml", "wrong": tmp_path / "wrong.toml"}
    done = taizhang(*(part.format(**files) for part in command))
    assert done.exit_code == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_year_in_memory_is_judged_by_the_terms_it_was_played_under(march: Path) -> None:
    """``tz.simulate`` of an assumed term labels every table with it, also judged again."""
    plan = tz.load_scenario(str(march)).term("54.4", days=2)
    year = tz.simulate(plan)
    played = tz.judge(year)
    assert "54.4.days=2" in played.attrs["rulebook"]
    assert played["rulebook"].str.contains("54.4.days=2").all()
    again = tz.judge(year, as_of=plan.last_day)
    assert "54.4.days=2" in again.attrs["rulebook"]
    assert list(again["verdict"]) == list(played["verdict"])


def test_the_clerks_it_takes_are_found_and_drawn(
    taizhang: Run, march: Path, tmp_path: Path
) -> None:
    """A search prints every value it tried, what it found, and draws the curve."""
    done = taizhang("reach", "clerks", "Finance", "--between", 2, 3, "--target", 0.3, "-n", 4,
                    "--scenario", march, "--norm", "54.4", "--jobs", 1, "--charts", tmp_path,
                    "--lang", "en")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "reached" in done.stdout
    assert "clerks of Finance Bureau: 2 reaches 30.0% with 95% confidence" in done.stdout
    assert "Dearer ones were not played." in done.stdout
    assert (tmp_path / "en" / "capacity_curve.png").is_file()
    none = taizhang("reach", "clerks", "财政局", "--between", 2, 2, "--target", 0.99, "-n", 2,
                    "--scenario", march, "--norm", "54.4", "--jobs", 1, "--lang", "zh")  # fmt: skip
    assert "没有取值以95%的置信度达到99.0%。所给取值中，1个确证未达到。" in none.stdout


def test_what_a_result_hangs_on_is_told_and_drawn(
    taizhang: Run, march: Path, tmp_path: Path
) -> None:
    """A screen prints each parameter with its ends and its measures, and draws the tornado."""
    done = taizhang("sensitivity", "--of", "consultations.waiting_for_principal", 0.5, 2,
                    "--of", "volume", 0.9, 1.1, "-n", 1, "--trajectories", 2, "--norm", "54.4",
                    "--scenario", march, "--jobs", 1, "--charts", tmp_path,
                    "--lang", "en")  # fmt: skip
    assert done.exit_code == 0, done.output
    for told in ("as the scenario is", "×0.5 … 2", "mu star"):
        assert told in done.stdout
    assert (tmp_path / "zh" / "sensitivity.png").is_file()


def test_the_cheapest_combination_is_told_and_drawn(
    taizhang: Run, march: Path, tmp_path: Path
) -> None:
    """Two levers turned together: what was found, what is known of cheaper ones, a chart."""
    small = tmp_path / "small.toml"
    small.write_text("grow = { volume = 0.2 }", encoding="utf-8")
    out = tmp_path / "tried.csv"
    given = ("--scenario", march, "--change", small, "--target", 0.5, "-n", 10, "--jobs", 1)
    done = taizhang("cheapest", *given, "--turn", "clerks", "Finance", 1, 2, 1.5,
                    "--turn", "meeting", "executive", 13, 14, 1, "--out", out,
                    "--charts", tmp_path, "--lang", "en")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "clerks of Finance Bureau 1" in done.stdout
    assert "days between executive meetings 14: reaches 50.0% with 95% confidence" in " ".join(
        done.stdout.split()
    )
    assert {"clerks Finance", "meeting executive", "cost"} <= set(pd.read_csv(out))
    assert (tmp_path / "zh" / "cost_of_reaching.png").is_file()
    twice = taizhang("cheapest", *given, *("--turn", "clerks", "Finance", 1, 2, 1) * 2)
    assert twice.exit_code == 2
    assert "turned twice" in twice.stderr
