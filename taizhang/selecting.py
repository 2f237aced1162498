"""选取 Selecting: from what a user asks for to the acts that are meant; for every command alike."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, TypedDict

from domain.rulebook.terms import end_of
from ledger.selection import Selection
from taizhang.judging import Question, judged
from taizhang.refusals import CannotError

if TYPE_CHECKING:
    from domain.organisation import Organisation
    from ledger.ledger import Ledger
    from ledger.moments import Known, Moment


class Chosen(TypedDict):
    """What ``options.selection_options`` give; see ``ledger.selection.Selection``.

    ``norms`` are norms on whose findings an act bears; ``until`` is the last day.
    """

    acts: tuple[str, ...]
    kinds: tuple[str, ...]
    matters: tuple[str, ...]
    by: tuple[str, ...]
    organs: tuple[str, ...]
    norms: tuple[str, ...]
    since: dt.date | None
    until: dt.date | None
    containing: str


def selection(
    ledger: Ledger, chosen: Chosen, known_at: Moment | None = None, known: Known = "ledger"
) -> Selection:
    """Return the acts that are meant, as known at a moment.

    Raises:
        CannotError: there is no such organ.
        LookupError: the rulebook has no such norm.

    """
    zone = Question().law(ledger.opening)[0].zone
    since, until, organs = chosen["since"], chosen["until"], chosen["organs"]
    norms = chosen["norms"]
    return Selection(
        acts=chosen["acts"],
        kinds=chosen["kinds"],
        matters=chosen["matters"],
        by=chosen["by"],
        organs=organs,
        chart=_chart(ledger, organs, known_at, known) if organs else None,
        refs=_evidence(ledger, norms, known_at, known) if norms else None,
        since=dt.datetime.combine(since, dt.time(), zone) if since else None,
        before=end_of(until, zone) if until else None,
        containing=chosen["containing"],
    )


def _chart(
    ledger: Ledger, organs: tuple[str, ...], known_at: Moment | None, known: Known
) -> Organisation:
    """Return the chart, which is to have these organs."""
    government = ledger.opening.government
    chart: Organisation | None = ledger.matter(
        "organisation", government, known_at=known_at, known=known
    )
    units = chart.units if chart else {}
    for organ in organs:
        if organ not in units:
            raise CannotError(
                f"The ledger knows no organ 单位 {organ!r}: " + (", ".join(units) or "it has none.")
            )
    assert chart is not None  # noqa: S101 - it has units
    return chart


def _evidence(
    ledger: Ledger, norms: tuple[str, ...], known_at: Moment | None, known: Known
) -> frozenset[str]:
    """Return the references that findings of some norms rest on."""
    findings = judged(ledger, Question(known_at=known_at, known=known)).only(norms).findings
    return frozenset(ref for finding in findings for ref in finding.evidence)
