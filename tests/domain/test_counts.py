"""Quotas and cadences to the last field of their findings, under a law of one small norm."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest

from domain.calendar import load_calendar
from domain.department_meetings import Held, Withdrawn
from domain.organisation import HEAD, Appointed
from domain.refusals import GateError
from domain.reports import InformationReported
from domain.rulebook.findings import Finding, Verdict
from domain.rulebook.judge import Judge, judge
from domain.rulebook.norms import (
    Cadence,
    Gate,
    Modality,
    Norm,
    Period,
    Quota,
    Rulebook,
    breached,
)
from domain.rulebook.terms import CalendarDays, DatedTerm
from domain.rulebook_lifecycle import InterpretationIssued

SHANGHAI = ZoneInfo("Asia/Shanghai")
BEGUN = dt.date(2019, 3, 1)
COMMON: dict[str, Any] = {
    "id": "1.1", "article": "1", "modality": Modality.MUST, "zh": "报告", "en": "Reports",
}  # fmt: skip


def _law(*norms: Norm, until: dt.date | None = None) -> Rulebook:
    return Rulebook(
        id="small", zh="小法", en="Small law", zone=SHANGHAI, calendar="cn", since=BEGUN,
        until=until, norms=norms,
    )  # fmt: skip


def _quota(**fields: Any) -> Quota:
    given = {"on": (InformationReported,), "counts": lambda act, _: act.by, "period": Period.MONTH}
    return Quota(**COMMON, **(given | fields))


def _report(history: Any, on: str, matter: str = "", by: str = "finance") -> str:
    act = history.has(InformationReported, matter or on, on, by=by, unit=by, category=1)
    return str(act.ref)


def _findings(history: Any, law: Rulebook, as_of: str) -> list[Finding]:
    acts = sorted(history.acts, key=lambda act: act.occurred_at)
    return judge(acts, law, load_calendar("cn"), dt.date.fromisoformat(as_of))


def _at(day: str) -> dt.datetime:
    return dt.datetime.fromisoformat(day).replace(tzinfo=SHANGHAI)


# --- quotas ---


def test_a_finding_of_a_quota_says_all_of_it(history: Any) -> None:
    """One a month: whose, which month, since when, by when, and by which acts."""
    ref = _report(history, "2019-03-05")
    march, april = _findings(history, _law(_quota(at_least=1)), "2019-04-10")[:1] * 2
    assert march == april == Finding(
        norm="1.1", article="1", matter="period:2019-03-01", bearer="finance", organ="", leader="",
        opened=_at("2019-03-01"), due=_at("2019-04-01"), discharged=None,
        verdict=Verdict.COMPLIANT, late_working_days=None, evidence=(ref,), rulebook="small",
        calendar="cn-2018-12-04", key="finance", because="",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("as_of", "verdict", "because"),
    [
        ("2019-03-30", "pending", ""),
        ("2019-03-31", "violation", "0次，少于1次 / 0, fewer than 1"),
    ],
)
def test_what_is_owed_is_open_until_the_period_is_over(
    history: Any, as_of: str, verdict: str, because: str
) -> None:
    """Nothing reported in March: open on the 30th, a breach once the 31st is over."""
    law = _law(_quota(at_least=1, bearers=lambda _: ("finance",)))
    [finding] = _findings(history, law, as_of)
    assert (finding.verdict.value, finding.because) == (verdict, because)


@pytest.mark.parametrize(("as_of", "periods"), [("2019-03-31", 1), ("2019-04-01", 2)])
def test_a_period_begins_with_its_first_day(history: Any, as_of: str, periods: int) -> None:
    """April is looked at from the first of April, not before."""
    law = _law(_quota(at_least=1, bearers=lambda _: ("finance",)))
    assert len(_findings(history, law, as_of)) == periods


def test_too_many_are_a_breach_at_once(history: Any) -> None:
    """At most one: the second is a breach in the middle of the month; how many is said."""
    refs = (_report(history, "2019-03-05"), _report(history, "2019-03-06"))
    [finding] = _findings(history, _law(_quota(at_most=1)), "2019-03-10")
    assert finding.verdict is Verdict.VIOLATION
    assert finding.because == "2次，多于1次 / 2, more than 1"
    assert finding.evidence == refs


def test_few_enough_are_not_kept_before_the_month_is_over(history: Any) -> None:
    """At most one: with one done the month may still bring another, so it is open, then kept."""
    _report(history, "2019-03-05")
    law = _law(_quota(at_most=1))
    assert [one.verdict for one in _findings(history, law, "2019-03-30")] == [Verdict.PENDING]
    [kept] = _findings(history, law, "2019-03-31")
    assert (kept.verdict, kept.because) == (Verdict.COMPLIANT, "")


def test_enough_is_enough_at_once(history: Any) -> None:
    """At least one and no upper bound: kept on the day it is done."""
    _report(history, "2019-03-05")
    [kept] = _findings(history, _law(_quota(at_least=1)), "2019-03-05")
    assert (kept.verdict, kept.because) == (Verdict.COMPLIANT, "")


def test_what_was_done_before_the_law_satisfies_but_is_not_judged(history: Any) -> None:
    """Two in January: of a year that owes two nothing more is owed; of one that owes three it is.

    What was done on the law's first day counts as done under it.
    """
    _report(history, "2019-01-10")
    _report(history, "2019-01-11")
    yearly = {"period": Period.YEAR, "bearers": lambda _: ("finance",)}
    assert _findings(history, _law(_quota(at_least=2, **yearly)), "2019-12-31") == []
    [owed] = _findings(history, _law(_quota(at_least=3, **yearly)), "2019-12-31")
    assert owed.verdict is Verdict.VIOLATION
    assert owed.evidence == ()
    assert owed.opened == _at("2019-03-01")
    first = _report(history, "2019-03-01")
    [kept] = _findings(history, _law(_quota(at_least=1, **yearly, at_most=5)), "2019-12-31") or [
        None
    ]
    assert kept is None
    [judged] = _findings(history, _law(_quota(at_most=5, period=Period.YEAR)), "2019-12-31")
    assert judged.evidence == (first,)


def test_a_tally_counts_what_came_before_the_law_too(history: Any) -> None:
    """A metric is of the whole year: three, however many of them came before 1 March."""
    for day in ("2019-01-10", "2019-01-11", "2019-03-05"):
        _report(history, day)
    sitting = Judge(_law(_quota(period=Period.YEAR)), load_calendar("cn"))
    for act in history.acts:
        sitting.feed(act)
    assert sitting.tallies() == {("1.1", "finance", dt.date(2019, 1, 1)): 3}
    assert sitting.closing(_at("2020-01-01")) == []


def test_a_period_that_the_law_does_not_outlast_is_not_judged(history: Any) -> None:
    """The law ends on 1 April or in its middle: March is judged, April is not."""
    owed = _quota(at_least=1, bearers=lambda _: ("finance",))
    for until in (dt.date(2019, 4, 1), dt.date(2019, 4, 15)):
        found = _findings(history, _law(owed, until=until), "2019-12-31")
        assert [one.matter for one in found] == ["period:2019-03-01"], until


def test_who_owes_nothing_has_no_finding(history: Any) -> None:
    """``owes`` says no for finance: nothing, unless it did enough, which is told."""
    law = _law(_quota(at_least=1, bearers=lambda _: ("finance",), owes=lambda *_: False))
    assert _findings(history, law, "2019-03-31") == []
    _report(history, "2019-03-05")
    assert [one.verdict for one in _findings(history, law, "2019-03-31")] == [Verdict.COMPLIANT]


def test_what_is_taken_back_no_longer_counts(history: Any) -> None:
    """Of two meetings the one withdrawn is not counted; the other one is."""
    fields = {"by": "finance", "unit": "finance", "in_name_of": "finance"}
    first = history.has(Held, "M1", "2019-03-05", **fields)
    second = history.has(Held, "M10", "2019-03-06", **fields)
    history.has(Withdrawn, "M1", "2019-03-07", by="finance", unit="finance")
    quota = _quota(at_most=1, on=(Held,), taken_back_by=(Withdrawn,))
    [finding] = _findings(history, _law(quota), "2019-03-31")
    assert first.ref not in finding.evidence
    assert (finding.verdict, finding.evidence) == (Verdict.COMPLIANT, (second.ref,))


# --- cadences ---


def _cadence(**fields: Any) -> Cadence:
    term = (DatedTerm(BEGUN, CalendarDays(14, rolled=False), "第一条"),)
    given = {"on": (InformationReported,), "counts": lambda act, _: act.by, "terms": term}
    return Cadence(**COMMON, **(given | fields))


def test_a_finding_of_a_cadence_says_all_of_it(history: Any) -> None:
    """Every two weeks: from the last to the next, who did the last, by which acts."""
    first = _report(history, "2019-03-05", "R1")
    second = _report(history, "2019-03-12", "R2")
    ended, running = _findings(history, _law(_cadence()), "2019-03-26")
    assert ended == Finding(
        norm="1.1", article="1", matter="information_report:R1", bearer="finance", organ="",
        leader="", opened=_at("2019-03-05 09:00"), due=_at("2019-03-20"),
        discharged=_at("2019-03-12 09:00"), verdict=Verdict.COMPLIANT, late_working_days=None,
        evidence=(first, second), rulebook="small", calendar="cn-2018-12-04", key="finance",
        because="",
    )  # fmt: skip
    assert running == ended._replace(
        matter="information_report:R2", opened=_at("2019-03-12 09:00"),
        due=_at("2019-03-27"), discharged=None, verdict=Verdict.VIOLATION, evidence=(second,),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("next_at", "verdict"),
    [("2019-03-19 23:59", Verdict.COMPLIANT), ("2019-03-20 00:00", Verdict.VIOLATION)],
)
def test_the_next_one_comes_before_the_gap_is_too_long(
    history: Any, next_at: str, verdict: Verdict
) -> None:
    """Fourteen days after 5 March end with 19 March: a minute before midnight is in time."""
    _report(history, "2019-03-05", "R1")
    _report(history, next_at, "R2")
    assert _findings(history, _law(_cadence()), "2019-03-20")[0].verdict is verdict


@pytest.mark.parametrize(
    ("as_of", "verdict"), [("2019-03-18", Verdict.PENDING), ("2019-03-19", Verdict.VIOLATION)]
)
def test_a_gap_still_running_is_open_until_it_is_too_long(
    history: Any, as_of: str, verdict: Verdict
) -> None:
    """Judged on 18 March it is open; once the 19th is over, too long."""
    _report(history, "2019-03-05")
    [finding] = _findings(history, _law(_cadence()), as_of)
    assert finding.verdict is verdict
    assert finding.evidence == ("information_report:2019-03-05#1",)


@pytest.mark.parametrize(
    ("excused_at", "verdict"),
    [("2019-03-19 23:59", Verdict.JUSTIFIED), ("2019-03-20 00:00", Verdict.VIOLATION)],
)
def test_a_reason_counts_when_it_comes_before_the_gap_is_too_long(
    history: Any, excused_at: str, verdict: Verdict
) -> None:
    """A reason by the end of 19 March justifies a longer gap, and is part of the evidence."""
    first = _report(history, "2019-03-05", "R1")
    excuse = history.has(Withdrawn, "M1", excused_at, by="finance", unit="finance")
    last = _report(history, "2019-04-05", "R2")
    cadence = _cadence(excused_by={Withdrawn: lambda act: act.by})
    finding = _findings(history, _law(cadence), "2019-04-05")[0]
    assert finding.verdict is verdict
    excused = verdict is Verdict.JUSTIFIED
    assert finding.evidence == ((first, excuse.ref, last) if excused else (first, last))


def test_a_reason_of_nobody_excuses_nothing(history: Any) -> None:
    """An act that names no key, or the key of another, is no reason."""
    _report(history, "2019-03-05", "R1")
    history.has(Withdrawn, "M1", "2019-03-06", by="finance", unit="finance")
    _report(history, "2019-04-05", "R2")
    for key in (None, "housing"):
        cadence = _cadence(excused_by={Withdrawn: lambda _, key=key: key})
        assert _findings(history, _law(cadence), "2019-04-05")[0].verdict is Verdict.VIOLATION


def test_each_bearer_has_a_gap_of_his_own(history: Any) -> None:
    """Housing's report does not end the gap of Finance."""
    _report(history, "2019-03-05", "R1")
    _report(history, "2019-03-06", "R2", by="housing")
    found = _findings(history, _law(_cadence()), "2019-03-10")
    assert [(one.key, one.bearer) for one in found] == [
        ("finance", "finance"),
        ("housing", "housing"),
    ]


