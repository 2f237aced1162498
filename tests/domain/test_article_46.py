from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from domain import consultations as c
from domain import meetings as m
from domain import topics as t
from domain.entrustments import Granted
from domain.leave import Started as LeaveStarted

SHANGHAI = dt.timezone(dt.timedelta(hours=8))


def _proposed(district: Any, on: str = "2019-05-06", **fields: Any) -> None:
    """Given Housing proposes topic T1, for an executive meeting and of no other unit's concern."""
    asked = {"meeting_kind": "executive", "subject": "housing", "no_other_unit": True} | fields
    district.has(t.Proposed, "T1", on, by="housing", unit="housing", **asked)


def _compiled(district: Any, reviewer: str = "v3") -> None:
    """And it is reviewed on 2019-05-07 and compiled on 05-08."""
    district.has(t.ReviewedByLeader, "T1", "2019-05-07", by=reviewer)
    district.has(t.Compiled, "T1", "2019-05-08")


def _approved(district: Any, by: str = "head", on: str = "2019-05-10") -> None:
    district.has(t.Approved, "T1", on, by=by, meeting="M1")


def _away(district: Any, leader: str) -> None:
    district.has(LeaveStarted, leader, "2019-05-05", by=leader, leave=f"L-{leader}")


def _convened(district: Any, kind: str, on: str, *convenors: str) -> None:
    district.has(
        m.Convened, "M1", on, by=convenors[0],
        meeting_kind=kind, chair=convenors[0], convenors=convenors,
    )  # fmt: skip


def _entrusted(district: Any) -> None:
    """And the head entrusts the executive deputy to preside from 05-09 to 05-12."""
    district.has(
        Granted, "head", "2019-05-09", by="head",
        entrustment="E1", grantee="exec", scope=("preside",),
        since=dt.datetime(2019, 5, 9, tzinfo=SHANGHAI),
        until=dt.datetime(2019, 5, 12, tzinfo=SHANGHAI),
    )  # fmt: skip


# --- 46.1 ---


def test_what_was_left_out_on_the_way_is_not_the_heads(district: Any) -> None:
    """46.1: he fixed a topic the Office had not compiled; the Office bears it, not the head."""
    _proposed(district)
    district.has(t.ReviewedByLeader, "T1", "2019-05-07", by="v3")
    _approved(district)
    (finding,) = district.findings("46.1")
    assert (str(finding.verdict), finding.bearer) == ("violation", "office")


def test_who_fixes_a_topic_in_the_heads_place_bears_it(district: Any) -> None:
    """46.1: reviewed and compiled, but fixed by V3, who is not the head."""
    _proposed(district)
    _compiled(district)
    _approved(district, by="v3")
    (finding,) = district.findings("46.1")
    assert (str(finding.verdict), finding.bearer) == ("violation", "v3")


def test_the_head_may_review_himself(district: Any) -> None:
    """46.1, 46.2: he leads the whole work; his own review and approval are no fault."""
    _proposed(district)
    _compiled(district, reviewer="head")
    district.has(t.MaterialDrafted, "T1", "2019-05-08", by="housing")
    district.has(t.MaterialApproved, "T1", "2019-05-09", by="head")
    _approved(district)
    assert district.verdicts("46.1") == ["compliant"]
    assert district.verdicts("46.2") == ["compliant"]


def test_without_a_field_of_work_nobody_knows_whose_review_it_was(district: Any) -> None:
    """46.1, 46.2: a topic without its field of work is indeterminate, not a violation."""
    _proposed(district, subject="")
    _compiled(district)
    district.has(t.MaterialDrafted, "T1", "2019-05-08", by="housing")
    district.has(t.MaterialApproved, "T1", "2019-05-09", by="v3")
    _approved(district)
    assert district.verdicts("46.1") == ["indeterminate"]
    assert district.verdicts("46.2") == ["indeterminate"]


def test_a_topic_goes_through_leader_office_and_head(district: Any) -> None:
    """46.1: reviewed by V3, who has housing, compiled by the Office, fixed by the head."""
    _proposed(district)
    _compiled(district)
    _approved(district)
    district.has(t.Heard, "T1", "2019-05-14", meeting="M1")
    assert district.verdicts("46.1") == ["compliant"]


