from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from domain import documents as d
from domain import invitations
from domain import meetings as m
from domain import minutes as mi
from domain.entrustments import Granted
from domain.leave import Ended as LeaveEnded
from domain.leave import Started as LeaveStarted

SHANGHAI = dt.timezone(dt.timedelta(hours=8))


def _held(district: Any, kind: str, on: str, *convenors: str, **fields: Any) -> None:
    """Given meeting M1 was convened and held on a day."""
    convenors = convenors or ("head",)
    chair = convenors[0]
    district.has(
        m.Convened, "M1", on, by=chair,
        meeting_kind=kind, chair=chair, convenors=convenors, **fields,
    )  # fmt: skip
    district.has(m.Started, "M1", on, by=chair, chair=chair)


def _ended(district: Any, on: str) -> None:
    district.has(m.Ended, "M1", on, by="head")


def _drafted(
    district: Any, on: str, *, major: bool = False, subjects: tuple[str, ...] = ()
) -> None:
    district.has(mi.MinutesDrafted, "M1", on, major=major, subjects=subjects)


def _issued(district: Any, on: str) -> None:
    """And its minutes, signed by the head, go out."""
    _drafted(district, on)
    district.has(mi.MinutesSigned, "M1", on, by="head")
    district.has(mi.MinutesIssued, "M1", on)


def _special(district: Any, *convenors: str, **fields: Any) -> None:
    """Given a special meeting on education was held on 2019-07-11 and its minutes drafted."""
    drafted = {"subjects": ("education",)} | fields
    _held(district, "special", "2019-07-11", *(convenors or ("v4",)))
    _ended(district, "2019-07-11 12:00")
    _drafted(district, "2019-07-12", **drafted)


def _away(district: Any, leader: str, on: str = "2019-07-01") -> None:
    district.has(LeaveStarted, leader, on, by=leader, leave=f"L-{leader}")


# --- 49.1 ---


@pytest.mark.parametrize("kind", ["plenary", "executive", "regular"])
@pytest.mark.parametrize(
    ("signer", "verdict"),
    [
        ("head", "compliant"),
        ("exec", "compliant"),
        ("v1", "violation"),  # the dated example
        ("office_director", "violation"),
    ],
)
def test_the_head_or_the_executive_deputy_signs(
    district: Any, kind: str, signer: str, verdict: str
) -> None:
    """49.1: minutes of 2019-05-14, signed on 05-16."""
    _held(district, kind, "2019-05-14")
    _ended(district, "2019-05-14 12:00")
    _drafted(district, "2019-05-15")
    if verdict == "violation":
        assert district.refused_by(mi.MinutesSigned, "M1", "2019-05-16", by=signer) == "49.1"
    district.has(mi.MinutesSigned, "M1", "2019-05-16", by=signer)
    assert district.verdicts("49.1") == [verdict]
    assert district.verdicts("49.2") == district.verdicts("49.3") == []


def test_nobody_is_entrusted_with_these_minutes(district: Any) -> None:
    """49.1: the head's entrustment to preside does not let V1 sign executive minutes."""
    _away(district, "head", "2019-05-10")
    district.has(
        Granted, "head", "2019-05-10", by="head",
        entrustment="E1", grantee="v1", scope=("preside",),
        since=dt.datetime(2019, 5, 10, tzinfo=SHANGHAI),
    )  # fmt: skip
    _held(district, "executive", "2019-05-14")
    _ended(district, "2019-05-14 12:00")
    _drafted(district, "2019-05-15")
    district.has(mi.MinutesSigned, "M1", "2019-05-16", by="v1")
    assert district.verdicts("49.1") == ["violation"]


# --- 49.2 ---


