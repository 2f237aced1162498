from __future__ import annotations

import pandas as pd
import pytest

from projections.lateness import BANDS, late_days, lateness

ZONE = "Asia/Shanghai"
DUE = pd.Timestamp("2019-09-06", tz=ZONE)


def judged(rows: list[tuple[str, str, pd.Timestamp | None, int | None]]) -> pd.DataFrame:
    """Return findings from norm, verdict, discharge and lateness; all due at the end of 5 Sep."""
    frame = pd.DataFrame(rows, columns=["norm", "verdict", "discharged", "late_working_days"])
    frame["due"] = DUE
    frame["discharged"] = pd.to_datetime(frame["discharged"], utc=True).dt.tz_convert(ZONE)
    frame["late_working_days"] = frame["late_working_days"].astype("Int64")
    return frame


def after(days: int) -> pd.Timestamp:
    """Return an instant so many days after the due one."""
    return DUE + pd.Timedelta(days=days)


def test_the_distribution_of_one_norm() -> None:
    """Given lateness of 1, 2, 3, 4 and 20 beside two in time, then quantiles and bands follow."""
    rows = [("54.4", "violation", after(n), n) for n in (1, 2, 3, 4, 20)]
    rows += [("54.4", "compliant", after(-1), 0)] * 2
    row = lateness(judged(rows)).iloc[0]
    assert (row["timed"], row["late"], row["still_owed"]) == (7, 5, 0)
    assert (row["median"], row["p75"], row["max"]) == (3, 4, 20)
    assert row["p90"] == pytest.approx(13.6)
    assert row[list(BANDS)].tolist() == [1, 2, 1, 0, 1]


def test_what_is_still_owed_is_late_so_far() -> None:
    """Given a breach never discharged, then it is late, and counted as still owed."""
    row = lateness(judged([("54.4", "violation", None, 9)])).iloc[0]
    assert (row["late"], row["still_owed"], row["max"]) == (1, 1, 9)


def test_pending_is_not_late() -> None:
    """Given a pending duty, then it is neither timed nor late."""
    assert lateness(judged([("54.4", "pending", None, None)])).empty


def test_done_at_the_due_instant_is_late_and_just_before_is_not() -> None:
    """Given the due instant is exclusive, then 24:00 is late and a second before is in time."""
    second = pd.Timedelta(seconds=1)
    rows = [("54.4", "violation", DUE, 0), ("54.4", "violation", DUE - second, 0)]
    assert late_days(judged(rows)).isna().tolist() == [False, True]


def test_late_on_a_rest_day_falls_into_the_first_band() -> None:
    """Given a Saturday reply to a Friday term (0 working days late), then the first band has it."""
    row = lateness(judged([("54.4", "violation", after(0), 0)])).iloc[0]
    assert row["1"] == 1


def test_late_with_a_reason_is_late_all_the_same() -> None:
    """Given a justified late reply, then it is in the distribution."""
    assert lateness(judged([("49.4", "justified", after(2), 2)])).iloc[0]["late"] == 1


def test_norms_without_late_ones_stay_and_come_in_text_order() -> None:
    """Given norms 49.4 (late), 6.1 and 54.4 (kept), then all three stand in text order."""
    rows = [("54.4", "compliant", after(-1), 0), ("6.1", "compliant", after(-1), 0)]
    table = lateness(judged([*rows, ("49.4", "violation", after(1), 1)]))
    assert table["norm"].tolist() == ["6.1", "49.4", "54.4"]
    assert table["late"].tolist() == [0, 1, 0]
    assert table["median"].isna().tolist() == [True, False, True]


def test_a_missing_column_is_refused() -> None:
    """Given a frame without due days, then the refusal names the table and the column."""
    with pytest.raises(ValueError, match="lateness \\(逾期\\) needs the column\\(s\\) due"):
        lateness(judged([]).drop(columns="due"))
