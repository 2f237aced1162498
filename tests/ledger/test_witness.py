"""Proof files and witnesses: what is proved offline, and what a witness cosigns or refuses."""

from __future__ import annotations

from base64 import b64encode
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.act_bytes import ActBytes, act_bytes, leaf_hashes
from ledger.checkpoint import Checkpoint, unverified
from ledger.errors import LedgerError
from ledger.merkle import (
    Frontier,
    consistency_spans,
    folded,
    inclusion_spans,
    leaf_hash,
    node_hash,
)
from ledger.note_keys import LOG, WITNESS, NoteError, Signer
from ledger.tlog_proof import TlogProof
from ledger.witness import Kept, WitnessRequest, cosign, cosigned_by

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LOG_KEY = Signer("wjg.example/ledger", LOG, bytes(32))
BUREAU = Signer("audit.example/witness", WITNESS, bytes([1] * 32))
MONDAY = 1_700_000_000
ACTS = [act_bytes((f"stream {n}", 1, "document.drafted", b"{}")) for n in range(40)]


def tree_hash(acts: Sequence[bytes]) -> bytes:
    """Return the root over the bytes of acts."""
    frontier = Frontier()
    frontier.extend([leaf_hash(act) for act in acts])
    return frontier.root()


def checkpoint(acts: Sequence[bytes], signer: Signer = LOG_KEY) -> str:
    """Return the signed checkpoint of a log of acts."""
    return Checkpoint(signer.name, len(acts), tree_hash(acts)).signed(signer)


def asked(old: int, acts: Sequence[bytes]) -> WitnessRequest:
    """Return an honest request: the log has grown from a size to these acts."""
    spans = consistency_spans(old, len(acts)) if old else []
    proof = tuple(tree_hash(acts[start:end]) for start, end in spans)
    return WitnessRequest(old, proof, checkpoint(acts))


@pytest.mark.parametrize("name", ["..", ".", "...", "../up", "/etc", "a/../../b", "%2E%2E", "~"])
def test_a_log_called_like_another_folder_is_kept_inside(tmp_path: Path, name: str) -> None:
    """Whatever a log calls itself, what is kept of it lies in one folder of its own, inside."""
    kept, signer = tmp_path / "witness" / "kept", Signer(name, LOG, bytes(32))
    head = WitnessRequest(0, (), checkpoint(ACTS[:3], signer))
    cosign(head, BUREAU, [signer.verifier], kept, MONDAY)
    [folder] = kept.iterdir()
    assert [path.name for path in folder.iterdir()] == ["000001.txt"]
    assert folder.resolve().parent == kept.resolve()
    assert [path.name for path in tmp_path.rglob("*.txt")] == ["000001.txt"]


def test_logs_of_like_names_have_folders_of_their_own(tmp_path: Path) -> None:
    """Two names never share a folder; one too long for any is refused in a sentence."""
    names = ("..", "%2E%2E", "%252E", ".", "%2E", "...")
    assert len({Kept(tmp_path, name).folder for name in names}) == len(names)
    with pytest.raises(NoteError, match="过长"):
        Kept(tmp_path, "台" * 90)


# --- the bytes of acts ---


def test_the_bytes_of_an_act_can_be_taken_apart() -> None:
    """Four lines and the state as it is stored, newlines in it or not."""
    act = ("0c3f", 12, "document.signed", b'{"title":"a\nb"}')
    assert act_bytes(act) == b'taizhang-act/v1\n0c3f\n12\ndocument.signed\n{"title":"a\nb"}'
    assert ActBytes.parse(act_bytes(act)) == ActBytes(*act)
    assert leaf_hashes([act]) == [leaf_hash(act_bytes(act))]


def test_what_would_read_as_another_act_has_no_bytes() -> None:
    """A newline in a stream id or a name could make two acts one: there are no such acts."""
    for act in (("a\n1", 1, "x", b""), ("a", 1, "x\ny", b"")):
        with pytest.raises(LedgerError, match="被改"):
            act_bytes(act)


@pytest.mark.parametrize(
    "given", [b"", b"{}", b"taizhang-act/v2\na\n1\nb\n{}", b"taizhang-act/v1\na\n01\nb\n{}",
              b"taizhang-act/v1\na\n1\nb", b"taizhang-act/v1\n\xff\n1\nb\n{}"]
)  # fmt: skip
def test_what_are_not_the_bytes_of_an_act_is_refused(given: bytes) -> None:
    """Another frame, a version with a leading zero, a part missing, text that is none."""
    with pytest.raises(LedgerError, match="行为原文"):
        ActBytes.parse(given)


# --- proof files ---


