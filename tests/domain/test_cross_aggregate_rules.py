"""The rules that read several kinds of matter (X1 to X16 of the model), each named by its norm."""

from __future__ import annotations

import datetime as dt
from typing import Any

from domain import (
    activities,
    department_meetings,
    determinations,
    documents,
    field_inspections,
    integrity,
    leave,
    major_decisions,
    minutes,
    releases,
    research,
    submissions,
    topics,
)
from domain import consultations as c
from domain import execution as e
from domain import meetings as m
from domain import normative_documents as n
from domain import supervision as s
from domain.capacity import partner_of
from domain.invitations import Invited


def _held(district: Any, matter: str, on: str, kind: str = m.EXECUTIVE, *, ends: str = "") -> None:
    """Given a meeting of a kind under the head."""
    district.has(m.Convened, matter, f"{on} 08:00", by="head", meeting_kind=kind, chair="head")
    district.has(m.Started, matter, f"{on} 08:30", by="head", chair="head")
    if ends:
        district.has(m.Ended, matter, ends, by="head")


def _topic(district: Any, related: tuple[str, ...] = ()) -> None:
    """Given a topic of Housing for the executive meeting, reviewed and compiled."""
    district.has(
        topics.Proposed, "T1", "2019-05-05", by="housing", unit="housing",
        meeting_kind=m.EXECUTIVE, subject="housing", related_units=related,
        no_other_unit=not related,
    )  # fmt: skip
    district.has(topics.ReviewedByLeader, "T1", "2019-05-07", by="v3")
    district.has(topics.Compiled, "T1", "2019-05-08")


def _consulted(district: Any, about: str, on: str) -> None:
    """Given Housing asked Finance, which has it since 11:00 of that day."""
    district.has(
        c.Opened, "C1", f"{on} 09:00", by="housing", host="housing", about=about,
        related_units=("finance",),
    )  # fmt: skip
    district.has(c.Requested, "C1", f"{on} 10:00", by="housing", unit="finance")
    district.has(c.Received, "C1", f"{on} 11:00", by="finance", unit="finance")


def _draft(district: Any, document_class: str = "notice") -> None:
    """Given a downward document of the construction portfolio, reviewed."""
    district.has(
        documents.Drafted, "D1", "2019-05-13", by="office", unit="housing",
        document_class=document_class, issuer="government", direction="down",
        subjects=("construction",),
    )  # fmt: skip
    district.has(documents.Reviewed, "D1", "2019-05-13 10:00", text_version=1)


def test_x1_a_department_asks_for_one_district_wide_meeting_a_year(district: Any) -> None:
    """X1, 51.3: two meetings asked for in 2019 are one too many; the next year counts anew."""
    for matter, on in (("A", "2019-03-12"), ("B", "2019-11-05"), ("C", "2020-01-06")):
        district.has(department_meetings.Requested, matter, on, by="education", unit="education")
    assert district.verdicts("51.3", "2020-01-10") == ["deviation", "pending"]


def test_x2_a_normative_document_lapses_within_five_years(district: Any) -> None:
    """X2, 20.4: a day beyond five years is refused; one in bounds lapses by itself when it ends."""
    issued = {"by": "housing", "issuers": ("housing",), "text_version": 1}
    span = {"valid_from": dt.date(2019, 4, 1)}
    refused = district.refused_by(
        n.Issued, "G1", "2019-04-01", **issued, **span, valid_to=dt.date(2024, 4, 2)
    )
    assert refused == "20.4"
    district.has(n.Issued, "G2", "2019-04-01", **issued, **span, valid_to=dt.date(2019, 10, 1))
    assert district.verdicts("20.4", "2019-09-29") == ["compliant"]
    assert district.verdicts("20.4") == ["compliant", "effect"]


