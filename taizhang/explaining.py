"""找到并释明 Explaining: from a finding's name to what its evidence says of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import attrs

from domain import organisation
from domain.act import read_ref
from domain.calendar import load_calendar
from domain.world import fold
from projections.directory import Directory
from projections.explanation import Ground, Section, explain
from projections.narrative import narrative
from taizhang.judging import all_known
from taizhang.refusals import CannotError

if TYPE_CHECKING:
    from domain.act import Act
    from domain.rulebook.findings import Finding
    from domain.rulebook.norms import Rulebook
    from ledger.ledger import Ledger
    from ledger.moments import Test


@attrs.frozen
class Explained:
    """释明: findings explained; printed as text, and shown by a notebook with its headings."""

    sections: tuple[Section, ...]
    lang: Literal["zh", "en"]

    def __str__(self) -> str:
        return self._written("{}", "  {}")

    def _repr_markdown_(self) -> str:
        """Return the text as IPython asks for it."""
        return self._written("**{}**\n", "- {}", between="\n\n")

    def _written(self, heading: str, line: str, between: str = "\n") -> str:
        side = 0 if self.lang == "zh" else 1
        return between.join(
            "\n".join(
                [heading.format(one.heading[side]), *(line.format(x[side]) for x in one.lines)]
            )
            for one in self.sections
        )


def found(findings: Sequence[Finding], name: str) -> list[Finding]:
    """Return the findings that a name ``norm@matter`` or ``norm@matter@key`` means.

    Raises:
        CannotError: it is no such name, or no finding goes by it; the message names some that do.

    """
    norm, _, rest = name.partition("@")
    matter, _, key = rest.partition("@")
    if not norm or not matter:
        raise CannotError(
            f"{name!r} names no finding 认定: write NORM@MATTER, such as 54.4@consultation:C1."
        )
    alike = [one for one in findings if one.norm == norm and one.matter == matter]
    chosen = [one for one in alike if not key or one.key == key]
    if chosen:
        return chosen
    near = [f"{one.norm}@{one.matter}@{one.key}" for one in alike]
    near = near or [f"{one.norm}@{one.matter}" for one in findings if one.matter == matter]
    near = near or [f"{one.norm}@{one.matter}" for one in findings if one.norm == norm]
    listed = ", ".join(list(dict.fromkeys(near))[:5]) or "none of that norm or matter"
    raise CannotError(f"There is no finding 认定 {name!r}; there is: {listed}.")


def explained(
    ledger: Ledger, rulebook: Rulebook, finding: Finding, known_by: Test = all_known
) -> tuple[Section, ...]:
    """Explain a finding from the acts of the ledger it rests on, as they were known."""
    return explain(ground_of(ledger, rulebook, finding, known_by))


def ground_of(
    ledger: Ledger, rulebook: Rulebook, finding: Finding, known_by: Test = all_known
) -> Ground:
    """Return what the explanation of a finding is read off: its acts, told, and the chart.

    ``known_by`` says which acts were known when it was found (``Question.known_by``).
    """
    told = [one for one in _organisation(ledger) if known_by(one)]
    chart = _chart(ledger, [one for one in told if one.occurred_at <= finding.opened])
    directory = Directory(_chart(ledger, told))
    acts = [act for ref in finding.evidence if (act := act_of(ledger, ref)) is not None]
    return Ground(
        finding=finding,
        rulebook=rulebook,
        calendar=load_calendar(rulebook.calendar),
        chart=chart,
        sentences=tuple(narrative(acts, rulebook.zone, directory)),
    )


def _organisation(ledger: Ledger) -> list[Act]:
    return ledger.stream("organisation", ledger.opening.government)


def _chart(ledger: Ledger, acts: list[Act]) -> organisation.Organisation:
    chart = fold("organisation", acts)
    return chart or organisation.Organisation(matter=ledger.opening.government, version=0)


def act_of(ledger: Ledger, ref: str) -> Act | None:
    """Return the act of a reference ``kind:matter#version``; None where there is none."""
    read = read_ref(ref)
    if read is None:
        return None
    kind, number, version = read
    acts = ledger.stream(kind, number)
    return next((act for act in acts if act.originator_version == version), None)
