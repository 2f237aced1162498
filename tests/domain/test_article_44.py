"""Arts 43, 44: who chairs a special meeting, and whether the units concerned are asked."""

from __future__ import annotations

from typing import Any

import pytest

from domain import entrustments as e
from domain import leave
from domain import meetings as m
from domain import organisation as org
from domain import topics as t
from domain.invitations import Invited


def called(district: Any, kind: str = "special", **fields: Any) -> None:
    """A meeting is called for the 20th of June."""
    fields = {"chair": "v4", "subjects": ("education",), **fields}
    district.has(m.Convened, "M1", "2019-06-18", by=fields["chair"], meeting_kind=kind, **fields)


def deputy_director(district: Any) -> None:
    """The Office has a deputy director, dd1."""
    district.has(
        org.Appointed, "wujiagang", "2019-03-01 08:30", by="head", person="dd1",
        post="deputy_office_director", unit="office", label_zh="办公室副主任", label_en="dd1",
    )  # fmt: skip


def entrusted(district: Any, grantor: str, scope: str, on: str = "2019-06-18") -> None:
    """Somebody entrusts dd1 with something from that day."""
    granted = district.proposed(m.Ended, "M0", on).occurred_at
    district.has(
        e.Granted, grantor, on, by=grantor, entrustment="E1", grantee="dd1", scope=(scope,),
        since=granted,
    )  # fmt: skip


def chaired_by(district: Any, who: str) -> None:
    """The meeting begins under somebody."""
    district.has(m.Started, "M1", "2019-06-20", by=who, chair=who)


@pytest.mark.parametrize("who", ["head", "exec", "v1", "office_director"])
def test_any_leader_may_chair_a_special_meeting(district: Any, who: str) -> None:
    """Whoever convened it: the text names posts, not portfolios."""
    called(district)
    chaired_by(district, who)
    assert district.verdicts("44.1") == ["compliant"]
    assert district.verdicts("44.2") == []


def test_a_department_head_may_not(district: Any) -> None:
    """Live, he is turned away; as a fact, it is a violation of his."""
    called(district)
    at = {"by": "finance_principal", "chair": "finance_principal"}
    assert district.refused_by(m.Started, "M1", "2019-06-20", **at) == "44.1"
    chaired_by(district, "finance_principal")
    (finding,) = district.findings("44.1")
    assert (str(finding.verdict), finding.bearer) == ("violation", "finance_principal")


@pytest.mark.parametrize("who", ["education", "somebody"])
def test_a_chair_without_a_post_on_record_cannot_be_judged(district: Any, who: str) -> None:
    """An organ, or a name the chart does not have, says nothing about who sat there."""
    called(district)
    chaired_by(district, who)
    assert district.verdicts("44.1") == ["indeterminate"]


@pytest.mark.parametrize("scope", [e.CHAIR, e.PRESIDE, "*", "M1", "education"])
@pytest.mark.parametrize("grantor", ["head", "v4", "v1", "office_director"])
def test_a_deputy_director_entrusted_beforehand(district: Any, grantor: str, scope: str) -> None:
    """By any of those who may chair, for chairing, for this meeting or for its field."""
    deputy_director(district)
    called(district)
    entrusted(district, grantor, scope)
    chaired_by(district, "dd1")
    assert district.verdicts("44.2") == ["compliant"]
    assert district.verdicts("44.1") == []


@pytest.mark.parametrize(
    ("grantor", "scope", "on"),
    [
        ("education_principal", e.CHAIR, "2019-06-18"),
        ("v4", "tourism", "2019-06-18"),
        ("v4", e.CHAIR, "2019-06-21"),
    ],
    ids=["by nobody who may chair", "for something else", "afterwards"],
)
def test_a_deputy_director_not_entrusted(district: Any, grantor: str, scope: str, on: str) -> None:
    """One fault, of 44.2 alone."""
    deputy_director(district)
    called(district)
    entrusted(district, grantor, scope, on)
    chaired_by(district, "dd1")
    assert district.verdicts("44.2") == ["violation"]
    assert district.verdicts("44.1") == []


