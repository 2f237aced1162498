"""纪要 Minutes: drafted, countersigned, signed and issued after a meeting (Art. 49).

Reading order: acts. They belong to the meeting's stream and are folded into its state by
``domain.meetings``.
"""

from __future__ import annotations

import attrs

from domain.act import Act, recorded_as

# --- acts ---


@recorded_as("meeting.minutes_drafted", zh="起草纪要", en="minutes drafted")
@attrs.frozen(kw_only=True)
class MinutesDrafted(Act):
    """起草纪要: the minutes are drafted; a new draft voids countersigns and signature of the old.

    Attributes:
        major: whether a major matter 重大事项 is involved (49.3).
        subjects: fields of work of the minutes; empty: those of the meeting.

    """

    major: bool
    subjects: tuple[str, ...] = ()


@recorded_as("meeting.minutes_countersigned", zh="会签纪要", en="minutes countersigned")
@attrs.frozen(kw_only=True)
class MinutesCountersigned(Act):
    """会签纪要: another convenor of a joint meeting countersigns the minutes."""


@recorded_as("meeting.minutes_signed", zh="签发纪要", en="minutes signed for issue")
@attrs.frozen(kw_only=True)
class MinutesSigned(Act):
    """签发纪要: a leader signs the minutes for issue (49.1–49.3)."""


@recorded_as("meeting.minutes_issued", zh="印发纪要", en="minutes issued")
@attrs.frozen(kw_only=True)
class MinutesIssued(Act):
    """印发纪要: the minutes are printed and given out; their clock of 49.4 stops here."""


@recorded_as(
    "meeting.issuance_delay_justified", zh="说明延期印发理由", en="delay of issue justified"
)
@attrs.frozen(kw_only=True)
class IssuanceDelayJustified(Act):
    """说明延期印发理由: why one output, ``minutes`` or a document's number, will be late (49.4)."""

    output: str
    reason: str
