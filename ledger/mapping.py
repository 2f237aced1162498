"""映射 Mapping: which columns of a source are the matter, the act, the actor and the times.

Reading order: how times are read, the parts, the mapping. ``mapping_files`` finds one and reads it,
``mapping_table`` checks what its table may hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import attrs

from domain.act import Act

if TYPE_CHECKING:
    from collections.abc import Iterator


LOCAL, UTC, OFFSET = "local", "utc", "offset"
READINGS: Final = (LOCAL, UTC, OFFSET)
"""How a written time is read: its clock in the zone, whatever offset it claims; as UTC, whatever it
claims; or by the offset it states."""

# --- the parts ---


@attrs.frozen(kw_only=True)
class Instant:
    """A column of instants: its name, how its text is read, and the zone of its clock."""

    column: str
    reading: str
    zone: ZoneInfo | None = None


@attrs.frozen(kw_only=True)
class Actor:
    """Columns of the accountable person or organ: the first that is filled, else ``otherwise``."""

    columns: tuple[str, ...]
    otherwise: str = ""


@attrs.frozen(kw_only=True)
class ActRule:
    """Which act an activity of the source is, and which columns fill its fields, as which type."""

    act_class: type[Act]
    by: Actor
    fields: Mapping[str, tuple[str, type]]


@attrs.frozen(kw_only=True)
class SourceMapping:
    """映射: everything an import needs to know of a source.

    Attributes:
        name: the mapping's own name.
        format: ``csv``, ``xes`` or ``ocel``.
        kind: kind of matter its rows are about.
        rulebook: id of the rulebook a new ledger is opened under.
        government: whose acts they are.
        matter: column of the business number.
        row: columns that together identify a row of the source for ever.
        activity: column of the source's own name for what was done.
        occurred_at: when it happened.
        source_recorded_at: when the source registered it; None where the source does not say.
        rules: the act of every activity.

    """

    name: str
    format: str
    kind: str
    rulebook: str
    government: str
    matter: str
    row: tuple[str, ...]
    activity: str
    occurred_at: Instant
    source_recorded_at: Instant | None
    rules: Mapping[str, ActRule]

    def columns(self) -> Iterator[str]:
        """Yield every column the mapping reads, each once."""
        instants = (self.occurred_at, self.source_recorded_at)
        named = [self.matter, *self.row, self.activity, *(one.column for one in instants if one)]
        for rule in self.rules.values():
            named += [*rule.by.columns, *(column for column, _ in rule.fields.values())]
        yield from dict.fromkeys(named)
