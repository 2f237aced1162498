"""回测 ``taizhang backtest``: fit the first part of a ledger, forecast the rest, and look."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from projections.charts import forecast_check
from projections.measure_names import FORECAST, SHARES
from simulations.backtest import FEW, YEARS
from taizhang import options, study_tables, tables
from taizhang.backtesting import backtest
from taizhang.fitting import BASE
from taizhang.studying import check_out, report, study_options, workers
from taizhang.years_bar import YearsBar

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

HEADS: Final = ("measure", "of", "observed", "median", "forecast", "inside")
MOST: Final = 30


@click.command("backtest")
@options.ledger_argument
@click.option("--split", type=options.Day(),
              help="The last day that is fitted; default: the middle of the history.")  # fmt: skip
@click.option("--until", type=options.Day(),
              help="The last day that is forecast; default: that of the last act.")  # fmt: skip
@click.option("--base", default=BASE, show_default=True, metavar="SCENARIO",
              help="Lends what acts do not tell: a name, or the path of a file.")  # fmt: skip
@click.option("-n", "years", type=click.IntRange(2), default=YEARS, show_default=True,
              help="Forecasts to play; 39 make an interval of 95 %.")  # fmt: skip
@study_options
def command(  # noqa: PLR0913 - one parameter per option
    *,
    ledger: str,
    split: dt.date | None,
    until: dt.date | None,
    base: str,
    years: int,
    seed: int,
    jobs: int | None,
    dask: str | None,
    out: Path | None,
    charts: Path | None,
    lang: str,
) -> None:
    """Hold a forecast of the second part of LEDGER against what came.

    A scenario is fitted to the acts up to the split and goes on from what was open then; every
    measure of what followed is inside its interval or not. Fitted numbers are drawn from around
    their estimates, year by year.
    """
    check_out(out)
    with workers(jobs, dask) as executor, YearsBar(ledger.rpartition("/")[2]) as bar:
        frame = backtest(ledger, base, split, years, executor, until=until, seed=seed, progress=bar)
    console = tables.console()
    console.print(study_tables.years_from(frame, lang), markup=False)
    console.print(_table(frame, lang))
    for sentence in _said(frame, lang):
        console.print(sentence, markup=False)
    report(frame, out, charts, {"forecast_check": partial(forecast_check, frame)}, lang)


def _table(frame: pd.DataFrame, lang: str) -> Table:
    """Return what is outside, and what is of the whole."""
    chosen = frame[~frame["inside"] | ((frame["norm"] == "") & (frame["organ"] == ""))]
    ordered = chosen.sort_values("inside", kind="stable").head(MOST)
    cells = [
        (
            FORECAST[row["measure"]][0 if lang == "zh" else 1],
            _of(frame, str(row["norm"]), str(row["organ"]), lang),
            *(_shown(row["measure"], row[name]) for name in ("observed", "median")),
            "–".join(_shown(row["measure"], row[name]) for name in ("low", "high")),
            _YES[lang] if row["inside"] else _NO[lang],
        )
        for row in ordered.to_dict("records")
    ]
    title = (
        "回测：区间外的，和全区的" if lang == "zh" else "Backtest: what is outside, and the whole"
    )
    return tables.table(title, HEADS, cells, lang)


_YES: Final = {"zh": "在内", "en": "inside"}
_NO: Final = {"zh": "在外", "en": "OUTSIDE"}


def _of(frame: pd.DataFrame, norm: str, organ: str, lang: str) -> str:
    named = study_tables.called(frame.attrs, norm or organ, lang) if norm or organ else ""
    return f"{norm} {named}".strip() if norm else named


def _shown(measure: str, value: float) -> str:
    return f"{value:.1%}" if measure in SHARES else f"{value:,.4g}"


def _said(frame: pd.DataFrame, lang: str) -> list[str]:
    """Return how many lie inside, how many would in the long run, and how much that says."""
    inside, n, source = int(frame["inside"].sum()), len(frame), frame.attrs
    share, nominal = f"{inside / n:.1%}", f"{source['nominal']:.1%}"
    told, few = _TOLD[lang], _FEW[lang] if n < FEW else ""
    said = [told.format(n=n, inside=inside, share=share, nominal=nominal) + few]
    if missing := ", ".join(source["not_forecast"]):
        said.append(_MISSING[lang].format(norms=missing))
    return said


_TOLD: Final = {
    "zh": "{n}项度量中{inside}项的实际值落入预测区间（{share}）；模型若成立，长期应为{nominal}。"
    "各项度量彼此相关，不能当作{n}次独立检验。",
    "en": "{inside} of {n} measures lie inside their intervals ({share}); if the model held, it "
    "would be {nominal} in the long run. The measures hang together: they are not {n} tests.",
}
_FEW: Final = {
    "zh": f"不足{FEW}项，覆盖率说明不了多少。",
    "en": f" Fewer than {FEW}: the share says little.",
}
_MISSING: Final = {
    "zh": "实际有认定、情景未预测的规范：{norms}。",
    "en": "Norms that were judged and that no played year had: {norms}.",
}
