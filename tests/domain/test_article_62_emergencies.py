from __future__ import annotations

import datetime as dt
from typing import Any

from domain import incidents, oversight


def test_streets_are_not_addressed(district: Any) -> None:
    """62.12, 62.13: 区政府及各部门, as in 62.8; nothing is owed here by a street."""
    limit = dt.date(2019, 6, 30)
    for number, unit in (("1", "street_1"), ("2", "housing")):
        district.has(incidents.Occurred, f"E{number}", "2019-05-13", unit=unit, major=True)
        district.has(
            oversight.FindingReceived, f"F{number}", "2019-05-13", unit=unit, found_by="city",
            limit=limit, superior=True,
        )  # fmt: skip
    for norm in ("62.12", "62.13"):
        assert {one.bearer for one in district.findings(norm)} == {"housing"}
