"""Terms that start in pairs and go over to others, and effects of acts, to the last field."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from domain.calendar import load_calendar
from domain.department_meetings import Approved, Held, Rejected, Requested
from domain.rulebook.clocks import ENDED, NO_LIMIT
from domain.rulebook.findings import Finding, Verdict
from domain.rulebook.judge import judge
from domain.rulebook.norms import Clock, Duty, Effect, Modality, Norm, Opening, Rulebook
from domain.rulebook.terms import AsSet, DatedTerm, WorkingDays

if TYPE_CHECKING:
    from domain.act import Act
    from domain.rulebook.terms import Term

SHANGHAI = ZoneInfo("Asia/Shanghai")
BEGUN = dt.date(2019, 3, 1)
WORDS: dict[str, Any] = {
    "article": "1", "modality": Modality.MUST, "zh": "开会", "en": "A meeting is held",
}  # fmt: skip
A_MOMENT = dt.timedelta(microseconds=1)


def _law(norm: Norm) -> Rulebook:
    return Rulebook(
        id="small", zh="小法", en="Small law", zone=SHANGHAI, calendar="cn", since=BEGUN,
        until=None, norms=(norm,),
    )  # fmt: skip


def _duty(*openings: Opening, term: Term | None = None, **parts: Any) -> Rulebook:
    """A duty by which a request starts these terms; three working days unless said."""
    clock = Clock(
        opens={Requested: lambda *_: openings},
        terms=(DatedTerm(BEGUN, term or WorkingDays(3), "第一条"),),
        stopped_by={Held: lambda act: act.matter},
        **parts,
    )
    return _law(Duty(id="1.1", clock=clock, **WORDS))


@pytest.fixture
def requested(history: Any) -> Act:
    """A request of Monday 2019-03-04; three working days are over at 00:00 of the 8th."""
    return history.has(Requested, "M1", "2019-03-04", by="finance", unit="finance", subject="x")  # type: ignore[no-any-return]


def _findings(history: Any, law: Rulebook, as_of: str = "2019-12-31") -> list[Finding]:
    return judge(history.acts, law, load_calendar("cn"), dt.date.fromisoformat(as_of))


def _at(moment: str) -> dt.datetime:
    return dt.datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI)


# --- several terms of one act ---


@pytest.mark.usefixtures("requested")
def test_a_term_from_before_the_law_leaves_the_next_one_be(history: Any) -> None:
    """Of two terms one counts from February, which no law governs: the other is judged."""
    law = _duty(
        Opening(key="a", bearer="finance", start=_at("2019-02-25")),
        Opening(key="b", bearer="housing"),
    )
    assert [one.key for one in _findings(history, law)] == ["b"]


# --- counted anew from a later instant ---


@pytest.mark.parametrize("excused", [False, True])
def test_what_is_recounted_leaves_no_breach_of_the_earlier_count(
    history: Any, requested: Act, *, excused: bool
) -> None:
    """Run out on the 8th by the first count; by that of the 11th it runs until the 14th.

    A reason given in time by the first count is a reason still.
    """
    if excused:
        history.has(Rejected, "M1", "2019-03-06", by="head")
    again = history.has(Requested, "M1", "2019-03-11", by="finance", unit="finance")
    law = _duty(
        Opening(key="M1", bearer="finance", recounts=True),
        excused_by={Rejected: lambda act: act.matter},
    )
    for as_of, late in (("2019-03-13", False), ("2019-03-14", True)):
        [finding] = _findings(history, law, as_of)
        told = Verdict.JUSTIFIED if excused else Verdict.VIOLATION
        assert finding.verdict is (told if late else Verdict.PENDING)
        assert (finding.opened, finding.due) == (again.occurred_at, _at("2019-03-15"))
        assert finding.evidence[0] == requested.ref


# --- passed on ---


PAIR = (Opening(key="a", bearer="finance"), Opening(key="b", bearer="housing"))


def _passing(bearers: dict[str, str]) -> Rulebook:
    return _duty(*PAIR, passed_by={Approved: lambda *_: bearers})


def _approved(history: Any, on: str) -> str:
    return str(history.has(Approved, "M1", on, by="head").ref)


def test_a_term_that_goes_over_rests_on_the_act_that_passed_it(
    history: Any, requested: Act
) -> None:
    """The new bearer answers for the whole term, by the request and by what made it his."""
    passed = _approved(history, "2019-03-05")
    first, second = _findings(history, _passing({"b": "education"}))
    assert (first.bearer, first.evidence) == ("finance", (requested.ref,))
    assert (second.bearer, second.evidence) == ("education", (requested.ref, passed))
    assert second.opened == requested.occurred_at


@pytest.mark.parametrize("first", [{"a": "finance"}, {"unknown": "commerce"}])
@pytest.mark.usefixtures("requested")
def test_what_does_not_change_hands_stops_nothing_after_it(
    history: Any, first: dict[str, str]
) -> None:
    """Of two terms named, one stays where it is, or does not run: the other still goes over."""
    _approved(history, "2019-03-05")
    found = _findings(history, _passing({**first, "b": "education"}))
    assert [one.bearer for one in found] == ["finance", "education"]
    assert len(found[0].evidence) == 1


@pytest.mark.parametrize("bearer", ["education", ""])
@pytest.mark.parametrize(
    ("on", "whose"), [("2019-03-07 23:59", "next"), ("2019-03-08 00:00", "housing")]
)
@pytest.mark.usefixtures("requested")
def test_what_was_overdue_stays_with_whoever_had_it(
    history: Any, bearer: str, on: str, whose: str
) -> None:
    """Passed on by the last good day it is the next one's, or nobody's; a minute later it is not.

    Housing had it when the term ran out: the breach is Housing's, and ended with the act.
    """
    passed = _approved(history, on)
    law = _passing({"a": "commerce", "b": bearer})
    found = [one for one in _findings(history, law) if one.key == "b"]
    if whose == "next":
        assert [one.bearer for one in found] == ([bearer] if bearer else [])
        return
    [breach] = found
    assert (breach.bearer, breach.verdict, breach.because) == (whose, Verdict.VIOLATION, ENDED)
    assert (breach.evidence[-1], breach.late_working_days) == (passed, 1)


# --- the instant at which a bearer is asked whether he owes it ---


@pytest.mark.parametrize(
    ("term", "as_of", "asked"),
    [
        (WorkingDays(3), "2019-03-06", "2019-03-07 00:00"),  # still open: the end of that day
        (WorkingDays(3), "2019-03-31", "2019-03-08 00:00"),  # overdue: the end of its last day
        (AsSet(), "2019-03-31", "2019-04-01 00:00"),  # no limit: the end of that day
    ],
)
@pytest.mark.usefixtures("requested")
def test_a_bearer_is_asked_on_the_last_instant_of_the_term_or_the_day(
    history: Any, term: Term, as_of: str, asked: str
) -> None:
    """Who leaves a post at midnight still owed on the day before what was due then."""
    instants: list[tuple[str, dt.datetime]] = []

    def owes(_: Any, who: str, at: dt.datetime) -> bool:
        instants.append((who, at))
        return False

    law = _duty(Opening(key="a", bearer="finance"), term=term, owes=owes)
    assert _findings(history, law, as_of) == []
    assert instants == [("finance", _at(asked) - A_MOMENT)]


@pytest.mark.usefixtures("requested")
def test_what_was_done_is_judged_whoever_owes_it(history: Any) -> None:
    """A term that was kept is told, even where nobody would be asked for it any more."""
    history.has(Held, "M1", "2019-03-05", by="finance", unit="finance", in_name_of="finance")
    law = _duty(Opening(key="M1", bearer="finance"), owes=lambda *_: False)
    [kept] = _findings(history, law)
    assert (kept.verdict, kept.because) == (Verdict.COMPLIANT, "")


@pytest.mark.usefixtures("requested")
def test_a_term_that_nobody_set_is_not_judged(history: Any) -> None:
    """Without the limit that only an act can give nobody can know, and the finding says so."""
    [finding] = _findings(history, _duty(Opening(key="a", bearer="finance"), term=AsSet()))
    assert (finding.verdict, finding.because) == (Verdict.INDETERMINATE, NO_LIMIT)


# --- effects that arise with an act ---


def test_an_effect_of_an_act_says_all_of_it(history: Any, requested: Act) -> None:
    """Whose act it was, when, in which place of the matter, and by which words of the law."""
    rejected = history.has(Rejected, "M1", "2019-03-05", by="head")
    why = "不予开会 / it is not held"
    law = _law(Effect(id="1.2", on={Rejected: lambda *_: why, Requested: lambda *_: None}, **WORDS))
    assert requested.originator_version == 1
    assert _findings(history, law) == [
        Finding(
            norm="1.2", article="1", matter="department_meeting:M1", bearer="head", organ="",
            leader="", opened=rejected.occurred_at, due=None, discharged=None,
            verdict=Verdict.EFFECT, late_working_days=None, evidence=(rejected.ref,),
            rulebook="small", calendar="cn-2018-12-04", key="2", because=why,
        )
    ]  # fmt: skip
