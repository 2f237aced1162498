"""写出 Writing: any table of this floor as CSV, JSON, Excel or Parquet.

CSV and JSON carry no date and no chance: the same frame gives the same bytes. A column ``due`` of
instants holds the first instant too late; CSV and Excel show the last good day, JSON the last good
second, Parquet the column as it is. Instants lose their zone in CSV and Excel, which know none:
they are the local ones of the frame.

Reading order: the one function, then a section per format.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np
import pandas as pd

from ledger.exchange.whole_file import whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DUE: Final = "due"
EVIDENCE: Final = "evidence"
MOST_ROWS: Final = 1_048_575
"""Rows an Excel sheet holds below its heading."""

_BETWEEN_REFS: Final = re.compile(r"; (?=[a-z_]+:)")


def write(frame: pd.DataFrame, target: str | Path | BinaryIO, form: str = "") -> None:
    """Write a table to a path, where it appears when it is whole, or to a binary stream.

    Args:
        frame: any table; the index is left out.
        target: a path, or a stream open for writing bytes.
        form: ``csv``, ``json``, ``xlsx`` or ``parquet``; by default the suffix of the path.
            Excel takes a hundred times as long as Parquet: it is for the tables people read.

    Raises:
        ValueError: the form is unknown, or the table is too long for Excel.

    """
    chosen = form or (Path(target).suffix.lstrip(".") if isinstance(target, str | Path) else "")
    writer = _WRITERS.get(chosen.lower())
    if writer is None:
        raise ValueError(
            f"Tables (表) are written as {', '.join(_WRITERS)}, not as {chosen!r}; "
            "name one of these, or end the path in it."
        )
    if writer is _excel and len(frame) > MOST_ROWS:
        raise ValueError(
            f"An Excel sheet holds {MOST_ROWS:,} rows and this table (表) has {len(frame):,}; "
            "write csv or parquet instead, or fewer rows."
        )
    if not isinstance(target, str | Path):
        writer(frame, target)
        return
    with whole(Path(target)) as unfinished, unfinished.open("wb") as stream:
        writer(frame, stream)


def _is_instants(column: pd.Series[Any]) -> bool:
    return isinstance(column.dtype, pd.DatetimeTZDtype)


def _local(column: pd.Series[Any]) -> np.ndarray[Any, np.dtype[Any]]:
    """Return instants as wall-clock times of their zone, to the second."""
    moments: np.ndarray[Any, np.dtype[Any]] = column.dt.tz_localize(None).to_numpy()
    return moments.astype("datetime64[s]")


def _last_days(column: pd.Series[Any]) -> np.ndarray[Any, np.dtype[Any]]:
    """Return the last good day before each due instant."""
    return _local(column - pd.Timedelta(microseconds=1)).astype("datetime64[D]")


# --- CSV: UTF-8 with the mark Excel looks for, lines ended as RFC 4180 has them ---


def _csv(frame: pd.DataFrame, stream: BinaryIO) -> None:
    table = pd.DataFrame({name: _cells(str(name), frame[name]) for name in frame.columns})
    table.to_csv(stream, index=False, encoding="utf-8-sig", lineterminator="\r\n")


def _cells(name: str, column: pd.Series[Any]) -> Any:
    if _is_instants(column):
        moments = _last_days(column) if name == DUE else _local(column)
        return [str(moment or "") for moment in moments.tolist()]  # None for NaT
    if column.dtype == object:
        return [harmless(value) for value in column]
    return column.to_numpy(dtype=object, na_value="") if column.isna().any() else column.to_numpy()


def harmless(value: object) -> object:
    """Return text such that no spreadsheet takes it for a formula (it gets a leading ')."""
    risky = isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r"))
    return f"'{value}" if risky else value


# --- JSON: an array, one object to a line ---


def _json(frame: pd.DataFrame, stream: BinaryIO) -> None:
    stream.write(b"[")
    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=str).encode
    stream.writelines(
        f"{',' if place else ''}\n{encode(row)}".encode()
        for place, row in enumerate(_objects(frame))
    )
    stream.write(b"\n]\n")


def _objects(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    names = [str(name) for name in frame.columns]
    columns = [_values(name, frame[name]) for name in names]
    for row in zip(*columns, strict=True):
        yield dict(zip(names, row, strict=True))


def _values(name: str, column: pd.Series[Any]) -> list[Any]:
    """Return plain values, None for what is missing or is no number."""
    if _is_instants(column):
        moments = column - pd.Timedelta(seconds=1) if name == DUE else column
        plain_moments = pd.DatetimeIndex(moments).to_pydatetime()
        return [None if moment is pd.NaT else moment.isoformat() for moment in plain_moments]
    if name == EVIDENCE:
        return [_BETWEEN_REFS.split(text) if text else [] for text in column]
    if pd.api.types.is_float_dtype(column.dtype):
        return [float(value) if np.isfinite(value) else None for value in column.astype(float)]
    plain: list[Any] = column.astype(object).tolist()
    return [
        None if value is None or value is pd.NA or value is pd.NaT else value for value in plain
    ]


# --- Excel: one sheet, heading frozen, nothing read as a formula ---


def _excel(frame: pd.DataFrame, stream: BinaryIO) -> None:
    from openpyxl import Workbook  # noqa: PLC0415 (only needed here)
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.styles import Font  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet("台账")
    sheet.freeze_panes = "A2"
    heading = [WriteOnlyCell(sheet, value=str(name)) for name in frame.columns]
    for cell in heading:
        cell.font = Font(bold=True)
    sheet.append(heading)
    columns = [_excel_values(str(name), frame[name], sheet) for name in frame.columns]
    for row in zip(*columns, strict=True):
        sheet.append(row)
    save_book(book, stream)


def save_book(book: Any, stream: BinaryIO) -> None:
    """Write a workbook; where the disk is full, that is what is said, and nothing after it.

    ``Workbook.save`` would leave its archive open then, to be closed when nobody listens any more.
    """
    from openpyxl.writer.excel import ExcelWriter  # noqa: PLC0415 (as above)

    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()


def _excel_values(name: str, column: pd.Series[Any], sheet: Any) -> list[Any]:
    if _is_instants(column):
        moments = _last_days(column) if name == DUE else _local(column)
        plain: list[Any] = moments.tolist()  # dates and naive datetimes, None for NaT
        return plain
    values = [value if value != "" else None for value in _values("", column)]
    cells = {value: text_cell(value, sheet) for value in values if isinstance(value, str)}
    return [cells[value] if isinstance(value, str) else value for value in values]


def text_cell(text: str, sheet: Any) -> Any:
    """Return text as Excel may have it: no control characters, and no formula."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415

    clean = ILLEGAL_CHARACTERS_RE.sub("", text)
    if not clean.startswith("="):
        return clean
    cell = WriteOnlyCell(sheet, value=clean)
    cell.data_type = "s"
    return cell


# --- Parquet: the frame as it is, source and all ---


def _parquet(frame: pd.DataFrame, stream: BinaryIO) -> None:
    frame.to_parquet(stream, engine="pyarrow", index=False)


_WRITERS: Final[dict[str, Callable[[pd.DataFrame, BinaryIO], None]]] = {
    "csv": _csv,
    "json": _json,
    "xlsx": _excel,
    "parquet": _parquet,
}
