from __future__ import annotations

from typing import Any

from domain import determinations, entrustments, leave
from domain import submissions as s

REQUEST = {
    "by": "education", "unit": "education", "type": "request", "subject": "education",
    "matters": ("m1",), "addressees": ("district",),
}  # fmt: skip


def test_one_main_addressee(district: Any) -> None:
    """53.4: one request to the government and the Party committee is refused or judged."""
    twice = {**REQUEST, "addressees": ("district", "party_committee")}
    assert district.refused_by(s.Submitted, "S1", "2019-05-22", **twice) == "53.4"
    district.has(s.Submitted, "S1", "2019-05-22", **twice)
    district.has(s.Submitted, "S2", "2019-05-22", **REQUEST)
    assert district.verdicts("53.4") == ["violation", "compliant"]


def test_one_matter_per_request(district: Any) -> None:
    """53.5: a request of 2019-06-03 with a staffing and a funding matter is a violation."""
    two = {**REQUEST, "matters": ("staffing", "funding")}
    assert district.refused_by(s.Submitted, "S1", "2019-06-03", **two) == "53.5"
    district.has(s.Submitted, "S1", "2019-06-03", **two)
    district.has(s.Submitted, "S2", "2019-06-03", **REQUEST)
    district.has(s.Submitted, "S3", "2019-06-03", **{**two, "type": "report"})
    assert district.verdicts("53.5") == ["violation", "compliant"]


def test_a_report_carries_no_request(district: Any) -> None:
    """53.6: a report of 2019-06-04 that asks for funds and is accepted is a violation."""
    report = {**REQUEST, "type": "report"}
    district.has(s.Submitted, "S1", "2019-06-04", **report, contains_request=True)
    assert district.refused_by(s.Accepted, "S1", "2019-06-04") == "53.6"
    district.has(s.Accepted, "S1", "2019-06-04")
    district.has(s.Submitted, "S2", "2019-06-04", **report)
    district.has(s.Accepted, "S2", "2019-06-04")
    (bad, good) = district.findings("53.6")
    assert (str(bad.verdict), bad.bearer, str(good.verdict)) == (
        "violation", "education", "compliant",
    )  # fmt: skip


def test_routed_to_the_leader_in_charge(district: Any) -> None:
    """55.4: a housing request routed to v4 while housing belongs to v3 is a deviation."""
    housing = {**REQUEST, "subject": "housing"}
    for matter, leader in (("S1", "v4"), ("S2", "v3")):
        district.has(s.Submitted, matter, "2019-05-06", **housing)
        district.has(s.Routed, matter, "2019-05-07", leader=leader)
    assert district.verdicts("55.4") == ["deviation", "compliant"]


def test_major_matters_go_to_the_head(district: Any) -> None:
    """55.6: a major request approved by v2 only on 2019-06-25 is a violation; by the head, not."""
    for matter, by in (("S1", "v2"), ("S2", "head")):
        district.has(s.Submitted, matter, "2019-06-20", **REQUEST)
        district.has(s.Classified, matter, "2019-06-21", tags=("major",))
        district.has(s.Approved, matter, "2019-06-25", by=by)
    bad, good = district.findings("55.6")
    assert [str(bad.verdict), str(good.verdict)] == ["violation", "compliant"]
    assert "submission:S1#2" in bad.evidence, "the tag the verdict rests on, with its author"


def test_what_is_not_recorded_is_no_breach(district: Any) -> None:
    """53.4, 53.5: an imported request without addressee or matter is not several of them."""
    district.has(s.Submitted, "S1", "2019-05-22", **{**REQUEST, "addressees": (), "matters": ()})
    assert district.verdicts("53.4") == ["indeterminate"]
    assert district.verdicts("53.5") == ["indeterminate"]


def test_one_addressee_named_twice_is_one(district: Any) -> None:
    """53.4, 53.5: an entry repeated makes no second addressee and no second matter."""
    twice = {"addressees": ("district", "district"), "matters": ("m1", "m1")}
    district.has(s.Submitted, "S1", "2019-05-22", **{**REQUEST, **twice})
    assert district.verdicts("53.4") == ["compliant"]
    assert district.verdicts("53.5") == ["compliant"]


