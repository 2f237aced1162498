from __future__ import annotations

from typing import Any

import pytest

from domain import determinations, entrustments, leave
from domain import documents as d
from domain import organisation as org
from domain.capacity import acting_head

GOOD = "compliant"


def _signed(district: Any, on: str, by: str, **drafted: Any) -> None:
    """Given a document drafted and reviewed on a day, then signed by somebody that day."""
    matter = f"D{len(district.acts)}"
    fields = {
        "unit": "education", "document_class": "notice", "issuer": "government",
        "direction": "down", "subjects": ("education",), **drafted,
    }  # fmt: skip
    district.has(d.Drafted, matter, f"{on} 08:30", **fields)
    district.has(d.Reviewed, matter, f"{on} 08:40", text_version=1)
    district.has(d.Signed, matter, on, by=by, text_version=1)


@pytest.mark.parametrize(
    ("norm", "on", "by", "drafted", "verdict"),
    [
        ("56.1", "2019-04-16", "v2", {"document_class": "report", "direction": "up"}, "violation"),
        ("56.1", "2019-04-16", "exec", {"document_class": "report", "direction": "up"}, GOOD),
        ("56.1", "2019-04-16", "v2", {"tags": ("major",)}, "violation"),
        ("56.2", "2019-05-16", "exec", {"document_class": "normative"}, "violation"),
        ("56.2", "2019-05-16", "head", {"document_class": "normative"}, "compliant"),
        ("56.2", "2019-05-16", "head", {"document_class": "bill", "direction": "peer"}, GOOD),
        ("56.3", "2019-08-06", "office_director", {"document_class": "personnel"}, "violation"),
        ("56.3", "2019-08-06", "head", {"document_class": "personnel"}, "compliant"),
        ("56.4", "2019-09-04", "v4", {"document_class": "overseas"}, "violation"),
        ("56.4", "2019-09-04", "head", {"document_class": "overseas"}, "compliant"),
        ("56.5a", "2019-06-18", "v4", {}, "compliant"),
        ("56.5a", "2019-06-18", "v1", {}, "deviation"),
        ("56.5a", "2019-06-18", "head", {}, "compliant"),
        ("56.5a", "2019-06-18", "office_director", {"subjects": ("general",)}, "deviation"),
        ("56.5c", "2019-10-22", "v1", {"tags": ("wide_impact",)}, "violation"),
        ("56.5c", "2019-10-22", "head", {"tags": ("wide_impact",)}, "compliant"),
        (
            "56.5c", "2019-10-22", "v1",
            {"subjects": ("construction", "tourism", "housing", "education")}, "violation",
        ),
        ("56.6", "2019-05-20", "v1", {"decided_item": "M1/1"}, "violation"),
        ("56.6", "2019-05-20", "head", {"decided_item": "M1/1"}, "compliant"),
        ("56.7a", "2019-05-22", "deputy_office_director", {"issuer": "office"}, "violation"),
        ("56.7a", "2019-05-22", "office_director", {"issuer": "office"}, "compliant"),
    ],
)  # fmt: skip
def test_who_may_sign(
    district: Any, norm: str, on: str, by: str, drafted: dict[str, Any], verdict: str
) -> None:
    """Art. 56: each row of the signing table accepts its signer and no other."""
    _signed(district, on, by, **drafted)
    assert district.verdicts(norm) == [verdict]


def test_a_deputy_signs_decided_matters_when_authorised(district: Any) -> None:
    """56.6: decided on 2019-05-14, signed on 05-20 by v1 under an authority of 2019-03-04."""
    district.has(
        entrustments.SigningAuthorityGranted, "head", "2019-03-04", by="head", entrustment="A1",
        grantee="v1", scope=("education",), since=district.acts[-1].occurred_at,
    )  # fmt: skip
    _signed(district, "2019-05-20", "v1", decided_item="M1/1")
    assert district.verdicts("56.6") == ["compliant"]


