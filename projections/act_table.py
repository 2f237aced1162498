"""行为表 Act table: acts as rows a person can read, in CSV, Excel and Parquet, however many.

Written by streaming: nothing holds the log. Reading order: the row, rows, a section per format.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import attrs
import msgspec

from projections.narrative import Narrator
from projections.writing import MOST_ROWS, harmless, save_book, text_cell

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from domain.act import Act
    from projections.directory import Directory

INSTANTS: Final = ("occurred_at", "recorded_at", "source_recorded_at")
COLUMNS: Final = (
    *("position", "occurred_at", "recorded_at", "act", "act_zh", "act_en", "kind", "matter", "ref"),
    *("by", "by_zh", "by_en", "capacity", "told_zh", "told_en", "cause", "override", "source"),
    "source_recorded_at",
)
"""``position`` in the ledger; instants in the government's zone; ``act`` the permanent name, its
glosses; the matter and the reference of the act; who did it, by id and by label; the sentence that
tells it; what caused it; an override as JSON; file and line of an imported act."""
Row = tuple[Any, ...]
BATCH: Final = 5_000
"""Rows in memory at a time."""

# --- rows ---


def rows(
    placed: Iterable[tuple[int, Act]], zone: ZoneInfo, directory: Directory | None = None
) -> Iterator[Row]:
    """Yield the row of every act, in the order they come (see ``COLUMNS``)."""
    narrator = Narrator(zone, directory)
    for position, act in placed:
        told = narrator.feed(act)
        zh, en = narrator.label(act.by)
        registered = act.source_recorded_at
        override = msgspec.json.encode(attrs.asdict(act.override)).decode() if act.override else ""
        yield (
            *(position, act.occurred_at.astimezone(zone), act.recorded_at.astimezone(zone)),
            *(act.name, act.zh, act.en, act.kind, act.matter, act.ref),
            *(act.by, zh, en, act.capacity, told.zh, told.en, act.cause, override, act.source),
            registered.astimezone(zone) if registered else None,
        )


# --- CSV: UTF-8 with the mark Excel looks for ---


def write_csv(table: Iterable[Row], stream: BinaryIO) -> None:
    """Write rows as CSV (RFC 4180), UTF-8 with a byte order mark; nothing reads as a formula."""
    text = io.TextIOWrapper(stream, "utf-8-sig", newline="", write_through=False)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_csv_cell(value) for value in row] for row in table)
    text.detach()


def _csv_cell(value: object) -> object:
    return _wall(value) if isinstance(value, dt.datetime) else harmless(value)


def _wall(instant: dt.datetime) -> str:
    """Return an instant as its zone's clock shows it, to the second."""
    return instant.strftime("%Y-%m-%d %H:%M:%S")


# --- Excel ---


def write_xlsx(table: Iterable[Row], stream: BinaryIO) -> None:
    """Write rows as an Excel sheet, its heading frozen; times as the zone's clock shows them.

    Raises:
        ValueError: there are more rows than a sheet holds.

    """
    from openpyxl import Workbook  # noqa: PLC0415 (only needed here)

    book = Workbook(write_only=True)
    sheet = book.create_sheet("台账")
    sheet.freeze_panes = "A2"
    sheet.append(COLUMNS)
    try:
        for number, row in enumerate(table):
            _check_length(number)
            sheet.append([_excel_cell(value, sheet) for value in row])
    finally:
        sheet.close()  # it is being written to a temporary file
    save_book(book, stream)


def _check_length(number: int) -> None:
    if number == MOST_ROWS:
        raise ValueError(
            f"An Excel sheet holds {MOST_ROWS:,} rows 行 and there are more: choose fewer acts, "
            "or write csv or parquet."
        )


def _excel_cell(value: object, sheet: Any) -> object:
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None, microsecond=0)
    return text_cell(value, sheet) if isinstance(value, str) else value


# --- Parquet ---


def write_parquet(table: Iterable[Row], stream: BinaryIO, zone: ZoneInfo) -> None:
    """Write rows as Parquet, a row group per batch; times aware, in the zone."""
    import pyarrow as pa  # noqa: PLC0415 (only needed here)
    import pyarrow.parquet as pq  # noqa: PLC0415

    kinds = dict.fromkeys(INSTANTS, pa.timestamp("us", tz=str(zone))) | {"position": pa.int64()}
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in COLUMNS])
    coming = iter(table)
    with pq.ParquetWriter(stream, schema) as writer:
        while batch := list(islice(coming, BATCH)):
            columns = [list(column) for column in zip(*batch, strict=True)]
            writer.write_table(pa.table(dict(zip(COLUMNS, columns, strict=True)), schema=schema))
