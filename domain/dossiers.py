"""案卷 Dossiers: the shape most matters share: what was done on them, in order, and what cannot be.

A module of such a matter has its acts and one ``Order``; state and evolve are here. Reading order:
state, evolve, decisions, questions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

import attrs

from domain.act import Act
from domain.change import changed

ActT = TypeVar("ActT", bound=Act)

# --- state ---


@attrs.frozen(slots=False, kw_only=True)
class Dossier:
    """案卷: the acts done on one matter, in order."""

    matter: str
    version: int = 0
    acts: tuple[Act, ...] = ()

    def all(self, act_class: type[ActT]) -> tuple[ActT, ...]:
        """Return the acts of a class, in order."""
        return tuple(act for act in self.acts if isinstance(act, act_class))

    def first(self, act_class: type[ActT]) -> ActT | None:
        """Return the first act of a class, or None."""
        return next((act for act in self.acts if isinstance(act, act_class)), None)

    def last(self, act_class: type[ActT]) -> ActT | None:
        """Return the last act of a class, or None."""
        return next((act for act in reversed(self.acts) if isinstance(act, act_class)), None)


# --- evolve ---


def evolve(act: Act, state: Dossier | None) -> Dossier:
    """Fold one act into a dossier. Pure and total."""
    before = state or Dossier(matter=act.matter)
    return changed(before, version=act.originator_version, acts=(*before.acts, act))


# --- decisions ---


@attrs.frozen(kw_only=True)
class Order:
    """次序: which acts no history can hold at their place; what is merely unlawful is a norm.

    Attributes:
        once: acts that can happen only once in a matter.
        after: acts that are impossible before one of those given.
        ends: acts after which nothing can happen.
        same: for an act of ``after`` or ``once``, the field that tells its parts apart (a unit).

    """

    once: frozenset[type[Act]] = frozenset()
    after: Mapping[type[Act], tuple[type[Act], ...]] = attrs.field(factory=dict)
    ends: frozenset[type[Act]] = frozenset()
    same: Mapping[type[Act], str] = attrs.field(factory=dict)

    def refusal(self, act: Act, state: Dossier | None) -> str | None:
        """Say in ``zh / en`` why an act cannot come here; None where it can."""
        acts = state.acts if state else ()
        if acts and type(acts[-1]) in self.ends:
            return f"已{acts[-1].zh}，不能再办 / it ended with: {acts[-1].en}"
        part = self.same.get(type(act), "")
        alike = [one for one in acts if not part or _part(one, part) in ("", _part(act, part))]
        if type(act) in self.once and any(type(one) is type(act) for one in alike):
            return f"已有{act.zh} / it has already been done: {act.en}"
        needed = self.after.get(type(act), ())
        if needed and not any(isinstance(one, needed) for one in alike):
            zh, en = "或".join(one.zh for one in needed), " or ".join(one.en for one in needed)
            return f"尚未{zh} / it must come after: {en}"
        return None


def _part(act: Act, field: str) -> str:
    return str(getattr(act, field, ""))


# --- questions ---


def dossier_of(states: Callable[[str, str], object], kind: str, matter: str) -> Dossier:
    """Return the dossier of a matter, an empty one where nothing has happened.

    ``states`` is ``World.state``.
    """
    state = states(kind, matter)
    return state if isinstance(state, Dossier) else Dossier(matter=matter)
