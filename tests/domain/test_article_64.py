from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from domain import execution
from domain import supervision as s
from domain.number_registers import Taken

LIMIT = dt.date(2019, 6, 28)


def _found(district: Any, on: str = "2019-06-05", item: str = "P1") -> None:
    """Given the Office finds a problem that Housing is responsible for."""
    district.has(s.ProblemFound, item, on, unit="housing", found_by="office")


def _noticed(district: Any, on: str = "2019-06-06", limit: dt.date | None = LIMIT) -> None:
    """Given a problem found the day before, and Housing told to rectify it by 2019-06-28."""
    _found(district)
    district.has(s.Registered, "P1", "2019-06-05", number="督〔2019〕1号")
    district.has(execution.NoticeIssued, "P1", on, unit="housing", limit=limit)


def _rectified(district: Any, on: str) -> None:
    district.has(execution.RectificationReported, "P1", on, by="housing", unit="housing")


def _listed(district: Any, on: str, **fields: Any) -> None:
    lists = {"tasks": True, "responsibilities": True, "time_limits": LIMIT, **fields}
    district.has(execution.ListsFiled, "P1", on, by="housing", unit="housing", **lists)


def _verdict(district: Any, key: str, as_of: str = "2019-12-31") -> str:
    """Judge 64.3 and return the verdict on one of its two occasions."""
    (finding,) = (one for one in district.findings("64.3", as_of) if one.key == key)
    return str(finding.verdict)


# --- 64.1 ---


@pytest.mark.parametrize(
    ("registered", "as_of", "verdict", "late"),
    [
        ("2019-06-30 23:59", "2019-12-31", "compliant", None),  # last good day
        ("2019-07-01 00:00", "2019-12-31", "violation", 1),  # first bad day
        (None, "2019-06-29", "pending", None),  # still open
        (None, "2019-06-30", "violation", None),  # first day overdue: the reference's example
    ],
)
def test_a_problem_is_registered_by_the_end_of_its_month(
    district: Any, registered: str | None, as_of: str, verdict: str, late: int | None
) -> None:
    """64.1: found 2019-06-05, no notice yet: in the register by 2019-06-30."""
    _found(district)
    if registered:
        district.has(s.Registered, "P1", registered, number="督〔2019〕1号")
    (finding,) = (one for one in district.findings("64.1", as_of) if one.due)
    assert (str(finding.verdict), finding.late_working_days) == (verdict, late)
    assert finding.bearer == "office"


@pytest.mark.parametrize(
    ("registered", "verdict"), [("2019-06-10 23:59", "compliant"), ("2019-06-11", "violation")]
)
def test_a_notice_brings_the_registration_forward(
    district: Any, registered: str, verdict: str
) -> None:
    """64.1: with the notice of 2019-06-10 the number is due that day, not at the month's end."""
    _found(district)
    district.has(execution.NoticeIssued, "P1", "2019-06-10", unit="housing", limit=LIMIT)
    district.has(s.Registered, "P1", registered, number="督〔2019〕1号")
    assert [one.verdict for one in district.findings("64.1") if one.due] == [verdict]


def test_a_late_notice_does_not_buy_time(district: Any) -> None:
    """64.1: found in June, notice and number together in July: the month had ended."""
    _found(district)
    district.has(execution.NoticeIssued, "P1", "2019-07-02 09:00", unit="housing", limit=None)
    district.has(s.Registered, "P1", "2019-07-02 10:00", number="督〔2019〕1号")
    assert [one.verdict for one in district.findings("64.1") if one.due] == ["violation"]


def test_finding_it_again_does_not_buy_time(district: Any) -> None:
    """64.1: found in June and again in July, registered then: it was due with June."""
    _found(district)
    _found(district, on="2019-07-10")
    district.has(s.Registered, "P1", "2019-07-11", number="督〔2019〕1号")
    assert [one.verdict for one in district.findings("64.1") if one.due] == ["violation"]


def test_no_two_items_share_a_number(district: Any) -> None:
    """64.1: a live command with a number in use is refused; imported, it is a violation."""
    _found(district)
    _found(district, item="P2")
    district.command(s.Registered, "P1", "2019-06-06", number="督〔2019〕1号")
    used = {"number": "督〔2019〕1号"}
    assert district.refused_by(s.Registered, "P2", "2019-06-07", **used) == "64.1"
    district.has(s.Registered, "P2", "2019-06-07", **used)
    verdicts = {one.matter: one.verdict for one in district.findings("64.1") if not one.due}
    assert verdicts == {"supervision:P1": "compliant", "supervision:P2": "violation"}


