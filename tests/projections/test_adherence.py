from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pytest

from projections.adherence import adherence, wilson

ZONE = "Asia/Shanghai"


def judged(*rows: dict[str, object]) -> pd.DataFrame:
    """Return findings with the given fields, the rest as usual for norm 54.4."""
    usual = {
        "norm": "54.4",
        "article": "54",
        "organ": "finance",
        "leader": "vice-1",
        "kind": "duty",
        "opened": "2019-09-02 09:00",
        "due": "2019-09-06",
        "discharged": "2019-09-05 10:00",
        "verdict": "compliant",
        "late_working_days": 0,
    }
    frame = pd.DataFrame([usual | row for row in rows], columns=list(usual))
    for column in ("opened", "due", "discharged"):
        frame[column] = pd.to_datetime(frame[column], format="mixed").dt.tz_localize(ZONE)
    frame["late_working_days"] = frame["late_working_days"].astype("Int64")
    return frame


def late(days: int) -> dict[str, object]:
    """Return the fields of a reply that came so many working days late."""
    return {
        "verdict": "violation",
        "late_working_days": days,
        "discharged": pd.Timestamp("2019-09-06") + pd.Timedelta(days=days),
    }


OPEN = {"verdict": "pending", "discharged": None, "late_working_days": None}


def test_wilson_agrees_with_the_textbook() -> None:
    """Eight of ten kept: the score interval is 49.0 % to 94.3 % (Newcombe's method 3)."""
    assert wilson(8, 10) == pytest.approx((0.4901625, 0.9433178), abs=1e-7)
    assert wilson(10, 10)[1] == pytest.approx(1)
    assert wilson(10, 10)[0] == pytest.approx(10 / (10 + 1.959964**2), abs=1e-6)


def test_a_row_adds_up() -> None:
    """Given eight kept and two late, when counted, then rate, interval and lateness follow."""
    findings = judged(*[{}] * 8, late(1), late(5))
    row = adherence(findings).iloc[0]
    assert (row["norm"], row["month"]) == ("54.4", "2019-09")
    assert (row["judged"], row["kept"], row["breached"]) == (10, 8, 2)
    assert row["rate"] == pytest.approx(0.8)
    assert (row["low"], row["high"]) == pytest.approx((0.4901625, 0.9433178), abs=1e-7)
    assert row["late_median"] == 3
    assert row["late_p90"] == pytest.approx(4.6)


def test_what_is_open_is_never_kept() -> None:
    """Given three pending duties beside one kept, then one is judged and three are open."""
    row = adherence(judged({}, OPEN, OPEN, OPEN)).iloc[0]
    assert (row["judged"], row["kept"], row["open"]) == (1, 1, 3)


def test_only_open_duties_have_no_rate() -> None:
    """Given nothing but pending duties, then there is no rate and no interval: not 0, not 1."""
    row = adherence(judged(OPEN)).iloc[0]
    assert row["open"] == 1
    assert row[["rate", "low", "high", "late_median"]].isna().all()


def test_a_justified_deviation_counts_as_kept_and_is_shown_apart() -> None:
    """Given one kept, one justified, one breached, then the rate is two thirds, and kept is one."""
    row = adherence(judged({}, {"verdict": "justified"}, {"verdict": "deviation"})).iloc[0]
    assert (row["judged"], row["kept"], row["justified"], row["breached"]) == (3, 1, 1, 1)
    assert row["rate"] == pytest.approx(2 / 3)


def test_effects_are_no_promises_and_the_undecided_are_not_judged() -> None:
    """Given an effect and two undecided findings, then none of them is judged, kept or open."""
    verdicts = ("effect", "indeterminate", "not in force", "compliant")
    row = adherence(judged(*({"verdict": verdict} for verdict in verdicts))).iloc[0]
    assert (row["judged"], row["undecided"], row["open"]) == (1, 2, 0)


def test_the_month_is_that_of_the_opening_in_local_time() -> None:
    """Given 2019-10-01 00:30 in Shanghai (September in UTC), then the month is October."""
    months = adherence(judged({"opened": "2019-10-01 00:30"}), by=["month"])
    assert list(months["month"]) == ["2019-10"]


def test_norms_come_in_the_order_of_the_text() -> None:
    """Given norms 54.4, 6.3, 54.10 and 56.5a, then they come as the text has them."""
    findings = judged(*({"norm": norm} for norm in ("54.10", "56.5a", "6.3", "54.4")))
    assert list(adherence(findings, by=["norm"])["norm"]) == ["6.3", "54.4", "54.10", "56.5a"]


def test_every_key_can_group_and_none_gives_one_row() -> None:
    """Given two organs, when grouped by organ and kind, then two rows; by nothing, then one."""
    findings = judged({}, {"organ": "audit"}, {"organ": "audit"})
    assert list(adherence(findings, by=["organ", "kind"])["judged"]) == [2, 1]
    assert list(adherence(findings, by=[])["judged"]) == [3]
    assert list(adherence(findings, by=["leader", "article"])["judged"]) == [3]


def test_no_findings_give_an_empty_table() -> None:
    """Given no findings, then the table has its columns and no row."""
    table = adherence(judged({}).iloc[:0])
    assert len(table) == 0
    assert {"norm", "month", "rate", "low", "high"} <= set(table.columns)


@pytest.mark.parametrize("by", [["bearer"], ["norm", "norm"]])
def test_an_unknown_key_is_refused(by: list[str]) -> None:
    """Given a key that is none, or one twice, then the refusal names the keys there are."""
    with pytest.raises(ValueError, match="choose from norm, article, organ, leader, month, kind"):
        adherence(judged({}), by=by)


def test_a_missing_column_and_a_strange_verdict_are_refused() -> None:
    """Given a frame that is not of findings, then the refusal names what is wrong with it."""
    with pytest.raises(ValueError, match="needs the column\\(s\\) due"):
        adherence(judged({}).drop(columns="due"))
    with pytest.raises(ValueError, match="No such verdict \\(结论\\): fine"):
        adherence(judged({"verdict": "fine"}))


def test_the_source_travels_with_the_table() -> None:
    """Given findings that say where they come from, then the table says it too."""
    findings = judged({})
    findings.attrs["ledger"] = "year.db"
    assert adherence(findings).attrs == {"ledger": "year.db"}


def test_tables_need_neither_matplotlib_nor_lifelines() -> None:
    """Given a fresh interpreter, when the tables are imported, then no chart library is."""
    modules = "projections.adherence, projections.lateness, projections.reply_time"
    heavy = "{'matplotlib', 'lifelines', 'scipy'} & set(sys.modules)"
    program = f"import sys, {modules}, projections.workload; print({heavy} or 'none')"
    answer = subprocess.run(  # noqa: S603 (our own interpreter and words)
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "none"
