"""The Ed25519 and the trees in ``verify.py``: published vectors, and OpenSSL's opinion."""

from __future__ import annotations

import json
from base64 import b64decode
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.note_keys import LOG, WITNESS, Signer, Verifier
from ledger.signed_note import signed
from taizhang.evidence import verify

if TYPE_CHECKING:
    from pathlib import Path

RFC_8032 = (  # 7.1: public key, message, signature
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
            "d25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
            "387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
            "4a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        (
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd"
            "454d4423643ce80e2a9ac94fa54ca49f"
        ),
        (
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e030"
            "3dca179c138ac17ad9bef1177331a704"
        ),
    ),
)


@pytest.mark.parametrize(("public", "message", "signature"), RFC_8032)
def test_the_vectors_of_rfc_8032(public: str, message: str, signature: str) -> None:
    """Each published signature is true, and false over another message, key or signature."""
    key, said, true = bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature)
    assert verify.is_signed(key, said, true)
    assert not verify.is_signed(key, said + b"!", true)
    for at in (0, 31, 32, 63):
        false = bytearray(true)
        false[at] ^= 1
        assert not verify.is_signed(key, said, bytes(false))
    other = bytes.fromhex(RFC_8032[0][0] if public != RFC_8032[0][0] else RFC_8032[1][0])
    assert not verify.is_signed(other, said, true)


def test_a_signature_has_one_form() -> None:
    """S plus the group's order is no signature (5.1.7: S < L); nor is a torn one."""
    key, said, true = (bytes.fromhex(one) for one in RFC_8032[1])
    s = int.from_bytes(true[32:], "little") + verify.ORDER
    assert not verify.is_signed(key, said, true[:32] + s.to_bytes(32, "little"))
    assert not verify.is_signed(key, said, true[:-1])
    assert not verify.is_signed(key[:-1], said, true)
    assert not verify.is_signed(b"\xff" * 32, said, true)


@settings(max_examples=40, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.text(), st.integers(0, 511), st.booleans())
def test_openssl_agrees(seed: bytes, said: str, bit: int, flipped: bool) -> None:  # noqa: FBT001 - drawn
    """Any key and text, signed by the ledger's library, with a bit flipped or not: one verdict."""
    signer = Signer("a", LOG, seed)
    text, line = f"{said}\n", signer.line(f"{said}\n")
    signature = bytearray(b64decode(line.split(" ")[2])[4:])
    if flipped:
        signature[bit // 8] ^= 1 << bit % 8
    public, given_ = signer.verifier.key, bytes(signature)
    theirs = Verifier("a", LOG, public).verified(text, given_) is not None
    assert verify.is_signed(public, text.encode(), given_) is theirs is not flipped


def test_a_witness_s_time_is_signed_too() -> None:
    """A cosignature is true with the time it states, and with no other."""
    bureau = Signer("审计局", WITNESS, bytes(32))
    key = verify.read_key(str(bureau.verifier))
    text, signatures = verify.split_note(signed("a\n1\nAA==\n", [bureau], at=1_700_000_000))
    assert verify.has_signed(key, text, signatures)
    [(by, blob)] = signatures.items()
    later = {by: (1_700_000_001).to_bytes(8, "big") + blob[8:]}
    assert not verify.has_signed(key, text, later)


def test_the_published_keys(shared: Path) -> None:
    """The script reads and refuses the published keys as the ledger does."""
    cases = json.loads((shared / "vectors" / "signed_note.json").read_text("utf-8"))
    for case in cases["vkeys"]:
        if case["ok"]:
            assert verify.read_key(case["vkey"])[0] == case["vkey"].split("+")[0]
        else:
            with pytest.raises((ValueError, OSError)):
                verify.read_key(case["vkey"])


def test_the_published_inclusion_proofs(shared: Path) -> None:
    """Every published Merkle inclusion proof is accepted or rejected as published."""
    path = shared / "vectors" / "transparency_dev_merkle_proofs.json"
    cases = json.loads(path.read_text("utf-8"))["cases"]["inclusion"]
    assert len(cases) == 98
    for case in cases:
        proof = [b64decode(one) for one in case["proof"] or []]
        held = verify.includes(case["leafIdx"], case["treeSize"], b64decode(case["leafHash"]),
                               proof, b64decode(case["root"]))  # fmt: skip
        assert held is not case["wantErr"], case["file"]
