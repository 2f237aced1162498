"""可预期的错误 Expected errors: what a user can mend, each already one clear sentence."""

from __future__ import annotations

import errno
import sqlite3
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


DISK: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
"""What the system says of a disk that takes no more."""

XML_DISK: Final = frozenset(f"IO_{errno.errorcode[number]}" for number in DISK)
"""The same as lxml says it, which writes the sheets of a workbook."""


def disk_refusal(error: BaseException) -> str:
    """Return what a disk said that would take no more; empty where it is not that.

    It may have been said while another error was on its way: a workbook that cannot be closed. A
    ledger's own error says it already.
    """
    met: BaseException | None = error
    while met is not None and not isinstance(met, LedgerError):
        if isinstance(met, OSError) and met.errno in DISK:
            return met.strerror or str(met)
        if isinstance(met, sqlite3.OperationalError) and "disk" in str(met):
            return str(met)
        if str(met) in XML_DISK:
            return str(met)
        met = met.__cause__ or met.__context__
    return ""


def is_expected(error: Exception) -> bool:
    """Say whether an error is the user's to mend.

    A ``LookupError`` of no narrower class is a norm or a calendar that is not there; a ``KeyError``
    or an ``IndexError`` is a fault of ours.
    """
    return isinstance(error, EXPECTED) or type(error) is LookupError
