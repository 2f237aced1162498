"""来源 Sources: the rows of a CSV file or of an XES or OCEL log, each with its line.

Files are streamed; nothing holds a whole source. What is wrong with one row stays with that row and
is reported by the import; what is wrong with the file is refused. Reading order: a row, opening,
CSV, the choice of reader.
"""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, cast

import attrs

from ledger.import_errors import ImportRefusedError
from ledger.ocel import ocel_rows
from ledger.xes import xes_rows

if TYPE_CHECKING:
    from _csv import Reader

GZIP: Final = b"\x1f\x8b"
FIELD_LIMIT: Final = 16 * 1024 * 1024
"""The longest cell, in characters; csv's own limit of 131,072 is below some statutes' titles."""


@attrs.frozen
class Row:
    """One row of a source.

    Attributes:
        line: line of the file it begins on, from 1.
        cells: its cells by column, without the white space around them.
        flaw: why it cannot be used; empty for a sound row.

    """

    line: int
    cells: Mapping[str, str]
    flaw: str = ""


def read_rows(path: Path, format_: str, columns: tuple[str, ...]) -> Iterator[Row]:
    """Yield the rows of a source, in the order of the file.

    Args:
        path: the file, plain or gzipped (its first bytes tell).
        format_: ``csv``, ``xes`` or ``ocel``.
        columns: the columns that must be there.

    Raises:
        ImportRefusedError: the file is missing, truncated, not of that format, or lacks a column.

    """
    with sound(path), opened(path) as file:
        if format_ == "csv":
            yield from _csv_rows(path, file, columns)
        else:
            events = ocel_rows(path, file) if format_ == "ocel" else xes_rows(path, file)
            yield from _rows_of_log(path, events, columns)


# --- opening ---


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a source for reading bytes, through gzip where its first bytes say so."""
    with path.open("rb") as file:
        zipped = file.read(len(GZIP)) == GZIP
    with cast("IO[bytes]", gzip.open(path)) if zipped else path.open("rb") as file:
        yield file


@contextmanager
def sound(path: Path) -> Iterator[None]:
    """Turn what reading a file can raise into one sentence that names it."""
    try:
        yield
    except FileNotFoundError:
        raise ImportRefusedError(f"There is no source 来源 {path}: check the path.") from None
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise ImportRefusedError(
            f"The source 来源 {path} is truncated or damaged gzip ({error}): fetch it again."
        ) from None
    except UnicodeDecodeError as error:
        raise ImportRefusedError(
            f"The source 来源 {path} is not UTF-8 text ({error}): convert it, then import it."
        ) from None
    except OSError as error:
        raise ImportRefusedError(f"The source 来源 {path} cannot be read: {error}.") from None


# --- CSV ---


def _csv_rows(path: Path, file: IO[bytes], columns: tuple[str, ...]) -> Iterator[Row]:
    csv.field_size_limit(FIELD_LIMIT)
    with io.TextIOWrapper(file, "utf-8-sig", newline="") as text:
        reader = csv.reader(text, strict=True)
        try:
            yield from _records(path, reader, columns)
        except csv.Error as error:
            raise ImportRefusedError(
                f"The source 来源 {path} is not CSV at line {reader.line_num} ({error}): mend it."
            ) from None


def _records(path: Path, reader: Reader, columns: tuple[str, ...]) -> Iterator[Row]:
    """Yield each record with the line it begins on: a quoted cell may run over several."""
    header = [name.strip() for name in next(reader, [])]
    _check_header(path, header, columns)
    line = reader.line_num + 1
    for cells in reader:
        if cells:
            yield _csv_row(line, header, cells)
        line = reader.line_num + 1


def _check_header(path: Path, header: list[str], columns: tuple[str, ...]) -> None:
    if not any(header):
        raise ImportRefusedError(f"The source 来源 {path} has no header: its first line is empty.")
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise ImportRefusedError(
            f"The source 来源 {path} has the column {twice[0]!r} twice: rename one."
        )
    _check_columns(path, set(header), columns)


def _check_columns(path: Path, there: set[str], columns: tuple[str, ...]) -> None:
    missing = [column for column in columns if column not in there]
    if missing:
        raise ImportRefusedError(
            f"The source 来源 {path} has no column {missing[0]!r}, which the mapping 映射 names: "
            f"its columns are {', '.join(sorted(there))}."
        )


def _csv_row(line: int, header: list[str], cells: list[str]) -> Row:
    if len(cells) != len(header):
        flaw = f"it has {len(cells)} cells where the header has {len(header)}"
        return Row(line, dict(zip(header, cells, strict=False)), flaw)
    return Row(line, {name: cell.strip() for name, cell in zip(header, cells, strict=True)})


# --- process logs: XES, OCEL ---


def _rows_of_log(
    path: Path, events: Iterable[tuple[int, dict[str, str]]], columns: tuple[str, ...]
) -> Iterator[Row]:
    """Yield a log's events; a column that no event has is refused at the end of the log."""
    there: set[str] = set()
    for line, cells in events:
        if not there.issuperset(columns):
            there.update(cells)
        yield Row(line, cells)
    _check_columns(path, there, columns)
