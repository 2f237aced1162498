"""Arts 7, 41–43, 45, 49: what cannot be said of anybody where the chart does not know the head."""

from __future__ import annotations

from typing import Any

from domain import meetings as m
from domain import minutes as mi
from domain import organisation as org


def _executive_meeting(history: Any) -> None:
    """An executive meeting that somebody called and chaired, and whose minutes he signed."""
    history.has(m.Convened, "M1", "2019-05-10", by="a", meeting_kind="executive", chair="a")
    history.has(m.Started, "M1", "2019-05-14", by="a", chair="a")
    history.has(m.Ended, "M1", "2019-05-14 11:00", by="a")
    history.has(mi.MinutesDrafted, "M1", "2019-05-15", major=False)
    history.has(mi.MinutesSigned, "M1", "2019-05-16", by="a")


def test_a_chart_without_a_head_condemns_nobody(history: Any) -> None:
    """7.1, 42.2, 49.1: an import without its chart is indeterminate; whoever it was may be he."""
    _executive_meeting(history)
    for norm in ("7.1", "42.2", "49.1"):
        assert set(history.verdicts(norm)) == {"indeterminate"}


def test_a_vacant_post_of_head_is_not_decided_by_the_text(district: Any) -> None:
    """7.1: between two heads the text says nobody presides; that is no breach of whoever does."""
    district.has(org.Removed, "wujiagang", "2019-05-01", by="head", person="head", post=org.HEAD)
    district.has(m.Convened, "M1", "2019-05-10", by="exec", meeting_kind="executive", chair="exec")
    district.has(m.Started, "M1", "2019-05-14", by="exec", chair="exec")
    assert set(district.verdicts("7.1")) == {"indeterminate"}


def test_who_is_known_to_be_somebody_else_is_no_head(district: Any) -> None:
    """7.1, 49.1: the chart knows the head, and whoever this is, it is not he."""
    _executive_meeting(district)
    for norm in ("7.1", "49.1"):
        assert set(district.verdicts(norm)) == {"violation"}


def test_called_by_the_head_with_others_it_is_called_by_the_head(district: Any) -> None:
    """42.2, 45.1: of several convenors it is enough that one may call the meeting."""
    for matter, kind, convenors in (
        ("M1", "executive", ("exec", "head")),
        ("M2", "study", ("education_principal", "v4")),
    ):
        district.has(
            m.Convened, matter, "2019-05-10", meeting_kind=kind, chair=convenors[1],
            convenors=convenors,
        )  # fmt: skip
    assert district.verdicts("42.2") == ["compliant"]
    assert district.verdicts("45.1") == ["compliant"]
