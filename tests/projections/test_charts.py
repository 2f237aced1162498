from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Literal

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from fontTools.ttLib import TTFont
from matplotlib import font_manager
from matplotlib.text import Text

from projections import charts
from projections.charts import palette
from projections.charts.lines import fold, width
from projections.charts.organ_times import REPLY_AND_SERVICE
from projections.charts.paper import source_note
from projections.charts.words import percent, whole_percent
from projections.fonts import FAMILY, font_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ZONE = "Asia/Shanghai"
SOURCE = {
    "ledger": "year.db",
    "position": 4711,
    "as_of": "2019-12-31",
    "rulebook": "wjg-2019",
    "calendar": "cn-2019-11-21",
    "provisional": True,
}
LANGS = ("zh", "en")


def judged_year(organs: int = 9, norms: int = 7, n: int = 400) -> pd.DataFrame:
    """Return a year of findings for so many organs and norms: kept, late, breached and open."""
    draw = np.random.default_rng(2019)
    opened = pd.Timestamp("2019-03-01 09:00", tz=ZONE) + pd.to_timedelta(
        draw.integers(0, 300, n), unit="D"
    )
    norm = pd.Series(draw.integers(0, norms, n)).map(lambda k: "54.4" if k == 0 else f"{6 + k}.{k}")
    took = pd.Series(draw.integers(0, 9, n))
    frame = pd.DataFrame({"norm": norm, "article": norm.str.split(".").str[0], "opened": opened})
    frame["organ"] = [f"organ-{k}" for k in draw.integers(0, organs, n)]
    frame["leader"], frame["kind"] = "vice-1", "duty"
    frame["due"] = frame["opened"].dt.normalize() + pd.Timedelta(days=7)
    frame["discharged"] = frame["opened"] + pd.to_timedelta(took, unit="D")
    in_time = frame["discharged"] < frame["due"]
    frame["verdict"] = np.where(in_time, "compliant", "violation")
    frame["late_working_days"] = (took - 6).clip(lower=0).astype("Int64")
    still_open = frame["due"] > pd.Timestamp("2019-12-20", tz=ZONE)
    frame.loc[still_open, "verdict"] = "pending"
    frame.loc[still_open, "discharged"] = pd.NaT
    return named(frame, organs, norms)


def named(frame: pd.DataFrame, organs: int, norms: int) -> pd.DataFrame:
    """Return the frame with its source, and long names for organs and norms."""
    del norms
    labels = {
        f"organ-{k}": {
            "zh": f"科学技术和经济信息化局第{k}分局",
            "en": f"Science, Technology, Economy and Information Bureau {k}",
        }
        for k in range(organs)
    }
    for norm in frame["norm"].unique():
        labels[norm] = {
            "zh": "规范性文件备案审查〔期限〕",
            "en": "Filing of normative documents in time",
        }
    frame.attrs = SOURCE | {"labels": labels}
    return frame


STUDY = {
    "scenario": "wujiagang-2019",
    "changes": [{"zh": "财政局减少1人", "en": "1 clerk fewer in Finance Bureau"}],
    "seed": 1,
    "replications": 12,
    "as_of": "2019-12-31",
    "rulebook": "wjg-2019",
    "calendar": "cn-2019-11-21",
    "simulated": True,
    "labels": {
        "54.4": {"zh": "收到征求意见后三个工作日内回复", "en": "Reply within three working days"},
        "desk-0": {
            "zh": "区人力资源和社会保障局",
            "en": "Human Resources and Social Security Bureau",
        },
    },
}
"""Where invented years come from."""
PLAYED = frozenset({"fan", "desks", "differences", "capacity", "tornado", "forecast", "costs"})
"""The charts of many played years."""
OTHERS = PLAYED | {"way", "arrivals", "steps", "organ times"}
"""The charts of other frames than the findings."""


def played_years(years: int = 12) -> pd.DataFrame:
    """Return what was measured of so many years: two norms by month, and a few desks."""
    draw = np.random.default_rng(5)
    blank = {"norm": "", "organ": "", "desk": "", "month": "", "n": 100.0}
    rows = [
        blank | {"replication": year, "measure": "adherence", "norm": norm,
                 "month": f"2019-{month:02d}", "value": draw.uniform(0.7, 0.95)}
        for year in range(years)
        for norm in ("", "54.4")
        for month in range(3, 13)
    ]  # fmt: skip
    rows += [
        blank | {"replication": year, "measure": measure, "desk": f"desk-{desk}",
                 "value": draw.uniform(0.1, 0.97) * (1 if measure == "utilisation" else 9000)}
        for year in range(years)
        for desk in range(25)
        for measure in ("utilisation", "backlog", "overtime")
    ]  # fmt: skip
    frame = pd.DataFrame(rows)
    frame.attrs = STUDY
    return frame


def held_against() -> pd.DataFrame:
    """Return what came and what had been forecast: inside, outside, far outside, of no width."""
    rows = [
        {"measure": measure, "norm": norm, "organ": organ, "n": 40.0, "observed": observed,
         "low": low, "median": (low + high) / 2, "high": high, "inside": low <= observed <= high}
        for measure, norm, organ, observed, low, high in (
            ("adherence", "", "", 0.93, 0.9, 0.96), ("adherence", "54.4", "", 0.7, 0.8, 0.95),
            ("judged", "", "desk-0", 900.0, 20.0, 60.0), ("acts", "", "", 51_234.0, 5e4, 6e4),
            ("issue_time", "", "", 1.0, 1.0, 1.0), ("lateness", "", "", 0.1, 2.5, 2.5),
        )
    ]  # fmt: skip
    frame = pd.DataFrame(rows)
    frame.attrs = STUDY | {"split": "2019-06-30", "nominal": 0.95, "coverage": 0.5}
    return frame


