"""规则的生命周期 Rulebook: published, in force, interpreted, renewed, expired (Arts 82, 83).

Reading order: acts, state, evolve, decisions, questions. Expiry is derived from the interval and is
never typed in.
"""

from __future__ import annotations

import datetime as dt

import attrs

from domain.act import Act, recorded_as

# --- acts ---


@recorded_as("rulebook.published", zh="规则印发", en="rulebook published")
@attrs.frozen(kw_only=True)
class Published(Act):
    """规则印发: the text is printed and signed."""

    title: str


@recorded_as("rulebook.enacted", zh="规则施行", en="rulebook in force")
@attrs.frozen(kw_only=True)
class Enacted(Act):
    """规则施行: in force on [``since``, ``until``); ``until`` None means without end."""

    since: dt.date
    until: dt.date | None


@recorded_as("rulebook.repealed", zh="规则废止", en="rulebook repealed")
@attrs.frozen(kw_only=True)
class Repealed(Act):
    """规则废止: out of force from a day on."""

    since: dt.date


@recorded_as("rulebook.renewed", zh="规则延续", en="rulebook renewed")
@attrs.frozen(kw_only=True)
class Renewed(Act):
    """规则延续: the validity is prolonged to a new exclusive end."""

    until: dt.date


@recorded_as("rulebook.interpretation_issued", zh="规则解释", en="interpretation issued")
@attrs.frozen(kw_only=True)
class InterpretationIssued(Act):
    """规则解释: the government interprets a norm with effect from a day (Art. 82)."""

    interpretation: str
    norm: str
    effective_from: dt.date
    text: str


# --- state ---


@attrs.frozen(kw_only=True)
class RulebookState:
    """A rulebook's interval and its interpretations."""

    matter: str
    version: int
    since: dt.date | None = None
    until: dt.date | None = None
    renewals: tuple[tuple[dt.date, str], ...] = ()
    interpretations: tuple[InterpretationIssued, ...] = ()


# --- evolve ---


def evolve(act: Act, state: RulebookState | None) -> RulebookState:
    """Fold one act into a rulebook's life. Pure and total."""
    before = state or RulebookState(matter=act.matter, version=0)
    match act:
        case Enacted():
            after = attrs.evolve(before, since=act.since, until=act.until)
        case Repealed():
            after = attrs.evolve(before, until=act.since)
        case Renewed() if before.until is None or act.occurred_at.date() < before.until:
            # what has lapsed cannot be renewed, only enacted anew: a late renewal changes nothing
            renewals = (*before.renewals, (act.until, act.ref))
            after = attrs.evolve(before, until=act.until, renewals=renewals)
        case InterpretationIssued():
            after = attrs.evolve(before, interpretations=(*before.interpretations, act))
        case _:
            after = before
    return attrs.evolve(after, version=act.originator_version)


# --- decisions ---


def refusal(act: Act, state: RulebookState | None) -> str | None:
    """Say why an act cannot follow in this rulebook's life, in ``zh / en``, or None."""
    match act:
        case Enacted() if act.until is not None and act.until <= act.since:
            return "有效期为空 / the validity ends before it begins"
        case Enacted() if state and state.since is not None:
            return "规则已施行 / the rulebook is already in force"
        case Renewed() if not (state and state.until):
            return "无有效期可延续 / there is no validity to renew"
        case Renewed() if state and state.until and act.until <= state.until:
            return "延续须晚于原有效期 / a renewal must end later than the validity it prolongs"
    return None


# --- questions ---


def interpretation_on(
    state: RulebookState | None, norm: str, day: dt.date
) -> InterpretationIssued | None:
    """Return the interpretation of a norm in effect on a day, or None."""
    if state is None:
        return None
    for one in reversed(state.interpretations):
        if one.norm == norm and one.effective_from <= day:
            return one
    return None
