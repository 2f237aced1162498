"""Art. 35: what courts and overseers ask of several units is owed by each of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from domain import oversight as o

LIMIT = dt.date(2019, 7, 31)


@pytest.mark.parametrize(
    ("norm", "begins", "ends", "limited"),
    [
        ("35.2", o.CaseReceived, o.CaseAnswered, {"limit": LIMIT}),
        ("35.2", o.JudgmentEffective, o.JudgmentPerformed, {"limit": LIMIT}),
        ("35.4", o.FindingReceived, o.Reported, {"found_by": "审计"}),
        (
            "62.13", o.FindingReceived, o.Rectified,
            {"found_by": "省督查组", "limit": LIMIT, "superior": True},
        ),
    ],
)  # fmt: skip
def test_each_unit_owes_its_own(
    district: Any, norm: str, begins: Any, ends: Any, limited: dict[str, Any]
) -> None:
    """Finance does it, Housing does not: the one has kept it, the other has not."""
    for unit in ("finance", "housing"):
        district.has(begins, "F1", "2019-06-12", unit=unit, **limited)
    district.has(ends, "F1", "2019-07-30", by="finance", unit="finance")
    found = {one.bearer: str(one.verdict) for one in district.findings(norm)}
    assert found == {"finance": "compliant", "housing": "violation"}


def test_a_finding_never_reported_stays_so_when_another_is_received(district: Any) -> None:
    """35.4: of June 2019, not reported when the next came in 2020; that one is reported."""
    district.has(o.FindingReceived, "F1", "2019-06-12", unit="finance", found_by="审计")
    again = district.has(o.FindingReceived, "F1", "2020-03-02", unit="finance", found_by="审计")
    district.has(o.Reported, "F1", "2020-03-20", by="finance", unit="finance")
    first, second = district.findings("35.4", "2020-12-31")
    assert (str(first.verdict), first.evidence[-1]) == ("violation", again.ref)
    assert (str(second.verdict), second.opened) == ("compliant", again.occurred_at)
