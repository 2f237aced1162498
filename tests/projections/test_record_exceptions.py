"""Exceptions of the record 例外: each planted case is found, and nothing else is."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from domain import bills, determinations
from domain import consultations as c
from domain import documents as d
from domain.act import Override
from domain.number_registers import Taken
from domain.rulebook.judge import judge
from projections.directory import SHANGHAI
from projections.record_exceptions import Kind, Limits, RecordExceptions, Row

if TYPE_CHECKING:
    from domain.act import Act

History = Any
DAY = dt.timedelta(days=1)


def instant(text: str) -> dt.datetime:
    """Read ``2019-04-01 09:00`` as Shanghai time."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def exceptions(history: History, limits: Limits | None = None) -> list[Row]:
    """Read a history in the order it was told, and judge it as the command does."""
    found = RecordExceptions(limits)
    for position, act in enumerate(history.acts, 1):
        found.feed(position, act)
    acts = sorted(history.acts, key=lambda act: act.occurred_at)
    found.compare(judge(acts, history.rulebook, history.calendar, dt.date(2019, 12, 31)))
    return found.rows()


def kinds(history: History, limits: Limits | None = None) -> list[Kind]:
    """Return the kinds of exception alone."""
    return [row.kind for row in exceptions(history, limits)]


def issued(history: History, matter: str, on: str, number: str) -> Act:
    """A document drafted, signed and issued under a number."""
    history.has(
        d.Drafted, matter, on, unit="finance", document_class=d.NOTICE, issuer=d.GOVERNMENT,
        direction=d.DOWN, subjects=("finance",),
    )  # fmt: skip
    history.has(d.Reviewed, matter, on, text_version=1)
    history.has(d.Signed, matter, on, by="head", text_version=1)
    return history.has(d.Issued, matter, on, number=number)  # type: ignore[no-any-return]


def asked(history: History, *, replied: str, recorded: str) -> None:
    """A department is asked on a Monday, so that it has until Thursday."""
    history.has(c.Opened, "C1", "2019-04-01", host="office", about="R1", related_units=("finance",))
    history.has(c.Requested, "C1", "2019-04-01", unit="finance")
    history.has(c.Received, "C1", "2019-04-01", by="finance", unit="finance")
    at = instant(recorded)
    history.has(
        c.Replied, "C1", replied, by="finance", unit="finance", position=c.AGREE, recorded_at=at
    )


# --- times ---


def test_an_act_within_the_limit_is_no_exception(district: History) -> None:
    """Three days late is not more than three days; a moment longer is."""
    act = district.has(d.Drafted, "D1", "2019-04-01", unit="finance", document_class=d.NOTICE,
                       issuer=d.GOVERNMENT, direction=d.DOWN, subjects=("finance",))  # fmt: skip
    district.acts[-1] = attrs.evolve(act, recorded_at=act.occurred_at + 3 * DAY)
    assert kinds(district) == []
    just_late = act.occurred_at + 3 * DAY + dt.timedelta(seconds=1)
    district.acts[-1] = attrs.evolve(act, recorded_at=just_late)
    (row,) = exceptions(district)
    assert (row.kind, row.refs, row.position) == (Kind.LATE, (act.ref,), len(district.acts))
    assert kinds(district, Limits(late=4 * DAY)) == []


def test_an_act_registered_ahead_is_found(history: History) -> None:
    """What was registered before it is said to have happened is listed, beyond what is allowed."""
    history.has(Taken, "宜伍府发〔2019〕", "2019-04-01 11:00", document="D1",
                recorded_at=instant("2019-04-01 09:00"))  # fmt: skip
    assert kinds(history) == [Kind.AHEAD]
    assert kinds(history, Limits(ahead=dt.timedelta(hours=2))) == []


def test_the_reply_dated_in_time_and_registered_after_the_term(district: History) -> None:
    """A reply dated on the last good day and registered on the first bad one: exactly that row."""
    asked(district, replied="2019-04-04", recorded="2019-04-05 09:00")
    (row,) = exceptions(district)
    assert row.kind == Kind.AFTER_TERM
    assert row.refs == ("consultation:C1#4",)
    assert "54.4" in row.en


def test_the_reply_registered_on_the_last_good_day_is_no_exception(district: History) -> None:
    """Registered some hours later, still within the term: nothing."""
    asked(district, replied="2019-04-04", recorded="2019-04-04 23:59")
    assert exceptions(district) == []


def test_a_late_reply_registered_later_is_only_late(district: History) -> None:
    """A reply dated after the term hides nothing: it is no exception of that kind."""
    asked(district, replied="2019-04-08", recorded="2019-04-09 09:00")
    assert exceptions(district) == []


def test_an_act_dated_before_one_already_recorded_is_out_of_sequence(district: History) -> None:
    """Both references are given; what comes in order after it is none."""
    asked(district, replied="2019-04-04", recorded="2019-04-04 09:00")
    then = instant("2019-04-04 10:00")
    district.has(c.Requested, "C1", "2019-04-03", unit="housing", recorded_at=then)
    district.has(c.Requested, "C1", then, unit="education")
    (row,) = exceptions(district)
    assert row.kind == Kind.OUT_OF_SEQUENCE
    assert row.refs == ("consultation:C1#5", "consultation:C1#4")


def test_the_ledgers_clock_going_back_is_found(district: History) -> None:
    """A minute is allowed, for writers wait for their turn; more is stated."""
    act = issued(district, "D1", "2019-04-01", "")
    same = dt.timedelta(minutes=1)
    district.acts[-2] = attrs.evolve(district.acts[-2], recorded_at=act.recorded_at + same)
    assert kinds(district) == []
    district.acts[-2] = attrs.evolve(
        district.acts[-2], recorded_at=act.recorded_at + same + dt.timedelta(seconds=1)
    )
    assert kinds(district) == [Kind.CLOCK_BACK]


