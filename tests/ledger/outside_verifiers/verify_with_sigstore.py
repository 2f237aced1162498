"""Run by the interpreter that has ``sigstore`` (PyPI): its verdict on proofs of another log.

Reads cases as JSON on stdin, writes one true or false for each. Nothing of taizhang is imported.
"""

from __future__ import annotations

import base64
import json
import sys
from types import SimpleNamespace
from typing import Any

from sigstore._internal.merkle import verify_merkle_inclusion
from sigstore._internal.rekor.checkpoint import verify_checkpoint
from sigstore._internal.trust import Keyring
from sigstore.errors import VerificationError
from sigstore_models.common.v1 import PublicKey, PublicKeyDetails


def verdict(case: dict[str, Any]) -> bool:
    """Say whether sigstore takes the checkpoint's signature, its root and the inclusion proof."""
    key = PublicKey(raw_bytes=case["spki"].encode(), key_details=PublicKeyDetails.PKIX_ED25519)
    proof = SimpleNamespace(
        log_index=case["index"],
        tree_size=case["size"],
        root_hash=base64.b64decode(case["root"]),
        hashes=[base64.b64decode(one) for one in case["hashes"]],
        checkpoint=SimpleNamespace(envelope=case["checkpoint"]),
    )
    log_id = SimpleNamespace(key_id=base64.b64decode(case["id"]))
    body = base64.b64decode(case["act"])
    inner = SimpleNamespace(inclusion_proof=proof, canonicalized_body=body, log_id=log_id)
    entry = SimpleNamespace(_inner=inner)
    try:
        verify_merkle_inclusion(entry)
        verify_checkpoint(Keyring([key]), entry)
    except VerificationError:
        return False
    return True


print(json.dumps([verdict(case) for case in json.load(sys.stdin)]))  # noqa: T201 - it is the answer