def test_an_authority_to_sign_is_none_to_chair(district: Any) -> None:
    """56.6 and 44.2 are different entrustments."""
    deputy_director(district)
    called(district)
    since = district.proposed(m.Ended, "M0", "2019-06-18").occurred_at
    district.has(
        e.SigningAuthorityGranted, "head", "2019-06-18", by="head", entrustment="E1",
        grantee="dd1", scope=("*",), since=since,
    )  # fmt: skip
    chaired_by(district, "dd1")
    assert district.verdicts("44.2") == ["violation"]


# --- the units a topic concerns ---

NORMS = {"regular": "43.5", "special": "44.5"}


def topic_heard(district: Any, related: tuple[str, ...] = ()) -> None:
    """A topic of Education, with related units, is heard."""
    district.has(
        t.Proposed, "T1", "2019-06-01", by="education", unit="education", meeting_kind="special",
        subject="education", related_units=related,
    )  # fmt: skip
    district.has(t.Heard, "T1", "2019-06-20 10:00", meeting="M1")


@pytest.mark.parametrize("kind", sorted(NORMS))
@pytest.mark.parametrize(
    ("asked", "verdict"),
    [
        (("education_principal", "street_1"), "compliant"),
        (("education", "street_1_principal"), "compliant"),
        (("education",), "deviation"),
        (("street_1",), "deviation"),
    ],
)
def test_every_unit_the_topic_concerns_is_asked(
    district: Any, kind: str, asked: tuple[str, ...], verdict: str
) -> None:
    """By its own name or its principal's, in whichever role."""
    called(district, kind)
    district.has(Invited, "M1", "2019-06-18", attendees=asked)
    chaired_by(district, "v4")
    topic_heard(district, ("street_1",))
    assert district.verdicts(NORMS[kind])[-1:] == [verdict]


def test_a_unit_whose_principal_is_away_is_not_missed(district: Any) -> None:
    """Nobody can say that he should have been asked."""
    called(district)
    district.has(Invited, "M1", "2019-06-18", attendees=("education",))
    district.has(leave.Started, "street_1_principal", "2019-06-17", by="office", leave="L1")
    topic_heard(district, ("street_1",))
    assert district.verdicts("44.5") == ["compliant"]


def test_the_office_need_not_ask_itself(district: Any) -> None:
    """It runs the meeting."""
    called(district)
    district.has(Invited, "M1", "2019-06-18", attendees=("education",))
    topic_heard(district, ("office",))
    assert district.verdicts("44.5") == ["compliant"]


def test_the_convenor_answers_for_a_special_meeting_the_office_for_a_regular_one(
    district: Any,
) -> None:
    """44.5 is the convenor's to see to."""
    called(district)
    district.has(Invited, "M1", "2019-06-18", attendees=("street_1",))
    topic_heard(district)
    assert [finding.bearer for finding in district.findings("44.5")] == ["v4"]


def test_asked_afterwards_is_not_asked(district: Any) -> None:
    """What comes after the hearing cannot mend it."""
    called(district)
    district.has(Invited, "M1", "2019-06-18", attendees=("street_1",))
    topic_heard(district)
    district.has(Invited, "M1", "2019-06-21", attendees=("education",))
    assert district.verdicts("44.5") == ["deviation"]


@pytest.mark.parametrize(("kind", "verdict"), [("special", "compliant"), ("regular", "deviation")])
def test_a_deputy_is_responsible_in_his_unit_too(district: Any, kind: str, verdict: str) -> None:
    """44.5 asks for 负责同志, so a deputy will do; 43.5 for 主要负责同志, so he will not."""
    district.has(
        org.Appointed, "wujiagang", "2019-03-04", by="head", person="housing_deputy",
        post=org.DEPUTY_PRINCIPAL, unit="housing", label_zh="副局长", label_en="Deputy",
    )  # fmt: skip
    called(district, kind, chair="head")
    district.has(
        t.Proposed, "T1", "2019-06-01", by="housing", unit="housing", meeting_kind=kind,
        subject="housing", no_other_unit=True,
    )  # fmt: skip
    district.has(Invited, "M1", "2019-06-19", attendees=("housing_deputy",))
    district.has(m.Started, "M1", "2019-06-20", by="head", chair="head")
    district.has(t.Heard, "T1", "2019-06-20 09:30", meeting="M1")
    norm = "44.5" if kind == "special" else "43.5"
    assert district.verdicts(norm) == [verdict]
