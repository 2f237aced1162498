"""行为行 Act lines: acts as JSON lines, read strictly, and the JSON Schema of them.

A line is an object: ``act``, the permanent name; ``matter``; ``occurred_at``, with its offset;
``by``; the act's own fields; and, where they apply, ``capacity``, ``cause`` and ``override``. The
place in the matter and the time of recording are the ledger's to give; an exported line, which has
those of another ledger, may be taken as it is: its time of recording is kept as the source's.
Reading order: the shape of a line, reading, the schema.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator
from functools import cache, reduce
from typing import Any, Final

import msgspec

from domain.act import Act, Override, act_class, all_acts
from domain.world import AGGREGATES
from ledger.codec import CODECS, form
from taizhang.refusals import CannotError

GIVEN: Final = frozenset({"recorded_at", "originator_version", "source", "source_recorded_at"})
"""Fields that the ledger or an import gives."""
EXPORTED: Final = "log_position"
"""What marks a line of ``taizhang export``, which alone may carry those fields."""
KINDS: Final = tuple(AGGREGATES)  # importing the world registers every act
_TORN: Final = (UnicodeDecodeError, RecursionError, OverflowError)
"""What reading raises on bytes that are no text, on endless nesting, and on endless numbers."""
OVERRIDE: Final = form(Override) | None  # one shape for all acts, so that a schema names it once

# --- the shape of a line ---


@cache
def line_form(name: str) -> type[msgspec.Struct]:
    """Return the strict shape of a line: the act's name, and its fields but those given.

    Raises:
        UnknownActError: there is no act of that name.

    """
    cls = act_class(name)
    fields = []
    for one in msgspec.structs.fields(form(cls)):
        if one.name in GIVEN:
            continue
        default = msgspec.field()
        if one.default is not msgspec.NODEFAULT:
            default = msgspec.field(default=one.default)
        elif one.default_factory is not msgspec.NODEFAULT:
            default = msgspec.field(default_factory=one.default_factory)
        fields.append((one.name, OVERRIDE if one.name == "override" else one.type, default))
    return msgspec.defstruct(
        cls.name,
        fields,
        kw_only=True,
        forbid_unknown_fields=True,
        tag_field="act",
        tag=cls.name,
        namespace={"__doc__": f"{cls.zh} {cls.en}"},
    )


@cache
def _decoder(name: str) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(line_form(name), strict=True)


# --- reading ---


def read_acts(lines: Iterable[bytes]) -> Iterator[tuple[int, Act]]:
    """Yield the acts of JSON lines with their line numbers; blank lines are passed over.

    Raises:
        CannotError: a line is torn, or is no act; it names the line.
        UnknownActError: a line names an act that there is not; it names the line.

    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield number, read_act(line)
            except (msgspec.MsgspecError, LookupError, TypeError, *_TORN) as why:
                raise CannotError(f"Line 行 {number}: {_plainly(line, why)}") from why


def read_act(line: bytes) -> Act:
    """Read one act, not yet placed; its time of recording is the ledger's to set.

    Raises:
        UnknownActError: there is no act of that name.
        msgspec.MsgspecError: the line is torn, or a field is missing, unknown or mistyped.

    """
    fields = msgspec.json.decode(line, type=dict[str, Any])
    given: dict[str, Any] = {}
    if fields.pop(EXPORTED, None) is not None:
        given = {field: fields.pop(field) for field in GIVEN if field in fields}
    name = fields.get("act")
    if not isinstance(name, str):
        raise msgspec.ValidationError("it does not say which `act` it is")
    _decoder(name).decode(msgspec.json.encode(fields))
    del fields["act"]
    registered = given.get("source_recorded_at") or given.get("recorded_at")
    elsewhere = {"source_recorded_at": registered, "source": given.get("source", "")}
    fields |= elsewhere | {"recorded_at": fields["occurred_at"]}
    return CODECS[act_class(name)].read(msgspec.json.encode(fields))


def _plainly(line: bytes, why: Exception) -> str:
    """Say what is wrong with a line in one sentence."""
    if isinstance(why, LookupError):
        return str(why)
    if isinstance(why, msgspec.ValidationError):
        name = _name_of(line)
        of = f" of {name}: `taizhang acts {name}` shows its fields" if name else ""
        return f"{str(why).rstrip('.')}{of}."
    return f"it is torn or no JSON 残缺 ({why}); write one whole object on each line."


def _name_of(line: bytes) -> str:
    try:
        return str(msgspec.json.decode(line).get("act", ""))
    except (msgspec.MsgspecError, AttributeError, UnicodeDecodeError, RecursionError):
        return ""


# --- the schema ---


def schema(name: str = "") -> dict[str, Any]:
    """Return the JSON Schema of the lines of one act, or of all (draft 2020-12).

    Raises:
        UnknownActError: there is no act of that name.

    """
    names = [name] if name else list(all_acts())
    forms: Any = reduce(operator.or_, [line_form(one) for one in names])
    made = msgspec.json.schema(forms)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