def combined(*, found: bool = True) -> pd.DataFrame:
    """Return what combinations of two levers cost and reach: screened, and two confirmed."""
    rows = [
        {"clerks finance": k, "clerks office": 6, "cost": k, "adherence": 0.7 + 0.05 * k,
         "low": 0.67 + 0.05 * k, "high": 0.73 + 0.05 * k, "judged": 400, "years": years,
         "stage": stage, "outcome": outcome}
        for k, years, stage, outcome in (
            (0, 10, "screened", "missed"), (2, 10, "screened", "undecided"),
            (4, 10, "screened", "reached"), (3, 40, "confirmed", "undecided"),
            (4, 20, "confirmed", "reached"),
        )
    ]  # fmt: skip
    frame = pd.DataFrame(rows)
    levers = {
        "clerks finance": {"zh": "区财政局人数", "en": "clerks of Finance Bureau"},
        "clerks office": {"zh": "区政府办公室人数", "en": "clerks of District Government Office"},
    }
    values = {"clerks finance": 4, "clerks office": 6} if found else None
    asked = {"target": 0.86, "level": 0.95, "cheaper": (3, 2), "norm": "54.4", "organ": ""}
    frame.attrs = STUDY | asked | {"levers": levers, "found": values}
    return frame


def compared() -> pd.DataFrame:
    """Return what two changes do to a share, a count and a duration."""
    rows = [
        {"variant": variant, "measure": measure, "norm": norm, "organ": "", "desk": "",
         "difference": size, "low": size - reach, "high": size + reach, "variance_reduction": cut}
        for variant, cut in (("fewer", 8.4), ("busier", np.inf))
        for measure, norm, size, reach in (
            ("adherence", "", -0.0124, 0.0031),
            ("adherence", "54.4", 0.001, 0.02),
            ("backlog", "", 1234.5, 210.0),
            ("lateness", "", 0.0, 0.0),
        )
    ]  # fmt: skip
    frame = pd.DataFrame(rows)
    names = {
        "zh": "财政局减少1人，全部业务量×1.15",
        "en": "1 clerk fewer in Finance, volume × 1.15",
    }
    frame.attrs = {**STUDY, "names": {"fewer": names}, "level": 0.95, "family": len(frame)}
    return frame


def capacities() -> pd.DataFrame:
    """Return adherence at one to six clerks, against a target of 90 %."""
    frame = pd.DataFrame({"value": range(1, 7), "years": 20})
    frame["adherence"] = [0.61, 0.79, 0.868, 0.904, 0.93, 0.941]
    frame["low"], frame["high"] = frame["adherence"] - 0.02, frame["adherence"] + 0.02
    frame.attrs = {
        **STUDY,
        "lever": {"zh": "区财政局人数", "en": "clerks of Finance Bureau"},
        "norm": "54.4",
        "organ": "desk-0",
        "target": 0.9,
        "found": 5,
    }
    return frame


def moved() -> pd.DataFrame:
    """Return what three parameters do to adherence; Sobol was asked of two."""
    frame = pd.DataFrame(
        {
            "parameter": ["consultations.waiting_for_principal", "volume", "people.share_of_time"],
            "low": [0.5, 0.8, 0.45],
            "high": [2.0, 1.2, 0.65],
            "factor": [True, True, False],
            "at_low": [0.93, 0.87, 0.81],
            "at_high": [0.61, 0.82, 0.86],
            "mu_star": [0.31, 0.052, 0.055],
            "mu_star_reach": [0.02, 0.01, 0.01],
            "sigma": [0.04, 0.02, 0.03],
            "total": [0.91, np.nan, 0.08],
        }
    )
    of = {"measure": "adherence", "norm": "54.4", "organ": "", "desk": "desk-0"}
    frame.attrs = {**STUDY, **of, "base": 0.85, "years": 2}
    return frame


def opened_matters(findings: pd.DataFrame) -> pd.DataFrame:
    """Return the openings of the same year."""
    frame = findings[["organ", "opened"]].assign(kind="document", closed=findings["discharged"])
    frame["matter"] = [f"D{place}" for place in range(len(frame))]
    frame.attrs = findings.attrs
    return frame


