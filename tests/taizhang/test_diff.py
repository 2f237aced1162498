"""``taizhang diff``: what two looks tell differently, and the acts that made the difference."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from domain import consultations as c
from ledger.ledger import Ledger
from taizhang.judging import Question, judged

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]

ZONE = ZoneInfo("Asia/Shanghai")


def at(text: str) -> dt.datetime:
    """Read Shanghai time."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.fixture
def replied(real: str) -> str:
    """A department asked on Monday; its reply of the last good day, recorded the day after."""
    said: list[tuple[type[c.Act], str, str, str, dict[str, Any]]] = [
        (c.Opened, "2019-04-01 09:00", "2019-04-01 09:00", "office",
         {"host": "office", "about": "R1", "related_units": ("finance",)}),
        (c.Requested, "2019-04-01 09:00", "2019-04-01 09:00", "office", {"unit": "finance"}),
        (c.Received, "2019-04-01 09:00", "2019-04-01 09:00", "finance", {"unit": "finance"}),
        (c.Replied, "2019-04-04 16:00", "2019-04-05 10:00", "finance",
         {"unit": "finance", "position": c.AGREE}),
    ]  # fmt: skip
    acts = [
        act(matter="C1", occurred_at=at(on), recorded_at=at(noted), by=by, **fields)
        for act, on, noted, by, fields in said
    ]
    with Ledger.open(real) as ledger:
        ledger.record(acts)
    return real


def compared(taizhang: Run, ledger: str, *asked: object) -> dict[str, Any]:
    """Return the comparison as JSON."""
    told: dict[str, Any] = json.loads(taizhang("diff", ledger, *asked, "--format", "json").stdout)
    return told


def of_norm(told: dict[str, Any], norm: str) -> list[dict[str, Any]]:
    """Return the findings of one norm that differ."""
    return [one for one in told["findings"] if one["norm"] == norm]


def test_an_act_changes_state_and_verdict(taizhang: Run, replied: str) -> None:
    """Between Wednesday and Thursday the reply came: pending became kept, by that act."""
    told = compared(taizhang, replied, "--from", "2019-04-03", "--to", "2019-04-04")
    assert [one["ref"] for one in told["acts"]] == ["consultation:C1#4"]
    (matter,) = told["state"]
    assert (matter["matter"], matter["appeared"]) == ("consultation:C1", False)
    paths = {field["path"]["en"]: field for field in matter["fields"]}
    replied_at = paths["tracks / Finance / replied at"]
    assert replied_at["before"]["en"] == ""
    assert replied_at["after"]["en"] == "2019-04-04 16:00"
    assert replied_at["path"]["zh"] == "各单位 / 区财政局 / 回复时间"
    (finding,) = of_norm(told, "54.4")
    assert (finding["change"], finding["before"], finding["after"]) == (
        "changed", "pending", "compliant",
    )  # fmt: skip
    assert list(finding["acts"]) == ["consultation:C1#4"]


def test_what_was_learnt_later_is_compared_as_of_the_same_day(taizhang: Run, replied: str) -> None:
    """Known on Thursday the reply was missing; known on Friday it had been in time."""
    told = compared(
        taizhang, replied, "--to", "2019-04-05", "--known-at", "2019-04-04", "--known-at",
        "2019-04-05",
    )  # fmt: skip
    (finding,) = of_norm(told, "54.4")
    assert (finding["before"], finding["after"]) == ("deviation", "compliant")
    assert list(finding["acts"]) == ["consultation:C1#4"]


def test_time_alone_changes_a_verdict(taizhang: Run, replied: str) -> None:
    """Known before the reply, the last good day ends at 24:00: no act, yet a departure."""
    asked = ("--from", "2019-04-03", "--to", "2019-04-04", "--known-at", "2019-04-04")
    told = compared(taizhang, replied, *asked)
    assert told["acts"] == told["state"] == []
    (finding,) = of_norm(told, "54.4")
    assert (finding["before"], finding["after"], finding["acts"]) == ("pending", "deviation", {})
    assert "time, or other matters" in taizhang("diff", replied, *asked, "--lang", "en").stdout


def test_a_matter_that_began_between_has_appeared(taizhang: Run, replied: str) -> None:
    """Before it was opened there was nothing of it, neither state nor finding."""
    told = compared(taizhang, replied, "--from", "2019-03-31", "--to", "2019-04-01")
    assert [one["appeared"] for one in told["state"]] == [True]
    assert {one["change"] for one in of_norm(told, "54.4")} == {"appeared"}


def test_the_differences_make_the_later_verdicts_out_of_the_earlier(
    taizhang: Run, year: str
) -> None:
    """Over a fortnight of a played spring: earlier verdicts with the changes are the later ones."""
    days = [dt.date(2019, 3, 8), dt.date(2019, 3, 15)]
    told = compared(taizhang, year, "--from", days[0], "--to", days[1])
    with Ledger.open(year, read_only=True) as ledger:
        looks = [judged(ledger, Question(as_of=day)).findings for day in days]
        between = [
            act.ref
            for act in ledger.acts()
            if days[0] < act.occurred_at.astimezone(ZONE).date() <= days[1]
        ]
    changes = [one["change"] for one in told["findings"]]
    growth = changes.count("appeared") - changes.count("gone")
    assert len(looks[1]) - len(looks[0]) == growth
    assert [one["ref"] for one in told["acts"]] == between
    assert {ref for one in told["state"] for ref in one["acts"]} == set(between)


def test_it_is_printed_in_both_languages(taizhang: Run, replied: str) -> None:
    """Fields and verdicts are in the language asked for."""
    asked = ("diff", replied, "--from", "2019-04-03", "--to", "2019-04-04")
    shown = taizhang(*asked).stdout
    assert "现状变化" in shown
    assert "未到期" in shown
    shown = taizhang("diff", replied, "--from", "2019-03-31", "--to", "2019-04-04", "--lang", "en")
    assert "State: " in shown.stdout
    assert "opened" in shown.stdout


@pytest.mark.parametrize(
    "asked",
    [
        (),
        ("--to", "2019-04-04"),
        ("--from", "2019-04-05", "--to", "2019-04-04"),
        ("--known-at", "2019-04-01", "--known-at", "2019-04-02", "--known-at", "2019-04-03"),
    ],
)
def test_two_looks_are_needed(taizhang: Run, replied: str, asked: tuple[str, ...]) -> None:
    """Less than two looks, more, or the wrong way round is bad input."""
    assert taizhang("diff", replied, *asked).exit_code == 2
