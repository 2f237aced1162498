"""定论 Standing rulings: those of gates on acts that a later act may correct or withdraw.

The log keeps every act; what is judged as of an instant is what stands by then. So these rulings
are said at the closing, as the counts of quotas are.
"""

from __future__ import annotations

import datetime as dt

from domain.act import Act
from domain.rulebook.findings import Finding
from domain.rulebook.norms import Gate
from domain.rulebook.verdicts import Bench


class StandingRoom:
    """What one gate has ruled, by the occasion ruled on; the last ruling stands."""

    def __init__(self, gate: Gate, bench: Bench) -> None:
        self.gate = gate
        self._bench = bench
        self._stands: dict[str, list[Finding]] = {}

    def ruled(self, act: Act, found: list[Finding]) -> None:
        """Keep what the gate found of an act, in the place of what stood on its occasion."""
        rules_on, norm = self.gate.rules_on, self.gate.id
        assert rules_on is not None  # noqa: S101 - only such gates have a room
        occasion = rules_on(act, self._bench.setting)
        mine = [one for one in found if one.norm == norm]
        if mine:
            found[:] = [one for one in found if one.norm != norm]
            self._stands[occasion] = mine
        else:  # as corrected, there is nothing to rule on
            self._stands.pop(occasion, None)

    def withdrawn(self, act: Act, found: list[Finding]) -> None:
        """Let nothing stand on the occasions that an act withdraws."""
        del found
        for occasion in self.gate.withdrawn_by[act.__class__](act, self._bench.setting):
            self._stands.pop(occasion, None)

    def closing(self, at: dt.datetime, found: list[Finding]) -> None:
        """Say what stands; every act fed so far happened before the instant."""
        del at
        for mine in self._stands.values():
            found.extend(mine)