def way() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the acts of one document and its terms: one kept, one late, one open."""
    at = pd.to_datetime(
        ["2019-03-04 09:00", "2019-03-04 15:00", "2019-03-11 11:00", "2019-03-20 10:00"]
    )
    acts = pd.DataFrame({"occurred_at": at.tz_localize(ZONE), "by": ["organ-0"] * 3 + ["head"]})
    acts["act"] = ["document.drafted", "document.registered", "document.signed", "no.such"]
    acts["ref"] = [f"document:D2019-00012#{k}" for k in range(1, 5)]
    terms = judged_year(n=80).iloc[:4].assign(matter="document:D2019-00012", bearer="organ-0")
    terms["opened"] = pd.Timestamp("2019-03-04 09:00", tz=ZONE)
    terms["due"] = pd.Timestamp("2019-03-08", tz=ZONE)
    terms["discharged"] = pd.to_datetime(["2019-03-06", "2019-03-12", None, None]).tz_localize(ZONE)
    terms["verdict"] = ["compliant", "violation", "pending", "compliant"]
    terms.loc[terms.index[3], "matter"] = "document:D2019-00013"
    terms.attrs = acts.attrs = judged_year(n=80).attrs | {"as_of": "2019-03-25"}
    return acts, terms


def arrivals() -> pd.DataFrame:
    """Return what came of four kinds by month, and what a fit expects."""
    months = [f"2019-{month:02d}" for month in range(3, 13)]
    rows = [
        {"number": f"norm {kind}", "month": month, "came": 30 * kind + place}
        for kind in range(4)
        for place, month in enumerate(months)
    ]
    frame = pd.DataFrame(rows)
    frame["expected"] = 30.0
    frame["low"], frame["high"] = 20.0, 41.0
    frame.attrs = judged_year(n=80).attrs
    return frame


def curves() -> pd.DataFrame:
    """Return how much of four steps was not yet done, and what was fitted."""
    hours = np.linspace(0.5, 40, 60)
    parts = [
        pd.DataFrame({"step": f"organ-{step}", "hours": hours, "survival": np.exp(-hours / 9)})
        for step in range(4)
    ]
    frame = pd.concat(parts, ignore_index=True)
    frame["low"], frame["high"] = 0.9 * frame["survival"], frame["survival"] ** 0.9
    frame["fitted"] = frame["survival"]
    frame.attrs = judged_year(n=80).attrs
    return frame


def step_times() -> pd.DataFrame:
    """Return how long two steps took in nine organs, the second in only two of them."""
    reply, service = REPLY_AND_SERVICE
    blank = {"n": 25, "ended": 24, "p": np.nan}
    rows = [
        blank | {"step": reply, "organ": f"organ-{k}", "in_days": False, "median": 600.0 + 60 * k,
                 "low": 500.0 + 60 * k, "high": 700.0 + 60 * k}
        for k in range(9)
    ]  # fmt: skip
    rows += [
        blank | {"step": service, "organ": f"organ-{k}", "in_days": True, "median": 8.0,
                 "low": 6.0, "high": np.nan}
        for k in (1, 4)
    ]  # fmt: skip
    rows += [
        blank | {"step": reply, "organ": "", "in_days": False, "median": 840.0, "low": 800.0,
                 "high": 870.0, "p": 2e-7},
        blank | {"step": service, "organ": "", "in_days": True, "median": 8.0, "low": 7.0,
                 "high": 9.0, "p": 0.31},
    ]  # fmt: skip
    frame = pd.DataFrame(rows)
    frame.attrs = judged_year(n=80).attrs
    return frame


def draw_every(findings: pd.DataFrame, lang: str) -> dict[str, charts.Chart]:
    """Return every chart of these findings."""
    drawn: dict[str, Callable[[], charts.Chart]] = {
        "months": lambda: charts.adherence_by_month(findings, lang=lang),
        "late": lambda: charts.lateness_distribution(findings, lang=lang),
        "weeks": lambda: charts.workload_over_year(opened_matters(findings), lang=lang),
        "replies": lambda: charts.time_to_reply(findings, "54.4", lang=lang),
        "heat": lambda: charts.organ_norm_heat_map(findings, lang=lang),
        "norms": lambda: charts.adherence_by_month_and_norm(findings, lang=lang),
        "fan": lambda: charts.adherence_fan(played_years(), lang=lang, norm="54.4"),
        "desks": lambda: charts.desk_utilisation(played_years(), lang=lang),
        "differences": lambda: charts.differences(compared(), lang=lang),
        "costs": lambda: charts.cost_of_reaching(combined(), lang=lang),
        "forecast": lambda: charts.forecast_check(held_against(), lang=lang),
        "tornado": lambda: charts.sensitivity_tornado(moved(), lang=lang),
        "capacity": lambda: charts.capacity_curve(capacities(), lang=lang),
        "way": lambda: charts.matter_gantt(*way(), lang=lang),
        "arrivals": lambda: charts.arrivals_fit(arrivals(), lang=lang),
        "steps": lambda: charts.steps_fit(curves(), lang=lang),
        "organ times": lambda: charts.organ_times(step_times(), lang=lang),
    }
    return {name: make() for name, make in drawn.items()}


@pytest.fixture(scope="module", params=LANGS)
def year(request: pytest.FixtureRequest) -> dict[str, charts.Chart]:
    """Every chart of one year, in one language, laid out."""
    drawn = draw_every(judged_year(), request.param)
    for chart in drawn.values():
        chart.draw_without_rendering()
    return drawn


def texts(chart: charts.Chart) -> list[Text]:
    """Return the texts of a chart that are seen."""
    every = [text for text in chart.findobj(Text) if isinstance(text, Text)]
    return [text for text in every if text.get_visible() and text.get_text().strip()]


def said(chart: charts.Chart) -> str:
    """Return all that a chart says."""
    return "\n".join(text.get_text() for text in texts(chart))


def codepoints(path: Path) -> set[int]:
    """Return what a font can write."""
    return set(TTFont(path).getBestCmap())


def test_a_forecast_that_failed_is_seen_first() -> None:
    """Given what came, what lies outside stands first, and the share inside under the title."""
    chart = charts.forecast_check(held_against(), lang="en")
    names = [label.get_text() for label in chart.axes[0].get_yticklabels()]
    assert names[0].startswith("Mean lateness")
    assert all(name != "Adherence" for name in names[:3])
    assert "3 of 6 lie inside (50 %)" in said(chart).replace("\n", " ")
    with pytest.raises(ValueError, match="no measure"):
        charts.forecast_check(held_against().iloc[:0], lang="en")


def test_the_cheapest_combination_is_named() -> None:
    """Given what was sought, the title says what was found, or that nothing was."""
    told = said(charts.cost_of_reaching(combined(), lang="en")).replace("\n", " ")
    assert "clerks of Finance Bureau 4" in told
    assert "2 left untried" in told
    none = said(charts.cost_of_reaching(combined(found=False), lang="zh"))
    assert "没有组合确证达到目标。全部组合：" in none.replace("\n", "")
    with pytest.raises(ValueError, match="no adherence"):
        charts.cost_of_reaching(combined().assign(adherence=np.nan), lang="en")


def test_the_fonts_write_chinese() -> None:
    """Given either font, then it has all of GB 2312, rare names, and the brackets of documents."""
    grid = [bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)]
    characters = "".join(pair.decode("gb2312", errors="ignore") for pair in grid)
    assert len(characters) == 6763
    wanted = set(map(ord, characters + "〔〕《》“”‘’（），。、：；①⑳㈠％—…·喆堃祎珺ëïüç€◌△≤–"))
    for path in font_files():
        assert wanted <= codepoints(path)


def test_no_chart_has_a_letter_the_font_lacks(year: dict[str, charts.Chart]) -> None:
    """Given every chart, then each text is set in our file, and each of its letters is in it."""
    ours = {str(path): codepoints(path) for path in font_files()}
    for name, chart in year.items():
        for text in texts(chart):
            used = str(font_manager.findfont(text.get_fontproperties()))
            missing = {mark for mark in text.get_text() if ord(mark) not in ours[used]} - {"\n"}
            assert not missing, f"{name}: {text.get_text()!r} lacks {missing}"


def test_nothing_runs_off_the_sheet(year: dict[str, charts.Chart]) -> None:
    """Given long names and notes, then all that is drawn lies inside the figure."""
    for name, chart in year.items():
        drawn = chart.get_tightbbox()
        corners = (drawn.x0, drawn.y0, drawn.x1, drawn.y1)
        assert min(corners[:2]) >= 0, name
        assert corners[2] <= chart.get_figwidth(), name
        assert corners[3] <= chart.get_figheight(), name
        for text in chart.texts:
            box = text.get_window_extent()
            inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= chart.bbox.x1
            assert inside, f"{name}: {text.get_text()!r} runs off the sheet"


def test_titles_axes_and_note_keep_clear_of_each_other(year: dict[str, charts.Chart]) -> None:
    """Given title, subtitle and note outside the axes, then none of them touches an axes."""
    for name, chart in year.items():
        blocks = [text.get_window_extent() for text in chart.texts]
        axes = [axes.get_tightbbox() for axes in chart.axes]
        assert len(blocks) == 3, name
        assert not any(block.overlaps(part) for block in blocks for part in axes), name


def test_forty_organs_and_thirty_five_norms_fit() -> None:
    """Given the largest map, then its cells hold their text and its names do not overlap."""
    chart = charts.organ_norm_heat_map(judged_year(40, 35, 16_000), lang="en")
    chart.draw_without_rendering()
    axes = chart.axes[0]
    assert (len(axes.get_yticklabels()), len(axes.get_xticklabels())) == (41, 36)
    cell = axes.transData.transform([(0, 0), (1, -1)])
    room = cell[1] - cell[0]
    for text in axes.texts[:-1]:
        box = text.get_window_extent()
        assert box.width <= 0.95 * room[0], text.get_text()
        assert box.height <= room[1], text.get_text()
    heights = [text.get_window_extent().height for text in axes.get_yticklabels()]
    assert max(heights) <= room[1]
    for text in texts(chart):
        box = text.get_window_extent()
        assert box.x0 >= 0, text.get_text()
        assert box.y1 <= chart.bbox.y1, text.get_text()


def test_every_chart_says_its_source(year: dict[str, charts.Chart]) -> None:
    """Given any chart, then ledger or scenario, as-of day, rulebook and calendar stand under it."""
    for name, chart in year.items():
        words = said(chart).replace("\n", "").replace(" ", "")
        where = ("wujiagang-2019", "12", "1") if name in PLAYED else ("year.db", "4711")
        as_of = "2019-03-25" if name == "way" else "2019-12-31"
        for part in (*where, as_of, "wjg-2019", "cn-2019-11-21"):
            assert part in words


@pytest.mark.parametrize(
    ("part", "lang", "word"),
    [
        ("provisional", "zh", "暂定"),
        ("provisional", "en", "provisional"),
        ("simulated", "zh", "模拟"),
        ("simulated", "en", "simulated"),
    ],
)
def test_what_is_provisional_or_invented_is_said_to_be(part: str, lang: str, word: str) -> None:
    """Given a provisional calendar or a simulated year, then the note says so; else it does not."""
    assert word in source_note(SOURCE | {part: True}, lang)
    assert word not in source_note(SOURCE | {part: False}, lang)


@pytest.mark.parametrize(
    ("known", "lang", "words"),
    [
        ("ledger", "zh", "按 2019-07-05 时台账所知"),
        ("ledger", "en", "as the ledger knew at 2019-07-05"),
        ("source", "zh", "按 2019-07-05 时来源所知"),
        ("source", "en", "as its source knew at 2019-07-05"),
    ],
)
def test_what_was_known_only_by_a_moment_is_said(known: str, lang: str, words: str) -> None:
    """Given figures as known at a moment, then the note says so, and by whose registration."""
    assert words in source_note(SOURCE | {"known_at": "2019-07-05", "known": known}, lang)


def test_a_chart_without_a_source_is_refused() -> None:
    """Given findings that lost their attrs, then no chart is drawn, and the sentence names them."""
    findings = judged_year()
    findings.attrs = {"ledger": "year.db"}
    with pytest.raises(ValueError, match="lacks position, as_of, rulebook, calendar"):
        charts.adherence_by_month(findings)


def test_an_unknown_language_is_refused() -> None:
    """Given Dutch, then the refusal names the languages there are."""
    with pytest.raises(ValueError, match="speak zh \\(中文\\) and en"):
        charts.adherence_by_month(judged_year(), lang="nl")


def test_the_same_findings_give_the_same_files(tmp_path: Path) -> None:
    """Given the same findings drawn twice, then PNG and SVG are the same bytes."""
    findings = judged_year(n=80)
    for name in ("first", "second"):
        charts.save(charts.adherence_by_month(findings), tmp_path / name)
        charts.save(charts.organ_norm_heat_map(findings), tmp_path / f"{name}-54.4")
    for suffix in (".png", ".svg", "-54.4.png", "-54.4.svg"):
        first, second = (tmp_path / f"{name}{suffix}" for name in ("first", "second"))
        assert first.read_bytes() == second.read_bytes()
        assert first.stat().st_size > 10_000


def test_an_svg_needs_no_font_and_tells_no_day(tmp_path: Path) -> None:
    """Given a saved SVG, then its letters are outlines, and it names no date and no path."""
    png, svg = charts.save(charts.adherence_by_month(judged_year(n=80)), str(tmp_path / "chart"))
    drawing = svg.read_text(encoding="utf-8")
    assert png.read_bytes().startswith(b"\x89PNG")
    assert "<text" not in drawing
    assert "font-family" not in drawing
    assert "<dc:date>" not in drawing
    assert str(tmp_path) not in drawing


def test_charts_leave_no_trace_in_matplotlib(tmp_path: Path) -> None:
    """Given charts drawn and saved, then matplotlib's settings are as before."""
    before = dict(mpl.rcParams)
    charts.save(charts.adherence_by_month(judged_year(n=80)), tmp_path / "chart")
    assert dict(mpl.rcParams) == before


