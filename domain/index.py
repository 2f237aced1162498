"""索引 Index: which matters of a kind name something, found without going through all of them.

Names are only ever added, as the states of a fold are: what a matter no longer names is found as
well, so that whoever asks looks at the state it has by now.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

NamesOf = Callable[[Any], Collection[str]]
"""What a state names: the decision an item was opened for, the documents a meeting decided on."""


class Index:
    """索引: for each name the matters whose state has named it."""

    __slots__ = ("_matters", "_names_of")

    def __init__(self, names_of: NamesOf, states: Mapping[str, Any]) -> None:
        self._names_of = names_of
        self._matters: dict[str, set[str]] = {}
        for matter, state in states.items():
            self.enter(matter, state)

    def enter(self, matter: str, state: Any) -> None:
        """Enter a matter under everything its new state names."""
        for name in self._names_of(state):
            self._matters.setdefault(name, set()).add(matter)

    def find(self, names: Collection[str], states: Mapping[str, Any]) -> list[Any]:
        """Return the states that name any of these, in the order their matters began."""
        entered = {matter for name in names for matter in self._matters.get(name, ())}
        if len(entered) > 1:
            matters = [matter for matter in states if matter in entered]
        else:
            matters = list(entered)
        found = (states[matter] for matter in matters)
        return [state for state in found if not set(names).isdisjoint(self._names_of(state))]
