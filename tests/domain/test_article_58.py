from __future__ import annotations

from typing import Any

from domain import organisation as org
from domain.reports import InformationReported


def test_a_department_that_was_abolished_owes_no_reports(district: Any) -> None:
    """58.1: Commerce, last led until 2019-05-20, reported in spring; Education still exists."""
    for unit in ("commerce", "education"):
        about = {"unit": unit, "category": 1}
        district.has(InformationReported, f"I-{unit}", "2019-04-10", by=unit, **about)
    gone = {"person": "commerce_principal", "post": "principal"}
    district.has(org.Removed, "wujiagang", "2019-05-20", by="head", **gone)
    found = district.findings("58.1", "2019-09-30")
    assert {(one.bearer, str(one.verdict)) for one in found} == {
        ("commerce", "compliant"), ("education", "compliant"), ("education", "deviation"),
    }  # fmt: skip