def test_charts_need_no_pyplot() -> None:
    """Given a fresh interpreter, when the charts are imported, then pyplot is not."""
    program = "import sys, projections.charts; print('matplotlib.pyplot' in sys.modules)"
    answer = subprocess.run(  # noqa: S603 (our own interpreter and words)
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "False"


def test_a_notebook_shows_a_chart() -> None:
    """Given a chart, then it offers IPython its picture."""
    assert charts.adherence_by_month(judged_year(n=80))._repr_png_().startswith(b"\x89PNG")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kept", [1.0, 0.97, 0.86, 0.7, 0.31, 0.0])
def test_what_an_axis_of_rates_says_is_where_it_stands(kept: float, lang: str) -> None:
    """Given any rate, then each mark of the axis is the whole percent it says, 100 the last."""
    findings = judged_year(n=400)
    in_time = np.arange(len(findings)) < kept * len(findings)
    findings["verdict"] = np.where(in_time, "compliant", "violation")
    drawn = draw_every(findings, lang)
    axes = [drawn["months"].axes[0].yaxis, drawn["replies"].axes[0].yaxis]
    for axis in (*axes, drawn["late"].axes[0].xaxis):
        said_marks = [label.get_text() for label in axis.get_ticklabels()]
        marks = [round(100 * place, 6) for place in axis.get_ticklocs()]
        assert said_marks == [f"{mark:g}{' %' if lang == 'en' else '%'}" for mark in marks]
        assert all(mark == int(mark) for mark in marks)
        assert len(marks) >= 3
        assert max(marks) <= 100


def test_counts_are_marked_where_they_stand() -> None:
    """Given the counts and the workload, then each mark says the whole number it stands at."""
    findings = judged_year()
    chart, weeks = (draw_every(findings, "en")[name] for name in ("months", "weeks"))
    for axes in (chart.axes[1], *weeks.axes):
        axes.figure.draw_without_rendering()
        marks = [label.get_text() for label in axes.get_yticklabels()]
        assert marks == [f"{place:g}" for place in axes.get_yticks()]
        assert all(place == int(place) for place in axes.get_yticks())


def sides(chart: charts.Chart) -> tuple[list[str], list[str]]:
    """Return the first words of the rows and of the columns of a map."""
    axes = chart.axes[0]
    labels = (axes.get_yticklabels(), axes.get_xticklabels())
    rows, columns = ([text.get_text().split()[0] for text in side] for side in labels)
    return rows, columns


def test_what_was_never_judged_has_no_row_and_no_column() -> None:
    """Given effects, undecided and open ones, then only what was judged or is open is listed."""
    findings = judged_year(1, 1, 5)
    findings["norm"] = ["54.4", "54.4", "54.6", "6.3", "8.5"]
    findings["organ"] = ["a", "a", "", "b", "c"]
    findings["verdict"] = ["compliant", "violation", "effect", "indeterminate", "pending"]
    findings["opened"] = pd.Timestamp("2019-05-06", tz=ZONE)
    findings.loc[findings["norm"] == "6.3", "opened"] = pd.Timestamp("2019-01-07", tz=ZONE)
    findings.attrs = SOURCE
    assert sides(charts.organ_norm_heat_map(findings, "en")) == (
        ["All", "a", "c"],
        ["All", "8.5", "54.4"],
    )
    by_month = charts.adherence_by_month_and_norm(findings, "en")
    assert sides(by_month) == (["All", "8.5", "54.4"], ["All", "May"])
    undecided = findings[findings["verdict"].isin({"effect", "indeterminate"})]
    for draw in (charts.organ_norm_heat_map, charts.adherence_by_month_and_norm):
        with pytest.raises(ValueError, match="neither judged nor open"):
            draw(undecided)


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "违反最多的 1 条"), ("en", "the 1 with most breaches")]
)
def test_a_sheet_has_the_norms_most_broken_and_says_so(
    lang: Literal["zh", "en"], said: str
) -> None:
    """Of two norms the one with a breach stays, the totals are of both, and the note tells it."""
    findings = judged_year(1, 1, 4)
    findings["norm"] = ["54.4", "54.4", "8.5", "8.5"]
    findings["organ"] = "a"
    findings["verdict"] = ["compliant", "violation", "compliant", "compliant"]
    findings.attrs = SOURCE
    for draw in (charts.adherence_by_month_and_norm, charts.organ_norm_heat_map):
        chart = draw(findings, lang, most=1)
        written = " ".join(text.get_text().replace("\n", " ") for text in chart.texts)
        assert said in written
        names = {name for side in sides(chart) for name in side}
        assert not any("8.5" in name for name in names)
        assert any(text.get_text() == "3/4" for text in chart.axes[0].texts)
        assert said not in " ".join(text.get_text() for text in draw(findings, lang).texts)


