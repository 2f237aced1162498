"""Arts 7, 41–43, 45, 49: what cannot be said of anybody where the chart does not know the head."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain import leave
from domain import meetings as m
from domain import minutes as mi
from domain import organisation as org
from domain import topics as t
from domain.capacity import acting_head, partner_of
from domain.entrustments import Granted

SHANGHAI = ZoneInfo("Asia/Shanghai")


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


def _entrusted(district: Any) -> None:
    """Given the head entrusts the executive deputy to preside from 05-09 on."""
    district.has(
        Granted, "head", "2019-05-09", by="head", entrustment="E1", grantee="exec",
        scope=("preside",), since=dt.datetime(2019, 5, 9, tzinfo=SHANGHAI),
    )  # fmt: skip


@pytest.mark.parametrize(("others_leave", "verdict"), [("", "indeterminate"), ("v1", "violation")])
def test_a_ledger_without_absences_cannot_say_the_head_was_there(
    district: Any, others_leave: str, verdict: str
) -> None:
    """6.4, 7.1, 8.5: where absences are not recorded at all, that one lacks proves nothing."""
    _entrusted(district)
    if others_leave:
        district.has(leave.Started, others_leave, "2019-05-02", by=others_leave, leave="L1")
        district.has(leave.Ended, others_leave, "2019-05-03", by=others_leave, leave="L1")
    for act_class, on in ((m.Convened, "2019-05-10"), (m.Started, "2019-05-14")):
        kind = {"meeting_kind": "executive"} if act_class is m.Convened else {}
        district.has(
            act_class, "M1", on, by="exec", chair="exec", capacity=acting_head("E1"), **kind
        )
    _proposed(district)
    district.has(t.ReviewedByLeader, "T1", "2019-05-07", by="v3", capacity=partner_of("v4"))
    for norm in ("6.4", "7.1", "8.5"):
        assert set(district.verdicts(norm)) == {verdict}


def _proposed(district: Any) -> None:
    """Given Education proposes a topic, which is V4's to review."""
    district.has(
        t.Proposed, "T1", "2019-05-06", by="education", unit="education", meeting_kind="executive",
        subject="education", no_other_unit=True,
    )  # fmt: skip