def proof_of(index: int, acts: Sequence[bytes]) -> TlogProof:
    """Return the proof of one act of a log."""
    spans = inclusion_spans(index, len(acts))
    path = tuple(tree_hash(acts[start:end]) for start, end in spans)
    return TlogProof(index, path, checkpoint(acts))


@pytest.mark.parametrize(("index", "size"), [(0, 1), (0, 40), (39, 40), (12, 33)])
def test_a_proof_file_is_checked_offline(index: int, size: int) -> None:
    """The file, the act's bytes and the log's public key are enough to know it was there."""
    text = str(proof_of(index, ACTS[:size]))
    read = TlogProof.parse(text)
    assert str(read) == text
    assert text.startswith(f"c2sp.org/tlog-proof@v1\nindex {index}\n")
    assert read.check(ACTS[index], [LOG_KEY.verifier]).checkpoint.size == size
    with pytest.raises(NoteError, match="证明不成立"):
        read.check(ACTS[index] + b" ", [LOG_KEY.verifier])


def test_a_proof_may_carry_more() -> None:
    """What a proof file carries beside is given back, and vouches for nothing."""
    text = str(proof_of(3, ACTS)).replace(
        "\nindex", f"\nextra {b64encode(b'more').decode()}\nindex"
    )
    assert TlogProof.parse(text).extra == b"more"
    assert str(TlogProof.parse(text)) == text


@pytest.mark.parametrize(
    ("what", "instead"),
    [("tlog-proof@v1", "tlog-proof@v2"), ("index 3", "index 03"), ("index 3\n", ""),
     ("index 3", "index -1"), ("\n\nwjg", "\nwjg"), ("=\n", "\n")],
)  # fmt: skip
def test_a_file_that_is_no_proof_is_refused(what: str, instead: str) -> None:
    """Another version, no index, a hash cut short, no checkpoint: one sentence says so."""
    with pytest.raises(NoteError):
        TlogProof.parse(str(proof_of(3, ACTS)).replace(what, instead, 1))


def test_a_proof_under_an_unknown_key_is_refused() -> None:
    """A proof whose checkpoint some other key signed proves nothing."""
    with pytest.raises(NoteError, match="No known key"):
        proof_of(3, ACTS).check(ACTS[3], [Signer.new(LOG_KEY.name).verifier])


# --- witnesses ---


def test_a_witness_follows_a_log(tmp_path: Path) -> None:
    """A witness cosigns a log it sees first, then what it grew to, and keeps all of it."""
    for number, (old, size) in enumerate([(0, 3), (3, 8), (8, 8), (8, 40)], start=1):
        request = WitnessRequest.parse(str(asked(old, ACTS[:size])))
        note = cosign(request, BUREAU, [LOG_KEY.verifier], tmp_path, MONDAY + number)
        seen = cosigned_by(note, [LOG_KEY.verifier], [BUREAU.verifier])
        assert [one.at for one in seen.witnesses] == [MONDAY + number]
        kept = tmp_path / "wjg.example%2Fledger" / f"{number:06}.txt"
        assert kept.read_text("utf-8") == note
    assert len(list(tmp_path.rglob("*.*t"))) == 4


def test_a_rewritten_log_is_not_cosigned(tmp_path: Path) -> None:
    """A tail rewritten, hashed and signed anew is caught by what the witness kept."""
    cosign(asked(0, ACTS[:20]), BUREAU, [LOG_KEY.verifier], tmp_path, MONDAY)
    rewritten = [*ACTS[:17], *ACTS[30:38]]
    for acts in (rewritten, rewritten[:20]):
        with pytest.raises(NoteError, match="日志被改写"):
            cosign(asked(20, acts), BUREAU, [LOG_KEY.verifier], tmp_path, MONDAY)
    assert cosign(asked(20, ACTS), BUREAU, [LOG_KEY.verifier], tmp_path, MONDAY)


def test_a_log_that_shrank_is_not_cosigned(tmp_path: Path) -> None:
    """A log whose tail was removed cannot begin where the witness left off."""
    cosign(asked(0, ACTS[:20]), BUREAU, [LOG_KEY.verifier], tmp_path, MONDAY)
    back = WitnessRequest(20, (), checkpoint(ACTS[:12]))
    with pytest.raises(NoteError, match="only grows"):
        cosign(back, BUREAU, [LOG_KEY.verifier], tmp_path, MONDAY)
    for old in (0, 12):
        with pytest.raises(NoteError, match=f"begins at {old} acts.*has 20"):
            cosign(asked(old, ACTS[:12]), BUREAU, [LOG_KEY.verifier], tmp_path, MONDAY)


