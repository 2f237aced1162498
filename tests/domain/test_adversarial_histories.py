"""Histories that a hostile reader of the Rules would tell: nobody is blamed beyond the text."""

from __future__ import annotations

from typing import Any

import pytest

from domain import activities, disclosure, incidents, topics
from domain import consultations as c
from domain import determinations as det
from domain import major_decisions as md
from domain import meetings as m
from domain import organisation as org
from domain import submissions as s
from domain.invitations import AttendanceRecorded, Invited
from domain.plans import IssuancePlanAdopted, SupervisionPlanAdopted

# --- 5.1 ---

MEMBERS = (
    *("head", "exec", "v1", "v2", "v3", "v4", "office_director"),
    *("finance_principal", "housing_principal", "education_principal", "commerce_principal"),
)


def test_somebody_whose_post_nobody_recorded_may_be_a_member(district: Any) -> None:
    """5.1: one name more, of whom the chart knows nothing: indeterminate, and it is named."""
    district.has(org.MembersListed, "wujiagang", "2019-05-06", members=(*MEMBERS, "audit_chief"))
    [finding] = district.findings("5.1")
    assert str(finding.verdict) == "indeterminate"
    assert "audit_chief的职务未登记" in finding.because


@pytest.mark.parametrize("one_more", ["street_1_principal", "v1"])
def test_somebody_whose_post_is_known_is_judged_by_it(district: Any, one_more: str) -> None:
    """5.1: the head of a street, and a deputy head who had left, are no members."""
    members = MEMBERS
    if one_more == "v1":
        district.has(
            org.Removed, "wujiagang", "2019-05-03", by="head", person="v1", post=org.DEPUTY
        )
    else:
        members = (*MEMBERS, one_more)
    district.has(org.MembersListed, "wujiagang", "2019-05-06", members=members)
    [finding] = district.findings("5.1")
    assert str(finding.verdict) == "violation"
    assert f"误列{one_more}" in finding.because


# --- 25.4 ---


@pytest.mark.parametrize(
    ("unit", "objected", "verdicts"),
    [
        ("finance", "2019-06-12", []),  # asked on the 10th, it has until the 13th to answer
        ("finance", "2019-06-14", ["violation"]),  # deemed to have no different opinion since then
        ("street_1", "2019-06-14", []),  # a street is never deemed to agree
    ],
)
def test_who_has_not_answered_yet_may_still_object(
    district: Any, unit: str, objected: str, verdicts: list[str]
) -> None:
    """25.4: 不再提出异议 is for whoever has replied, or lapsed into no different opinion."""
    asked = {"host": "housing", "about": "major_decision:J1", "related_units": (unit,)}
    district.has(c.Opened, "C1", "2019-06-10", by="housing", **asked)
    district.has(c.Requested, "C1", "2019-06-10", by="housing", unit=unit)
    district.has(c.Received, "C1", "2019-06-10", by=unit, unit=unit)
    district.has(
        md.ObjectionRaised, "J1", objected, by=unit, unit=unit, final=True, consultation="C1"
    )
    assert district.verdicts("25.4") == verdicts


# --- 31.1, 37.2 ---


def test_an_edition_that_another_replaced_need_not_be_published(district: Any) -> None:
    """31.1: edition 4 was replaced by 5 before anybody published it; 5 is published."""
    for edition, on in (("4", "2019-08-01"), ("5", "2019-09-02")):
        district.has(disclosure.ListAdjusted, "L1", on, unit="housing", edition=edition)
    district.has(disclosure.ListPublished, "L1", "2019-09-10", unit="housing", edition="5")
    assert district.verdicts("31.1") == ["compliant"]


def test_the_last_edition_must_be_published(district: Any) -> None:
    """31.1: 4 was published, 5 never: one kept, one not."""
    district.has(disclosure.ListAdjusted, "L1", "2019-08-01", unit="housing", edition="4")
    district.has(disclosure.ListPublished, "L1", "2019-08-12", unit="housing", edition="4")
    district.has(disclosure.ListAdjusted, "L1", "2019-09-02", unit="housing", edition="5")
    assert district.verdicts("31.1") == ["compliant", "deviation"]


def test_an_edition_published_before_it_was_recorded_is_published(district: Any) -> None:
    """31.1: put online in the morning, entered as adjusted in the afternoon."""
    district.has(disclosure.ListPublished, "L1", "2019-08-01", unit="housing", edition="4")
    district.has(disclosure.ListAdjusted, "L1", "2019-08-01 15:00", unit="housing", edition="4")
    assert district.verdicts("31.1") == []


def test_an_outcome_published_before_the_handling_was_entered_is_published(district: Any) -> None:
    """37.2: published at noon, entered as handled in the evening: nothing is owed any more."""
    district.has(incidents.ClueReceived, "K1", "2019-06-03", unit="housing")
    district.has(incidents.ClueVerified, "K1", "2019-06-10", unit="housing")
    district.has(incidents.ResultPublished, "K1", "2019-06-20 12:00", unit="housing")
    district.has(incidents.ClueHandled, "K1", "2019-06-20 18:00", unit="housing", major=True)
    assert district.verdicts("37.2") == []


# --- 52.1, 53.3 ---


@pytest.mark.parametrize(
    ("whom", "verdicts"), [("v3", ["violation"]), ("housing_principal", []), ("clerk", [])]
)
def test_only_leaders_are_kept_from_general_activities(
    district: Any, whom: str, verdicts: list[str]
) -> None:
    """52.1: 区政府领导同志; the chief of a bureau may be sent to a shop opening."""
    arranged = {"leader": whom, "general": True, "event": "开业"}
    district.has(activities.Arranged, "A1", "2019-05-18", by="office", **arranged)
    assert district.verdicts("52.1") == verdicts