def test_an_imported_act_is_measured_by_its_source(history: History) -> None:
    """A source that says when it registered is believed; one that does not is counted apart."""
    long_after = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    act = history.has(bills.Introduced, "B1", "2019-04-01", recorded_at=long_after,
                      title="x", activity="introduced", source="a.csv:2")  # fmt: skip
    found = RecordExceptions()
    found.feed(1, act)
    assert found.rows() == []
    assert found.unmeasured == 1
    found.feed(2, attrs.evolve(act, source_recorded_at=act.occurred_at + 5 * DAY))
    assert [row.kind for row in found.rows()] == [Kind.LATE]


def test_an_overridden_gate_is_told_with_its_reason(district: History) -> None:
    """Which norm, who allowed it and why, in both languages."""
    act = issued(district, "D1", "2019-04-01", "")
    override = Override(norms=("56.2",), reason="紧急", allowed_by="head")
    district.acts[-1] = attrs.evolve(act, override=override)
    (row,) = exceptions(district)
    assert row.kind == Kind.OVERRIDDEN
    assert all(word in row.en for word in ("56.2", "Head", "紧急"))
    assert "准许人区长" in row.zh


# --- numbers ---


def test_a_register_without_gap_is_no_exception(district: History) -> None:
    """1, 2, 3 in any order of issue, in two series, taken from a register or not."""
    for matter, number in (("D1", 2), ("D2", 1), ("D3", 3)):
        issued(district, matter, "2019-04-01", f"宜伍府发〔2019〕{number}号")
    issued(district, "D4", "2019-04-01", "宜伍府办发〔2019〕1号")
    district.has(Taken, "宜伍府办发〔2019〕", "2019-04-01", document="D4")
    assert exceptions(district) == []


def test_gaps_are_told_as_spans(district: History) -> None:
    """2 and 4 to 6 are missing; with ``from_first`` nothing before the first number is."""
    for matter, number in (("D1", 3), ("D2", 7)):
        issued(district, matter, "2019-04-01", f"宜伍府发〔2019〕{number}号")
    rows = exceptions(district)
    assert [row.en for row in rows] == [
        "宜伍府发〔2019〕: 1–2 missing, 2 in all",
        "宜伍府发〔2019〕: 4–6 missing, 3 in all",
    ]
    assert [row.refs for row in rows] == [
        ("document:D1#4",), ("document:D2#4", "document:D1#4"),
    ]  # fmt: skip
    assert len(exceptions(district, Limits(from_first=True))) == 1


def test_orders_run_on_from_before_the_ledger(district: History) -> None:
    """国令第718号 first is no gap of 717; 720 after it is a gap of one."""
    issued(district, "D1", "2019-04-01", "国令第718号")
    issued(district, "D2", "2019-04-02", "国令第720号")
    (row,) = exceptions(district)
    assert row.zh == "国令缺719号，共1个"


def test_a_number_of_two_documents_is_found_in_any_brackets(district: History) -> None:
    """〔2019〕1 and [2019]1 are one number; the brackets are an exception of their own."""
    issued(district, "D1", "2019-04-01", "宜伍府发〔2019〕1号")
    issued(district, "D2", "2019-04-02", "宜伍府发[2019]1号")
    duplicate, form = exceptions(district)
    assert duplicate.kind == Kind.DUPLICATE
    assert duplicate.refs == ("document:D1#4", "document:D2#4")
    assert form.kind == Kind.FORM
    assert form.refs == ("document:D2#4",)


def test_a_document_with_two_numbers_is_found(district: History) -> None:
    """Numbered 1 and issued as 2: one matter, two numbers of one series."""
    issued(district, "D1", "2019-04-01", "宜伍府发〔2019〕2号")
    issue = district.acts.pop()
    district.has(d.Numbered, "D1", "2019-04-01", register="宜伍府发〔2019〕", number=1)
    district.acts.append(attrs.evolve(issue, originator_version=6))
    (row,) = exceptions(district)
    assert row.kind == Kind.RENUMBERED
    assert row.en == "D1 has 宜伍府发〔2019〕1号, 宜伍府发〔2019〕2号"


@pytest.mark.parametrize("text", ["宜伍府发〔2019〕第1号", "宜伍府发〔2019〕01号", "第1号"])
def test_departures_from_the_form_are_told(district: History, text: str) -> None:
    """第, noughts and what is no number at all are stated with the standard's form."""
    issued(district, "D1", "2019-04-01", text)
    assert kinds(district) == [Kind.FORM]


@pytest.mark.parametrize(
    ("by", "zh", "en"),
    [
        ("office", "", ""),
        ("v4", "，由本人撤销", " by whom it was about"),
    ],
)
def test_a_withdrawn_finding_is_shown(district: History, by: str, zh: str, en: str) -> None:
    """撤销认定: an auditor sees which finding was withdrawn and why, and that it was by himself."""
    told = {"norm": "74.4", "breach": True, "bearer": "v4", "statement": "接受宴请"}
    found = district.has(determinations.Found, "v4", "2019-06-03", **told)
    assert exceptions(district) == []
    withdrawn = district.has(
        determinations.Withdrawn, "v4", "2019-09-02", by=by, finding=found.ref, reason="查无实据"
    )
    [row] = exceptions(district)
    assert (row.kind, row.refs) == (Kind.WITHDRAWN, (withdrawn.ref, found.ref))
    assert row.zh == f"撤销认定{found.ref}（副区长丁）{zh}，理由：查无实据"
    assert row.en == (f"{found.ref} was withdrawn (Deputy head 4){en}, reason: 查无实据")
