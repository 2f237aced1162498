from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain import bills as b
from domain.rulebook.catalogue import RULEBOOKS, UnknownRulebookError, rulebook

BILL = "Int 0001-2025"


def ny(text: str) -> dt.datetime:
    """Read an instant on New York's clock."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("America/New_York"))


@pytest.fixture
def bill(history_under: Any) -> Any:
    """A local law presented to the mayor on Thursday 2025-09-25, 17:00."""
    history = history_under(rulebook("nyc-charter-37"))
    history.has(b.Presented, BILL, ny("2025-09-25 17:00"), by="City Council")
    return history


@pytest.mark.parametrize(
    ("act", "answered", "as_of", "verdicts"),
    [
        (b.Signed, "2025-10-25 23:59", "2025-12-31", []),  # last good instant of day 30
        (b.Signed, "2025-10-26 00:00", "2025-12-31", ["effect"]),  # first instant of day 31
        (b.Vetoed, "2025-10-25 12:00", "2025-12-31", []),
        (None, "", "2025-10-24", []),  # still with the mayor
        (None, "", "2025-10-25", ["effect"]),  # the thirtieth day has ended
    ],
)
def test_silence_for_thirty_days_adopts_a_local_law(
    bill: Any, act: type | None, answered: str, as_of: str, verdicts: list[str]
) -> None:
    """37.b.4: presented 2025-09-25, neither signed nor returned by the end of 10-25: adopted."""
    if act:
        bill.has(act, BILL, ny(answered), by="Mayor")
    assert bill.verdicts("37.b.4", as_of) == verdicts


def test_the_day_of_a_lapse_is_a_new_york_day(bill: Any) -> None:
    """37.b.4: the effect is due at midnight in New York, in the week the clocks go back."""
    (effect,) = bill.findings("37.b.4", "2025-12-31")
    assert effect.due == ny("2025-10-26 00:00")
    assert (effect.bearer, effect.calendar) == ("Mayor", "every_day-1990-01-01")


def test_a_return_without_objections_stops_nothing(bill: Any) -> None:
    """37.b.4: only a signature or objections count; paper sent back unsigned does not."""
    bill.has(b.ReturnedUnsigned, BILL, ny("2025-10-20 12:00"), by="City Council")
    bill.has(b.Filed, BILL, ny("2025-10-21 12:00"), by="City Council", activity="Filed")
    assert bill.verdicts("37.b.4", "2025-12-31") == ["effect"]


def test_a_law_presented_again_counts_from_the_last_time(bill: Any) -> None:
    """37.b.4: presented again on 09-30, it is adopted from 10-31, and both acts are evidence."""
    bill.has(b.Presented, BILL, ny("2025-09-30 09:00"), by="City Council")
    (effect,) = bill.findings("37.b.4", "2025-12-31")
    assert effect.due == ny("2025-10-31 00:00")
    assert effect.evidence == (f"bill:{BILL}#1", f"bill:{BILL}#2")


def test_a_recall_in_time_takes_the_law_back(bill: Any) -> None:
    """37.b.5: recalled on day 20 the law never lapses."""
    bill.has(b.Recalled, BILL, ny("2025-10-15 12:00"), by="City Council")
    assert bill.verdicts("37.b.5", "2025-12-31") == ["compliant"]
    assert bill.verdicts("37.b.4", "2025-12-31") == []


@pytest.mark.parametrize("recalled", ["2025-10-25 23:59", "2025-10-26 00:00"])
def test_a_recall_after_the_lapse_comes_too_late(bill: Any, recalled: str) -> None:
    """37.b.5: until the end of day 30 the council may recall, from day 31 it is refused."""
    at = ny(recalled)
    if at < ny("2025-10-26 00:00"):
        bill.command(b.Recalled, BILL, at, by="City Council")
        return
    assert bill.refused_by(b.Recalled, BILL, at, by="City Council") == "37.b.5"
    bill.has(b.Recalled, BILL, at, by="City Council")
    assert bill.verdicts("37.b.5", "2025-12-31") == ["violation"]
    assert bill.verdicts("37.b.4", "2025-12-31") == ["effect"]


def test_a_signed_law_cannot_be_recalled(bill: Any) -> None:
    """37.b.5: the mayor has signed on day 10; the recall on day 12 is refused."""
    bill.has(b.Signed, BILL, ny("2025-10-05 12:00"), by="Mayor")
    assert bill.refused_by(b.Recalled, BILL, ny("2025-10-07 12:00")) == "37.b.5"


def test_a_signature_adopts(bill: Any) -> None:
    """37.b.1 and 37.a: presented, then signed: adopted by the signature."""
    bill.command(b.Signed, BILL, ny("2025-10-05 12:00"), by="Mayor")
    assert bill.verdicts("37.b.1", "2025-12-31") == ["effect"]
    assert bill.verdicts("37.a", "2025-12-31") == ["compliant"]


def test_a_signature_without_a_presentation_is_refused_live_and_open_in_a_history(
    history_under: Any,
) -> None:
    """37.a: nothing presented: a live signature is refused, an imported one cannot be judged."""
    history = history_under(rulebook("nyc-charter-37"))
    signed = ny("2025-10-05 12:00")
    assert history.refused_by(b.Signed, "Int 0002-2025", signed, by="Mayor") == "37.a"
    history.has(b.Signed, "Int 0002-2025", signed, by="Mayor")
    assert history.verdicts("37.a", "2025-12-31") == ["indeterminate"]


def test_an_override_adopts_what_was_returned(bill: Any) -> None:
    """37.b.2: returned with objections on day 28 and passed again: adopted, and no lapse."""
    bill.has(b.Vetoed, BILL, ny("2025-10-23 12:00"), by="Mayor")
    bill.has(b.Overridden, BILL, ny("2025-11-20 13:30"), by="City Council")
    assert bill.verdicts("37.b.2", "2025-12-31") == ["effect"]
    assert bill.verdicts("37.b.4", "2025-12-31") == []


def test_the_charter_judges_nothing_before_its_revision(history_under: Any) -> None:
    """In force from 1990-01-01: a presentation of the last day of 1989 starts no clock."""
    history = history_under(rulebook("nyc-charter-37"))
    history.has(b.Presented, "Int 1-1989", ny("1989-12-31 12:00"), by="City Council")
    history.has(b.Presented, "Int 1-1990", ny("1990-01-01 12:00"), by="City Council")
    assert [one.key for one in history.findings("37.b.4", "1990-12-31")] == ["Int 1-1990"]


def test_a_bill_may_begin_with_any_act_but_not_without_a_number(history_under: Any) -> None:
    """Real records begin in the middle; only a blank number or activity is refused."""
    history = history_under(rulebook("nyc-charter-37"))
    history.command(b.Overridden, BILL, ny("2025-11-20 13:30"), by="City Council")
    assert history.refused_by(b.Presented, " ", ny("2025-11-20 13:30")) == ""
    assert history.refused_by(b.Proceeding, BILL, ny("2025-11-20 13:30"), activity=" ") == ""


def test_every_rulebook_of_the_catalogue_loads_under_its_id() -> None:
    """A rulebook is found by its permanent id; an unknown one is refused with the known ones."""
    assert [rulebook(one).id for one in RULEBOOKS] == list(RULEBOOKS)
    with pytest.raises(UnknownRulebookError, match="'nyc-charter-38': choose one of wjg-2019, nyc"):
        rulebook("nyc-charter-38")
