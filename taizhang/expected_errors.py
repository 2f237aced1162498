"""可预期的错误 Expected errors: what a user can mend, each already one clear sentence."""

from __future__ import annotations

from typing import Final

from domain.act import UnknownActError
from domain.calendar import UncoveredYearError
from domain.refusals import RefusedError
from domain.rulebook.amending import ChangeError
from domain.rulebook.catalogue import UnknownRulebookError
from domain.rulebook.parameters import ParameterError
from ledger.errors import LedgerError
from simulations.scenario import ScenarioError
from simulations.spreading import WorkerLostError
from taizhang.refusals import CannotError

EXPECTED: Final = (
    CannotError,
    ChangeError,
    LedgerError,
    ParameterError,
    RefusedError,
    ScenarioError,
    UncoveredYearError,
    UnknownActError,
    UnknownRulebookError,
    WorkerLostError,
)


def is_expected(error: Exception) -> bool:
    """Say whether an error is the user's to mend.

    A ``LookupError`` of no narrower class is a norm or a calendar that is not there; a ``KeyError``
    or an ``IndexError`` is a fault of ours.
    """
    return isinstance(error, EXPECTED) or type(error) is LookupError
