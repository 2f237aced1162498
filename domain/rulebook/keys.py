"""键 Keys: how an act names the clock it touches."""

from __future__ import annotations

import datetime as dt

from domain.act import Act
from domain.rulebook.terms import DatedTerm, Term


def by_matter(act: Act) -> str:
    """One clock per matter."""
    return act.matter


def by_unit(act: Act) -> str:
    """One clock per matter and unit; for acts that have a ``unit``."""
    return f"{act.matter}/{getattr(act, 'unit', '')}"


def since(year: int, month: int, day: int, term: Term, reference: str) -> tuple[DatedTerm, ...]:
    """Return the one term a norm has had since a day."""
    return (DatedTerm(dt.date(year, month, day), term, reference),)