@pytest.mark.parametrize(
    ("unit", "verdicts"),
    [("education", ["violation"]), ("street_1", ["violation"]), ("office", [])],
)
def test_the_office_writes_upward_for_the_government(
    district: Any, unit: str, verdicts: list[str]
) -> None:
    """53.3: 越级 is for streets and departments; the Office sends what the government sends."""
    sent = {"type": "report", "subject": "general", "addressees": ("city_government",)}
    district.has(s.Submitted, "R1", "2019-05-22", by=unit, unit=unit, matters=("x",), **sent)
    assert district.verdicts("53.3") == verdicts


# --- 57.1, 63.1 ---

PLANS = [(SupervisionPlanAdopted, "63.1", "supervision"), (IssuancePlanAdopted, "57.1", "issuance")]


@pytest.mark.parametrize(("adopted", "norm", "name"), PLANS)
@pytest.mark.parametrize(
    ("on", "kept"),
    [
        ("2019-12-30", True),  # at the end of the year before
        ("2020-01-10", True),
        ("2020-12-31 23:59", True),
        ("2021-01-01 00:00", False),  # the year it plans is over
    ],
)
def test_a_plan_counts_for_the_year_it_is_of(
    district: Any, adopted: Any, norm: str, name: str, on: str, *, kept: bool
) -> None:
    """57.1, 63.1: the plan of 2020 serves 2020, and no other year, whenever it was adopted."""
    district.has(adopted, f"{name}-2019", "2019-03-20")
    district.has(adopted, f"{name}-2020", on)
    found = {one.opened.year: str(one.verdict) for one in district.findings(norm, "2021-12-31")}
    assert (found[2019], found[2020] == "compliant") == ("compliant", kept)
    assert found[2021] != "compliant"


@pytest.mark.parametrize("number", ["P1", "plan-0003", "12019", "督查计划2035"])
def test_a_plan_whose_number_names_no_year_counts_for_its_own(district: Any, number: str) -> None:
    """63.1: what is no year, or a far one, is a mere number."""
    district.has(SupervisionPlanAdopted, number, "2019-03-20")
    assert district.verdicts("63.1") == ["compliant"]


# --- 71.1 ---


def _secret_topic(district: Any, *guests: str) -> None:
    """Given guests asked for topic T1, which was marked secret after that, and the meeting on."""
    proposed = {"unit": "housing", "meeting_kind": m.EXECUTIVE, "subject": "housing"}
    district.has(topics.Proposed, "T1", "2019-07-01", by="housing", purpose="decision", **proposed)
    district.has(m.Convened, "M1", "2019-07-12", by="head", meeting_kind=m.EXECUTIVE, chair="head")
    district.has(Invited, "M1", "2019-07-12", guests=guests, topics=("T1",))
    district.has(det.Tagged, "topic:T1", "2019-07-13", tag=det.SECRET)
    district.has(m.Started, "M1", "2019-07-16", by="head", chair="head")


@pytest.mark.parametrize(
    ("guest", "verdicts"),
    [
        ("journalist", ["violation"]),
        ("finance_principal", ["compliant"]),  # an official, put down as a guest by mistake
        ("street_1", ["compliant"]),
        ("npc_committee", ["compliant"]),
    ],
)
def test_an_official_of_the_district_is_no_outsider(
    district: Any, guest: str, verdicts: list[str]
) -> None:
    """71.1: whoever belongs to the district's own units leaks nothing by sitting in."""
    _secret_topic(district, guest)
    district.has(topics.Heard, "T1", "2019-07-16 10:00", meeting="M1")
    assert district.verdicts("71.1") == verdicts


def test_a_guest_who_did_not_come_heard_nothing(district: Any) -> None:
    """71.1: of two guests the journalist was absent; the expert, who came, is named alone."""
    _secret_topic(district, "journalist", "expert")
    district.has(
        AttendanceRecorded, "M1", "2019-07-16 09:05", present=("head", "expert"),
        absent=("journalist",),
    )  # fmt: skip
    district.has(topics.Heard, "T1", "2019-07-16 10:00", meeting="M1")
    [finding] = district.findings("71.1")
    assert finding.because == "expert列席涉密议题T1 / expert at the secret topic T1"


def test_where_no_guest_came_nothing_was_leaked(district: Any) -> None:
    """71.1: the only guest stayed away."""
    _secret_topic(district, "journalist")
    district.has(AttendanceRecorded, "M1", "2019-07-16", present=("head",), absent=("journalist",))
    district.has(topics.Heard, "T1", "2019-07-16 10:00", meeting="M1")
    assert district.verdicts("71.1") == ["compliant"]


@pytest.mark.parametrize(("matter", "verdicts"), [("M1", []), ("M2", ["violation"])])
def test_at_a_cancelled_meeting_nobody_heard_anything(
    district: Any, matter: str, verdicts: list[str]
) -> None:
    """71.1: asked to a topic already secret; that meeting was cancelled, or another was."""
    district.has(det.Tagged, "topic:T1", "2019-07-01", tag=det.SECRET)
    for one in ("M1", "M2"):
        called = {"meeting_kind": m.EXECUTIVE, "chair": "head"}
        district.has(m.Convened, one, "2019-07-12", by="head", **called)
    asked = district.has(Invited, "M1", "2019-07-12", guests=("journalist",), topics=("T1",))
    district.has(m.Cancelled, matter, "2019-07-15", reason="泄密风险")
    found = district.findings("71.1")
    assert [str(one.verdict) for one in found] == verdicts
    assert all(asked.ref in one.evidence for one in found)
    assert [str(one.verdict) for one in district.findings("71.1", "2019-07-14")] == ["violation"]
