"""Sensitivity: functions whose indices are known, and the numbers of a scenario by name."""

from __future__ import annotations

import math
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from simulations.parameters import Parameter, parameters
from simulations.scenario import Scenario, ScenarioError
from simulations.sensitivity import COLUMNS, apportioned, screened, sensitivity
from simulations.spreading import InTurn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def free(*ends: tuple[float, float]) -> list[Parameter]:
    """Return parameters of no scenario, with these ends."""
    return [
        Parameter(name=f"x{k}", low=low, high=high, own=low, factor=False, turn=lambda s, _v: s)
        for k, (low, high) in enumerate(ends)
    ]


def of(
    function: Callable[..., float],
) -> Callable[[Sequence[Sequence[tuple[Parameter, float]]]], np.ndarray]:
    """Return what evaluates a function at points."""
    return lambda points: np.array([function(*(value for _, value in at)) for at in points])


def test_sobol_finds_the_indices_of_ishigami() -> None:
    """Ishigami and Homma (1990), a = 7, b = 0.1: S1 0.314, 0.442, 0; ST 0.558, 0.442, 0.244."""
    found = apportioned(
        free(*[(-math.pi, math.pi)] * 3),
        of(lambda x, y, z: math.sin(x) + 7 * math.sin(y) ** 2 + 0.1 * z**4 * math.sin(x)),
        1024,
        seed=1,
    )
    np.testing.assert_allclose(found["first_order"], [0.314, 0.442, 0.0], atol=0.04)
    np.testing.assert_allclose(found["total"], [0.558, 0.442, 0.244], atol=0.04)


def test_morris_measures_effects_over_the_whole_range() -> None:
    """Given 3 x - 2 y over ranges of 10 and 0.5, then the effects are 30 and -1, and straight."""
    found = screened(free((0, 10), (1, 1.5), (0, 1)), of(lambda x, y, _z: 3 * x - 2 * y), 6, 1)
    np.testing.assert_allclose(found["mu_star"], [30, 1, 0], atol=1e-9)
    np.testing.assert_allclose(found["mu"], [30, -1, 0], atol=1e-9)
    np.testing.assert_allclose(found["sigma"], [0, 0, 0], atol=1e-9)


def test_what_never_varies_has_no_shares() -> None:
    """Given a constant, then Sobol has nothing to share out, and says so by NaN."""
    found = apportioned(free((0, 1), (0, 1)), of(lambda _x, _y: 5.0), 8, seed=1)
    assert all(np.isnan(values).all() for values in found.values())


def test_numbers_go_by_their_names(march: Scenario) -> None:
    """Given a value, a field, a duration and a kind, then each is turned as the page says."""
    ranges = {
        "people.share_of_time": (0.4, 0.7),
        "consultations.reply.median": (40.0, 80.0),
        "consultations.reply": (0.5, 2.0),
        "volume": (0.8, 1.2),
    }
    share, median, reply, volume = parameters(march, ranges)
    assert share.turn(march, 0.6).value("people.share_of_time") == 0.6
    assert median.turn(march, 44).numbers["consultations.reply"].median == 44
    doubled = reply.turn(march, 2).numbers["consultations.reply"]
    assert (doubled.median, doubled.p90) == (110, 340)
    before = march.value("submissions.per_working_day")
    assert volume.turn(march, 1.2).value("submissions.per_working_day") == before * 1.2
    assert [one.own for one in (share, median, reply, volume)] == [0.55, 55, 1, 1]
    assert [one.factor for one in (share, median, reply, volume)] == [False, False, True, True]


@pytest.mark.parametrize(
    ("ranges", "said"),
    [
        ({}, "at least one parameter"),
        ({"people.luck": (0, 1)}, "people.luck"),
        ({"people.share_of_time": (0.7, 0.4)}, "lower end first"),
        ({"people.share_of_time": (0.5, 1.4)}, "from 0 to 1"),
        ({"leave.days": (1, 2)}, "leave.days.low"),
    ],
)
def test_what_cannot_be_moved_is_refused(
    march: Scenario, ranges: dict[str, tuple[float, float]], said: str
) -> None:
    """Nothing is played for a name or an end that cannot be."""
    with pytest.raises(ScenarioError, match=said):
        sensitivity(march, ranges, executor=InTurn())


def test_without_salib_the_way_out_is_named(
    march: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given no SALib, then the sentence says what to install."""
    monkeypatch.setitem(sys.modules, "SALib.sample.morris", None)
    with pytest.raises(ScenarioError, match=r"taizhang\[sensitivity\]"):
        sensitivity(march, {"volume": (0.9, 1.1)}, executor=InTurn())


def test_reply_work_matters_to_replies_and_leave_reports_do_not(march: Scenario) -> None:
    """Given two numbers, then 54.4 hangs on the one, and not at all on the other."""
    told: list[tuple[int, int]] = []
    frame = sensitivity(
        march,
        {"leave.report_at": (9.0, 10.0), "consultations.waiting_for_principal": (0.5, 2.0)},
        n=1,
        executor=InTurn(),
        trajectories=2,
        sobol=2,
        norm="54.4",
        progress=lambda done, total: told.append((done, total)),
    )
    assert list(frame.columns) == list(COLUMNS)
    waiting, leave = frame.to_dict("records")
    assert waiting["parameter"] == "consultations.waiting_for_principal"
    assert waiting["at_low"] > frame.attrs["base"] > waiting["at_high"]
    assert waiting["mu_star"] > 10 * leave["mu_star"]
    assert not math.isnan(waiting["total"])
    assert math.isnan(leave["total"])
    assert told[-1][0] == told[-1][1]
    assert frame.attrs["replications"] == told[-1][0]
