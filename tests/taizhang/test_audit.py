"""``taizhang audit``: a table to read, files to pass on, and an exit code to build upon."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pandas as pd
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

CORE = ["norm", "article", "matter", "bearer", "opened", "due", "discharged", "verdict"]


def test_the_table_says_as_of_when_and_by_which_rules(taizhang: Run, year: str) -> None:
    """Without a day the ledger's last one counts, and the output says so."""
    shown = taizhang("audit", year, "--lang", "en")
    assert shown.exit_code == 0
    assert "as of 2019-03-31; rulebook wjg-2019; calendar cn-" in shown.stdout.splitlines()[0]
    assert "Reply within three working days of receipt" in shown.stdout
    assert "Worst findings (10 of " in shown.stdout


@pytest.mark.printed
def test_the_table_speaks_chinese(taizhang: Run, year: str) -> None:
    """By default everything is said in Chinese, verdicts and norms included."""
    shown = taizhang("audit", year)
    assert "3个工作日内回复" in shown.stdout
    assert "无法认定" in shown.stdout
    assert "compliant" not in shown.stdout


def test_json_findings_are_objects_with_the_agreed_keys(taizhang: Run, year: str) -> None:
    """Each finding is an object; its core comes first, and its evidence is a list of acts."""
    given = json.loads(taizhang("audit", year, "--norm", "54.4", "--format", "json").stdout)
    assert len(given) > 100
    for finding in given:
        assert list(finding)[:10] == [*CORE, "late_working_days", "evidence"]
        assert finding["norm"] == "54.4"
        assert finding["evidence"][0].startswith("consultation:")


def test_only_the_norms_asked_for_are_given(taizhang: Run, year: str) -> None:
    """--norm may be repeated; nothing else comes back."""
    shown = taizhang("audit", year, "--norm", "54.4", "--norm", "62.9", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(shown.stdout.removeprefix("\ufeff"))))
    assert {row["norm"] for row in rows} == {"54.4", "62.9"}


@pytest.mark.printed
@pytest.mark.parametrize(
    ("form", "read"), [("xlsx", pd.read_excel), ("parquet", pd.read_parquet), ("csv", pd.read_csv)]
)
def test_findings_are_written_to_files(
    taizhang: Run, year: str, tmp_path: Path, form: str, read: Callable[[Path], pd.DataFrame]
) -> None:
    """Each format holds every finding, and can be read by others."""
    out = tmp_path / f"findings.{form}"
    written = taizhang("audit", year, "--norm", "62.9", "--format", form, "--out", out)
    assert written.exit_code == 0
    everything = json.loads(taizhang("audit", year, "--norm", "62.9", "--format", "json").stdout)
    assert list(read(out)["matter"]) == [one["matter"] for one in everything]


def test_a_file_says_on_stderr_where_it_is_from(taizhang: Run, year: str) -> None:
    """What is piped holds findings alone; the source note goes to stderr."""
    shown = taizhang("audit", year, "--format", "json", "--lang", "en")
    assert "as of 2019-03-31" in shown.stderr
    assert json.loads(shown.stdout)


@pytest.mark.printed
@pytest.mark.parametrize(
    ("norm", "fail_on", "code"),
    [
        ("54.4", "deviation", 1),
        ("54.4", "violation", 0),  # a soft norm can only be deviated from
        ("54.6", "indeterminate", 1),  # before March: the rules of 2015 are not at hand
        ("62.9", "deviation", 1),  # a violation is graver
    ],
)
def test_the_exit_code_is_one_where_a_finding_is_as_grave(
    taizhang: Run, year: str, norm: str, fail_on: str, code: int
) -> None:
    """--fail-on asks for findings at least as grave; without it the exit code is 0."""
    assert taizhang("audit", year, "--norm", norm, "--fail-on", fail_on).exit_code == code
    assert taizhang("audit", year, "--norm", norm).exit_code == 0


def test_an_earlier_day_knows_less(taizhang: Run, year: str) -> None:
    """As of an earlier day there are fewer findings, and what ran then was pending."""
    then = json.loads(
        taizhang(
            "audit", year, "--as-of", "2019-03-08", "--norm", "54.4", "--format", "json"
        ).stdout
    )
    today = json.loads(taizhang("audit", year, "--norm", "54.4", "--format", "json").stdout)
    assert len(then) < len(today)
    assert all(one["opened"] < "2019-03-09" for one in then)
    running = {one["key"] for one in then if one["verdict"] == "pending"}
    decided = {one["key"] for one in today if one["verdict"] in {"compliant", "deviation"}}
    assert running
    assert running <= decided


def test_what_was_not_yet_recorded_is_left_out(taizhang: Run, real: str, asked: str) -> None:
    """By what was known before the recording there is no finding; by what is known now there is."""
    taizhang("record", real, "-", given=asked)
    options = ("--norm", "54.4", "--as-of", "2019-10-31", "--format", "json")
    assert json.loads(taizhang("audit", real, *options, "--known-at", "2019-10-01").stdout) == []
    [found] = json.loads(taizhang("audit", real, *options).stdout)
    assert found["verdict"] == "deviation"
    assert found["due"] == "2019-10-08T23:59:59+08:00"


def test_another_rulebook_may_judge(taizhang: Run, year: str) -> None:
    """Under a law that speaks of other acts a ledger has no findings."""
    shown = taizhang("audit", year, "--rulebook", "nyc-charter-37", "--format", "json")
    assert json.loads(shown.stdout) == []
