"""演算 ``taizhang simulate``: a scenario and a seed become a ledger, findings and charts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from projections.writing import write
from simulations.scenario import Scenario
from taizhang import audit_tables, options, tables
from taizhang.commands.charts import report
from taizhang.drawing import Drawn, Subject, busiest_duty, draw_each
from taizhang.judging import Judged
from taizhang.playing import PlayedYear, changed, play_into
from taizhang.starting import report as report_carried
from taizhang.starting import started

if TYPE_CHECKING:
    import pandas as pd

REPLY = "54.4"
WORST = 10


@click.command("simulate")
@options.scenario_option
@options.change_option
@options.starting_options
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed, another year.")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path),
              help="The folder to write to.")  # fmt: skip
@click.option("--replace", is_flag=True, help="Replace the year that OUT already holds.")
@click.option("--charts/--no-charts", default=True, help="Draw the charts, or leave them out.")
@options.lang_option
def command(  # noqa: PLR0913 - one parameter per option
    *,
    name: str,
    changes: tuple[Path, ...],
    start: str | None,
    as_of: dt.date | None,
    last_day: dt.date | None,
    seed: int,
    out: Path,
    replace: bool,
    charts: bool,
    lang: str,
) -> None:
    """Play a year under a scenario, as it is or changed.

    Writes OUT/year.db (the ledger), OUT/findings.csv and OUT/charts/zh and en. The same scenario
    and seed give the same acts and the same findings, byte for byte.
    """
    scenario = started(changed(name, changes), start, as_of, last_day)
    scenario.law()  # refuse an unknown one before anything is made
    year = _played(scenario, seed, out / "year.db", replace=replace)
    verdict = year.judged()
    findings = verdict.frame()
    write(findings, out / "findings.csv")
    drawn = Drawn((), ())
    if charts:
        norm = REPLY if (findings["norm"] == REPLY).any() else busiest_duty(findings)
        counting = verdict.calendar.latest
        subject = Subject(findings=findings, openings=year.openings(), norm=norm, calendar=counting)
        drawn = draw_each(subject, out / "charts", ("zh", "en"))
    _summarise(year, verdict, findings, lang)
    report_carried(scenario, lang)
    _warn_of_assumed_terms(scenario)
    for path in (year.path, out / "findings.csv"):
        click.echo(path)
    report(drawn)


def _played(scenario: Scenario, seed: int, path: Path, *, replace: bool) -> PlayedYear:
    """Play the year with a bar over its days on stderr."""
    days = (scenario.last_day - scenario.first_day).days + 1
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[acts]:,} acts"),
        TimeElapsedColumn(),
    )
    screen = tables.console(stderr=True)
    with Progress(*columns, console=screen, disable=not screen.is_terminal) as bar:
        task = bar.add_task(f"{scenario.name} #{seed}", total=days, acts=0)

        def progress(day: dt.date, acts: int) -> None:
            bar.update(task, advance=1, acts=acts, description=f"{scenario.name} #{seed} {day}")

        return play_into(path, scenario, seed, replace=replace, progress=progress)


def _warn_of_assumed_terms(scenario: Scenario) -> None:
    """Say that findings under assumed terms are not the law's, and how to see both."""
    if scenario.terms:
        options_given = " ".join(f"--with {name}={value}" for name, value in scenario.terms.items())
        click.echo(
            "假设的时限，不是现行规则 Judged by assumed terms, not the law: `taizhang audit` "
            f"judges this ledger by the law; add {options_given} to see the difference.",
            err=True,
        )


def _summarise(year: PlayedYear, verdict: Judged, findings: pd.DataFrame, lang: str) -> None:
    console = tables.console()
    console.print(tables.where_from(verdict, lang))
    acts, matters = f"{year.acts:,}", f"{year.matters:,}"
    console.print(
        f"行为{acts}件，事项{matters}个" if lang == "zh" else f"{acts} acts, {matters} matters"
    )
    console.print(tables.verdict_counts(verdict.findings, lang))
    console.print(audit_tables.worst_norms(findings, verdict, lang, WORST))