def test_norms_by_month_shows_rates_fractions_rings_and_blanks() -> None:
    """Given 9 of 12 in March, 0 of 1 in May and one open in June: 75, 0/1, a ring; April blank."""
    findings = judged_year(1, 1, 14)
    months = ["2019-03-04"] * 12 + ["2019-05-06", "2019-06-03"]
    findings["norm"] = ["54.4"] * 13 + ["62.8"]
    findings["opened"] = pd.to_datetime(months).tz_localize(ZONE)
    findings["verdict"] = ["compliant"] * 9 + ["violation"] * 4 + ["pending"]
    findings.attrs = SOURCE
    axes = charts.adherence_by_month_and_norm(findings, "en").axes[0]
    assert [text.get_text().strip() for text in axes.get_xticklabels()] == [
        *("All", "Mar\n2019", "Apr", "May", "Jun ◌")
    ]
    wording = {text.get_position(): text.get_text() for text in axes.texts}
    grid = [[wording.get((x + 0.5, y + 0.53), "") for x in range(5)] for y in range(3)]
    assert grid == [
        ["69", "75", "", "0/1", "◌"],
        ["69", "75", "", "0/1", ""],
        ["◌", "", "", "", "◌"],
    ]
    painted = axes.collections[0].get_array().reshape(3, 5)
    assert painted.mask.tolist() == [[cell in {"", "◌"} for cell in row] for row in grid]
    totals, under = (
        [text.get_text() for text in side]
        for side in (
            axes.child_axes[0].get_yticklabels(),
            axes.child_axes[1].get_xticklabels(),
        )
    )
    assert (totals, under) == (["13", "13", "0"], ["13", "12", "0", "1", "0"])


