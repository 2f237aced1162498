"""升级 ``taizhang migrate``: a ledger's tables brought to this version of taizhang."""

from __future__ import annotations

import click

from ledger.ledger import Ledger
from taizhang import options

WORDS = {"tree": ("默克尔树", "the tree"), "views": ("视图", "views")}


@click.command("migrate")
@options.ledger_argument
@options.lang_option
def command(*, ledger: str, lang: str) -> None:
    """Make the tables that LEDGER lacks; the acts are never touched. Run it once, as its owner.

    A ledger is made with all its tables; one from an earlier version may lack some. Views that were
    there in another shape are made empty: `taizhang project` folds them again.
    """
    with Ledger.open(ledger) as opened:
        made = opened.migrate()
    names = [WORDS[name][lang == "en"] for name in made]
    if lang == "zh":
        click.echo(f"已建：{'、'.join(names)}" if names else "无须升级")
    else:
        click.echo(f"Made: {', '.join(names)}" if names else "Nothing to migrate")
