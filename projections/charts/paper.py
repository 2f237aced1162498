"""版面: the sheet every chart is drawn on: size, typeface, title, source note, files.

Reading order: the sheet, its dress, its source note, its files. No pyplot: a figure here belongs
to nobody but its caller.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator
from PIL import Image

from ledger.exchange.whole_file import whole
from projections.charts.lines import fold
from projections.charts.palette import FAINT, GRID, INK
from projections.charts.words import Lang, Source, demand_language, percent_sign, say
from projections.fonts import FAMILY, font_files

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

WIDTH_MM: Final = 190
"""A4 less two centimetres: everything is readable where the chart fills the width of a page."""
FAMILIES: Final = [FAMILY, "DejaVu Sans"]
"""Ours first; then the one matplotlib carries, for scripts we do not."""
BODY, SMALL, TITLE = 8.0, 6.8, 12.5
"""Sizes in points."""
MARGIN: Final = 8.0
"""White around the text, in points."""
_MM: Final = 1 / 25.4
_HAIR: Final = 1e-6
_SURE: Final = 0.95
"""How full a line is set: the width of a text is known only roughly before it is drawn."""


class Chart(Figure):
    """图: a matplotlib figure that notebooks show without pyplot."""

    def _repr_png_(self) -> bytes:
        """Return the picture, as IPython asks for it.

        Its colours are cut to 96, which nobody sees and which makes a notebook a third as large.
        """
        drawn, picture = BytesIO(), BytesIO()
        self.savefig(drawn, format="png", dpi=130)
        with Image.open(drawn) as image:
            image.convert("RGB").quantize(96).save(picture, format="png", optimize=True)
        return picture.getvalue()


def sheet(height_mm: float, lang: str) -> Chart:
    """Return an empty sheet, ready for axes.

    Raises:
        ValueError: the language is unknown.

    """
    demand_language(lang)
    _register_fonts()
    return Chart(figsize=(WIDTH_MM * _MM, height_mm * _MM))


@cache
def _register_fonts() -> None:
    """Make our two files known to matplotlib by their family name."""
    for path in font_files():
        font_manager.fontManager.addfont(str(path))


def plain(axes: Axes, *, grid: str | None = None) -> None:
    """Take from axes what only decorates them; with ``grid``, lines across ``x`` or ``y``."""
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(FAINT)
    axes.tick_params(labelsize=SMALL, color=FAINT, labelcolor=INK, labelfontfamily=FAMILIES)
    axes.set_axisbelow(True)
    if grid == "x":
        axes.xaxis.grid(visible=True, color=GRID, linewidth=0.6)
    if grid == "y":
        axes.yaxis.grid(visible=True, color=GRID, linewidth=0.6)


def in_percent(axis: Axis, lang: Lang) -> None:
    """Mark an axis of rates in whole percents that are true, and never beyond 100 %.

    The limits of the axis are set before; the marks stay within them.
    """
    low, high = (100 * bound for bound in axis.get_view_interval())
    marks = MaxNLocator(6, steps=[1, 2, 5, 10], integer=True).tick_values(low, high)
    whole = [round(mark) for mark in marks if low - _HAIR <= mark <= min(high, 100) + _HAIR]
    axis.set_ticks(
        [mark / 100 for mark in whole], [f"{mark}{percent_sign(lang)}" for mark in whole]
    )


def finish(chart: Chart, title: str, subtitle: str, source: Source, lang: Lang) -> Chart:
    """Put title, subtitle and source note on a sheet, and all of its text in our typeface."""
    points = chart.get_figheight() * 72
    blocks = (
        _Block(fold(title, _ems(TITLE)), TITLE, INK, "bold"),
        _Block(fold(subtitle, _ems(BODY)), BODY, FAINT),
    )
    top = MARGIN
    for block in blocks:
        block.write(chart, 1 - top / points, "top")
        top += block.height + 3
    note = _Block(fold(source_note(source, lang), _ems(SMALL)), SMALL, FAINT)
    note.write(chart, MARGIN / points, "bottom")
    foot = (MARGIN + note.height) / points
    _keep_clear(chart, foot, (top + 2) / points)
    for text in chart.findobj(Text):
        text.set_fontfamily(FAMILIES)
    return chart


def _keep_clear(chart: Chart, foot: float, head: float) -> None:
    """Lay the axes out between the note and the titles, given as shares of the height."""
    engine = ConstrainedLayoutEngine(
        w_pad=2.5 * _MM,
        h_pad=1.5 * _MM,
        hspace=0.02,
        wspace=0.02,
        rect=(0, foot, 1, 1 - foot - head),
    )
    chart.set_layout_engine(engine)


def _ems(size: float) -> float:
    """Return how many ems of a size fit between the margins of a sheet."""
    return _SURE * (WIDTH_MM * _MM * 72 - 2 * MARGIN) / size


class _Block(NamedTuple):
    """Lines of text across the sheet, outside the axes."""

    text: str
    size: float
    colour: str
    weight: str = "normal"

    @property
    def height(self) -> float:
        """How high the block is, in points."""
        return 1.42 * self.size * (self.text.count("\n") + 1)

    def write(self, chart: Chart, y: float, at: Literal["top", "bottom"]) -> None:
        """Write the block from the left margin, its top or bottom at a height of the sheet."""
        x = MARGIN / (chart.get_figwidth() * 72)
        text = chart.text(x, y, self.text, va=at, ha="left", fontsize=self.size)
        text.set(color=self.colour, fontweight=self.weight, linespacing=1.3, in_layout=False)


def source_of(frame: pd.DataFrame) -> Source:
    """Return where a frame comes from, and the calendar versions its rows were counted by.

    A frame without a column ``calendar``, such as that of openings, names the one of its attrs.
    """
    versions = sorted(set(frame["calendar"]) - {""}) if "calendar" in frame else []
    return {**frame.attrs, "calendars": versions} if versions else frame.attrs


def source_note(source: Source, lang: Lang) -> str:
    """Return where the figures come from: ledger, position, as-of day, rulebook, calendar.

    Of played years that were only measured, the scenario, how many and the seed stand for a ledger.

    What was known only by a moment, a simulated year and a provisional calendar are named as such.

    Raises:
        ValueError: the frame does not say it.

    """
    years = "replications" in source
    where = ("scenario", "replications", "seed") if years else ("ledger", "position")
    needed = (*where, "as_of", "rulebook", "calendar")
    missing = [part for part in needed if part not in source]
    if missing:
        raise ValueError(
            f"A chart states its source (来源), and frame.attrs lacks {', '.join(missing)}; "
            "use the frame as it was judged, or copy its attrs after a merge or concat."
        )
    texts = {str(key): text for key, text in source.items() if key != "labels"}
    texts["calendar"] = _calendars(source, lang)
    texts["changed"] = _changed(source, lang)
    first = "years_source" if years else "source"
    known = [f"known_at_{source.get('known', 'ledger')}"] if source.get("known_at") else []
    said = (first, "as_of", *known, "rulebook", "calendar")
    parts = [say(part, lang, **texts) for part in said]
    parts += [say(word, lang) for word in ("simulated", "provisional") if source.get(word)]
    return ("；" if lang == "zh" else "; ").join(parts) + ("。" if lang == "zh" else ".")


def _changed(source: Source, lang: Lang) -> str:
    """Return what was changed in a scenario, in brackets; empty where nothing was."""
    told = [str(change[lang]) for change in source.get("changes", ())]
    joined = ("；" if lang == "zh" else "; ").join(told)
    if not joined:
        return ""
    return f"（{joined}）" if lang == "zh" else f" ({joined})"


def _calendars(source: Source, lang: Lang) -> str:
    """Return the calendar version, or the first and the last where there were several."""
    versions = source.get("calendars") or [source["calendar"]]
    if len(versions) == 1:
        return str(versions[0])
    return say("first_to_last", lang, first=versions[0], last=versions[-1])


def save(figure: Figure, path_without_suffix: str | Path) -> tuple[Path, Path]:
    """Write a chart as ``.png`` (200 dots per inch) and ``.svg``, and return both paths.

    The files carry no date and no chance: the same figure gives the same bytes under the same
    matplotlib. In the SVG letters are outlines, so it looks alike where our font is not installed.
    """
    png, svg = (Path(f"{path_without_suffix}.{suffix}") for suffix in ("png", "svg"))
    png.parent.mkdir(parents=True, exist_ok=True)
    with whole(png) as unfinished:
        figure.savefig(unfinished, format="png", dpi=200, metadata={"Software": None})
    layout = figure.get_layout_engine()
    figure.set_layout_engine("none")  # laid out by now: doing so again would cost a tenth more
    plain = mpl.rc_context({"svg.hashsalt": "taizhang", "svg.fonttype": "path"})
    with plain, whole(svg) as unfinished:
        said = {"Date": None, "Creator": "taizhang"}
        figure.savefig(unfinished, format="svg", metadata=said)
    figure.set_layout_engine(layout)
    return png, svg
