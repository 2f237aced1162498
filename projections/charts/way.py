"""经办过程: one matter's way through the house, step by step, and the terms that ran beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from matplotlib import dates

import domain.world  # noqa: F401 - registers the acts, whose glosses are drawn
from domain.act import UnknownActError, act_class
from projections.charts import palette
from projections.charts.lines import fold
from projections.charts.paper import SMALL, finish, plain, sheet, source_of
from projections.charts.words import Lang, Source, label, norm_label, say
from projections.columns import BREACHED, JUSTIFIED, KEPT, OPEN, demand_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from projections.charts.paper import Chart

ACTS: Final = ("occurred_at", "ref", "act", "by")
TERMS: Final = ("matter", "norm", "bearer", "opened", "due", "discharged", "verdict")
MOST_ACTS, MOST_TERMS = 40, 20
NAME_EMS: Final = 30.0
ROW_MM, PANEL_MM, FRAME_MM = 5.2, 16.0, 34.0
DAYS_TO_THE_HOUR: Final = 4
RIGHT: Final = 6
"""How many times as much air at the right as at the left, for last instants yet to come."""
COLOURS: Final = {
    **dict.fromkeys(KEPT, palette.KEPT),
    **dict.fromkeys(JUSTIFIED, palette.JUSTIFIED),
    **dict.fromkeys(BREACHED, palette.BREACHED),
    **dict.fromkeys(OPEN, palette.BLANK),
}


def matter_gantt(narrative: pd.DataFrame, findings: pd.DataFrame, lang: Lang = "zh") -> Chart:
    """Draw one matter's way through the house (经办过程) as a Gantt chart, with its terms below.

    Args:
        narrative: one row per act, with the columns ``ACTS``: ``LedgerView.narrative`` of it.
        findings: one row per finding, with the columns ``TERMS``; those of other matters, and
            those without a term, are left out.
        lang: ``zh`` or ``en``.

    Raises:
        ValueError: there are no acts, a column or the source is missing, or the language is
            unknown.

    """
    demand_columns(narrative, ACTS, "matter_gantt (经办过程)")
    demand_columns(findings, TERMS, "matter_gantt (经办过程)")
    if narrative.empty:
        raise ValueError("There is no act (行为) to draw; pass the narrative of a matter.")
    matter = str(narrative["ref"].iloc[0]).rpartition("#")[0]
    mine = findings[(findings["matter"] == matter) & findings["due"].notna()]
    terms = mine[mine["verdict"].isin(set(COLOURS))].sort_values("opened", kind="stable")
    source = {**narrative.attrs, **source_of(mine)}
    left = max(0, len(terms) - MOST_TERMS) + max(0, len(narrative) - MOST_ACTS)
    shown, owed = narrative.head(MOST_ACTS), terms.head(MOST_TERMS)
    _draw_panels(chart := _sheet(shown, owed, lang), shown, owed, source, lang)
    note = say("way_note", lang, acts=len(narrative), terms=len(terms))
    note += say("way_left_out", lang, n=left) if left else ""
    title = say("way", lang, matter=matter.partition(":")[2])
    return finish(chart, title, note, source, lang)


def _sheet(acts: pd.DataFrame, terms: pd.DataFrame, lang: Lang) -> Chart:
    sizes = [PANEL_MM + ROW_MM * len(part) for part in (acts, terms) if len(part)]
    chart = sheet(FRAME_MM + sum(sizes), lang)
    chart.subplots(len(sizes), 1, sharex=True, height_ratios=sizes)
    return chart


def _draw_panels(
    chart: Chart, acts: pd.DataFrame, terms: pd.DataFrame, source: Source, lang: Lang
) -> None:
    """Draw the steps, and below them the terms, on one axis of days."""
    end = pd.Timestamp(str(source["as_of"])) + pd.Timedelta(days=1)
    moments = acts["occurred_at"].dt.tz_localize(None)
    local = {name: terms[name].dt.tz_localize(None) for name in ("opened", "due", "discharged")}
    spans = pd.DataFrame(local)
    spans["until"] = spans["discharged"].fillna(end).clip(lower=spans["opened"])
    bounds = [*moments, *spans["opened"], *spans["until"]]
    first, last = min(bounds), max(bounds)
    air = (last - first) * 0.03 or pd.Timedelta(hours=1)
    _steps(chart.axes[0], acts, moments, source, lang)
    if len(terms):
        _terms(chart.axes[1], terms, spans, last + RIGHT * air, source, lang)
    short = (last - first).days < DAYS_TO_THE_HOUR
    ticks: Any = dates  # which matplotlib leaves without types
    days = chart.axes[-1].xaxis
    days.set_major_locator(ticks.AutoDateLocator(minticks=3, maxticks=7))
    days.set_major_formatter(ticks.DateFormatter("%m-%d %H:%M" if short else "%Y-%m-%d"))
    for axes in chart.axes:
        axes.set_xlim(first - air, last + RIGHT * air)


def _steps(
    axes: Axes, acts: pd.DataFrame, moments: pd.Series[pd.Timestamp], source: Source, lang: Lang
) -> None:
    """Draw a row per act: a bar from the act before it, and a dot where it happened."""
    plain(axes, grid="x")
    places = range(len(acts))
    axes.hlines(
        places,
        moments.shift(fill_value=moments.iloc[0]),
        moments,
        colors=palette.FAN[1],
        linewidth=5,
    )
    axes.plot(moments, list(places), "o", color=palette.KEPT, markersize=3.5)
    rows = zip(acts["act"], acts["by"], strict=True)
    names = [f"{_gloss(str(act), lang)}｜{label(source, str(by), lang)}" for act, by in rows]
    axes.set_yticks(places, [fold(name, NAME_EMS, 1) for name in names])
    axes.set_ylim(len(acts) - 0.4, -0.6)
    axes.set_title(say("way_steps", lang), loc="left", fontsize=SMALL, fontweight="bold", pad=3)


def _gloss(act: str, lang: Lang) -> str:
    """Return what an act is called; its stored name where this edition does not know it."""
    try:
        known = act_class(act)
    except UnknownActError:
        return act
    return known.zh if lang == "zh" else known.en


def _terms(
    axes: Axes,
    terms: pd.DataFrame,
    spans: pd.DataFrame,
    edge: pd.Timestamp,
    source: Source,
    lang: Lang,
) -> None:
    """Draw a row per term, from when it arose to when it was met, and its last instant."""
    plain(axes, grid="x")
    places = list(range(len(terms)))
    lengths = list(spans["until"] - spans["opened"])
    colours = [COLOURS[verdict] for verdict in terms["verdict"]]
    style: dict[str, Any] = {"edgecolor": palette.FAINT, "linewidth": 0.6}
    axes.barh(places, lengths, 0.5, list(spans["opened"]), color=colours, **style)
    seen = [(last, place) for place, last in enumerate(spans["due"]) if last <= edge]
    later = [place for place, last in enumerate(spans["due"]) if last > edge]
    days, rows = [last for last, _ in seen], [place for _, place in seen]
    axes.plot(days, rows, "|", color=palette.INK, markersize=11, markeredgewidth=1.4)
    within = axes.get_yaxis_transform()
    axes.plot([0.99] * len(later), later, ">", color=palette.INK, markersize=4, transform=within)
    bears = zip(terms["norm"], terms["bearer"], strict=True)
    axes.set_yticks(places, [_owed(source, str(norm), str(by), lang) for norm, by in bears])
    axes.set_ylim(len(terms) - 0.4, -0.6)
    axes.set_title(say("way_terms", lang), loc="left", fontsize=SMALL, fontweight="bold", pad=3)


def _owed(source: Source, norm: str, bearer: str, lang: Lang) -> str:
    """Return a norm and who owes it, either cut to its share of the room."""
    title = fold(norm_label(source, norm, lang), 0.55 * NAME_EMS, 1)
    return f"{title}｜{fold(label(source, bearer, lang), 0.45 * NAME_EMS, 1)}"
