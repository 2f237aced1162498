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
    by_bearer = {f.bearer: str(f.verdict) for f in district.findings("8.4", "2019-03-31")}
    assert by_bearer.pop("v5") == "deviation"
    assert set(by_bearer.values()) == {"compliant"}


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
