"""字体: two static fonts that carry Chinese to a machine without any, and where they lie.

``Taizhang Sans SC`` is a subset of Noto Sans CJK SC 2.004 (SIL Open Font License 1.1, see
``OFL.txt``): GB 2312, the 8,105 characters of 通用规范汉字表 (people's names), brackets,
circled numbers and the Latin of European names. ``README.md`` says how it is made again.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Final

FAMILY: Final = "Taizhang Sans SC"
"""The family name inside the files: our own, so that an installed Noto never answers instead."""


def font_files() -> tuple[Path, Path]:
    """Return the paths of the regular and the bold font.

    Raises:
        FileNotFoundError: the installation carries no fonts.

    """
    folder = Path(str(files(__name__)))
    regular, bold = folder / "TaizhangSansSC-Regular.otf", folder / "TaizhangSansSC-Bold.otf"
    for path in (regular, bold):
        if not path.is_file():
            raise FileNotFoundError(
                f"The font (字体) {path.name} is missing from projections/fonts; "
                "install taizhang again from a complete wheel."
            )
    return regular, bold
