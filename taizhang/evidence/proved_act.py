"""证据所依行为 Proved acts: an act as a case holds it, with its bytes and its proof."""

from __future__ import annotations

from typing import Any

import attrs

from domain.act import Act
from ledger.act_bytes import ActBytes


@attrs.frozen(kw_only=True)
class ProvedAct:
    """所依行为: an act of a case.

    Attributes:
        number: its place in the case, from 1.
        position: its position in the ledger, from 1.
        ref: ``kind:matter#version``.
        act: the act itself, to be told; None where its matter cannot be read.
        content: its bytes, of which the leaf is the hash.
        proof: the ``.tlog-proof`` file.

    """

    number: int
    position: int
    ref: str
    act: Act | None
    content: bytes
    proof: bytes

    @property
    def file(self) -> str:
        """Name of the member that holds its bytes."""
        return f"acts/{self.number:03}.act"

    @property
    def proof_file(self) -> str:
        """Name of the member that holds its proof."""
        return f"acts/{self.number:03}.tlog-proof"

    @property
    def parts(self) -> ActBytes:
        """Its bytes, taken apart."""
        return ActBytes.parse(self.content)

    def entry(self) -> dict[str, Any]:
        """Return its line in the case file."""
        return {
            "file": self.file,
            "proof": self.proof_file,
            "position": self.position,
            "ref": self.ref,
            "act": self.parts.name,
        }