# --- the judge itself ---


def test_an_act_at_the_end_of_the_day_asked_is_not_of_that_day(history: Any) -> None:
    """Judged as of 5 March: what happened at 24:00 is of 6 March."""
    law = _law(_quota(at_most=0))
    _report(history, "2019-03-06 00:00")
    assert _findings(history, law, "2019-03-05") == []
    assert len(_findings(history, law, "2019-03-06")) == 1


def test_a_refusal_says_why_and_by_which_norm(history: Any) -> None:
    """The gate's own words and its id, so that the way out is known."""
    gate = Gate(**COMMON, on=(InformationReported,), holds=lambda *_: breached("不行 / no"))
    sitting = Judge(_law(gate), load_calendar("cn"))
    act = history.proposed(
        InformationReported, "R1", "2019-03-05", "finance", unit="finance", category=1
    )
    with pytest.raises(GateError) as refused:
        sitting.feed(act, live=True)
    assert refused.value.norm == "1.1"
    assert refused.value.why.startswith("不行 / no. ")


def test_an_interpretation_of_another_norm_is_not_cited(history: Any) -> None:
    """82.1: the finding cites what interprets its own norm, once, beside its own reason."""
    history.has(
        InterpretationIssued, "small", "2019-03-02", by="office", interpretation="I1",
        norm="1.1", effective_from=dt.date(2019, 3, 2), text="…",
    )  # fmt: skip
    _report(history, "2019-03-05")
    cited = Gate(**COMMON, on=(InformationReported,), holds=lambda *_: breached("不行 / no"))
    other = attrs.evolve(cited, id="1.2")
    first, second = _findings(history, _law(cited, other), "2019-03-05")
    assert "I1" in first.because
    assert "rulebook:small#1" in first.evidence
    assert (second.because, second.evidence) == ("不行 / no", first.evidence[:1])


