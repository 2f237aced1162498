"""全局 World: the state of every matter, folded from acts in order. Pure but for its own growth."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from domain import (
    activities,
    assignments,
    bills,
    consultations,
    declarations,
    department_meetings,
    deputies_proposals,
    determinations,
    directives,
    disclosure,
    documents,
    dossiers,
    entrustments,
    field_inspections,
    government_events,
    grassroots,
    incidents,
    integrity,
    leave,
    ledger_opening,
    major_decisions,
    meetings,
    normative_documents,
    number_registers,
    organisation,
    oversight,
    petitions,
    plans,
    releases,
    reports,
    research,
    rulebook_lifecycle,
    service_matters,
    statements,
    submissions,
    supervision,
    topics,
)
from domain.act import Act
from domain.index import Index, NamesOf
from domain.refusals import ImpossibleOrderError


class State(Protocol):
    """What every aggregate's state has."""

    @property
    def matter(self) -> str:
        """Business number."""

    @property
    def version(self) -> int:
        """Version of the last act folded in."""


Evolve = Callable[[Act, Any], Any]
Refusal = Callable[[Act, Any], str | None]
Load = Callable[[str, str], Any]

AGGREGATES: Mapping[str, tuple[Evolve, Refusal]] = {
    "ledger": (ledger_opening.evolve, ledger_opening.refusal),
    "organisation": (organisation.evolve, organisation.refusal),
    "leave": (leave.evolve, leave.refusal),
    "entrustment": (entrustments.evolve, entrustments.refusal),
    "consultation": (consultations.evolve, consultations.refusal),
    "submission": (submissions.evolve, submissions.refusal),
    "document": (documents.evolve, documents.refusal),
    "number_register": (number_registers.evolve, number_registers.refusal),
    "topic": (topics.evolve, topics.refusal),
    "meeting": (meetings.evolve, meetings.refusal),
    "supervision": (supervision.evolve, supervision.refusal),
    "directive": (directives.evolve, directives.refusal),
    "grassroots": (grassroots.evolve, grassroots.refusal),
    "activity": (activities.evolve, activities.refusal),
    "determination": (dossiers.evolve, determinations.refusal),
    "threshold": (dossiers.evolve, determinations.refusal),
    "normative_document": (dossiers.evolve, normative_documents.refusal),
    "major_decision": (dossiers.evolve, major_decisions.refusal),
    "deputies_proposal": (dossiers.evolve, deputies_proposals.refusal),
    "petition": (dossiers.evolve, petitions.refusal),
    "oversight_finding": (dossiers.evolve, oversight.refusal),
    "legal_case": (dossiers.evolve, oversight.refusal),
    "incident": (dossiers.evolve, incidents.refusal),
    "clue": (dossiers.evolve, incidents.refusal),
    "emergency": (dossiers.evolve, incidents.refusal),
    "disclosure": (dossiers.evolve, disclosure.refusal),
    "power_list": (dossiers.evolve, disclosure.refusal),
    "party_report": (dossiers.evolve, reports.refusal),
    "information_report": (dossiers.evolve, reports.refusal),
    "supervision_report": (dossiers.evolve, reports.refusal),
    "department_meeting": (dossiers.evolve, department_meetings.refusal),
    "government_event": (dossiers.evolve, government_events.refusal),
    "field_inspection": (dossiers.evolve, field_inspections.refusal),
    "statement": (dossiers.evolve, statements.refusal),
    "release": (dossiers.evolve, releases.refusal),
    "research_topic": (dossiers.evolve, research.refusal),
    "research_visit": (dossiers.evolve, research.refusal),
    "contact_point": (dossiers.evolve, research.refusal),
    "plan": (dossiers.evolve, plans.refusal),
    "assignment": (dossiers.evolve, assignments.refusal),
    "service_matter": (dossiers.evolve, service_matters.refusal),
    "integrity": (dossiers.evolve, integrity.refusal),
    "rulebook": (rulebook_lifecycle.evolve, rulebook_lifecycle.refusal),
    "bill": (bills.evolve, bills.refusal),
    "declaration": (declarations.evolve, declarations.refusal),
}
"""Every kind of matter: how it evolves and what it refuses."""

