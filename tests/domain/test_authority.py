"""``resolve``: who may do what, when, on what basis, and by which acts."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain import entrustments, leave
from domain import organisation as org
from domain.authority import NOBODY, Basis, Power, Standing, presiding, resolve, substitution
from domain.entrustments import PRESIDE
from domain.world import World

SHANGHAI = ZoneInfo("Asia/Shanghai")
MAY_15 = dt.datetime(2019, 5, 15, 9, tzinfo=SHANGHAI)
HEADS = Power(posts=(org.HEAD,))
TOURISM = Power(subject="tourism")  # v2 is in charge, v1 is the AB partner
TOURISM_WITH_PARTNER = Power(subject="tourism", substitutable=True)
CHAIRED = Power(posts=(org.HEAD,), scope=PRESIDE)


def _world(district: Any) -> World:
    world = World()
    for act in sorted(district.acts, key=lambda one: one.occurred_at):
        world.apply(act)
    return world


def _standing(district: Any, who: str, power: Power, at: dt.datetime = MAY_15) -> Standing:
    return resolve(_world(district), who, power, at)


def _away(district: Any, who: str) -> tuple[str, ...]:
    """Given somebody is away on 2019-05-13..05-17; the acts that show it by 05-15."""
    started = district.has(leave.Started, who, "2019-05-13 08:00", by=who, leave="L1")
    district.has(leave.Ended, who, "2019-05-17 18:00", by=who, leave="L1")
    return (started.ref, f"leave:{who}#2")


def _granted(district: Any, by: str, to: str, *scope: str, **fields: Any) -> str:
    """Given an entrustment of May 2019 from one to another; its reference."""
    act = district.has(
        fields.pop("act", entrustments.Granted), by, "2019-05-01", by=by, grantee=to, scope=scope,
        entrustment=fields.pop("entrustment", "E1"),
        since=dt.datetime(2019, 5, 1, tzinfo=SHANGHAI),
        until=dt.datetime(2019, 6, 1, tzinfo=SHANGHAI), **fields,
    )  # fmt: skip
    return str(act.ref)


def _signing(district: Any, to: str, *scope: str) -> str:
    return _granted(district, "head", to, *scope, act=entrustments.SigningAuthorityGranted)


def _appointment(district: Any, who: str) -> str:
    return next(
        act.ref for act in district.acts if isinstance(act, org.Appointed) and act.person == who
    )


def _portfolio(district: Any, subject: str) -> str:
    return next(
        act.ref
        for act in district.acts
        if isinstance(act, org.PortfolioAssigned) and act.subject == subject
    )


# --- a post's own holder, the leader in charge ---


def test_the_holder_of_a_post_has_its_power_by_his_appointment(district: Any) -> None:
    """The head is the head; the act that made him so is named."""
    assert _standing(district, "head", HEADS) == Standing(
        Basis.HOLDER, (_appointment(district, "head"),)
    )


def test_any_of_several_posts_will_do(district: Any) -> None:
    """Head or executive deputy: the second post is looked at as well as the first."""
    either = Power(posts=(org.HEAD, org.EXECUTIVE_DEPUTY))
    assert _standing(district, "exec", either).refs == (_appointment(district, "exec"),)
    assert _standing(district, "v1", either) is NOBODY


def test_who_holds_no_post_of_a_power_has_it_not(district: Any) -> None:
    """A deputy head is not the head, and nobody's answer says no."""
    standing = _standing(district, "v1", HEADS)
    assert standing is NOBODY
    assert not standing.may
    assert standing.refs == ()


def test_a_post_counts_from_the_appointment_until_the_removal(district: Any) -> None:
    """Removed on 2019-05-20: the last instant before he had it, from that instant not."""
    district.has(org.Removed, "wujiagang", "2019-05-20", by="head", person="exec",
                 post=org.EXECUTIVE_DEPUTY)  # fmt: skip
    power = Power(posts=(org.EXECUTIVE_DEPUTY,))
    removed = dt.datetime(2019, 5, 20, 9, tzinfo=SHANGHAI)
    founded = dt.datetime(2019, 3, 1, 8, tzinfo=SHANGHAI)
    second = dt.timedelta(seconds=1)
    may = [
        _standing(district, "exec", power, at).may
        for at in (founded - second, founded, removed - second, removed)
    ]
    assert may == [False, True, True, False]


