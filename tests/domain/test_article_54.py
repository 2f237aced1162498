from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from domain import consultations as c
from domain import organisation as org
from domain.submissions import Submitted


def _asked(district: Any, on: str, unit: str = "finance", **fields: Any) -> None:
    """Given Housing asks a unit for its opinion and the unit has the request the same day."""
    district.has(
        c.Opened, "C1", on, by="housing", host="housing", about="S1", related_units=(unit,)
    )
    district.has(c.Requested, "C1", on, by="housing", unit=unit, **fields)
    district.has(c.Received, "C1", on, by=unit, unit=unit)


@pytest.mark.parametrize(
    ("replied", "as_of", "verdict", "late"),
    [
        ("2019-10-08", "2019-12-31", "compliant", None),  # last good day
        ("2019-10-09", "2019-12-31", "deviation", 1),  # first bad day
        (None, "2019-10-07", "pending", None),  # still open
        (None, "2019-10-08", "deviation", None),  # overdue once the last good day has ended
    ],
)
def test_a_reply_is_due_in_three_working_days(
    district: Any, replied: str | None, as_of: str, verdict: str, late: int | None
) -> None:
    """54.4: received Fri 2019-09-27, the third working day is Tue 2019-10-08 (调休 on 09-29)."""
    _asked(district, "2019-09-27")
    if replied:
        district.has(c.Replied, "C1", replied, by="finance", unit="finance", position="agree")
    (finding,) = district.findings("54.4", as_of)
    assert (str(finding.verdict), finding.late_working_days) == (verdict, late)
    assert finding.organ == "finance"
    assert finding.leader == "exec"


def test_an_extension_agreed_in_time_moves_the_term(district: Any) -> None:
    """54.5: due 2019-04-30, moved on 04-29 to 05-08; a reply of 05-07 is in time."""
    _asked(district, "2019-04-26")
    district.has(
        c.ExtensionAgreed, "C1", "2019-04-29", by="finance",
        unit="finance", until=dt.date(2019, 5, 8), manner="written",
    )  # fmt: skip
    district.has(c.Replied, "C1", "2019-05-07", by="finance", unit="finance", position="agree")
    assert district.verdicts("54.4") == ["compliant"]
    assert district.verdicts("54.5") == ["compliant"]


def test_an_extension_after_the_term_has_no_effect(district: Any) -> None:
    """54.5: agreed on 05-05, five days after the term had passed, it moves nothing."""
    _asked(district, "2019-04-26")
    district.has(
        c.ExtensionAgreed, "C1", "2019-05-05", by="finance",
        unit="finance", until=dt.date(2019, 5, 8), manner="written",
    )  # fmt: skip
    district.has(c.Replied, "C1", "2019-05-07", by="finance", unit="finance", position="agree")
    assert district.verdicts("54.4") == ["deviation"]
    assert district.verdicts("54.5") == ["violation"]


def test_silence_is_deemed_no_different_opinion_from_the_next_day(district: Any) -> None:
    """54.6: received 2019-06-05, due 06-11; the dissent of 06-12 comes too late to count."""
    _asked(district, "2019-06-05")
    late = "2019-06-12 00:00"
    district.has(c.Replied, "C1", late, by="finance", unit="finance", position="disagree")
    (effect,) = district.findings("54.6")
    assert (str(effect.verdict), str(effect.due)) == ("effect", "2019-06-12 00:00:00+08:00")


def test_streets_are_never_deemed_to_consent(district: Any) -> None:
    """54.6: 部门之间 does not reach streets: no term, no deemed consent, no finding."""
    _asked(district, "2019-06-05", unit="street_1")
    assert district.verdicts("54.4") == []
    assert district.verdicts("54.6") == []


def test_a_request_waits_for_reply_or_lapse(district: Any) -> None:
    """54.1: asked on 03-11, submitted on 03-13 without a reply: the term still ran to 03-14."""
    _asked(district, "2019-03-11")
    request = {
        "unit": "housing", "type": "request", "subject": "housing", "matters": ("m1",),
        "addressees": ("district",), "related_units": ("finance",), "consultation": "C1",
    }  # fmt: skip
    assert district.refused_by(Submitted, "S1", "2019-03-13", by="housing", **request) == "54.1"
    district.has(Submitted, "S1", "2019-03-13", by="housing", **request)
    district.has(Submitted, "S2", "2019-03-15", by="housing", **request)
    assert district.verdicts("54.1") == ["violation", "compliant"]


def _request(district: Any, on: str, *related: str, matter: str = "S1") -> None:
    """Given Housing sends up a request that touches other units, after the consultation C1."""
    district.has(
        Submitted, matter, on, by="housing", unit="housing", type="request", subject="housing",
        matters=("m1",), addressees=("district",), related_units=related, consultation="C1",
    )  # fmt: skip


def _extended(district: Any, on: str, until: dt.date, **fields: Any) -> None:
    district.has(
        c.ExtensionAgreed, "C1", on, by="finance", unit="finance", until=until, manner="written",
        **fields,
    )  # fmt: skip


def test_an_extension_without_effect_does_not_hold_up_the_request(district: Any) -> None:
    """54.1: silent until 2019-04-30, Finance is deemed to agree; asking on 05-05 for 05-31 is void.

    The host, who sends its request up on 05-06, has sought what it had to.
    """
    _asked(district, "2019-04-26")
    _extended(district, "2019-05-05", dt.date(2019, 5, 31))
    _request(district, "2019-05-06", "finance")
    assert district.verdicts("54.1") == ["compliant"]


def test_what_lapsed_cannot_be_extended_a_second_time(district: Any) -> None:
    """54.5: the void extension of 05-05 (to 05-31) does not make one of 05-08 timely."""
    _asked(district, "2019-04-26")
    _extended(district, "2019-05-05", dt.date(2019, 5, 31))
    _extended(district, "2019-05-08", dt.date(2019, 6, 5))
    assert district.verdicts("54.5") == ["violation", "violation"]


