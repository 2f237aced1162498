"""A roll grows without copying, and is as immutable as a tuple all the same."""

from __future__ import annotations

import pytest

from domain.roll import Roll


def test_a_roll_grows_and_the_one_before_stays_as_it_was() -> None:
    """Each state of a register sees the numbers given by then, and no later ones."""
    none = Roll()
    one = none.plus("D1")
    two = one.plus("D2")
    assert (list(none), list(one), list(two)) == ([], ["D1"], ["D1", "D2"])
    assert "D2" in two
    assert "D2" not in one
    assert len(one) == 1
    with pytest.raises(IndexError):
        one[1]
    with pytest.raises(ValueError, match="D2"):
        one.index("D2")


def test_two_rolls_may_grow_from_one() -> None:
    """A decision made again on an earlier state does not see what was dropped."""
    one = Roll(("D1",))
    dropped, kept = one.plus("D2"), one.plus("D3")
    assert list(dropped) == ["D1", "D2"]
    assert list(kept) == ["D1", "D3"]
    assert list(kept.plus("D2")) == ["D1", "D3", "D2"]
    assert "D2" not in kept


def test_an_entry_stands_at_its_first_place() -> None:
    """Where an irregular history enters a paper twice, its first number counts."""
    roll = Roll(("D1", "D2")).plus("D1")
    assert roll.index("D1") == 0
    assert roll[-1] == "D1"
    assert roll[1:] == ("D2", "D1")
    assert list(roll) == ["D1", "D2", "D1"]


def test_rolls_of_the_same_entries_are_equal() -> None:
    """However they grew, and to a tuple of the same entries too."""
    assert Roll().plus("D1").plus("D2") == Roll(("D1", "D2")) == ("D1", "D2")
    assert hash(Roll().plus("D1")) == hash(Roll(("D1",)))
    assert Roll(("D1",)) != Roll(("D2",))