def test_a_number_from_a_register_must_be_the_one_that_was_taken(district: Any) -> None:
    """64.1: the register gave P1 the first number; no other number, and no other item, will do."""
    _found(district)
    _found(district, item="P2")
    district.has(Taken, "督〔2019〕", "2019-06-05", document="P1")
    first, second = ({"number": f"督〔2019〕{n}号", "register": "督〔2019〕"} for n in (1, 2))
    assert district.refused_by(s.Registered, "P1", "2019-06-06", **second) == "64.1"
    assert district.refused_by(s.Registered, "P2", "2019-06-06", **first) == "64.1"
    district.command(s.Registered, "P1", "2019-06-06", **first)
    (finding,) = (one for one in district.findings("64.1") if not one.due and one.because == "")
    assert finding.evidence == ("number_register:督〔2019〕#1", "supervision:P1#2")


def test_an_item_keeps_its_number(district: Any) -> None:
    """64.1: an item never gets a second number: no history can hold that."""
    _noticed(district)
    assert district.refused_by(s.Registered, "P1", "2019-06-07", number="督〔2019〕2号") == ""


# --- 64.2 ---


def test_a_unit_rectifies_after_a_notice_to_it(district: Any) -> None:
    """64.2: Housing had its notice when it reported on 2019-06-20."""
    _noticed(district)
    _rectified(district, "2019-06-20")
    assert district.verdicts("64.2") == ["compliant"]


def test_one_notice_serves_until_the_problem_is_rectified(district: Any) -> None:
    """64.2: what was reported did not hold; the second report needs no second notice."""
    _noticed(district)
    _rectified(district, "2019-06-20")
    district.has(s.Verified, "P1", "2019-06-21", ok=False)
    _rectified(district, "2019-06-25")
    assert district.verdicts("64.2") == ["compliant", "compliant"]


@pytest.mark.parametrize("noticed", [None, "finance"])
def test_rectifying_without_a_notice_is_a_deviation_of_the_office(
    district: Any, noticed: str | None
) -> None:
    """64.2: reported 2019-06-20 with no notice, or one that went to another unit; still stored."""
    _found(district)
    district.has(execution.ProgressReported, "P1", "2019-06-05", by="housing", unit="housing")
    if noticed:
        district.has(execution.NoticeIssued, "P1", "2019-06-06", unit=noticed, limit=LIMIT)
    district.command(
        execution.RectificationReported, "P1", "2019-06-20", by="housing", unit="housing"
    )
    (finding,) = district.findings("64.2")
    assert (str(finding.verdict), finding.bearer) == ("deviation", "office")


# --- 64.3 ---


@pytest.mark.parametrize(
    ("rectified", "as_of", "verdict"),
    [
        ("2019-06-28 23:59", "2019-12-31", "compliant"),  # last good day
        ("2019-06-29 00:00", "2019-12-31", "violation"),  # first bad day
        ("2019-07-02", "2019-12-31", "violation"),  # the reference's own example
        (None, "2019-06-27", "pending"),  # still open
        (None, "2019-06-28", "violation"),  # first day overdue
    ],
)
def test_a_unit_rectifies_within_the_limit_of_the_notice(
    district: Any, rectified: str | None, as_of: str, verdict: str
) -> None:
    """64.3: notice 2019-06-06 with limit 06-28, the three lists filed 06-12."""
    _noticed(district)
    _listed(district, "2019-06-12")
    if rectified:
        _rectified(district, rectified)
    assert _verdict(district, "P1/housing", as_of) == verdict
    assert _verdict(district, "P1/housing/lists", as_of) == "compliant"


@pytest.mark.parametrize(
    ("filed", "as_of", "verdict"),
    [
        ("2019-06-28 23:59", "2019-12-31", "compliant"),  # last good day
        ("2019-06-29 00:00", "2019-12-31", "violation"),  # first bad day
        (None, "2019-06-27", "pending"),  # still open
        (None, "2019-06-28", "violation"),  # first day overdue
    ],
)
def test_the_three_lists_are_filed_within_the_limit(
    district: Any, filed: str | None, as_of: str, verdict: str
) -> None:
    """64.3: tasks, responsibilities and time limits are on file by 2019-06-28 at the latest."""
    _noticed(district)
    if filed:
        _listed(district, filed)
    assert _verdict(district, "P1/housing/lists", as_of) == verdict