EMPTY_CHART = organisation.Organisation(matter="", version=0)


def fold(kind: str, acts: list[Act]) -> Any:
    """Rebuild the state of one matter from its acts, in order; None where there are none."""
    evolve, _ = AGGREGATES[kind]
    state = None
    for act in acts:
        state = evolve(act, state)
    return state


class World:
    """The state of every matter so far.

    ``load(kind, matter)`` supplies the state of a matter that no applied act has touched yet: a
    live ledger reads the stream on demand, a replay leaves it out.
    """

    def __init__(self, load: Load | None = None, government: str = "") -> None:
        self._load = load
        self._government = government
        self._states: dict[str, dict[str, Any]] = {kind: {} for kind in AGGREGATES}
        self._charts: dict[str, organisation.Organisation] = self._states["organisation"]
        self._indexes: dict[str, dict[NamesOf, Index]] = {kind: {} for kind in AGGREGATES}
        self._folds = {
            kind: (self._states[kind], evolve, refusal, self._indexes[kind])
            for kind, (evolve, refusal) in AGGREGATES.items()
        }

    def apply(self, act: Act) -> Any:
        """Fold one act in and return the new state of its matter."""
        matter = act.matter
        states, evolve, _, indexes = self._folds[act.kind]
        before = states.get(matter)
        if before is None and self._load is not None:
            before = self.state(act.kind, matter)
        state = states[matter] = evolve(act, before)
        if indexes:
            for index in indexes.values():
                index.enter(matter, state)
        return state

    def state(self, kind: str, matter: str) -> Any:
        """Return the state of a matter, or None where nothing has happened yet."""
        state = self._states[kind].get(matter)
        if state is None and self._load is not None:
            return self._loaded(self._load(kind, matter), kind, matter)
        return state

    def _loaded(self, state: Any, kind: str, matter: str) -> Any:
        """Keep the state of a matter that was read from elsewhere, if there is one."""
        if state is not None:
            self._states[kind][matter] = state
            for index in self._indexes[kind].values():
                index.enter(matter, state)
        return state

    def states(self, kind: str) -> Mapping[str, Any]:
        """Return every state of a kind by business number."""
        return self._states[kind]

    def naming(self, kind: str, names_of: NamesOf, *names: str) -> list[Any]:
        """Return the states of a kind that name any of these, in the order their matters began.

        ``names_of``, a module's own function, says what a state names. The first question goes
        through all ``states`` (a live ledger reads them) and makes an index, which later acts keep.
        """
        states, indexes = self.states(kind), self._indexes[kind]
        if names_of not in indexes:
            indexes[names_of] = Index(names_of, states)
        return indexes[names_of].find(names, states)

    @property
    def organisation(self) -> organisation.Organisation:
        """The government's chart (empty before the first unit is registered)."""
        for chart in self._charts.values():
            return chart
        if self._load is not None:
            return self.state("organisation", self._government) or EMPTY_CHART
        return EMPTY_CHART

    def leave_of(self, person: str) -> leave.LeaveRecord | None:
        """Return a person's leave record."""
        return self.state("leave", person)  # type: ignore[no-any-return]

    def entrustments_of(self, grantor: str) -> entrustments.Entrustments | None:
        """Return what a leader has entrusted."""
        return self.state("entrustment", grantor)  # type: ignore[no-any-return]

    def admit(self, act: Act) -> None:
        """Refuse an act that no history can hold at this place.

        Raises:
            ImpossibleOrderError: its matter's state cannot be followed by it.

        """
        states, _, refusal, _ = self._folds[act.kind]
        state = states.get(act.matter)
        if state is None and self._load is not None:
            state = self.state(act.kind, act.matter)
        why = refusal(act, state)
        expected = state.version + 1 if state else 1
        if why is None and act.originator_version != expected:
            place = act.originator_version
            why = f"顺序号应为{expected} / its place should be {expected}, not {place}"
        if why is not None:
            raise ImpossibleOrderError(act, why)
