"""子集字体: make the two fonts of this folder again from Noto Sans CJK and the Unihan database.

    python -m projections.fonts.subset_noto NotoSansCJK-Regular.ttc NotoSansCJK-Bold.ttc \
        Unihan_OtherMappings.txt

Both sources are named in ``README.md``. Reading order: characters, subset, names, command.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTCollection, TTFont  # type: ignore[import-untyped]

from projections.fonts import FAMILY, font_files

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE_FAMILY = "Noto Sans CJK SC"
BLOCKS = (
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x017F),  # Latin-1 and Latin Extended-A: European names
    (0x2000, 0x206F),  # General Punctuation
    (0x20AC, 0x20AC),  # euro
    (0x2100, 0x218F),  # Letterlike Symbols, Number Forms
    (0x2190, 0x21FF),  # Arrows
    (0x2200, 0x226F),  # Mathematical Operators
    (0x2460, 0x24FF),  # Enclosed Alphanumerics: ①
    (0x25A0, 0x260F),  # Geometric Shapes
    (0x3000, 0x303F),  # CJK Symbols and Punctuation: 〔〕《》
    (0x3200, 0x32FF),  # Enclosed CJK: ㈠
    (0xFF00, 0xFFEF),  # Fullwidth forms
)
DROPPED = ("BASE", "GPOS", "GSUB", "VORG", "vhea", "vmtx")
"""Vertical setting and glyph choice by language: FreeType draws SC forms without them."""


def gb2312() -> Iterator[int]:
    """Yield every code point of GB/T 2312-1980, by the codec of Python itself."""
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            yield from map(ord, bytes((row, cell)).decode("gb2312", errors="ignore"))


def standard_characters(other_mappings: Path) -> Iterator[int]:
    """Yield the code points of 通用规范汉字表 (2013): the field kTGH of Unihan."""
    with other_mappings.open(encoding="utf-8") as lines:
        for line in lines:
            if "\tkTGH\t" in line:
                yield int(line.split("\t", 1)[0].removeprefix("U+"), 16)


def characters(other_mappings: Path) -> set[int]:
    """Return all code points the fonts shall carry, as far as Noto has them."""
    blocks = {point for first, last in BLOCKS for point in range(first, last + 1)}
    return blocks | set(gb2312()) | set(standard_characters(other_mappings))


def simplified_member(collection: Path) -> TTFont:
    """Return the Simplified Chinese font of one Noto collection.

    Raises:
        LookupError: the collection holds no such font.

    """
    for font in TTCollection(str(collection), lazy=True).fonts:
        if SOURCE_FAMILY in {font["name"].getDebugName(1), font["name"].getDebugName(16)}:
            return font
    raise LookupError(f"{collection.name} holds no {SOURCE_FAMILY}; take the Sans collection.")


def rename(font: TTFont, style: str) -> None:
    """Give the font our family name, and keep its copyright and licence records."""
    spoken = {1: FAMILY, 2: style, 3: f"{FAMILY} {style} of {SOURCE_FAMILY} 2.004"}
    spoken |= {4: f"{FAMILY} {style}", 6: f"{FAMILY.replace(' ', '')}-{style}"}
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in {0, 5, 13, 14}]
    for number, text in spoken.items():
        table.setName(text, number, 3, 1, 0x409)
    top = font["CFF "].cff
    top.fontNames = [spoken[6]]
    top.topDictIndex[0].FullName, top.topDictIndex[0].FamilyName = spoken[4], FAMILY


def write_subset(collection: Path, target: Path, points: set[int]) -> None:
    """Write one subset font: no hinting, no layout tables, unchanged outlines."""
    font = simplified_member(collection)
    font.recalcTimestamp = False  # the same sources give the same bytes
    options = subset.Options(hinting=False, notdef_outline=True, name_IDs=["*"])
    options.drop_tables += DROPPED
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
    rename(font, target.stem.rpartition("-")[2])
    font.save(str(target))


def main(arguments: list[str]) -> None:
    """Write both fonts over those of this folder."""
    *collections, other_mappings = map(Path, arguments)
    points = characters(other_mappings)
    for collection, target in zip(collections, font_files(), strict=True):
        write_subset(collection, target, points)


if __name__ == "__main__":
    main(sys.argv[1:])