@pytest.mark.parametrize(
    ("signer", "away", "verdict"),
    [
        ("v4", "", "compliant"),  # has education: the dated example
        ("v3", "", "deviation"),  # AB partner, V4 being there
        ("v3", "v4", "compliant"),  # AB partner, V4 being away
        ("v1", "", "deviation"),
        ("head", "", "compliant"),
        ("exec", "", "compliant"),
        ("office_director", "", "deviation"),
    ],
)
def test_the_deputy_in_charge_signs_special_minutes(
    district: Any, signer: str, away: str, verdict: str
) -> None:
    """49.2: special meeting of 2019-07-11 on education; signed on 07-15."""
    if away:
        _away(district, away)
    _special(district)
    if verdict == "deviation":
        assert district.refused_by(mi.MinutesSigned, "M1", "2019-07-15", by=signer) == "49.2"
    district.has(mi.MinutesSigned, "M1", "2019-07-15", by=signer)
    assert district.verdicts("49.2") == [verdict]
    assert district.verdicts("49.1") == district.verdicts("49.3") == []


def test_the_office_director_is_no_deputy_head(district: Any) -> None:
    """49.2: he has the portfolio and chaired, and still a deputy head or higher signs."""
    _special(district, "office_director", subjects=("general",))
    district.has(mi.MinutesSigned, "M1", "2019-07-15", by="office_director")
    assert district.verdicts("49.2") == ["deviation"]


def test_minutes_take_the_meetings_subjects_where_they_name_none(district: Any) -> None:
    """49.2: convened on education; the draft says nothing more; V4 signs."""
    _held(district, "special", "2019-07-11", "v4", subjects=("education",))
    _ended(district, "2019-07-11 12:00")
    _drafted(district, "2019-07-12")
    district.has(mi.MinutesSigned, "M1", "2019-07-15", by="v4")
    assert district.verdicts("49.2") == ["compliant"]


@pytest.mark.parametrize(("signer", "verdict"), [("v4", "indeterminate"), ("head", "compliant")])
def test_without_a_subject_only_the_top_can_be_judged(
    district: Any, signer: str, verdict: str
) -> None:
    """49.2: no field of work on record: who is in charge cannot be known, but the head may sign."""
    _special(district, subjects=())
    district.has(mi.MinutesSigned, "M1", "2019-07-15", by=signer)
    assert district.verdicts("49.2") == [verdict]


@pytest.mark.parametrize(
    ("countersigned_by", "signer", "verdict"),
    [
        ("", "v4", "deviation"),  # V1 convened too and has not countersigned
        ("v1", "v4", "compliant"),
        ("v2", "v4", "deviation"),  # V1's AB partner, V1 being there
        ("", "head", "compliant"),  # the head's own signature needs no other
    ],
)
def test_joint_minutes_are_countersigned_by_the_other_convenor(
    district: Any, countersigned_by: str, signer: str, verdict: str
) -> None:
    """49.2: reading: V4 and V1 convened jointly; one signs, the other countersigns first."""
    _special(district, "v4", "v1")
    if countersigned_by:
        district.has(mi.MinutesCountersigned, "M1", "2019-07-14", by=countersigned_by)
    district.has(mi.MinutesSigned, "M1", "2019-07-15", by=signer)
    assert district.verdicts("49.2") == [verdict]


def test_an_ab_partner_countersigns_for_an_absent_convenor(district: Any) -> None:
    """49.2: V1 is away when the minutes are countersigned; V2, his partner, does it."""
    _special(district, "v4", "v1")
    _away(district, "v1", "2019-07-13")
    district.has(mi.MinutesCountersigned, "M1", "2019-07-14", by="v2")
    district.has(mi.MinutesSigned, "M1", "2019-07-15", by="v4")
    assert district.verdicts("49.2") == ["compliant"]


def test_a_convenor_signs_what_his_partner_convened_for_him(district: Any) -> None:
    """49.2: V3 convened with V1 while V4 was away; V4, back, signs, and V3 need not."""
    _away(district, "v4")
    _special(district, "v3", "v1")
    district.has(LeaveEnded, "v4", "2019-07-13", by="v4", leave="L-v4")
    district.has(mi.MinutesCountersigned, "M1", "2019-07-14", by="v1")
    district.has(mi.MinutesSigned, "M1", "2019-07-15", by="v4")
    assert district.verdicts("49.2") == ["compliant"]


def test_a_new_draft_voids_the_countersign_of_the_old(district: Any) -> None:
    """49.2: V1 countersigned the first draft only."""
    _special(district, "v4", "v1")
    district.has(mi.MinutesCountersigned, "M1", "2019-07-12", by="v1")
    _drafted(district, "2019-07-13", subjects=("education",))
    district.has(mi.MinutesSigned, "M1", "2019-07-15", by="v4")
    assert district.verdicts("49.2") == ["deviation"]


