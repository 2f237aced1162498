"""Art. 34: proposals answered by one of several units, and answered again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from domain import deputies_proposals as dp


def _assigned(district: Any) -> None:
    """Given proposal P1 goes to Housing, with a responsible person, and then to Finance without."""
    district.has(dp.Received, "P1", "2019-03-05", proposer="代表甲")
    district.has(
        dp.Assigned, "P1", "2019-03-06", unit="housing", limit=dt.date(2019, 6, 6),
        responsible="housing_deputy",
    )  # fmt: skip
    district.has(dp.Assigned, "P1", "2019-03-07", unit="finance", limit=dt.date(2019, 6, 6))
    district.has(dp.ProposerContacted, "P1", "2019-05-10", by="housing", unit="housing")


def test_a_unit_answers_for_its_own_assignment(district: Any) -> None:
    """34.4: that Finance named nobody is no fault of the answer Housing gives."""
    _assigned(district)
    district.has(dp.Replied, "P1", "2019-05-20", by="housing", unit="housing")
    (finding,) = district.findings("34.4")
    assert (str(finding.verdict), finding.bearer) == ("compliant", "housing")


def test_a_result_that_is_public_need_not_be_published_again(district: Any) -> None:
    """34.6: answered, published, and answered once more: one result, and it is public."""
    _assigned(district)
    district.has(dp.Replied, "P1", "2019-05-20", by="housing", unit="housing")
    district.has(dp.ResultPublished, "P1", "2019-05-21", by="housing", unit="housing")
    district.has(dp.Replied, "P1", "2019-05-25", by="housing", unit="housing")
    assert district.verdicts("34.6") == ["compliant"]
