"""Who owes what a leader or a member owes every year (75.1, 78.3, 78.5), as posts change hands."""

from __future__ import annotations

from typing import Any

import pytest

from domain import integrity, research
from domain import organisation as org

NAMED = {"unit": "office", "label_zh": "副区长", "label_en": "Deputy head"}


def _appointed(district: Any, on: str, person: str, post: str = "deputy_head") -> None:
    district.has(org.Appointed, "wujiagang", on, by="head", person=person, post=post, **NAMED)


def _removed(district: Any, on: str, person: str, post: str = "deputy_head") -> None:
    district.has(org.Removed, "wujiagang", on, by="head", person=person, post=post)


def _verdicts(district: Any, norm: str, who: str, as_of: str = "2021-12-31") -> dict[int, str]:
    """Return the verdicts on somebody by year, of the lower bound where a norm has two."""
    found = [one for one in district.findings(norm, as_of) if one.bearer == who]
    return {one.opened.year: str(one.verdict) for one in found if "more than" not in one.because}


@pytest.mark.parametrize("norm", ["78.3", "78.5"])
def test_a_bureau_chief_made_deputy_head_owes_nothing_for_the_years_before(
    district: Any, norm: str
) -> None:
    """The chief of Finance keeps his bureau and becomes a deputy head on 2020-09-01: from 2021."""
    _appointed(district, "2020-09-01", "finance_principal")
    assert _verdicts(district, norm, "finance_principal") == {2021: "violation"}


def test_the_same_deputy_head_owed_his_personal_matters_all_along(district: Any) -> None:
    """75.1: as chief of a department he was a member of the government before, too."""
    _appointed(district, "2020-09-01", "finance_principal")
    expected = dict.fromkeys((2019, 2020, 2021), "violation")
    assert _verdicts(district, "75.1", "finance_principal") == expected


@pytest.mark.parametrize("norm", ["78.3", "78.5", "75.1"])
def test_promoted_to_executive_deputy_one_stays_a_leader(district: Any, norm: str) -> None:
    """v1 becomes executive deputy in October 2019: a leader all the year, who did nothing."""
    _removed(district, "2019-10-08", "exec", "executive_deputy_head")
    _removed(district, "2019-10-08", "v1")
    _appointed(district, "2019-10-08", "v1", "executive_deputy_head")
    assert _verdicts(district, norm, "v1", "2019-12-31") == {2019: "violation"}


@pytest.mark.parametrize("norm", ["78.3", "78.5", "75.1"])
def test_what_was_owed_for_a_year_does_not_vanish_with_the_leader(district: Any, norm: str) -> None:
    """v2 leaves in 2021: nothing for that year, but 2019 and 2020 stand as they stood."""
    _removed(district, "2021-03-01", "v2")
    assert _verdicts(district, norm, "v2") == {2019: "violation", 2020: "violation"}


def test_only_leaders_topics_are_counted(district: Any) -> None:
    """78.3: 区政府领导同志 fix one or two; a bureau chief may study whatever he likes."""
    for number in ("K1", "K2", "K3"):
        who = "education_principal"
        district.has(research.TopicSet, number, "2019-04-01", by=who, leader=who, title=number)
    assert [one for one in district.findings("78.3") if one.bearer == "education_principal"] == []


def test_a_stay_counts_where_no_contact_point_is_on_record(district: Any) -> None:
    """78.5: v1 stayed in the village; which point is his was never recorded: no breach of his."""
    district.has(research.Stayed, "v1", "2019-05-20", by="v1", place="village_1", days=2)
    assert _verdicts(district, "78.5", "v1", "2019-12-31") == {2019: "compliant"}


def test_who_has_left_owes_no_report_at_the_end_of_the_year(district: Any) -> None:
    """78.4: v2 fixed a topic in March and left in August; v1, promoted, still owes his."""
    for leader in ("v1", "v2"):
        district.has(research.TopicSet, f"K-{leader}", "2019-03-11", leader=leader, title="一")
        _removed(district, "2019-08-01", leader)
    _removed(district, "2019-08-01", "exec", "executive_deputy_head")
    _appointed(district, "2019-08-01", "v1", "executive_deputy_head")
    found = {one.bearer: str(one.verdict) for one in district.findings("78.4")}
    assert found == {"v1": "deviation"}


def test_companions_of_others_than_leaders_are_not_counted(district: Any) -> None:
    """78.10a: 区政府其他领导同志; a bureau chief's own visit with four colleagues is outside it."""
    for matter, who in (("V1", "education_principal"), ("V2", "v2")):
        district.has(
            research.VisitConducted, matter, "2019-06-05", by=who, leader=who, place="school",
            department_heads=("a", "b", "c", "d"),
        )  # fmt: skip
    assert [(one.bearer, str(one.verdict)) for one in district.findings("78.10a")] == [
        ("v2", "deviation")
    ]


def test_every_unit_that_sent_cars_answers_for_its_own(district: Any) -> None:
    """78.11: two units sent escort vehicles: each has a finding, not only the first."""
    district.has(
        research.VisitConducted, "V1", "2019-06-04", by="head", leader="head", place="village_1",
        escorts=("street_1", "housing"),
    )  # fmt: skip
    found = {one.bearer: str(one.verdict) for one in district.findings("78.11")}
    assert found == {"street_1": "violation", "housing": "violation"}


def test_personal_matters_of_a_principal_of_a_street_are_not_owed_here(district: Any) -> None:
    """75.1: heads of streets are no members of the government (Art. 5)."""
    district.has(
        integrity.PersonalMattersReported, "v1", "2019-05-20", by="v1"
    )  # somebody keeps this log
    assert _verdicts(district, "75.1", "street_1_principal") == {}
