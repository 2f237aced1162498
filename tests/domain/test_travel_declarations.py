from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain import declarations as d
from domain.rulebook.catalogue import rulebook

CASE = "declaration 1"


def nl(text: str) -> dt.datetime:
    """Read an instant on the clock of the Netherlands."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def submitted(history_under: Any) -> Any:
    """A declaration submitted on Wednesday 2018-03-28, before Good Friday and Easter Monday."""
    history = history_under(rulebook("travel-declarations"))
    history.has(d.Submitted, CASE, nl("2018-03-28 09:00"), by="EMPLOYEE", amount=26.85)
    return history


@pytest.mark.parametrize(
    ("answered", "as_of", "concluded"),
    [
        ("2018-04-04 23:59", "2018-12-31", ("compliant", None, "ADMINISTRATION")),
        ("2018-04-05 00:00", "2018-12-31", ("deviation", 1, "ADMINISTRATION")),
        (None, "2018-04-03", ("pending", None, "")),
        (None, "2018-04-04", ("deviation", None, "")),
    ],
)
def test_an_approver_has_three_dutch_working_days(
    submitted: Any, answered: str | None, as_of: str, concluded: tuple[str, int | None, str]
) -> None:
    """1: from Wed 03-28 the third working day is Wed 04-04; the bearer is who answered."""
    if answered:
        submitted.has(d.Approved, CASE, nl(answered), by="ADMINISTRATION")
    first, *_ = submitted.findings("1", as_of)
    assert (str(first.verdict), first.late_working_days, first.bearer) == concluded


def test_each_approval_passes_the_turn_on(submitted: Any) -> None:
    """1: three approvers, three turns, each of its own length, borne by its own role."""
    submitted.has(d.Approved, CASE, nl("2018-03-29 09:00"), by="ADMINISTRATION")
    submitted.has(d.Approved, CASE, nl("2018-04-09 09:00"), by="BUDGET OWNER")
    submitted.has(d.FinallyApproved, CASE, nl("2018-04-10 09:00"), by="SUPERVISOR")
    turns = submitted.findings("1", "2018-12-31")
    assert [(one.bearer, str(one.verdict), len(one.evidence)) for one in turns] == [
        ("ADMINISTRATION", "compliant", 2),
        ("BUDGET OWNER", "deviation", 2),
        ("SUPERVISOR", "compliant", 2),
    ]


def test_a_rejection_is_an_answer_and_ends_the_round(submitted: Any) -> None:
    """1: rejected and taken back: one turn answered, none open; submitted again: a new one."""
    submitted.has(d.Rejected, CASE, nl("2018-03-29 09:00"), by="SUPERVISOR")
    submitted.has(d.TakenBack, CASE, nl("2018-05-29 09:00"), by="EMPLOYEE")
    assert submitted.verdicts("1", "2018-12-31") == ["compliant"]
    submitted.has(d.Submitted, CASE, nl("2018-06-04 09:00"), by="EMPLOYEE")
    assert submitted.verdicts("1", "2018-06-05") == ["compliant", "pending"]


def test_a_turn_submitted_again_begins_afresh(submitted: Any) -> None:
    """1: submitted again on 04-03 while unanswered, the term runs from 04-03 and is one turn."""
    submitted.has(d.SetForApproval, CASE, nl("2018-03-29 09:00"), by="ADMINISTRATION")
    submitted.has(d.Submitted, CASE, nl("2018-04-03 09:00"), by="EMPLOYEE")
    submitted.has(d.FinallyApproved, CASE, nl("2018-04-06 17:00"), by="SUPERVISOR")
    (turn,) = submitted.findings("1", "2018-12-31")
    assert (turn.opened, turn.bearer, str(turn.verdict)) == (
        nl("2018-04-03 09:00"),
        "SUPERVISOR",
        "compliant",
    )


def test_taking_a_declaration_back_in_time_leaves_no_turn(submitted: Any) -> None:
    """1: taken back before the term had passed, nobody owed an answer any more."""
    submitted.has(d.TakenBack, CASE, nl("2018-03-29 09:00"), by="EMPLOYEE")
    assert submitted.verdicts("1", "2018-12-31") == []


def test_an_answer_to_nothing_is_nobodys_turn(submitted: Any) -> None:
    """1: a rejection after the final approval, by a role the log lost, opens and ends no turn."""
    submitted.has(d.FinallyApproved, CASE, nl("2018-03-29 09:00"), by="SUPERVISOR")
    submitted.has(d.Rejected, CASE, nl("2018-04-29 09:00"), by="MISSING")
    assert [one.bearer for one in submitted.findings("1", "2018-12-31")] == ["SUPERVISOR"]


def test_payment_waits_for_the_final_approval(submitted: Any) -> None:
    """2: refused before the final approval, a breach after a later rejection, good between."""
    paying = {"by": "SYSTEM"}
    asked = nl("2018-03-29 10:00")
    assert submitted.refused_by(d.PaymentRequested, CASE, asked, **paying) == "2"
    submitted.has(d.FinallyApproved, CASE, nl("2018-03-29 11:00"), by="SUPERVISOR")
    submitted.command(d.PaymentRequested, CASE, nl("2018-03-29 12:00"), **paying)
    submitted.has(d.Rejected, CASE, nl("2018-03-29 13:00"), by="MISSING")
    submitted.has(d.Paid, CASE, nl("2018-03-29 14:00"), **paying)
    assert submitted.verdicts("2", "2018-12-31") == ["compliant", "violation"]


def test_a_declaration_needs_a_number_and_a_role(submitted: Any) -> None:
    """Broken identity is refused; any order is not, for real logs begin in the middle."""
    assert submitted.refused_by(d.Submitted, "", nl("2018-03-29 10:00"), by="EMPLOYEE") == ""
    assert submitted.refused_by(d.Saved, CASE, nl("2018-03-29 10:00"), by="") == ""
    submitted.command(d.Saved, "declaration 2", nl("2018-03-29 10:00"), by="EMPLOYEE")
