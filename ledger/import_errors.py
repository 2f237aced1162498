"""导入被拒 Import errors: a source or a mapping that cannot be imported; nothing was recorded."""

from __future__ import annotations

from ledger.errors import LedgerError


class ImportRefusedError(LedgerError):
    """导入被拒: one sentence naming the file, what is wrong with it, and the way out."""
