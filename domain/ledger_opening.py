"""台账设立 Opening: the first act of every ledger says what the ledger is."""

from __future__ import annotations

import attrs

from domain.act import Act, recorded_as

# --- acts ---


@recorded_as("ledger.opened", zh="台账设立", en="ledger opened")
@attrs.frozen(kw_only=True)
class Opened(Act):
    """台账设立: real or simulated, whose, under which rulebook and calendar versions.

    ``seed`` and ``scenario`` are set for a simulated ledger; ``provisional`` says that the calendar
    is not official for every year.
    """

    government: str
    simulated: bool
    rulebook: str
    calendar: str
    scenario: str = ""
    seed: int | None = None
    provisional: bool = False


# --- state ---


@attrs.frozen(kw_only=True)
class Opening:
    """What the ledger says of itself."""

    matter: str
    version: int
    opened: Opened


# --- evolve ---


def evolve(act: Act, state: Opening | None) -> Opening:
    """Fold the opening act. Pure and total."""
    if isinstance(act, Opened) and state is None:
        return Opening(matter=act.matter, version=act.originator_version, opened=act)
    if state is None:
        raise LookupError("A ledger's own stream begins with ledger.opened 台账设立.")
    return attrs.evolve(state, version=act.originator_version)


# --- decisions ---


def refusal(act: Act, state: Opening | None) -> str | None:
    """Refuse a second opening."""
    if isinstance(act, Opened) and state is not None:
        return "台账已设立 / the ledger is already open"
    return None
