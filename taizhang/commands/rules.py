"""规则 ``taizhang rules``: the norms of a rulebook, or one norm in full."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click
from rich import progress

from domain.rulebook.catalogue import RULEBOOKS, rulebook
from domain.rulebook.norms import Norm, Rulebook
from projections.columns import text_order
from taizhang import options, tables
from taizhang.coverage import Covered, coverage, markdown, row, summary
from taizhang.norm_texts import kind_of, lines_of, modality_of, way_of
from taizhang.refusals import CannotError

if TYPE_CHECKING:
    from collections.abc import Iterable

COVERAGE = ("norm", "kind", "title", "how", "passes", "fails")
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
@click.option(
    "--coverage", "covering", is_flag=True, help="How each norm is judged; runs every example."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "markdown"]),
    default="table",
    show_default=True,
    help="How to give the coverage.",
)
@options.lang_option
def command(*, norm: str | None, rulebook_id: str, covering: bool, form: str, lang: str) -> None:
    """List the norms of a rulebook in the text's order, or show NORM (such as 54.4) in full."""
    book = rulebook(rulebook_id)
    console = tables.console()
    if form != "table" and not covering:
        raise CannotError("--format is for --coverage.")
    if covering:
        _cover(book, form, lang)
        return
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


def _cover(book: Rulebook, form: str, lang: str) -> None:
    """Run every example and print the coverage."""
    covered = list(track(coverage(book), total=_ids(book)))
    if form == "json":
        made = {"rulebook": book.id, **summary(covered), "coverage": [row(one) for one in covered]}
        click.echo(json.dumps(made, ensure_ascii=False, indent=1))
    elif form == "markdown":
        click.echo(markdown(book, covered), nl=False)
    else:
        rows = [_covered_row(one, lang) for one in covered]
        console = tables.console()
        console.print(tables.table("", COVERAGE, rows, lang))
        console.print(json.dumps(summary(covered)), soft_wrap=True)


def _ids(book: Rulebook) -> int:
    return len({norm.id for norm in book.norms})


def track(covered: Iterable[Covered], total: int) -> Iterable[Covered]:
    """Show how far the examples have been run, on the error stream."""
    return progress.track(
        covered, "判例 examples", total=total, console=tables.console(stderr=True), transient=True
    )


def _covered_row(one: Covered, lang: str) -> tuple[str, ...]:
    norm = one.norms[0]
    title = norm.zh if lang == "zh" else norm.en
    how = norm.reading if one.principle else way_of(norm, lang)
    counts = (str(len(one.passes)), str(len(one.fails)))
    return (one.id, kind_of(norm, lang), title, how, *counts)


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
