from __future__ import annotations

from typing import Any

import pytest

from domain import documents as d
from domain.plans import IssuancePlanAdopted


def _drafted(district: Any) -> None:
    district.has(
        d.Drafted, "D1", "2019-11-01", unit="education", document_class="notice",
        issuer="government", direction="down", subjects=("education",),
    )  # fmt: skip


def _issued(district: Any, version: int) -> None:
    district.has(d.Signed, "D1", "2019-11-05", by="v4", text_version=version)
    district.has(d.Issued, "D1", "2019-11-06")


def test_what_was_rewritten_repeats_nothing(district: Any) -> None:
    """57.2: found on 11-02 to repeat another, rewritten and reviewed anew: the new text counts."""
    _drafted(district)
    district.has(d.DuplicateFound, "D1", "2019-11-02", repeats="宜伍府发〔2019〕7号")
    district.has(d.Revised, "D1", "2019-11-03", by="education", text_version=2)
    district.has(d.Reviewed, "D1", "2019-11-04", text_version=2)
    _issued(district, 2)
    assert district.verdicts("57.2") == ["compliant"]


def test_what_was_rewritten_and_not_looked_at_again_is_unknown(district: Any) -> None:
    """57.2: the new text was never reviewed: whether it still repeats, nobody has said."""
    _drafted(district)
    district.has(d.DuplicateFound, "D1", "2019-11-02", repeats="宜伍府发〔2019〕7号")
    district.has(d.Revised, "D1", "2019-11-03", by="education", text_version=2)
    _issued(district, 2)
    assert district.verdicts("57.2") == ["indeterminate"]


def test_one_repetition_is_one_breach(district: Any) -> None:
    """57.2: issued though the review said so, and found again a week later: one breach, not two."""
    _drafted(district)
    repeats = "宜伍府发〔2019〕7号"
    district.has(d.Reviewed, "D1", "2019-11-04", text_version=1, duplicate_of=repeats)
    _issued(district, 1)
    for on in ("2019-11-12", "2019-11-13"):
        district.has(d.DuplicateFound, "D1", on, repeats=repeats)
    assert district.verdicts("57.2") == ["violation"]


def test_paper_for_those_without_the_intranet_comes_on_top(district: Any) -> None:
    """57.6: sent by the intranet, then on paper to a village: 另发纸质不计."""
    _drafted(district)
    _issued(district, 1)
    for on, channel in (("2019-11-06 10:00", d.INTRANET), ("2019-11-07", d.PAPER)):
        district.has(d.Transmitted, "D1", on, addressees=("village_1",), channels=(channel,))
    assert district.verdicts("57.6") == ["compliant", "compliant"]


@pytest.mark.parametrize(("item", "verdict"), [("教育-1", "compliant"), ("教育-9", "deviation")])
def test_what_was_planned_and_drafted_last_year_may_go_out_in_the_new(
    district: Any, item: str, verdict: str
) -> None:
    """57.1: in the plan of 2019, drafted that December, issued on 2020-01-06."""
    for year, items in (("2019", ("教育-1",)), ("2020", ("教育-2",))):
        on = f"{year}-01-02" if year == "2020" else "2019-03-20"
        district.has(IssuancePlanAdopted, f"issuance-{year}", on, items=items)
    district.has(
        d.Drafted, "D1", "2019-12-20", unit="education", document_class="notice",
        issuer="government", direction="down", subjects=("education",), plan_item=item,
    )  # fmt: skip
    district.has(d.Signed, "D1", "2020-01-03", by="v4", text_version=1)
    district.has(d.Issued, "D1", "2020-01-06")
    found = [one for one in district.findings("57.1", "2020-01-31") if one.matter.endswith("D1")]
    assert [str(one.verdict) for one in found] == [verdict]
