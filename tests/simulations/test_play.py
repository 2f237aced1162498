from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from domain import directives, leave, research
from domain import organisation as org
from domain.calendar import load_calendar
from domain.capacity import split
from domain.consultations import Negotiated
from domain.rulebook.judge import judge
from domain.rulebook.wujiagang_2019 import RULEBOOK
from simulations.play import Played, play
from simulations.scenario import Scenario, load_scenario

if TYPE_CHECKING:
    from domain.act import Act


def _played(scenario: Scenario, seed: int) -> tuple[Played, list[Act]]:
    acts: list[Act] = []
    return play(scenario, RULEBOOK, seed, acts.append), acts


@pytest.fixture(scope="module")
def spring() -> Scenario:
    """The first four months of the scenario: short to play, with the rulebook's first days."""
    return attrs.evolve(load_scenario("wujiagang-2019"), last_day=dt.date(2019, 4, 30))


@pytest.fixture(scope="module")
def year() -> tuple[Played, list[Act]]:
    """The whole year of seed 1."""
    return _played(load_scenario("wujiagang-2019"), 1)


def test_a_year_has_a_hundred_thousand_acts(year: tuple[Played, list[Act]]) -> None:
    """The scenario's year is at least 100,000 acts of every kind of matter."""
    played, acts = year
    assert played.acts == len(acts) + 1 >= 100_000
    kinds = Counter(act.kind for act in acts)
    assert {"consultation", "document", "meeting", "topic", "submission", "supervision",
            "directive", "grassroots", "leave", "entrustment"} <= set(kinds)  # fmt: skip


def test_acts_are_recorded_in_order_of_occurrence(year: tuple[Played, list[Act]]) -> None:
    """Whoever reads the log reads the year forward, and every stream counts from one."""
    _, acts = year
    moments = [act.occurred_at for act in acts]
    assert moments == sorted(moments)
    versions: dict[str, int] = {}
    for act in acts:
        assert act.originator_version == versions.get(act.originator_id, 0) + 1
        versions[act.originator_id] = act.originator_version


def test_judging_the_acts_again_gives_the_findings_of_the_play(
    year: tuple[Played, list[Act]],
) -> None:
    """A replay of the acts finds what was found while they were played."""
    played, acts = year
    again = judge([played.opening, *acts], RULEBOOK, load_calendar("cn"), played.scenario.last_day)
    assert tuple(again) == played.findings


def test_the_year_has_life_in_it(year: tuple[Played, list[Act]]) -> None:
    """Things are kept and missed, refused, returned, withdrawn, sent back, reopened, overridden."""
    played, acts = year
    names = Counter(act.name for act in acts)
    for name in (
        "submission.returned", "submission.refused", "submission.withdrawn", "document.withdrawn",
        "document.signature_refused", "document.revised", "topic.refused", "meeting.postponed",
        "supervision.reopened", "consultation.extension_agreed", "consultation.escalated",
        "leave.late_report_explained", "entrustment.granted",
    ):  # fmt: skip
        assert names[name] > 0, name
    assert any(act.override for act in acts)
    assert {split(act.capacity)[0] for act in acts} >= {"post", "ab_partner", "acting_head"}
    verdicts = Counter((finding.norm, str(finding.verdict)) for finding in played.findings)
    for norm in ("49.4", "54.4", "62.9", "64.3", "78.7"):
        assert verdicts[norm, "compliant"] > 0, norm
        assert sum(verdicts[norm, bad] for bad in ("violation", "deviation")) > 0, norm


def test_queues_build_after_national_day(year: tuple[Played, list[Act]]) -> None:
    """Adherence to the five days of 49.4 is worse in October than in July."""
    played, _ = year

    def late(month: int) -> float:
        months = [f for f in played.findings if f.norm == "49.4" and f.opened.month == month]
        kept = sum(str(finding.verdict) == "compliant" for finding in months)
        return 1 - kept / len(months)

    assert late(10) > late(7) + 0.1  # 0.2 to 0.7 more, by seed


def test_before_march_nothing_is_judged_by_the_2019_rules(
    year: tuple[Played, list[Act]],
) -> None:
    """Occasions before 2019-03-01 fall under the 2015 rules, whose text nobody here has."""
    played, _ = year
    for finding in played.findings:
        early = finding.opened.date() < dt.date(2019, 3, 1)
        assert early == (finding.rulebook == "wjg-2015"), finding
        assert not early or str(finding.verdict) == "indeterminate"


