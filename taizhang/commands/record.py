"""登记 ``taizhang record``: acts as JSON lines, through the gates, all of them or none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, TYPE_CHECKING

import attrs
import click

from domain.act import Act
from domain.refusals import RefusedError
from ledger.ledger import Ledger
from taizhang import options
from taizhang.act_lines import read_acts
from taizhang.judging import Question
from taizhang.refusals import CannotError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from domain.world import World


@click.command("record")
@options.ledger_argument
@click.argument("file", type=click.File("rb"))
def command(*, ledger: str, file: IO[bytes]) -> None:
    """Record the acts of FILE (- for standard input) in LEDGER, as live commands.

    One JSON object on each line: act, matter, occurred_at (with its offset), by, the act's own
    fields (see `taizhang acts NAME`), and where a gate is to be overridden
    "override": {"norms": ["54.1"], "reason": "…", "allowed_by": "…"}. If one line is refused,
    nothing is recorded.
    """
    lines = list(read_acts(file))
    with Ledger.open(ledger) as opened:
        book, calendar = Question().law(opened.opening)
        reading = _Reading(lines)
        try:
            recorded = opened.decide(reading.decide, book, calendar)
        except RefusedError as why:
            raise CannotError(f"Line 行 {reading.line}: {why}") from why
    for act in recorded:
        click.echo(act.ref)


@attrs.define
class _Reading:
    """The lines as one decision, and which of them was last put forward."""

    lines: Sequence[tuple[int, Act]]
    line: int = 0

    def decide(self, _: World) -> Iterator[Act]:
        for line, act in self.lines:
            self.line = line
            yield act
