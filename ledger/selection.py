"""选取 Selection: which acts of a ledger are meant, by act, kind, matter, actor, day and text.

Everything left empty leaves everything in. Reading order: the selection, its tests.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import attrs

from domain.act import Act
from ledger.codec import encode

Test = Callable[[Act], bool]


@attrs.frozen(kw_only=True)
class Selection:
    """选取: what an act must be to be chosen; within one criterion any of several will do.

    Attributes:
        acts: permanent names, or what they begin with and an asterisk (``document.*``).
        kinds: kinds of matter.
        matters: matters as ``kind:number``, or business numbers.
        by: ids of people or organs who did it.
        since: first instant at which it may have happened.
        before: first instant at which it may no longer.
        containing: text that the act's stored fields hold.

    """

    acts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    since: dt.datetime | None = None
    before: dt.datetime | None = None
    containing: str = ""

    def tests(self) -> tuple[Test, ...]:
        """Return what an act must pass, one test for each criterion that is set."""
        made = (
            (self.acts, self._is_named),
            (self.kinds, lambda act: act.kind in self.kinds),
            (self.matters, lambda act: _is_one_of(act, self.matters)),
            (self.by, lambda act: act.by in self.by),
            (self.since, lambda act: self.since is None or act.occurred_at >= self.since),
            (self.before, lambda act: self.before is None or act.occurred_at < self.before),
            (self.containing, lambda act: self.containing.encode() in encode(act)),
        )
        return tuple(test for wanted, test in made if wanted)

    def chooses(self, act: Act) -> bool:
        """Say whether an act is meant."""
        return all(test(act) for test in self.tests())

    def _is_named(self, act: Act) -> bool:
        return any(
            act.name.startswith(name[:-1]) if name.endswith("*") else act.name == name
            for name in self.acts
        )


def _is_one_of(act: Act, matters: tuple[str, ...]) -> bool:
    return act.matter in matters or f"{act.kind}:{act.matter}" in matters