# --- what a history does not tell of ---


def test_nobody_is_blamed_for_what_was_before_the_ledger_began(history_under: Any) -> None:
    """A ledger begun in May, its chart too, says nothing of earlier months nor of that one."""
    history = history_under(_law(_quota(at_least=1, bearers=lambda _: ("finance",))))
    _appointed(history, "2019-05-10")
    _report(history, "2019-05-20", by="housing")
    found = [
        (one.bearer, one.matter, str(one.verdict)) for one in history.findings("1.1", "2019-06-30")
    ]
    assert found == [
        ("housing", "period:2019-05-01", "compliant"),
        ("finance", "period:2019-06-01", "violation"),
    ]


def test_a_chart_that_goes_back_does_not_make_silence_a_breach(history_under: Any) -> None:
    """A chart with old appointments is no ledger of those years: the first thing done begins it."""
    history = history_under(_law(_quota(at_least=1, bearers=lambda _: ("finance",))))
    _appointed(history, "2018-01-10")
    _report(history, "2019-05-20", by="housing")
    found = [one.matter for one in history.findings("1.1", "2019-05-31") if one.bearer == "finance"]
    assert found == ["period:2019-05-01"]


def _appointed(history: Any, on: str) -> None:
    history.has(
        Appointed, "wujiagang", on, by="head", person="head", post=HEAD, unit="office",
        label_zh="区长", label_en="Head",
    )  # fmt: skip