def test_an_authority_to_sign_does_not_reach_normative_documents(district: Any) -> None:
    """56.2 before 56.6: a normative document decided by the meeting still needs the head."""
    district.has(
        entrustments.SigningAuthorityGranted, "head", "2019-03-04", by="head", entrustment="A1",
        grantee="v1", scope=("*",), since=district.acts[-1].occurred_at,
    )  # fmt: skip
    _signed(district, "2019-05-20", "v1", document_class="normative", decided_item="M1/1")
    _signed(
        district, "2019-05-21", "v1", document_class="request", direction="up", decided_item="M1/2"
    )
    assert (district.verdicts("56.2"), district.verdicts("56.1")) == (["violation"], ["violation"])
    assert district.verdicts("56.6") == []


def test_presiding_carries_a_reserved_class_only_where_it_is_named(district: Any) -> None:
    """56.2: the presiding executive deputy signs only the classes entrusted by name."""
    district.has(leave.Started, "head", "2019-05-13", by="head", leave="L1")
    begun = district.acts[-1].occurred_at
    for number, scope, on in (("E1", "preside", begun), ("E2", "normative", "2019-05-15 08:00")):
        district.has(
            entrustments.Granted, "head", on, by="head", entrustment=number, grantee="exec",
            scope=(scope,), since=begun,
        )  # fmt: skip
        if number == "E1":
            _signed(district, "2019-05-14", "exec", document_class="normative")
    _signed(district, "2019-05-15", "exec", document_class="normative")
    _signed(district, "2019-05-15", "exec", document_class="personnel")
    assert district.verdicts("56.2") == ["violation", "compliant"]
    assert district.verdicts("56.3") == ["violation"]
    assert acting_head("E1") == "acting_head:E1"


@pytest.mark.parametrize(
    ("countersigned", "verdict"), [("2019-07-17", "compliant"), ("2019-07-19", "violation")]
)
def test_the_other_leaders_countersign_before_signature(
    district: Any, countersigned: str, verdict: str
) -> None:
    """56.5b: v1 signs on 2019-07-18 what touches v3's portfolio; v3 must have countersigned."""
    district.has(
        d.Drafted, "D1", "2019-07-15", unit="housing", document_class="notice",
        issuer="government", direction="down", subjects=("construction", "housing"),
    )  # fmt: skip
    acts = {
        "2019-07-18": (d.Signed, "v1", {"text_version": 1}),
        countersigned: (d.Countersigned, "v3", {"text_version": 1, "subject": "housing"}),
    }
    for on in sorted(acts):
        act_class, by, fields = acts[on]
        district.has(act_class, "D1", on, by=by, **fields)
    assert district.verdicts("56.5b") == [verdict]


def test_a_revised_text_voids_the_countersigns(district: Any) -> None:
    """56.5b: the text changed after v3 countersigned, so that countersign no longer counts."""
    district.has(
        d.Drafted, "D1", "2019-07-15", unit="housing", document_class="notice",
        issuer="government", direction="down", subjects=("construction", "housing"),
    )  # fmt: skip
    district.has(d.Countersigned, "D1", "2019-07-16", by="v3", text_version=1, subject="housing")
    district.has(d.Revised, "D1", "2019-07-17", by="housing", text_version=2)
    district.has(d.Signed, "D1", "2019-07-18", by="v1", text_version=2)
    assert district.verdicts("56.5b") == ["violation"]


def test_an_office_document_referred_to_a_leader_waits_for_approval(district: Any) -> None:
    """56.7b: referred to v2 on 2019-05-23 and issued on 05-24 before approval is a violation."""
    for matter, approved in (("D1", False), ("D2", True)):
        district.has(
            d.Drafted, matter, "2019-05-22", unit="office", document_class="notice",
            issuer="office", direction="down", subjects=("tourism",),
        )  # fmt: skip
        district.has(d.Referred, matter, "2019-05-23", by="office_director", leader="v2")
        if approved:
            district.has(d.Approved, matter, "2019-05-23 15:00", by="v2")
        district.has(d.Signed, matter, "2019-05-23 16:00", by="office_director", text_version=1)
        district.has(d.Issued, matter, "2019-05-24")
    assert district.verdicts("56.7b") == ["violation", "compliant"]


