"""A fold is not disturbed by the collector, and the collector is put back as it was."""

from __future__ import annotations

import gc

import pytest

from domain.collector import undisturbed


def test_the_collector_rests_while_a_fold_is_made() -> None:
    """It is off inside and on again after, also where the fold fails."""
    assert gc.isenabled()
    with undisturbed():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(LookupError), undisturbed():
        raise LookupError("a fold that fails")
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    """Whoever turned it off before has the last word."""
    gc.disable()
    try:
        with undisturbed():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_a_fold_leaves_counts_as_old() -> None:
    """It is not walked through at once; what a caller had frozen stays frozen."""
    with undisturbed():
        left: list[list[int]] = [[] for _ in range(5_000)]
    old = {id(one) for one in gc.get_objects(generation=2)}
    assert old.issuperset(map(id, left))
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        with undisturbed():
            pass
        assert gc.get_freeze_count() >= frozen > len(left)
    finally:
        gc.unfreeze()