# --- 49.3 ---


@pytest.mark.parametrize(
    ("signer", "verdict"), [("v4", "violation"), ("exec", "compliant"), ("head", "compliant")]
)
def test_major_matters_go_to_the_top(district: Any, signer: str, verdict: str) -> None:
    """49.3: special minutes with a major matter, signed on 2019-07-15."""
    _special(district, major=True)
    if verdict == "violation":
        assert district.refused_by(mi.MinutesSigned, "M1", "2019-07-15", by=signer) == "49.3"
    district.has(mi.MinutesSigned, "M1", "2019-07-15", by=signer)
    assert district.verdicts("49.3") == [verdict]
    assert district.verdicts("49.2") == []


# --- 49.4 ---


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize(
    ("ended", "last_good_day", "first_bad_day"),
    [
        ("2019-03-01", "2019-03-08", "2019-03-09"),
        ("2019-04-26", "2019-05-06", "2019-05-07"),  # 04-28 and 05-05 are worked
        ("2019-04-30", "2019-05-09", "2019-05-10"),
        ("2019-09-26", "2019-10-09", "2019-10-10"),
        ("2019-09-29", "2019-10-11", "2019-10-12"),  # a make-up Sunday: the dated example
        ("2019-09-30", "2019-10-12", "2019-10-13"),  # 10-12 is a make-up Saturday
        ("2019-12-27", "2020-01-06", "2020-01-07"),
    ],
)
def test_minutes_go_out_in_five_working_days(
    district: Any, ended: str, last_good_day: str, first_bad_day: str, *, late: bool
) -> None:
    """49.4: the day of the end is not counted; the last good day counts until 24:00."""
    _held(district, "executive", ended)
    _ended(district, f"{ended} 23:00")
    _issued(district, f"{first_bad_day} 00:00" if late else f"{last_good_day} 23:59")
    expected = "deviation" if late else "compliant"
    assert district.verdicts("49.4", "2020-01-31") == [expected]


@pytest.mark.parametrize(
    ("as_of", "verdict"), [("2019-10-10", "pending"), ("2019-10-11", "deviation")]
)
def test_minutes_not_yet_issued(district: Any, as_of: str, verdict: str) -> None:
    """49.4: ended 2019-09-29, due 10-11: pending before that day has ended, overdue after."""
    _held(district, "executive", "2019-09-29")
    _ended(district, "2019-09-29 12:00")
    (finding,) = district.findings("49.4", as_of)
    assert (str(finding.verdict), finding.bearer, finding.discharged) == (verdict, "office", None)


def test_late_minutes_are_late_by_working_days(district: Any) -> None:
    """49.4: ended 2019-09-29, issued Sat 10-12 (a make-up day): one working day late."""
    _held(district, "executive", "2019-09-29")
    _ended(district, "2019-09-29 12:00")
    _issued(district, "2019-10-12")
    (finding,) = district.findings("49.4")
    assert (str(finding.verdict), finding.late_working_days) == ("deviation", 1)
    assert finding.key == "meeting:M1/minutes"


@pytest.mark.parametrize(
    ("explained", "reason", "verdict"),
    [
        ("2019-10-11 23:00", "数据待核", "justified"),  # recorded on the last good day
        ("2019-10-12 09:00", "数据待核", "deviation"),  # recorded when it was late already
        ("2019-10-11 23:00", " ", "deviation"),  # no reason given
    ],
)
def test_a_reason_recorded_in_time_justifies_delay(
    district: Any, explained: str, reason: str, verdict: str
) -> None:
    """49.4: due 2019-10-11, issued 10-14; 原则上 gives way to a reason recorded by the due date."""
    _held(district, "executive", "2019-09-29")
    _ended(district, "2019-09-29 12:00")
    district.has(mi.IssuanceDelayJustified, "M1", explained, output="minutes", reason=reason)
    _issued(district, "2019-10-14")
    assert district.verdicts("49.4") == [verdict]


