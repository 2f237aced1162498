"""已知的行 Known rows: which rows of a source the ledger has, and which say something else now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import attrs

from domain.world import World
from ledger.acts_of_rows import row_key
from ledger.mapping_table import own_names

if TYPE_CHECKING:
    from domain.act import Act
    from ledger.ledger import Ledger

Key = tuple[str, str]
"""A matter and the source's own id of a row."""

Lined = tuple[int, "Act"]
"""A line of the source and the act it says."""


@attrs.frozen
class Unmapped:
    """未映射: a row that became no act, and why."""

    line: int
    reason: str


@attrs.frozen
class Known:
    """What the ledger holds of one kind of matter: a fingerprint of every row, and every state."""

    fingerprints: dict[Key, int]
    world: World

    @classmethod
    def of(cls, ledger: Ledger, kind: str) -> Self:
        """Read the ledger once, whatever the length of the source."""
        known = cls({}, World())
        for act in ledger.acts():
            if act.kind == kind:
                known.world.apply(act)
                if act.source:
                    known.fingerprints[row_key(act)] = fingerprint(act)
        return known

    def sifted(self, acts: list[Lined]) -> tuple[list[Lined], int, list[Unmapped]]:
        """Return the acts the ledger has not got, how many it has, and the rows that do not fit."""
        lines: dict[Key, int] = {}
        new: list[Lined] = []
        unfit: list[Unmapped] = []
        for line, act in acts:
            key = row_key(act)
            first, before = lines.setdefault(key, line), self.fingerprints.get(key)
            if first != line:
                unfit.append(Unmapped(line, f"it repeats row {key[1]} of line {first}"))
            elif before is None:
                new.append((line, act))
            elif before != fingerprint(act):
                why = f"row {key[1]} of {act.matter} was imported before and says otherwise now"
                unfit.append(Unmapped(line, why))
        return new, len(acts) - len(new) - len(unfit), unfit


def fingerprint(act: Act) -> int:
    """Return what tells whether a row still says the same; when it was touched does not count."""
    own = tuple(getattr(act, name) for name in own_names(act.name))
    return hash((act.name, act.occurred_at, act.by, own))
