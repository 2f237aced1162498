"""Arts 42–44: which papers belong before the executive meeting, and what others may not decide."""

from __future__ import annotations

from typing import Any

import pytest

from domain import determinations
from domain import documents as d
from domain import meetings as m


def drafted(district: Any, document_class: str, direction: str, **fields: Any) -> None:
    """A document of Finance is drafted in the government's name."""
    fields = {"issuer": "government", "subjects": ("finance",), **fields}
    district.has(
        d.Drafted, "D1", "2019-04-01", by="finance", unit="finance",
        document_class=document_class, direction=direction, **fields,
    )  # fmt: skip


def decided(
    district: Any, kind: str, on: str, *, document: str = "D1", meeting: str = "M1"
) -> None:
    """A meeting decides that the document be issued."""
    district.has(m.Convened, meeting, on, by="head", meeting_kind=kind, chair="head")
    district.has(m.Started, meeting, on, by="head", chair="head")
    district.has(
        m.ItemDecided, meeting, f"{on} 10:00", item="1", topic="T1", actionable=False,
        document=document,
    )  # fmt: skip
    district.has(m.Ended, meeting, f"{on} 11:00", by="head")


def signed(district: Any, on: str = "2019-04-18") -> None:
    """The head signs it."""
    district.has(d.Signed, "D1", on, by="head", text_version=1)


PAPERS = [
    ("request", "up", (d.IMPORTANT,)),
    ("report", "up", (d.MAJOR,)),
    ("normative", "down", (d.IMPORTANT,)),
    ("notice", "down", (d.PLAN,)),
]


@pytest.mark.parametrize(("document_class", "direction", "tags"), PAPERS)
@pytest.mark.parametrize("kind", ["executive", "plenary"])
def test_a_paper_of_theirs_considered_before_it_is_signed(
    district: Any, document_class: str, direction: str, tags: tuple[str, ...], kind: str
) -> None:
    """Either of the two meetings will do."""
    drafted(district, document_class, direction, tags=tags)
    decided(district, kind, "2019-04-16")
    signed(district)
    assert district.verdicts("42.4") == ["compliant"]


@pytest.mark.parametrize(("document_class", "direction", "tags"), PAPERS)
def test_a_paper_of_theirs_no_meeting_saw(
    district: Any, document_class: str, direction: str, tags: tuple[str, ...]
) -> None:
    """It deviates, and the unit that drafted it bears it, not the signer."""
    drafted(district, document_class, direction, tags=tags)
    signed(district)
    (finding,) = district.findings("42.4")
    assert (str(finding.verdict), finding.bearer) == ("deviation", "finance")


@pytest.mark.parametrize(
    ("document_class", "direction", "fields"),
    [
        ("request", "up", {}),
        ("normative", "down", {}),
        ("notice", "down", {"tags": (d.IMPORTANT,)}),
        ("request", "down", {"tags": (d.IMPORTANT,)}),
        ("normative", "down", {"tags": (d.IMPORTANT,), "issuer": "office"}),
    ],
)
def test_what_is_not_of_items_2_to_4_needs_no_meeting(
    district: Any, document_class: str, direction: str, fields: dict[str, Any]
) -> None:
    """Not tagged important, no request to the city, or not in the government's name."""
    drafted(district, document_class, direction, **fields)
    signed(district)
    assert district.verdicts("42.4") == []


def test_the_offices_determination_counts_as_the_tag(district: Any) -> None:
    """Whoever judges it important may say so in the register of determinations."""
    drafted(district, "request", "up")
    district.has(determinations.Tagged, "document:D1", "2019-04-02", tag="important", reason="全局")
    signed(district)
    assert district.verdicts("42.4") == ["deviation"]


def test_the_draft_may_name_the_decision_instead_of_the_decision_the_draft(district: Any) -> None:
    """Either says that the meeting considered it."""
    drafted(district, "request", "up", tags=(d.IMPORTANT,), decided_item="M1/1")
    decided(district, "executive", "2019-04-16", document="")
    signed(district)
    assert district.verdicts("42.4") == ["compliant"]


@pytest.mark.parametrize(
    ("kind", "norm", "tags", "verdict"),
    [
        ("regular", "43.3", (), "compliant"),
        ("regular", "43.3", (d.IMPORTANT,), "violation"),
        ("special", "44.4", (), "violation"),
        ("special", "44.4", (d.IMPORTANT,), "violation"),
    ],
)
def test_a_normative_document_decided_below_alone(
    district: Any, kind: str, norm: str, tags: tuple[str, ...], verdict: str
) -> None:
    """A general one may pass the regular meeting (43, item 3), none a special meeting alone."""
    drafted(district, "normative", "down", tags=tags, decided_item="M1/1")
    decided(district, kind, "2019-04-16")
    signed(district)
    assert district.verdicts(norm) == [verdict]


@pytest.mark.parametrize(("tags", "verdict"), [((), "compliant"), ((d.IMPORTANT,), "violation")])
def test_a_special_meeting_then_the_regular_one(
    district: Any, tags: tuple[str, ...], verdict: str
) -> None:
    """The regular meeting heals what it may decide itself, and nothing else."""
    drafted(district, "normative", "down", tags=tags, decided_item="M1/1")
    decided(district, "special", "2019-04-09")
    decided(district, "regular", "2019-04-16", meeting="M2")
    signed(district)
    assert district.verdicts("44.4") == [verdict]


def test_what_came_after_the_signature_heals_nothing(district: Any) -> None:
    """The executive meeting of the next week did not decide what was signed before it."""
    drafted(district, "normative", "down", decided_item="M1/1")
    decided(district, "special", "2019-04-09")
    signed(district)
    decided(district, "executive", "2019-04-23", meeting="M2")
    assert district.verdicts("44.4") == ["violation"]


def test_it_is_the_head_who_owes_the_next_executive_meeting(district: Any) -> None:
    """42.5: the executive deputy chaired the last one for him; the gap after it is not his."""
    district.has(m.Convened, "M1", "2019-03-04", by="exec", meeting_kind="executive", chair="exec")
    district.has(m.Started, "M1", "2019-03-05", by="exec", chair="exec")
    (finding,) = district.findings("42.5", "2019-03-20")
    assert (str(finding.verdict), finding.bearer) == ("deviation", "head")


@pytest.mark.parametrize(("on", "verdicts"), [("2024-02-15", ["deviation"]), ("2024-02-16", [])])
def test_a_gap_the_rules_did_not_live_to_see_is_no_deviation(
    district: Any, on: str, verdicts: list[str]
) -> None:
    """42.5: fourteen days from 2024-02-15 end on the last day in force, from 02-16 after it."""
    district.has(m.Convened, "M1", on, by="head", meeting_kind="executive", chair="head")
    district.has(m.Started, "M1", f"{on} 10:00", by="head", chair="head")
    assert district.verdicts("42.5", "2024-06-30") == verdicts
