"""回放比较 Replay difference: what two looks at one ledger tell differently, and why.

A look is a day that is the last to count, and a moment up to which recording counts. The acts that
only one look sees are the difference of the two; whatever else differs, the passing of time did.

Reading order: a look, matters, findings, the whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import attrs

from domain.rulebook.findings import Finding
from domain.world import fold
from ledger.moments import Look, tests_of
from ledger.reading import Placed
from projections.directory import Directory
from taizhang.judging import Judged, Question, judged
from taizhang.state_changes import FieldChange, field_changes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from domain.act import Act
    from ledger.ledger import Ledger

Matter = tuple[str, str]
Refs = dict[str, int]
"""References of acts, and their positions."""


# --- a look ---


def look_of(question: Question) -> Look:
    """Return how to look at one matter under a question."""
    return {
        "as_of": question.as_of,
        "known_at": question.known_at,
        "known": question.known,
    }


def acts_between(placed: Iterable[Placed], first: Question, second: Question) -> list[Placed]:
    """Return the acts that one look sees and the other does not, in the order given."""
    one, other = tests_of(look_of(first)), tests_of(look_of(second))

    def seen(act: Act) -> tuple[bool, bool]:
        return all(test(act) for test in one), all(test(act) for test in other)

    return [(position, act) for position, act in placed if len(set(seen(act))) > 1]


# --- matters ---


@attrs.frozen(kw_only=True)
class MatterChange:
    """事项变化: the fields of one matter's state that differ, and the acts between the looks.

    ``existed`` is false where the first look knew nothing of it, ``exists`` where the second does.
    """

    kind: str
    matter: str
    existed: bool
    exists: bool
    fields: tuple[FieldChange, ...]
    acts: Refs


def matter_changes(
    ledger: Ledger, between: Iterable[Placed], first: Question, second: Question
) -> Iterator[MatterChange]:
    """Yield what changed in each matter that any act between the looks belongs to."""
    touched: dict[Matter, Refs] = {}
    for position, act in between:
        touched.setdefault((act.kind, act.matter), {})[act.ref] = position
    zone = second.law(ledger.opening)[0].zone
    directory = Directory(ledger.matter("organisation", ledger.opening.government))
    for (kind, matter), refs in touched.items():
        stream = ledger.stream(kind, matter)
        before, after = _state(kind, stream, first), _state(kind, stream, second)
        fields = tuple(field_changes(before, after, directory, zone))
        yield MatterChange(
            kind=kind,
            matter=matter,
            existed=before is not None,
            exists=after is not None,
            fields=fields,
            acts=refs,
        )


def _state(kind: str, stream: list[Act], question: Question) -> Any:
    tests = tests_of(look_of(question))
    return fold(kind, [act for act in stream if all(test(act) for test in tests)])


# --- findings ---


@attrs.frozen(kw_only=True)
class FindingChange:
    """认定变化: a finding that appeared (no ``before``), went (no ``after``), or reads otherwise.

    ``acts`` are those between the looks that either rests on, and of one that went, those in its
    matter: something there withdrew it. Where there are none, the passing of time, or what happened
    in other matters, made the difference.
    """

    before: Finding | None
    after: Finding | None
    acts: Refs

    @property
    def finding(self) -> Finding:
        """The later of the two."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - one of them is there
        return found


def finding_changes(
    first: Iterable[Finding], second: Iterable[Finding], between: Refs
) -> Iterator[FindingChange]:
    """Yield the findings whose verdict, day of discharge or lateness differs, by norm."""
    before, after = _by_occasion(first), _by_occasion(second)
    for occasion in sorted(before.keys() | after.keys()):
        one, other = before.get(occasion), after.get(occasion)
        if _said(one) != _said(other):
            yield FindingChange(before=one, after=other, acts=_made_by(one, other, between))


def _made_by(one: Finding | None, other: Finding | None, between: Refs) -> Refs:
    evidence = {ref for each in (one, other) if each for ref in each.evidence}
    gone = f"{one.matter}#" if one and other is None else None
    return {
        ref: position
        for ref, position in between.items()
        if ref in evidence or (gone and ref.startswith(gone))
    }


def _said(finding: Finding | None) -> object:
    """Return what of a finding is compared; what was late by a day grows without being news."""
    if finding is None:
        return None
    return finding.verdict, finding.discharged, finding.due, finding.late_working_days


def _by_occasion(findings: Iterable[Finding]) -> dict[tuple[Any, ...], Finding]:
    met: Counter[Any] = Counter()
    found: dict[tuple[Any, ...], Finding] = {}
    for one in findings:
        found[*one.occasion, met[one.occasion]] = one
        met[one.occasion] += 1
    return found


# --- the whole ---


@attrs.frozen(kw_only=True)
class ReplayDifference:
    """回放比较: all that differs between two looks."""

    acts: tuple[Placed, ...]
    matters: tuple[MatterChange, ...]
    findings: tuple[FindingChange, ...]
    first: Judged
    second: Judged


def replay_difference(
    ledger: Ledger, placed: Iterable[Placed], first: Question, second: Question
) -> ReplayDifference:
    """Compare two looks at a ledger.

    Args:
        ledger: where it is.
        placed: all its acts with their positions.
        first: the day and the moment looked from before.
        second: those looked from after.

    Raises:
        LedgerError: the ledger cannot be read.
        UncoveredYearError: a term runs into a year that the calendar does not cover.

    """
    between = acts_between(placed, first, second)
    refs = {act.ref: position for position, act in between}
    one, other = judged(ledger, first), judged(ledger, second)
    return ReplayDifference(
        acts=tuple(between),
        matters=tuple(matter_changes(ledger, between, first, second)),
        findings=tuple(finding_changes(one.findings, other.findings, refs)),
        first=one,
        second=other,
    )
