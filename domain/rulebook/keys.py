"""键 Keys: how an act names the clock it touches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from domain.act import Act
from domain.rulebook.norms import Opening
from domain.rulebook.terms import DatedTerm, Term

if TYPE_CHECKING:
    from domain.rulebook.setting import Setting


def by_matter(act: Act) -> str:
    """One clock per matter."""
    return act.matter


def by_unit(act: Act) -> str:
    """One clock per matter and unit; for acts that have a ``unit``."""
    return f"{act.matter}/{getattr(act, 'unit', '')}"


def by_about(act: Act) -> str:
    """One clock per matter an act is about; for acts that have an ``about``."""
    return str(getattr(act, "about", ""))


def each(
    bearer: str, *, limit: str = "", when: str = "", key: Callable[[Act], str] = by_matter
) -> Callable[[Act, Setting], tuple[Opening, ...]]:
    """Start a clock with every act of a class.

    Args:
        bearer: the act's field that names whose duty it is.
        limit: the field with the last day, where the act carries one.
        when: a field that must be true.
        key: which clock it is; by default the matter's.

    """

    def opens(act: Act, setting: Setting) -> tuple[Opening, ...]:
        del setting
        if when and not getattr(act, when):
            return ()
        last_day = getattr(act, limit) if limit else None
        return (Opening(key=key(act), bearer=str(getattr(act, bearer)), limit=last_day),)

    return opens


def since(year: int, month: int, day: int, term: Term, reference: str) -> tuple[DatedTerm, ...]:
    """Return the one term a norm has had since a day."""
    return (DatedTerm(dt.date(year, month, day), term, reference),)
