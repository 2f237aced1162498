"""规则 ``taizhang rules``: the norms of a rulebook, or one norm in full."""

from __future__ import annotations

import click

from domain.rulebook.catalogue import RULEBOOKS, rulebook
from domain.rulebook.norms import Norm, Rulebook
from projections.columns import text_order
from taizhang import options, tables
from taizhang.norm_texts import kind_of, lines_of, modality_of

COLUMNS = ("norm", "article", "kind", "modality", "title")


@click.command("rules")
@click.argument("norm", required=False)
@click.option(
    "--rulebook",
    "rulebook_id",
    type=click.Choice(list(RULEBOOKS)),
    default=next(iter(RULEBOOKS)),
    show_default=True,
    help="Which rulebook.",
)
@options.lang_option
def command(*, norm: str | None, rulebook_id: str, lang: str) -> None:
    """List the norms of a rulebook in the text's order, or show NORM (such as 54.4) in full."""
    book = rulebook(rulebook_id)
    console = tables.console()
    if norm:
        book.norm(norm)  # refuse one that is not there
        for one in (one for one in book.norms if one.id == norm):
            for line in lines_of(one, book, lang):
                console.print(line, markup=False, soft_wrap=True)
        return
    console.print(_heading(book, lang))
    norms = sorted(book.norms, key=lambda one: text_order(one.id))
    rows = [_row(one, lang) for one in norms]
    console.print(tables.table("", COLUMNS, rows, lang))


def _heading(book: Rulebook, lang: str) -> str:
    name = book.zh if lang == "zh" else book.en
    if lang == "zh":
        until = f"，{book.until}起失效" if book.until else ""
        return f"{name}（{book.id}）：{len(book.norms)}条规范，自{book.since}起施行{until}"
    until = f", until before {book.until}" if book.until else ""
    return f"{name} ({book.id}): {len(book.norms)} norms, in force from {book.since}{until}"


def _row(norm: Norm, lang: str) -> tuple[str, ...]:
    title = norm.zh if lang == "zh" else norm.en
    return (norm.id, norm.article, kind_of(norm, lang), modality_of(norm, lang), title)
