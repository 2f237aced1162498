"""JSON lines: every act on a line of its own, whole, so that it can be taken back without loss.

A line is ``{"log_position": …, "act": NAME, …}``: the act's stored fields (see ``ledger.codec``)
after its position and permanent name. Reading order: writing, reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

import msgspec

from domain.act import Act, UnknownActError
from ledger.codec import READERS, encode
from ledger.errors import LedgerError
from ledger.import_errors import ImportRefusedError
from ledger.reading import Placed

# --- writing ---


def line_of(position: int, act: Act) -> bytes:
    """Return the line of an act, without its end."""
    return b'{"log_position":%d,"act":"%s",%s' % (position, act.name.encode(), encode(act)[1:])


def write(placed: Iterable[Placed], stream: BinaryIO) -> None:
    """Write acts as JSON lines, in the order they come."""
    stream.writelines(line_of(position, act) + b"\n" for position, act in placed)


# --- reading ---

_UNREADABLE: Final = (
    *(msgspec.MsgspecError, UnknownActError, TypeError, AttributeError),
    *(RecursionError, OverflowError, LedgerError),  # endless nesting or numbers; not to be stored
)


def read(lines: Iterable[bytes], source: str) -> Iterator[tuple[int, Act]]:
    """Yield the acts of exported lines with their line numbers, exactly as they were written.

    Raises:
        ImportRefusedError: a line is torn, or is no act that this version knows; it is named.

    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield number, _act(line)
            except _UNREADABLE as why:
                raise ImportRefusedError(
                    f"The source 来源 {source} has at line 行 {number} no act that can be read "
                    f"({why}): export it again with this version of taizhang."
                ) from why


def _act(line: bytes) -> Act:
    fields = msgspec.json.decode(line, type=dict[str, msgspec.Raw])
    name = msgspec.json.decode(fields.pop("act", msgspec.Raw(b"null")), type=str)
    fields.pop("log_position", None)
    act = READERS[name](msgspec.json.encode(fields))
    encode(act)  # what cannot be stored is refused before a ledger is made for it
    return act
