"""A clock that goes back: the order of record stays, it is listed, and what was known is known."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest

from domain.calendar import load_calendar
from domain.consultations import Opened, Received, Replied, Requested
from domain.rulebook.wujiagang_2019 import RULEBOOK
from ledger.ledger import Ledger
from ledger.verifying import verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]

ZONE = dt.timezone(dt.timedelta(hours=8))


def at(day: str, hour: int = 9) -> dt.datetime:
    """Return an hour of a day."""
    return dt.datetime.fromisoformat(day).replace(hour=hour, tzinfo=ZONE)


STAMPS = [at("2019-09-09"), at("2019-09-10"), at("2019-09-05"), at("2019-09-12")]
"""What the clock shows as the four acts are recorded: it goes back by five days for the third."""


@pytest.fixture
def set_back(real: str) -> str:
    """A ledger in which the receipt was stamped before the request it answers."""
    common: dict[str, Any] = {"matter": "C1", "recorded_at": STAMPS[0]}
    acts = [
        Opened(**common, occurred_at=at("2019-09-09"), by="office", host="office", about="T1",
               related_units=("finance",)),
        Requested(**common, occurred_at=at("2019-09-09"), by="office", unit="finance"),
        Received(**common, occurred_at=at("2019-09-10"), by="finance", unit="finance"),
        Replied(**common, occurred_at=at("2019-09-11"), by="finance", unit="finance",
                position="agree"),
    ]  # fmt: skip
    stamps = iter(STAMPS)
    with Ledger.open(real, clock=lambda: next(stamps)) as ledger:
        for act in acts:
            ledger.command(act, RULEBOOK, load_calendar("cn"))
    return real


def test_the_order_of_record_is_that_of_the_positions(set_back: str) -> None:
    """Positions and places follow each other as the acts were recorded, whatever the stamps say."""
    with Ledger.open(set_back, read_only=True) as ledger:
        placed = list(ledger.positioned())[3:]
        own = ledger.stream("consultation", "C1")
    assert [position for position, _ in placed] == [4, 5, 6, 7]
    assert [act.recorded_at for _, act in placed] == STAMPS
    assert [act.originator_version for act in own] == [1, 2, 3, 4]
    assert verify(set_back).faults == ()


def test_it_is_listed_as_an_exception(taizhang: Run, set_back: str) -> None:
    """The act stamped before its predecessor is named, with its position and by how much."""
    told = json.loads(taizhang("exceptions", set_back, "--format", "json").stdout)["exceptions"]
    back = [one for one in told if one["kind"] == "ledger clock went back"]
    assert [one["position"] for one in back] == [6]


@pytest.mark.parametrize(
    ("moment", "known"),
    [
        ("2019-09-04", []),
        ("2019-09-05", [3]),
        ("2019-09-09", [1, 3]),
        ("2019-09-10", [1, 2, 3]),
        ("2019-09-11", [1, 2, 3]),
        ("2019-09-12", [1, 2, 3, 4]),
    ],
)
def test_what_was_known_is_what_was_stamped_by_then(
    taizhang: Run, set_back: str, moment: str, known: list[int]
) -> None:
    """By the stamp alone, in every command alike; an act whose forerunner is not known stands."""
    refs = [f"consultation:C1#{version}" for version in known]
    found = json.loads(
        taizhang("search", set_back, "--kind", "consultation", "--known-at", moment,
                 "--format", "json").stdout
    )  # fmt: skip
    assert [one["ref"] for one in found] == refs
    with Ledger.open(set_back, read_only=True) as ledger:
        own = ledger.stream("consultation", "C1", known_at=dt.date.fromisoformat(moment))
    assert [act.ref for act in own] == refs
    shown = taizhang("show", set_back, "C1", "--known-at", moment, "--as-of", "2019-09-30")
    assert shown.exit_code == (0 if known else 2), shown.output
    judged = taizhang("audit", set_back, "--known-at", moment, "--as-of", "2019-09-30",
                      "--format", "json")  # fmt: skip
    assert judged.exit_code == 0, judged.output
    verdicts = [one["verdict"] for one in json.loads(judged.stdout) if one["norm"] == "54.4"]
    assert ("compliant" in verdicts) == (4 in known)
