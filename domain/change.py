"""变更 Change: a frozen state with some fields changed, at a tenth of the cost of ``attrs.evolve``.

A fold makes a new state for every act of a log, so this is the innermost step of every replay. It
copies the instance's dictionary in one C call and skips ``__init__``; states are therefore declared
``slots=False`` and have no converters or validators. A test holds that no state gains a field.
"""

from __future__ import annotations

from typing import Any, TypeVar

State = TypeVar("State")
_new, _set = object.__new__, object.__setattr__  # a frozen class's own refuses


def changed(state: State, **fields: Any) -> State:
    """Return a copy of a frozen, unslotted state with some fields changed."""
    after = _new(state.__class__)
    _set(after, "__dict__", state.__dict__ | fields)
    return after
