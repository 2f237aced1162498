"""已编号 Numbers that a matter of a ledger has taken in a register, entered under them or not."""

from __future__ import annotations

from domain.number_registers import Register
from simulations.year import Year


def number_taken(year: Year, matter: str) -> tuple[str, int] | None:
    """Return the register in which a matter took a number, and the number; None where in none."""
    for register, state in year.world.states("number_register").items():
        held: Register = state
        if matter in held.documents:
            return register, held.documents.index(matter) + 1
    return None