def test_the_leader_in_charge_of_a_subject_has_its_power(district: Any) -> None:
    """8.1: tourism is v2's by the act that assigned it; not v1's."""
    assert _standing(district, "v2", TOURISM) == Standing(
        Basis.HOLDER, (_portfolio(district, "tourism"),)
    )
    assert _standing(district, "v1", TOURISM) is NOBODY


def test_a_subject_that_nobody_has_is_the_heads(district: Any) -> None:
    """6.2: what is in no portfolio goes to the head, and to the head alone."""
    unheard_of = Power(subject="space_flight")
    assert _standing(district, "head", unheard_of) == Standing(
        Basis.HOLDER, (_appointment(district, "head"),)
    )
    assert _standing(district, "exec", unheard_of) is NOBODY


def test_a_subject_in_a_portfolio_is_not_the_heads(district: Any) -> None:
    """6.2 speaks only where nobody is in charge."""
    assert _standing(district, "head", TOURISM) is NOBODY


# --- the AB partner ---


def test_the_partner_has_the_power_while_the_leader_is_away(district: Any) -> None:
    """8.5: v1 for v2, by the act that paired them and the acts of the absence."""
    refs = _away(district, "v2")
    pair = next(act.ref for act in district.acts if isinstance(act, org.ABPairSet))
    assert _standing(district, "v1", TOURISM_WITH_PARTNER) == Standing(
        Basis.AB_PARTNER, (pair, *refs)
    )


@pytest.mark.parametrize("who", ["v3", "v4", "exec", "office_director"])
def test_nobody_but_the_partner_stands_in(district: Any, who: str) -> None:
    """8.5: another pair's leaders, and those without a pair, do not."""
    _away(district, "v2")
    assert _standing(district, who, TOURISM_WITH_PARTNER) is NOBODY


def test_the_partner_has_nothing_while_the_leader_is_here(district: Any) -> None:
    """8.5: an absence is needed; before it, and after it has ended, there is none."""
    assert _standing(district, "v1", TOURISM_WITH_PARTNER) is NOBODY
    _away(district, "v2")
    back = dt.datetime(2019, 5, 17, 18, tzinfo=SHANGHAI)
    second = dt.timedelta(seconds=1)
    assert _standing(district, "v1", TOURISM_WITH_PARTNER, back - second).may
    assert not _standing(district, "v1", TOURISM_WITH_PARTNER, back).may


def test_a_power_that_knows_no_substitute_has_none(district: Any) -> None:
    """8.5 covers routing and ordinary signatures only: the power says whether."""
    _away(district, "v2")
    assert _standing(district, "v1", TOURISM) is NOBODY


def test_the_absence_must_be_the_leaders_own(district: Any) -> None:
    """8.5: that the partner himself is away gives him nothing."""
    _away(district, "v1")
    assert _standing(district, "v1", TOURISM_WITH_PARTNER) is NOBODY


def test_substitution_needs_a_pair_that_still_stands(district: Any) -> None:
    """8.4: once the pair is dissolved there is no partner."""
    _away(district, "v2")
    world = _world(district)
    standing = substitution(world, "v1", "v2", MAY_15)
    assert standing is not None
    assert standing.basis is Basis.AB_PARTNER
    assert substitution(world, "v3", "v2", MAY_15) is None
    district.has(org.ABPairDissolved, "wujiagang", "2019-05-14", by="head", first="v1", second="v2")
    assert substitution(_world(district), "v1", "v2", MAY_15) is None


# --- the acting head ---


def test_the_executive_deputy_presides_for_an_absent_head_who_entrusted_him(district: Any) -> None:
    """6.4: both are needed and both are named: the entrustment and the absence."""
    granted = _granted(district, "head", "exec", PRESIDE)
    refs = _away(district, "head")
    assert _standing(district, "exec", CHAIRED) == Standing(Basis.ACTING_HEAD, (granted, *refs))


