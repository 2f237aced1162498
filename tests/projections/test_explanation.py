"""What an explanation says of the days of a term."""

from __future__ import annotations

from typing import Any

import pytest

from domain import consultations as c
from domain import determinations, incidents, integrity, oversight
from domain.organisation import Organisation
from domain.rulebook.wujiagang_2019 import RULEBOOK
from projections.explanation import Ground, explain
from projections.narrative import narrative


def test_a_make_up_day_is_told_from_the_holiday_it_pays_for(district: Any) -> None:
    """54.4, received Fri 2019-09-27: Sunday the 29th is worked, so it counts; 1 October is not."""
    at = "2019-09-27"
    district.has(c.Opened, "C1", at, by="housing", host="housing", about="S1",
                 related_units=("finance",))  # fmt: skip
    district.has(c.Requested, "C1", at, by="housing", unit="finance")
    district.has(c.Received, "C1", at, by="finance", unit="finance")
    (finding,) = district.findings("54.4")
    ground = Ground(
        finding=finding,
        rulebook=RULEBOOK,
        calendar=district.calendar,
        chart=Organisation(matter="wujiagang", version=0),
        sentences=(),
    )
    (days,) = (section for section in explain(ground) if section.heading[1] == "Days")
    zh, en = ({line[tongue] for line in days.lines} for tongue in (0, 1))
    assert "2019-09-28 Rest day: not counted" in en
    assert {"2019-09-29 Make-up day for National Day, worked: counted as day 1",
            "2019-10-01 National Day: not counted"} <= en  # fmt: skip
    assert {"2019-09-29 调休上班（国庆节），计为第1日", "2019-10-01 国庆节，不计"} <= zh


BANQUET = {"norm": "74.4", "breach": True, "bearer": "v1", "statement": "接受宴请"}


@pytest.mark.parametrize(
    ("norm", "told", "en"),
    [
        ("74.4", [(determinations.Found, BANQUET)], ["what a reviewer found"]),
        ("74.4", [(integrity.GiftOffered, {"gift": "甲", "offered_by": "street_1"})],
         ["an offer is returned"]),
        ("35.2", [(oversight.CaseReceived, {"unit": "finance"})], ["Lawsuits are answered"]),
        ("35.2", [(oversight.JudgmentEffective, {"unit": "finance"})], ["judgments are performed"]),
        ("37.1", [(incidents.ClueReceived, {"unit": "finance"}),
                  (incidents.ClueHandled, {"unit": "finance"})],
         ["is verified before it is handled", "is handled in good time"]),
    ],
)  # fmt: skip
def test_of_norms_that_share_an_id_the_one_that_judged_is_explained(
    district: Any, norm: str, told: list[tuple[Any, dict[str, Any]]], en: list[str]
) -> None:
    """A banquet that was found is no gift to be returned, though both are 74.4."""
    for day, (act_class, fields) in enumerate(told, 3):
        district.has(act_class, "v1", f"2019-06-0{day}", **fields)
    by_ref = {act.ref: act for act in district.acts}
    grounds = [
        Ground(
            finding=finding,
            rulebook=RULEBOOK,
            calendar=district.calendar,
            chart=Organisation(matter="wujiagang", version=0),
            sentences=tuple(narrative(by_ref[ref] for ref in finding.evidence)),
        )
        for finding in district.findings(norm)
    ]
    told_of = [ground.norm.en for ground in grounds]
    assert [[part for part in en if part in one] for one in told_of] == [[part] for part in en]
