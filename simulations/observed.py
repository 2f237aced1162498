"""实际 Observed: what was measured of the acts after a day, as of the years played from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from domain.act import Act
from domain.calendar import load_calendar
from domain.rulebook.judge import Judge
from projections.findings import Table
from projections.source import Source
from simulations.measures import ProposalToIssue, Row, of_carried, of_findings
from simulations.scenario import Scenario


def observed(acts: Sequence[Act], scenario: Scenario) -> list[Row]:
    """Return the measures of the acts after a scenario's opening, as of its own played years."""
    book, calendar = scenario.law(), load_calendar(scenario.calendar)
    begins = dt.datetime.combine(scenario.begins, dt.time(), book.zone)
    ends = dt.datetime.combine(scenario.last_day + dt.timedelta(days=1), dt.time(), book.zone)
    judge, heard = Judge(book, calendar), ProposalToIssue(calendar.latest)
    after = [act for act in acts if begins <= act.occurred_at < ends]
    for act in acts:
        if act.occurred_at < begins:
            judge.feed(act)
            heard(act)
    heard.days.clear()
    found = []
    for act in after:
        found += judge.feed(act)
        heard(act)
    found += judge.closing(ends)
    source = Source(
        ledger="", position=len(acts), as_of=scenario.last_day, rulebook=book.id,
        calendar=calendar.latest.label,
    )  # fmt: skip
    return [
        *of_findings((one for one in found if one.opened >= begins), Table(source, book, calendar)),
        *of_carried(one for one in found if one.opened < begins),
        *heard.rows(),
        Row("acts", value=float(len(after))),
    ]
