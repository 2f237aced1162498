"""XES 输出: a log of traces and events (IEEE 1849), one trace a matter, one event an act.

Written in the shape that ProM, pm4py, r4pm and Disco all read: the common namespace, plain
``string``, ``date``, ``int``, ``float`` and ``boolean`` attributes, offsets on every time. Source:
IEEE Std 1849-2016, and the schema of OpenXES 2.2. Reading order: the log, a trace, attributes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final
from xml.sax.saxutils import quoteattr

from domain.act import Act
from ledger.exchange.attributes import common, own
from ledger.exchange.spool import Trace, by_matter
from ledger.reading import Placed

_HEAD: Final = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="2.0" xes.features="nested-attributes" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
<global scope="trace">
<string key="concept:name" value=""/>
</global>
<global scope="event">
<string key="concept:name" value=""/>
<date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/>
<string key="org:resource" value=""/>
<string key="lifecycle:transition" value="complete"/>
</global>
<classifier name="Act" keys="concept:name"/>
"""
_ILLEGAL: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, not even escaped."""

# --- the log ---


def write(placed: Iterable[Placed], stream: BinaryIO, name: str = "") -> None:
    """Write acts as an XES log, matter by matter; ``name`` is the log's own."""
    stream.write(_HEAD.encode())
    stream.write(_attribute("concept:name", name or "taizhang").encode())
    with by_matter(placed) as traces:
        for trace in traces:
            stream.writelines(part.encode() for part in _trace(trace))
    stream.write(b"</log>\n")


# --- a trace ---


def _trace(trace: Trace) -> Iterator[str]:
    kind, matter, acts = trace
    yield "<trace>\n"
    yield _attribute("concept:name", f"{kind}:{matter}")
    yield _attribute("kind", kind)
    yield _attribute("matter", matter)
    for position, act in acts:
        yield _event(position, act)
    yield "</trace>\n"


def _event(position: int, act: Act) -> str:
    standard = (
        ("concept:name", act.name),
        ("time:timestamp", act.occurred_at),
        ("org:resource", act.by),
        ("lifecycle:transition", "complete"),
    )
    attributes = (*standard, *common(position, act), *own(act))
    return f"<event>\n{''.join(_attribute(key, value) for key, value in attributes)}</event>\n"


# --- attributes ---


def _attribute(key: str, value: object) -> str:
    tag, text = _typed(value)
    return f"<{tag} key={quoteattr(key)} value={quoteattr(_ILLEGAL.sub('�', text))}/>\n"


def _typed(value: object) -> tuple[str, str]:
    if isinstance(value, bool):
        return "boolean", "true" if value else "false"
    if isinstance(value, int):
        return "int", str(value)
    if isinstance(value, float):
        return "float", repr(value)
    if isinstance(value, dt.datetime):
        return "date", value.isoformat(timespec="microseconds" if value.microsecond else "seconds")
    return "string", str(value)
