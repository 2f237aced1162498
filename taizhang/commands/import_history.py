"""导入 ``taizhang import``: a real history from CSV or XES, all of its rows accounted for."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ledger.exchange.taking_back import is_export, take_back
from ledger.exchange.whole_file import whole
from ledger.importing import ImportReport, import_into
from ledger.mapping_files import shipped_mappings
from taizhang import options, tables
from taizhang.refusals import CannotError

if TYPE_CHECKING:
    from ledger.known_rows import Unmapped

LISTED: Final = 50
"""Rows listed on the screen; all of them go to ``--report``."""


@click.command("import")
@click.argument("source", type=click.Path(path_type=Path))
@click.option(
    "--mapping",
    help=f"A TOML file, or one of: {', '.join(shipped_mappings())}. None for an export (.jsonl).",
)
@click.option(
    "--ledger", required=True, type=options.LedgerPath(), help="Made where there is none."
)
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write every row that became no act to this CSV file.",
)
@options.lang_option
def command(
    *, source: Path, mapping: str | None, ledger: str, report: Path | None, lang: str
) -> None:
    """Import SOURCE (CSV, XES, OCEL or an export, plain or .gz) into a ledger, whole or not at all.

    JSON lines that `taizhang export` wrote need no mapping: they make the same ledger again, or add
    to one that is there. Every row becomes an act, or was imported before, or is listed with its
    line and the reason. Importing the same file again adds nothing.
    """
    console = tables.console(stderr=True)
    with console.status(str(source.name)) as status:

        def progress(rows: int, recorded: int) -> None:
            status.update(f"{source.name}: {rows:,} rows, {recorded:,} acts")

        if mapping is not None:
            result = import_into(ledger, source, mapping, progress=progress)
        elif is_export(source):
            result = take_back(ledger, source, progress=progress)
        else:
            raise CannotError(
                f"{source.name} needs a --mapping 映射; only an export (.jsonl) does not."
            )
    _print(result, lang)
    if report is not None:
        _write(result.unmapped, report)


def _print(result: ImportReport, lang: str) -> None:
    console = tables.console()
    zh = (
        f"{result.source}：读{result.rows:,}行，新登记{result.recorded:,}件，"
        f"原有{result.already:,}件，未映射{len(result.unmapped):,}行"
    )
    en = (
        f"{result.source}: {result.rows:,} rows read, {result.recorded:,} acts recorded, "
        f"{result.already:,} there before, {len(result.unmapped):,} rows unmapped"
    )
    console.print(zh if lang == "zh" else en)
    if not result.unmapped:
        return
    reasons = Counter(one.reason for one in result.unmapped).most_common()
    title = "未映射原因" if lang == "zh" else "Why rows are unmapped"
    rows = [(reason, f"{n:,}") for reason, n in reasons[:LISTED]]
    console.print(tables.table(title, ("reason", "n"), rows, lang))
    shown = min(LISTED, len(result.unmapped))
    title = (
        f"未映射行（{shown}/{len(result.unmapped):,}）"
        if lang == "zh"
        else (f"Unmapped rows ({shown} of {len(result.unmapped):,}; --report writes them all)")
    )
    listed = [(one.line, one.reason) for one in result.unmapped[:LISTED]]
    console.print(tables.table(title, ("line", "reason"), listed, lang))


def _write(unmapped: tuple[Unmapped, ...], path: Path) -> None:
    with (
        whole(path) as unfinished,
        unfinished.open("w", encoding="utf-8-sig", newline="") as file,
    ):
        writer = csv.writer(file)
        writer.writerow(("line", "reason"))
        writer.writerows((one.line, one.reason) for one in unmapped)