def test_the_head_takes_what_an_absent_leader_cannot(district: Any) -> None:
    """55.4: v4 and his partner v3 are away; education's request goes to the head."""
    for leader in ("v3", "v4"):
        district.has(leave.Started, leader, "2019-05-06", by=leader, leave=f"L-{leader}")
    district.has(s.Submitted, "S1", "2019-05-07", **REQUEST)
    district.has(s.Routed, "S1", "2019-05-08", leader="head")
    district.has(s.Submitted, "S2", "2019-05-07", **{**REQUEST, "subject": "construction"})
    district.has(s.Routed, "S2", "2019-05-08", leader="head")
    assert district.verdicts("55.4") == ["compliant", "deviation"]


def test_a_matter_stays_major_when_the_paper_comes_back(district: Any) -> None:
    """55.6: tagged major, returned for its form, submitted anew and approved by v4 alone."""
    district.has(s.Submitted, "S1", "2019-06-20", **REQUEST)
    district.has(s.Classified, "S1", "2019-06-21", tags=("major",))
    district.has(s.Returned, "S1", "2019-06-21 10:00", reason="格式")
    district.has(s.Submitted, "S1", "2019-06-24", **REQUEST)
    district.has(s.Approved, "S1", "2019-06-25", by="v4")
    assert district.verdicts("55.6") == ["violation"]


def test_an_opinion_on_it_shows_that_it_was_looked_at(district: Any) -> None:
    """53.1: S1 got a handling opinion, though nobody noted the check at intake; S2 got nothing."""
    for matter in ("S1", "S2"):
        district.has(s.Submitted, matter, "2019-05-06", **REQUEST)
        district.has(s.Received, matter, "2019-05-06 10:00")
    district.has(s.OpinionProposed, "S1", "2019-05-07")
    assert district.verdicts("53.1") == ["compliant", "violation"]


def test_what_is_the_heads_goes_to_whoever_presides_for_him(district: Any) -> None:
    """55.4, 55.6: a major matter is put before, and approved by, the presiding executive deputy."""
    begun = district.has(leave.Started, "head", "2019-05-13", by="head", leave="L1").occurred_at
    district.has(
        entrustments.Granted, "head", "2019-05-13", by="head", entrustment="E1", grantee="exec",
        scope=("preside",), since=begun,
    )  # fmt: skip
    district.has(s.Submitted, "S1", "2019-05-14", **REQUEST)
    district.has(s.Classified, "S1", "2019-05-14 10:00", tags=("major",))
    district.has(s.Routed, "S1", "2019-05-15", leader="exec")
    district.has(s.Approved, "S1", "2019-05-16", by="exec")
    assert district.verdicts("55.4") == ["compliant"]
    assert district.verdicts("55.6") == ["compliant"]


def test_without_a_chart_nobody_is_wrongly_asked(history: Any) -> None:
    """55.4, 55.6: whose field it is and who is head were never recorded."""
    history.has(s.Submitted, "S1", "2019-05-14", **REQUEST)
    history.has(s.Classified, "S1", "2019-05-14 10:00", tags=("major",))
    history.has(s.Routed, "S1", "2019-05-15", leader="somebody")
    history.has(s.Approved, "S1", "2019-05-16", by="somebody")
    assert history.verdicts("55.4") == ["indeterminate"]
    assert history.verdicts("55.6") == ["indeterminate"]


def test_a_tag_taken_off_again_sends_nothing_to_the_head(district: Any) -> None:
    """55.4, 55.6: tagged major by mistake and untagged: the leader in charge approves it."""
    district.has(s.Submitted, "S1", "2019-06-20", **REQUEST)
    district.has(s.Classified, "S1", "2019-06-21", tags=("major",))
    district.has(determinations.Untagged, "submission:S1", "2019-06-21 10:00", tag="major")
    district.has(s.Routed, "S1", "2019-06-24", leader="v4")
    district.has(s.Approved, "S1", "2019-06-25", by="v4")
    assert district.verdicts("55.4") == ["compliant"]
    assert district.verdicts("55.6") == []
