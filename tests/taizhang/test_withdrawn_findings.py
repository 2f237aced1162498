"""撤销认定 A withdrawn finding, as the command line records, judges, shows and hands it on."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest

from domain.determinations import Found, Withdrawn
from ledger.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]
    Write = Callable[..., str]

ZONE = dt.timezone(dt.timedelta(hours=8))
FOUND = "determination:v4#1"
AS_OF_THE_YEAR = ("--as-of", "2019-12-31")


def at(day: str) -> dt.datetime:
    """Return 09:00 of a day."""
    return dt.datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=ZONE)


@pytest.fixture
def reviewed(real: str) -> str:
    """Found on 3 June that V4 had accepted a banquet; withdrawn on 2 September, recorded on 9th."""
    june = at("2019-06-03")
    with Ledger.open(real) as ledger:
        ledger.record([
            Found(
                matter="v4", occurred_at=june, recorded_at=june, by="office", norm="74.4",
                breach=True, bearer="v4", statement="接受街道宴请",
            ),
            Withdrawn(
                matter="v4", occurred_at=at("2019-09-02"), recorded_at=at("2019-09-09"),
                by="office", finding=FOUND, reason="查无实据",
            ),
        ])  # fmt: skip
    return real


def _verdicts(taizhang: Run, url: str, *asked: str) -> list[str]:
    done = taizhang("audit", url, "--norm", "74.4", "--format", "json", *asked)
    assert done.exit_code == 0, done.stderr
    return [one["verdict"] for one in json.loads(done.stdout)]


@pytest.mark.parametrize(
    ("asked", "verdicts"),
    [
        (AS_OF_THE_YEAR, []),
        (("--as-of", "2019-09-01"), ["violation"]),  # not withdrawn by then
        (("--as-of", "2019-09-02"), []),
        ((*AS_OF_THE_YEAR, "--known-at", "2019-09-08"), ["violation"]),  # not known by then
        ((*AS_OF_THE_YEAR, "--known-at", "2019-09-09"), []),
    ],
)
def test_an_audit_says_what_stood_on_the_day_as_it_was_known(
    taizhang: Run, reviewed: str, asked: tuple[str, ...], verdicts: list[str]
) -> None:
    """The finding is gone from its withdrawal on; as of or as known before, it is a violation."""
    assert _verdicts(taizhang, reviewed, *asked) == verdicts


def test_its_page_tells_both_acts_and_no_verdict(taizhang: Run, reviewed: str) -> None:
    """`show` keeps what was found and that it was withdrawn, by whom and why; nothing is judged."""
    shown = taizhang("show", reviewed, "determination:v4", "--lang", "en").stdout
    assert f"found that v4 broke norm 74.4: 接受街道宴请. [{FOUND}]" in shown
    assert f"withdrew the finding {FOUND}, on which nothing rests from then on" in shown
    assert "No findings" in shown
    told = taizhang("show", reviewed, "determination:v4").stdout
    assert "认定v4违反规范74.4：接受街道宴请" in told
    assert f"撤销认定{FOUND}，理由：查无实据；自此不再据以认定" in told
    assert "无认定" in told


def test_a_finding_is_explained_as_long_as_it_stands(taizhang: Run, reviewed: str) -> None:
    """`why` explains it as known before; after, there is none to explain."""
    asked = ("74.4@determination:v4", *AS_OF_THE_YEAR, "--lang", "en")
    before = taizhang("why", reviewed, *asked, "--known-at", "2019-09-08")
    assert "violation: found by office" in before.stdout
    after = taizhang("why", reviewed, *asked)
    assert after.exit_code == 2
    assert "There is no finding" in after.stderr


def test_a_diff_names_the_withdrawal(taizhang: Run, reviewed: str) -> None:
    """Between 1 and 3 September the violation disappears, by the act that withdrew it."""
    days = ("--from", "2019-09-01", "--to", "2019-09-03")
    told = json.loads(taizhang("diff", reviewed, *days, "--format", "json").stdout)
    [change] = told["findings"]
    assert (change["norm"], change["matter"]) == ("74.4", "determination:v4")
    assert (change["before"], change["after"]) == ("violation", None)
    assert list(change["acts"]) == ["determination:v4#2"]


def test_a_second_withdrawal_is_refused_in_a_sentence(
    taizhang: Run, reviewed: str, as_line: Write
) -> None:
    """What is withdrawn already is not withdrawn again: exit 2, and nothing recorded."""
    fields = {"finding": FOUND, "reason": "再撤"}
    line = as_line("determination.withdrawn", "v4", "2019-09-10T09:00:00+08:00", "head", **fields)
    done = taizhang("record", reviewed, "-", given=line)
    assert done.exit_code == 2
    assert "is already withdrawn by determination:v4#2" in done.stderr


def test_it_is_handed_on_and_taken_back(taizhang: Run, reviewed: str, tmp_path: Path) -> None:
    """Exported as lines and taken back into another ledger, the finding is as withdrawn there."""
    lines, back = tmp_path / "acts.jsonl", f"sqlite:///{tmp_path}/back.db"
    assert taizhang("export", reviewed, "--out", lines).exit_code == 0
    assert taizhang("import", lines, "--ledger", back).exit_code == 0
    assert _verdicts(taizhang, back, *AS_OF_THE_YEAR) == []
    assert _verdicts(taizhang, back, "--as-of", "2019-09-01") == ["violation"]