def test_one_extension_may_follow_another_in_time(district: Any) -> None:
    """54.1, 54.5: due 04-30, moved to 05-08 and then to 05-15; on 05-13 the term still runs."""
    _asked(district, "2019-04-26")
    _extended(district, "2019-04-29", dt.date(2019, 5, 8))
    _extended(district, "2019-05-08", dt.date(2019, 5, 15))
    _request(district, "2019-05-13", "finance")
    assert district.verdicts("54.5") == ["compliant", "compliant"]
    assert district.verdicts("54.1") == ["violation"]


def test_the_host_and_streets_are_no_other_departments(district: Any) -> None:
    """54.1: 涉及其他部门的; the host itself is none, nor is a street (24.3)."""
    _asked(district, "2019-03-11")
    district.has(c.Replied, "C1", "2019-03-12", by="finance", unit="finance", position="agree")
    _request(district, "2019-03-13", "finance", "housing", "street_1")
    _request(district, "2019-03-13", "housing", "street_1", matter="S2")
    assert district.verdicts("54.1") == ["compliant"]


@pytest.mark.parametrize(
    ("limit", "due"),
    [
        ("2019-06-10", "2019-06-15"),  # passed before Finance had the request: the text's own term
        ("2019-06-11", "2019-06-12"),  # the host's limit, short as it is
        ("2019-06-21", "2019-06-22"),  # the host's limit, long as it is
    ],
)
def test_no_unit_can_keep_a_limit_that_had_passed_when_it_was_asked(
    district: Any, limit: str, due: str
) -> None:
    """54.4: requested 2019-06-03 with a limit, received on 06-11; three working days: 06-14."""
    district.has(
        c.Opened, "C1", "2019-06-03", by="housing", host="housing", about="S1",
        related_units=("finance",),
    )  # fmt: skip
    last_day = dt.date.fromisoformat(limit)
    district.has(c.Requested, "C1", "2019-06-03", by="housing", unit="finance", limit=last_day)
    district.has(c.Received, "C1", "2019-06-11", by="finance", unit="finance")
    (finding,) = district.findings("54.4")
    assert str(finding.due.date()) == due


def test_only_sides_still_apart_put_their_reasons(district: Any) -> None:
    """54.3: Commerce came round in the negotiation, Finance did not: two sides remain."""
    _asked(district, "2019-04-01")
    for unit, order in (("commerce", "1"), ("finance", "2")):
        if unit != "finance":
            district.has(c.Requested, "C1", f"2019-04-01 09:0{order}", by="housing", unit=unit)
            district.has(c.Received, "C1", f"2019-04-01 09:1{order}", by=unit, unit=unit)
        district.has(
            c.Replied, "C1", f"2019-04-02 09:0{order}", by=unit, unit=unit, position="disagree"
        )
    for unit, agreed in (("commerce", True), ("finance", False)):
        held = {"units": (unit,), "principal_present": True, "agreed": agreed}
        district.has(c.Negotiated, "C1", "2019-04-03", by="housing_principal", **held)
    raised = {"to": "government", "reasons_of": ("housing", "finance"), "proposal": True}
    district.has(c.Escalated, "C1", "2019-04-04", by="housing", **raised)
    assert district.verdicts("54.3") == ["compliant"]


def test_a_consultation_that_is_cited_but_not_on_record_is_unknown(district: Any) -> None:
    """54.1: the request cites C1, of which the ledger has nothing; citing none is the breach."""
    _request(district, "2019-03-13", "finance")
    district.has(
        Submitted, "S2", "2019-03-13", by="housing", unit="housing", type="request",
        subject="housing", matters=("m1",), addressees=("district",), related_units=("finance",),
    )  # fmt: skip
    assert district.verdicts("54.1") == ["indeterminate", "violation"]


@pytest.mark.parametrize(
    ("closed", "verdicts"), [("2019-06-11", ([], [])), ("2019-06-12", (["deviation"], ["effect"]))]
)
def test_a_consultation_given_up_asks_for_no_reply(
    district: Any, closed: str, verdicts: tuple[list[str], list[str]]
) -> None:
    """54.4, 54.6: received 06-05, due 06-11: closed before it lapses, nothing is owed or deemed."""
    _asked(district, "2019-06-05")
    district.has(c.Closed, "C1", closed, by="housing", result="agreed")
    assert (district.verdicts("54.4"), district.verdicts("54.6")) == verdicts


def test_a_reply_after_the_closing_is_as_late_as_it_is(district: Any) -> None:
    """54.4: due 06-11, closed as deemed on 06-12, answered on 06-14: three days late."""
    _asked(district, "2019-06-05")
    district.has(c.Closed, "C1", "2019-06-12", by="housing", result="deemed")
    district.has(c.Replied, "C1", "2019-06-14", by="finance", unit="finance", position="agree")
    (finding,) = district.findings("54.4")
    assert finding.late_working_days == 3


@pytest.mark.parametrize("kind", ["park", "outside"])
def test_bodies_that_are_no_departments_owe_no_reply(district: Any, kind: str) -> None:
    """54.1, 54.4, 54.6: 部门之间; the park or a body of the city is bound by no term of ours."""
    district.has(
        org.UnitRegistered, "wujiagang", "2019-03-04", unit="x", unit_kind=kind,
        label_zh="某单位", label_en="X",
    )  # fmt: skip
    _asked(district, "2019-06-05", unit="x")
    _request(district, "2019-06-06", "x")
    for norm in ("54.1", "54.4", "54.6"):
        assert district.verdicts(norm) == []
