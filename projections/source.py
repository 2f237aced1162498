"""来源 Source: where a table comes from, so that a reader of the copy can go back to the log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import attrs

Labels = Mapping[str, tuple[str, str]]
"""What ids are called, in Chinese and English."""


@attrs.frozen(kw_only=True)
class Source:
    """来源: the ledger a table was made from, and the rules and the calendar it was judged by.

    Attributes:
        ledger: name or address of the ledger.
        position: position of the last act that was read.
        as_of: the last local day that counts.
        known_at: the moment up to which the record was read, as ISO text; empty for all of it.
        known: whose registration that means, ``ledger`` or ``source``.
        rulebook: id of the rulebook (``wjg-2019``).
        calendar: label of the latest calendar version used (``cn-2019-11-21``).
        provisional: whether some years of that calendar were filled in without a notice.
        simulated: whether the acts were invented.
        labels: what organs and people are called, by id, as ``Directory.labels`` has them.

    """

    ledger: str
    position: int
    as_of: dt.date
    rulebook: str
    calendar: str
    known_at: str = ""
    known: str = "ledger"
    provisional: bool = False
    simulated: bool = False
    labels: Labels = attrs.field(factory=dict, repr=False)

    def for_frame(self, labels: Labels | None = None) -> dict[Any, Any]:
        """Return what a frame keeps of it in ``frame.attrs``: plain values, fit for JSON.

        ``labels`` adds to those of the source, and wins where both name an id.
        """
        spoken = {**self.labels, **(labels or {})}
        return {
            "ledger": self.ledger,
            "position": self.position,
            "as_of": self.as_of.isoformat(),
            "rulebook": self.rulebook,
            "calendar": self.calendar,
            "provisional": self.provisional,
            "simulated": self.simulated,
            **({"known_at": self.known_at, "known": self.known} if self.known_at else {}),
            "labels": {name: {"zh": zh, "en": en} for name, (zh, en) in spoken.items()},
        }
