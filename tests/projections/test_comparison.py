from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain import bills as b
from domain.calendar import load_calendar
from domain.rulebook.catalogue import rulebook
from ledger.importing import import_into
from ledger.ledger import Ledger
from projections.comparison import AGREEMENTS, Comparison, compare

CHARTER = rulebook("nyc-charter-37")
PRESENTED = dt.datetime(2025, 9, 25, 17, tzinfo=ZoneInfo("America/New_York"))


def on_day(days: int) -> dt.datetime:
    """Return noon of the n-th day after the presentation."""
    return PRESENTED.replace(hour=12) + dt.timedelta(days=days)


def compared(history: Any, as_of: dt.date = dt.date(2025, 12, 31)) -> Comparison:
    """Compare the lapses of a history with what it recorded."""
    acts = sorted(history.acts, key=lambda act: act.occurred_at)
    return compare(acts, CHARTER, load_calendar(CHARTER.calendar), as_of, "37.b.4")


@pytest.mark.parametrize(
    ("presented", "recorded", "agreement"),
    [
        (1, 31, "agrees"),
        (1, 30, "recorded early"),
        (1, 32, "recorded late"),
        (1, None, "derived only"),
        (0, 31, "recorded only"),
    ],
)
def test_both_sides_of_a_lapse_stand_side_by_side(
    history_under: Any, presented: int, recorded: int | None, agreement: str
) -> None:
    """37.b.4 adopts on day 31; the record agrees, or how it differs is said with its acts."""
    history = history_under(CHARTER)
    if presented:
        history.has(b.Presented, "Int 1", PRESENTED, by="City Council")
    if recorded:
        history.has(b.LapseRecorded, "Int 1", on_day(recorded), by="Administration")
    (row,) = compared(history).lapses.to_dict("records")
    assert row["agreement"] == agreement
    assert row["derived_day"] == (dt.date(2025, 10, 26) if presented else None)
    assert row["derived_refs"] == (("bill:Int 1#1",) if presented else ())
    last = f"bill:Int 1#{1 + presented}"
    assert row["recorded_refs"] == ((last,) if recorded else ())


def test_what_was_answered_in_time_is_no_lapse(history_under: Any) -> None:
    """Signed on day 30: an answer with its day and act; still running: neither; nothing to list."""
    history = history_under(CHARTER)
    history.has(b.Presented, "Int 1", PRESENTED, by="City Council")
    history.has(b.Signed, "Int 1", on_day(30), by="Mayor")
    history.has(b.Presented, "Int 2", on_day(60), by="City Council")
    result = compared(history, (on_day(70)).date())
    assert result.lapses.empty
    assert result.answers[["act", "days", "ref"]].to_numpy().tolist() == [
        ["bill.signed", 30, "bill:Int 1#2"]
    ]
    assert (result.opened, result.running) == (2, 1)


def test_an_effect_without_a_record_cannot_be_compared(history_under: Any) -> None:
    """37.b.1 has no clock and 37.a is no effect: one sentence says what can be chosen."""
    history = history_under(CHARTER)
    for norm in ("37.b.1", "37.a"):
        with pytest.raises(ValueError, match=f"The norm 规范 {norm} .* choose an effect"):
            compare(history.acts, CHARTER, load_calendar("every_day"), dt.date(2025, 12, 31), norm)


@pytest.mark.slow
def test_the_record_of_new_york_is_explained(shared: Path, tmp_path: Path) -> None:
    """1,645 signatures within 30 days; lapses recorded on day 30 (368), 31 (1,011) and 32 (22).

    Of the 1,418 recorded lapses of laws presented, 17 more were recorded before day 30. Four laws
    lapsed of which no record says so; two records speak of laws never presented.
    """
    url = f"sqlite:///{tmp_path / 'nyc.db'}"
    import_into(url, shared / "data" / "nyc_council_history.csv.gz", "nyc_council")
    with Ledger.open(url, read_only=True) as ledger:
        acts = ledger.acts(order="occurred")
        calendar = load_calendar(CHARTER.calendar)
        result = compare(acts, CHARTER, calendar, dt.date(2026, 8, 31), "37.b.4")
    summary = result.summary().set_index("outcome")
    assert summary["acts"].to_dict() == {
        "agrees": 1_011,
        "recorded early": 385,
        "recorded late": 22,
        "derived only": 4,
        "recorded only": 2,
        "bill.signed": 1_645,
        "bill.vetoed": 111,
    }
    signed = summary.loc["bill.signed"]
    assert (signed["matters"], signed["last_day"]) == (1_637, 30)
    days = result.lapses["days"].value_counts()
    assert [int(days[day]) for day in (30, 31, 32)] == [368, 1_011, 22]
    assert int(days.sum()) == 1_418
    assert len(result.disagreements) == 413
    assert set(result.lapses["agreement"]) == set(AGREEMENTS)
    # presented = answered + lapsed + recalled + still with the mayor
    assert result.opened == 3_185
    assert 1_637 + 111 + (1_011 + 385 + 22 + 4) + 2 + result.running == 3_185
