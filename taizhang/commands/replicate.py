"""重复演算 ``taizhang replicate``: many years of one scenario, measured, with intervals."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from simulations.replications import replicate
from taizhang import options, study_tables, tables
from taizhang.playing import changed
from taizhang.starting import report as report_carried
from taizhang.starting import started
from taizhang.studying import check_out, of_years, report, study_options, workers
from taizhang.years_bar import YearsBar

MOST = 10


@click.command("replicate")
@options.scenario_option
@options.change_option
@options.starting_options
@click.option("-n", "years", type=click.IntRange(1), default=20, show_default=True,
              help="Years to play; at most, with --until.")  # fmt: skip
@click.option(
    "--until",
    type=click.FloatRange(0, min_open=True),
    metavar="HALF-WIDTH",
    help="Stop once the breach rate is known this well, such as 0.005 either way.",
)
@click.option(
    "--watch",
    multiple=True,
    metavar="NORM",
    help="The norm whose breach rate --until is about; repeatable; default: all together.",
)
@study_options
def command(  # noqa: PLR0913 - one parameter per option
    *,
    name: str,
    changes: tuple[Path, ...],
    start: str | None,
    as_of: dt.date | None,
    last_day: dt.date | None,
    years: int,
    until: float | None,
    watch: tuple[str, ...],
    seed: int,
    jobs: int | None,
    dask: str | None,
    out: Path | None,
    charts: Path | None,
    lang: str,
) -> None:
    """Play a year many times and say how sure the rates are.

    Means get t intervals, shares the BCa bootstrap, both over the years. The same scenario and seed
    give the same table however many processes play it.
    """
    scenario = started(changed(name, changes), start, as_of, last_day)
    check_out(out)
    with workers(jobs, dask) as executor, YearsBar(scenario.full_name) as bar:
        frame = replicate(scenario, years, executor, until, seed=seed, watch=watch, progress=bar)
    console = tables.console()
    console.print(study_tables.years_from(frame, lang), markup=False)
    report_carried(scenario, lang)
    console.print(study_tables.whole(frame, lang))
    console.print(study_tables.worst_norms(frame, lang, MOST))
    console.print(study_tables.busiest_desks(frame, lang, MOST))
    if until is not None:
        click.echo(_stopped(until, frame.attrs["half_width"], lang))
    report(frame, out, charts, of_years(frame, watch), lang)


def _stopped(until: float, reached: float, lang: str) -> str:
    """Say whether the aim was reached."""
    if reached <= until:
        kept = ("已达到", "reached")
    else:
        kept = ("未达到，请增加 -n", "not reached: give a larger -n")
    if lang == "zh":
        return f"违反率95%区间半宽{reached:.4f}，目标{until:g}：{kept[0]}"
    return f"95 % interval of the breach rate ±{reached:.4f}, aim ±{until:g}: {kept[1]}"
