"""委托 Entrustments: what a leader entrusts to another, for what, from when until when.

Reading order: acts, state, evolve, decisions, questions. One stream per grantor.
"""

from __future__ import annotations

import datetime as dt

import attrs

from domain.act import Act, recorded_as
from domain.change import changed

PRESIDE = "preside"
"""主持工作: to preside over the government's work and chair for the absent head (6.4)."""
CHAIR = "chair"
"""主持专题会议: to chair special meetings (44.2)."""

# --- acts ---


@recorded_as("entrustment.granted", zh="委托", en="entrusted")
@attrs.frozen(kw_only=True)
class Granted(Act):
    """委托: a task, a subject or the chair is entrusted (6.4, 8.2, 44.2)."""

    entrustment: str
    grantee: str
    scope: tuple[str, ...]
    since: dt.datetime
    until: dt.datetime | None = None


@recorded_as("entrustment.signing_authority_granted", zh="授权签发", en="signing authority granted")
@attrs.frozen(kw_only=True)
class SigningAuthorityGranted(Act):
    """授权签发: a deputy head may sign what meetings decided (56.6); subjects or ``*``."""

    entrustment: str
    grantee: str
    scope: tuple[str, ...]
    since: dt.datetime
    until: dt.datetime | None = None


@recorded_as("entrustment.revoked", zh="撤销委托", en="entrustment revoked")
@attrs.frozen(kw_only=True)
class Revoked(Act):
    """撤销委托: an entrustment or a signing authority ends."""

    entrustment: str
    reason: str = ""


# --- state ---


@attrs.frozen(kw_only=True, slots=False)
class Entrustment:
    """One entrustment; ``signing`` marks an authority to sign under 56.6."""

    id: str
    grantor: str
    grantee: str
    scope: tuple[str, ...]
    since: dt.datetime
    until: dt.datetime | None
    signing: bool
    refs: tuple[str, ...]

    def covers(self, at: dt.datetime) -> bool:
        """Say whether it was live at an instant."""
        return self.since <= at and (self.until is None or at < self.until)


@attrs.frozen(kw_only=True, slots=False)
class Entrustments:
    """Everything one grantor has entrusted, oldest first."""

    matter: str
    version: int
    granted: tuple[Entrustment, ...] = ()


# --- evolve ---


def evolve(act: Act, state: Entrustments | None) -> Entrustments:
    """Fold one act into a grantor's entrustments. Pure and total."""
    before = state or Entrustments(matter=act.matter, version=0)
    granted = before.granted
    match act:
        case Granted() | SigningAuthorityGranted():
            granted = (*granted, _entrustment(act))
        case Revoked():
            granted = tuple(
                changed(one, until=act.occurred_at, refs=(*one.refs, act.ref))
                if one.id == act.entrustment
                else one
                for one in granted
            )
    return changed(before, version=act.originator_version, granted=granted)


def _entrustment(act: Granted | SigningAuthorityGranted) -> Entrustment:
    return Entrustment(
        id=act.entrustment,
        grantor=act.matter,
        grantee=act.grantee,
        scope=act.scope,
        since=act.since,
        until=act.until,
        signing=isinstance(act, SigningAuthorityGranted),
        refs=(act.ref,),
    )


# --- decisions ---


def refusal(act: Act, state: Entrustments | None) -> str | None:
    """Say why an act cannot follow, in ``zh / en``, or None."""
    known = state is not None and any(
        one.id == getattr(act, "entrustment", "") for one in state.granted
    )
    match act:
        case Granted() | SigningAuthorityGranted() if known:
            return f"委托编号重复 / the entrustment {act.entrustment} is already granted"
        case Granted() | SigningAuthorityGranted() if act.until and act.until <= act.since:
            return "委托期限为空 / the entrustment ends before it begins"
        case Revoked() if not known:
            return f"无此委托 / there is no entrustment {act.entrustment} to revoke"
    return None


# --- questions ---


def live_for(
    entrustments: Entrustments | None, grantee: str, at: dt.datetime
) -> tuple[Entrustment, ...]:
    """Return what a grantor has entrusted to somebody at an instant."""
    if entrustments is None:
        return ()
    return tuple(one for one in entrustments.granted if one.grantee == grantee and one.covers(at))
