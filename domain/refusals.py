"""拒绝 Refusals: what cannot be recorded, said so that a person knows the way out."""

from __future__ import annotations

from domain.act import Act


class RefusedError(ValueError):
    """拒绝: an act that was not recorded. The ledger is as it was."""

    def __init__(self, act: Act, why: str, norm: str = "") -> None:
        self.act = act
        self.why = why
        self.norm = norm
        cited = f" (norm 规范 {norm})" if norm else ""
        super().__init__(f"{act.kind}:{act.matter}: {act.zh} {act.name} refused{cited}: {why}")


class ImpossibleOrderError(RefusedError):
    """顺序不可能: no history can hold this act at this place."""


class GateError(RefusedError):
    """关口: a norm forbids this live command; it may be overridden with a reason and a name."""

    def __init__(self, act: Act, why: str, norm: str) -> None:
        super().__init__(
            act,
            f"{why}. To record it all the same, give an override 强行通过 with a reason and who "
            "allowed it; it will be judged.",
            norm,
        )