def test_without_an_absence_nobody_presides(district: Any) -> None:
    """6.4: entrusted, but the head is here: no acting head, only what an entrustment carries."""
    granted = _granted(district, "head", "exec", PRESIDE)
    assert presiding(_world(district), "exec", PRESIDE, MAY_15) is None
    assert _standing(district, "exec", CHAIRED) == Standing(Basis.ENTRUSTED, (granted,))
    not_entrustable = Power(posts=(org.HEAD,), scope=PRESIDE, entrustable=False)
    assert _standing(district, "exec", not_entrustable) is NOBODY


def test_without_an_entrustment_nobody_presides(district: Any) -> None:
    """6.4: the head is away but has entrusted nobody."""
    _away(district, "head")
    assert _standing(district, "exec", CHAIRED) is NOBODY


def test_only_the_executive_deputy_presides(district: Any) -> None:
    """6.4: an entrusted deputy head is entrusted, never acting head."""
    _granted(district, "head", "v1", PRESIDE)
    _away(district, "head")
    assert presiding(_world(district), "v1", PRESIDE, MAY_15) is None
    assert _standing(district, "v1", CHAIRED).basis is Basis.ENTRUSTED


def test_presiding_covers_what_the_entrustment_names(district: Any) -> None:
    """6.4: the scope must be named; a signing authority is another thing."""
    _granted(district, "head", "exec", "housing")
    _away(district, "head")
    world = _world(district)
    assert presiding(world, "exec", PRESIDE, MAY_15) is None
    assert presiding(world, "exec", "housing", MAY_15) is not None


def test_a_signing_authority_does_not_make_an_acting_head(district: Any) -> None:
    """56.6 and 6.4 are two things, even where the scopes read alike."""
    _signing(district, "exec", PRESIDE)
    _away(district, "head")
    assert presiding(_world(district), "exec", PRESIDE, MAY_15) is None


def test_where_there_is_no_head_nobody_acts_for_him(district: Any) -> None:
    """6.4: the post is vacant, so there is no absence to stand in for."""
    _granted(district, "head", "exec", PRESIDE)
    district.has(org.Removed, "wujiagang", "2019-05-10", by="head", person="head", post=org.HEAD)
    assert presiding(_world(district), "exec", PRESIDE, MAY_15) is None
    assert _standing(district, "exec", CHAIRED) is NOBODY


def test_presiding_gives_no_power_that_is_not_the_heads(district: Any) -> None:
    """6.4: what the Office director signs does not fall to an acting head."""
    _granted(district, "head", "exec", "office_documents")
    _away(district, "head")
    standing = _standing(
        district, "exec", Power(posts=(org.OFFICE_DIRECTOR,), scope="office_documents")
    )
    assert standing.basis is Basis.ENTRUSTED


def test_presiding_gives_no_power_that_names_no_scope(district: Any) -> None:
    """6.4: what only the head may do (56.2) no entrustment can carry."""
    _granted(district, "head", "exec", PRESIDE, "")
    _away(district, "head")
    assert _standing(district, "exec", HEADS) is NOBODY


# --- the entrusted ---


def test_the_entrusted_has_what_the_head_named(district: Any) -> None:
    """8.2: a subject or a scope; by the act that granted it."""
    granted = _granted(district, "head", "v4", "tourism")
    assert _standing(district, "v4", TOURISM) == Standing(Basis.ENTRUSTED, (granted,))
    assert _standing(district, "v4", Power(subject="housing")) is NOBODY
    assert _standing(district, "v3", TOURISM) is NOBODY


def test_a_leader_in_charge_entrusts_what_is_his_own(district: Any) -> None:
    """44.2: v2 may entrust tourism; v4 may not, it is not his."""
    granted = _granted(district, "v2", "v3", "tourism")
    assert _standing(district, "v3", TOURISM) == Standing(Basis.ENTRUSTED, (granted,))
    _granted(district, "v4", "office_director", "tourism", entrustment="E2")
    assert _standing(district, "office_director", TOURISM) is NOBODY


