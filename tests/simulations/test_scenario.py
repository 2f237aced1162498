from __future__ import annotations

import datetime as dt
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
