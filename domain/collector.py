"""回收 Collector: long folds over acts, undisturbed by the collector of cyclic garbage.

A fold makes states and findings that live on and no cycles. The collector would walk the growing
heap again and again and find nothing: a quarter of the time it takes to judge a million acts.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def undisturbed() -> Iterator[None]:
    """Leave the collector off for as long as a fold takes; put it back as it was.

    What the fold leaves would be walked through at once, as new. It goes with the old instead, by
    way of being frozen; not where a caller has frozen objects of his own.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()