@pytest.mark.parametrize("missing", ["tasks", "responsibilities", "time_limits"])
def test_two_lists_are_not_three(district: Any, missing: str) -> None:
    """64.3: with any one list missing the duty stays open."""
    _noticed(district)
    _listed(district, "2019-06-12", **{missing: None if missing == "time_limits" else False})
    assert _verdict(district, "P1/housing/lists", "2019-06-28") == "violation"


@pytest.mark.parametrize(
    ("extended", "verdict"), [("2019-06-28", "compliant"), ("2019-06-29", "violation")]
)
def test_only_an_extension_before_the_lapse_moves_the_limit(
    district: Any, extended: str, verdict: str
) -> None:
    """64.3: extended to 2019-07-05; rectified 07-02; agreed too late it moves nothing."""
    _noticed(district)
    until = dt.date(2019, 7, 5)
    district.has(
        execution.LimitExtended, "P1", extended, unit="housing", until=until, reason="rain"
    )
    _rectified(district, "2019-07-02")
    _listed(district, "2019-07-03")
    assert _verdict(district, "P1/housing") == verdict
    assert _verdict(district, "P1/housing/lists") == verdict


@pytest.mark.parametrize(
    ("reminded", "limit", "verdict"),
    [
        ("2019-06-20", None, "violation"),  # a reminder
        ("2019-06-20", dt.date(2019, 6, 21), "violation"),  # it takes no time away, nor gives any
        (
            "2019-06-28",
            dt.date(2019, 7, 5),
            "compliant",
        ),  # before the lapse: Housing may rely on it
        ("2019-07-01", dt.date(2019, 7, 5), "violation"),  # after the lapse
    ],
)
def test_a_second_notice_does_not_start_the_limit_afresh(
    district: Any, reminded: str, limit: dt.date | None, verdict: str
) -> None:
    """64.3: noticed 06-06 with limit 06-28, rectified 07-02; a second notice came in between."""
    _noticed(district)
    _listed(district, "2019-06-12")
    district.has(execution.NoticeIssued, "P1", reminded, unit="housing", limit=limit)
    _rectified(district, "2019-07-02")
    (finding,) = (one for one in district.findings("64.3") if one.key == "P1/housing")
    assert str(finding.verdict) == verdict
    assert str(finding.opened.date()) == "2019-06-06"
    assert _verdict(district, "P1/housing/lists") == "compliant"


@pytest.mark.parametrize(
    ("rectified", "verdict"), [("2019-07-05", "compliant"), ("2019-07-06", "violation")]
)
def test_after_a_report_a_new_notice_runs_anew(district: Any, rectified: str, verdict: str) -> None:
    """64.3: what was reported did not hold; the second notice has a limit of its own."""
    _noticed(district)
    _rectified(district, "2019-06-20")
    district.has(s.Verified, "P1", "2019-06-21", ok=False)
    again = dt.date(2019, 7, 5)
    district.has(execution.NoticeIssued, "P1", "2019-06-24", unit="housing", limit=again)
    _rectified(district, rectified)
    found = [one for one in district.findings("64.3") if one.key == "P1/housing"]
    assert [str(one.verdict) for one in found] == ["compliant", verdict]


def test_without_any_limit_nobody_can_say_who_was_late(district: Any) -> None:
    """64.3: neither the notice nor a time list names a day."""
    _noticed(district, limit=None)
    _rectified(district, "2019-07-02")
    assert _verdict(district, "P1/housing") == "indeterminate"


@pytest.mark.parametrize(
    ("rectified", "verdict"), [("2019-06-28", "compliant"), ("2019-06-29", "violation")]
)
def test_the_time_list_gives_the_limit_the_notice_left_out(
    district: Any, rectified: str, verdict: str
) -> None:
    """64.3: the unit's own time list says 2019-06-28; a second list cannot move it."""
    _noticed(district, limit=None)
    _listed(district, "2019-06-12")
    _listed(district, "2019-06-27", time_limits=dt.date(2019, 8, 1))
    _rectified(district, rectified)
    (finding,) = (one for one in district.findings("64.3") if one.key == "P1/housing")
    assert str(finding.verdict) == verdict
    assert str(finding.opened.date()) == "2019-06-06"


def test_a_limit_given_by_extension_stands_before_the_time_list(district: Any) -> None:
    """64.3: no day in the notice, one given on 2019-06-10; the later time list changes nothing."""
    _noticed(district, limit=None)
    until = dt.date(2019, 6, 20)
    district.has(
        execution.LimitExtended, "P1", "2019-06-10", unit="housing", until=until, reason="set"
    )
    _listed(district, "2019-06-12")
    _rectified(district, "2019-06-21")
    assert _verdict(district, "P1/housing") == "violation"