def test_nothing_is_issued_unsigned(district: Any) -> None:
    """Art. 56: no history holds an issue before a signature; it is refused outright."""
    district.has(
        d.Drafted, "D1", "2019-05-22", unit="office", document_class="notice",
        issuer="office", direction="down", subjects=("tourism",),
    )  # fmt: skip
    assert district.refused_by(d.Issued, "D1", "2019-05-24") == ""


def _presiding(district: Any) -> None:
    """Given the head is away from 2019-05-13 and has entrusted the executive deputy to preside."""
    begun = district.has(leave.Started, "head", "2019-05-13", by="head", leave="L1").occurred_at
    district.has(
        entrustments.Granted, "head", "2019-05-13", by="head", entrustment="E1", grantee="exec",
        scope=("preside", "normative"), since=begun,
    )  # fmt: skip


def test_who_presides_for_the_head_signs_what_a_meeting_decided(district: Any) -> None:
    """56.6: 主持区政府工作 carries the head's ordinary signature; before it begins it does not."""
    _signed(district, "2019-05-10", "exec", decided_item="M1/1")
    _presiding(district)
    _signed(district, "2019-05-14", "exec", decided_item="M1/2")
    assert district.verdicts("56.6") == ["violation", "compliant"]


def test_who_presides_with_the_class_named_approves_an_office_normative_document(
    district: Any,
) -> None:
    """56.7b as 56.2: the presiding executive deputy approves it where the class is entrusted."""
    _presiding(district)
    for matter, by in (("D1", "exec"), ("D2", "v1")):
        district.has(
            d.Drafted, matter, "2019-05-14", unit="office", document_class="normative",
            issuer="office", direction="down", subjects=("tourism",),
        )  # fmt: skip
        district.has(d.Approved, matter, "2019-05-14 15:00", by=by)
        district.has(d.Signed, matter, "2019-05-14 16:00", by="office_director", text_version=1)
        district.has(d.Issued, matter, "2019-05-15")
    assert district.verdicts("56.7b") == ["compliant", "violation"]


@pytest.mark.parametrize(("by", "verdict"), [("head", GOOD), ("v4", "indeterminate")])
def test_a_document_without_a_field_of_work(district: Any, by: str, verdict: str) -> None:
    """56.5a: whose portfolio it touches is not on record: the head may sign, of v4 none can say."""
    _signed(district, "2019-06-18", by, subjects=())
    assert district.verdicts("56.5a") == [verdict]


@pytest.mark.parametrize("other", ["general", "archaeology", "housing"])
def test_only_other_leaders_countersign(district: Any, other: str) -> None:
    """56.5b: no countersign of the Office director, of nobody, or of a leader who has left."""
    district.has(org.Removed, "wujiagang", "2019-06-03", by="head", person="v3", post="deputy_head")
    _signed(district, "2019-06-18", "v1", subjects=("construction", other))
    assert district.verdicts("56.5b") == []


def test_what_nobody_is_in_charge_of_needs_no_countersign(district: Any) -> None:
    """56.5b: v2 countersigned for tourism; for archaeology there is no leader to ask."""
    subjects = ("construction", "tourism", "archaeology")
    district.has(
        d.Drafted, "D1", "2019-07-15", unit="housing", document_class="notice",
        issuer="government", direction="down", subjects=subjects,
    )  # fmt: skip
    district.has(d.Countersigned, "D1", "2019-07-16", by="v2", text_version=1, subject="tourism")
    district.has(d.Signed, "D1", "2019-07-18", by="v1", text_version=1)
    assert district.verdicts("56.5b") == [GOOD]


def test_the_office_director_is_no_fourth_leader(district: Any) -> None:
    """56.5c: three leaders' portfolios and the Office director's are not yet a wide impact."""
    subjects = ("construction", "tourism", "housing", "general")
    _signed(district, "2019-06-18", "v1", subjects=subjects)
    assert district.verdicts("56.5c") == []


