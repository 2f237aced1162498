"""因果链 Chains of a ledger: what a chain is read from, as of a day and as known at a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from domain.world import AGGREGATES
from ledger.errors import NothingFoundError
from ledger.ledger import Ledger
from ledger.moments import Look, Test, tests_of
from ledger.proving import position_of
from projections.chain import Links, led_by, led_to
from taizhang.progress import followed
from taizhang.refusals import CannotError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from domain.act import Act
    from projections.chain import Placed, Step


@attrs.frozen
class LedgerHistory:
    """The acts of a ledger that had happened, and were known, by some moments."""

    ledger: Ledger
    look: Look
    tests: list[Test] = attrs.field(
        default=attrs.Factory(lambda history: tests_of(history.look), takes_self=True)
    )

    def at(self, position: int) -> Placed | None:
        """Return the act at a position, None where it was not there or not known."""
        found = self.ledger.positioned(after=position - 1, until=position)
        return next((one for one in found if self._seen(one[1])), None)

    def of(self, ref: str) -> Placed | None:
        """Return the act of a reference, None where it was not there or not known."""
        try:
            return self.at(position_of(self.ledger, ref)) if "#" in ref else None
        except NothingFoundError:
            return None

    def matter(self, kind: str, number: str) -> list[Placed]:
        """Return the acts of one matter, in its order."""
        if kind not in AGGREGATES:
            return []
        acts = self.ledger.stream(kind, number, **self.look)
        return [(position_of(self.ledger, act.ref), act) for act in acts]

    def kinds_of(self, number: str) -> tuple[str, ...]:
        """Return the kinds that have a matter of a number."""
        return tuple(kind for kind in AGGREGATES if self.ledger.stream(kind, number))

    def links(self) -> Links:
        """Return where causes are stated and matters named, from one reading of the ledger."""
        return Links().feed(self._all())

    def _all(self) -> Iterator[Placed]:
        placed = followed(self.ledger.positioned(), self.ledger.position, "读取 read")
        return (one for one in placed if self._seen(one[1]))

    def _seen(self, act: Act) -> bool:
        return all(test(act) for test in self.tests)


def chain(
    ledger: Ledger, ref: str, look: Look, *, back: bool = False, through_names: bool = False
) -> Step:
    """Return the chain that one act begins, or with ``back`` the one it ends.

    Args:
        ledger: where it is.
        ref: the act, by its position or as ``kind:matter#version``.
        look: ``as_of``, ``known_at`` and ``known``.
        back: what led to the act, not what it led to.
        through_names: go on from acts that merely name a matter.

    Raises:
        NothingFoundError: there is no such act.
        CannotError: it had not happened, or was not known, by then.

    """
    history, position = LedgerHistory(ledger, look), position_of(ledger, ref)
    if not 1 <= position <= ledger.position:
        raise NothingFoundError(
            f"The ledger has no act 行为 at position {position}; the last is at {ledger.position}."
        )
    start = history.at(position)
    if start is None:
        raise CannotError(
            f"The act 行为 {ref} had not happened, or was not known, by then 尚无记录."
        )
    if back:
        return led_by(history, start)
    return led_to(history, history.links(), start, through_names=through_names)