def test_the_same_seed_gives_the_same_year(spring: Scenario) -> None:
    """Equal seeds give equal acts and findings; another seed gives another year."""
    first, acts = _played(spring, 7)
    second, again = _played(spring, 7)
    assert (acts, first.findings) == (again, second.findings)
    _, other = _played(spring, 8)
    assert acts != other


def test_a_busier_street_shifts_no_other_draw(spring: Scenario) -> None:
    """Arrivals of one kind are drawn apart: more problems leave the submissions' arrivals alone."""
    name = "supervision.problems_per_working_day"
    busier = attrs.evolve(spring.numbers[name], value=3.2)
    more = attrs.evolve(spring, numbers={**spring.numbers, name: busier})

    def directives(scenario: Scenario) -> list[Any]:
        _, acts = _played(scenario, 3)
        office = [a for a in acts if a.name == "directive.received" and a.by == "office"]
        return [(act.matter, act.occurred_at) for act in office]

    assert directives(spring) == directives(more)


def test_a_change_elsewhere_leaves_a_matters_own_draws_alone(spring: Scenario) -> None:
    """With more problems the supervision numbers run on; what each topic leads to stays the same.

    Draws are keyed by where a matter comes from, not by the number it happens to get.
    """
    name = "supervision.problems_per_working_day"
    busier = attrs.evolve(spring.numbers[name], value=3.2)
    more = attrs.evolve(spring, numbers={**spring.numbers, name: busier})

    def limits(scenario: Scenario) -> tuple[dict[str, str], dict[str, int]]:
        _, acts = _played(scenario, 3)
        topics = {
            f"{act.matter}/{act.item}": act.topic
            for act in acts
            if act.name == "meeting.item_decided"
        }
        opened = [act for act in acts if act.name == "supervision.item_opened" and act.origin]
        numbers = {topics[act.origin]: act.matter for act in opened}
        days = {topics[act.origin]: (act.limit - act.occurred_at.date()).days for act in opened}
        return numbers, days

    numbers, days = limits(spring)
    other_numbers, other_days = limits(more)
    common = days.keys() & other_days.keys()
    assert len(common) > 50
    assert sum(numbers[topic] != other_numbers[topic] for topic in common) > len(common) / 2
    assert all(days[topic] == other_days[topic] for topic in common)


def test_as_many_units_take_up_a_directive_as_the_scenario_says(
    year: tuple[Played, list[Act]],
) -> None:
    """One to five units, each as likely: no unit is conveyed the same directive twice."""
    scenario, (_, acts) = load_scenario("wujiagang-2019"), year
    received = [act for act in acts if isinstance(act, directives.Received)]
    conveyed = Counter(act.matter for act in received if act.unit != "office")
    assert len({(act.matter, act.unit) for act in received}) == len(received)
    number = scenario.number("directives.units_conveyed")
    assert (number.low, number.high) == (1, 5)
    assert sum(conveyed.values()) / len(conveyed) == pytest.approx(3, abs=0.25)


def test_who_is_no_principal_any_more_does_not_act_as_one(
    year: tuple[Played, list[Act]],
) -> None:
    """A principal sent elsewhere neither travels nor negotiates for the unit till he is back.

    What he had set out on before, he ends.
    """
    holding: set[str] = set()
    away: set[str] = set()
    for act in year[1]:
        if isinstance(act, org.Appointed) and act.post == org.PRINCIPAL:
            holding.add(act.person)
        if isinstance(act, org.Removed) and act.post == org.PRINCIPAL:
            holding.discard(act.person)
        if isinstance(act, leave.Reported | leave.Started | Negotiated) and "principal" in act.by:
            assert act.by in holding, act
            away.add(act.by)
    assert len(away) > 20


def test_nobody_goes_along_twice_on_one_visit(spring: Scenario) -> None:
    """Where four department heads go along, every visit names four, none of them twice."""
    two_weeks = attrs.evolve(spring, last_day=dt.date(2019, 1, 14))
    _, acts = _played(two_weeks.assume("outreach.companions", low=4, high=4), 1)
    along = [act.department_heads for act in acts if isinstance(act, research.VisitConducted)]
    assert along
    assert {len(heads) for heads in along} == {len(set(heads)) for heads in along} == {4}