def test_a_topic_without_the_leaders_review_is_kept_off(district: Any) -> None:
    """46.1: compiled 2019-05-08, approved 05-10, heard 05-14, and no leader had reviewed it."""
    _proposed(district)
    district.has(t.Compiled, "T1", "2019-05-08")
    assert district.refused_by(t.Approved, "T1", "2019-05-10", by="head", meeting="M1") == "46.1"
    _approved(district)
    district.has(t.Heard, "T1", "2019-05-14", meeting="M1")
    assert district.verdicts("46.1") == ["violation"]


@pytest.mark.parametrize(
    ("reviewer", "away", "verdict"),
    [
        ("v1", False, "violation"),  # another deputy head
        ("v4", False, "violation"),  # the AB partner, V3 being there
        ("v4", True, "compliant"),  # the AB partner, V3 being away
    ],
)
def test_the_reviewer_is_in_charge_of_the_subject(
    district: Any, reviewer: str, *, away: bool, verdict: str
) -> None:
    """46.1: V3 reviews housing topics; V4, his AB partner, does while he is away."""
    if away:
        _away(district, "v3")
    _proposed(district)
    _compiled(district, reviewer)
    _approved(district)
    assert district.verdicts("46.1") == [verdict]


@pytest.mark.parametrize(
    ("fixed_by", "away", "entrusted", "verdict"),
    [
        ("v3", False, False, "violation"),
        ("exec", True, False, "violation"),  # absence alone is no entrustment
        ("exec", False, True, "violation"),  # entrustment alone is no absence
        ("exec", True, True, "compliant"),
    ],
)
def test_the_head_fixes_or_who_presides_for_him(
    district: Any, fixed_by: str, *, away: bool, entrusted: bool, verdict: str
) -> None:
    """46.1: the executive deputy fixes topics only when the head is away and has entrusted him."""
    _away(district, "head" if away else "v4")  # absences are recorded here
    if entrusted:
        _entrusted(district)
    _proposed(district)
    _compiled(district)
    _approved(district, by=fixed_by)
    assert district.verdicts("46.1") == [verdict]


def test_the_office_compiles(district: Any) -> None:
    """46.1: a list compiled by the proposing department is not the Office's list."""
    _proposed(district)
    district.has(t.ReviewedByLeader, "T1", "2019-05-07", by="v3")
    district.has(t.Compiled, "T1", "2019-05-08", by="housing")
    _approved(district)
    assert district.verdicts("46.1") == ["violation"]


def test_review_comes_before_compiling(district: Any) -> None:
    """46.1: the leader puts the topic forward, then the Office compiles; not the other way."""
    _proposed(district)
    district.has(t.Compiled, "T1", "2019-05-07")
    district.has(t.ReviewedByLeader, "T1", "2019-05-08", by="v3")
    _approved(district)
    assert district.verdicts("46.1") == ["violation"]


def test_what_was_never_approved_is_judged_when_heard(district: Any) -> None:
    """46.1: heard on 05-14 without ever having been fixed; approval on 05-15 mends nothing."""
    _proposed(district)
    _compiled(district)
    assert district.refused_by(t.Heard, "T1", "2019-05-14", meeting="M1") == "46.1"
    district.has(t.Heard, "T1", "2019-05-14", meeting="M1")
    _approved(district, on="2019-05-15")
    assert district.verdicts("46.1") == ["violation"]


def test_approval_for_a_special_meeting_does_not_serve_an_executive_one(district: Any) -> None:
    """46.1: V3 may fix the topic for his own special meeting, not for the executive meeting."""
    _convened(district, "special", "2019-05-05", "v3")
    district.has(m.Convened, "M2", "2019-05-05", by="head", meeting_kind="executive", chair="head")
    _proposed(district, meeting_kind="special")
    _approved(district, by="v3")
    district.has(t.Heard, "T1", "2019-05-14", meeting="M2")
    assert (district.verdicts("46.3"), district.verdicts("46.1")) == (["compliant"], ["violation"])


def test_a_deferred_topic_is_fixed_anew_for_the_next_agenda(district: Any) -> None:
    """46.1: heard and deferred on 05-14, it is approved for another meeting and judged again."""
    _proposed(district)
    _compiled(district)
    _approved(district)
    district.has(t.Heard, "T1", "2019-05-14", meeting="M1")
    district.has(t.Deferred, "T1", "2019-05-14", reason="补充论证")
    district.has(t.Approved, "T1", "2019-05-24", by="v3", meeting="M2")
    assert district.verdicts("46.1") == ["compliant", "violation"]


