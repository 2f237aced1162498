"""列的搭建 Frames: from lists of plain values to columns of one dtype, whatever is in them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_NOTHING: Final = np.iinfo(np.int64).min  # how numpy spells NaT
_DAY, _SECOND = 86_400_000_000, 1_000_000


def instants(moments: Iterable[dt.datetime | None], zone: dt.tzinfo) -> pd.DatetimeIndex:
    """Return aware instants as one column of a zone, ``datetime64[ns, zone]``; None is NaT."""
    counts = np.fromiter((_microseconds(moment) for moment in moments), dtype=np.int64)
    stamps = counts.view("datetime64[us]").astype("datetime64[ns]")
    return pd.DatetimeIndex(stamps).tz_localize("UTC").tz_convert(zone)


def _microseconds(moment: dt.datetime | None) -> int:
    """Return the microseconds since 1970 UTC, exactly."""
    if moment is None:
        return int(_NOTHING)
    since = moment - _EPOCH
    return since.days * _DAY + since.seconds * _SECOND + since.microseconds


def whole_numbers(numbers: Iterable[int | None]) -> pd.api.extensions.ExtensionArray:
    """Return whole numbers as one ``Int64`` column; None is NA."""
    return pd.array(list(numbers), dtype="Int64")


def build(columns: Mapping[str, Any]) -> pd.DataFrame:
    """Return a frame of columns; lists become columns of ``object``, also where they are empty."""
    series = {
        name: pd.Series(values, dtype=object) if isinstance(values, list) else values
        for name, values in columns.items()
    }
    return pd.DataFrame(series)
