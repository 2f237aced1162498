"""Running terms to the last field of their findings, under a law of one small duty."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from domain.calendar import load_calendar
from domain.department_meetings import Approved, Held, Rejected, Requested, Withdrawn
from domain.rulebook.clocks import ENDED
from domain.rulebook.findings import Finding, Verdict
from domain.rulebook.judge import judge
from domain.rulebook.norms import Clock, Duty, Effect, Modality, Move, Norm, Opening, Rulebook
from domain.rulebook.parameters import DatedValue, Parameter
from domain.rulebook.terms import DatedTerm, InGoodTime, WorkingDays

if TYPE_CHECKING:
    from domain.act import Act
    from domain.rulebook.terms import Term

SHANGHAI = ZoneInfo("Asia/Shanghai")
BEGUN = dt.date(2019, 3, 1)
OPEN_WORD = Parameter(name="1.1.within", zh="及时", en="in good time", unit="working days")


def _clock(term: Term) -> Clock:
    def opens(act: Act, _: Any) -> tuple[Opening, ...]:
        return (Opening(key=act.matter, bearer="finance"),)

    def number(act: Act) -> str:
        return act.matter

    return Clock(
        opens={Requested: opens},
        terms=(DatedTerm(BEGUN, term, "第一条"),),
        stopped_by={Held: number},
        moved_by={Approved: lambda act: Move(key=act.matter, until=dt.date(2019, 3, 15))},
        excused_by={Rejected: number},
        cancelled_by={Withdrawn: number},
    )


def _law(term: Term, *, parameter: Parameter = OPEN_WORD, effect: bool = False) -> Rulebook:
    words: dict[str, Any] = {
        "article": "1", "modality": Modality.MUST, "zh": "开会", "en": "A meeting is held",
    }  # fmt: skip
    clock = _clock(term)
    norms: tuple[Norm, ...] = (Duty(id="1.1", clock=clock, **words),)
    if effect:
        norms = (*norms, Effect(id="1.2", clock=clock, **words))
    return Rulebook(
        id="small", zh="小法", en="Small law", zone=SHANGHAI, calendar="cn", since=BEGUN,
        until=None, norms=norms, parameters={"1.1.within": parameter},
    )  # fmt: skip


THREE_DAYS = _law(WorkingDays(3))  # from Monday 2019-03-04 the last good day is Thursday 03-07


class _Request:
    """A request of 2019-03-04, and what became of it."""

    def __init__(self, history: Any) -> None:
        self._history = history
        self.ref = self.then(Requested, "2019-03-04", subject="x")

    def then(self, act_class: type[Act], on: str, **fields: Any) -> str:
        """Add what happened next; return its reference."""
        given: dict[str, Any] = {"by": "finance", "unit": "finance", "in_name_of": "finance"}
        names = {field.name for field in act_class.__attrs_attrs__}  # type: ignore[attr-defined]
        given = {name: value for name, value in given.items() if name in names}
        if "reason" in names:
            given["reason"] = "x"
        return str(self._history.has(act_class, "M1", on, **(given | fields)).ref)

    def findings(self, law: Rulebook = THREE_DAYS, as_of: str = "2019-12-31") -> list[Finding]:
        """Judge it as of the end of a day."""
        acts = sorted(self._history.acts, key=lambda act: act.occurred_at)
        return judge(acts, law, load_calendar("cn"), dt.date.fromisoformat(as_of))


@pytest.fixture
def request_(history: Any) -> _Request:
    """A request of Monday 2019-03-04."""
    return _Request(history)


def _at(day: str) -> dt.datetime:
    return dt.datetime.fromisoformat(day).replace(tzinfo=SHANGHAI)


def test_a_finding_of_a_duty_says_all_of_it(request_: _Request) -> None:
    """Whose, from when, by when, when it was done, how late, and by which acts."""
    held = request_.then(Held, "2019-03-11")
    [finding] = request_.findings()
    assert finding == Finding(
        norm="1.1", article="1", matter="department_meeting:M1", bearer="finance", organ="",
        leader="", opened=_at("2019-03-04 09:00"), due=_at("2019-03-08"),
        discharged=_at("2019-03-11 09:00"), verdict=Verdict.VIOLATION, late_working_days=2,
        evidence=(request_.ref, held), rulebook="small", calendar="cn-2018-12-04", key="M1",
        because="",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("held", "verdict"),
    [("2019-03-07 23:59", Verdict.COMPLIANT), ("2019-03-08 00:00", Verdict.VIOLATION)],
)
def test_done_by_midnight_is_done_in_time(request_: _Request, held: str, verdict: Verdict) -> None:
    """The last good day ends at 24:00."""
    request_.then(Held, held)
    assert [one.verdict for one in request_.findings()] == [verdict]


@pytest.mark.parametrize(
    ("as_of", "verdict", "because"),
    [
        ("2019-03-06", Verdict.PENDING, ""),
        ("2019-03-07", Verdict.VIOLATION, "尚未办理 / still not done"),
    ],
)
def test_not_done_is_open_until_the_last_good_day_is_over(
    request_: _Request, as_of: str, verdict: Verdict, because: str
) -> None:
    """Seen at the end of the 6th it may still be done; at the end of the 7th it is overdue."""
    [finding] = request_.findings(as_of=as_of)
    assert (finding.verdict, finding.because) == (verdict, because)
    assert (finding.discharged, finding.evidence) == (None, (request_.ref,))


@pytest.mark.parametrize(
    ("moved", "last"), [("2019-03-07 23:59", "2019-03-16"), ("2019-03-08 00:00", "2019-03-08")]
)
def test_a_term_is_moved_only_while_it_runs(request_: _Request, moved: str, last: str) -> None:
    """Agreed by the end of the 7th: until the 15th; later it changes nothing but is evidence."""
    agreed = request_.then(Approved, moved)
    held = request_.then(Held, "2019-03-20")
    [finding] = request_.findings()
    assert finding.due == _at(last)
    assert finding.evidence == (request_.ref, agreed, held)


@pytest.mark.parametrize(
    ("excused", "verdict"),
    [("2019-03-07 23:59", Verdict.JUSTIFIED), ("2019-03-08 00:00", Verdict.VIOLATION)],
)
def test_a_reason_counts_only_by_the_due_day(
    request_: _Request, excused: str, verdict: Verdict
) -> None:
    """On record by the end of the 7th it justifies and is evidence; later it is neither."""
    reason = request_.then(Rejected, excused)
    held = request_.then(Held, "2019-03-20")
    [finding] = request_.findings()
    assert finding.verdict is verdict
    in_time = verdict is Verdict.JUSTIFIED
    assert finding.evidence == ((request_.ref, reason, held) if in_time else (request_.ref, held))


def test_a_matter_withdrawn_in_time_owes_nothing(request_: _Request) -> None:
    """Withdrawn on the 7th: no finding; withdrawn on the 8th: overdue it was, and stays."""
    request_.then(Withdrawn, "2019-03-07")
    assert request_.findings() == []


def test_a_matter_withdrawn_too_late_stays_overdue(request_: _Request) -> None:
    """At 00:00 of the 8th the term was over: the withdrawal is part of the evidence."""
    withdrawn = request_.then(Withdrawn, "2019-03-08 00:00")
    [finding] = request_.findings()
    assert (finding.verdict, finding.discharged) == (Verdict.VIOLATION, None)
    assert (finding.late_working_days, finding.because) == (1, ENDED)
    assert finding.evidence == (request_.ref, withdrawn)


def test_what_was_overdue_when_it_began_anew_stays_overdue(request_: _Request) -> None:
    """Asked again on the 11th, four days late by then: a breach, and a new term kept in time."""
    again = request_.then(Requested, "2019-03-11", subject="x")
    held = request_.then(Held, "2019-03-12")
    first, second = request_.findings()
    assert (first.verdict, first.discharged) == (Verdict.VIOLATION, None)
    assert (first.opened, first.due) == (_at("2019-03-04 09:00"), _at("2019-03-08"))
    assert (first.late_working_days, first.because) == (2, ENDED)
    assert first.evidence == (request_.ref, again)
    assert (second.verdict, second.opened) == (Verdict.COMPLIANT, _at("2019-03-11 09:00"))
    assert second.evidence == (again, held)


@pytest.mark.parametrize(
    ("again", "opened"),
    [
        ("2019-03-07 23:59", ["2019-03-07 23:59"]),  # still in time: it began anew, no breach
        ("2019-03-08 00:00", ["2019-03-04 09:00", "2019-03-08 00:00"]),  # the first was overdue
    ],
)
def test_only_what_was_overdue_is_found_when_it_begins_anew(
    request_: _Request, again: str, opened: list[str]
) -> None:
    """Until the last good day is over a new beginning replaces the old one."""
    request_.then(Requested, again, subject="x")
    found = request_.findings(as_of="2019-03-08")
    assert [one.opened for one in found] == [_at(moment) for moment in opened]
    assert found[-1].verdict is Verdict.PENDING


def test_a_reason_given_in_time_is_not_lost_when_it_begins_anew(request_: _Request) -> None:
    """Overdue with a reason recorded before: justified it stays; the new term has none yet."""
    request_.then(Rejected, "2019-03-07")
    request_.then(Requested, "2019-03-11", subject="x")
    verdicts = [one.verdict for one in request_.findings()]
    assert verdicts == [Verdict.JUSTIFIED, Verdict.VIOLATION]


def test_an_effect_that_had_arisen_is_not_undone_by_a_new_beginning(request_: _Request) -> None:
    """The law made it so on the 8th; asking again on the 11th makes a second occasion."""
    request_.then(Requested, "2019-03-11", subject="x")
    request_.then(Held, "2019-03-12")
    found = request_.findings(_law(WorkingDays(3), effect=True))
    assert [(one.norm, one.opened) for one in found] == [
        ("1.1", _at("2019-03-04 09:00")),
        ("1.1", _at("2019-03-11 09:00")),
        ("1.2", _at("2019-03-04 09:00")),
    ]


def test_an_effect_arises_when_the_term_has_run_out(request_: _Request) -> None:
    """Nobody acted by the 7th: what the law makes so is so, from then on."""
    law = _law(WorkingDays(3), effect=True)
    assert [one.norm for one in request_.findings(law, "2019-03-06")] == ["1.1"]
    _, effect = request_.findings(law, "2019-03-07")
    assert (effect.norm, effect.verdict) == ("1.2", Verdict.EFFECT)
    assert effect.because == "开会 / A meeting is held"


def test_what_is_done_at_the_due_instant_does_not_stop_the_effect(request_: _Request) -> None:
    """Held at 00:00 of the 8th: too late; a minute earlier there would have been none."""
    request_.then(Held, "2019-03-08 00:00")
    law = _law(WorkingDays(3), effect=True)
    assert [one.verdict for one in request_.findings(law)] == [Verdict.VIOLATION, Verdict.EFFECT]


def test_a_word_without_a_number_is_reported_and_never_late(request_: _Request) -> None:
    """及时, no parameter: it took seven days, which is told and called no breach."""
    request_.then(Held, "2019-03-11 09:00")
    [finding] = request_.findings(_law(InGoodTime("1.1.within")))
    assert finding.verdict is Verdict.COMPLIANT
    assert finding.because == (
        "用时7日，无具体期限，仅报告（参数1.1.within未设）"
        " / took 7 days; no number is set, so it is only reported"
    )


def test_a_word_without_a_number_is_broken_by_never(request_: _Request) -> None:
    """Open until the year is over; never done is a breach, and says that no number is set."""
    law = _law(InGoodTime("1.1.within"))
    assert [one.verdict for one in request_.findings(law, "2019-12-30")] == [Verdict.PENDING]
    [finding] = request_.findings(law, "2019-12-31")
    assert finding.verdict is Verdict.VIOLATION
    assert finding.because == (
        "始终未办；文本无具体期限（参数1.1.within） / never done; the text gives no number"
    )


def test_a_parameter_gives_the_word_its_number_from_its_day_on(request_: _Request) -> None:
    """Set to three working days since 1 March: the 7th is the last good day."""
    number = Parameter(
        name="1.1.within", zh="及时", en="in good time", unit="working days",
        values=(DatedValue(BEGUN, 3, "test"),),
    )  # fmt: skip
    request_.then(Held, "2019-03-11")
    [finding] = request_.findings(_law(InGoodTime("1.1.within"), parameter=number))
    assert (finding.verdict, finding.due) == (Verdict.VIOLATION, _at("2019-03-08"))
