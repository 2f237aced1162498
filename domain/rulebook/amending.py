"""假设 Amending: the same law with other numbers, to ask what would have been. Never the law.

A change is named ``norm.number``: ``54.4.days`` (the length of its term), ``51.3.at_most``,
``78.5.at_least``, any of a gate's own ``numbers`` (``69.6.days``), or the parameter of an open word
(``20.12.within``). Reading order: reading changes, a changed rulebook, its parts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Final

import attrs

from domain.rulebook.norms import Cadence, Clock, Duty, Effect, Gate, Norm, Quota, Rulebook
from domain.rulebook.parameters import DatedValue, Parameter
from domain.rulebook.terms import CalendarDays, DatedTerm, Term, WorkingDays

DAYS: Final = "days"
ASSUMED: Final = "假设，不是现行规则 assumed, not the law"
Changes = Mapping[str, int]


class ChangeError(ValueError):
    """假设有误: a change names no number of the rulebook; the message says which there are."""


# --- reading changes ---


def read_changes(texts: Iterable[str]) -> dict[str, int]:
    """Read ``54.4.days=2`` and the like.

    Raises:
        ChangeError: one is not ``norm.number=whole number``.

    """
    changes = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not value.strip().isascii() or not value.strip().isdigit():
            raise ChangeError(f"{text!r} is no change 假设: write one such as 54.4.days=2.")
        changes[name.strip()] = int(value)
    return changes


# --- a changed rulebook ---


def amended(book: Rulebook, changes: Changes) -> Rulebook:
    """Return a rulebook with other numbers; the one given is as it was.

    Raises:
        ChangeError: a change names no number of any norm and no parameter.

    """
    for name in changes:
        if name not in book.parameters and name not in numbers_of(book):
            raise ChangeError(_unknown(name, book))
    clocks = _clocks(book, changes)
    norms = tuple(_changed(norm, changes, clocks) for norm in book.norms)
    return attrs.evolve(book, norms=norms, parameters=_parameters(book, changes))


def numbers_of(book: Rulebook) -> dict[str, int]:
    """Return every number of the text that can be assumed otherwise, by name."""
    found: dict[str, int] = {}
    for norm in book.norms:
        for name, value in _numbers(norm):
            found.setdefault(f"{norm.id}.{name}", value)
    return found


def _numbers(norm: Norm) -> Iterable[tuple[str, int]]:
    if isinstance(norm, Quota):
        if norm.at_least:
            yield "at_least", norm.at_least
        if norm.at_most is not None:
            yield "at_most", norm.at_most
    if isinstance(norm, Gate):
        yield from norm.numbers.items()
    terms = norm.terms if isinstance(norm, Cadence) else _clock_terms(norm)
    term = terms[-1].term if terms else None
    if isinstance(term, (WorkingDays, CalendarDays)):
        yield DAYS, term.days


def _clock_terms(norm: Norm) -> tuple[DatedTerm, ...]:
    clock = norm.clock if isinstance(norm, (Duty, Effect)) else None
    return clock.terms if clock else ()


def _unknown(name: str, book: Rulebook) -> str:
    norm = name.rpartition(".")[0]
    listed = [*numbers_of(book), *book.parameters]
    near = [one for one in listed if one.startswith(f"{norm}.")] or listed
    return f"{book.id} has no number 数字 {name!r}: choose one of {', '.join(near)}."


# --- its parts ---


def _clocks(book: Rulebook, changes: Changes) -> dict[int, Clock]:
    """Return the changed clocks by the identity of the old: norms that share one go on sharing."""
    made: dict[int, Clock] = {}
    for norm in book.norms:
        days = changes.get(f"{norm.id}.{DAYS}")
        if days is not None and isinstance(norm, (Duty, Effect)) and norm.clock is not None:
            made[id(norm.clock)] = attrs.evolve(norm.clock, terms=_terms(norm.clock.terms, days))
    return made


def _terms(terms: tuple[DatedTerm, ...], days: int) -> tuple[DatedTerm, ...]:
    return tuple(attrs.evolve(one, term=_of_length(one.term, days)) for one in terms)


def _of_length(term: Term, days: int) -> Term:
    """Return a term of another length, counted the same way; one without a length as it is."""
    match term:
        case WorkingDays():
            return WorkingDays(days)
        case CalendarDays():
            return CalendarDays(days, term.rolled)
    return term


def _changed(norm: Norm, changes: Changes, clocks: Mapping[int, Clock]) -> Norm:
    def number(name: str, text: int) -> int:
        return changes.get(f"{norm.id}.{name}", text)

    match norm:
        case Duty() | Effect() if norm.clock is not None and id(norm.clock) in clocks:
            return attrs.evolve(norm, clock=clocks[id(norm.clock)])
        case Cadence() if (days := changes.get(f"{norm.id}.{DAYS}")) is not None:
            return attrs.evolve(norm, terms=_terms(norm.terms, days))
        case Quota():
            at_most = None if norm.at_most is None else number("at_most", norm.at_most)
            at_least = number("at_least", norm.at_least) if norm.at_least else 0
            return attrs.evolve(norm, at_least=at_least, at_most=at_most)
        case Gate() if norm.numbers:
            numbers = {name: number(name, value) for name, value in norm.numbers.items()}
            return attrs.evolve(norm, numbers=numbers)
    return norm


def _parameters(book: Rulebook, changes: Changes) -> dict[str, Parameter]:
    assumed = dict(book.parameters)
    for name, value in changes.items():
        if name in assumed:
            dated = DatedValue(dt.date.min, value, ASSUMED)
            assumed[name] = attrs.evolve(assumed[name], values=(dated,))
    return assumed
