"""起草中 Drafts under way: what was being written when a year begins, and no act shows yet.

How many there are is drawn: what would have arrived in the weeks before, and is not written yet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from domain import submissions as s
from domain.act import Act
from simulations.flows.documents import document, own_document
from simulations.flows.submissions import submission
from simulations.kernel import Steps
from simulations.opening import History
from simulations.year import Year

LOOK_BACK: Final = dt.timedelta(days=30)
"""What was begun earlier is written by now."""


def under_way(year: Year, history: History) -> Iterator[Steps]:
    """Yield what is being drafted: submissions, own documents, those that approvals lead to."""
    for begun in _begun(year, "submissions.per_working_day"):
        yield submission(year, year.number("R"), begun)
    for begun in _begun(year, "documents.per_working_day"):
        yield own_document(year, begun)
    yield from _sprung(year, history)


def _begun(year: Year, name: str) -> Iterator[float]:
    """Yield for how many office minutes each has been drafted, by the time the year begins."""
    begins = year.scenario.begins
    first = max(begins - LOOK_BACK, year.scenario.first_day)
    if first < begins:
        days = (first, begins - dt.timedelta(days=1))
        for minute in year.arrivals(name, days, "drafts"):
            yield year.office.worked_between(minute, year.kernel.instant)


def _sprung(year: Year, history: History) -> Iterator[Steps]:
    """Yield the documents that approvals have led to and that nobody has drafted yet."""
    since = year.instant - LOOK_BACK
    drafted = {act.cause for act in history.acts if act.name == "document.drafted"}
    for act in history.acts:
        if isinstance(act, s.Approved) and act.occurred_at >= since and act.ref not in drafted:
            steps = _led_to(year, act)
            if steps is not None:
                yield steps


def _led_to(year: Year, approved: Act) -> Steps | None:
    sent = year.world.state("submission", approved.matter).submitted
    dice = year.dice("led to", approved.matter)
    if sent.unit not in year.subjects:
        return None
    if not year.happens("submissions.share_leading_to_document", dice):
        return None
    number = year.number("D", of=approved.matter)
    year.springs(number, approved)
    minute = max(year.origin.minute_of(approved.occurred_at), year.office.span[0])
    begun = year.office.worked_between(minute, year.kernel.instant)
    return document(year, number, sent.unit, sent.subject, begun=max(begun, 1e-9))