def test_an_entrustment_lives_from_its_first_instant_to_before_its_last(district: Any) -> None:
    """[2019-05-01, 2019-06-01), whatever the hour."""
    _granted(district, "head", "v4", "tourism")
    since, until = (dt.datetime(2019, month, 1, tzinfo=SHANGHAI) for month in (5, 6))
    second = dt.timedelta(seconds=1)
    may = [
        _standing(district, "v4", TOURISM, at).may
        for at in (since - second, since, until - second, until)
    ]
    assert may == [False, True, True, False]


def test_a_power_that_cannot_be_entrusted_is_not(district: Any) -> None:
    """What the text gives to nobody else stays where it is."""
    _granted(district, "head", "v4", "tourism")
    assert _standing(district, "v4", Power(subject="tourism", entrustable=False)) is NOBODY


def test_a_power_without_scope_or_subject_cannot_be_entrusted(district: Any) -> None:
    """There is no word by which an entrustment could name it."""
    _granted(district, "head", "v4", "", "*", "XXXX")
    assert _standing(district, "v4", HEADS) is NOBODY


def test_an_ordinary_entrustment_is_no_authority_to_sign(district: Any) -> None:
    """56.6: what a meeting decided is signed under a signing authority only."""
    signed = Power(posts=(org.HEAD,), scope="tourism", signing=True)
    _granted(district, "head", "v4", "tourism")
    assert _standing(district, "v4", signed) is NOBODY
    granted = _granted(
        district, "head", "v3", "tourism", act=entrustments.SigningAuthorityGranted,
        entrustment="E2",
    )  # fmt: skip
    assert _standing(district, "v3", signed) == Standing(Basis.ENTRUSTED, (granted,))


def test_an_authority_to_sign_is_no_ordinary_entrustment(district: Any) -> None:
    """56.6 covers signing what meetings decided, not the work itself."""
    _signing(district, "v4", "tourism", "*")
    assert _standing(district, "v4", TOURISM) is NOBODY


def test_an_authority_for_everything_covers_every_subject(district: Any) -> None:
    """56.6: ``*`` names all a meeting decides; in an ordinary entrustment it names nothing."""
    signed = Power(posts=(org.HEAD,), scope="tourism", signing=True)
    _signing(district, "v4", "*")
    assert _standing(district, "v4", signed).basis is Basis.ENTRUSTED
    _granted(district, "v2", "v3", "*", entrustment="E2")
    assert _standing(district, "v3", TOURISM) is NOBODY


def test_an_authority_for_one_subject_covers_no_other(district: Any) -> None:
    """56.6: named subjects only."""
    _signing(district, "v4", "housing")
    signed = Power(posts=(org.HEAD,), scope="tourism", signing=True)
    assert _standing(district, "v4", signed) is NOBODY


def test_a_revoked_entrustment_carries_nothing_from_then_on(district: Any) -> None:
    """Revoked on 2019-05-14: nothing on 05-15; the day before it still did."""
    _granted(district, "head", "v4", "tourism")
    district.has(entrustments.Revoked, "head", "2019-05-14", by="head", entrustment="E1")
    assert _standing(district, "v4", TOURISM) is NOBODY
    assert _standing(district, "v4", TOURISM, MAY_15 - dt.timedelta(days=2)).may


# --- which comes first ---


def test_the_holder_comes_before_every_stand_in(district: Any) -> None:
    """Where several bases would do, the nearest to the post is the answer."""
    _granted(district, "head", "v2", "tourism")
    assert _standing(district, "v2", TOURISM).basis is Basis.HOLDER


def test_the_partner_comes_before_an_entrustment(district: Any) -> None:
    """8.5 before 8.2: v1 is both partner of the absent v2 and entrusted."""
    _away(district, "v2")
    _granted(district, "head", "v1", "tourism")
    assert _standing(district, "v1", TOURISM_WITH_PARTNER).basis is Basis.AB_PARTNER
