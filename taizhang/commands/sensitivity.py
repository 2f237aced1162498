"""敏感性 ``taizhang sensitivity``: which numbers of a scenario a measure hangs on."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

import click

from projections.charts import sensitivity_tornado
from projections.measure_names import MEASURES
from simulations.sensitivity import sensitivity
from taizhang import options, study_tables, tables
from taizhang.playing import changed
from taizhang.starting import report as report_carried
from taizhang.starting import started
from taizhang.studying import check_out, report, study_options, workers
from taizhang.years_bar import YearsBar


@click.command("sensitivity")
@click.option("--of", "ranges", type=(str, float, float), multiple=True, required=True,
              metavar="NAME LOW HIGH", help="A parameter and its ends; repeatable.")  # fmt: skip
@click.option("--measure", type=click.Choice(list(MEASURES)), default="adherence",
              show_default=True, help="What is asked of the years.")  # fmt: skip
@click.option("--norm", default="", help="Of which norm; default: all together.")
@click.option("--organ", default="", help="Of which unit; default: all together.")
@click.option("--desk", default="", help="Of which desk; default: all together.")
@click.option("-n", "years", type=click.IntRange(1), default=2, show_default=True,
              help="Years of each point.")  # fmt: skip
@click.option("--trajectories", type=click.IntRange(2), default=8, show_default=True,
              help="Of Morris; each plays one point more than there are parameters.")  # fmt: skip
@click.option("--sobol", type=click.IntRange(0), default=0, show_default=True,
              help="Base samples of those that matter, a power of 2; 0: Morris alone.")  # fmt: skip
@options.scenario_option
@options.change_option
@options.starting_options
@study_options
def command(  # noqa: PLR0913 - one parameter per option
    *,
    ranges: tuple[tuple[str, float, float], ...],
    measure: str,
    norm: str,
    organ: str,
    desk: str,
    years: int,
    trajectories: int,
    sobol: int,
    name: str,
    changes: tuple[Path, ...],
    start: str | None,
    as_of: dt.date | None,
    last_day: dt.date | None,
    seed: int,
    jobs: int | None,
    dask: str | None,
    out: Path | None,
    charts: Path | None,
    lang: str,
) -> None:
    """Screen which numbers of a scenario a measure hangs on: Morris first, then Sobol.

    NAME is a number with a single value (people.share_of_time), a field of a number
    (supervision.limit.low), a duration (consultations.reply: a factor on it), or a kind of matter
    or volume (a factor on how many arrive).
    """
    scenario = started(changed(name, changes), start, as_of, last_day)
    check_out(out)
    with workers(jobs, dask) as executor, YearsBar(scenario.full_name) as bar:
        frame = sensitivity(
            scenario,
            {one: (low, high) for one, low, high in ranges},
            measure,
            years,
            executor,
            trajectories=trajectories,
            sobol=sobol,
            norm=norm,
            organ=organ,
            desk=desk,
            seed=seed,
            progress=bar,
        )
    console = tables.console()
    console.print(study_tables.years_from(frame, lang), markup=False)
    report_carried(scenario, lang)
    console.print(study_tables.parameters_moved(frame, lang))
    report(frame, out, charts, {"sensitivity": partial(sensitivity_tornado, frame)}, lang)
