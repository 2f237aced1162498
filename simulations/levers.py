"""杠杆 Levers: what a search may turn, from the cheapest value to the dearest.

Along its values adherence mostly rises (more clerks, longer terms), but it is not presumed to:
meeting more often makes more work.

Reading order: a lever, staffing, meeting cadence, term, by name.
"""

from __future__ import annotations

from collections.abc import Callable

import attrs

from simulations.meanings import MEETINGS, unknown
from simulations.scenario import Scenario, ScenarioError

# --- a lever ---


@attrs.frozen(kw_only=True)
class Lever:
    """杠杆: one whole number of a scenario that may be turned.

    Attributes:
        zh: what it is called in Chinese, with its unit.
        en: the same in English.
        steps: its values, from the cheapest to the dearest.
        turn: makes of a scenario the one with a value.

    """

    zh: str
    en: str
    steps: tuple[int, ...]
    turn: Callable[[Scenario, int], Scenario]


def _steps(least: int, most: int, lowest: int) -> tuple[int, ...]:
    """Return the whole numbers of a range.

    Raises:
        ScenarioError: it is empty, or begins too low.

    """
    if not lowest <= least <= most:
        raise ScenarioError(
            f"A range (范围) from {least} to {most} cannot be searched: give a first value of "
            f"{lowest} or more and a last one that is no less."
        )
    return tuple(range(least, most + 1))


# --- staffing ---


def clerks(scenario: Scenario, unit: str, least: int, most: int) -> Lever:
    """Return the clerks (人手) of a unit, the fewest first.

    Raises:
        ScenarioError: there is no such unit, or the range is empty.

    """
    spec = scenario.unit(unit)

    def turn(base: Scenario, value: int) -> Scenario:
        more = value - base.unit(spec.id).clerks
        return base.add_clerk(spec.id, more) if more else base

    return Lever(
        zh=f"{spec.zh}人数",
        en=f"clerks of {spec.en}",
        steps=_steps(least, most, 1),
        turn=turn,
    )


# --- meeting cadence ---


def meeting_days(scenario: Scenario, meeting: str, least: int, most: int) -> Lever:
    """Return the days between two meetings (会议周期), the longest interval first.

    Raises:
        ScenarioError: there is no such meeting, or the range is empty.

    """
    if meeting not in MEETINGS:
        raise ScenarioError(unknown(f"meeting 会议 {meeting!r}", MEETINGS, scenario.name))
    return Lever(
        zh=f"{MEETINGS[meeting]}间隔天数",
        en=f"days between {meeting} meetings",
        steps=_steps(least, most, 1)[::-1],
        turn=lambda base, value: base.meet_every(days=value, meeting=meeting),
    )


# --- term ---


def term(scenario: Scenario, norm: str, least: int, most: int, number: str = "days") -> Lever:
    """Return a number of a norm (假设时限), the shortest first; never the law.

    Raises:
        ScenarioError: the range is empty.
        LookupError: there is no such norm.
        ChangeError: the norm has no such number.

    """
    known = scenario.law().norm(norm).id
    scenario.term(known, **{number: least})
    return Lever(
        zh=f"假设{known}的{number}（不是现行规则）",
        en=f"assumed {number} of {known} (not the law)",
        steps=_steps(least, most, 0),
        turn=lambda base, value: base.term(known, **{number: value}),
    )


# --- by name ---


def lever(scenario: Scenario, words: str, least: int, most: int) -> Lever:
    """Return the lever of a planner's words: ``clerks UNIT``, ``meeting NAME`` or ``term NORM``.

    Raises:
        ScenarioError: there is no such lever, unit or meeting, or the range is empty.
        LookupError: there is no such norm.
        ChangeError: the norm has no term in days.

    """
    kinds: dict[str, Callable[[Scenario, str, int, int], Lever]] = {
        "clerks": clerks,
        "meeting": meeting_days,
        "term": term,
    }
    kind, _, name = words.strip().partition(" ")
    if kind not in kinds or not name:
        raise ScenarioError(
            f"No lever 杠杆 goes by {words!r}: give clerks and a unit, meeting and one of "
            f"{', '.join(MEETINGS)}, or term and a norm."
        )
    return kinds[kind](scenario, name.strip(), least, most)
