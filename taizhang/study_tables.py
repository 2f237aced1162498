"""演算表 Study tables: what many played years say, and what changes do, as printed tables.

Reading order: the years together, norms, desks, differences, values of a
lever, parameters moved, cells.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from projections.measure_names import MEASURES, SHARES
from simulations.confidence import estimates
from taizhang.tables import table

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from rich.table import Table

WHOLE = ("measure", "estimate", "interval", "between_years")
NORMS = ("norm", "title", "estimate", "interval")
DESKS = ("desk", "used", "queue", "backlog", "overtime")
PARAMETERS = (
    *("parameter", "range", "at_low", "at_high"),
    *("mu_star", "sigma", "first_order", "total"),
)
COMBINATIONS = ("cost", "rate", "interval", "years", "stage", "outcome")
STAGES = {"screened": "探索", "confirmed": "确证"}
VALUES = ("value", "rate", "simultaneous", "judged", "years", "outcome")
DIFFERENCES = (
    *("variant", "measure", "of", "baseline", "changed_to"),
    *("difference", "simultaneous", "variance_cut"),
)


def years_from(frame: pd.DataFrame, lang: str) -> str:
    """Return the source note of a table of played years."""
    told, source = frame.attrs.get("changes", []), frame.attrs
    zh = lang == "zh"
    changed = ("；" if zh else "; ").join(str(change[lang]) for change in told)
    name = source["scenario"] + ((f"（{changed}）" if zh else f" ({changed})") if changed else "")
    law = source["rulebook"]
    if source["terms"]:
        terms = ", ".join(f"{term}={value}" for term, value in source["terms"].items())
        law += f"（假设{terms}，不是现行规则）" if zh else f" (assumed {terms}, NOT THE LAW)"
    if zh:
        return (
            f"情景{name}，演算{source['replications']}年，种子{source['seed']}；"
            f"数据截止{source['as_of']}；规则{law}；日历{source['calendar']}"
        )
    return (
        f"Scenario {name}, {source['replications']} years played, seed {source['seed']}; "
        f"as of {source['as_of']}; rulebook {law}; calendar {source['calendar']}"
    )


# --- the years together ---


def whole(frame: pd.DataFrame, lang: str) -> Table:
    """Return what holds for the whole district, each measure with its interval."""
    rows = frame[(frame[["norm", "organ", "desk", "month"]] == "").all(axis=1)]
    cells = [
        (
            measure_name(row["measure"], lang),
            shown(row["measure"], row["estimate"]),
            _interval(row["measure"], row["low"], row["high"]),
            shown(row["measure"], row["sd"]),
        )
        for row in estimates(rows).to_dict("records")
    ]
    return table("全区" if lang == "zh" else "The district", WHOLE, cells, lang)


# --- norms ---


def worst_norms(frame: pd.DataFrame, lang: str, most: int) -> Table:
    """Return the norms least kept over all years, the worst first."""
    rows = frame[(frame["measure"] == "adherence") & (frame["norm"] != "")]
    rows = rows[(rows[["organ", "month"]] == "").all(axis=1)]
    kept = (rows["value"] * rows["n"]).groupby(rows["norm"], observed=True).sum()
    rate = kept / rows["n"].groupby(rows["norm"], observed=True).sum()
    worst = list(rate[rate < 1].sort_values(kind="stable").head(most).index)
    found = estimates(rows[rows["norm"].isin(worst)]).sort_values("estimate", kind="stable")
    cells = [
        (
            row["norm"],
            called(frame.attrs, row["norm"], lang),
            shown("adherence", row["estimate"]),
            _interval("adherence", row["low"], row["high"]),
        )
        for row in found.to_dict("records")
    ]
    return table("遵守率最低的规范" if lang == "zh" else "Worst norms", NORMS, cells, lang)


# --- desks ---


def busiest_desks(frame: pd.DataFrame, lang: str, most: int) -> Table:
    """Return the busiest desks, means of the years."""
    rows = frame[frame["desk"] != ""].astype({"desk": str, "measure": str})
    means = rows.pivot_table(index="desk", columns="measure", values="value", aggfunc="mean")
    measures = ("utilisation", "queue", "backlog", "overtime")
    cells = [
        (
            called(frame.attrs, str(desk), lang),
            *(shown(measure, values[measure]) for measure in measures),
        )
        for desk, values in means.sort_values("utilisation", ascending=False).head(most).iterrows()
    ]
    return table("最忙的案头" if lang == "zh" else "Busiest desks", DESKS, cells, lang)


# --- differences ---


def compared(frame: pd.DataFrame, lang: str) -> Table:
    """Return what each variant does, with intervals that hold together."""
    cells = [_difference(row, frame.attrs, lang) for row in frame.to_dict("records")]
    level, family = f"{frame.attrs['level']:.0%}", frame.attrs["family"]
    title = (
        f"与基准的差异（{family}个区间，{level}联合置信；成对，随机数相同）"
        if lang == "zh"
        else f"Differences from the baseline ({family} intervals, {level} together; paired)"
    )
    return table(title, DIFFERENCES, cells, lang)


def _difference(row: Mapping[Any, Any], source: Mapping[Any, Any], lang: str) -> tuple[Any, ...]:
    measure, cut = row["measure"], row["variance_reduction"]
    names = source["names"].get(row["variant"], {})
    of = [called(source, row[key], lang) for key in ("norm", "organ", "desk") if row[key]]
    return (
        names.get(lang, row["variant"]),
        measure_name(measure, lang),
        " · ".join([*([row["norm"]] if row["norm"] else []), *of]),
        shown(measure, row["baseline"]),
        shown(measure, row["changed"]),
        shown(measure, row["difference"], sign="+"),
        _interval(measure, row["low"], row["high"], sign="+"),
        f"×{cut:.1f}" if math.isfinite(cut) else None,
    )


# --- values of a lever ---

OUTCOMES = {"reached": "达到", "missed": "未达到", "undecided": "未能判定"}


def values_tried(frame: pd.DataFrame, lang: str) -> Table:
    """Return the values of a lever that were tried, each with its interval and its outcome."""
    cells = [
        (
            row["value"],
            shown("adherence", row["adherence"]),
            _interval("adherence", row["low"], row["high"]),
            f"{row['judged']:,}",
            row["years"],
            OUTCOMES.get(row["outcome"], "") if lang == "zh" else row["outcome"],
        )
        for row in frame.to_dict("records")
    ]
    return table(frame.attrs["lever"][lang], VALUES, cells, lang)


def combinations_tried(frame: pd.DataFrame, lang: str, most: int) -> Table:
    """Return the combinations that were confirmed, and the cheapest that looked good, if any did.

    Where none did, those that came nearest.
    """
    levers = frame.attrs["levers"]
    explored = frame[frame["stage"] == "screened"]
    good = explored[explored["adherence"] >= frame.attrs["target"]]
    if good.empty:
        good = explored.sort_values("adherence", ascending=False, kind="stable")
    shown_rows = [*frame[frame["stage"] != "screened"].to_dict("records")]
    shown_rows += good.head(most).to_dict("records")
    cells = [
        (
            *(row[words] for words in levers),
            f"{row['cost']:g}",
            shown("adherence", row["adherence"]),
            _interval("adherence", row["low"], row["high"]),
            row["years"],
            STAGES[row["stage"]] if lang == "zh" else row["stage"],
            OUTCOMES.get(row["outcome"], "") if lang == "zh" else row["outcome"],
        )
        for row in shown_rows
    ]
    heads = (*(levers[words][lang] for words in levers), *COMBINATIONS)
    title = "组合：确证的，和探索中最看好的" if lang == "zh" else "Combinations"
    return table(title, heads, cells, lang)


# --- parameters moved ---


def parameters_moved(frame: pd.DataFrame, lang: str) -> Table:
    """Return what each parameter does to the measure, the one that matters most first."""
    measure, source = frame.attrs["measure"], frame.attrs
    cells = [
        (
            row["parameter"],
            f"{'×' if row['factor'] else ''}{row['low']:g} … {row['high']:g}",
            *(shown(measure, row[key]) for key in ("at_low", "at_high", "mu_star", "sigma")),
            *(None if math.isnan(row[k]) else f"{row[k]:.2f}" for k in ("first_order", "total")),
        )
        for row in frame.to_dict("records")
    ]
    of = [called(source, source[key], lang) for key in ("norm", "organ", "desk") if source[key]]
    now = shown(measure, source["base"])
    name = " · ".join([measure_name(measure, lang), *of])
    title = f"{name}：原情景{now}" if lang == "zh" else f"{name}: {now} as the scenario is"
    return table(title, PARAMETERS, cells, lang)


# --- cells ---


def measure_name(measure: str, lang: str) -> str:
    """Return what a measure is called, with its unit."""
    zh, en = MEASURES[measure]
    return zh if lang == "zh" else en


def called(source: Mapping[Any, Any], name: str, lang: str) -> str:
    """Return what a norm, an organ or a desk is called; its id where nobody said."""
    spoken = source.get("labels", {}).get(name, {})
    return str(spoken.get(lang) or name)


def shown(measure: str, value: float, sign: str = "") -> str | None:
    """Return a value in its unit; None where there is none."""
    if math.isnan(value):
        return None
    return f"{value:{sign}.2%}" if measure in SHARES else f"{value:{sign},.1f}"


def _interval(measure: str, low: float, high: float, sign: str = "") -> str | None:
    bounds = shown(measure, low, sign), shown(measure, high, sign)
    return None if None in bounds else f"{bounds[0]} … {bounds[1]}"
