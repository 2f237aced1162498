"""Art. 25: who signs a consulted unit's reply, and objections at the final stage."""

from __future__ import annotations

from typing import Any

import pytest

from domain import consultations as c
from domain import organisation as org


def _replied(district: Any, unit: str, signed_by: str) -> None:
    """Given a unit has a request of 2019-04-12 and replies on the 17th, signed by somebody."""
    district.has(
        c.Opened, "C1", "2019-04-12", by="housing",
        host="housing", about="submission:R1", related_units=(unit,),
    )  # fmt: skip
    district.has(c.Requested, "C1", "2019-04-12 10:00", by="housing", unit=unit)
    district.has(c.Received, "C1", "2019-04-12 11:00", by=unit, unit=unit)
    district.has(
        c.Replied, "C1", "2019-04-17", by=unit, unit=unit, position="agree", signed_by=signed_by
    )


@pytest.mark.parametrize(
    ("unit", "signed_by", "verdict"),
    [
        ("office", "office_director", "compliant"),  # 办公室主任 leads the Office
        ("office", "v4", "deviation"),
        ("office", "finance_principal", "deviation"),
        ("finance", "finance_principal", "compliant"),
        ("finance", "office_director", "deviation"),  # who leads the Office leads no bureau
        ("archive", "archivist", "indeterminate"),  # nobody is on record as leading it
    ],
)
def test_the_principal_of_that_very_unit_signs(
    district: Any, unit: str, signed_by: str, verdict: str
) -> None:
    """25.3: the Office's director signs for the Office, a bureau's principal for his bureau."""
    _replied(district, unit, signed_by)
    assert district.verdicts("25.3") == [verdict]


def test_nobody_knows_while_the_directors_post_is_vacant(district: Any) -> None:
    """25.3: the director left on the 15th and nobody followed: indeterminate, no deviation."""
    district.has(
        org.Removed, "wujiagang", "2019-04-15", by="head", person="office_director",
        post=org.OFFICE_DIRECTOR,
    )  # fmt: skip
    _replied(district, "office", "office_director")
    [finding] = district.findings("25.3")
    assert str(finding.verdict) == "indeterminate"
    assert "缺office主要负责同志的任职记录" in finding.because


def test_a_deputy_head_who_leads_a_bureau_signs_for_it(district: Any) -> None:
    """25.3: V3 has led Education too since 04-01: he signs its reply, and the finding says why."""
    appointed = district.has(
        org.Appointed, "wujiagang", "2019-04-01", by="head", person="v3", post=org.PRINCIPAL,
        unit="education", label_zh="区教育局局长", label_en="Education principal",
    )  # fmt: skip
    _replied(district, "education", "v3")
    [finding] = district.findings("25.3")
    assert (str(finding.verdict), finding.evidence[0]) == ("compliant", appointed.ref)