# --- 46.2 ---


@pytest.mark.parametrize(
    ("approver", "verdict"),
    [("housing_principal", "deviation"), ("v4", "deviation"), ("v3", "compliant")],
)
def test_the_leader_in_charge_approves_the_material(
    district: Any, approver: str, verdict: str
) -> None:
    """46.2: material for 2019-05-14 printed on V3's approval, not on the department head's."""
    _proposed(district)
    district.has(t.MaterialDrafted, "T1", "2019-05-09", by="housing")
    if verdict == "deviation":
        assert district.refused_by(t.MaterialApproved, "T1", "2019-05-10", by=approver) == "46.2"
    district.has(t.MaterialApproved, "T1", "2019-05-10", by=approver)
    district.has(t.Heard, "T1", "2019-05-14", meeting="M1")
    assert district.verdicts("46.2") == [verdict]


def test_material_nobody_approved_is_judged_when_heard(district: Any) -> None:
    """46.2: drafted but never approved for print, it is a deviation at the meeting; once."""
    _proposed(district)
    district.has(t.MaterialDrafted, "T1", "2019-05-09", by="housing")
    district.has(t.Heard, "T1", "2019-05-14", meeting="M1")
    district.has(t.MaterialApproved, "T1", "2019-05-15", by="v3")
    assert district.verdicts("46.2") == ["deviation"]


def test_new_material_needs_approval_anew(district: Any) -> None:
    """46.2: material redrafted after approval goes to the meeting unapproved."""
    _proposed(district)
    district.has(t.MaterialDrafted, "T1", "2019-05-08", by="housing")
    district.has(t.MaterialApproved, "T1", "2019-05-09", by="v3")
    district.has(t.MaterialDrafted, "T1", "2019-05-10", by="housing")
    district.has(t.Heard, "T1", "2019-05-14", meeting="M1")
    assert district.verdicts("46.2") == ["compliant", "deviation"]


@pytest.mark.parametrize("kind", ["special", "study"])
def test_special_meetings_have_no_rule_on_printing(district: Any, kind: str) -> None:
    """46.2: the clause goes with the three kinds of the head's agenda; nothing is judged."""
    _proposed(district, meeting_kind=kind)
    district.has(t.MaterialDrafted, "T1", "2019-05-09", by="housing")
    district.has(t.MaterialApproved, "T1", "2019-05-10", by="housing_principal")
    district.has(t.MaterialDrafted, "T1", "2019-05-11", by="housing")
    district.has(t.Heard, "T1", "2019-05-14", meeting="M1")
    assert district.verdicts("46.2") == []


# --- 46.3 ---


@pytest.mark.parametrize(
    ("fixed_by", "away", "verdict"),
    [
        ("v1", "", "compliant"),  # co-convenor
        ("v4", "", "compliant"),  # the other convenor
        ("v3", "", "violation"),  # V4's AB partner, V4 being there
        ("v3", "v4", "compliant"),  # V4's AB partner, V4 being away
        ("head", "", "violation"),  # not a convenor of it
    ],
)
def test_a_convenor_fixes_the_topics_of_a_special_meeting(
    district: Any, fixed_by: str, away: str, verdict: str
) -> None:
    """46.3: the special meeting of 2019-07-11 is convened jointly by V4 and V1."""
    if away:
        _away(district, away)
    _convened(district, "special", "2019-07-08", "v4", "v1")
    _proposed(district, meeting_kind="special")
    _approved(district, by=fixed_by, on="2019-07-09")
    district.has(t.Heard, "T1", "2019-07-11", meeting="M1")
    assert district.verdicts("46.3") == [verdict]
    assert district.verdicts("46.1") == []


def test_a_special_topic_fixed_by_another_is_refused(district: Any) -> None:
    """46.3: V2, no convenor, cannot put a topic on the agenda of V4's meeting."""
    _convened(district, "special", "2019-07-08", "v4")
    _proposed(district, meeting_kind="special")
    assert district.refused_by(t.Approved, "T1", "2019-07-09", by="v2", meeting="M1") == "46.3"


