"""查找 Labels: from what a person writes to the matter it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.act import stream_id
from domain.document_numbers import read_number
from domain.number_registers import Taken, document_number
from domain.world import AGGREGATES
from ledger.errors import NothingFoundError

if TYPE_CHECKING:
    from collections.abc import Callable

    from domain.document_numbers import DocumentNumber
    from ledger.application import LedgerApplication

Matter = tuple[str, str]
"""A kind and a business number."""


def find(store: LedgerApplication, label: str) -> Matter:
    """Return the one matter a label means.

    A label is ``kind:number``, a business number that one kind alone has, or a document number
    发文字号 in any of the usual brackets. The cost does not grow with the ledger.

    Raises:
        NothingFoundError: nothing, or more than one thing, goes by that label.

    """
    kind, colon, matter = label.partition(":")
    if colon and kind in AGGREGATES:
        return _only(label, [(kind, matter)] if _exists(store)(kind, matter) else [])
    exists = _exists(store)
    found = [(kind, label) for kind in AGGREGATES if exists(kind, label)]
    if not found and (numbered := read_number(label)):
        found = _by_document_number(store, numbered)
    return _only(label, found)


def _exists(store: LedgerApplication) -> Callable[[str, str], bool]:
    return lambda kind, matter: store.rows.has_stream(stream_id(kind, matter))


def _by_document_number(store: LedgerApplication, numbered: DocumentNumber) -> list[Matter]:
    """Look in the register: the version of an act there is the number it gave."""
    stream = stream_id("number_register", numbered.series)
    taken = store.stream(stream, numbered.serial, after=numbered.serial - 1)
    return [("document", act.document) for act in taken if isinstance(act, Taken)]


def _only(label: str, found: list[Matter]) -> Matter:
    if len(found) == 1:
        return found[0]
    if found:
        choices = ", ".join(f"{kind}:{matter}" for kind, matter in found)
        raise NothingFoundError(f"{label!r} means several matters 事项: write one of {choices}.")
    raise NothingFoundError(
        f"Nothing is recorded 查无此件 under {label!r}: write a business number, kind:number, or a "
        f"document number such as {document_number('宜伍府发〔2019〕', 12)}."
    )
