"""身份 Capacity: in which capacity somebody acts, as stored in ``Act.capacity``.

The form is ``basis:of``. What is claimed here is checked by gates against the organisation; it is
never trusted.
"""

from __future__ import annotations

HOLDER = "post"
AB_PARTNER = "ab_partner"
ACTING_HEAD = "acting_head"
ENTRUSTED = "entrusted"


def holding(post: str) -> str:
    """本职: acts by virtue of a post held."""
    return f"{HOLDER}:{post}"


def partner_of(leader: str) -> str:
    """AB角: acts for the absent AB partner (Art. 8)."""
    return f"{AB_PARTNER}:{leader}"


def acting_head(entrustment: str) -> str:
    """主持工作: presides for the absent head under an entrustment (Art. 6)."""
    return f"{ACTING_HEAD}:{entrustment}"


def entrusted(entrustment: str) -> str:
    """受委托: acts under an entrustment or signing authority (Arts 8, 44, 56)."""
    return f"{ENTRUSTED}:{entrustment}"


def split(capacity: str) -> tuple[str, str]:
    """Return ``(basis, of)``; both empty where no capacity is claimed."""
    basis, _, of = capacity.partition(":")
    return basis, of
