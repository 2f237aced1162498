"""列: what the tables here ask of the frames they are given, and the order of norms in the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from domain.rulebook.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

KEPT: Final = frozenset({Verdict.COMPLIANT.value})
JUSTIFIED: Final = frozenset({Verdict.JUSTIFIED.value})
BREACHED: Final = frozenset({Verdict.VIOLATION.value, Verdict.DEVIATION.value})
OPEN: Final = frozenset({Verdict.PENDING.value})
UNDECIDED: Final = frozenset({Verdict.INDETERMINATE.value, Verdict.NOT_IN_FORCE.value})
DECIDED: Final = KEPT | JUSTIFIED | BREACHED
"""The verdicts a rate is made of. An effect is no promise: it is in none of these sets."""

_NORM_ID = re.compile(r"(\d+)(?:\.(\d+))?(.*)")


def demand_columns(frame: pd.DataFrame, columns: Iterable[str], table: str) -> None:
    """Refuse a frame that lacks a column.

    Raises:
        ValueError: names the table and the missing columns.

    """
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise ValueError(
            f"The table {table} needs the column(s) {', '.join(missing)}, which the frame lacks; "
            "pass the frame as it was judged."
        )


def demand_verdicts(findings: pd.DataFrame) -> None:
    """Refuse a verdict (结论) the rulebook does not know.

    Raises:
        ValueError: names the strange verdicts.

    """
    strange = set(findings["verdict"].unique()) - {verdict.value for verdict in Verdict}
    if strange:
        raise ValueError(
            f"No such verdict (结论): {', '.join(sorted(map(str, strange)))}; "
            f"the verdicts are {', '.join(verdict.value for verdict in Verdict)}."
        )


def text_order(norm: str) -> str:
    """Return a key that sorts norms and articles as the text has them: 6.3, 54.4, 54.10, 56.5a."""
    match = _NORM_ID.fullmatch(norm)
    if match is None:
        return norm
    return f"{int(match[1]):04d}.{int(match[2] or 0):04d}{match[3]}"


def in_text_order(norms: Iterable[str]) -> list[str]:
    """Return each norm once, in the order of the text."""
    return sorted(set(norms), key=text_order)