def test_more_months_than_have_room_stand_upright() -> None:
    """Given two years, then the months are called as in 2019-03, and stand upright."""
    findings = judged_year()
    findings["opened"] += pd.to_timedelta(np.arange(len(findings)), unit="D")
    chart = charts.adherence_by_month_and_norm(findings)
    chart.draw_without_rendering()
    names = chart.axes[0].get_xticklabels()
    assert len(names) > 15
    assert names[1].get_text() == f"{findings['opened'].min():%Y-%m}"
    assert {name.get_rotation() for name in names} == {90}
    assert max(name.get_window_extent().y1 for name in names) <= chart.bbox.y1


@pytest.mark.parametrize(
    ("lang", "note"),
    [("zh", "日历 cn-2018-12-04 至 cn-2019-03-22"), ("en", "cn-2018-12-04 to cn-2019-03-22")],
)
def test_the_note_names_the_calendars_the_findings_were_counted_by(lang: str, note: str) -> None:
    """Given findings of two versions, then both are named, and not the latest there is."""
    findings = judged_year()
    early = findings["opened"] < pd.Timestamp("2019-03-22", tz=ZONE)
    findings["calendar"] = np.where(early, "cn-2018-12-04", "cn-2019-03-22")
    for name, chart in draw_every(findings, lang).items():
        if name in OTHERS:
            continue
        words = said(chart).replace("\n", "")
        assert (note.replace(" ", "") in words.replace(" ", "")) == (name != "weeks"), name
        assert ("cn-2019-11-21" in words) == (name == "weeks"), name
    late = findings[~early]
    words = said(charts.adherence_by_month(late, lang=lang))
    assert "cn-2019-03-22" in words
    assert "cn-2018-12-04" not in words


def test_cells_without_judged_occasions_are_blank_and_not_zero() -> None:
    """Given one organ breached, one only open, one never asked: 0/1, a sign, and nothing at all."""
    findings = judged_year(3, 2, 60).iloc[:3].copy()
    findings["organ"], findings["norm"] = ["organ-0", "organ-1", "organ-2"], ["54.4", "54.4", "7.1"]
    findings["verdict"] = ["violation", "pending", "compliant"]
    findings.attrs = judged_year(3, 2, 60).attrs
    axes = charts.organ_norm_heat_map(findings).axes[0]
    rows = [label.get_text() for label in axes.get_yticklabels()]
    columns = [label.get_text().split(" ")[0] for label in axes.get_xticklabels()]
    column = columns.index("54.4")
    wording = {text.get_position(): text.get_text() for text in axes.texts}
    cells = [wording.get((column + 0.5, row + 0.53), "") for row in range(1, 4)]
    said_of = {rows[row + 1].replace("\n", "")[-3]: cell for row, cell in enumerate(cells)}
    assert said_of == {"0": "0/1", "1": "◌", "2": ""}
    painted = axes.collections[0].get_array().reshape(4, 3)
    assert [bool(painted.mask[row, column]) for row in range(1, 4)] == [
        cell in {"", "◌"} for cell in cells
    ]


def test_small_cells_show_their_fraction_and_large_ones_a_percentage() -> None:
    """Given nine occasions, then the fraction; given twelve, then whole percent."""
    findings = judged_year(1, 1, 21)
    findings["organ"] = ["organ-0"] * 9 + ["organ-1"] * 12
    findings["verdict"] = ["violation"] * 2 + ["compliant"] * 16 + ["violation"] * 3
    words = {text.get_text() for text in charts.organ_norm_heat_map(findings).axes[0].texts}
    assert {"7/9", "75"} <= words


def test_a_breach_never_rounds_away() -> None:
    """Given 999 of 1000 kept, then 99 %, not 100; given one of 1000, then 1, not 0."""
    assert [whole_percent(rate) for rate in (1, 0.999, 0.925, 0.001, 0)] == [100, 99, 92, 1, 0]
    assert (percent(0.5, "zh"), percent(0.5, "en")) == ("50%", "50 %")


def test_months_with_open_occasions_are_hollow() -> None:
    """Given a year whose December is open, then its point is hollow and the legend says why."""
    chart = charts.adherence_by_month(judged_year(), lang="en")
    assert "not final: occasions still open" in said(chart)
    dots = [line for line in chart.axes[0].lines if line.get_marker() == "o"]
    faces = {mpl.colors.to_hex(dot.get_markerfacecolor()): list(dot.get_xdata()) for dot in dots}
    assert faces == {palette.KEPT.lower(): [*range(9)], palette.BLANK.lower(): [9]}
    findings = judged_year()
    closed = findings[findings["verdict"] != "pending"]
    assert "not final" not in said(charts.adherence_by_month(closed, lang="en"))


