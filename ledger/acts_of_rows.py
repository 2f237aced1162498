"""从行到行为 Acts of rows: what each row of a source says, as an act not yet placed.

A row that cannot be mapped raises ``UnmappableError`` with the reason; nothing is guessed. Reading
order: the reasons, instants, fields, rows.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Any, Final

import attrs

from ledger.mapping import LOCAL, UTC, Actor, ActRule, Instant, SourceMapping

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from domain.act import Act
    from ledger.sources import Row


class UnmappableError(ValueError):
    """无法映射: why one row is no act."""


# --- instants ---


def instant(column: Instant, cells: Mapping[str, str]) -> dt.datetime:
    """Return the instant a row states, at the offset its zone had then.

    Of the two readings of a clock set back in autumn the first is taken.

    Raises:
        UnmappableError: it states none, or one that no clock of that zone has shown.

    """
    text = cells.get(column.column, "")
    try:
        moment = dt.datetime.fromisoformat(text)
        if column.reading == LOCAL:
            return _on_the_wall(moment.replace(tzinfo=column.zone), text)
        if column.reading == UTC:
            moment = moment.replace(tzinfo=dt.UTC)
        elif moment.tzinfo is None:
            raise UnmappableError(f"{column.column} {text!r} states no offset")
        return _fixed(moment.astimezone(column.zone)) if column.zone else moment
    except (ValueError, OverflowError) as error:
        if isinstance(error, UnmappableError):
            raise
        raise UnmappableError(f"{column.column} {text!r} is no instant") from None


def _on_the_wall(moment: dt.datetime, text: str) -> dt.datetime:
    if moment.utcoffset() != moment.replace(fold=1).utcoffset():  # the clock was changed about then
        again = moment.astimezone(dt.UTC).astimezone(moment.tzinfo)
        if again.replace(tzinfo=None) != moment.replace(tzinfo=None):
            raise UnmappableError(f"{text!r} was skipped by the clock of {moment.tzinfo}")
    return _fixed(moment)


def _fixed(moment: dt.datetime) -> dt.datetime:
    """Return an instant at a plain offset, as the ledger gives it back."""
    return moment.replace(tzinfo=dt.timezone(moment.utcoffset() or dt.timedelta()), fold=0)


# --- fields ---


def number(text: str) -> float:
    """Read a finite number.

    Raises:
        ValueError: it is none.

    """
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value


READ: Final[Mapping[type, Callable[[str], Any]]] = {str: str, int: int, float: number}


def own_values(rule: ActRule, cells: Mapping[str, str]) -> dict[str, Any]:
    """Return the act's own fields; a blank number is left at its default.

    Raises:
        UnmappableError: a cell is not of the field's type.

    """
    values: dict[str, Any] = {}
    for name, (column, type_) in rule.fields.items():
        text = cells.get(column, "")
        if not text and type_ is not str:
            continue
        try:
            values[name] = READ[type_](text)
        except ValueError:
            raise UnmappableError(f"{column} {text!r} is no {type_.__name__}") from None
    return values


def accountable(actor: Actor, cells: Mapping[str, str]) -> str:
    """Return the accountable person or organ.

    Raises:
        UnmappableError: every column is blank and the mapping gives nothing instead.

    """
    for column in actor.columns:
        if cells.get(column):
            return cells[column]
    if not actor.otherwise:
        raise UnmappableError(f"{' and '.join(actor.columns)} is blank: nobody is accountable")
    return actor.otherwise


# --- rows ---


@attrs.frozen
class RowMapper:
    """Makes acts of the rows of one file.

    Attributes:
        mapping: what the columns are.
        file: name of the file, for the acts' ``source``.
        recorded_at: the one instant at which the ledger learns of all of them.

    """

    mapping: SourceMapping
    file: str
    recorded_at: dt.datetime

    def act(self, row: Row) -> Act:
        """Return the act of a row, not yet placed in its matter.

        Raises:
            UnmappableError: the row is flawed, or something it needs is missing or strange.

        """
        if row.flaw:
            raise UnmappableError(row.flaw)
        mapping, cells = self.mapping, row.cells
        matter, row_id = self._filled(mapping.matter, cells), self._row_id(cells)
        rule = self._rule(cells)
        registered = mapping.source_recorded_at
        known = registered is not None and cells.get(registered.column)
        return rule.act_class(
            matter=matter,
            occurred_at=instant(mapping.occurred_at, cells),
            recorded_at=self.recorded_at,
            by=accountable(rule.by, cells),
            source_recorded_at=instant(registered, cells) if registered and known else None,
            source=source_of(self.file, row.line, row_id),
            **own_values(rule, cells),
        )

    def _rule(self, cells: Mapping[str, str]) -> ActRule:
        activity = self._filled(self.mapping.activity, cells)
        rule = self.mapping.rules.get(activity)
        if rule is None:
            raise UnmappableError(f"the mapping has no act for the activity {activity!r}")
        return rule

    def _row_id(self, cells: Mapping[str, str]) -> str:
        return "/".join([self._filled(column, cells) for column in self.mapping.row])

    def _filled(self, column: str, cells: Mapping[str, str]) -> str:
        text = cells.get(column, "")
        if not text:
            raise UnmappableError(f"{column} is blank")
        return text


def source_of(file: str, line: int, row_id: str) -> str:
    """Return what an act keeps of where it came from: ``file:line#row``."""
    return f"{file.replace('#', '_')}:{line}#{row_id}"


def row_key(act: Act) -> tuple[str, str]:
    """Return what identifies an imported act's row whatever file it came in, by its source."""
    return act.matter, act.source.partition("#")[2]
