"""色板: colours that stay apart for every kind of colour vision, and in grey print.

Categories follow Okabe and Ito (2008, Color Universal Design); the rate steps run from orange
to blue, which no common colour-vision deficiency confuses.
"""

from __future__ import annotations

from typing import Final

INK: Final = "#1A1A1A"
FAINT: Final = "#6B6B6B"
GRID: Final = "#DDDDDD"
BLANK: Final = "#FFFFFF"

KEPT: Final = "#0072B2"
JUSTIFIED: Final = "#7CC4EC"
BREACHED: Final = "#D55E00"
OPEN: Final = "#FFFFFF"
UNDECIDED: Final = "#BDBDBD"

CATEGORIES: Final = (
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#CC79A7",
    "#56B4E9",
    "#D55E00",
    "#F0E442",
)
"""The seven colours of Okabe and Ito, black left for lines."""

FAN: Final = ("#D6E6F4", "#9CC6E6", KEPT)
"""Of many years: all but the rarest, the middle half, the median."""

SEVERITY: Final = ("#FEE6CE", "#FDAE6B", "#F16913", "#B63C02", "#5E1F02")
"""From a day late to weeks late: one hue, darker and darker."""

RATE_BOUNDS: Final = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)
"""Where the steps of a rate begin; the last step is exactly everything."""
RATE_STEPS: Final = (
    "#9A3A03",
    "#DB6D1B",
    "#F6B267",
    "#FBE3BF",
    "#CFE1F0",
    "#86B5DA",
    "#2F74B5",
)


def rate_step(rate: float) -> int:
    """Return which step of ``RATE_STEPS`` a rate between 0 and 1 is painted in."""
    return max(step for step, bound in enumerate(RATE_BOUNDS) if rate >= bound)


def readable_on(colour: str) -> str:
    """Return the ink, dark or white, that can be read on a colour such as ``#0072B2``.

    The lightness is the luma of ITU-R BT.601, from 0 to 255.
    """
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    luma = 0.299 * red + 0.587 * green + 0.114 * blue
    return INK if luma > _HALF_LIGHT else BLANK


_HALF_LIGHT: Final = 125.0