def test_the_counts_below_add_up_to_the_findings() -> None:
    """Given the year, then the bars together are as high as there are findings."""
    findings = judged_year()
    bars = charts.adherence_by_month(findings).axes[1].patches
    assert sum(bar.get_height() for bar in bars) == len(findings)


def test_the_term_is_drawn_into_the_curve() -> None:
    """Given a term of five working days, then a line stands at five, and says what was left."""
    findings = judged_year()
    findings["opened"] = pd.Timestamp("2019-09-02 09:00", tz=ZONE)
    findings["due"] = pd.Timestamp("2019-09-10", tz=ZONE)
    findings["discharged"] = pd.Timestamp("2019-09-09 12:00", tz=ZONE)
    findings.loc[findings.index[::2], "discharged"] = pd.Timestamp("2019-09-11", tz=ZONE)
    findings = findings[findings["norm"] == "54.4"].iloc[:20]
    chart = charts.time_to_reply(findings, "54.4", lang="en")
    upright = [line for line in chart.axes[0].lines if list(line.get_xdata()) == [5, 5]]
    assert len(upright) == 1
    left = (findings["discharged"] > findings["due"]).mean()
    assert f"term: 5 working days\n{percent(left, 'en')} not discharged by then" in said(chart)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("verdict", ["compliant", "pending"])
def test_one_finding_is_enough(lang: str, verdict: str) -> None:
    """Given a single finding, kept or open, then every chart that can be drawn is."""
    findings = judged_year()
    findings = findings[findings["norm"] == "54.4"].iloc[:1].assign(verdict=verdict)
    if verdict == "pending":
        findings["discharged"] = pd.Series([pd.NaT], findings.index, f"datetime64[ns, {ZONE}]")
        with pytest.raises(ValueError, match="No norm with a term"):
            charts.lateness_distribution(findings, lang=lang)
    else:
        charts.lateness_distribution(findings, lang=lang).draw_without_rendering()
    for draw in (
        charts.adherence_by_month,
        charts.organ_norm_heat_map,
        charts.adherence_by_month_and_norm,
    ):
        draw(findings, lang=lang).draw_without_rendering()
    charts.workload_over_year(opened_matters(findings), lang=lang).draw_without_rendering()
    charts.time_to_reply(findings, "54.4", lang=lang).draw_without_rendering()


def test_lines_fold_where_each_script_allows() -> None:
    """Given Chinese and English, then no line begins with a comma and no word is broken."""
    lines = fold("已认定八次，其中合规七次、违反一次", 5).split("\n")
    assert lines == ["已认定八", "次，其中合", "规七次、违", "反一次"]
    assert fold("twelve working days", width("twelve working")) == "twelve working\ndays"
    assert fold("规范性文件备案审查", 5, lines=1) == "规范性文…"
    assert fold("Filing of documents", 5, lines=1).endswith("...")


def test_ink_can_be_read_on_every_step() -> None:
    """Given each colour of the map, then its ink contrasts by 4.5 to 1 or more (WCAG 2.1, AA)."""
    for colour in palette.RATE_STEPS:
        pair = sorted((_luminance(colour), _luminance(palette.readable_on(colour))))
        assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5, colour


