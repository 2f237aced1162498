"""精简演算 Lean years: played and judged in memory, and kept as their findings and desks alone.

The store is skipped, never the rules: every act goes through the same order check, the same gates
and the same judge as in `simulations.play`, which this only summarises.
"""

from __future__ import annotations

from collections.abc import Callable

import attrs

from domain.act import Act
from domain.rulebook.findings import Finding
from domain.rulebook.norms import Rulebook
from simulations.desk_year import DeskYear
from simulations.play import play
from simulations.scenario import Scenario


@attrs.frozen(kw_only=True)
class JudgedYear:
    """评判后的一年: one replication of a scenario, without its acts.

    Attributes:
        scenario: name of the scenario.
        seed: of the experiment.
        replication: number of the run.
        acts: how many acts, the opening included.
        findings: every finding as of the scenario's last day, ordered by occasion.
        carried: those of occasions before the year that were settled in it, or are not yet.
        desks: every desk of the scenario, units first, then leaders.

    """

    scenario: str
    seed: int
    replication: int
    acts: int
    findings: tuple[Finding, ...]
    carried: tuple[Finding, ...]
    desks: tuple[DeskYear, ...]


def judged_year(
    scenario: Scenario,
    seed: int,
    replication: int = 0,
    *,
    book: Rulebook | None = None,
    sink: Callable[[Act], None] | None = None,
) -> JudgedYear:
    """Play and judge one replication of a scenario, storing nothing.

    Args:
        scenario: what is played.
        seed: of the experiment.
        replication: number of the run; runs share no random stream.
        book: the rulebook to judge by; by default the scenario's own.
        sink: is shown every act as it happens, in order; by default nobody is.

    Raises:
        ScenarioError: the scenario cannot be played.

    """
    rules = book or scenario.law()
    played = play(scenario, rules, seed, sink or _forget, replication=replication)
    return JudgedYear(
        scenario=scenario.name,
        seed=seed,
        replication=replication,
        acts=played.acts,
        findings=played.findings,
        carried=played.carried,
        desks=played.desks,
    )


def _forget(_: Act) -> None:
    """Keep no act: what it leaves in the judge is enough."""
