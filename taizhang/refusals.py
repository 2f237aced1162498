"""拒绝 Refusals of the front door itself: what was asked for cannot be done, and the way out."""

from __future__ import annotations


class CannotError(ValueError):
    """不能办理: one sentence naming the thing, what is wrong with it, and the way out."""