def _document(district: Any, matter: str = "D1") -> None:
    district.has(
        d.Drafted, matter, "2019-05-10", by="housing", unit="housing", document_class="notice",
        issuer="government", direction="down", subjects=("housing",),
    )  # fmt: skip


def _decided_on(district: Any, matter: str, on: str, item: str = "1") -> None:
    """And the meeting approves the issue of a document."""
    district.has(
        m.ItemDecided, "M1", on,
        item=item, topic="T1", actionable=False, document=matter, lead_unit="education",
    )  # fmt: skip


def _document_issued(district: Any, on: str) -> None:
    district.has(d.Signed, "D1", on, by="head", text_version=1)
    district.has(d.Issued, "D1", on)


def _by_output(district: Any, as_of: str = "2019-12-31") -> dict[str, tuple[str, str]]:
    found = district.findings("49.4", as_of)
    return {one.key: (one.bearer, str(one.verdict)) for one in found}


def test_each_decided_document_has_its_own_clock(district: Any) -> None:
    """49.4: ended 2019-05-14, due 05-21: minutes out in time, Housing's document a day late."""
    _document(district)
    _held(district, "executive", "2019-05-14")
    _decided_on(district, "D1", "2019-05-14 10:00")
    _decided_on(district, "D2", "2019-05-14 10:00", item="2")
    _ended(district, "2019-05-14 12:00")
    _issued(district, "2019-05-21")
    _document_issued(district, "2019-05-22")
    assert _by_output(district, "2019-05-20") == {
        "meeting:M1/minutes": ("office", "pending"),
        "document:D1": ("housing", "pending"),
        "document:D2": ("education", "pending"),  # not drafted yet: the leading unit
    }
    assert _by_output(district) == {
        "meeting:M1/minutes": ("office", "compliant"),
        "document:D1": ("housing", "deviation"),
        "document:D2": ("education", "deviation"),
    }


def test_a_reason_justifies_the_output_it_names(district: Any) -> None:
    """49.4: the reason for the document does not excuse the minutes."""
    _document(district)
    _held(district, "executive", "2019-05-14")
    _decided_on(district, "D1", "2019-05-14 10:00")
    _ended(district, "2019-05-14 12:00")
    district.has(mi.IssuanceDelayJustified, "M1", "2019-05-21", output="D1", reason="需修改")
    assert {key: verdict for key, (_, verdict) in _by_output(district).items()} == {
        "meeting:M1/minutes": "deviation", "document:D1": "justified",
    }  # fmt: skip


def test_a_withdrawn_document_is_no_longer_owed(district: Any) -> None:
    """49.4: given up on 2019-05-16, before it was due, it is not judged."""
    _document(district)
    _held(district, "executive", "2019-05-14")
    _decided_on(district, "D1", "2019-05-14 10:00")
    _ended(district, "2019-05-14 12:00")
    district.has(d.Withdrawn, "D1", "2019-05-16")
    assert set(_by_output(district)) == {"meeting:M1/minutes"}


@pytest.mark.parametrize(
    ("kind", "outputs"),
    [("plenary", 1), ("executive", 1), ("regular", 1), ("special", 1), ("study", 0)],
)
def test_four_kinds_of_meeting_bring_something_out(district: Any, kind: str, outputs: int) -> None:
    """49.4: study meetings are not covered."""
    _held(district, kind, "2019-05-14")
    _ended(district, "2019-05-14 12:00")
    assert len(district.findings("49.4")) == outputs


def test_a_meeting_of_several_sessions_ends_with_its_last(district: Any) -> None:
    """49.4: sessions on 2019-05-14 and 05-17: minutes due 05-24; a document out by then is done."""
    _document(district)
    _held(district, "executive", "2019-05-14")
    _decided_on(district, "D1", "2019-05-14 10:00")
    _ended(district, "2019-05-14 12:00")
    _document_issued(district, "2019-05-15")
    district.has(m.Started, "M1", "2019-05-17", by="head", chair="head")
    _ended(district, "2019-05-17 12:00")
    _issued(district, "2019-05-24")
    assert _by_output(district) == {
        "meeting:M1/minutes": ("office", "compliant"),
        "document:D1": ("housing", "compliant"),
    }


# --- impossible order ---


