"""Signed notes and checkpoints: the published cases, keys, and what is not to be trusted."""

from __future__ import annotations

import json
from base64 import b64decode
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.checkpoint import Checkpoint, open_checkpoint, unverified
from ledger.note_keys import LOG, WITNESS, NoteError, Signer, Verifier
from ledger.signed_note import opened, signed, split

if TYPE_CHECKING:
    from pathlib import Path

ROOT = bytes(range(32))


@pytest.fixture(scope="module")
def notes(shared: Path) -> dict[str, Any]:
    """The published cases of signed notes and keys."""
    path = shared / "vectors" / "signed_note.json"
    read: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return read


@pytest.fixture(scope="module")
def log() -> Signer:
    """The key of a log."""
    return Signer("wjg.example/ledger", LOG, bytes(32))


@pytest.fixture(scope="module")
def bureau() -> Signer:
    """The witness key of the audit bureau."""
    return Signer("audit.example/witness", WITNESS, bytes([1] * 32))


# --- the published cases ---


def test_the_published_notes(notes: dict[str, Any]) -> None:
    """Every published note is opened or refused as published."""
    for case in notes["notes"]:
        known = [Verifier.parse(vkey) for vkey in case["vkeys"]]
        if case["ok"]:
            assert len(opened(case["note"], known).signatures) == len(known), case["name"]
        else:
            with pytest.raises(NoteError):
                opened(case["note"], known)


def test_the_published_keys(notes: dict[str, Any]) -> None:
    """A good verifier key is read and written alike; one of another length or kind is refused."""
    for case in notes["vkeys"]:
        if case["ok"]:
            assert str(Verifier.parse(case["vkey"])) == case["vkey"]
        else:
            with pytest.raises(NoteError):
                Verifier.parse(case["vkey"])


def test_the_published_signature(notes: dict[str, Any]) -> None:
    """The published key signs the published note, byte for byte."""
    signer = Signer.parse(notes["signing_key_for_determinism_test"])
    assert signer.skey() == notes["signing_key_for_determinism_test"]
    expected = notes["expected_note_for_signing_key"]
    assert signed(split(expected)[0], [signer]) == expected


def test_the_published_checkpoints(shared: Path) -> None:
    """Every published checkpoint is read or refused as published."""
    path = shared / "vectors" / "checkpoint_parse.json"
    cases = json.loads(path.read_text("utf-8"))["cases"]
    assert len(cases) == 9
    for case in cases:
        if case["wantErr"]:
            with pytest.raises(NoteError):
                Checkpoint.parse(case["body"])
            continue
        read = Checkpoint.parse(case["body"])
        assert (read.origin, read.size) == (case["origin"], case["size"])
        assert read.root == b64decode(case["hash_b64"])
        assert read.text() == case["body"]


# --- keys ---


@pytest.mark.parametrize("type_", [LOG, WITNESS])
def test_a_key_is_read_as_it_was_written(type_: int) -> None:
    """Both halves of a new key, of either kind, come back from their texts."""
    made = Signer.new("wjg.example/台账2019", type_)
    assert Signer.parse(made.skey()) == made
    assert Verifier.parse(str(made.verifier)) == made.verifier
    assert repr(made.seed) not in repr(made)


@pytest.mark.parametrize("name", ["", "two words", "a+b", "no\u3000space", "line\nbreak"])
def test_a_name_that_no_key_can_have_is_refused(name: str) -> None:
    """A key's name has no space of any alphabet, no plus and no newline."""
    with pytest.raises(NoteError, match="密钥"):
        Signer.new(name)


def test_an_altered_key_is_refused(log: Signer) -> None:
    """A key whose id does not fit its bytes or its name is refused, private or public."""
    vkey, skey = str(log.verifier), log.skey()
    for altered in (vkey.replace("wjg", "abc"), vkey[:-3] + "AA=", vkey + "A", vkey[:9], ""):
        with pytest.raises(NoteError):
            Verifier.parse(altered)
    for altered in (skey.replace("wjg", "abc"), skey[:-4], vkey, ""):
        with pytest.raises(NoteError):
            Signer.parse(altered)


def test_a_private_key_is_never_said(log: Signer) -> None:
    """The error about a private key that cannot be read does not repeat it."""
    with pytest.raises(NoteError) as refused:
        Verifier.parse(log.skey())
    assert log.skey()[-20:] not in str(refused.value)


# --- notes ---


