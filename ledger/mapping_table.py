"""映射表 A mapping's table: taken apart key by key, and checked in full before a row is read.

A mapping that would fail halfway through a source is refused at once, and so is a key that nothing
reads. Reading order: the fields of an act, the table.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, get_type_hints
from zoneinfo import ZoneInfo

import attrs

from domain.act import UnknownActError, act_class
from domain.rulebook.catalogue import RULEBOOKS
from domain.world import AGGREGATES
from ledger.import_errors import ImportRefusedError
from ledger.mapping import LOCAL, READINGS, Actor, ActRule, Instant, SourceMapping

if TYPE_CHECKING:
    from collections.abc import Mapping

    from domain.act import Act

FIELD_TYPES: Final[Mapping[Any, type]] = {
    str: str,
    int: int,
    float: float,
    str | None: str,
    int | None: int,
    float | None: float,
}
"""Types of act fields a column can fill."""

# --- the fields of an act ---


@attrs.frozen
class OwnField:
    """A field an act class has beside those of every act."""

    type: Any
    required: bool


_COMMON: Final = frozenset(
    {"matter", "occurred_at", "recorded_at", "by", "originator_version", "capacity"}
    | {"source_recorded_at", "source", "cause", "override"}
)


def own_fields(cls: type[Act]) -> dict[str, OwnField]:
    """Return the fields of an act class that not every act has, by name."""
    hints = get_type_hints(cls)
    return {
        field.name: OwnField(hints[field.name], field.default is attrs.NOTHING)
        for field in attrs.fields(cls)
        if field.name not in _COMMON
    }


@cache
def own_names(act: str) -> tuple[str, ...]:
    """Return the names of the fields an act has beside those of every act."""
    return tuple(own_fields(act_class(act)))


# --- the table ---

_REQUIRED: Final = object()


@attrs.frozen
class MappingTable:
    """Takes a mapping's table apart; every refusal names the mapping and the key."""

    name: str

    def mapping(self, table: dict[str, Any]) -> SourceMapping:
        """Return the mapping a table describes."""
        columns = self.taken(table, "columns", dict)
        format_ = self.chosen(table, "format", ("csv", "xes", "ocel"))
        kind = self.chosen(table, "kind", tuple(AGGREGATES))
        by = self.actor(self.taken(table, "by", dict))
        registered = self.taken(table, "source_recorded_at", dict, None)
        mapping = SourceMapping(
            name=self.name,
            format=format_,
            kind=kind,
            rulebook=self.chosen(table, "rulebook", tuple(RULEBOOKS)),
            government=self.taken(table, "government", str),
            matter=self.taken(columns, "matter", str),
            row=self.texts(columns, "row"),
            activity=self.taken(columns, "activity", str),
            occurred_at=self.instant(self.taken(table, "occurred_at", dict)),
            source_recorded_at=self.instant(registered) if registered is not None else None,
            rules=self.rules(self.taken(table, "acts", list), kind, by),
        )
        self.nothing_left(columns, "columns")
        self.nothing_left(table, "mapping")
        return mapping

    def rules(self, entries: list[Any], kind: str, by: Actor) -> dict[str, ActRule]:
        """Return the rule of every activity, each activity named once."""
        rules: dict[str, ActRule] = {}
        for entry in entries:
            activities, rule = self.rule(entry, kind, by)
            for activity in activities:
                if activity in rules:
                    raise self.refused(f"names the activity {activity!r} twice: once is enough")
                rules[activity] = rule
        if not rules:
            raise self.refused("names no activity: add at least one [[acts]] with activities")
        return rules

    def rule(self, entry: Any, kind: str, by: Actor) -> tuple[tuple[str, ...], ActRule]:
        """Return one ``[[acts]]`` entry: the activities and what they become."""
        if not isinstance(entry, dict):
            raise self.refused("has an entry of acts that is no table: write [[acts]]")
        activities = tuple(one.strip() for one in self.texts(entry, "activities"))
        own_by = self.taken(entry, "by", dict, None)
        columns = self.taken(entry, "fields", dict, {})
        cls = self.act_named(self.taken(entry, "act", str), kind)
        self.nothing_left(entry, f"acts entry {cls.name}")
        rule = ActRule(
            act_class=cls,
            by=self.actor(own_by) if own_by is not None else by,
            fields=self.filled(cls, columns),
        )
        return activities, rule

    def act_named(self, act: str, kind: str) -> type[Act]:
        """Return the act class of a permanent name, of the mapping's kind."""
        try:
            cls = act_class(act)
        except UnknownActError as error:
            raise self.refused(f"names an act that is not known: {error}") from None
        if cls.kind != kind:
            raise self.refused(f"is about {kind!r}, but {act!r} is an act of {cls.kind!r}")
        return cls

    def filled(self, cls: type[Act], columns: dict[str, Any]) -> dict[str, tuple[str, type]]:
        """Return the column and type of each act field filled, all that are required among them."""
        own = own_fields(cls)
        for name, column in columns.items():
            if name not in own or own[name].type not in FIELD_TYPES or not isinstance(column, str):
                raise self.refused(f"cannot fill {name!r} of {cls.name} from a column")
        missing = [n for n, one in own.items() if one.required and n not in columns]
        if missing:
            raise self.refused(f"must say which column fills {missing[0]!r} of {cls.name}")
        return {name: (col, FIELD_TYPES[own[name].type]) for name, col in columns.items()}

    def instant(self, table: dict[str, Any]) -> Instant:
        """Return a column of instants; a local clock needs its zone."""
        reading = self.chosen(table, "reading", READINGS)
        column, zone = self.taken(table, "column", str), self.taken(table, "zone", str, "")
        self.nothing_left(table, f"instant {column}")
        if reading == LOCAL and not zone:
            raise self.refused(f"reads {column!r} as a local clock and must name its zone")
        try:
            return Instant(column=column, reading=reading, zone=ZoneInfo(zone) if zone else None)
        except (LookupError, ValueError, OSError):
            raise self.refused(f"names a time zone 时区 that is not known, {zone!r}") from None

    def actor(self, table: dict[str, Any]) -> Actor:
        """Return where the accountable person or organ stands."""
        columns = self.texts(table, "column")
        actor = Actor(columns=columns, otherwise=self.taken(table, "otherwise", str, ""))
        self.nothing_left(table, "by")
        return actor

    def texts(self, table: dict[str, Any], key: str) -> tuple[str, ...]:
        """Take a text or a list of texts."""
        taken = self.taken(table, key, (str, list))
        texts = [taken] if isinstance(taken, str) else taken
        if not texts or not all(isinstance(one, str) and one for one in texts):
            raise self.refused(f"must give {key!r} as a text or a list of texts")
        return tuple(texts)

    def chosen(self, table: dict[str, Any], key: str, among: tuple[str, ...]) -> str:
        """Take one of a few words."""
        word: str = self.taken(table, key, str)
        if word not in among:
            raise self.refused(f"says {key} = {word!r}: choose one of {', '.join(among)}")
        return word

    def taken(self, table: dict[str, Any], key: str, kind: Any, otherwise: Any = _REQUIRED) -> Any:
        """Take a key out of a table, so that what nobody asked for is left over."""
        if key not in table:
            if otherwise is _REQUIRED:
                raise self.refused(f"does not say {key!r}, which every mapping must")
            return otherwise
        given = table.pop(key)
        if not isinstance(given, kind):
            raise self.refused(f"gives {key!r} as {given!r}, which is of the wrong type")
        return given

    def nothing_left(self, table: dict[str, Any], where: str) -> None:
        """Refuse keys that nothing reads: a misspelt key must not pass for one left out."""
        if table:
            raise self.refused(f"has an unknown key {next(iter(table))!r} in {where}")

    def refused(self, what: str) -> ImportRefusedError:
        """Say what is wrong with the mapping in one sentence."""
        return ImportRefusedError(f"The mapping 映射 {self.name!r} {what}.")
