"""Terms that run into a year whose holidays nobody has announced yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import pytest

from simulations.scenario import load_scenario

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]


@pytest.fixture
def at_the_turn(taizhang: Run, real: str, asked: str, as_line: Callable[..., str]) -> str:
    """A ledger whose rules were renewed, and a request received on 2026-12-30."""
    lines = (
        as_line("rulebook.enacted", "wjg-2019", "2019-03-01T08:00:00+08:00", "government",
                since="2019-03-01", until="2024-03-01"),
        as_line("rulebook.renewed", "wjg-2019", "2024-02-01T08:00:00+08:00", "government",
                until="2029-03-01"),
        asked.replace("2019-09-27", "2026-12-30"),
    )  # fmt: skip
    assert taizhang("record", real, "-", given="\n".join(lines)).exit_code == 0
    return real


@pytest.mark.parametrize("command", ["audit", "due"])
def test_what_no_notice_covers_is_refused_with_the_way_out(
    taizhang: Run, at_the_turn: str, command: str
) -> None:
    """A term into 2027 is not guessed: one sentence, exit code 2, and the option that fills it."""
    refused = taizhang(command, at_the_turn)
    assert refused.exit_code == 2
    assert "covers 2027" in refused.stderr
    assert "--provisional-until 2027" in refused.stderr


def test_a_year_filled_in_says_that_it_is(taizhang: Run, at_the_turn: str) -> None:
    """Wed 30 Dec: the third working day is Tue 5 Jan, as 1 Jan is a holiday by law."""
    due = taizhang("due", at_the_turn, "--provisional-until", 2027, "--lang", "en")
    assert due.exit_code == 0
    assert "2027-01-05" in due.stdout
    assert "cn-2025-11-04-provisional" in due.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("audit",),
        ("why", "54.4@consultation:C1"),
        ("show", "consultation:C1", "--why"),
        ("diff", "--from", "2026-12-29"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_every_look_at_the_ledger_can_fill_it_in(
    taizhang: Run, at_the_turn: str, arguments: tuple[str, ...]
) -> None:
    """Judging, explaining, showing and comparing take the same option."""
    command, *rest = arguments
    assert taizhang(command, at_the_turn, *rest, "--provisional-until", 2027).exit_code == 0


@pytest.mark.parametrize("year", [2026, 2037])
def test_a_year_that_cannot_be_filled_is_refused(
    taizhang: Run, at_the_turn: str, year: int
) -> None:
    """What a notice covers, and what lies more than ten years ahead."""
    refused = taizhang("audit", at_the_turn, "--provisional-until", year)
    assert refused.exit_code == 2
    assert "give a year from 2027 to 2036" in refused.stderr


def test_a_scenarios_terms_are_counted_by_its_own_calendar() -> None:
    """A year to come is played, and judged, by the calendar that its file names."""
    scenario = attrs.evolve(load_scenario("wujiagang-2019"), calendar="cn-provisional-2028")
    assert scenario.law().calendar == "cn-provisional-2028"