def test_x3_a_leader_studies_and_stays_once_a_year(district: Any) -> None:
    """X3, 78.3 and 78.5: open until the year is over, then owed by whoever did nothing."""
    district.has(research.TopicSet, "K1", "2019-03-11", by="v1", leader="v1", title="一")
    assert {str(f.verdict) for f in district.findings("78.5", "2019-12-30")} == {"pending"}
    found = {f.bearer: str(f.verdict) for f in district.findings("78.3", "2019-12-31")}
    assert (found["v1"], found["v2"]) == ("compliant", "violation")
    assert "violation" in district.verdicts("78.5", "2019-12-31")


def test_x4_three_department_heads_go_along_with_the_head(district: Any) -> None:
    """X4, 78.9: a fourth department head is refused, three are not."""
    heads = tuple(f"{unit}_principal" for unit in ("finance", "housing", "education", "commerce"))
    visit = {"by": "head", "leader": "head", "place": "社区"}
    refused = district.refused_by(
        research.VisitConducted, "V1", "2019-06-04", **visit, department_heads=heads
    )
    assert refused == "78.9"
    district.command(
        research.VisitConducted, "V1", "2019-06-04", **visit, department_heads=heads[:3]
    )
    assert district.verdicts("78.9") == ["compliant"]


def test_x5_meetings_keep_their_rhythm(district: Any) -> None:
    """X5, 41.4 and 42.5: no plenary in the half-year, and 15 days between executive meetings."""
    _held(district, "M1", "2019-04-01")
    _held(district, "M2", "2019-04-16")
    assert district.verdicts("41.4", "2019-06-30") == ["deviation"]
    assert district.verdicts("42.5", "2019-04-20") == ["deviation", "pending"]


def test_x6_each_output_of_a_meeting_has_its_own_clock(district: Any) -> None:
    """X6, 49.4: the minutes are out in five working days, its document is not."""
    _held(district, "M1", "2019-05-14")
    _draft(district)
    district.has(
        m.ItemDecided, "M1", "2019-05-14 09:30", item="1", topic="T1", actionable=False,
        document="D1", lead_unit="housing",
    )  # fmt: skip
    district.has(m.Ended, "M1", "2019-05-14 12:00", by="head")
    district.has(minutes.MinutesDrafted, "M1", "2019-05-16", major=False)
    district.has(minutes.MinutesSigned, "M1", "2019-05-20", by="head")
    district.has(minutes.MinutesIssued, "M1", "2019-05-21")
    found = {f.key: str(f.verdict) for f in district.findings("49.4", "2019-05-21")}
    assert found == {"meeting:M1/minutes": "compliant", "document:D1": "deviation"}


def test_x7_what_is_decided_is_supervised_until_a_verified_close(district: Any) -> None:
    """X7, 50.1 and 64.4: one of two decisions is not taken up; the other is closed unverified."""
    _held(district, "M1", "2019-05-14")
    for item in "12":
        district.has(
            m.ItemDecided, "M1", "2019-05-14 09:30", item=item, topic=f"T{item}",
            actionable=True, lead_unit="housing",
        )  # fmt: skip
    district.has(m.Ended, "M1", "2019-05-14 12:00", by="head")
    district.has(s.ItemOpened, "S1", "2019-05-16", origin="M1/1", lead_unit="housing")
    district.has(e.CompletionReported, "S1", "2019-06-12", by="housing", unit="housing")
    found = {f.key: str(f.verdict) for f in district.findings("50.1", "2019-05-31")}
    assert found == {"M1/1": "compliant", "M1/2": "deviation"}
    assert district.refused_by(s.Closed, "S1", "2019-06-13") == "64.4"
    district.has(s.Verified, "S1", "2019-06-14", ok=True)
    district.has(s.FeedbackSent, "S1", "2019-06-14 10:00", to="head")
    district.command(s.Closed, "S1", "2019-06-17")
    assert district.verdicts("64.4") == ["compliant"]


