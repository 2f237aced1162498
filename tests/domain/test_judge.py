from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import consultations as c
from domain import organisation as org
from domain import rulebook_lifecycle as r
from domain.calendar import load_calendar
from domain.rulebook.judge import Judge
from domain.rulebook.wujiagang_2019 import RULEBOOK
from domain.world import AGGREGATES
from simulations.play import play
from simulations.scenario import load_scenario

if TYPE_CHECKING:
    from domain.act import Act
    from domain.rulebook.findings import Finding


@pytest.fixture(scope="module")
def spring() -> list[Act]:
    """Three played months."""
    acts: list[Act] = []
    scenario = attrs.evolve(load_scenario("wujiagang-2019"), last_day=dt.date(2019, 3, 31))
    play(scenario, RULEBOOK, 1, acts.append)
    return acts


def _consulted(history: Any, matter: str, on: str, replied: str | None = None) -> None:
    unit = {"unit": "finance"}
    history.has(
        c.Opened, matter, on, by="housing", host="housing", about="S1", related_units=("finance",)
    )
    history.has(c.Requested, matter, on, by="housing", **unit)
    history.has(c.Received, matter, on, by="finance", **unit)
    if replied:
        history.has(c.Replied, matter, replied, by="finance", position="agree", **unit)


def test_a_finding_names_the_leader_of_its_own_day(district: Any) -> None:
    """Finance passed from exec to v1 on 06-03: each finding names who was in charge then."""
    _consulted(district, "C1", "2019-05-30", "2019-06-06")
    _consulted(district, "C2", "2019-06-04", "2019-06-05")
    _consulted(district, "C3", "2019-06-10", "2019-06-11")
    district.has(
        org.PortfolioAssigned, "wujiagang", "2019-06-03", by="head", subject="finance", leader="v1"
    )
    leaders = {finding.matter: finding.leader for finding in district.findings("54.4")}
    assert leaders == {
        "consultation:C1": "exec", "consultation:C2": "v1", "consultation:C3": "v1",
    }  # fmt: skip


def test_the_rules_end_even_where_only_an_interpretation_is_on_record(history: Any) -> None:
    """83.2: a ledger that never recorded the enactment still stops judging on 2024-03-01."""
    history.has(
        r.InterpretationIssued, "wjg-2019", "2019-06-17", by="office", interpretation="I1",
        norm="54.4", effective_from=dt.date(2019, 6, 17), text="…",
    )  # fmt: skip
    _consulted(history, "C1", "2024-03-04")
    assert history.verdicts("54.4", "2024-03-31") == ["not in force"]


def _found(acts: list[Act], cuts: list[int], at: dt.datetime) -> list[Finding]:
    """Judge in batches that end at the cuts, looking at what runs between any two of them."""
    sitting = Judge(RULEBOOK, load_calendar("cn"))
    found: list[Finding] = []
    bounds = [0, *sorted(cuts), len(acts)]
    for begin, end in pairwise(bounds):
        for act in acts[begin:end]:
            found.extend(sitting.feed(act))
        sitting.closing(at)
    found.extend(sitting.closing(at))
    return sorted(found, key=lambda finding: finding.occasion)


@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_findings_do_not_depend_on_the_size_of_batches(data: st.DataObject) -> None:
    """Looking in between changes nothing: any split of a history gives the same findings."""
    acts = _SHORT or _played_short()
    cuts = data.draw(st.lists(st.integers(0, len(acts)), max_size=6))
    at = acts[-1].occurred_at + dt.timedelta(days=1)
    assert _found(acts, cuts, at) == _found(acts, [], at)


_SHORT: list[Act] = []


def _played_short() -> list[Act]:
    scenario = attrs.evolve(
        load_scenario("wujiagang-2019"), first_day=dt.date(2019, 3, 1),
        last_day=dt.date(2019, 3, 15),
    )  # fmt: skip
    play(scenario, RULEBOOK, 5, _SHORT.append)
    return _SHORT


def test_no_state_gains_or_loses_a_field(spring: list[Act]) -> None:
    """States are copied field by field; each keeps exactly the fields its class declares."""
    sitting = Judge(RULEBOOK, load_calendar("cn"))
    for act in spring:
        sitting.feed(act)
    seen = set()
    for kind in AGGREGATES:
        for state in sitting.world.states(kind).values():
            if hasattr(state, "__dict__"):
                fields = {field.name for field in attrs.fields(type(state))}
                assert set(vars(state)) == fields, state
                seen.add(kind)
    assert {"submission", "document", "consultation", "meeting", "topic", "leave"} <= seen


def test_a_judge_that_looked_is_none_the_wiser(district: Any) -> None:
    """Asking how things stand changes nothing: pending today, overdue the day after."""
    _consulted(district, "C1", "2019-03-11")
    sitting = Judge(RULEBOOK, load_calendar("cn"))
    for act in district.acts:
        sitting.feed(act)
    zone = RULEBOOK.zone
    verdicts = [
        next(
            str(f.verdict)
            for f in sitting.closing(dt.datetime(2019, 3, day, tzinfo=zone))
            if f.norm == "54.4"
        )
        for day in (14, 15, 14)
    ]
    assert verdicts == ["pending", "deviation", "pending"]
