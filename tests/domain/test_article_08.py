from __future__ import annotations

from typing import Any

from domain import documents as d
from domain import entrustments, leave, submissions
from domain import organisation as org
from domain.activities import ForeignRepresented
from domain.capacity import entrusted, partner_of


def _notice(district: Any, matter: str, on: str, subject: str) -> None:
    district.has(
        d.Drafted, matter, on, unit="education", document_class="notice",
        issuer="government", direction="down", subjects=(subject,),
    )  # fmt: skip


def _v1_away(district: Any) -> None:
    """Given v1 (paired with v2) is away 2019-05-13..05-17."""
    district.has(leave.Started, "v1", "2019-05-13 08:00", by="v1", leave="L1")
    district.has(leave.Ended, "v1", "2019-05-17 18:00", by="v1", leave="L1")


def test_the_ab_partner_signs_while_the_other_is_away(district: Any) -> None:
    """8.5: v2 signs for v1 on 05-15, inside the absence; 56.5a accepts the signature too."""
    _v1_away(district)
    _notice(district, "D1", "2019-05-14", "construction")
    district.has(d.Signed, "D1", "2019-05-15", by="v2", capacity=partner_of("v1"), text_version=1)
    assert district.verdicts("8.5") == ["compliant"]
    assert district.verdicts("56.5a") == ["compliant"]


def test_the_ab_partner_has_nothing_to_sign_once_the_other_is_back(district: Any) -> None:
    """8.5: on 05-20 the absence is closed, so v2's signature for v1 is a violation."""
    _v1_away(district)
    _notice(district, "D1", "2019-05-14", "construction")
    district.has(d.Signed, "D1", "2019-05-20", by="v2", capacity=partner_of("v1"), text_version=1)
    assert district.verdicts("8.5") == ["violation"]
    assert district.verdicts("56.5a") == ["deviation"]


def test_a_deputy_head_without_a_partner_is_a_deviation(district: Any) -> None:
    """8.4: v5 takes office on 2019-03-01 and has no AB pair on 03-31."""
    district.has(
        org.Appointed, "wujiagang", "2019-03-01", by="head", person="v5", post="deputy_head",
        unit="office", label_zh="副区长戊", label_en="Deputy head 5",
    )  # fmt: skip
    by_person = {f.key: str(f.verdict) for f in district.findings("8.4", "2019-03-31")}
    assert by_person.pop("v5") == "deviation"
    assert set(by_person.values()) == {"compliant"}
    assert {f.bearer for f in district.findings("8.4")} == {"office"}  # he cannot pair himself


def test_a_deputy_head_appointed_again_still_has_his_partner(district: Any) -> None:
    """8.4: after an election v1 is appointed anew; nobody dissolved his pair with v2."""
    district.has(
        org.Appointed, "wujiagang", "2019-06-01", by="head", person="v1", post="deputy_head",
        unit="office", label_zh="副区长甲", label_en="Deputy head 1",
    )  # fmt: skip
    assert district.verdicts("8.4") == ["compliant"] * 4


def test_who_has_left_needs_no_partner(district: Any) -> None:
    """8.4: v3 leaves and his pair is dissolved after him: only v4, who stays, is uncovered."""
    district.has(org.Removed, "wujiagang", "2019-07-01", by="head", person="v3", post="deputy_head")
    district.has(
        org.ABPairDissolved, "wujiagang", "2019-07-01 10:00", by="head", first="v3", second="v4"
    )
    found = [f.key for f in district.findings("8.4") if str(f.verdict) == "deviation"]
    assert found == ["v4"]


def test_the_executive_deputy_needs_no_partner(district: Any) -> None:
    """8.4: he may be paired; that a pair of his is dissolved leaves only the deputy head alone."""
    district.has(org.ABPairDissolved, "wujiagang", "2019-06-03", by="head", first="v1", second="v2")
    district.has(
        org.ABPairSet, "wujiagang", "2019-06-03 10:00", by="head", first="exec", second="v1"
    )
    district.has(
        org.ABPairDissolved, "wujiagang", "2019-06-04", by="head", first="exec", second="v1"
    )
    found = [f.key for f in district.findings("8.4") if str(f.verdict) == "deviation"]
    assert found == ["v1", "v2"]


def test_who_may_chair_by_his_post_may_entrust_the_chair(district: Any) -> None:
    """8.2: the executive deputy, entrusted to preside and chair, lets dd1 chair one (44.2)."""
    since = district.acts[-1].occurred_at
    for grantor, grantee, scope in (
        ("head", "exec", ("preside", "chair")),
        ("exec", "dd1", ("chair",)),
    ):
        district.has(
            entrustments.Granted, grantor, "2019-06-03", by=grantor, entrustment=f"E-{grantor}",
            grantee=grantee, scope=scope, since=since,
        )  # fmt: skip
    assert district.verdicts("8.2") == ["compliant"]


def test_only_those_the_article_names_answer_to_the_head(district: Any) -> None:
    """6.3 speaks of deputy heads and the Office director; others may have another superior."""
    for who, post in (("dd1", org.DEPUTY_OFFICE_DIRECTOR), ("p1", org.PARTY_GROUP_MEMBER)):
        district.has(
            org.Appointed, "wujiagang", "2019-03-04", by="head", person=who, post=post,
            unit="office", label_zh=who, label_en=who, superior=org.OFFICE_DIRECTOR,
        )  # fmt: skip
        district.has(
            org.PortfolioAssigned, "wujiagang", "2019-03-05", by="head", subject=f"of_{who}",
            leader=who, superior=org.OFFICE_DIRECTOR,
        )  # fmt: skip
    assert "violation" not in district.verdicts("6.3")
    district.has(
        org.PortfolioAssigned, "wujiagang", "2019-03-06", by="head", subject="archives",
        leader="v1", superior=org.OFFICE_DIRECTOR,
    )  # fmt: skip
    assert district.verdicts("6.3").count("violation") == 1


def test_a_dissolved_pair_is_set_again_the_same_day(district: Any) -> None:
    """8.4: dissolved and not set again that day, both deputies are uncovered."""
    district.has(org.ABPairDissolved, "wujiagang", "2019-06-03", by="head", first="v1", second="v2")
    assert district.verdicts("8.4", "2019-06-02").count("deviation") == 0
    assert district.verdicts("8.4", "2019-06-03").count("deviation") == 2


def test_a_revoked_entrustment_carries_nothing(district: Any) -> None:
    """8.2: entrusted with tourism until revoked on 08-01; approving on 08-05 is a violation."""
    district.has(
        entrustments.Granted, "head", "2019-07-01", by="head", entrustment="E2", grantee="v1",
        scope=("tourism",), since=district.acts[-1].occurred_at,
    )  # fmt: skip
    for matter, on in (("S1", "2019-07-10"), ("S2", "2019-08-05")):
        if matter == "S2":
            district.has(entrustments.Revoked, "head", "2019-08-01", by="head", entrustment="E2")
        district.has(
            submissions.Submitted, matter, on, by="commerce", unit="commerce", type="request",
            subject="tourism", matters=("m",), addressees=("district",),
        )  # fmt: skip
        district.has(submissions.Approved, matter, on, by="v1", capacity=entrusted("E2"))
    assert district.verdicts("8.2") == ["compliant", "violation"]


def test_representing_abroad_is_counted_and_never_judged(district: Any) -> None:
    """8.3: a department head represents the district on 2019-09-20; no finding."""
    district.has(ForeignRepresented, "F1", "2019-09-20", person="commerce_principal")
    assert district.verdicts("8.3") == []
