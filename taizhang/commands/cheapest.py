"""组合寻优 ``taizhang cheapest``: the cheapest combination of levers that reaches a target."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from projections.charts import cost_of_reaching
from simulations.cheapest import cheapest
from simulations.replications import FIRST_LOOK
from taizhang import options, study_tables, tables
from taizhang.playing import changed
from taizhang.refusals import CannotError
from taizhang.starting import report as report_carried
from taizhang.starting import started
from taizhang.studying import check_out, report, study_options, workers
from taizhang.years_bar import YearsBar

if TYPE_CHECKING:
    import pandas as pd

    Turn = tuple[str, str, int, int, float]

MOST: Final = 8


@click.command("cheapest")
@click.option("--turn", "turns", type=(str, str, int, int, float), multiple=True, required=True,
              metavar="LEVER NAME LEAST MOST COST",
              help="A lever, its values, and what one step of it costs; two or more.")  # fmt: skip
@click.option("--target", type=click.FloatRange(0, 1, min_open=True, max_open=True), required=True,
              help="The adherence to reach, such as 0.9.")  # fmt: skip
@click.option("--confidence", type=click.FloatRange(0, 1, min_open=True, max_open=True),
              default=0.95, show_default=True,
              help="That the combination found does reach it.")  # fmt: skip
@click.option("--norm", default="", help="Whose adherence; default: all norms together.")
@click.option("--organ", default="", help="Whose adherence; default: the whole district.")
@click.option("--trials", type=click.IntRange(2), default=40, show_default=True,
              help="Combinations to explore, ten years of each.")  # fmt: skip
@click.option("-n", "years", type=click.IntRange(FIRST_LOOK), default=80, show_default=True,
              help="Fresh years of each candidate at most, to confirm it.")  # fmt: skip
@options.scenario_option
@options.change_option
@options.starting_options
@study_options
def command(  # noqa: PLR0913 - one parameter per option
    *,
    turns: tuple[Turn, ...],
    target: float,
    confidence: float,
    norm: str,
    organ: str,
    trials: int,
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
    """Find the cheapest combination of several levers that reaches a target adherence.

    The levers are those of `taizhang reach`, such as --turn clerks Finance 1 6 1. A clerk more, or
    a meeting a day sooner, is a step and costs COST. All combinations are explored where there are
    no more than --trials, else those that optuna suggests; what looks good is confirmed on fresh
    years, so that the confidence holds however many were looked at.
    """
    scenario = started(changed(name, changes), start, as_of, last_day)
    check_out(out)
    between, costs = _asked(turns)
    with workers(jobs, dask) as executor, YearsBar(scenario.full_name) as bar:
        frame = cheapest(
            scenario,
            between,
            target,
            years,
            executor,
            costs=costs,
            trials=trials,
            confidence=confidence,
            norm=norm,
            organ=organ,
            seed=seed,
            progress=bar,
        )
    console = tables.console()
    console.print(study_tables.years_from(frame, lang), markup=False)
    report_carried(scenario, lang)
    console.print(study_tables.combinations_tried(frame, lang, MOST))
    console.print(_found(frame, lang), markup=False)
    report(frame, out, charts, {"cost_of_reaching": partial(cost_of_reaching, frame)}, lang)


def _asked(turns: tuple[Turn, ...]) -> tuple[dict[str, tuple[int, int]], dict[str, float]]:
    """Return the range and the cost of each lever, by its words."""
    between = {f"{kind} {name}": (least, most) for kind, name, least, most, _ in turns}
    if len(between) < len(turns):
        raise CannotError("A lever 杠杆 is turned twice: give each --turn once.")
    return between, {f"{kind} {name}": cost for kind, name, *_, cost in turns}


def _found(frame: pd.DataFrame, lang: str) -> str:
    """Say what was found, with what confidence, and what is not known of cheaper ones."""
    source = frame.attrs
    sure, target = f"{source['level']:.0%}", f"{source['target']:.1%}"
    played, untried = source["cheaper"]
    known = _KNOWN[lang].format(played=played, untried=untried)
    if source["found"] is None:
        known = known.replace(*_OF_ALL[lang])
        return _NONE[lang].format(sure=sure, target=target) + known
    values = [f"{source['levers'][w][lang]} {value}" for w, value in source["found"].items()]
    listed = ("，" if lang == "zh" else ", ").join(values)
    return _REACHED[lang].format(listed=listed, sure=sure, target=target) + known


_REACHED: Final = {
    "zh": "{listed}：以{sure}的置信度达到{target}。",
    "en": "{listed}: reaches {target} with {sure} confidence. ",
}
_NONE: Final = {
    "zh": "所试组合中没有一个以{sure}的置信度达到{target}（可增加 -n 或 --trials）。",
    "en": "No combination that was tried was shown to reach {target} with {sure} confidence "
    "(a larger -n or --trials may tell). ",
}
_OF_ALL: Final = {"zh": ("更省的组合", "全部组合"), "en": ("the cheaper ones", "all combinations")}
_KNOWN: Final = {
    "zh": "更省的组合：演算{played}个，未试{untried}个。",
    "en": "Of the cheaper ones {played} were played, {untried} left untried.",
}
