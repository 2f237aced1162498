"""检索 ``taizhang search``: the acts that are meant, one sentence each, with their positions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Unpack

import attrs
import click

from ledger.ledger import Ledger
from projections.directory import Directory
from projections.narrative import Narrator
from taizhang import options, tables
from taizhang.judging import Question
from taizhang.progress import followed
from taizhang.selecting import Chosen, selection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zoneinfo import ZoneInfo

    from ledger.moments import Known, Moment
    from ledger.reading import Placed
    from ledger.selection import Selection
    from projections.narrative import Sentence

Told = tuple[int, "Sentence"]
"""A position and the sentence of the act there."""


@click.command("search")
@options.ledger_argument
@options.selection_options
@click.option("--saying", default="", help="Only acts whose sentence, in either language, has it.")
@options.known_at_option
@options.known_option
@click.option("--most", default=200, show_default=True, help="Sentences printed; all are counted.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@options.lang_option
def command(
    *,
    ledger: str,
    saying: str,
    known_at: Moment | None,
    known: Known,
    most: int,
    form: str,
    lang: str,
    **chosen: Unpack[Chosen],
) -> None:
    """Search LEDGER for acts; all that is asked must hold.

    Each is told in a sentence, with its position in the ledger and its reference, in order of
    record. `taizhang export` takes the same options and writes files.
    """
    with Ledger.open(ledger, read_only=True) as opened:
        zone = Question().law(opened.opening)[0].zone
        choice = selection(opened, chosen, known_at, known)
        placed = opened.positioned(known_at=known_at, known=known)
        read = followed(placed, opened.position, "检索 search")
        found = [one for one in told(read, choice, zone) if saying in one[1].zh + "\n" + one[1].en]
    if form == "json":
        listed = [_plain(position, sentence) for position, sentence in found]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=1))
        return
    console = tables.console()
    for position, one in found[:most]:
        said = one.zh if lang == "zh" else one.en
        console.print(f"{position:>9,}  {said} [{one.ref}]", markup=False, soft_wrap=True)
    many, shown = f"{len(found):,}", f"{min(most, len(found)):,}"
    console.print(f"共{many}件，列出{shown}件" if lang == "zh" else f"{many} found, {shown} shown")


def told(placed: Iterable[Placed], choice: Selection, zone: ZoneInfo) -> Iterator[Told]:
    """Yield the sentence of every act chosen; people and organs are called as they were by then."""
    directory, is_chosen = Directory(), choice.test()
    narrator = Narrator(zone, directory)
    for position, act in placed:
        if is_chosen(act):
            yield position, narrator.feed(act)
        else:
            directory.feed(act)


def _plain(position: int, sentence: Sentence) -> dict[str, object]:
    told = attrs.asdict(sentence)
    times = {name: told[name].isoformat() for name in ("occurred_at", "recorded_at")}
    return {"position": position, **told, **times}
