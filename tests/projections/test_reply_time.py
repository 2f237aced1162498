from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from projections.reply_time import reply_time

if TYPE_CHECKING:
    import datetime as dt

ZONE = "Asia/Shanghai"


class EveryDay:
    """A calendar on which all days are working days."""

    def working_days_between(self, after: dt.date, until: dt.date) -> int:
        """Return the days after one day up to another."""
        return (until - after).days


def consulted(days: list[int | None], as_of: str = "2019-09-20") -> pd.DataFrame:
    """Return findings of 54.4 opened 2 Sep 2019 and answered after so many days (None: open)."""
    opened = pd.Timestamp("2019-09-02 09:00", tz=ZONE)
    answered = [None if n is None else opened + pd.Timedelta(days=n) for n in days]
    frame = pd.DataFrame(
        {"norm": "54.4", "verdict": "compliant", "opened": opened}, range(len(days))
    )
    frame["discharged"] = pd.to_datetime(pd.Series(answered), utc=True).dt.tz_convert(ZONE)
    frame["due"] = pd.Timestamp("2019-09-06", tz=ZONE)
    frame.loc[frame["discharged"].isna(), "verdict"] = "pending"
    frame.attrs = {"as_of": as_of, "calendar": "cn-2019-03-22", "ledger": "year.db"}
    return frame


def test_without_censoring_the_curve_is_the_share_still_open() -> None:
    """Given replies after 1, 2, 2 and 4 days, then 1, 3/4, 1/4, 0 are open after each."""
    curve = reply_time(consulted([1, 2, 2, 4]), "54.4", EveryDay())
    assert curve["days"].tolist() == [0, 1, 2, 4]
    assert curve["survival"].tolist() == pytest.approx([1, 0.75, 0.25, 0])
    assert curve["at_risk"].tolist() == [4, 4, 3, 1]
    assert (curve.attrs["median"], curve.attrs["replied"], curve.attrs["open"]) == (2, 4, 0)


def test_an_open_one_is_censored_at_the_as_of_day_not_counted_as_done() -> None:
    """Given one of two open on the third day, then the curve stays at 1/2."""
    curve = reply_time(consulted([2, None], as_of="2019-09-05"), "54.4", EveryDay())
    assert curve["days"].tolist() == [0, 2, 3]
    assert curve["survival"].tolist() == pytest.approx([1, 0.5, 0.5])
    assert curve["censored"].tolist() == [0, 0, 1]
    assert curve.attrs["open"] == 1


def test_censoring_before_an_answer_changes_what_is_at_risk() -> None:
    """Given one open since day 18 and answers on 1 and 19, then the product-limit rule holds."""
    findings = consulted([1, None, 19])
    curve = reply_time(findings, "54.4", EveryDay()).set_index("days")
    assert curve.loc[1, "survival"] == pytest.approx(2 / 3)
    assert curve.loc[18, "survival"] == pytest.approx(2 / 3)
    assert curve.loc[19, "survival"] == pytest.approx(0)


def test_the_interval_is_on_the_log_log_scale() -> None:
    """Given half of four answered on day one, then the interval is Kalbfleisch and Prentice's."""
    row = reply_time(consulted([1, 1, 3, 3]), "54.4", EveryDay()).set_index("days").loc[1]
    spread = 1.959964 * math.sqrt(2 / (4 * 2)) / math.log(0.5)
    expected = sorted(0.5 ** math.exp(sign * spread) for sign in (-1, 1))
    assert [row["low"], row["high"]] == pytest.approx(expected, abs=1e-5)


def test_a_median_that_is_not_reached_is_infinite() -> None:
    """Given more than half still open, then no median is invented."""
    assert reply_time(consulted([1, None, None]), "54.4", EveryDay()).attrs["median"] == math.inf


def test_the_calendar_of_the_findings_counts_the_days() -> None:
    """Given 30 Sep to 8 Oct 2019, then the National Day holiday leaves one working day."""
    findings = consulted([1])
    findings["opened"] = pd.Timestamp("2019-09-30 10:00", tz=ZONE)
    findings["discharged"] = pd.Timestamp("2019-10-08 10:00", tz=ZONE)
    assert reply_time(findings, "54.4")["days"].max() == 1


def test_the_usual_term_is_found_in_working_days() -> None:
    """Given terms to 5 Sep (a Thursday) twice and once to the 10th, then 3, in two thirds."""
    findings = consulted([1, 2, 3])
    findings.loc[2, "due"] = pd.Timestamp("2019-09-11", tz=ZONE)
    curve = reply_time(findings, "54.4")
    assert curve.attrs["deadline"] == 3
    assert curve.attrs["deadline_share"] == pytest.approx(2 / 3)


def test_a_norm_without_a_term_has_no_deadline() -> None:
    """Given no due instants, then no deadline is invented."""
    findings = consulted([1])
    findings["due"] = pd.Series([pd.NaT], dtype=f"datetime64[ns, {ZONE}]")
    assert reply_time(findings, "54.4").attrs["deadline"] is None


def test_what_was_not_owed_is_left_out() -> None:
    """Given one occasion outside the rulebook's force, then it is not in the curve."""
    findings = consulted([1, 9])
    findings.loc[1, "verdict"] = "not in force"
    assert reply_time(findings, "54.4", EveryDay()).attrs["replied"] == 1


def test_an_absent_norm_and_a_missing_as_of_day_are_refused() -> None:
    """Given nothing to count or no day to censor on, then the refusal says so."""
    with pytest.raises(ValueError, match=r"No occasion of norm 49\.4"):
        reply_time(consulted([1]), "49.4")
    findings = consulted([1])
    findings.attrs = {}
    with pytest.raises(ValueError, match="as-of day \\(数据截止日\\)"):
        reply_time(findings, "54.4")
