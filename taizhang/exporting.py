"""导出 Exporting: the acts of a ledger, or those chosen, in a form that others read.

Reading order: the forms, the one function, tables.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from domain.rulebook.catalogue import rulebook
from ledger.exchange import json_lines, ocel, xes
from ledger.exchange.whole_file import stream_to, whole
from projections import act_table
from projections.directory import Directory
from taizhang.refusals import CannotError

if TYPE_CHECKING:
    from ledger.ledger import Ledger
    from ledger.reading import Placed

# --- the forms ---

SUFFIXES: Final = {
    "jsonl": (".jsonl", ".jsonl.gz"),
    "csv": (".csv", ".csv.gz"),
    "xlsx": (".xlsx",),
    "parquet": (".parquet",),
    "xes": (".xes", ".xes.gz"),
    "ocel-json": (".jsonocel", ".json", ".json.gz"),
    "ocel-sqlite": (".sqlite", ".sqlite3", ".db"),
}
"""Every form, with the ends of a file name that mean it."""


def form_of(path: Path, form: str = "") -> str:
    """Return the form asked for, else the one a file's name means.

    Raises:
        CannotError: the name means none.

    """
    if form:
        return form
    for one, suffixes in SUFFIXES.items():
        if path.name.endswith(suffixes):
            return one
    ends = ", ".join(suffixes[0] for suffixes in SUFFIXES.values())
    raise CannotError(
        f"{path.name!r} does not say its form 格式: end it in {ends}, or give --form."
    )


# --- the one function ---


def export(placed: Iterable[Placed], ledger: Ledger, path: Path, form: str = "") -> None:
    """Write acts to a file, which appears only when it is whole; nothing holds them all.

    Args:
        placed: positions and acts.
        ledger: where they are from: its name, and the labels and the zone of its government.
        path: the file; one that is there is replaced. ``.gz`` is compressed.
        form: one of ``SUFFIXES``; by default the one the file's name means.

    Raises:
        CannotError: the name means no form, or the form cannot hold so many.
        LedgerError: the ledger cannot be read.

    """
    chosen = form_of(path, form)
    with whole(path) as unfinished:
        if chosen == "ocel-sqlite":
            ocel.write_sqlite(placed, unfinished)
            return
        with stream_to(unfinished, zipped=path.suffix == ".gz") as stream:
            _write(placed, ledger, chosen, stream)


def _write(placed: Iterable[Placed], ledger: Ledger, form: str, stream: BinaryIO) -> None:
    if form == "jsonl":
        json_lines.write(placed, stream)
    elif form == "xes":
        xes.write(placed, stream, ledger.opening.government)
    elif form == "ocel-json":
        ocel.write_json(placed, stream)
    else:
        _write_table(placed, ledger, form, stream)


# --- tables ---


def _write_table(placed: Iterable[Placed], ledger: Ledger, form: str, stream: BinaryIO) -> None:
    zone = rulebook(ledger.opening.rulebook).zone
    directory = Directory(ledger.matter("organisation", ledger.opening.government))
    rows = act_table.rows(placed, zone, directory)
    try:
        if form == "csv":
            act_table.write_csv(rows, stream)
        elif form == "xlsx":
            act_table.write_xlsx(rows, stream)
        else:
            act_table.write_parquet(rows, stream, zone)
    except ValueError as why:
        raise CannotError(str(why)) from why