# --- 64.4 ---


def _verified(district: Any, *, feedback: bool = True) -> None:
    """Given rectification reported and verified, and whoever raised it told of the outcome."""
    _noticed(district)
    _rectified(district, "2019-06-27")
    district.has(s.Verified, "P1", "2019-07-01", ok=True)
    if feedback:
        district.has(s.FeedbackSent, "P1", "2019-07-02", to="head")


@pytest.mark.parametrize("by", ["office", "office_director"])
def test_the_office_closes_what_is_verified_and_answered(district: Any, by: str) -> None:
    """64.4: 件件有着落、事事有回音, then 销号 on 2019-07-05."""
    _verified(district)
    district.command(s.Closed, "P1", "2019-07-05", by=by)
    (finding,) = district.findings("64.4")
    assert (str(finding.verdict), len(finding.evidence)) == ("compliant", 3)


@pytest.mark.parametrize("ok", [None, False])
def test_nothing_is_closed_unverified(district: Any, *, ok: bool | None) -> None:
    """64.4: closed 2019-07-05 with no verification, or a failed one: refused; imported, judged."""
    _noticed(district)
    _rectified(district, "2019-06-27")
    if ok is not None:
        district.has(s.Verified, "P1", "2019-07-01", ok=ok)
    district.has(s.FeedbackSent, "P1", "2019-07-02", to="head")
    assert district.refused_by(s.Closed, "P1", "2019-07-05") == "64.4"
    district.has(s.Closed, "P1", "2019-07-05")
    assert district.verdicts("64.4") == ["violation"]


def test_nothing_is_closed_unanswered(district: Any) -> None:
    """64.4: verified, but nobody has been told: refused."""
    _verified(district, feedback=False)
    assert district.refused_by(s.Closed, "P1", "2019-07-05") == "64.4"


@pytest.mark.parametrize("by", ["housing", "housing_principal", "finance"])
def test_no_unit_closes_its_own_item(district: Any, by: str) -> None:
    """64.4: the Office closes items; not the responsible unit, nor any other."""
    _verified(district)
    assert district.refused_by(s.Closed, "P1", "2019-07-05", by=by) == "64.4"


def test_who_closes_the_offices_own_items_the_text_does_not_say(district: Any) -> None:
    """64.4: closed by the Office, never by the responsible unit: if both, indeterminate."""
    district.has(s.ItemOpened, "P2", "2019-06-05", lead_unit="office", origin="M1/1")
    district.has(s.Verified, "P2", "2019-07-01", ok=True)
    district.has(s.FeedbackSent, "P2", "2019-07-02")
    district.command(s.Closed, "P2", "2019-07-05")
    assert district.verdicts("64.4") == ["indeterminate"]


def test_a_report_after_the_verification_has_to_be_verified_too(district: Any) -> None:
    """64.4: a second unit reports after the check; closing waits for another check."""
    _verified(district)
    district.has(execution.RectificationReported, "P1", "2019-07-03", by="finance", unit="finance")
    assert district.refused_by(s.Closed, "P1", "2019-07-05") == "64.4"


def test_a_reopened_item_is_verified_and_answered_again(district: Any) -> None:
    """64.4: reopened for a reason, the old verification no longer closes it; the number stays."""
    _verified(district)
    district.command(s.Closed, "P1", "2019-07-05")
    district.command(s.Reopened, "P1", "2019-07-10", reason="it leaks again")
    assert district.refused_by(s.Closed, "P1", "2019-07-11") == "64.4"
    district.has(s.Verified, "P1", "2019-07-12", ok=True)
    district.has(s.FeedbackSent, "P1", "2019-07-12")
    district.command(s.Closed, "P1", "2019-07-15")
    assert district.verdicts("64.4") == ["compliant", "compliant"]


def test_an_item_is_closed_once_and_reopened_only_when_closed(district: Any) -> None:
    """Impossible order: nothing before the beginning, no second end, no reopening of the open."""
    assert district.refused_by(s.Closed, "P1", "2019-06-05") == ""
    _verified(district)
    assert district.refused_by(s.Reopened, "P1", "2019-07-04", reason="why") == ""
    district.command(s.Closed, "P1", "2019-07-05")
    assert district.refused_by(s.Closed, "P1", "2019-07-06") == ""


