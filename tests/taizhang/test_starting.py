"""``--from LEDGER``: years that go on from what a ledger left open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

import taizhang as tz
from ledger.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]
    OfDays = Callable[[str, str], Path]

AS_OF = "2019-03-08"


@pytest.fixture(scope="module")
def march(of_days: OfDays) -> Path:
    """A scenario file of two weeks in March."""
    return of_days("2019-03-01", "2019-03-13")


@pytest.fixture(scope="module")
def march_ledger(march: Path, taizhang: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of those weeks, as played."""
    folder = tmp_path_factory.mktemp("played")
    done = taizhang("simulate", "--scenario", march, "--out", folder, "--no-charts")
    assert done.exit_code == 0, done.output
    return folder / "year.db"


def test_one_ledger_of_what_was_and_what_follows(
    taizhang: Run, march: Path, march_ledger: Path, tmp_path: Path
) -> None:
    """``simulate --from`` writes the acts up to the day as they were, and the days after it."""
    out = tmp_path / "on"
    done = taizhang("simulate", "--scenario", march, "--from", march_ledger,
                    "--as-of", AS_OF, "--out", out, "--no-charts", "--lang", "en")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "Carried on" in done.stdout
    assert "consultation" in done.stdout
    with Ledger.open(f"sqlite:///{march_ledger}", read_only=True) as before:
        known = {a.ref: a for a in before.acts() if str(a.occurred_at.date()) <= AS_OF}
    with Ledger.open(f"sqlite:///{out / 'year.db'}", read_only=True) as after:
        acts = {act.ref: act for act in after.acts()}
        assert f"from year.db as of {AS_OF}" in after.opening.scenario
    del known["ledger:ledger#1"]
    assert all(acts[ref] == act for ref, act in known.items())
    assert len(acts) > len(known) * 1.1
    assert taizhang("verify", out / "year.db").exit_code == 0
    findings = pd.read_csv(out / "findings.csv", keep_default_na=False)
    audited = tz.judge(str(out / "year.db"), as_of="2019-03-13")
    assert len(findings) == len(audited)


def test_years_and_changes_go_on_from_a_ledger(
    taizhang: Run, march: Path, march_ledger: Path, tmp_path: Path
) -> None:
    """``replicate`` and ``what-if`` start from it too, and say so in both languages."""
    given = ("--scenario", march, "--from", march_ledger, "--as-of", "2019-03-11")
    out = tmp_path / "years.csv"
    done = taizhang("replicate", *given, "-n", 2, "--jobs", 1, "--out", out)
    assert done.exit_code == 0, done.output
    assert "接续year.db（截至2019-03-11）" in done.stdout
    assert "接续的在办事项" in done.stdout
    rows = pd.read_csv(out, keep_default_na=False)
    assert {"carried_adherence", "carried_open"} <= set(rows["measure"])
    change = tmp_path / "busier.toml"
    change.write_text("grow = { volume = 1.5 }", encoding="utf-8")
    done = taizhang("what-if", change, *given, "-n", 2, "--jobs", 1, "--lang", "en")
    assert done.exit_code == 0, done.output
    assert "from year.db as of 2019-03-11" in done.stdout
    done = taizhang("reach", "clerks", "Finance", "--between", 2, 2, "--target", 0.5, *given,
                    "-n", 2, "--jobs", 1, "--lang", "en")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "Carried on" in done.stdout


def test_what_is_carried_on_is_a_table(march: Path, march_ledger: Path) -> None:
    """``tz.carried`` counts every open matter once; a scenario of no ledger has none."""
    year = tz.load_scenario(str(march))
    frame = tz.carried(year.start_from(tz.opening(str(march_ledger), AS_OF)))
    assert frame["open"].sum() == frame["carried"].sum() + frame["not_carried"].sum() > 50
    assert set(frame["why_en"]) <= {"", "the flow has no step after the stage it has reached"}
    assert {"consultation", "submission", "document", "meeting"} <= set(frame["kind"])
    with pytest.raises(ValueError, match="starts from no ledger"):
        tz.carried(year)


def test_a_day_without_a_ledger_is_refused(taizhang: Run, march: Path, march_ledger: Path) -> None:
    """What cannot be gone on from is one sentence and exit code 2."""
    done = taizhang("replicate", "--scenario", march, "--as-of", AS_OF)
    assert done.exit_code == 2
    assert "add --from" in done.stderr
    done = taizhang("replicate", "--scenario", march, "--from", march_ledger)
    assert done.exit_code == 2
    assert "give a later last day" in done.stderr
