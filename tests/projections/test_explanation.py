"""What an explanation says of the days of a term."""

from __future__ import annotations

from typing import Any

from domain import consultations as c
from domain.organisation import Organisation
from domain.rulebook.wujiagang_2019 import RULEBOOK
from projections.explanation import Ground, explain


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
