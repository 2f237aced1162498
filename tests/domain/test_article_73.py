from __future__ import annotations

import datetime as dt
from typing import Any

from domain import service_matters as m


def test_streets_are_not_addressed(district: Any) -> None:
    """73.2, 73.3: 区政府及其部门; what a street handles is not judged here."""
    for number, unit in (("1", "street_1"), ("2", "housing")):
        limit = dt.date(2019, 6, 3)
        district.has(m.Accepted, f"B{number}", "2019-05-06", by=unit, unit=unit, limit=limit)
        district.has(m.NonComplianceFound, f"B{number}", "2019-05-07", reason="材料不符")
        district.has(m.Completed, f"B{number}", "2019-06-10", by=unit, unit=unit)
    for norm in ("73.2", "73.3"):
        found = district.findings(norm)
        assert [(one.bearer, str(one.verdict)) for one in found] == [("housing", "violation")]
