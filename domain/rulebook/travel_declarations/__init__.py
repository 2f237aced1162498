"""差旅报销审批 A Dutch university's travel declarations: a reply term for every approver.

No regulation of the university is published with its log. What stands here is the process as the
publishers describe it (BPI Challenge 2020, B. van Dongen, 4TU.ResearchData) and one term asked of
it: three Dutch working days for each approver, the term Article 54 gives a district's departments.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from domain.rulebook.norms import Rulebook
from domain.rulebook.travel_declarations import approval

RULEBOOK = Rulebook(
    id="travel-declarations",
    zh="差旅报销审批时限",
    en="Travel declarations: reply terms of a Dutch university",
    zone=ZoneInfo("Europe/Amsterdam"),
    calendar="nl",
    since=dt.date(2017, 1, 1),
    until=None,
    norms=approval.NORMS,
)
