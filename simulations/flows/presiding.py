"""主持 Presiding: who opens a meeting, and who now and then should not have (Arts 41–44)."""

from __future__ import annotations

import datetime as dt

from domain import entrustments as e
from domain import meetings as m
from domain import organisation as org
from domain.capacity import entrusted, holding
from simulations.people import principal_id
from simulations.signers import Signer, stand_in
from simulations.streams import Stream
from simulations.year import Year


def opened(year: Year, meeting: str, kind: str, convenor: str) -> Signer:
    """Begin a meeting under a chair; return the chair. Whoever a gate turns away makes room."""
    dice = year.dice("chair", meeting)
    right = stand_in(year, convenor if kind == m.SPECIAL else org.HEAD)
    for signer in (*_others(year, meeting, kind, right, dice), right):
        begun = year.record(
            m.Started, meeting, signer.person, capacity=signer.capacity, chair=signer.person
        )
        if begun is not None:
            return signer
    return right


def _others(year: Year, meeting: str, kind: str, right: Signer, dice: Stream) -> tuple[Signer, ...]:
    """Return who sits down in the chair before the right person does, if anybody."""
    if year.happens("meetings.share_wrong_chair", dice):
        return (_wrong(year, kind, dice),)
    if kind == m.SPECIAL and year.happens("meetings.share_chair_entrusted", dice):
        return (_deputy_director(year, meeting, right, dice),)
    return ()


def _wrong(year: Year, kind: str, dice: Stream) -> Signer:
    if kind == m.SPECIAL:
        units = [unit.id for unit in year.scenario.units if unit.kind == org.DEPARTMENT]
        who = principal_id(dice.choice(units, [1.0] * len(units)))
        return Signer(who, holding(org.PRINCIPAL))
    deputies = [spec.id for spec in year.scenario.leaders if spec.post == org.DEPUTY]
    return Signer(dice.choice(deputies, [1.0] * len(deputies)), holding(org.DEPUTY))


def _deputy_director(year: Year, meeting: str, right: Signer, dice: Stream) -> Signer:
    """A deputy Office director chairs, nearly always entrusted by whoever would have (44.2)."""
    posts = year.posts.items()
    people = [who for who, post in posts if post == org.DEPUTY_OFFICE_DIRECTOR]
    who = dice.choice(people, [1.0] * len(people))
    if year.happens("meetings.share_chair_not_entrusted", dice):
        return Signer(who, holding(org.DEPUTY_OFFICE_DIRECTOR))
    number = f"E-{meeting}"
    until = year.instant + dt.timedelta(days=1)
    year.record(
        e.Granted, right.person, right.person, capacity=right.capacity, entrustment=number,
        grantee=who, scope=(meeting,), since=year.instant, until=until,
    )  # fmt: skip
    return Signer(who, entrusted(number))