def test_x8_consultation_comes_before_the_agenda_and_before_submission(district: Any) -> None:
    """X8, 46.6 and 54.1: without it a topic is kept off the agenda and a request is refused."""
    _topic(district, related=("finance",))
    _held(district, "M1", "2019-05-14")
    assert district.refused_by(topics.Approved, "T1", "2019-05-14", by="head", meeting="M1") == (
        "46.6"
    )
    _consulted(district, "submission:R1", "2019-05-15")
    request = {
        "by": "housing", "unit": "housing", "type": "request", "subject": "housing",
        "matters": ("m1",), "addressees": ("district",), "related_units": ("finance",),
        "consultation": "C1",
    }  # fmt: skip
    assert district.refused_by(submissions.Submitted, "R1", "2019-05-17", **request) == "54.1"
    district.command(submissions.Submitted, "R1", "2019-05-21", **request)  # deemed on 05-21


def test_x9_the_ab_partner_signs_only_while_the_leader_is_away(district: Any) -> None:
    """X9, 8.5 and 56.5a: leave, AB pair and signature together say who may sign on which day."""
    _draft(district)
    district.has(leave.Started, "v1", "2019-05-13 08:00", by="v1", leave="L1")
    district.has(leave.Ended, "v1", "2019-05-17 18:00", by="v1", leave="L1")
    signed = {"by": "v2", "capacity": partner_of("v1"), "text_version": 1}
    assert district.refused_by(documents.Signed, "D1", "2019-05-20", **signed) == "56.5a"
    district.command(documents.Signed, "D1", "2019-05-15", **signed)
    assert district.verdicts("8.5") == ["compliant"]


def test_x10_a_normative_document_keeps_its_whole_chain(district: Any) -> None:
    """X10, 23.1, 20.9, 56.2, 20.12, 34.2: each link can be missed on its own."""
    _draft(district, "normative")
    assert district.refused_by(documents.Signed, "D1", "2019-05-16", by="exec", text_version=1) == (
        "56.2"
    )
    district.has(n.LegalityReviewed, "G1", "2019-05-10", text_version=1, passed=True)
    district.has(n.IntegrityAssessed, "G1", "2019-05-11", text_version=1, passed=True)
    span = {"valid_from": dt.date(2019, 6, 1), "valid_to": dt.date(2021, 6, 1)}
    issued = {"issuers": ("government",), **span}
    assert district.refused_by(n.Issued, "G1", "2019-05-17", **issued, text_version=2) == "20.9"
    district.has(n.Issued, "G1", "2019-05-17", **issued, text_version=1)
    district.has(n.Issued, "G2", "2019-05-17", by="housing", issuers=("housing",),
                 text_version=1, **span)  # fmt: skip
    district.has(
        major_decisions.Proposed, "J1", "2019-04-01", by="housing", unit="housing",
        matter_kind="normative_document",
    )  # fmt: skip
    assert district.refused_by(major_decisions.Issued, "J1", "2019-05-17") == "23.1"
    assert district.verdicts("34.2", "2019-12-31") == ["deviation"]  # never filed with congress
    assert district.verdicts("20.12", "2019-12-31") == ["violation"]  # nor with the district


def test_x11_whoever_was_deemed_to_consent_objects_no_more(district: Any) -> None:
    """X11, 54.6 and 25.4: silence until the term has run out, then an objection to the same."""
    _consulted(district, "submission:R1", "2019-06-03")
    decision = {"by": "housing", "unit": "housing", "matter_kind": "long_term_plan"}
    district.has(major_decisions.Proposed, "J1", "2019-06-01", **decision)
    objection = {"by": "finance", "unit": "finance", "consultation": "C1", "final": True}
    district.has(major_decisions.ObjectionRaised, "J1", "2019-06-18", **objection)
    assert district.verdicts("54.6") == ["effect"]
    assert district.verdicts("25.4") == ["violation"]


