"""拟合 ``taizhang fit``: a ledger's history becomes a scenario file to plan with."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from projections import charts as drawn
from projections.writing import write
from simulations.fitting.arrivals import KINDS
from taizhang import options, tables
from taizhang.fitting import BASE, fit
from taizhang.options import LedgerPath
from taizhang.refusals import CannotError
from taizhang.studying import check_out, draw_all

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd

    from taizhang.fitting import LedgerFit

COLUMNS: Final = ("number", "part", "value", "interval", "n")


@click.command("fit")
@click.argument("ledger", type=LedgerPath())
@click.option("--out", "scenario", required=True, metavar="FILE.toml",
              type=click.Path(dir_okay=False, path_type=Path),
              help="The scenario file to write.")  # fmt: skip
@click.option("--base", default=BASE, show_default=True, metavar="SCENARIO",
              help="Lends what acts do not tell: a name, or the path of a file.")  # fmt: skip
@click.option("--until", type=options.Day(), help="The last day that counts; default: all.")
@click.option("--table", "out", type=click.Path(dir_okay=False, path_type=Path),
              help="Write every number to a table: .csv, .json, .xlsx or .parquet.")  # fmt: skip
@click.option("--charts", type=click.Path(file_okay=False, path_type=Path),
              help="Draw the fit over what was recorded to this folder, in zh and en.")  # fmt: skip
@click.option("--replace", is_flag=True, help="Replace the file that OUT already is.")
@options.lang_option
def command(  # noqa: PLR0913 - one parameter per option
    *,
    ledger: str,
    scenario: Path,
    base: str,
    until: dt.date | None,
    out: Path | None,
    charts: Path | None,
    replace: bool,
    lang: str,
) -> None:
    """Fit a scenario to LEDGER.

    Arrivals by month and kind, the steps whose both ends are recorded, shares and leave are fitted,
    each with its 95 % interval; all else stays as --base assumes it, and the file says so of every
    number.
    """
    _check(scenario, replace=replace)
    check_out(out)
    found = fit(ledger, base, until=until)
    frame = found.numbers
    console = tables.console()
    console.print(_told(found, frame, lang), markup=False)
    if absent := _absent(found, lang):
        console.print(absent, markup=False)
    console.print(_fitted(frame, lang))
    click.echo(found.write(scenario))
    if out is not None:
        write(frame, out)
        click.echo(out)
    if charts is not None:
        drawings = {
            "arrivals_fit": partial(drawn.arrivals_fit, found.arrivals),
            "steps_fit": partial(drawn.steps_fit, found.curves),
            "organ_times": partial(drawn.organ_times, found.steps),
        }
        draw_all(drawings, charts)


def _check(scenario: Path, *, replace: bool) -> None:
    """Refuse a file that could not be written or may not be replaced."""
    if scenario.suffix != ".toml" or not scenario.parent.is_dir():
        raise CannotError(
            f"{scenario} cannot be written 不能写出: name a .toml file in a folder that is there."
        )
    if scenario.exists() and not replace:
        raise CannotError(
            f"{scenario} is there already 文件已存在: choose another name, or add --replace."
        )


def _told(found: LedgerFit, frame: pd.DataFrame, lang: str) -> str:
    """Say what was fitted to what, and how much is still assumed."""
    fitted = frame.loc[frame["fitted"], "number"].nunique()
    assumed = frame["number"].nunique() - fitted
    days = f"{found.fit.first_day}..{found.fit.last_day}"
    if lang == "zh":
        return (
            f"台账{found.source.ledger}，{days}：拟合{fitted}项，其余{assumed}项沿用情景"
            f"{found.fit.base.name}的假设"
        )
    return (
        f"Ledger {found.source.ledger}, {days}: {fitted} numbers fitted, {assumed} as "
        f"{found.fit.base.name} assumes them"
    )


def _absent(found: LedgerFit, lang: str) -> str:
    """Name the kinds of which not one matter came; empty where there are none."""
    kinds = [kind for kind in KINDS if not found.fit.traces.counts.get(kind.number)]
    if lang == "zh":
        names = "、".join(kind.zh for kind in kinds)
        said = f"台账中一件也没有：{names}；情景中便也没有。若只是未登记，请在文件中改其数量。"
    else:
        names = ", ".join(kind.en for kind in kinds)
        said = (
            f"Not one in the ledger, so none in the scenario: {names}. If they are only not kept "
            "there, set their rates in the file."
        )
    return said if kinds else ""


def _fitted(frame: pd.DataFrame, lang: str) -> Any:
    rows = [
        (row["number"], row["part"], f"{row['value']:.4g}", f"{row['low']:.4g}-{row['high']:.4g}",
         f"{row['n']:,}")
        for row in frame[frame["fitted"]].to_dict("records")
    ]  # fmt: skip
    return tables.table("拟合参数" if lang == "zh" else "Fitted numbers", COLUMNS, rows, lang)