def test_what_no_meeting_can_do_is_refused(district: Any) -> None:
    """Orders that no history can hold: each refused with no norm cited."""
    assert district.refused_by(m.Started, "M1", "2019-05-14", chair="head") == ""
    _held(district, "executive", "2019-05-14")
    minutes = {"major": False}
    for act, fields in (
        (m.Convened, {"meeting_kind": "executive", "chair": "head"}),  # convened already
        (m.Started, {"chair": "head"}),  # in session
        (m.Cancelled, {"reason": "冲突"}),  # it is being held
        (mi.MinutesSigned, {}),  # not drafted
        (mi.IssuanceDelayJustified, {"output": "minutes", "reason": "待核"}),  # not ended
    ):
        assert district.refused_by(act, "M1", "2019-05-14 10:00", **fields) == ""
    _decided_on(district, "D1", "2019-05-14 11:00")
    again = {"item": "1", "topic": "T2", "actionable": False}
    assert district.refused_by(m.ItemDecided, "M1", "2019-05-14 11:30", **again) == ""
    assert district.refused_by(m.Ended, "M1", "2019-05-13") == ""  # before it was convened
    _ended(district, "2019-05-14 12:00")
    for act, fields in (
        (m.Ended, {}),  # ended already
        (m.ItemDecided, {**again, "item": "2"}),  # not in session
        (mi.MinutesIssued, {}),  # not signed
        (mi.IssuanceDelayJustified, {"output": "D9", "reason": "待核"}),  # no output of it
    ):
        assert district.refused_by(act, "M1", "2019-05-15", **fields) == ""
    _issued(district, "2019-05-16")
    for act, fields in (
        (mi.MinutesSigned, {}),
        (mi.MinutesCountersigned, {}),
        (mi.MinutesIssued, {}),
        (mi.MinutesDrafted, minutes),
        (m.Started, {"chair": "head"}),  # another meeting, then
    ):
        assert district.refused_by(act, "M1", "2019-05-17", **fields) == ""


def test_a_meeting_not_held_has_no_minutes(district: Any) -> None:
    """Neither minutes nor attendance before a meeting is held, and none once cancelled."""
    called = {"meeting_kind": "executive", "chair": "head"}
    assert (
        district.refused_by(m.Convened, "M0", "2019-05-13", **called | {"meeting_kind": "ball"})
        == "40.1"
    )
    district.has(m.Convened, "M1", "2019-05-13", by="head", **called)
    assert district.refused_by(mi.MinutesDrafted, "M1", "2019-05-13", major=False) == ""
    assert (
        district.refused_by(invitations.AttendanceRecorded, "M1", "2019-05-13", present=("head",))
        == ""
    )
    district.has(m.Cancelled, "M1", "2019-05-14", reason="冲突")
    assert district.refused_by(m.Started, "M1", "2019-05-15", chair="head") == ""


def test_a_further_session_decides_and_is_not_over(district: Any) -> None:
    """In its second session a meeting decides again, and its minutes wait until that has ended."""
    _held(district, "executive", "2019-05-14")
    _ended(district, "2019-05-14 12:00")
    _drafted(district, "2019-05-15")
    district.command(m.Started, "M1", "2019-05-17", by="head", chair="head")
    second = {"item": "1", "topic": "T1", "actionable": False}
    district.command(m.ItemDecided, "M1", "2019-05-17 10:00", **second)
    assert district.refused_by(mi.MinutesSigned, "M1", "2019-05-17 11:00", by="head") == ""
    _ended(district, "2019-05-17 12:00")
    district.command(mi.MinutesSigned, "M1", "2019-05-18", by="head")


def test_a_last_session_weeks_later_leaves_no_breach_of_the_first(district: Any) -> None:
    """49.4: ended on 05-14, and finally on 05-28: minutes issued on 06-03 are in time."""
    _held(district, m.EXECUTIVE, "2019-05-14")
    _ended(district, "2019-05-14 12:00")
    district.has(m.Started, "M1", "2019-05-28", by="head", chair="head")
    _ended(district, "2019-05-28 12:00")
    _issued(district, "2019-06-03")
    assert district.verdicts("49.4") == ["compliant"]
