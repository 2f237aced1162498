"""办理时长: the share not yet discharged, working day by working day, with the term drawn in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.ticker import MaxNLocator

from projections.charts import palette
from projections.charts.paper import SMALL, finish, in_percent, plain, sheet, source_of
from projections.charts.words import Lang, norm_label, percent, say, working_days
from projections.reply_time import reply_time

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from projections.charts.paper import Chart
    from projections.reply_time import CountsWorkingDays

MOST: Final = 0.99
LEAST_DAYS: Final = 5
"""The axis ends where this share of the discharged is drawn, and never before so many days."""


def time_to_reply(
    findings: pd.DataFrame,
    norm: str,
    lang: Lang = "zh",
    calendar: CountsWorkingDays | None = None,
) -> Chart:
    """Draw how long one norm takes (办理时长): a Kaplan-Meier curve and the term it should keep.

    Args:
        findings: one row per judged norm and occasion.
        norm: the id of the norm, such as ``54.4``.
        lang: ``zh`` or ``en``.
        calendar: counts the working days; see ``projections.reply_time.reply_time``.

    Raises:
        ValueError: the norm has no occasion, the findings lack a column or their source, or the
            language is unknown.

    """
    curve = reply_time(findings, norm, calendar)
    chart = sheet(112, lang)
    axes = chart.subplots()
    plain(axes, grid="y")
    last = _last_day(curve)
    _draw_curve(axes, curve, last, lang)
    _draw_deadline(axes, curve, lang)
    _write_at_risk(axes, curve, last, lang)
    axes.legend(loc="upper right", fontsize=SMALL, frameon=False)
    title = say("survival", lang, norm=norm_label(findings.attrs, norm, lang))
    source = source_of(findings[findings["norm"] == norm])
    return finish(chart, title, _summary(curve, last, lang), source, lang)


def _last_day(curve: pd.DataFrame) -> int:
    """Return the last day to draw: past the term, and past all but the last hundredth."""
    through = curve["discharged"].cumsum() / max(curve["discharged"].sum(), 1)
    nearly_all = curve.loc[through >= MOST, "days"].min() if through.max() >= MOST else 0
    deadline = 2 * (curve.attrs["deadline"] or 0)
    return int(max(nearly_all, deadline, LEAST_DAYS)) + 1


def _summary(curve: pd.DataFrame, last: int, lang: Lang) -> str:
    """Return the counts, the median, and what lies beyond the axis, as a sentence."""
    median = curve.attrs["median"]
    spoken = working_days(int(median), lang) if np.isfinite(median) else say("not_reached", lang)
    replied, still_open = curve.attrs["replied"], curve.attrs["open"]
    counts = {"n": replied + still_open, "replied": replied, "open": still_open}
    beyond = int(curve.loc[curve["days"] > last, ["discharged", "censored"]].sum().sum())
    tail = say("not_shown", lang, last=last, n=beyond) if beyond else ""
    return say("survival_note", lang, **counts, median=spoken) + tail


def _draw_curve(axes: Axes, curve: pd.DataFrame, last: int, lang: Lang) -> None:
    """Draw the curve from 1 down, its interval and its censorings, up to the last day."""
    drawn = curve[curve["days"] <= last]
    days = np.concatenate([[0], drawn["days"], [last]])
    survival, low, high = (
        np.concatenate([[1], drawn[column], [drawn[column].iloc[-1]]])
        for column in ("survival", "low", "high")
    )
    axes.fill_between(
        days, low, high, step="post", color=palette.KEPT, alpha=0.18, lw=0, label=say("band", lang)
    )
    axes.step(days, survival, where="post", color=palette.KEPT, lw=1.8, label=say("curve", lang))
    _mark_censored(axes, drawn, lang)
    axes.set_ylim(0, 1.02)
    axes.set_xlim(0, last)
    in_percent(axes.yaxis, lang)
    axes.set_ylabel(say("survival_y", lang), fontsize=SMALL)
    axes.set_xlabel(say("survival_x", lang), fontsize=SMALL)


def _mark_censored(axes: Axes, curve: pd.DataFrame, lang: Lang) -> None:
    """Draw a tick where open occasions leave the count."""
    cut = curve[curve["censored"] > 0]
    if not cut.empty:
        name = say("censored", lang)
        axes.plot(cut["days"], cut["survival"], "|", markersize=7, color=palette.INK, label=name)


def _draw_deadline(axes: Axes, curve: pd.DataFrame, lang: Lang) -> None:
    """Draw the usual term, and say which share it left undischarged."""
    deadline = curve.attrs["deadline"]
    if deadline is None:
        return
    axes.axvline(deadline, color=palette.BREACHED, linewidth=1.4, linestyle=(0, (5, 2)))
    left = float(curve.loc[curve["days"] <= deadline, "survival"].iloc[-1])
    axes.plot([deadline], [left], marker="o", markersize=5, color=palette.BREACHED)
    text = say("deadline", lang, term=working_days(deadline, lang))
    if curve.attrs["deadline_share"] < 1:
        text += say("deadline_share", lang, share=percent(curve.attrs["deadline_share"], lang))
    text += "\n" + say("left_at_deadline", lang, share=percent(left, lang))
    axes.annotate(
        text,
        (deadline, max(left, 0.5)),
        xytext=(6, 4),
        textcoords="offset points",
        fontsize=SMALL,
        color=palette.BREACHED,
        linespacing=1.4,
    )


def _write_at_risk(axes: Axes, curve: pd.DataFrame, last: int, lang: Lang) -> None:
    """Write under each tick how many are still open as that day begins."""
    ticks = [int(tick) for tick in MaxNLocator(10, integer=True).tick_values(0, last)]
    ticks = [tick for tick in ticks if 0 <= tick <= last]
    counts = [curve.loc[curve["days"] >= tick, "at_risk"].head(1).sum() for tick in ticks]
    axes.set_xticks(ticks, [f"{tick}\n{n:,}" for tick, n in zip(ticks, counts, strict=True)])
    axes.annotate(
        say("at_risk", lang),
        (0, 0),
        xycoords="axes fraction",
        xytext=(-14, -16),
        textcoords="offset points",
        ha="right",
        va="center",
        fontsize=SMALL,
        color=palette.FAINT,
    )
