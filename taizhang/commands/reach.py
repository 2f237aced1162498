"""寻优 ``taizhang reach``: the cheapest value of a lever that reaches a target adherence."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from projections.charts import capacity_curve
from simulations.search import search
from taizhang import options, study_tables, tables
from taizhang.playing import changed
from taizhang.starting import report as report_carried
from taizhang.starting import started
from taizhang.studying import check_out, report, study_options, workers
from taizhang.years_bar import YearsBar

if TYPE_CHECKING:
    import pandas as pd


@click.command("reach")
@click.argument("lever", nargs=2, metavar="LEVER NAME")
@click.option("--between", type=(int, int), required=True, metavar="LEAST MOST",
              help="The values that may be chosen, both included.")  # fmt: skip
@click.option("--target", type=click.FloatRange(0, 1, min_open=True, max_open=True), required=True,
              help="The adherence to reach, such as 0.9.")  # fmt: skip
@click.option("--confidence", type=click.FloatRange(0, 1, min_open=True, max_open=True),
              default=0.95, show_default=True,
              help="That the value found does reach it, and those missed do not.")  # fmt: skip
@click.option("--norm", default="", help="Whose adherence; default: all norms together.")
@click.option("--organ", default="", help="Whose adherence; default: the whole district.")
@click.option("-n", "years", type=click.IntRange(2), default=80, show_default=True,
              help="Years of each value at most.")  # fmt: skip
@options.scenario_option
@options.change_option
@options.starting_options
@study_options
def command(  # noqa: PLR0913 - one parameter per option
    *,
    lever: tuple[str, str],
    between: tuple[int, int],
    target: float,
    confidence: float,
    norm: str,
    organ: str,
    years: int,
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
    """Find the cheapest value of a lever that reaches a target adherence.

    LEVER NAME is one of: clerks UNIT (the fewest), meeting executive or meeting regular (the
    longest interval, in days), term NORM (the shortest, in days; never the law). The values are
    played one after the other, the cheapest first, each until its side of the target is known,
    up to the first that is sure to reach it.
    """
    scenario = started(changed(name, changes), start, as_of, last_day)
    check_out(out)
    with workers(jobs, dask) as executor, YearsBar(scenario.full_name) as bar:
        frame = search(
            scenario,
            " ".join(lever),
            between,
            target,
            years,
            executor,
            confidence=confidence,
            norm=norm,
            organ=organ,
            seed=seed,
            progress=bar,
        )
    console = tables.console()
    console.print(study_tables.years_from(frame, lang), markup=False)
    report_carried(scenario, lang)
    console.print(study_tables.values_tried(frame, lang))
    click.echo(_found(frame, lang))
    report(frame, out, charts, {"capacity_curve": partial(capacity_curve, frame)}, lang)


def _found(frame: pd.DataFrame, lang: str) -> str:
    """Say what was found, with what confidence, and what is not known."""
    source = frame.attrs
    found, lever = source["found"], source["lever"][lang]
    sure, target = f"{source['level']:.0%}", f"{source['target']:.1%}"
    if lang == "zh":
        said = (
            f"所给范围内没有取值以{sure}的置信度达到{target}。"
            if found is None
            else f"{lever}：{found}，以{sure}的置信度达到{target}。"
        )
    else:
        said = (
            f"No value in the range was shown to reach {target} with {sure} confidence."
            if found is None
            else f"{lever}: {found} reaches {target} with {sure} confidence."
        )
    return said + _of_the_others(frame, lang)


def _of_the_others(frame: pd.DataFrame, lang: str) -> str:
    """Say what is known of the values that were not found: the cheaper, and the dearer ones."""
    others = frame[frame["value"] != frame.attrs["found"]]
    unsure = [str(value) for value in others.loc[others["outcome"] != "missed", "value"]]
    missed = len(others) - len(unsure)
    alone = frame.attrs["found"] is None
    if lang == "zh":
        whose = "所给取值" if alone else "更省的取值"
        said = f"{whose}中，{missed}个确证未达到" if missed else ""
        said += (
            f"{'；' if said else ''}未能判定：{'、'.join(unsure)}（可增加 -n）" if unsure else ""
        )
        return (f"{said}。" if said else "") + ("" if alone else "更费的取值没有演算。")
    whose = "Of the values" if alone else "Of the cheaper values"
    misses = "misses" if missed == 1 else "miss"
    said = f" {whose}, {missed} surely {misses} it." if missed else ""
    said += f" Undecided: {', '.join(unsure)} (a larger -n may tell)." if unsure else ""
    return said + ("" if alone else " Dearer ones were not played.")
