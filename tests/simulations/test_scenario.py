from __future__ import annotations

import datetime as dt
import re
from importlib import resources
from pathlib import Path
from typing import Any

import attrs
import pytest

from domain.rulebook.wujiagang_2019 import RULEBOOK
from simulations.play import play
from simulations.scenario import Number, Scenario, ScenarioError, load_scenario, scenario_names
from simulations.streams import Streams


def test_every_number_has_a_unit_and_a_source() -> None:
    """No number of a scenario stands without its unit and where it comes from."""
    for name in scenario_names():
        for number in load_scenario(name).numbers.values():
            assert number.unit
            assert number.source.startswith(("assumption", "text"))


def test_every_number_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """A number that the play never asks for would be a lie about the year."""
    asked: set[str] = set()
    original = Scenario.number

    def number(self: Scenario, name: str) -> Number:
        asked.add(name)
        return original(self, name)

    monkeypatch.setattr(Scenario, "number", number)
    scenario = load_scenario("wujiagang-2019")
    shorter = attrs.evolve(scenario, last_day=dt.date(2019, 9, 30))
    play(shorter, RULEBOOK, 1, lambda _: None)
    assert set(scenario.numbers) - asked == set()


def test_people_are_named_by_post() -> None:
    """No invented personal names: every leader's name is the name of a post."""
    for leader in load_scenario("wujiagang-2019").leaders:
        assert any(post in leader.zh for post in ("区长", "主任"))


def test_portfolios_and_pairs_are_whole() -> None:
    """Every unit's field of work has one leader; partners name each other (8.4)."""
    scenario = load_scenario("wujiagang-2019")
    subjects = [subject for leader in scenario.leaders for subject in leader.subjects]
    assert len(subjects) == len(set(subjects))
    assert {unit.subject for unit in scenario.units} <= set(subjects)
    partner = {leader.id: leader.partner for leader in scenario.leaders if leader.partner}
    assert all(partner[other] == leader for leader, other in partner.items())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace('unit = "local hours", ', "", 1), "unit"),
        (lambda text: text + "\n[[unit]]\nid = ", "cannot be read"),
        (lambda text: text.replace("government =", "goverment ="), "cannot be read"),
    ],
)
def test_a_broken_scenario_is_refused_in_one_sentence(
    tmp_path: Path, change: Any, said: str
) -> None:
    """A number without a unit, torn TOML or a misspelt key: one sentence naming the file."""
    good = Path(str(__import__("simulations").__path__[0])) / "scenarios" / "wujiagang-2019.toml"
    broken = tmp_path / "broken.toml"
    broken.write_text(change(good.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(ScenarioError, match=said):
        load_scenario(str(broken))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "clerks = ",
            'clerks = "7" # ',
            r"\[\[unit\]\] \w+: clerks = '7' .*[Ee]xpected int, got str",
        ),
        ("clerks = ", "clerks = true # ", r"clerks = True .*int, got bool"),
        ("clerks = ", "clerks = 2.5 # ", r"clerks = 2\.5 .*int, got float"),
        ("clerks = ", "clarks = ", r"\[\[unit\]\] \w+: there is no key 'clarks'; known are id"),
        ('\nsubjects = ["', '\nsubjects = [7, "', r"\[\[leader\]\] \w+: subjects = .*str, got int"),
        ("\nsubjects = ", '\nsubjects = "finance" # ', r"subjects = 'finance' .*array, got str"),
        ("\npartner = ", "\n# partner = ", r"\[\[leader\]\] \w+: partner is missing"),
        ("first_day = 2019-01-01", 'first_day = "2019-01-01"', r"first_day = .*date, got str"),
        ("first_day = 2019-01-01", "first_day = 2019-01-01T00:00:00", r"first_day = .*date, got d"),
        ('rulebook = "wjg-2019"', "rulebook = 2019", r"rulebook = 2019 .*str, got int"),
        ("value = 27.0", 'value = "27"', r"submissions.per_working_day: value = '27' .*float"),
        ("value = 27.0", "value = nan", r"submissions.per_working_day: value = nan is no number"),
        ("value = 27.0", "valeu = 27.0", r"submissions.per_working_day: there is no key 'valeu'"),
        ("values = [1.30,", 'values = ["1.30",', r"season.month: values = .*float, got str"),
        ("values = [1.30,", "values = [inf,", r"season.month: values = .* is no number"),
        ("per_working_day = {", "per_working_day = 27 # {", r"submissions.per_working_day needs"),
        ("[[unit]]", "[[leader]]", r"it needs \[\[unit\]\] tables"),
        ("[[unit]]", "[[other]]", r"there is no key 'other'"),
    ],
)
def test_a_value_of_another_type_is_refused_by_its_key(
    taizhang_error: Any, old: str, new: str, said: str
) -> None:
    """One sentence that names the file, where in it, the key, and what is wanted."""
    assert re.search(said, taizhang_error(old, new))


@pytest.fixture
def taizhang_error(tmp_path: Path) -> Any:
    """Load the district's scenario with every place of a text replaced; return the refusal."""

    def refused(old: str, new: str) -> str:
        good = resources.files("simulations") / "scenarios" / "wujiagang-2019.toml"
        text = good.read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "wrong.toml"
        path.write_text(text.replace(old, new), "utf-8")
        with pytest.raises(ScenarioError) as why:
            load_scenario(str(path))
        assert str(path) in str(why.value)
        assert "\n" not in str(why.value)
        return str(why.value)

    return refused


def test_unknown_scenarios_and_numbers_are_named() -> None:
    """What is not there is said by name, with what is."""
    with pytest.raises(ScenarioError, match="atlantis"):
        load_scenario("atlantis")
    with pytest.raises(ScenarioError, match=r"no number 'tea\.cups'"):
        load_scenario("wujiagang-2019").number("tea.cups")


def test_a_number_draws_by_its_shape() -> None:
    """A value is itself, a range is whole numbers within it, weights choose."""
    stream = Streams(1).of("test")
    assert Number(unit="x", source="assumption", value=2.5).draw(stream) == 2.5
    ranged = Number(unit="x", source="assumption", low=2, high=4)
    assert {ranged.draw(stream) for _ in range(60)} == {2.0, 3.0, 4.0}
    assert Number(unit="x", source="assumption", values=(0.0, 1.0)).choose(stream) == 1
    with pytest.raises(ScenarioError):
        Number(unit="x", source="assumption").draw(stream)
