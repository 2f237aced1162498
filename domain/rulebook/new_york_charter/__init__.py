"""纽约市宪章 The New York City Charter, section 37: what the mayor may do with a local law.

The section stands in the charter as revised in 1989, in effect from 1990-01-01 and still in force.
Its days are New York days. Its one term is counted in calendar days (General Construction Law §20),
so the calendar has no rest days; nothing here reads one.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from domain.rulebook.new_york_charter import section_37_action_by_mayor
from domain.rulebook.norms import Rulebook

RULEBOOK = Rulebook(
    id="nyc-charter-37",
    zh="纽约市宪章第37条（市长对地方法的处理）",
    en="New York City Charter, section 37: local laws; action by mayor",
    zone=ZoneInfo("America/New_York"),
    calendar="every_day",
    since=dt.date(1990, 1, 1),
    until=None,
    norms=section_37_action_by_mayor.NORMS,
)
