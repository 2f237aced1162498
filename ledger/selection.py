"""选取 Selection: which acts are meant, by act, kind, matter, actor, organ, norm, day and text.

Everything left empty leaves everything in. Reading order: the selection, its tests.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import attrs

from domain.act import Act
from domain.organisation import Held, Organisation
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
        organs: ids of organs that did it, themselves or by somebody who held a post there then.
        chart: says who held a post where; what ``organs`` is asked of.
        refs: references of acts, such as those that findings rest on; None for any.
        since: first instant at which it may have happened.
        before: first instant at which it may no longer.
        containing: text that the act's stored fields hold.

    """

    acts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()
    chart: Organisation | None = None
    refs: frozenset[str] | None = None
    since: dt.datetime | None = None
    before: dt.datetime | None = None
    containing: str = ""

    def test(self) -> Test:
        """Return what says whether an act is meant; ask it of many acts, it is made once."""
        tests = self._tests()
        return lambda act: all(test(act) for test in tests)

    def _tests(self) -> tuple[Test, ...]:
        """Return one test for each criterion that is set."""
        made = (
            (self.acts, self._is_named),
            (self.kinds, lambda act: act.kind in self.kinds),
            (self.matters, lambda act: _is_one_of(act, self.matters)),
            (self.by, lambda act: act.by in self.by),
            (self.organs, self._of_organs()),
            (self.refs is not None, lambda act: self.refs is None or act.ref in self.refs),
            (self.since, lambda act: self.since is None or act.occurred_at >= self.since),
            (self.before, lambda act: self.before is None or act.occurred_at < self.before),
            (self.containing, lambda act: self.containing.encode() in encode(act)),
        )
        return tuple(test for wanted, test in made if wanted)

    def _is_named(self, act: Act) -> bool:
        return any(
            act.name.startswith(name[:-1]) if name.endswith("*") else act.name == name
            for name in self.acts
        )

    def _of_organs(self) -> Test:
        """Return the test for what an organ did, or somebody who was of it at that instant."""
        posts: dict[str, list[Held]] = {}
        for holdings in self.chart.posts.values() if self.chart else ():
            for held in holdings:
                if held.unit in self.organs:
                    posts.setdefault(held.by, []).append(held)
        return lambda act: (
            act.by in self.organs
            or any(held.covers(act.occurred_at) for held in posts.get(act.by, ()))
        )


def _is_one_of(act: Act, matters: tuple[str, ...]) -> bool:
    return act.matter in matters or act.about in matters
