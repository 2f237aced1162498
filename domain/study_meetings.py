"""学习会 Study meetings: their theme and their form (Art. 45).

Reading order: acts. They belong to the meeting's stream and are folded into its state by
``domain.meetings``.
"""

from __future__ import annotations

from typing import Final

import attrs

from domain.act import Act, recorded_as

LECTURE: Final = "lecture"
GROUP_STUDY: Final = "group_study"
USUAL_FORMS: Final = frozenset({LECTURE, GROUP_STUDY})
"""专题讲座、集中研学: what a study meeting normally is."""

# --- acts ---


@recorded_as("meeting.theme_proposed", zh="提出学习主题", en="theme proposed")
@attrs.frozen(kw_only=True)
class ThemeProposed(Act):
    """提出学习主题: the Office proposes what is to be studied (45.4)."""

    theme: str = ""


@recorded_as("meeting.theme_approved", zh="确定学习主题", en="theme fixed")
@attrs.frozen(kw_only=True)
class ThemeApproved(Act):
    """确定学习主题: the head fixes it (45.4)."""

    theme: str = ""


@recorded_as("meeting.form_recorded", zh="登记学习形式", en="form of study recorded")
@attrs.frozen(kw_only=True)
class FormRecorded(Act):
    """登记学习形式: ``USUAL_FORMS`` or another, with a note why (45.3)."""

    form: str
    note: str = ""
