"""方案比较 ``taizhang what-if``: changes beside the scenario as it is, on the same draws."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

import click

from projections.charts import differences
from simulations.change_file import changed_by
from simulations.comparison import compare
from simulations.scenario import Scenario
from taizhang import options, study_tables, tables
from taizhang.playing import changed
from taizhang.refusals import CannotError
from taizhang.starting import report as report_carried
from taizhang.starting import started
from taizhang.studying import check_out, report, study_options, workers
from taizhang.years_bar import YearsBar


@click.command("what-if")
@click.argument("variants", nargs=-1, required=True, metavar="FILE...",
                type=click.Path(dir_okay=False, path_type=Path))  # fmt: skip
@options.scenario_option
@options.change_option
@options.starting_options
@click.option("-n", "years", type=click.IntRange(2), default=20, show_default=True,
              help="Years of each.")  # fmt: skip
@click.option("--norm", "norms", multiple=True, help="Compare this norm too; repeatable.")
@click.option("--organ", "organs", multiple=True, help="Compare this unit too; repeatable.")
@click.option("--desk", "desks", multiple=True,
              help="Compare this desk, a unit's or a leader's, too; repeatable.")  # fmt: skip
@study_options
def command(  # noqa: PLR0913 - one parameter per option
    *,
    variants: tuple[Path, ...],
    name: str,
    changes: tuple[Path, ...],
    start: str | None,
    as_of: dt.date | None,
    last_day: dt.date | None,
    years: int,
    norms: tuple[str, ...],
    organs: tuple[str, ...],
    desks: tuple[str, ...],
    seed: int,
    jobs: int | None,
    dask: str | None,
    out: Path | None,
    charts: Path | None,
    lang: str,
) -> None:
    """Compare the scenario with what each FILE of changes makes of it.

    All play the same draws, so that the differences are sharper than the years. The intervals hold
    together (Bonferroni): ask only for what matters. --change applies to the baseline and to all.
    """
    baseline = started(changed(name, changes), start, as_of, last_day)
    check_out(out)
    with workers(jobs, dask) as executor, YearsBar(baseline.full_name) as bar:
        frame = compare(
            baseline,
            _variants(baseline, variants),
            years,
            executor,
            seed=seed,
            norms=norms,
            organs=organs,
            desks=desks,
            progress=bar,
        )
    console = tables.console()
    console.print(study_tables.years_from(frame, lang), markup=False)
    report_carried(baseline, lang)
    console.print(study_tables.compared(frame, lang))
    report(frame, out, charts, {"differences": partial(differences, frame)}, lang)


def _variants(baseline: Scenario, files: tuple[Path, ...]) -> list[Scenario]:
    """Return what each file makes of the baseline; each must change something."""
    made = [changed_by(baseline, path) for path in files]
    for path, scenario in zip(files, made, strict=True):
        if scenario.told == baseline.told:
            raise CannotError(f"{path} changes nothing 没有改动: write a verb such as grow in it.")
    return made
