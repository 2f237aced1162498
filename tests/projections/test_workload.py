from __future__ import annotations

import pandas as pd
import pytest

from projections.workload import workload

ZONE = "Asia/Shanghai"


def matters(
    *rows: tuple[str, str, str | None], as_of: str | None = None, kind: str = "document"
) -> pd.DataFrame:
    """Return openings from organ, opened, closed."""
    frame = pd.DataFrame(rows, columns=["organ", "opened", "closed"])
    for column in ("opened", "closed"):
        frame[column] = pd.to_datetime(frame[column]).dt.tz_localize(ZONE)
    frame = frame.assign(matter=[f"D{n}" for n in range(len(rows))], kind=kind)
    frame.attrs = {} if as_of is None else {"as_of": as_of}
    return frame


def test_a_matter_is_open_until_the_week_it_closes() -> None:
    """Given a matter of weeks 10 to 12, then it is open at the end of 10 and 11, not of 12."""
    weeks = workload(matters(("finance", "2019-03-05", "2019-03-20")))
    assert weeks["week"].tolist() == ["2019-W10", "2019-W11", "2019-W12"]
    assert weeks["open"].tolist() == [1, 1, 0]
    assert weeks["opened"].tolist() == [1, 0, 0]
    assert weeks["closed"].tolist() == [0, 0, 1]
    assert weeks["monday"].iloc[0] == pd.Timestamp("2019-03-04")


def test_sunday_night_and_monday_morning_are_two_weeks_in_local_time() -> None:
    """Given 23:59 on Sunday and 00:00 on Monday in Shanghai, then each counts in its own week."""
    frame = matters(
        ("a", "2019-03-10 23:59", None), ("a", "2019-03-11 00:00", None), as_of="2019-03-17"
    )
    assert workload(frame)["opened"].tolist() == [1, 1]


def test_every_organ_has_every_week() -> None:
    """Given one organ busy in week 10 and one in week 12, then both have all three weeks."""
    frame = matters(("a", "2019-03-05", "2019-03-06"), ("b", "2019-03-20", None))
    weeks = workload(frame)
    assert weeks.groupby("organ").size().to_dict() == {"a": 3, "b": 3}
    assert weeks.groupby("organ")["open"].max().to_dict() == {"a": 0, "b": 1}


def test_iso_weeks_cross_the_year() -> None:
    """Given 30 Dec 2019 to 3 Jan 2020, then all of it is week 1 of 2020."""
    weeks = workload(matters(("a", "2019-12-30", None), as_of="2020-01-03"))
    assert weeks["week"].tolist() == ["2020-W01"]


def test_the_as_of_day_ends_the_count() -> None:
    """Given a closing after the as-of day, then the matter is still open on it."""
    weeks = workload(matters(("a", "2019-03-05", "2019-04-30"), as_of="2019-03-20"))
    assert weeks["open"].tolist() == [1, 1, 1]
    assert weeks["closed"].sum() == 0


def test_what_opened_and_did_not_close_is_open_at_the_end() -> None:
    """Given a hundred openings and forty closings, then sixty are open in the last week."""
    opened = pd.date_range("2019-03-01", periods=100, freq="12h").astype(str)
    closed = [*(["2019-05-01"] * 40), *([None] * 60)]
    rows = [("a", start, end) for start, end in zip(opened, closed, strict=True)]
    weeks = workload(matters(*rows, as_of="2019-06-30"))
    assert weeks["open"].iloc[-1] == 60
    assert (weeks["opened"].cumsum() - weeks["closed"].cumsum()).tolist() == weeks["open"].tolist()


def test_kinds_can_be_told_apart() -> None:
    """Given documents and motions, when grouped by kind, then each has its own weeks."""
    frame = matters(("a", "2019-03-05", None), ("a", "2019-03-05", None))
    frame["kind"] = ["document", "motion"]
    assert workload(frame, by=["kind"])["open"].tolist() == [1, 1]
    assert workload(frame, by=[])["open"].tolist() == [2]


def test_impossible_openings_are_refused() -> None:
    """Given a closing before the opening, nothing opened, or an unknown key, then a sentence."""
    with pytest.raises(ValueError, match="D0 closes before it opens"):
        workload(matters(("a", "2019-03-05", "2019-03-04")))
    with pytest.raises(ValueError, match="No matter \\(事项\\) was opened"):
        workload(matters(("a", "2019-03-05", None), as_of="2019-01-01"))
    with pytest.raises(ValueError, match="choose from organ, kind"):
        workload(matters(("a", "2019-03-05", None)), by=["leader"])
    with pytest.raises(ValueError, match="needs the column\\(s\\) closed"):
        workload(matters(("a", "2019-03-05", None)).drop(columns="closed"))
