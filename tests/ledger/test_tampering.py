"""Tampering by hand in the database file: noticed, and located to its position."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.documents import Reviewed
from ledger.checkpoint import unverified
from ledger.errors import LedgerError
from ledger.faults import Fault, FaultKind
from ledger.ledger import Ledger
from ledger.note_keys import LOG, WITNESS, NoteError, Signer
from ledger.proving import checkpoints, prove_act, request_witness, sign_checkpoint, tree_head
from ledger.sqlite.schema import GUARDS, TREE_GUARDS
from ledger.verifying import verify
from ledger.witness import WitnessRequest, cosign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from domain.act import Act
    from domain.ledger_opening import Opened
    from ledger.verifying import Verification

LOG_KEY = Signer("wjg.example/ledger", LOG, bytes(32))
BUREAU = Signer("audit.example/witness", WITNESS, bytes([1] * 32))
ACTS = 700
SIGNED = 301
"""How many acts the ledger had when its first checkpoint was signed."""


@pytest.fixture
def early(url: str, opening: Opened, drafted: Callable[..., Act], told: Callable[..., Act]) -> str:
    """Keep a ledger of 701 acts, recorded one by one and in bulk; its checkpoint over 301."""
    review = told(Reviewed, "D1", "2019-04-02", text_version=1)
    with Ledger.create(url, opening) as ledger:
        ledger.record([drafted("D1")])
        for version in range(2, 8):
            ledger.record([attrs.evolve(review, originator_version=version)])
        ledger.append(attrs.evolve(review, originator_version=at) for at in range(8, SIGNED))
        early = sign_checkpoint(ledger, LOG_KEY)
        some = (attrs.evolve(review, originator_version=at) for at in range(SIGNED, ACTS + 1))
        ledger.append(some, batch=57)
    return early


@pytest.fixture
def raw(early: str, path: Path) -> Iterator[sqlite3.Connection]:
    """A connection of somebody who goes past the ledger and has removed its guards."""
    del early
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for guard in GUARDS | TREE_GUARDS:
            connection.execute(f"DROP TRIGGER {guard}")
        yield connection


@pytest.fixture
def guard(raw: sqlite3.Connection) -> Callable[[], None]:
    """Put the guards back, so that nothing can be seen from the outside."""

    def put_back() -> None:
        for statement in (GUARDS | TREE_GUARDS).values():
            raw.execute(statement)

    return put_back


def verified(url: str, *notes: str) -> Verification:
    """Verify a ledger against some checkpoints, and those it keeps."""
    return verify(url, map(unverified, notes), log=[LOG_KEY.verifier])


def faults(url: str, *notes: str) -> list[tuple[FaultKind, int, int]]:
    """Return what is wrong with a ledger, but for its guards."""
    found = verified(url, *notes).faults
    return [(one.kind, one.first, one.last) for one in found if one.kind is not FaultKind.UNGUARDED]


def rehash(url: str, raw: sqlite3.Connection, guard: Callable[[], None]) -> None:
    """Throw the tree away, put the guards back and hash all acts anew, as a forger would."""
    raw.execute("DELETE FROM merkle_runs")
    guard()
    with Ledger.open(url) as ledger, ledger.tree(writing=True):
        pass


# --- a sound ledger ---


def test_a_sound_ledger_is_found_sound(url: str, early: str) -> None:
    """Nothing is wrong with a ledger nobody touched, and the early checkpoint holds."""
    told: list[tuple[int, int]] = []
    found = verify(url, [unverified(early)], progress=lambda *at: told.append(at))
    with Ledger.open(url, read_only=True) as ledger:
        head = tree_head(ledger)
    assert found.faults == ()
    assert (found.acts, found.in_tree, found.root) == (ACTS + 1, ACTS + 1, head.root)
    assert [one.holds for one in found.checked] == [True]
    assert told[-1] == (ACTS + 1, ACTS + 1)


def test_a_ledger_from_before_trees_gets_one(url: str, early: str, raw: sqlite3.Connection) -> None:
    """A ledger without the tables of the tree is verified, and gets its tree when it is signed."""
    raw.execute("DROP TABLE merkle_runs")
    raw.execute("DROP TABLE checkpoints")
    for name, statement in GUARDS.items():
        assert name in statement
        raw.execute(statement)
    found = verified(url, early)
    assert (found.faults, found.in_tree, found.acts) == ((), 0, ACTS + 1)
    with Ledger.open(url, read_only=True) as ledger, pytest.raises(LedgerError, match="no tree"):
        tree_head(ledger)
    with Ledger.open(url) as ledger:
        assert unverified(sign_checkpoint(ledger, LOG_KEY)).root == found.root
    assert verified(url, early).in_tree == ACTS + 1


# --- one act ---


def test_one_bit_in_the_file(url: str, path: Path, early: str) -> None:
    """One bit of one act changed in the file itself is located to that act."""
    with closing(sqlite3.connect(path)) as raw:
        (state,) = raw.execute("SELECT state FROM stored_events WHERE rowid = 2").fetchone()
    stored = path.read_bytes()
    at = stored.index(state) + state.index(b"normative")
    path.write_bytes(stored[:at] + bytes([stored[at] ^ 1]) + stored[at + 1 :])
    assert faults(url) == [(FaultKind.ALTERED, 2, 2)]
    assert [one.holds for one in verified(url, early).checked] == [False]
    with Ledger.open(url, read_only=True) as ledger, pytest.raises(NoteError, match="行为被改"):
        prove_act(ledger, 2)


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(1, ACTS + 1), st.integers(0, 10**6), st.integers(0, 3))
def test_any_bit_of_any_act(
    url: str, raw: sqlite3.Connection, position: int, bit: int, column: int
) -> None:
    """Whichever bit of whichever column of whichever act is changed, it is located to that act."""
    name = ("originator_id", "originator_version", "topic", "state")[column]
    read = f"SELECT {name} FROM stored_events WHERE rowid = ?"  # noqa: S608 - ours
    (was,) = raw.execute(read, (position,)).fetchone()
    write = f"UPDATE stored_events SET {name} = ? WHERE rowid = ?"  # noqa: S608 - ours
    raw.execute(write, (_flipped(was, bit), position))
    found = faults(url)
    raw.execute(write, (was, position))
    assert len(found) == 1
    assert found[0][0] in {FaultKind.ALTERED, FaultKind.UNREADABLE}
    assert found[0][1:] == (position, position)
    assert faults(url) == []


def _flipped(was: Any, bit: int) -> Any:
    """Return a value with one bit changed, of the type it had where that can be."""
    if isinstance(was, int):
        return was ^ 1 << 10 + bit % 40
    changed = bytearray(was if isinstance(was, bytes) else was.encode())
    changed[bit // 8 % len(changed)] ^= 1 << bit % 8
    if isinstance(was, bytes):
        return bytes(changed)
    return bytes(changed) if changed[bit // 8 % len(changed)] > 127 else changed.decode()


def test_an_act_hidden_from_its_matter(url: str, path: Path, early: str) -> None:
    """An act that an altered index hides from its matter is whole, and the hiding is noticed."""
    del early
    with closing(sqlite3.connect(path)) as raw:
        (stream,) = raw.execute("SELECT originator_id FROM stored_events WHERE rowid=1").fetchone()
    stored = path.read_bytes()
    places = [at for at in range(len(stored)) if stored.startswith(stream.encode(), at)]
    [index] = [at for at in places if not stored[at + 36 :].lstrip(b"\x01").startswith(b"ledger.")]
    path.write_bytes(stored[:index] + b"0" * 36 + stored[index + 36 :])
    [fault] = verified(url).faults
    assert fault.kind is FaultKind.DAMAGED
    assert "index" in fault.names[0]


def test_text_that_is_none_is_unreadable(url: str, raw: sqlite3.Connection) -> None:
    """An act whose text is no longer text is named, and the others are still verified."""
    raw.execute("UPDATE stored_events SET topic = CAST(x'ff6f' AS TEXT) WHERE rowid = 9")
    raw.execute("UPDATE stored_events SET state = x'7b7d' WHERE rowid = 650")
    assert faults(url) == [(FaultKind.UNREADABLE, 9, 9), (FaultKind.ALTERED, 650, 650)]


def test_a_swapped_pair(url: str, raw: sqlite3.Connection) -> None:
    """Two acts that changed places are both named, each with where it now stands."""
    swap = "UPDATE stored_events SET rowid = ? WHERE rowid = ?"
    for pair in ((9_999, 12), (12, 600), (600, 9_999)):
        raw.execute(swap, pair)
    found = [fault for fault in verified(url).faults if fault.first]
    assert found == [
        Fault(12, 12, FaultKind.MOVED, other=600),
        Fault(600, 600, FaultKind.MOVED, other=12),
    ]


# --- several ---


def test_an_act_removed(url: str, raw: sqlite3.Connection) -> None:
    """An act taken out of the middle is missed at its position."""
    raw.execute("DELETE FROM stored_events WHERE rowid IN (300, 301, 302)")
    assert faults(url) == [(FaultKind.MISSING, 300, 302)]


def test_an_act_removed_and_the_others_moved_up(url: str, raw: sqlite3.Connection) -> None:
    """An act taken out and the gap closed is still missed where it was."""
    raw.execute("DELETE FROM stored_events WHERE rowid = 300")
    raw.execute("UPDATE stored_events SET rowid = -rowid WHERE rowid > 300")
    raw.execute("UPDATE stored_events SET rowid = -rowid - 1 WHERE rowid < 0")
    found = [fault for fault in verified(url).faults if fault.first]
    assert found == [
        Fault(300, 300, FaultKind.ALTERED),
        Fault(301, ACTS + 1, FaultKind.MOVED, other=300),
    ]


def test_a_removed_tail(url: str, raw: sqlite3.Connection, early: str) -> None:
    """Acts removed from the end are missed, and the ledger records nothing more."""
    raw.execute("DELETE FROM stored_events WHERE rowid > 690")
    assert faults(url, early) == [(FaultKind.MISSING, 691, ACTS + 1)]


def test_nothing_is_recorded_after_a_removed_tail(
    url: str,
    raw: sqlite3.Connection,
    guard: Callable[[], None],
    drafted: Callable[..., Act],
) -> None:
    """A ledger whose last acts were removed refuses the next, so that the gap stays visible."""
    raw.execute("DELETE FROM stored_events WHERE rowid > 690")
    guard()
    with Ledger.open(url) as ledger, pytest.raises(LedgerError, match="行为缺失"):
        ledger.record([drafted("D2")])
    assert verified(url).acts == 690


def test_a_tail_removed_with_its_hashes(
    url: str, raw: sqlite3.Connection, guard: Callable[[], None], early: str
) -> None:
    """A tail removed with its part of the tree is caught by a checkpoint that was over it."""
    raw.execute("DELETE FROM stored_events WHERE rowid > 290")
    raw.execute("DELETE FROM checkpoints")
    rehash(url, raw, guard)
    assert verified(url).faults == ()
    assert faults(url, early) == [(FaultKind.REMOVED, 291, SIGNED)]


# --- rewritten and hashed anew ---


@pytest.fixture
def rewritten(url: str, raw: sqlite3.Connection, guard: Callable[[], None], early: str) -> str:
    """A ledger whose acts from 280 on were rewritten and hashed anew; its early checkpoint."""
    raw.execute(
        "UPDATE stored_events SET state = REPLACE(CAST(state AS TEXT), 'office', 'OFFICE') "
        "WHERE rowid >= 280"
    )
    raw.execute("UPDATE stored_events SET state = CAST(state AS BLOB) WHERE rowid >= 280")
    raw.execute("DELETE FROM checkpoints")
    rehash(url, raw, guard)
    return early


def test_a_rewritten_tail_looks_sound(url: str, rewritten: str) -> None:
    """Acts and tree rewritten together agree with each other; the earlier checkpoint does not."""
    del rewritten
    assert verified(url).faults == ()


def test_a_rewritten_tail_is_caught_by_a_checkpoint(url: str, rewritten: str) -> None:
    """A checkpoint kept from before locates the rewriting up to its size."""
    assert faults(url, rewritten) == [(FaultKind.REWRITTEN, 1, SIGNED)]


def test_two_checkpoints_locate_it_between_them(
    url: str, raw: sqlite3.Connection, guard: Callable[[], None], early: str
) -> None:
    """Where an earlier checkpoint holds and a later one does not, it happened between the two."""
    with Ledger.open(url, read_only=True) as ledger:
        head = tree_head(ledger)
    late = attrs.evolve(unverified(early), size=head.size, root=head.root).signed(LOG_KEY)
    raw.execute("UPDATE stored_events SET state = x'7b7d' WHERE rowid = 512")
    rehash(url, raw, guard)
    assert faults(url, early, late) == [(FaultKind.REWRITTEN, SIGNED + 1, ACTS + 1)]
    assert [one.holds for one in verified(url, early, late).checked] == [True, False]


def test_a_rewritten_ledger_is_not_signed(
    url: str, raw: sqlite3.Connection, guard: Callable[[], None], early: str
) -> None:
    """The log itself signs nothing that does not follow from what it signed before."""
    raw.execute("UPDATE stored_events SET state = x'7b7d' WHERE rowid = 280")
    rehash(url, raw, guard)
    with Ledger.open(url) as ledger:
        with pytest.raises(NoteError, match="台账被改写"):
            sign_checkpoint(ledger, LOG_KEY)
        assert checkpoints(ledger) == (early,)


def test_a_rewritten_tail_is_caught_by_a_witness(url: str, rewritten: str, tmp_path: Path) -> None:
    """Where every trace in the ledger is gone, the witness still knows what it cosigned."""
    log = [LOG_KEY.verifier]
    cosign(WitnessRequest(0, (), rewritten), BUREAU, log, tmp_path / "kept", 1_700_000_000)
    with Ledger.open(url) as ledger:
        request = request_witness(ledger, SIGNED, sign_checkpoint(ledger, LOG_KEY))
    with pytest.raises(NoteError, match="日志被改写"):
        cosign(request, BUREAU, log, tmp_path / "kept", 1_700_000_001)


@pytest.mark.parametrize("changed", ["note || 'x'", "REPLACE(note, '301', '299')"])
def test_a_kept_checkpoint_that_was_altered(
    url: str, raw: sqlite3.Connection, changed: str
) -> None:
    """A checkpoint in the ledger that is not as the log signed it is named, and not believed."""
    raw.execute(f"UPDATE checkpoints SET note = {changed}")  # noqa: S608 - ours
    assert faults(url) == [(FaultKind.CHECKPOINT, 0, 0)]


# --- the tree itself ---


@pytest.mark.parametrize("position", [3, 7, 8, 100, 301, 700, 701])
def test_a_bit_of_a_leaf_in_the_tree(url: str, raw: sqlite3.Connection, position: int) -> None:
    """A stored leaf that was changed is told from a changed act where a hash above it tells."""
    _flip_hash(raw, position - 1, 0)
    [(kind, first, last)] = faults(url)
    assert (first, last) == (position, position)
    assert kind is (FaultKind.TREE if position < ACTS + 1 else FaultKind.ALTERED)


def test_a_bit_of_a_hash_above_the_leaves(url: str, raw: sqlite3.Connection) -> None:
    """A changed hash higher in the tree is named by the positions under it."""
    (hashes,) = raw.execute("SELECT hashes FROM merkle_runs WHERE first_leaf = 264").fetchone()
    leaves = SIGNED - 264
    _flip_hash(raw, 264, leaves)
    assert len(hashes) > 32 * leaves
    assert faults(url) == [(FaultKind.TREE, 265, 266)]


def _flip_hash(raw: sqlite3.Connection, leaf: int, place: int) -> None:
    """Change a bit of a hash in the row of a leaf: its own, or that at another place."""
    row = "SELECT first_leaf, hashes FROM merkle_runs WHERE first_leaf <= ? ORDER BY 1 DESC LIMIT 1"
    first, hashes = raw.execute(row, (leaf,)).fetchone()
    at = 32 * (place or leaf - first)
    changed = hashes[:at] + bytes([hashes[at] ^ 4]) + hashes[at + 1 :]
    raw.execute("UPDATE merkle_runs SET hashes = ? WHERE first_leaf = ?", (changed, first))


def test_a_row_of_the_tree_removed(url: str, raw: sqlite3.Connection) -> None:
    """A row taken out of the tree is missed at its positions; at the end its acts are outside."""
    raw.execute("DELETE FROM merkle_runs WHERE first_leaf = 4")
    assert faults(url) == [(FaultKind.TREE, 5, 5)]
    raw.execute(
        "DELETE FROM merkle_runs WHERE first_leaf = (SELECT MAX(first_leaf) FROM merkle_runs)"
    )
    assert faults(url)[1][0] is FaultKind.OUTSIDE


def test_a_row_of_the_tree_cut_short(url: str, raw: sqlite3.Connection) -> None:
    """A row that cannot be one is as good as none."""
    raw.execute("UPDATE merkle_runs SET hashes = x'00' WHERE first_leaf = 4")
    assert faults(url) == [(FaultKind.TREE, 5, 5)]
    last = "(SELECT MAX(first_leaf) FROM merkle_runs)"
    raw.execute(f"UPDATE merkle_runs SET leaves = 1 << 40 WHERE first_leaf = {last}")  # noqa: S608
    assert [kind for kind, *_ in faults(url)] == [FaultKind.TREE, FaultKind.TREE]


# --- past the ledger ---


@pytest.mark.parametrize("place", ["NULL", "-5", "0"])
def test_an_act_put_in_past_the_ledger(url: str, raw: sqlite3.Connection, place: str) -> None:
    """An act that somebody inserted with SQL is outside the tree, wherever it was put."""
    raw.execute(
        f"INSERT INTO stored_events SELECT {place}, originator_id, 9999, topic, state "  # noqa: S608
        "FROM stored_events WHERE rowid = 3"
    )
    position = ACTS + 2 if place == "NULL" else int(place)
    assert faults(url) == [(FaultKind.OUTSIDE, position, position)]


def test_lost_guards_are_named(url: str, raw: sqlite3.Connection) -> None:
    """A ledger whose guards are gone is not found sound, even where every act is."""
    del raw
    [fault] = verified(url).faults
    assert fault.kind is FaultKind.UNGUARDED
    assert set(fault.names) == {*GUARDS, *TREE_GUARDS}
    with pytest.raises(LedgerError, match="runs_no_update"):
        Ledger.open(url)
