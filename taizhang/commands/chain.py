"""因果链 ``taizhang chain``: what one act led to, or what led to it, as an indented tree."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import click

from ledger.ledger import Ledger
from projections.chain import Step, Tie
from projections.directory import Directory
from projections.narrative import Narrator
from taizhang import options, tables
from taizhang.chains import chain
from taizhang.judging import Question

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from ledger.moments import Known, Look, Moment
    from projections.narrative import Sentence

FORTH: Final = {
    Tie.START: ("", ""),
    Tie.CAUSED: ("引起：", "caused: "),
    Tie.FOLLOWS: ("其后：", "then: "),
    Tie.NAMES: ("被提及：", "named in: "),
}
"""How an act is tied to the one above it, in Chinese and English."""
BACK: Final = {
    Tie.START: ("", ""),
    Tie.CAUSED: ("起因：", "caused by: "),
    Tie.FOLLOWS: ("此前：", "after: "),
    Tie.NAMES: ("提及：", "names: "),
}
"""The same, where the act above came later."""
Told = tuple[Step, int | None, "Sentence"]
"""A step, the position of the one it hangs on, and its sentence."""


@click.command("chain")
@options.ledger_argument
@click.argument("act")
@click.option("--back", is_flag=True, help="What led to ACT, instead of what it led to.")
@click.option("--through-names", is_flag=True, help="Go on from acts that merely name a matter.")
@options.as_of_option
@options.known_at_option
@options.known_option
@click.option("--most", default=200, show_default=True, help="Acts printed; all are counted.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@options.lang_option
def command(  # noqa: PLR0913 - one parameter per option
    *,
    ledger: str,
    act: str,
    back: bool,
    through_names: bool,
    as_of: dt.date | None,
    known_at: Moment | None,
    known: Known,
    most: int,
    form: str,
    lang: str,
) -> None:
    """Follow the chain of acts from one ACT of LEDGER: by its position, or kind:matter#version.

    "Caused" is said only where an act states that cause; "then" is a later act of the same
    matter; "named in" is an act that names the matter, which says nothing about causes.
    """
    look: Look = {"as_of": as_of, "known_at": known_at, "known": known}
    with Ledger.open(ledger, read_only=True) as opened:
        root = chain(opened, act, look, back=back, through_names=through_names)
        zone = Question().law(opened.opening)[0].zone
        chart = opened.matter("organisation", opened.opening.government, **look)
    told = list(_told(root, Narrator(zone, Directory(chart))))
    if form == "json":
        steps = [_plain(one) for one in told]
        listed = {"direction": "back" if back else "forth", "steps": steps}
        click.echo(json.dumps(listed, ensure_ascii=False, indent=1))
        return
    console = tables.console()
    for step, _, sentence in told[:most]:
        console.print(_line(step, sentence, back=back, lang=lang), markup=False, soft_wrap=True)
    many, shown = f"{len(told):,}", f"{min(most, len(told)):,}"
    console.print(f"共{many}件，列出{shown}件" if lang == "zh" else f"{many} acts, {shown} shown")


def _told(root: Step, narrator: Narrator) -> Iterator[Told]:
    under: dict[int, int] = {}
    for step in root.walk():
        under.update({below.position: step.position for below in step.steps})
        yield step, under.get(step.position), narrator.tell(step.act)


def _line(step: Step, sentence: Sentence, *, back: bool, lang: str) -> str:
    side = 0 if lang == "zh" else 1
    mark = (BACK if back else FORTH)[step.tie][side]
    said = sentence.zh if lang == "zh" else sentence.en
    stated = ""
    if not _is_shown(step, back=back):
        stated = (
            f"（自述起因：{step.act.cause}）"
            if lang == "zh"
            else (f" (states as its cause {step.act.cause})")
        )
    return f"{step.position:>9,}  {'  ' * step.depth}{mark}{said} [{step.act.ref}]{stated}"


def _is_shown(step: Step, *, back: bool) -> bool:
    """Say whether the cause that an act states, if any, stands beside it in the tree."""
    if not step.act.cause:
        return True
    if back:
        return any(below.tie is Tie.CAUSED for below in step.steps)
    return step.tie is Tie.CAUSED


def _plain(told: Told) -> dict[str, object]:
    step, under, sentence = told
    return {
        "position": step.position,
        "ref": step.act.ref,
        "depth": step.depth,
        "under": under,
        "tie": str(step.tie),
        "cause": step.act.cause,
        "act": step.act.name,
        "occurred_at": step.act.occurred_at.isoformat(),
        "recorded_at": step.act.recorded_at.isoformat(),
        "by": step.act.by,
        "zh": sentence.zh,
        "en": sentence.en,
    }