@pytest.mark.parametrize(("fixed_by", "verdict"), [("v4", "compliant"), ("v2", "violation")])
def test_a_topic_fixed_before_convening_is_judged_when_heard(
    district: Any, fixed_by: str, verdict: str
) -> None:
    """46.3: fixed on 07-05 for a meeting convened on 07-08: only then is the convenor known."""
    _proposed(district, meeting_kind="special")
    _approved(district, by=fixed_by, on="2019-07-05")
    assert district.verdicts("46.3") == []
    _convened(district, "special", "2019-07-08", "v4")
    district.has(t.Heard, "T1", "2019-07-11", meeting="M1")
    assert district.verdicts("46.3") == [verdict]


def test_a_special_topic_nobody_fixed_is_a_violation(district: Any) -> None:
    """46.3: heard without ever having been fixed."""
    _convened(district, "special", "2019-07-08", "v4")
    _proposed(district, meeting_kind="special")
    district.has(t.Heard, "T1", "2019-07-11", meeting="M1")
    assert district.verdicts("46.3") == ["violation"]


def test_an_unrecorded_special_meeting_cannot_be_judged(district: Any) -> None:
    """46.3: the meeting was never registered, so nobody knows its convenor."""
    _proposed(district, meeting_kind="special")
    _approved(district, by="v4", on="2019-07-09")
    district.has(t.Heard, "T1", "2019-07-11", meeting="M1")
    assert district.verdicts("46.3") == ["indeterminate"]


# --- 46.3 ---


def test_the_chair_is_the_convenor_where_only_the_office_wrote_it_down(district: Any) -> None:
    """46.3: the Office wrote down a meeting of V3's and nobody as its convenor."""
    _proposed(district, meeting_kind="special")
    district.has(m.Convened, "M1", "2019-05-09", by="office", meeting_kind="special", chair="v3")
    _approved(district, by="v3")
    assert district.verdicts("46.3") == ["compliant"]


def test_who_presides_for_the_head_fixes_the_topics_of_his_meeting(district: Any) -> None:
    """46.3: the head called a special meeting and left; the executive deputy presides for him."""
    _proposed(district, meeting_kind="special")
    _convened(district, "special", "2019-05-04", "head")
    _away(district, "head")
    _entrusted(district)
    _approved(district, by="exec")
    assert district.verdicts("46.3") == ["compliant"]


# --- 46.4 to 46.6: the consultation before the meeting ---


def _related(district: Any, **fields: Any) -> None:
    """Given a reviewed and compiled topic that concerns Finance."""
    related = {"related_units": ("finance",), "consultation": "C1", "no_other_unit": False}
    _proposed(district, "2019-04-28", **related | fields)
    _compiled(district)


def _asked(district: Any, on: str, position: str = "", replied: str = "", **fields: Any) -> None:
    """And Housing asks a unit (Finance), which receives it that day, and replies or not."""
    unit = fields.get("unit", "finance")
    district.has(
        c.Opened, "C1", on, by="housing", host="housing", about="T1", related_units=(unit,)
    )
    district.has(c.Requested, "C1", on, by="housing", unit=unit)
    district.has(c.Received, "C1", on, by=unit, unit=unit)
    if position:
        district.has(c.Replied, "C1", replied or on, by=unit, unit=unit, position=position)


def _closed(district: Any, result: str, on: str = "2019-05-07") -> None:
    district.has(c.Closed, "C1", on, by="housing", result=result)


def _chain(district: Any) -> dict[str, list[str]]:
    return {norm: district.verdicts(norm) for norm in ("46.4", "46.5", "46.6")}


def test_agreement_before_the_meeting_is_in_order(district: Any) -> None:
    """46.4: consultation closed agreed on 2019-05-07, topic approved on 05-10."""
    _related(district)
    _asked(district, "2019-05-05", "agree", "2019-05-06")
    _closed(district, "agreed")
    _approved(district)
    assert _chain(district) == {"46.4": ["compliant"], "46.5": [], "46.6": ["compliant"]}


@pytest.mark.parametrize(
    ("asked", "verdict"),
    [
        ("2019-05-06", "compliant"),  # its term ended with 05-09
        ("2019-05-07", "violation"),  # its term runs until 05-10 has ended
    ],
)
def test_silence_counts_once_the_term_has_run_out(district: Any, asked: str, verdict: str) -> None:
    """46.4: closed as deemed; Finance's three working days must be over when it is approved."""
    _related(district)
    _asked(district, asked)
    _closed(district, "deemed", asked)
    _approved(district)
    assert district.verdicts("46.4") == [verdict]


