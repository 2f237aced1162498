"""选项 Options: the arguments that several commands share, read strictly.

Reading order: days and moments, where a ledger is, the shared options.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

# --- days and moments ---


class Day(click.ParamType[dt.date]):
    """A day, ``2019-09-30``."""

    name = "DAY"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        """Read a day."""
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day 日期: write one such as 2019-09-30.", param, ctx)


class Moment(click.ParamType[dt.date]):
    """A day, all of it, or an instant with its zone, ``2019-09-30T12:00+08:00``."""

    name = "MOMENT"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date | dt.datetime:
        """Read a day or an aware instant."""
        if isinstance(value, dt.date):
            return value
        try:
            return moment(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


def moment(text: str) -> dt.date | dt.datetime:
    """Read a day or an aware instant.

    Raises:
        ValueError: it is neither, or has no time zone.

    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        pass
    try:
        instant = dt.datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(
            f"{text!r} is no moment 时点: write a day such as 2019-09-30, or an instant such as "
            "2019-09-30T12:00+08:00."
        ) from None
    if instant.tzinfo is None:
        raise ValueError(f"The instant 时点 {text!r} has no time zone: add one, such as +08:00.")
    return instant


# --- where a ledger is ---


def ledger_address(text: str) -> str:
    """Return the address of a ledger given as a path or as an address."""
    return text if "://" in text else f"sqlite:///{text}"


class LedgerPath(click.ParamType[str]):
    """A ledger: a path or an address."""

    name = "LEDGER"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return its address."""
        del param, ctx
        return ledger_address(str(value))


# --- the shared options ---

LANGUAGES: Final = ("zh", "en")

Adding = Callable[[Callable[..., None]], Callable[..., None]]
"""What adds an option to a command."""


def together(*options: Adding) -> Adding:
    """Return what adds several options at once, to be listed in this order."""

    def add(command: Callable[..., None]) -> Callable[..., None]:
        for option in reversed(options):
            command = option(command)
        return command

    return add


ledger_argument = click.argument("ledger", type=LedgerPath())
as_of_option = click.option(
    "--as-of", type=Day(), help="What had happened by the end of this day; default: the last act's."
)
known_at_option = click.option(
    "--known-at", type=Moment(), help="Only what had been recorded by then."
)
known_option = click.option(
    "--known",
    type=click.Choice(["ledger", "source"]),
    default="ledger",
    show_default=True,
    help="Whose registration --known-at means, for imported acts.",
)
rulebook_option = click.option(
    "--rulebook", "rulebook_id", help="Id of the rulebook; default: the one the ledger names."
)
provisional_option = click.option(
    "--provisional-until",
    type=int,
    metavar="YEAR",
    help="Fill in the years that no holiday notice covers yet, up to this one (暂定).",
)
parameters_option = click.option(
    "--parameters",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file of parameters for the numbers the text leaves open.",
)
stored_option = click.option(
    "--stored", "from_views", is_flag=True, help="Read the stored views; see `taizhang project`."
)
scenario_option = click.option(
    "--scenario",
    "name",
    default="wujiagang-2019",
    show_default=True,
    help="Name of a scenario that ships with taizhang, or the path of one.",
)
change_option = click.option(
    "--change",
    "changes",
    multiple=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file of changes to the scenario; repeatable, in order.",
)
starting_options = together(
    click.option(
        "--from",
        "start",
        type=LedgerPath(),
        help="Go on from what this ledger left open, instead of from empty desks.",
    ),
    click.option(
        "--as-of",
        type=Day(),
        help="With --from: what had happened by the end of this day; default: the last act's.",
    ),
    click.option("--last-day", type=Day(), help="With --from: the last day to be played."),
)

"""Let years go on from a ledger (see ``taizhang.starting``)."""


lang_option = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default="zh",
    envvar="TAIZHANG_LANG",
    show_default=True,
    show_envvar=True,
    help="Language of what is printed.",
)

selection_options = together(
    click.option(
        "--act", "acts", multiple=True, help="Only this act, such as document.signed or document.*"
    ),
    click.option("--kind", "kinds", multiple=True, help="Only this kind of matter; repeatable."),
    click.option(
        "--matter", "matters", multiple=True, help="Only this matter, such as document:D1."
    ),
    click.option("--by", multiple=True, help="Only what this person or organ did (its id)."),
    click.option(
        "--organ",
        "organs",
        multiple=True,
        help="Only what this organ did, or whoever held a post in it then (its id).",
    ),
    click.option(
        "--norm",
        "norms",
        multiple=True,
        help="Only acts that a finding of this norm rests on, such as 54.4.",
    ),
    click.option("--since", type=Day(), help="Only what happened on this day or later."),
    click.option("--until", type=Day(), help="Only what happened by the end of this day."),
    click.option("--containing", default="", help="Only acts whose fields hold this text."),
)

"""Choose acts (see ``taizhang.selecting``)."""
