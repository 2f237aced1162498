"""The verbs of a scenario, as a notebook says them and as a file does."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from domain.rulebook.amending import ChangeError, numbers_of
from simulations.change_file import VERBS, changed_by
from simulations.meanings import KINDS_ZH
from simulations.play import play
from simulations.scenario import Scenario, ScenarioError, load_scenario
from simulations.scenario_numbers import Number

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from domain.act import Act


@pytest.fixture(scope="module")
def base() -> Scenario:
    """The scenario that ships with the project."""
    return load_scenario("wujiagang-2019")


def clerks(scenario: Scenario, unit: str) -> int:
    """Return how many clerks a unit has."""
    return next(one.clerks for one in scenario.units if one.id == unit)


def test_verbs_read_as_a_sentence_and_change_nothing_they_start_from(base: Scenario) -> None:
    """Thirty per cent more documents, one clerk fewer, a meeting every three weeks, two days."""
    before = attrs.asdict(base)
    plan = (
        base.grow(documents=1.3)
        .remove_clerk("Finance")
        .add_clerk("财政局", 2)
        .meet_every(weeks=3)
        .term("54.4", days=2)
    )
    assert plan.value("documents.per_working_day") == pytest.approx(
        1.3 * base.value("documents.per_working_day")
    )
    assert clerks(plan, "finance") == clerks(base, "finance") + 1
    assert plan.value("meetings.executive_every") == 21
    assert numbers_of(plan.law())["54.4.days"] == 2
    assert numbers_of(base.law())["54.4.days"] == 3
    assert attrs.asdict(base) == before
    assert [told.en for told in plan.told] == [
        "documents × 1.3",
        "1 clerk fewer in Finance Bureau",
        "2 clerks more in Finance Bureau",
        "executive meeting every 21 days",
        "assumed 54.4.days=2",
    ]
    assert plan.full_name.startswith("wujiagang-2019 (documents × 1.3; ")


def test_a_clerk_who_leaves_leaves_the_work_behind(base: Scenario) -> None:
    """What begins with a unit does not shrink with its staff."""
    (finance,) = (one for one in base.remove_clerk("finance").units if one.id == "finance")
    assert (finance.clerks, finance.weight) == (2, 3.0)


def test_volume_is_every_kind_of_matter(base: Scenario) -> None:
    """Volume grows all arrivals alike, and each kind can be grown alone."""
    kinds = base.kinds_of_matter()
    assert {"documents", "submissions", "special_meetings", "problems"} <= set(kinds)
    assert len(set(kinds.values())) == len(kinds)
    grown = base.grow(volume=2)
    assert all(grown.value(rate) == 2 * base.value(rate) for rate in kinds.values())


def test_a_planned_leave_is_reported_and_taken(base: Scenario) -> None:
    """A deputy head planned away in March is away then, and his drawn journeys give way."""
    march = attrs.evolve(base, last_day=dt.date(2019, 3, 31)).add_leave(
        "副区长甲", "2019-03-04", 14
    )
    acts: list[Act] = []
    play(march, march.law(), 1, acts.append)
    taken: list[Any] = [a for a in acts if a.kind == "leave" and a.matter == "deputy_1"]
    (reported,) = (a for a in taken if a.name == "leave.reported" and "planned" in a.leave)
    assert (reported.departs_on, reported.returns_on) == (
        dt.date(2019, 3, 4),
        dt.date(2019, 3, 17),
    )
    others = [a for a in taken if a.name == "leave.reported" and "planned" not in a.leave]
    assert all(
        a.returns_on < reported.departs_on or a.departs_on > reported.returns_on for a in others
    )


def test_a_planned_leave_of_a_clerk_takes_working_time(base: Scenario) -> None:
    """The only clerk of a unit away for ten days: the desk has less time, and no other has."""
    spring = attrs.evolve(base, last_day=dt.date(2019, 3, 31))

    def available(scenario: Scenario) -> dict[str, float]:
        played = play(scenario, scenario.law(), 1, lambda _: None)
        return {desk.desk: desk.available for desk in played.desks}

    before, after = available(spring), available(spring.add_leave("Audit", "2019-03-04", 10))
    assert after["audit"] < before["audit"]
    assert {k: v for k, v in after.items() if k != "audit"} == {
        k: v for k, v in before.items() if k != "audit"
    }


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        (lambda s: s.grow(tea=2), "no kind of matter 事项种类 'tea': choose one of volume,"),
        (lambda s: s.grow(documents=-1), "factor"),
        (lambda s: s.remove_clerk("Atlantis"), "no unit 单位 'Atlantis': choose one of office"),
        (lambda s: s.remove_clerk("Bureau"), "could be several"),
        (lambda s: s.remove_clerk("Audit"), "at least one"),
        (lambda s: s.meet_every(weeks=2, meeting="tea"), "no meeting 会议 'tea'"),
        (lambda s: s.meet_every(), "interval"),
        (lambda s: s.add_leave("head", "2020-01-01", 3), "none of this year"),
        (lambda s: s.add_leave("head", "tomorrow", 3), "no day"),
        (lambda s: s.add_leave("head", "2019-05-01", 3).add_leave("head", "2019-05-03", 1), "away"),
        (lambda s: s.assume("tea.cups", value=1), "no number 数字 'tea.cups'"),
        (lambda s: s.assume("consultations.reply", value=1), "median = 55"),
        (lambda s: s.assume("consultations.reply", median=900), "cannot be"),
        (lambda s: s.assume("consultations.share_silent", value=2), "from 0 to 1"),
        (lambda s: s.term("54.4", days=2.5), "whole number"),
    ],
)
def test_what_is_not_there_is_refused_with_what_there_is(
    base: Scenario, verb: Callable[[Scenario], Scenario], said: str
) -> None:
    """One clear sentence, and the way out in it."""
    with pytest.raises(ScenarioError) as refused:
        verb(base)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_term_of_no_norm_is_refused(base: Scenario) -> None:
    """The rulebook says which numbers it has."""
    with pytest.raises(ChangeError, match=r"54\.4\.days"):
        base.term("54.4", weeks=1)


def test_any_number_can_be_assumed_otherwise(base: Scenario) -> None:
    """A changed number is an assumption, whatever its source was."""
    changed = base.assume("meetings.executive_every", value=10)
    assert changed.number("meetings.executive_every") == Number(
        unit=base.number("meetings.executive_every").unit, source="assumption", value=10
    )


CHANGES = """
name = { zh = "春季计划", en = "the spring plan" }
grow = { documents = 1.3 }
remove_clerk = ["Finance"]
add_clerk = "Office"
add_leave = [{ who = "deputy_1", first_day = 2019-07-01, days = 14 }]
meet_every = { weeks = 3 }
term = { "54.4" = { days = 2 } }
assume = { "consultations.reply" = { median = 70, p90 = 200 } }
"""


def test_a_file_says_the_same_as_the_verbs(base: Scenario, tmp_path: Path) -> None:
    """Every verb has its key; the name stands for all of them."""
    path = tmp_path / "plan.toml"
    path.write_text(CHANGES, encoding="utf-8")
    said = (
        base.grow(documents=1.3)
        .remove_clerk("Finance")
        .add_clerk("Office")
        .add_leave("deputy_1", dt.date(2019, 7, 1), 14)
        .meet_every(weeks=3)
        .term("54.4", days=2)
        .assume("consultations.reply", median=70, p90=200)
    )
    read = changed_by(base, path)
    assert attrs.evolve(read, told=()) == attrs.evolve(said, told=())
    assert [(one.zh, one.en) for one in read.told] == [("春季计划", "the spring plan")]
    assert all(verb in CHANGES for verb in VERBS)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("shrink = 1", "knows name, grow,"),
        ("grow = 3", "grow = 3"),
        ("remove_clerk = ['Atlantis']", "no unit"),
        ("add_leave = [{ who = 'head' }]", "first_day"),
        ("name = { zh = '只有中文' }", "zh and en"),
        ("grow = {", "cannot be read"),
    ],
)
def test_a_wrong_file_is_refused_by_name(
    base: Scenario, tmp_path: Path, text: str, said: str
) -> None:
    """The sentence names the file and what is wrong with it."""
    path = tmp_path / "plan.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as refused:
        changed_by(base, path)
    assert said in str(refused.value)
    assert "plan.toml" in str(refused.value)
    with pytest.raises(ScenarioError, match="no change file"):
        changed_by(base, tmp_path / "none.toml")


def test_every_kind_of_matter_has_its_chinese_name(base: Scenario) -> None:
    """A change is told in both languages; no kind goes by its English word in Chinese."""
    assert set(base.kinds_of_matter()) <= set(KINDS_ZH)
