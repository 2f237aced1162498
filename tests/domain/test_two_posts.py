"""Arts 46–48, 8: people who hold two posts, and charts that do not say who has which field."""

from __future__ import annotations

from typing import Any

import pytest

from domain import attendance as a
from domain import entrustments, submissions
from domain import meetings as m
from domain import minutes as mi
from domain import organisation as org
from domain import topics as t
from domain.capacity import entrusted


def _holds(history: Any, person: str, post: str, unit: str) -> None:
    history.has(
        org.Appointed, "wujiagang", "2019-03-01 08:30", by="head", person=person, post=post,
        unit=unit, label_zh=person, label_en=person,
    )  # fmt: skip


def _topic(history: Any, reviewer: str, compiler: str) -> None:
    history.has(
        t.Proposed, "T1", "2019-05-06", by="housing", unit="housing", meeting_kind="executive",
        subject="housing", no_other_unit=True,
    )  # fmt: skip
    history.has(t.ReviewedByLeader, "T1", "2019-05-07", by=reviewer)
    history.has(t.Compiled, "T1", "2019-05-08", by=compiler)
    history.has(t.Approved, "T1", "2019-05-10", by="head", meeting="M1")


def test_a_deputy_director_who_also_heads_a_bureau_is_of_the_office(district: Any) -> None:
    """46.1, 47.1: dd1 leads a bureau besides; what he compiles and reviews, the Office does."""
    _holds(district, "dd1", org.PRINCIPAL, "commerce")
    _holds(district, "dd1", org.DEPUTY_OFFICE_DIRECTOR, "office")
    _topic(district, "v3", "dd1")
    district.has(t.MaterialDrafted, "T1", "2019-05-08", by="housing")
    district.has(t.MaterialReviewed, "T1", "2019-05-09", by="dd1")
    district.has(t.Heard, "T1", "2019-05-14", meeting="M1")
    assert district.verdicts("46.1") == ["compliant"]
    assert district.verdicts("47.1") == ["compliant"]


def test_a_deputy_of_two_departments_may_come_for_either(district: Any) -> None:
    """48.5: the deputy of Commerce is a deputy of Housing, too, and comes for Housing."""
    _holds(district, "hd", org.DEPUTY_PRINCIPAL, "commerce")
    _holds(district, "hd", org.DEPUTY_PRINCIPAL, "housing")
    district.has(m.Convened, "M1", "2019-05-10", by="head", meeting_kind="executive", chair="head")
    for act_class in (a.SubstituteRequested, a.SubstituteApproved, a.SubstituteFiled):
        district.has(act_class, "M1", "2019-05-13", by="head", unit="housing", person="hd")
    district.has(m.Started, "M1", "2019-05-14", by="head", chair="head")
    district.has(a.UnitAttended, "M1", "2019-05-14 09:10", unit="housing", persons=("hd",))
    assert district.verdicts("48.5") == ["compliant"]


@pytest.mark.parametrize("norm", ["6.2", "46.1", "49.2"])
def test_a_chart_without_any_portfolio_says_nobody_was_wrong(history: Any, norm: str) -> None:
    """6.2, 46.1, 49.2: posts were imported, the leaders' division of work was not."""
    history.has(
        org.UnitRegistered, "wujiagang", "2019-03-01 08:00", unit="office", unit_kind="office",
        label_zh="办公室", label_en="Office",
    )  # fmt: skip
    for person, post in (("head", org.HEAD), ("exec", org.EXECUTIVE_DEPUTY), ("v3", org.DEPUTY)):
        _holds(history, person, post, "office")
    history.has(
        submissions.Submitted, "S1", "2019-05-05", by="housing", unit="housing", type="request",
        matters=("M",), addressees=("government",), subject="housing",
    )  # fmt: skip
    history.has(submissions.Routed, "S1", "2019-05-06", leader="v3")
    _topic(history, "v3", "office")
    history.has(
        m.Convened, "M2", "2019-05-10", by="v3", meeting_kind="special", chair="v3",
        subjects=("housing",),
    )  # fmt: skip
    history.has(m.Started, "M2", "2019-05-14", by="v3", chair="v3")
    history.has(m.Ended, "M2", "2019-05-14 11:00", by="v3")
    history.has(mi.MinutesDrafted, "M2", "2019-05-15", major=False)
    history.has(mi.MinutesSigned, "M2", "2019-05-16", by="v3")
    assert history.verdicts(norm) == ["indeterminate"]


def test_a_matter_without_a_field_of_work_is_outside_no_entrustment(district: Any) -> None:
    """8.2: what a submission is about is not on record; it cannot lie outside the scope."""
    district.has(
        entrustments.Granted, "head", "2019-05-04", by="head", entrustment="E1", grantee="v1",
        scope=("tourism",), since=district.acts[-1].occurred_at,
    )  # fmt: skip
    district.has(
        submissions.Submitted, "S1", "2019-05-05", by="commerce", unit="commerce",
        type="request", matters=("M",), addressees=("government",), subject="",
    )  # fmt: skip
    district.has(submissions.Approved, "S1", "2019-05-07", by="v1", capacity=entrusted("E1"))
    assert "violation" not in district.verdicts("8.2")
