"""Arts 41–43: who is asked to a meeting as a member, and who sits in."""

from __future__ import annotations

from typing import Any

import pytest

from domain import leave
from domain import meetings as m
from domain import organisation as org
from domain.invitations import Invited

LEADERS = ("head", "exec", "v1", "v2", "v3", "v4", "office_director")
PRINCIPALS = ("finance_principal", "housing_principal", "education_principal", "commerce_principal")
MEMBERS = {"plenary": (*LEADERS, *PRINCIPALS), "executive": LEADERS, "regular": LEADERS}
NORMS = {"plenary": "41.1", "executive": "42.1", "regular": "43.1"}
SITTING_IN = {"plenary": "41.5", "executive": "42.6", "regular": "43.5"}
KINDS = sorted(NORMS)


def called(district: Any, kind: str, *lists: dict[str, Any]) -> None:
    """A meeting of a kind is called on the 12th and people are asked that day."""
    district.has(m.Convened, "M1", "2019-07-12", by="head", meeting_kind=kind, chair="head")
    for asked in lists:
        district.has(Invited, "M1", "2019-07-12", **asked)


def meets(district: Any) -> None:
    """The meeting begins under the head."""
    district.has(m.Started, "M1", "2019-07-16", by="head", chair="head")


def appointed(
    district: Any, person: str, post: str, on: str = "2019-03-01 08:30", **f: Any
) -> None:
    """Somebody takes a post of the Office, or of another unit."""
    district.has(
        org.Appointed, "wujiagang", on, by="head", person=person, post=post,
        unit=f.get("unit", "office"), label_zh=person, label_en=person,
    )  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_all_members_and_nobody_else_is_as_the_text_composes_it(district: Any, kind: str) -> None:
    """The very list of the text is compliant."""
    called(district, kind, {"members": MEMBERS[kind]})
    meets(district)
    assert district.verdicts(NORMS[kind]) == ["compliant"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_office_stands_for_its_director(district: Any, kind: str) -> None:
    """An organ asked stands for its principal; the Office's is its director."""
    asked = [who for who in MEMBERS[kind] if who != "office_director"]
    called(district, kind, {"members": (*asked, "office")})
    meets(district)
    assert district.verdicts(NORMS[kind]) == ["compliant"]


@pytest.mark.parametrize("kind", KINDS)
def test_one_missing_or_one_too_many_is_a_deviation_of_the_office(district: Any, kind: str) -> None:
    """Whoever is left out or put in is named, and it is the Office that asks."""
    called(district, kind, {"members": (*MEMBERS[kind][:6], "street_1_principal")})
    meets(district)
    (finding,) = district.findings(NORMS[kind])
    assert (str(finding.verdict), finding.bearer) == ("deviation", "office")
    assert "office_director" in finding.because


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_calls_and_chairs_it_need_not_be_asked(district: Any, kind: str) -> None:
    """The head asks the others; nobody asks him."""
    called(district, kind, {"members": MEMBERS[kind][1:]})
    meets(district)
    assert district.verdicts(NORMS[kind]) == ["compliant"]


@pytest.mark.parametrize("kind", KINDS)
def test_lists_add_up(district: Any, kind: str) -> None:
    """A later invitation completes an earlier one."""
    called(district, kind, {"members": MEMBERS[kind][:3]}, {"members": MEMBERS[kind][3:]})
    meets(district)
    assert district.verdicts(NORMS[kind]) == ["compliant"]


def test_a_second_session_is_not_judged_again(district: Any) -> None:
    """Who was asked is judged once, when the meeting first begins."""
    called(district, "executive", {"members": LEADERS})
    meets(district)
    district.has(m.Ended, "M1", "2019-07-16 11:00", by="head")
    district.has(m.Started, "M1", "2019-07-17", by="head", chair="head")
    assert district.verdicts("42.1") == ["compliant"]


@pytest.mark.parametrize("asked", [(), ({"guests": ("npc_committee",)},)])
def test_without_a_list_of_members_nothing_can_be_said(district: Any, asked: Any) -> None:
    """A log that never says who was asked, or only which guests, wrongs nobody."""
    called(district, "plenary", *asked)
    meets(district)
    assert district.verdicts("41.1") == ["indeterminate"]


def test_somebody_the_chart_does_not_know_is_no_deviation(district: Any) -> None:
    """A name without a post on record may be a member's; nobody can say."""
    called(district, "executive", {"members": (*LEADERS, "somebody")})
    meets(district)
    assert district.verdicts("42.1") == ["indeterminate"]


def test_who_left_office_after_the_invitation_is_not_one_too_many(district: Any) -> None:
    """The list was right when it went out."""
    called(district, "executive", {"members": LEADERS})
    district.has(org.Removed, "wujiagang", "2019-07-15", by="head", person="v4", post="deputy_head")
    meets(district)
    assert district.verdicts("42.1") == ["compliant"]


def test_who_left_office_before_the_invitation_is_one_too_many_if_he_has_another_post(
    district: Any,
) -> None:
    """He holds a post on the chart, only not one of the meeting's."""
    district.has(org.Removed, "wujiagang", "2019-07-01", by="head", person="v4", post="deputy_head")
    appointed(district, "v4", "principal", on="2019-07-02", unit="street_1")
    called(district, "executive", {"members": LEADERS})
    meets(district)
    assert district.verdicts("42.1") == ["deviation"]


def test_whoever_is_away_need_not_be_asked(district: Any) -> None:
    """Neither a member nor one who sits in."""
    appointed(district, "dd1", "deputy_office_director")
    for who in ("v1", "dd1"):
        district.has(leave.Started, who, "2019-07-10", by=who, leave=f"L-{who}")
    called(district, "executive", {"members": tuple(x for x in LEADERS if x != "v1")})
    meets(district)
    assert district.verdicts("42.1") == ["compliant"]
    assert district.verdicts("42.6") == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_deputy_office_director_listed_as_a_member_is_one_fault(district: Any, kind: str) -> None:
    """It is the norm on sitting in that is broken; the members' norm does not count it again."""
    appointed(district, "dd1", "deputy_office_director")
    called(district, kind, {"members": (*MEMBERS[kind], "dd1")})
    meets(district)
    assert district.verdicts(SITTING_IN[kind]) == ["deviation"]
    assert district.verdicts(NORMS[kind]) == ["compliant"]


def test_a_party_group_member_who_is_a_member_anyhow_does_not_sit_in(district: Any) -> None:
    """41.5 and 42.6 are about those who are not members."""
    appointed(district, "v1", "party_group_member")
    called(district, "plenary", {"members": MEMBERS["plenary"]})
    meets(district)
    assert district.verdicts("41.5") == []
    assert district.verdicts("41.1") == ["compliant"]


def test_a_department_head_in_the_party_group_sits_in_on_the_executive_meeting(
    district: Any,
) -> None:
    """He is a member of the plenary, but not of the executive meeting."""
    appointed(district, "finance_principal", "party_group_member")
    called(district, "executive", {"members": LEADERS})
    meets(district)
    assert district.verdicts("42.6") == ["deviation"]


def test_nobody_sits_in_on_the_regular_meeting_for_the_party_group(district: Any) -> None:
    """Art. 43 names deputy Office directors and principals concerned, not the Party group."""
    appointed(district, "pg1", "party_group_member")
    called(district, "regular", {"members": LEADERS})
    meets(district)
    assert district.verdicts("43.5") == []
