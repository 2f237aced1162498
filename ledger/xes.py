"""XES: the events of a process log (IEEE 1849), streamed, each with its line.

Read with expat alone, because a row that cannot be mapped is reported by its line, and none of the
readers of whole logs keeps lines. A log needs no document type; one that brings its own is refused,
since entities could make a small file endless.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Final
from xml.parsers.expat import ExpatError, ParserCreate

from ledger.import_errors import ImportRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHUNK: Final = 1 << 16
CASE: Final = "case:"
"""Put before the key of a trace's own attribute, so that it cannot be taken for an event's."""

ATTRIBUTES: Final = frozenset({"string", "date", "int", "float", "boolean", "id"})
Event = tuple[int, dict[str, str]]
_UNREADABLE: Final = (LookupError, ValueError)
"""What expat raises, and no narrower class, for an encoding nobody knows or of several bytes."""


def xes_rows(path: Path, file: IO[bytes]) -> Iterator[Event]:
    """Yield the line and the attributes of every event, in the order of the log.

    Attributes nested in other attributes are left out; those of the trace come with every event.

    Raises:
        ImportRefusedError: it is no sound XML or no XES log, or it declares a document type.

    """
    reader = _Reader(path)
    try:
        while chunk := file.read(CHUNK):
            reader.parser.Parse(chunk)
            yield from reader.taken()
        reader.parser.Parse(b"", True)  # noqa: FBT003 (expat takes it by position only)
    except ExpatError as error:
        raise ImportRefusedError(
            f"The source 来源 {path} is no sound XML ({error}): fetch it again."
        ) from None
    except (LookupError, ValueError) as error:
        if type(error) not in _UNREADABLE:
            raise
        raise ImportRefusedError(
            f"The source 来源 {path} is XML in an encoding 编码 that is not read here ({error}): "
            "convert it to UTF-8."
        ) from None
    yield from reader.taken()


class _Reader:
    """Follows the elements of a log; keeps the events of one trace at a time."""

    def __init__(self, path: Path) -> None:
        self.parser = ParserCreate()
        self.parser.StartElementHandler = self._started
        self.parser.EndElementHandler = self._ended
        self.parser.StartDoctypeDeclHandler = self._refused
        self._path = path
        self._open: list[str] = []  # the elements we are in
        self._trace: dict[str, str] = {}
        self._events: list[Event] = []
        self._done: list[Event] = []

    def taken(self) -> list[Event]:
        """Return the events finished since the last call."""
        done, self._done = self._done, []
        return done

    def _started(self, tag: str, attributes: dict[str, str]) -> None:
        parent = self._open[-1] if self._open else ""
        self._open.append(tag)
        if tag in ATTRIBUTES:
            if parent == "event":
                self._events[-1][1][attributes.get("key", "")] = attributes.get("value", "").strip()
            elif parent == "trace":
                self._trace[CASE + attributes.get("key", "")] = attributes.get("value", "").strip()
        elif tag == "event":
            self._events.append((self.parser.CurrentLineNumber, {}))
        elif tag == "trace":
            self._trace = {}
        elif not parent and tag != "log":
            raise ImportRefusedError(
                f"The source 来源 {self._path} is XML but no XES log: it begins with <{tag}>."
            )

    def _ended(self, tag: str) -> None:
        self._open.pop()
        if tag == "trace" or (tag == "event" and "trace" not in self._open):
            self._done += [(line, self._trace | cells) for line, cells in self._events]
            self._events, self._trace = [], {}

    def _refused(self, *_: object) -> None:
        raise ImportRefusedError(
            f"The source 来源 {self._path} declares a document type, which an XES log never needs: "
            "remove the <!DOCTYPE> and import it again."
        )