def test_a_deputy_head_who_also_directs_the_office_is_a_leader(district: Any) -> None:
    """56.5a: a post as Office director takes nothing from a deputy head's signature."""
    leaves = {"person": "office_director", "post": "office_director"}
    district.has(org.Removed, "wujiagang", "2019-06-03", by="head", **leaves)
    takes = {"person": "v4", "unit": "office", "label_zh": "副区长丁", "label_en": "Deputy head 4"}
    district.has(
        org.Appointed, "wujiagang", "2019-06-04", by="head", post="office_director", **takes
    )
    _signed(district, "2019-06-18", "v4")
    assert district.verdicts("56.5a") == [GOOD]


@pytest.mark.parametrize(
    ("norm", "drafted"),
    [
        ("56.1", {"document_class": "report", "direction": "up"}),
        ("56.2", {"document_class": "normative"}),
        ("56.3", {"document_class": "personnel"}),
        ("56.5a", {}),
        ("56.6", {"routine": True}),
        ("56.7a", {"issuer": "office"}),
    ],
)
def test_without_a_chart_nobody_can_say_who_was_competent(
    history: Any, norm: str, drafted: dict[str, Any]
) -> None:
    """Art. 56: documents imported without the chart of posts: nobody signs without authority."""
    _signed(history, "2019-05-16", "somebody", **drafted)
    assert history.verdicts(norm) == ["indeterminate"]


def test_while_there_is_no_head_nobody_signs_for_him_unlawfully(district: Any) -> None:
    """56.2, 56.6: the head left on 05-13, nobody is appointed; who signs, the text does not say."""
    gone = {"person": "head", "post": "head"}
    district.has(org.Removed, "wujiagang", "2019-05-13", by="office", **gone)
    _signed(district, "2019-05-16", "exec", document_class="normative")
    _signed(district, "2019-05-16", "exec", decided_item="M1/1")
    _signed(district, "2019-05-16", "v2", document_class="report", direction="up")
    assert district.verdicts("56.2") == ["indeterminate"]
    assert district.verdicts("56.6") == ["indeterminate"]
    assert district.verdicts("56.1") == ["violation"]


def test_whether_an_authority_outlives_its_head_is_open(district: Any) -> None:
    """56.6: authorised by a head who has left, not revoked: open; v2, never authorised: not."""
    district.has(
        entrustments.SigningAuthorityGranted, "head", "2019-03-04", by="head", entrustment="A1",
        grantee="v1", scope=("education",), since=district.acts[-1].occurred_at,
    )  # fmt: skip
    gone = {"person": "head", "post": "head"}
    district.has(org.Removed, "wujiagang", "2019-05-13", by="office", **gone)
    comes = {"unit": "office", "label_zh": "区长", "label_en": "Head"}
    district.has(
        org.Appointed, "wujiagang", "2019-05-14", by="office", person="h2", post="head", **comes
    )
    _signed(district, "2019-05-20", "v1", decided_item="M1/1")
    _signed(district, "2019-05-20", "v2", decided_item="M1/2")
    assert district.verdicts("56.6") == ["indeterminate", "violation"]


def test_a_tag_taken_off_again_binds_nobody(district: Any) -> None:
    """56.1: tagged major by mistake, untagged the same day: v4 may sign; tagged again: he may not.

    The tag is put on with the document, or later by the Office (认定公文性质).
    """
    for matter, again in (("D1", False), ("D2", True)):
        district.has(
            d.Drafted, matter, "2019-06-17", unit="education", document_class="notice",
            issuer="government", direction="down", subjects=("education",),
        )  # fmt: skip
        district.has(d.Classified, matter, "2019-06-17 10:00", tags=("major",))
        about = f"document:{matter}"
        district.has(determinations.Untagged, about, "2019-06-17 15:00", tag="major")
        if again:
            district.has(determinations.Tagged, about, "2019-06-17 16:00", tag="major")
        district.has(d.Signed, matter, "2019-06-18", by="v4", text_version=1)
    assert district.verdicts("56.5a") == [GOOD]
    assert district.verdicts("56.1") == ["violation"]
