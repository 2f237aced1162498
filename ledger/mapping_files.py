"""映射文件 Mapping files: find a mapping by name or path, and read it.

A mapping is a TOML file, of the user or of this package (``nyc_council``, ``bpi2020_domestic``,
whose comments explain every key).
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.import_errors import ImportRefusedError
from ledger.mapping_table import MappingTable

if TYPE_CHECKING:
    from ledger.mapping import SourceMapping


def shipped_mappings() -> tuple[str, ...]:
    """Return the names of the mappings that ship with this package."""
    folder = files("ledger").joinpath("mappings")
    names = (entry.name for entry in folder.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def read_mapping(name_or_path: str) -> SourceMapping:
    """Read a mapping by the name of one that ships with this package, or by the path of a file.

    Raises:
        ImportRefusedError: there is none, it is not TOML, or it is not a sound mapping.

    """
    if name_or_path in shipped_mappings():
        text = files("ledger").joinpath("mappings", f"{name_or_path}.toml").read_text("utf-8")
        return parsed_mapping(text, name_or_path)
    path = Path(name_or_path)
    try:
        return parsed_mapping(path.read_text("utf-8"), path.stem)
    except FileNotFoundError:
        raise ImportRefusedError(
            f"There is no mapping 映射 {name_or_path!r}: give the path of a TOML file, or one of "
            f"{', '.join(shipped_mappings())}."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ImportRefusedError(
            f"The mapping 映射 {name_or_path!r} cannot be read ({error}): give TOML in UTF-8."
        ) from None


def parsed_mapping(text: str, name: str) -> SourceMapping:
    """Read a mapping from its TOML text.

    Raises:
        ImportRefusedError: it is not TOML or not a sound mapping.

    """
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ImportRefusedError(f"The mapping 映射 {name!r} is not TOML: {error}.") from None
    return MappingTable(name).mapping(table)
