"""参会 Invitations: who is asked to a meeting, and who now and then is forgotten (Arts 41–44).

The members and those who sit in are asked when the meeting is called; the units a topic concerns
when the topic is put on its agenda, if that is later.
"""

from __future__ import annotations

from collections.abc import Iterable

from domain import invitations
from domain import meetings as m
from domain import organisation as org
from simulations.people import principal_id
from simulations.streams import Stream
from simulations.year import Year

ASKED_BY_TOPIC = frozenset({m.REGULAR, m.SPECIAL})
"""The meetings to which the units concerned must be asked (43.5, 44.5)."""


def members(year: Year, meeting: str, kind: str, units: Iterable[str]) -> None:
    """Ask the members, those who sit in and the guests of a headed meeting."""
    dice = year.dice("invitation", meeting)
    head, *others = _members(year, kind)
    members = (head, *_forgetting(year, tuple(others), "share_member_not_asked", dice))
    deputies = _leaders(year, org.DEPUTY_OFFICE_DIRECTOR)
    sitting_in = _forgetting(year, deputies, "share_deputy_director_not_asked", dice)
    year.record(
        invitations.Invited, meeting, "office",
        members=members, attendees=(*sitting_in, *_units(year, kind, units, dice)),
        guests=_guests(year, kind, dice),
    )  # fmt: skip


def _members(year: Year, kind: str) -> tuple[str, ...]:
    leaders = _leaders(year, org.HEAD, org.EXECUTIVE_DEPUTY, org.DEPUTY, org.OFFICE_DIRECTOR)
    if kind != m.PLENARY:
        return leaders
    return (*leaders, *_principals(year, org.DEPARTMENT))


def _leaders(year: Year, *posts: str) -> tuple[str, ...]:
    return tuple(spec.id for spec in year.scenario.leaders if spec.post in posts)


def _principals(year: Year, kind: str) -> tuple[str, ...]:
    return tuple(principal_id(unit.id) for unit in year.scenario.units if unit.kind == kind)


def _forgetting(year: Year, people: tuple[str, ...], share: str, dice: Stream) -> tuple[str, ...]:
    """Leave out one of several people, now and then."""
    if not people or not year.happens(f"meetings.{share}", dice):
        return people
    forgotten = dice.choice(people, [1.0] * len(people))
    return tuple(who for who in people if who != forgotten)


def _units(year: Year, kind: str, units: Iterable[str], dice: Stream) -> tuple[str, ...]:
    if kind == m.PLENARY:
        streets = year.happens("meetings.share_streets_at_plenary", dice)
        return _principals(year, org.STREET) if streets else ()
    return _asked(year, units, dice)


def _asked(year: Year, units: Iterable[str], dice: Stream) -> tuple[str, ...]:
    """Return the principals of the units, without those that are forgotten."""
    return tuple(
        principal_id(unit)
        for unit in dict.fromkeys(units)
        if unit != org.OFFICE and not year.happens("meetings.share_unit_not_asked", dice)
    )


def _guests(year: Year, kind: str, dice: Stream) -> tuple[str, ...]:
    if kind != m.EXECUTIVE:
        return ()
    sister = year.happens("meetings.share_sister_bodies_asked", dice)
    public = year.happens("meetings.share_public_asked", dice)
    bodies = (invitations.DISTRICT_CONGRESS, invitations.DISTRICT_CONFERENCE) if sister else ()
    return (*bodies, *(("deputies", "press") if public else ()))


def street(year: Year, meeting: str) -> None:
    """Ask one of the streets to a special meeting, as the Office mostly does."""
    dice = year.dice("invitation", meeting)
    if year.happens("meetings.share_street_at_special", dice):
        streets = _principals(year, org.STREET)
        asked = dice.choice(streets, [1.0] * len(streets))
        year.record(invitations.Invited, meeting, "office", attendees=(asked,))


def units(year: Year, meeting: str, topic: str, concerned: Iterable[str]) -> None:
    """Ask the units a topic concerns, and experts now and then, if the meeting is called."""
    called: m.Meeting | None = year.world.state("meeting", meeting)
    if called is None or called.convened.meeting_kind not in ASKED_BY_TOPIC:
        return
    dice = year.dice("invitation", topic)
    asked = _asked(year, concerned, dice)
    special = called.convened.meeting_kind == m.SPECIAL
    experts = special and year.happens("meetings.share_experts_asked", dice)
    if asked or experts:
        year.record(
            invitations.Invited, meeting, "office",
            attendees=asked, guests=("experts",) if experts else (),
        )  # fmt: skip