def test_x12_field_inspections_across_departments_need_approval(district: Any) -> None:
    """X12, 65.1 to 65.3: unplanned and unapproved it is refused; in full coverage it deviates."""
    across = {"by": "commerce", "unit": "commerce", "cross_department": True}
    refused = district.refused_by(field_inspections.Conducted, "F1", "2019-05-30", **across)
    assert refused in {"65.1", "65.3"}
    district.has(field_inspections.Approved, "F1", "2019-05-20", by="head")
    district.command(field_inspections.Conducted, "F1", "2019-05-30", **across, full_coverage=True)
    assert district.verdicts("65.3") == ["compliant"]
    assert district.verdicts("65.2") == ["deviation"]


def test_x13_a_departments_meeting_stays_its_own(district: Any) -> None:
    """X13, 51.4, 52.2, 51.5: not in the Office's name, no notice of its, no leader there."""
    held = {"by": "education", "unit": "education", "in_name_of": "office"}
    district.has(department_meetings.Held, "A", "2019-06-12", **held)
    assert district.verdicts("51.4") == ["violation"]
    notice = {"organiser": "education", "in_name_of": "office"}
    assert district.refused_by(department_meetings.NoticeIssued, "A", "2019-06-10", **notice) == (
        "52.2"
    )
    district.has(
        activities.Attended, "A", "2019-06-12", by="v2", leader="v2", sort="department_meeting"
    )
    assert district.verdicts("51.5") == ["deviation"]


def test_x14_a_secret_reaches_neither_the_public_nor_a_guest(district: Any) -> None:
    """X14, 71.1: what was marked secret is not released, and no journalist is asked to hear it."""
    _topic(district)
    _held(district, "M1", "2019-05-14")
    for about in ("document:D1", "topic:T1"):
        district.has(determinations.Tagged, about, "2019-05-09", tag=determinations.SECRET)
    release = {"by": "housing", "unit": "housing", "channel": "网站", "about": "document:D1"}
    refused = district.refused_by(releases.Released, "P1", "2019-07-29", **release, listed=False)
    assert refused == "71.1"
    guests = {"guests": ("journalist_1",), "topics": ("T1",)}
    assert district.refused_by(Invited, "M1", "2019-05-14 08:40", **guests) == "71.1"
    district.command(Invited, "M1", "2019-05-14 08:40", guests=("journalist_1",), topics=("T2",))
    district.command(topics.Approved, "T1", "2019-05-14 08:45", by="head", meeting="M1")
    district.has(topics.Heard, "T1", "2019-05-14 09:00", meeting="M1")
    assert district.verdicts("71.1") == ["compliant"]


def test_x15_a_statement_against_a_decision_is_found_by_a_person(district: Any) -> None:
    """X15, 67.3: no log shows it; the finding is the reviewer's, and names him."""
    _held(district, "M1", "2019-05-14")
    district.has(
        m.ItemDecided, "M1", "2019-05-14 09:30", item="1", topic="T1", actionable=True,
        lead_unit="housing",
    )  # fmt: skip
    assert district.findings("67.3") == []
    district.has(
        determinations.Found, "v4", "2019-05-21", norm="67.3", breach=True, bearer="v4",
        statement="5月20日公开发表与决定相违背的言论", occasion="meeting:M1",
    )  # fmt: skip
    (found,) = district.findings("67.3")
    assert (str(found.verdict), found.bearer) == ("violation", "v4")
    assert "office" in found.because


def test_x16_nobody_signs_what_he_has_declared_a_conflict_on(district: Any) -> None:
    """X16, 75.2: the declaration is on the person's record, the signature on the document's."""
    _draft(district)
    district.has(integrity.ConflictDeclared, "v1", "2019-05-13 12:00", by="v1", about="document:D1")
    district.has(documents.Signed, "D1", "2019-05-14", by="v1", text_version=1)
    assert district.verdicts("75.2") == ["violation"]