def test_a_proof_from_nothing_has_no_lines(tmp_path: Path) -> None:
    """A first request with proof lines is refused, as tlog-witness says."""
    request = WitnessRequest(0, (leaf_hash(b""),), checkpoint(ACTS))
    with pytest.raises(NoteError, match="日志被改写"):
        cosign(request, BUREAU, [LOG_KEY.verifier], tmp_path, MONDAY)
    assert not list(tmp_path.iterdir())


def test_a_checkpoint_of_an_unknown_log_is_not_cosigned(tmp_path: Path) -> None:
    """A witness cosigns for the keys it was given, and no others."""
    with pytest.raises(NoteError, match="No known key"):
        cosign(asked(0, ACTS), BUREAU, [Signer.new("other").verifier], tmp_path, MONDAY)
    with pytest.raises(NoteError, match="needs one of its own"):
        cosign(asked(0, ACTS), LOG_KEY, [LOG_KEY.verifier], tmp_path, MONDAY)


def test_a_witness_that_lost_its_memory_refuses(tmp_path: Path) -> None:
    """What was kept and is now illegible is not taken for nothing."""
    cosign(asked(0, ACTS[:20]), BUREAU, [LOG_KEY.verifier], tmp_path, MONDAY)
    [kept] = tmp_path.rglob("*.txt")
    kept.write_bytes(b"\xff")
    with pytest.raises(NoteError, match=r"000001\.txt"):
        cosign(asked(20, ACTS), BUREAU, [LOG_KEY.verifier], tmp_path, MONDAY)


def test_a_cosignature_that_is_not_there_is_missed() -> None:
    """A checkpoint that a trusted witness has not cosigned is said not to have been."""
    with pytest.raises(NoteError, match=r"audit\.example"):
        cosigned_by(checkpoint(ACTS), [LOG_KEY.verifier], [BUREAU.verifier])


@pytest.mark.parametrize("text", ["", "old 3\n", "old 03\n\n", "new 3\n\n", "old 3\nAAAA\n\n"])
def test_what_is_no_request_is_refused(text: str) -> None:
    """A request that cannot be read is refused in one sentence."""
    with pytest.raises(NoteError):
        WitnessRequest.parse(text + (checkpoint(ACTS) if text.endswith("\n\n") else ""))


@given(st.integers(0, 10**6), st.integers(1, 255), st.integers(0, 1))
def test_no_file_whatever_breaks_the_readers(at: int, change: int, cut: int) -> None:
    """A proof, a request or an act with one byte changed, or cut short, is read or refused."""
    for good, read in (
        (str(proof_of(3, ACTS)), TlogProof.parse),
        (str(asked(7, ACTS)), WitnessRequest.parse),
        (ACTS[0].decode(), lambda text: ActBytes.parse(text.encode())),
    ):
        changed = bytearray(good.encode())
        changed[at % len(changed)] ^= change
        text = bytes(changed[: at % len(changed)] if cut else changed).decode("latin-1")
        with suppress(LedgerError):
            read(text)


def test_a_witness_keeps_on_a_memory_stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the file system has no hard links checkpoints are kept too, and never twice."""

    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr("pathlib.Path.hardlink_to", refuse)
    log = [LOG_KEY.verifier]
    cosign(asked(0, ACTS[:20]), BUREAU, log, tmp_path, MONDAY)
    late = Kept(tmp_path, LOG_KEY.name)
    cosign(asked(20, ACTS), BUREAU, log, tmp_path, MONDAY)
    with pytest.raises(NoteError, match="meanwhile"):
        late.add("another\n")
    assert len(list(tmp_path.rglob("*.*t"))) == 2


def test_of_two_that_cosign_at_once_one_tries_again(tmp_path: Path) -> None:
    """What was kept meanwhile is never overwritten, and the other is not kept."""
    late = Kept(tmp_path, LOG_KEY.name)
    note = cosign(asked(0, ACTS[:20]), BUREAU, [LOG_KEY.verifier], tmp_path, MONDAY)
    with pytest.raises(NoteError, match="meanwhile"):
        late.add("another\n")
    assert [path.read_text("utf-8") for path in tmp_path.rglob("*.txt")] == [note]
    assert not list(tmp_path.rglob("*.part"))


def test_the_tree_of_two_acts_is_one_node() -> None:
    """The root of two acts is the hash over both, so the tests' own trees are the ledger's."""
    pair = [leaf_hash(act) for act in ACTS[:2]]
    assert tree_hash(ACTS[:2]) == node_hash(*pair) == folded(pair)
    assert unverified(checkpoint(ACTS[:2])).root == tree_hash(ACTS[:2])
