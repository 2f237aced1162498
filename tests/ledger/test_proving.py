"""Proving: the tree grows with the acts in every database, is signed, and proves each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import pytest
from eventsourcing.persistence import IntegrityError

from domain.documents import Reviewed
from ledger.act_bytes import ActBytes
from ledger.checkpoint import open_checkpoint, unverified
from ledger.errors import LedgerError, NothingFoundError
from ledger.ledger import Ledger
from ledger.merkle import Frontier, leaf_hash
from ledger.merkle_proofs import consistent
from ledger.note_keys import LOG, WITNESS, NoteError, Signer
from ledger.proving import (
    act_bytes_at,
    checkpoints,
    latest_checkpoint,
    position_of,
    prove_act,
    request_witness,
    sign_checkpoint,
    tree_head,
)
from ledger.tree_rows import RUN
from ledger.verifying import verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from domain.act import Act

LOG_KEY = Signer("wjg.example/ledger", LOG, bytes(32))


@pytest.fixture
def reviews(told: Callable[..., Act]) -> Callable[[int, int], list[Act]]:
    """Tell the reviews of a document from one version up to another, at their places."""
    one = told(Reviewed, "D2019-00001", "2019-04-03", text_version=1)
    return lambda first, end: [attrs.evolve(one, originator_version=at) for at in range(first, end)]


def root_of(ledger: Ledger) -> bytes:
    """Return the root over the bytes of every act, hashed one by one."""
    frontier = Frontier()
    for position in range(1, len(ledger) + 1):
        frontier.extend([leaf_hash(act_bytes_at(ledger, position))])
    return frontier.root()


def test_the_tree_grows_with_the_acts(
    ledger: Ledger, file: list[Act], reviews: Callable[[int, int], list[Act]]
) -> None:
    """Whether recorded one at a time, in bulk or live, every act is a leaf at once."""
    assert tree_head(ledger).size == 1
    for act in file:
        ledger.record([act])
        assert tree_head(ledger).root == root_of(ledger)
    ledger.append(reviews(4, 4 + 2 * RUN + 9), batch=RUN + 3)
    head = tree_head(ledger)
    assert (head.size, head.root) == (len(ledger), root_of(ledger))


def test_what_is_refused_leaves_no_leaf(ledger: Ledger, file: list[Act]) -> None:
    """A transaction that fails leaves neither acts nor leaves."""
    ledger.record(file)
    before = tree_head(ledger)
    with pytest.raises(LedgerError):
        ledger.append([attrs.evolve(file[1], originator_version=9)])
    assert tree_head(ledger) == before


def test_every_act_is_proved(ledger: Ledger, file: list[Act]) -> None:
    """Each act's bytes, its proof and the log's public key are enough for a third party."""
    ledger.record(file)
    sign_checkpoint(ledger, LOG_KEY)
    for position, act in ledger.positioned():
        entry = act_bytes_at(ledger, position)
        read = ActBytes.parse(entry)
        assert (read.stream, read.version) == (act.originator_id, act.originator_version)
        assert read.name == act.name
        proof = prove_act(ledger, position_of(ledger, act.ref))
        assert proof.check(entry, [LOG_KEY.verifier]).checkpoint.size == len(ledger)
        assert len(str(proof)) < 4096


def test_checkpoints_are_kept_and_follow_each_other(ledger: Ledger, file: list[Act]) -> None:
    """Every checkpoint signed is kept; the same one is not signed twice; each follows the last."""
    with pytest.raises(LedgerError, match="taizhang checkpoint"):
        latest_checkpoint(ledger)
    first = sign_checkpoint(ledger, LOG_KEY)
    assert sign_checkpoint(ledger, LOG_KEY) == first
    ledger.record(file)
    second = sign_checkpoint(ledger, LOG_KEY)
    assert checkpoints(ledger) == (first, second)
    assert latest_checkpoint(ledger) == second
    old, new = unverified(first), open_checkpoint(second, [LOG_KEY.verifier]).checkpoint
    request = request_witness(ledger, old.size, second)
    assert consistent(old.size, new.size, old.root, new.root, request.proof)
    assert verify(ledger.url, log=[LOG_KEY.verifier]).faults == ()


def test_an_act_may_be_proved_under_an_earlier_checkpoint(ledger: Ledger, file: list[Act]) -> None:
    """A proof rests on whichever checkpoint of the log is given, if it is over the act."""
    first = sign_checkpoint(ledger, LOG_KEY)
    ledger.record(file)
    assert prove_act(ledger, 1, first).check(act_bytes_at(ledger, 1), [LOG_KEY.verifier])
    with pytest.raises(LedgerError, match="sign a new one"):
        prove_act(ledger, 2)


def test_a_checkpoint_of_another_log_is_refused(ledger: Ledger, file: list[Act]) -> None:
    """Neither a larger nor another root is taken for this ledger's; nor is another name signed."""
    sign_checkpoint(ledger, LOG_KEY)
    ledger.record(file)
    mine = unverified(latest_checkpoint(ledger))
    for other in (attrs.evolve(mine, root=bytes(32)), attrs.evolve(mine, size=99)):
        for ask in (lambda note: prove_act(ledger, 1, note),
                    lambda note: request_witness(ledger, 0, note)):  # fmt: skip
            with pytest.raises(LedgerError, match="another ledger's"):
                ask(other.signed(LOG_KEY))
    with pytest.raises(NoteError, match="its own key"):
        sign_checkpoint(ledger, Signer.new("other.example/ledger"))
    with pytest.raises(NoteError, match="a log needs"):
        sign_checkpoint(ledger, Signer.new("bureau", WITNESS))
    with pytest.raises(LedgerError, match="ask with a later one"):
        request_witness(ledger, 4, mine.signed(LOG_KEY))


@pytest.mark.parametrize("ref", ["99", "0", "document:D9#1", "document:D2019-00001#9", "D1", "#1"])
def test_an_act_that_is_not_there_is_not_proved(ledger: Ledger, file: list[Act], ref: str) -> None:
    """A position or a reference nothing was recorded under is said not to be there."""
    ledger.record(file)
    with pytest.raises(NothingFoundError):
        act_bytes_at(ledger, position_of(ledger, ref))


def test_a_reader_signs_nothing(ledger: Ledger, url: str) -> None:
    """A ledger open for reading only is not signed."""
    with Ledger.open(url, read_only=True) as reader:
        assert tree_head(reader) == tree_head(ledger)
        with pytest.raises(LedgerError, match="read_only"):
            sign_checkpoint(reader, LOG_KEY)


def test_the_tree_and_the_checkpoints_are_append_only(ledger: Ledger, file: list[Act]) -> None:
    """The database refuses a row of the tree or a checkpoint out of place."""
    ledger.record(file)
    note = sign_checkpoint(ledger, LOG_KEY)
    for first, leaves, hashes in ((0, 1, bytes(32)), (9, 1, bytes(32)), (5, 2, bytes(32))):
        with pytest.raises(IntegrityError), ledger.tree(writing=True) as rows:
            rows.add([(first, leaves, hashes)])
    with pytest.raises(IntegrityError), ledger.tree(writing=True) as rows:
        rows.keep(4, note)
    assert verify(ledger.url).faults == ()
