"""在办接续 The backlog: which matters of a ledger a played year goes on with, and which it cannot.

Reading order: the kinds that go on, taking them up, what is carried on and what is not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

import attrs

from domain.act import Act
from domain.calendar import load_calendar
from domain.change import changed
from projections.kinds import KINDS
from projections.openings import UNKNOWN
from projections.register import Register
from projections.register import Row as Registered
from simulations.kernel import Steps
from simulations.opening import History, StreamsSince
from simulations.resuming import (
    consultations,
    directives,
    documents,
    drafts,
    grassroots,
    leave,
    meetings,
    outreach,
    submissions,
    supervision,
    topics,
)
from simulations.resuming.past import Past, Resume
from simulations.scenario import Scenario
from simulations.year import Year

# --- the kinds that go on ---

RESUMED: Final[Mapping[str, Resume]] = {
    "consultation": consultations.resumed,
    "topic": topics.resumed,
    "submission": submissions.resumed,
    "document": documents.resumed,
    "meeting": meetings.resumed,
    "supervision": supervision.resumed,
    "directive": directives.resumed,
    "grassroots": grassroots.resumed,
    "leave": leave.resumed,
    "deputies_proposal": outreach.resumed,
    "petition": outreach.resumed,
    "disclosure": outreach.resumed,
    "clue": outreach.resumed,
    "service_matter": outreach.resumed,
}
"""Every kind whose flow can be taken up where a matter stands."""
OF_THEMSELVES: Final = frozenset({"research_topic", "entrustment"})
"""Kinds that go on without being taken up: by the year's own flows, or by staying in force."""

# --- taking them up ---


def loaded(year: Year, history: History) -> None:
    """Let a year know all that has happened: judged, and folded into its world."""
    for act in history.acts:
        year.findings.extend(year.judge.feed(act))
    for (kind, matter), acts in history.by_matter.items():
        state = year.world.state(kind, matter)
        if state.version != len(acts):  # one was registered late: the next follows them all
            states = cast("dict[str, Any]", year.world.states(kind))
            states[matter] = changed(state, version=len(acts))
    assert year.scenario.opening is not None  # noqa: S101 - asked of years that go on
    year.numbering.go_on_after(year.scenario.opening.taken)
    for person in year.people.persons.values():
        year.people.go_on(person.id, leave.known(history, person.id, year.instant))


def take_up(year: Year, history: History) -> None:
    """Start everything that goes on, in order of when it was last touched, as the Office opens."""
    opens = year.office.next_open(year.kernel.instant)
    meetings.announce(year)
    found = sorted(_going_on(year, history), key=lambda one: one[0].acts[-1].occurred_at)
    for past, steps in found:
        at = year.kernel.instant if past.kind == "leave" else opens
        year.resumed[past.kind, past.matter] = year.kernel.start(steps, at=at)
    for draft in drafts.under_way(year, history):
        year.kernel.start(draft, at=opens)


def _going_on(year: Year, history: History) -> Iterator[tuple[Past, Steps]]:
    for key in history.by_matter:
        past = _past(year, history, key)
        steps = _steps(year, past)
        if steps is not None:
            yield past, steps


def _past(year: Year, history: History, key: tuple[str, str]) -> Past:
    kind, matter = key
    acts = tuple(history.by_matter[key])
    return Past(kind=kind, matter=matter, state=year.world.state(kind, matter), acts=acts)


def _steps(year: Year, past: Past) -> Steps | None:
    resume = RESUMED.get(past.kind)
    if resume is None or _stranger(year, past):
        return None
    return resume(year, past)


_UNIT_FIELDS: Final = ("unit", "host", "lead_unit", "units", "related_units")


def _stranger(year: Year, past: Past) -> str:
    """Return a unit of a matter that has no desk in the scenario; empty where all have one."""
    for act in past.acts:
        for named in _units_of(act):
            if named not in year.kinds:
                return named
    return ""


def _units_of(act: Act) -> Iterator[str]:
    for field in _UNIT_FIELDS:
        value = getattr(act, field, ())
        yield from (value,) if isinstance(value, str) and value else value or ()


# --- what is carried on and what is not ---

COLUMNS: Final = (
    *("kind", "zh", "en", "open", "carried", "not_carried"),
    *("why_zh", "why_en", "examples"),
)
NO_FLOW: Final = ("情景没有此类流程", "no flow of the scenario plays this kind")
NO_DESK: Final = ("承办单位或人员不在情景内", "a unit or a person of it is not in the scenario")
NO_STEP: Final = ("流程在此环节后没有下一步", "the flow has no step after the stage it has reached")


@attrs.define
class Carried:
    """接续情况: how many matters of a kind were open, and how many go on; one row per reason.

    Attributes:
        kind: of the matters; ``zh``, ``en`` what it is called.
        open: how many of it were open in the register on the day; in the first row of a kind only.
        carried: how many of them go on.
        not_carried: how many do not, for the reason of the row.
        why_zh, why_en: the reason; empty for those that go on.
        examples: business numbers of some that do not.

    """

    kind: str
    zh: str
    en: str
    open: int = 0
    carried: int = 0
    not_carried: int = 0
    why_zh: str = ""
    why_en: str = ""
    examples: list[str] = attrs.field(factory=list)


def carried_on(scenario: Scenario) -> list[Carried]:
    """Return what a scenario that starts from a ledger carries on of it, and what it does not.

    Every matter that was open in the register on the day is counted once, standing records aside.

    Raises:
        ScenarioError: it starts from no ledger.

    """
    opening = scenario.opening
    assert opening is not None  # noqa: S101 - asked of scenarios that go on
    book, calendar = scenario.law(), load_calendar(scenario.calendar)
    year = Year(scenario, book, calendar, StreamsSince(0, 0, opening.first_day), _nowhere)
    loaded(year, opening.history)
    meetings.announce(year)
    rows: dict[tuple[str, str], Carried] = {}
    for entry in _register(opening.history, year):
        _count(rows, entry, _why_not(year, opening.history, (entry.kind, entry.matter)))
    return [rows[key] for key in sorted(rows)]


def _nowhere(_: Act) -> None:
    """Keep no act: nothing is played."""


def _register(history: History, year: Year) -> Iterator[Registered]:
    register = Register(year.origin.zone)
    for act in history.acts:
        register.feed(act)
    for row in register.rows(year.instant - dt.timedelta(microseconds=1)):
        if row.open and not KINDS.get(row.kind, UNKNOWN).standing:
            yield row


def _why_not(year: Year, history: History, key: tuple[str, str]) -> tuple[str, str]:
    """Return why a matter does not go on, in zh and en; empty where it does."""
    past = _past(year, history, key)
    if past.kind in OF_THEMSELVES:
        return "", ""
    if past.kind not in RESUMED:
        return NO_FLOW
    if _stranger(year, past) or (past.kind == "leave" and past.matter not in year.people.persons):
        return NO_DESK
    return ("", "") if _steps(year, past) is not None else NO_STEP


def _count(rows: dict[tuple[str, str], Carried], entry: Registered, why: tuple[str, str]) -> None:
    kind = KINDS.get(entry.kind, UNKNOWN)
    first = rows.setdefault((entry.kind, ""), Carried(entry.kind, kind.zh, kind.en))
    first.open += 1
    if not why[1]:
        first.carried += 1
        return
    row = rows.setdefault((entry.kind, why[1]), Carried(entry.kind, kind.zh, kind.en))
    row.why_zh, row.why_en = why
    row.not_carried += 1
    if len(row.examples) < EXAMPLES:
        row.examples.append(entry.matter)


EXAMPLES: Final = 3
