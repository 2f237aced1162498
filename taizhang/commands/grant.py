"""授权 ``taizhang grant``: who may use a ledger on a PostgreSQL server, and for what."""

from __future__ import annotations

import click

from ledger.ledger import Ledger
from taizhang import options
from taizhang.refusals import CannotError

WORDS = {
    "writer": ("经办（只能登记和读取）", "clerk: may add acts and read, nothing else"),
    "projector": ("投影（读取行为，更新视图）", "worker: may read the acts and keep the views"),
    "reader": ("审计（只能读取）", "auditor: may read, nothing else"),
}


@click.command("grant")
@options.ledger_argument
@click.option("--writer", help="Role of the clerks: reads all, adds acts.")
@click.option("--projector", help="Role of the worker: reads all, keeps the stored views.")
@click.option("--reader", help="Role of the auditors: reads all.")
@options.lang_option
def command(
    *, ledger: str, writer: str | None, projector: str | None, reader: str | None, lang: str
) -> None:
    """Let roles of the server use LEDGER, and do no more than that. Run it as the ledger's owner.

    The roles must be there (CREATE ROLE … LOGIN). None of them may change or remove an act, nor
    make, alter or drop a table; granting again sets a role back to what its use allows.
    """
    uses = {"writer": writer, "projector": projector, "reader": reader}
    roles = {use: name for use, name in uses.items() if name}
    if not roles:
        raise CannotError("Name a role 角色: --writer, --projector or --reader.")
    if len(set(roles.values())) < len(roles):
        raise CannotError("Give each use a role 角色 of its own, or rights would add up.")
    with Ledger.open(ledger) as opened:
        opened.grant(roles)
    for use, name in roles.items():
        click.echo(f"{name}: {WORDS[use][lang == 'en']}")
