"""发文字号 Number registers: one stream per organ and year, whose version *is* the number.

So a number is never used twice and none is left out (GB/T 9704-2012, 7.2.5).
"""

from __future__ import annotations

import attrs

from domain.act import Act, recorded_as
from domain.change import changed
from domain.roll import Roll

# --- acts ---


@recorded_as("number_register.taken", zh="编号", en="number taken")
@attrs.frozen(kw_only=True)
class Taken(Act):
    """编号: a document takes the next number of its register."""

    document: str


# --- state ---


@attrs.frozen(kw_only=True, slots=False)
class Register:
    """A register of one organ code and year; ``version`` is the last number given."""

    matter: str
    version: int
    documents: Roll = attrs.field(factory=Roll)


def register_of(organ_code: str, year: int) -> str:
    """Return the business number of a register, such as ``伍府发〔2019〕``."""
    return f"{organ_code}〔{year}〕"


def document_number(register: str, number: int) -> str:
    """Return a document number, such as ``伍府发〔2019〕12号`` (GB/T 9704-2012, 7.2.5)."""
    return f"{register}{number}号"


# --- evolve ---


def evolve(act: Act, state: Register | None) -> Register:
    """Fold one act into a register. Pure and total."""
    before = state or Register(matter=act.matter, version=0)
    if not isinstance(act, Taken):
        return changed(before, version=act.originator_version)
    return Register(
        matter=act.matter,
        version=act.originator_version,
        documents=before.documents.plus(act.document),
    )


# --- decisions ---


def refusal(act: Act, state: Register | None) -> str | None:
    """Refuse a second number for the same document."""
    if isinstance(act, Taken) and state and act.document in state.documents:
        return f"{act.document}已编号 / {act.document} already has a number in this register"
    return None
