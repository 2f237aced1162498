"""权限 Authority: the one question everything asks — may this person do this, at that instant?

``resolve`` answers holder, AB partner, acting head, entrusted or none, with the acts that justify
the answer (model.md §1). Every rule about who may sign, route or chair calls only this.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import NamedTuple

import attrs

from domain import entrustments, leave, organisation
from domain.world import World


class Basis(StrEnum):
    """On what footing somebody may act."""

    HOLDER = "holder"
    AB_PARTNER = "AB partner"
    ACTING_HEAD = "acting head"
    ENTRUSTED = "entrusted"
    NONE = "none"


@attrs.frozen(kw_only=True, slots=False)  # one per question: unslotted, it is made faster
class Power:
    """A power: the posts that hold it, or the leader in charge of a subject, and who may stand in.

    Attributes:
        posts: posts whose holder has the power.
        subject: field of work whose leader in charge has it; empty for none.
        substitutable: whether the AB partner has it while the leader is away (8.5).
        scope: what an entrustment must name to carry it; empty: no entrustment carries it.
        signing: whether only a signing authority (56.6) counts as entrustment.
        entrustable: whether an entrustment other than presiding (8.2) can carry it.

    """

    posts: tuple[str, ...] = ()
    subject: str = ""
    substitutable: bool = False
    scope: str = ""
    signing: bool = False
    entrustable: bool = True


_NONE, _HOLDER = Basis.NONE, Basis.HOLDER
"""Looked up once: on Python 3.11 an enumeration looks its members up slowly."""


class Standing(NamedTuple):
    """The answer: on what basis, and the acts it rests on."""

    basis: Basis
    refs: tuple[str, ...] = ()

    @property
    def may(self) -> bool:
        """Whether the person may act at all."""
        return self.basis is not _NONE


NOBODY = Standing(_NONE)


def resolve(world: World, who: str, power: Power, at: dt.datetime) -> Standing:
    """Say on what basis a person has a power at an instant, and by which acts.

    The post's own holder comes first, then the leader in charge (the head where a subject has none,
    6.2), then the AB partner of an absent leader (8.5), the executive deputy presiding for an
    absent head (6.4), and last an entrustment or signing authority that names it (8.2, 56.6).
    """
    chart = world.organisation
    for post in power.posts:
        held = organisation.holds_post(chart, who, post, at)
        if held:
            return Standing(_HOLDER, (held.ref,))
    leader = _leader(world, power, at)
    if leader and leader.by == who:
        return Standing(_HOLDER, (leader.ref,))
    for answer in (_as_partner, _as_acting_head, _as_entrusted):
        standing = answer(world, who, power, at)
        if standing:
            return standing
    return NOBODY


def _leader(world: World, power: Power, at: dt.datetime) -> organisation.Held | None:
    if not power.subject:
        return None
    chart = world.organisation
    leader = organisation.leader_in_charge(chart, power.subject, at)
    return leader or organisation.holder_of(chart, organisation.HEAD, at)


def _as_partner(world: World, who: str, power: Power, at: dt.datetime) -> Standing | None:
    leader = _leader(world, power, at) if power.substitutable else None
    return substitution(world, who, leader.by, at) if leader else None


def substitution(world: World, who: str, leader: str, at: dt.datetime) -> Standing | None:
    """Return the standing of an AB partner for a leader who is away, or None (8.5)."""
    partner = organisation.partner_of(world.organisation, leader, at)
    if partner is None or partner.by != who:
        return None
    absence = leave.absence_at(world.leave_of(leader), at)
    return Standing(Basis.AB_PARTNER, (partner.ref, *absence.refs)) if absence else None


def _as_acting_head(world: World, who: str, power: Power, at: dt.datetime) -> Standing | None:
    if organisation.HEAD not in power.posts or not power.scope:
        return None
    return presiding(world, who, power.scope, at)


def presiding(world: World, who: str, scope: str, at: dt.datetime) -> Standing | None:
    """Return the standing of an executive deputy presiding for an absent head, or None (6.4).

    It needs both an open absence of the head and a live entrustment that names the scope.
    """
    chart = world.organisation
    head = organisation.holder_of(chart, organisation.HEAD, at)
    deputy = organisation.holds_post(chart, who, organisation.EXECUTIVE_DEPUTY, at)
    if head is None or deputy is None:
        return None
    absence = leave.absence_at(world.leave_of(head.by), at)
    if absence is None:
        return None
    for one in entrustments.live_for(world.entrustments_of(head.by), who, at):
        if scope in one.scope and not one.signing:
            return Standing(Basis.ACTING_HEAD, (*one.refs, *absence.refs))
    return None


def _as_entrusted(world: World, who: str, power: Power, at: dt.datetime) -> Standing | None:
    wanted = {power.scope, power.subject} - {""}
    if not wanted or not power.entrustable:
        return None
    for grantor in _grantors(world, power, at):
        for one in entrustments.live_for(world.entrustments_of(grantor), who, at):
            named = "*" in one.scope if one.signing else False
            if one.signing == power.signing and (named or wanted & set(one.scope)):
                return Standing(Basis.ENTRUSTED, one.refs)
    return None


def _grantors(world: World, power: Power, at: dt.datetime) -> tuple[str, ...]:
    """The head may entrust anything of his (8.2); a leader in charge what is his own (44.2)."""
    head = organisation.holder_of(world.organisation, organisation.HEAD, at)
    leader = _leader(world, power, at)
    named = [held.by for held in (head, leader) if held]
    return tuple(dict.fromkeys(named))
