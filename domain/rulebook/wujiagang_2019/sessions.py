"""场次 Sessions: of which sitting of a meeting a list is, and when that began.

A list may be drawn up or corrected days later: posts are those held when the session began, and of
several lists of one session the last one stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.rulebook.wujiagang_2019.chapter_08_minutes import meeting_of

if TYPE_CHECKING:
    import datetime as dt

    from domain.act import Act
    from domain.meetings import Meeting
    from domain.rulebook.setting import Setting


def session_of(act: Act, setting: Setting) -> str:
    """Name the session that was last begun of an act's meeting."""
    meeting = meeting_of(act, setting)
    return f"{act.matter}/{meeting.sessions if meeting else 0}"


def began(act: Act, meeting: Meeting) -> dt.datetime:
    """Return when that session began; the act's own instant where none has."""
    return meeting.started.occurred_at if meeting.started else act.occurred_at
