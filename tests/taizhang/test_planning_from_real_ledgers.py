"""Real ledgers, kept by hand or imported: what can be planned from is, the rest is one sentence."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest

import taizhang as tz
from simulations.spreading import InTurn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]
    OfDays = Callable[[str, str], Path]

LAST = "2019-03-20"
OURS = ("log_position", "recorded_at", "originator_version")
"""What the ledger says of an act by itself."""


@pytest.fixture(scope="module")
def weeks(of_days: OfDays) -> Path:
    """A scenario file of four weeks in March."""
    return of_days("2019-03-01", "2019-03-29")


@pytest.fixture(scope="module")
def by_hand(taizhang: Run, weeks: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real ledger, opened today, in which a clerk has put down what happened in March 2019.

    Proposals of deputies are kept elsewhere.
    """
    folder = tmp_path_factory.mktemp("hand")
    played = tz.simulate(tz.load_scenario(str(weeks)).grow(volume=0.1), 3)
    saved = played.save(folder / "played.db")
    assert taizhang("export", saved, "--out", folder / "acts.jsonl").exit_code == 0
    told = map(json.loads, (folder / "acts.jsonl").read_text("utf-8").splitlines())
    lines = [
        json.dumps({key: value for key, value in one.items() if key not in OURS})
        for one in told
        if not one["act"].startswith(("ledger.", "deputies_proposal."))
        and one["occurred_at"][:10] <= LAST
    ]
    (folder / "lines.jsonl").write_text("\n".join(lines), encoding="utf-8")
    ledger = folder / "hand.db"
    assert taizhang("create", ledger, "--government", "wujiagang").exit_code == 0
    done = taizhang("record", ledger, folder / "lines.jsonl")
    assert done.exit_code == 0, done.output
    return ledger


def test_a_ledger_kept_by_hand_is_gone_on_from(
    taizhang: Run, by_hand: Path, weeks: Path, tmp_path: Path
) -> None:
    """It goes on from its last act, whenever it was opened, and the played days are judged."""
    assert str(tz.opening(str(by_hand)).as_of) == LAST
    out = tmp_path / "on"
    done = taizhang("simulate", "--scenario", weeks, "--from", by_hand, "--last-day", "2019-03-22",
                    "--out", out, "--no-charts", "--lang", "en")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "Carried on" in done.stdout
    with tz.open(str(out / "year.db")) as ledger:
        assert f"from hand.db as of {LAST}" in ledger.opening.scenario
    assert taizhang("verify", out / "year.db").exit_code == 0


def test_a_ledger_kept_by_hand_is_fitted_and_held_against_a_forecast(
    taizhang: Run, by_hand: Path, weeks: Path, tmp_path: Path
) -> None:
    """Its days are those of its acts; kinds that never came are named; what came is no forecast."""
    done = taizhang("fit", by_hand, "--base", weeks, "--out", tmp_path / "mine.toml",
                    "--lang", "en")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert f"2019-03-01..{LAST}" in done.stdout
    assert "Not one in the ledger, so none in the scenario: " in done.stdout
    assert "deputies' proposals" in done.stdout
    frame = tz.backtest(str(by_hand), str(weeks), "2019-03-12", 3, InTurn())
    assert len(frame) > 10
    assert frame.attrs["simulated"] is False


def asked(ledger: Path, out: Path) -> list[tuple[object, ...]]:
    """Return every command that plans from a ledger."""
    change = out / "busier.toml"
    change.write_text("grow = { volume = 1.5 }", encoding="utf-8")
    return [
        ("fit", ledger, "--out", out / "fitted.toml"),
        ("backtest", ledger, "-n", 2, "--jobs", 1),
        ("replicate", "--from", ledger, "-n", 2, "--jobs", 1),
        ("simulate", "--from", ledger, "--out", out / "on"),
        ("what-if", change, "--from", ledger, "-n", 2, "--jobs", 1),
        ("reach", "clerks", "Finance", "--between", 1, 2, "--target", 0.9, "--from", ledger),
    ]


def refused(taizhang: Run, ledger: Path, out: Path, said: str) -> None:
    """Every command refuses the ledger in one sentence with exit code 2, and writes nothing."""
    for command in asked(ledger, out):
        done = taizhang(*command)
        assert done.exit_code == 2, (command, done.output)
        assert said in done.stderr, (command, done.stderr)
        assert "Traceback" not in done.output
    assert {path.name for path in out.iterdir()} == {"busier.toml"}


def test_a_ledger_of_another_law_is_refused(taizhang: Run, tmp_path: Path) -> None:
    """Travel declarations can be judged; no flow of a district's year plays them."""
    ledger, out = tmp_path / "travel.db", tmp_path / "out"
    out.mkdir()
    given = ("--government", "university", "--rulebook", "travel-declarations")
    assert taizhang("create", ledger, *given).exit_code == 0
    line = {
        "act": "declaration.submitted", "matter": "1", "by": "employee",
        "occurred_at": dt.datetime(2018, 1, 9, 9, tzinfo=dt.UTC).isoformat(),
    }  # fmt: skip
    done = taizhang("record", ledger, "-", given=json.dumps(line))
    assert done.exit_code == 0, done.output
    refused(taizhang, ledger, out, "is kept under travel-declarations")


def test_a_ledger_without_a_matter_is_refused(
    taizhang: Run, empty_ledger: Path, tmp_path: Path
) -> None:
    """There is nothing to fit, and nothing to go on from."""
    out = tmp_path / "out"
    out.mkdir()
    for command in asked(empty_ledger, out):
        done = taizhang(*command)
        assert done.exit_code == 2
        assert "no matter" in done.stderr or "Nothing had happened" in done.stderr


@pytest.fixture
def empty_ledger(taizhang: Run, tmp_path: Path) -> Path:
    """A ledger that was opened, and nothing else."""
    assert taizhang("create", tmp_path / "empty.db", "--government", "wujiagang").exit_code == 0
    return tmp_path / "empty.db"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "mapping", "rulebook"),
    [
        ("nyc_council_history.csv.gz", "nyc_council", "nyc-charter-37"),
        ("BPI_2020_DomesticDeclarations.xes.gz", "bpi2020_domestic", "travel-declarations"),
    ],
)
def test_an_imported_history_of_another_law_is_refused(
    taizhang: Run, shared: Path, tmp_path: Path, source: str, mapping: str, rulebook: str
) -> None:
    """The real histories that ship as data are judged by other laws, and never played on."""
    ledger, out = tmp_path / "imported.db", tmp_path / "out"
    out.mkdir()
    done = taizhang("import", shared / "data" / source, "--mapping", mapping, "--ledger", ledger)
    assert done.exit_code == 0, done.output
    refused(taizhang, ledger, out, f"is kept under {rulebook}")
