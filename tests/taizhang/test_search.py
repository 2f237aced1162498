"""``taizhang search``: exactly the acts that are asked for, each with its position."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from domain.organisation import unit_of
from domain.world import fold
from ledger.ledger import Ledger
from taizhang.judging import Judged, judged

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    from domain.act import Act

    Run = Callable[..., Result]


@pytest.fixture(scope="module")
def acts(year: str) -> dict[int, Act]:
    """The acts of the spring by position."""
    with Ledger.open(year, read_only=True) as ledger:
        return dict(ledger.positioned())


@pytest.fixture(scope="module")
def verdict(year: str) -> Judged:
    """The spring judged."""
    with Ledger.open(year, read_only=True) as ledger:
        return judged(ledger)


def found(taizhang: Run, year: str, *asked: object) -> list[int]:
    """Return the positions found."""
    told: list[dict[str, Any]] = json.loads(
        taizhang("search", year, *asked, "--format", "json").stdout
    )
    return [one["position"] for one in told]


def test_an_organ_is_whoever_was_of_it_at_the_time(
    taizhang: Run, year: str, acts: dict[int, Act]
) -> None:
    """What an organ did is what it did itself and what holders of its posts did while they did."""
    chart = fold("organisation", [act for act in acts.values() if act.kind == "organisation"])
    expected = [
        at for at, act in acts.items() if unit_of(chart, act.by, act.occurred_at) == "finance"
    ]
    assert expected
    assert found(taizhang, year, "--organ", "finance") == expected


def test_a_norm_means_the_acts_its_findings_rest_on(
    taizhang: Run, year: str, acts: dict[int, Act], verdict: Judged
) -> None:
    """Every act that a finding of 54.4 cites is found, and no other."""
    cited = {ref for one in verdict.only(["54.4"]).findings for ref in one.evidence}
    assert found(taizhang, year, "--norm", "54.4") == [
        at for at, act in acts.items() if act.ref in cited
    ]


def test_all_that_is_asked_must_hold(taizhang: Run, year: str, acts: dict[int, Act]) -> None:
    """Act, actor and days together."""
    asked = ("--act", "consultation.replied", "--by", "finance", "--since", "2019-03-05")
    assert found(taizhang, year, *asked, "--until", "2019-03-11") == [
        at
        for at, act in acts.items()
        if act.name == "consultation.replied"
        and act.by == "finance"
        and "2019-03-05" <= f"{act.occurred_at:%Y-%m-%d}" <= "2019-03-11"
    ]


def test_a_sentence_is_searched_in_both_languages(taizhang: Run, year: str) -> None:
    """What is said of an act in Chinese is found whatever language is printed."""
    asked = ("--act", "consultation.replied", "--by", "finance")
    assert found(taizhang, year, *asked, "--saying", "区财政局") == found(taizhang, year, *asked)


def test_sentences_have_their_positions(taizhang: Run, year: str, acts: dict[int, Act]) -> None:
    """A line has the position of the act and its reference; the rest is counted."""
    shown = taizhang("search", year, "--matter", "C2019-00012", "--most", "1", "--lang", "en")
    line, count = shown.stdout.splitlines()
    position = int(line.split()[0].replace(",", ""))
    assert line.endswith(f"[{acts[position].ref}]")
    many = sum(act.matter == "C2019-00012" for act in acts.values())
    assert count == f"{many} found, 1 shown"


@pytest.mark.parametrize("asked", [("--organ", "nowhere"), ("--norm", "999.9")])
def test_what_does_not_exist_is_said_so(taizhang: Run, year: str, asked: tuple[str, str]) -> None:
    """An unknown organ or norm is bad input, never an empty result."""
    refused = taizhang("search", year, *asked)
    assert refused.exit_code == 2
    assert asked[1] in refused.output


def test_export_chooses_alike(taizhang: Run, year: str, tmp_path_factory: Any) -> None:
    """`export` with the same options writes the same acts."""
    out = tmp_path_factory.mktemp("chosen") / "finance.jsonl"
    assert taizhang("export", year, "--organ", "finance", "--out", out).exit_code == 0
    positions = found(taizhang, year, "--organ", "finance")
    lines = out.read_text("utf-8").splitlines()
    assert len([line for line in lines if '"act"' in line]) >= len(positions) > 0