def test_a_signature_of_an_unknown_key_is_ignored(log: Signer, bureau: Signer) -> None:
    """Who else signed does not matter; a note that no known key signed is refused."""
    note = signed("act\n", [log, bureau], at=1_700_000_000)
    assert [one.verifier for one in opened(note, [bureau.verifier]).signatures] == [bureau.verifier]
    with pytest.raises(NoteError, match=r"wjg\.example"):
        opened(note, [Signer.new("other").verifier])


def test_a_key_of_the_same_name_is_another_key(log: Signer) -> None:
    """The name alone is no key: another key of that name has not signed."""
    with pytest.raises(NoteError, match="No known key"):
        opened(signed("act\n", [log]), [Signer.new(log.name).verifier])


def test_a_witness_states_when_it_signed(bureau: Signer) -> None:
    """A cosignature carries its time, and the time is signed with the text."""
    note = signed("act\n", [bureau], at=1_700_000_000)
    [signature] = opened(note, [bureau.verifier]).signatures
    assert signature.at == 1_700_000_000
    text, [(name, id_, blob)] = split(note)
    later = (1_700_000_001).to_bytes(8, "big") + blob[8:]
    assert bureau.verifier.verified(text, blob) == 1_700_000_000
    assert bureau.verifier.verified(text, later) is None
    assert bureau.verifier.verified(text, b"\xff" * 8 + blob[8:]) is None
    assert (name, id_) == (bureau.name, bureau.verifier.id)


def test_the_cosignature_of_the_specification_has_its_shape() -> None:
    """The example cosignature of tlog-cosignature is 4 + 8 + 64 bytes and states 2023-03-20."""
    note = (
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
        "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlr"
        "DJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
    )
    [(_, _, blob)] = split(note)[1]
    assert (len(blob), int.from_bytes(blob[:8], "big")) == (72, 1679315147)
    assert unverified(note).size == 20852163


@given(st.integers(0, 10**6), st.integers(0, 7))
def test_any_flipped_bit_of_a_note_is_noticed(at: int, bit: int) -> None:
    """One bit changed anywhere in a signed note, and it is not opened as another text."""
    log = Signer("wjg.example/ledger", LOG, bytes(32))
    note = Checkpoint(log.name, 7, ROOT).signed(log)
    altered = bytearray(note.encode())
    altered[at % len(altered)] ^= 1 << bit
    try:
        text = opened(bytes(altered).decode(), [log.verifier]).text
    except (NoteError, UnicodeDecodeError):
        return
    assert text == split(note)[0]


@given(st.text())
def test_no_text_whatever_breaks_the_readers(text: str) -> None:
    """Anything that is no note, key or checkpoint is refused in one way."""
    for read in (split, unverified, Verifier.parse, Signer.parse, Checkpoint.parse):
        with suppress(NoteError):
            read(text)


# --- checkpoints ---


def test_a_checkpoint_is_signed_by_its_log(log: Signer, bureau: Signer) -> None:
    """A checkpoint is opened by its log's key, and says which witnesses signed it too."""
    note = signed(Checkpoint(log.name, 7, ROOT).text(), [log, bureau], at=9)
    both = open_checkpoint(note, [log.verifier, bureau.verifier])
    assert both.checkpoint == Checkpoint(log.name, 7, ROOT)
    assert [one.verifier for one in both.witnesses] == [bureau.verifier]
    assert open_checkpoint(note, [log.verifier]).witnesses == ()


def test_a_witness_alone_does_not_make_a_checkpoint(log: Signer, bureau: Signer) -> None:
    """Without the log's own signature a checkpoint is refused, whoever else signed it."""
    note = signed(Checkpoint(log.name, 7, ROOT).text(), [bureau], at=9)
    with pytest.raises(NoteError, match="not signed by a known key of that name"):
        open_checkpoint(note, [log.verifier, bureau.verifier])


def test_a_log_cannot_sign_for_another(log: Signer) -> None:
    """A checkpoint that names another log than its key does is refused."""
    note = Checkpoint("other.example/ledger", 7, ROOT).signed(log)
    with pytest.raises(NoteError, match=r"other\.example"):
        open_checkpoint(note, [log.verifier])


@pytest.mark.parametrize(
    "text",
    [
        "log\n07\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "log\n+7\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "log\n٧\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "log\n7\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\n",
        "log\n7\n\n",
        "log\n7\nYmFuYW5hcw==\n",
        "log\n9223372036854775808\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
    ],
)
def test_a_checkpoint_that_is_not_strictly_one_is_refused(text: str) -> None:
    """Leading zeros, signs, other digits, a root of another length: not C2SP, so refused."""
    log = Signer("log", LOG, bytes(32))
    with pytest.raises(NoteError):
        open_checkpoint(signed(text, [log]), [log.verifier])