def _luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.1."""
    parts = np.array(mpl.colors.to_rgb(colour))
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def test_the_family_is_ours_alone() -> None:
    """Given the two files, then regular and bold answer to our family, each with its weight."""
    charts.adherence_by_month(judged_year(n=80))
    regular, bold = map(str, font_files())
    assert font_manager.findfont(f"{FAMILY}:regular") == regular
    assert font_manager.findfont(f"{FAMILY}:bold") == bold


# --- one matter ---


@pytest.mark.parametrize("lang", LANGS)
def test_a_matters_way_shows_its_acts_and_its_own_terms(lang: str) -> None:
    """Given four acts and three terms of its own, then each has a row, and open runs to as-of."""
    chart = charts.matter_gantt(*way(), lang=lang)
    chart.draw_without_rendering()
    steps, terms = chart.axes
    assert len(steps.get_yticklabels()) == 4
    assert [bar.get_facecolor()[:3] for bar in terms.patches] == [
        mpl.colors.to_rgb(colour) for colour in (palette.KEPT, palette.BREACHED, palette.BLANK)
    ]
    assert [round(bar.get_width(), 3) for bar in terms.patches] == [1.625, 7.625, 21.625]
    assert "D2019-00012" in said(chart)
    for text in chart.texts:
        assert text.get_window_extent().x1 <= chart.bbox.x1
    box = chart.get_tightbbox()
    assert min(box.x0, box.y0) >= 0
    assert box.x1 <= chart.get_figwidth()


def test_a_matter_without_acts_or_terms() -> None:
    """Given no terms, then only the acts are drawn; given no acts, one sentence says so."""
    acts, terms = way()
    assert len(charts.matter_gantt(acts, terms.assign(matter="document:other")).axes) == 1
    with pytest.raises(ValueError, match="no act"):
        charts.matter_gantt(acts.head(0), terms)


# --- played years ---


def test_the_bands_of_a_fan_hold_the_years() -> None:
    """Given twelve years, then the middle line is their median and the bands their quantiles."""
    frame = played_years()
    axes = charts.adherence_fan(frame, lang="en", norm="54.4").axes[0]
    values = frame[(frame["norm"] == "54.4")].pivot_table(
        index="month", columns="replication", values="value"
    )
    median = next(line for line in axes.lines if line.get_label() == "median of the years")
    np.testing.assert_allclose(median.get_ydata(), values.median(axis=1))
    outer, inner = (band.get_paths()[0].vertices[:, 1] for band in axes.collections)
    assert outer.min() == pytest.approx(values.quantile(0.05, axis=1).min())
    assert inner.max() == pytest.approx(values.quantile(0.75, axis=1).max())
    assert len(axes.lines) == 12 + 1


def test_many_years_are_bands_and_not_hairs() -> None:
    """Given forty years, then only their median is a line."""
    assert len(charts.adherence_fan(played_years(40)).axes[0].lines) == 1


def test_the_busiest_desks_come_first() -> None:
    """Given 25 desks, then the twenty busiest are drawn, and the names of the others are not."""
    frame = played_years()
    chart = charts.desk_utilisation(frame, lang="en")
    used = frame[frame["measure"] == "utilisation"].groupby("desk")["value"].median()
    busiest = used.sort_values(ascending=False).index[:20]
    labels = STUDY["labels"]
    assert isinstance(labels, dict)
    names = [str(labels.get(desk, {"en": desk})["en"]) for desk in busiest]
    drawn = [text.get_text() for text in chart.axes[0].get_yticklabels()]
    assert [name[:20] for name in drawn] == [name[:20] for name in names]


def test_a_difference_that_holds_zero_is_hollow() -> None:
    """Given intervals beside and around zero, then only the first are filled."""
    chart = charts.differences(compared(), lang="en")
    adherence = chart.axes[0]
    dots = [line for line in adherence.lines if line.get_marker() == "o"]
    hollow = [str(dot.get_markerfacecolor()).upper() == "#FFFFFF" for dot in dots]
    assert hollow == [False, True, False, True]
    assert "-1.24 [-1.55, -0.93]  ×8.4" in said(chart)
    assert "+1,234" in said(chart) or "+1,235" in said(chart)
    assert "inf" not in said(chart)


def test_a_tornado_puts_what_matters_most_first() -> None:
    """Given three effects, then they stand by μ*, each bar from the base to an end."""
    chart = charts.sensitivity_tornado(moved(), lang="en")
    axes = chart.axes[0]
    names = [text.get_text().split("\n") for text in axes.get_yticklabels()]
    assert [name[0] for name in names] == [
        *("consultations.waiting_for_principal", "people.share_of_time", "volume")
    ]
    assert [name[1] for name in names] == ["×0.5 – ×2", "0.45 – 0.65", "×0.8 – ×1.2"]
    ends = [round(bar.get_x() + bar.get_width(), 6) for bar in axes.patches]
    assert ends == [0.93, 0.81, 0.87, 0.61, 0.86, 0.82]
    assert "μ* 31 [±2]  σ 4\nST 0.91" in said(chart)
    assert said(chart).count("ST 0.") == 2


def test_a_value_is_solid_only_where_its_whole_interval_reaches_the_target() -> None:
    """Given 88.4 to 92.4 % against 90 %, then its dot is hollow; 91 to 95 % is solid."""
    chart = charts.capacity_curve(capacities(), lang="en")
    dots = [line for line in chart.axes[0].lines if line.get_marker() == "o"]
    solid = [str(dot.get_markerfacecolor()).upper() != "#FFFFFF" for dot in dots]
    assert solid == [False, False, False, False, True, True]
    assert "target 90 %" in said(chart)
    assert "cheapest value shown to reach it: 5" in said(chart)
    nothing = capacities()
    nothing.attrs = capacities().attrs | {"found": None}
    assert "no value was shown to reach it" in said(charts.capacity_curve(nothing, lang="en"))


@pytest.mark.parametrize("lang", LANGS)
def test_played_years_say_scenario_changes_and_seed(lang: str) -> None:
    """Given years that no ledger holds, then the note says what was played and what was changed."""
    note = said(charts.desk_utilisation(played_years(), lang=lang))
    for part in ("wujiagang-2019", "12", STUDY["changes"][0][lang]):  # type: ignore[index]
        assert part in note


def test_years_without_what_is_asked_are_refused() -> None:
    """Given no months of a norm, no desks or no difference, then one sentence says so."""
    years = played_years()
    with pytest.raises(ValueError, match=r"99\.9"):
        charts.adherence_fan(years, norm="99.9")
    with pytest.raises(ValueError, match="no desks"):
        charts.desk_utilisation(years[years["desk"] == ""])
    with pytest.raises(ValueError, match="no difference"):
        charts.differences(compared().assign(difference=np.nan))
    with pytest.raises(ValueError, match="no parameter"):
        charts.sensitivity_tornado(moved().head(0))
    with pytest.raises(ValueError, match="no adherence with an interval"):
        charts.capacity_curve(capacities().assign(low=np.nan))


# --- fits ---


def test_an_organ_apart_from_all_is_solid() -> None:
    """Given organs from 10 to 18 hours and all at 14, then those whose bar misses 14 are solid."""
    chart = charts.organ_times(step_times(), lang="en")
    replies, services = chart.axes
    names = [text.get_text() for text in replies.get_yticklabels()]
    assert len(names) == 9
    dots = [line for line in replies.lines if line.get_marker() == "o"]
    assert [dot.get_xdata()[0] for dot in dots] == [18, 17, 16, 15, 14, 13, 12, 11, 10]
    solid = [str(dot.get_markerfacecolor()).upper() != "#FFFFFF" for dot in dots]
    assert solid == [True, True, True, False, False, False, True, True, True]
    assert len([line for line in services.lines if line.get_marker() == "o"]) == 2
    assert "log-rank p<0.001" in said(chart)
    assert "log-rank p=0.31" in said(chart)


def test_steps_that_no_organ_took_are_refused() -> None:
    """Given only times of all organs, or another step, then one sentence says what is missing."""
    steps = step_times()
    with pytest.raises(ValueError, match="No organ"):
        charts.organ_times(steps[steps["organ"] == ""])
    with pytest.raises(ValueError, match="No organ"):
        charts.organ_times(steps, which=("documents.tracking",))
    assert len(charts.organ_times(steps, which=REPLY_AND_SERVICE[1:]).axes) == 1