def test_a_street_is_never_deemed_to_agree(district: Any) -> None:
    """46.4: a street's silence is no consent (54.6), so agreement is missing."""
    _related(district, related_units=("street_1",))
    _asked(district, "2019-04-28", unit="street_1")
    _closed(district, "deemed")
    _approved(district)
    assert district.verdicts("46.4") == ["violation"]


def test_a_unit_never_asked_has_not_agreed(district: Any) -> None:
    """46.4: Education was concerned too and was never asked."""
    _related(district, related_units=("finance", "education"))
    _asked(district, "2019-05-05", "agree", "2019-05-06")
    _closed(district, "agreed")
    _approved(district)
    (finding,) = district.findings("46.4")
    assert (str(finding.verdict), finding.bearer) == ("violation", "housing")


@pytest.mark.parametrize(
    ("replied", "negotiated", "verdict"),
    [
        ("2019-05-06", False, "violation"),  # dissent in time, closed as if agreed
        ("2019-05-06", True, "compliant"),  # dissent won over in a negotiation
        ("2019-05-08 00:00", False, "compliant"),  # too late: deemed no different opinion
    ],
)
def test_dissent_is_not_closed_as_agreement(
    district: Any, replied: str, *, negotiated: bool, verdict: str
) -> None:
    """46.4: Finance, asked on Sat 2019-05-04 (a rest day), disagrees; its term ends with 05-07."""
    _related(district)
    _asked(district, "2019-05-04", "disagree", replied)
    if negotiated:
        district.has(
            c.Negotiated, "C1", "2019-05-06 15:00", by="housing",
            units=("finance",), principal_present=True, agreed=True,
        )  # fmt: skip
    _closed(district, "agreed", "2019-05-09")
    _approved(district)
    assert district.verdicts("46.4") == [verdict]


def _disputed(district: Any, reasons_of: tuple[str, ...], **fields: Any) -> None:
    """Given Finance disagrees on 2019-06-05, the note is filed and sent on 06-06."""
    sent = {"preferred_opinion": True, "to": "office"} | fields
    _related(district)
    _asked(district, "2019-06-04", "disagree", "2019-06-05")
    _closed(district, "disagreed", "2019-06-05")
    if reasons_of:
        district.has(
            c.StatementFiled, "C1", "2019-06-06", by="housing",
            reasons_of=reasons_of, preferred_opinion=sent["preferred_opinion"],
        )  # fmt: skip
    if sent["to"]:
        district.has(
            c.Escalated, "C1", "2019-06-06", by="housing",
            to=sent["to"], reasons_of=reasons_of, proposal=True,
        )  # fmt: skip