def test_a_decided_matter_is_opened_once_and_accountability_is_only_recorded(
    district: Any,
) -> None:
    """64.4: an item opened from a decision has one lead; 问责 is a record, never required."""
    opened = {"lead_unit": "housing", "assisting_units": ("finance",), "origin": "M1/2"}
    district.command(s.ItemOpened, "P3", "2019-06-05", **opened)
    assert district.refused_by(s.ItemOpened, "P3", "2019-06-06", **opened) == ""
    for act, fields in (
        (execution.ProgressReported, {"unit": "housing", "progress": "half"}),
        (s.AccountabilityTriggered, {"unit": "housing", "reason": "nothing done"}),
    ):
        district.command(act, "P3", "2019-06-20", **fields)
    found = [norm for norm in ("64.1", "64.2", "64.3", "64.4") if district.findings(norm)]
    assert found == []


# --- what ends with the item ---


def test_nothing_is_due_any_more_once_the_item_is_closed(district: Any) -> None:
    """64.3: verified on the spot and closed on 06-20, before the limit of 06-28, unreported."""
    _noticed(district)
    district.has(s.Verified, "P1", "2019-06-19", ok=True)
    district.has(s.FeedbackSent, "P1", "2019-06-19")
    district.has(s.Closed, "P1", "2019-06-20")
    assert district.findings("64.3") == []


def test_what_was_overdue_when_the_item_was_closed_stays_so(district: Any) -> None:
    """64.3: closed on 07-05, a week after the limit of 06-28, without lists or report."""
    _noticed(district)
    district.has(s.Closed, "P1", "2019-07-05")
    assert district.verdicts("64.3") == ["violation", "violation"]


def test_a_notice_after_reopening_has_a_limit_of_its_own(district: Any) -> None:
    """64.3: closed on 06-20, reopened, noticed anew on 07-10 with 07-31 as its limit."""
    _noticed(district)
    district.has(s.Closed, "P1", "2019-06-20")
    district.has(s.Reopened, "P1", "2019-07-08", reason="反弹")
    again = dt.date(2019, 7, 31)
    district.has(execution.NoticeIssued, "P1", "2019-07-10", unit="housing", limit=again)
    _rectified(district, "2019-08-01")
    (finding,) = (one for one in district.findings("64.3") if one.key == "P1/housing")
    assert (str(finding.verdict), str(finding.due.date())) == ("violation", "2019-08-01")


def test_a_decision_needs_no_notice(district: Any) -> None:
    """64.2: 对督促检查发现的问题; a decision carried out is no problem found."""
    district.has(s.ItemOpened, "P1", "2019-06-05", lead_unit="housing", origin="M1/1")
    _rectified(district, "2019-06-20")
    assert district.findings("64.2") == []


@pytest.mark.parametrize(
    ("found", "due"),
    [
        ("2019-06-15", "2019-07-01"),
        ("2019-06-16", "2019-08-01"),
        ("2019-06-30 18:00", "2019-08-01"),
        ("2019-12-31", "2020-02-01"),
    ],
)
def test_nobody_has_to_register_on_the_day_itself(district: Any, found: str, due: str) -> None:
    """64.1: the text names no day; found in the second half of a month, by the end of the next."""
    _found(district, on=found)
    (finding,) = (one for one in district.findings("64.1") if one.due)
    assert str(finding.due.date()) == due


@pytest.mark.parametrize(("by", "verdict"), [("office", "compliant"), ("li", "indeterminate")])
def test_without_a_chart_the_office_is_still_the_office(
    history: Any, by: str, verdict: str
) -> None:
    """64.4: imported without the chart; that the Office closed it stands, who Li is, none knows."""
    _verified(history)
    history.has(s.Closed, "P1", "2019-07-05", by=by)
    assert history.verdicts("64.4") == [verdict]


def test_of_an_item_whose_beginning_is_not_on_record_nothing_is_missing(district: Any) -> None:
    """64.4: imported from its notice on; whether it was verified before, none can say."""
    district.has(execution.NoticeIssued, "P1", "2019-06-06", unit="housing", limit=LIMIT)
    district.has(s.Closed, "P1", "2019-07-05")
    assert district.verdicts("64.4") == ["indeterminate"]


@pytest.mark.parametrize(
    ("found_by", "bearer"),
    [("city_inspectors", "office"), ("office_director", "office_director"), ("finance", "finance")],
)
def test_what_others_find_the_office_registers(district: Any, found_by: str, bearer: str) -> None:
    """64.1: found by somebody the chart does not know, who owes this register nothing."""
    district.has(s.ProblemFound, "P1", "2019-06-05", unit="housing", found_by=found_by)
    assert {one.bearer for one in district.findings("64.1")} == {bearer}
