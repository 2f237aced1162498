"""演算研究 Studying: what ``replicate`` and ``what-if`` share: options, workers, what is written.

Reading order: the options, where years are played, what is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from projections import charts
from projections.writing import write
from simulations.replications import FIRST_LOOK
from simulations.spreading import InTurn
from taizhang import options
from taizhang.refusals import CannotError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from projections.charts.words import Lang

# --- the options ---

study_options = options.together(
    click.option(
        "--seed", type=int, default=1, show_default=True, help="Another seed, other years."
    ),
    click.option(
        "--jobs", type=click.IntRange(1), help="Processes; default: as many as there are cores."
    ),
    click.option(
        "--dask", metavar="ADDRESS", help="Play them on the dask cluster of a scheduler instead."
    ),
    click.option(
        "--out",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Write the whole table to this file: .csv, .json, .xlsx or .parquet.",
    ),
    click.option(
        "--charts",
        type=click.Path(file_okay=False, path_type=Path),
        help="Draw to this folder, in zh and en.",
    ),
    options.lang_option,
)
"""Whose luck, where the years are played, what is written and in which language."""
FORMS: Final = frozenset({".csv", ".json", ".xlsx", ".parquet"})

# --- where years are played ---


@contextmanager
def workers(jobs: int | None, dask: str | None) -> Iterator[Executor | None]:
    """Give the executor that was asked for; None for the default.

    Raises:
        CannotError: there is no such cluster, or dask is not installed.

    """
    if dask:
        with _cluster(dask) as executor:
            yield executor
    elif jobs == 1:
        yield InTurn()
    elif jobs:
        with ProcessPoolExecutor(jobs) as pool:
            yield pool
    else:
        yield None


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    try:
        distributed: Any = import_module("distributed")  # an extra that few install
    except ImportError:
        raise CannotError(
            "--dask needs dask, which is not installed: pip install 'taizhang[cluster]'."
        ) from None
    try:
        client = distributed.Client(address, timeout="5s")
    except (OSError, ValueError) as error:
        raise CannotError(
            f"There is no dask scheduler 调度器 at {address}: give its address, such as "
            f"tcp://127.0.0.1:8786 ({error})."
        ) from error
    with client:
        yield client.get_executor()


# --- what is written ---


def check_out(out: Path | None) -> None:
    """Refuse a file that could not be written, before anything is played.

    Raises:
        CannotError: its suffix is none that tables are written in, or its folder is not there.

    """
    if out is not None and (out.suffix not in FORMS or not out.parent.is_dir()):
        raise CannotError(
            f"{out} cannot be written 不能写出: name a file in a folder that is there, ending in "
            f"{', '.join(sorted(FORMS))}."
        )


FEW: Final = {
    "zh": f"不足{FIRST_LOOK}年，区间粗略（比例的区间偏窄），仅供参考",
    "en": f"Fewer than {FIRST_LOOK} years: the intervals are rough, those of shares too narrow.",
}


def report(
    frame: pd.DataFrame,
    out: Path | None,
    folder: Path | None,
    drawings: Mapping[str, Callable[[Lang], charts.Chart]],
    lang: str,
) -> None:
    """Write the table and the charts that were asked for, and print where they are."""
    if frame.attrs["replications"] < FIRST_LOOK:
        click.echo(FEW[lang])
    if out is not None:
        write(frame, out)
        click.echo(out)
    if folder is not None:
        draw_all(drawings, folder)


def draw_all(drawings: Mapping[str, Callable[[Lang], charts.Chart]], folder: Path) -> None:
    """Draw each chart in zh and en, and print where it is; say of one why it cannot be drawn."""
    langs: tuple[Lang, ...] = ("zh", "en")
    for language in langs:
        for name, draw in drawings.items():
            try:
                chart = draw(language)
            except ValueError as why:  # charts say in one sentence what they lack
                click.echo(f"Not drawn: {name}: {why}", err=True)
                continue
            for path in charts.save(chart, folder / language / name):
                click.echo(path)


def of_years(frame: pd.DataFrame, norms: tuple[str, ...]) -> dict[str, Any]:
    """Return the charts of many years: all norms, those that were watched, and the desks."""
    fans = {
        f"adherence_fan_{norm}": partial(charts.adherence_fan, frame, norm=norm) for norm in norms
    }
    return {
        "adherence_fan": partial(charts.adherence_fan, frame),
        **fans,
        "desk_utilisation": partial(charts.desk_utilisation, frame),
    }
