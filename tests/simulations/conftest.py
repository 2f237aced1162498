"""What the laboratory's tests share: a March, short to play and judged from its first day."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

from simulations.scenario import Scenario, load_scenario


@pytest.fixture(scope="session")
def march() -> Scenario:
    """Two weeks of the scenario, all of them under the rulebook of 2019."""
    year = load_scenario("wujiagang-2019")
    return attrs.evolve(year, first_day=dt.date(2019, 3, 1), last_day=dt.date(2019, 3, 15))