def test_a_complete_note_to_the_office_opens_the_agenda(district: Any) -> None:
    """46.5: both sides' reasons and a preferred opinion went to the Office; 46.4 is served."""
    _disputed(district, ("housing", "finance"))
    _approved(district, on="2019-06-10")
    assert _chain(district) == {
        "46.4": ["compliant"], "46.5": ["compliant"], "46.6": ["compliant"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("reasons_of", "fields"),
    [
        (("housing",), {}),  # the other side is missing
        (("finance",), {}),  # the host's own side is missing
        (("housing", "finance"), {"preferred_opinion": False}),
        (("housing", "finance"), {"to": "government"}),  # the way of 54.3, not of 46.5
        (("housing", "finance"), {"to": ""}),  # filed, never sent
        ((), {}),  # no note at all
    ],
)
def test_an_incomplete_note_is_a_violation(
    district: Any, reasons_of: tuple[str, ...], fields: dict[str, Any]
) -> None:
    """46.5: disagreed 2019-06-05; the note of 06-06 lacks something; Housing bears it, once."""
    _disputed(district, reasons_of, **fields)
    asked = {"by": "head", "meeting": "M1"}
    assert district.refused_by(t.Approved, "T1", "2019-06-10", **asked) == "46.5"
    _approved(district, on="2019-06-10")
    assert _chain(district) == {"46.4": [], "46.5": ["violation"], "46.6": ["compliant"]}
    assert [one.bearer for one in district.findings("46.5")] == ["housing"]


def test_a_topic_not_consulted_on_is_kept_off_the_agenda(district: Any) -> None:
    """46.6: two related departments and no consultation: the command of 2019-05-10 is refused."""
    _related(district, related_units=("finance", "education"), consultation="")
    assert district.refused_by(t.Approved, "T1", "2019-05-10", by="head", meeting="M1") == "46.6"
    _approved(district)
    assert _chain(district) == {"46.4": [], "46.5": [], "46.6": ["violation"]}
    assert [one.bearer for one in district.findings("46.6")] == ["office"]


@pytest.mark.parametrize(
    ("position", "on", "chain"),
    [
        ("agree", "2019-05-10", [["compliant"], [], ["compliant"]]),
        ("disagree", "2019-05-10", [[], ["violation"], ["compliant"]]),  # and no note was filed
        ("", "2019-05-08", [[], [], ["violation"]]),  # received 05-05, may reply through 05-08
        ("", "2019-05-09", [["compliant"], [], ["compliant"]]),  # deemed of no different opinion
    ],
)
def test_a_consultation_nobody_closed_is_judged_by_its_replies(
    district: Any, position: str, on: str, chain: list[list[str]]
) -> None:
    """46.4 to 46.6: asked, and every unit heard: consulted, though no closing was recorded."""
    _related(district)
    _asked(district, "2019-05-05", position, "2019-05-06")
    _approved(district, on=on)
    assert list(_chain(district).values()) == chain


def test_what_was_not_consulted_on_is_judged_when_heard_without_approval(district: Any) -> None:
    """46.6: a topic heard on 05-14 that never went through approval."""
    _related(district, consultation="")
    district.has(t.Heard, "T1", "2019-05-14", meeting="M1")
    assert district.verdicts("46.6") == ["violation"]


@pytest.mark.parametrize(("related", "verdict"), [((), "compliant"), (("finance",), "violation")])
def test_a_statement_that_nobody_else_is_concerned_suffices(
    district: Any, related: tuple[str, ...], verdict: str
) -> None:
    """46.6: it suffices, unless the topic itself names a unit concerned."""
    _related(district, related_units=related, consultation="", no_other_unit=True)
    _approved(district)
    assert district.verdicts("46.6") == [verdict]


@pytest.mark.parametrize(
    ("kind", "purpose", "verdicts"),
    [
        ("special", "coordination", []),  # coordinating is its purpose (44)
        ("special", "decision", ["violation"]),
        ("study", "decision", []),  # a study meeting decides nothing
        ("regular", "coordination", ["violation"]),  # only special meetings coordinate
    ],
)
def test_only_meetings_that_decide_presuppose_consultation(
    district: Any, kind: str, purpose: str, verdicts: list[str]
) -> None:
    """46.6: reading: not for special meetings whose purpose is to coordinate."""
    _related(district, consultation="", meeting_kind=kind, purpose=purpose)
    _approved(district)
    assert district.verdicts("46.6") == verdicts


# --- impossible order ---


def test_a_withdrawn_topic_takes_no_further_step(district: Any) -> None:
    """A withdrawn topic cannot be heard; it can be proposed again."""
    _proposed(district)
    district.has(t.Withdrawn, "T1", "2019-05-07", by="housing")
    assert district.refused_by(t.Heard, "T1", "2019-05-14", meeting="M1") == ""
    _proposed(district, "2019-05-15")


def test_a_refused_topic_that_is_heard_all_the_same_is_judged(district: Any) -> None:
    """46.1: kept off the agenda on 05-10, heard on 05-14: that can happen, and is a violation."""
    _proposed(district)
    _compiled(district)
    district.has(t.Refused, "T1", "2019-05-10", by="head", reason="不成熟")
    district.has(t.Heard, "T1", "2019-05-14", meeting="M1")
    assert district.verdicts("46.1") == ["violation"]


@pytest.mark.parametrize(
    "fields",
    [{"meeting_kind": "cabinet"}, {"purpose": "leisure"}],
)
def test_a_topic_names_a_kind_and_a_purpose_that_exist(
    district: Any, fields: dict[str, str]
) -> None:
    """A proposal for a kind of meeting the text does not know is no topic."""
    asked = {"unit": "housing", "meeting_kind": "executive", "subject": "housing"} | fields
    assert district.refused_by(t.Proposed, "T1", "2019-05-06", **asked) == ""
    assert district.refused_by(t.Compiled, "T1", "2019-05-06") == ""
