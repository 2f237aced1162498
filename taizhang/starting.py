"""接续 Starting from where you are: a ledger's open matters become the opening of played years.

Reading order: reading a ledger, what is carried on, the command line.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import attrs

from simulations.opening import Opening, opening_of
from simulations.resuming.backlog import COLUMNS, carried_on
from simulations.scenario import Scenario, ScenarioError
from taizhang import tables
from taizhang.api import DayLike, LedgerView, SimulatedYear, day_of, open_ledger
from taizhang.judging import Question
from taizhang.refusals import CannotError

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

# --- reading a ledger ---


def opening(history: SimulatedYear | LedgerView | str, as_of: DayLike | None = None) -> Opening:
    """Return what a history leaves open at the end of a day (期初在办), for `start_from`.

    Args:
        history: a simulated year, an open ledger, or a ledger's path or address.
        as_of: the last local day that counts; by default that of the last act.

    Raises:
        LedgerError: the ledger cannot be read.
        ScenarioError: nothing had happened by then, or its matters have gaps on that day.

    """
    if isinstance(history, str):
        with open_ledger(history) as ledger:
            return opening(ledger, as_of)
    source = history.source
    zone = Question().law(history.opening)[0].zone
    acts = history.acts if isinstance(history, SimulatedYear) else history.acts()
    day = day_of(as_of) or source.as_of
    return opening_of(acts, day, zone, ledger=source.ledger, position=source.position)


# --- what is carried on ---


def carried(scenario: Scenario) -> pd.DataFrame:
    """Return what a scenario carries on of the ledger it starts from (接续情况), and what not.

    Returns:
        The columns `COLUMNS`: a row for each kind of matter that was open, and one more for each
        reason why some of it do not go on.

    Raises:
        ScenarioError: it starts from no ledger.

    """
    from projections.frames import build  # noqa: PLC0415 - pandas only when asked

    if scenario.opening is None:
        raise ScenarioError(f"The scenario {scenario.name} starts from no ledger: use start_from.")
    rows = [attrs.asdict(one) for one in carried_on(scenario)]
    frame = build({name: [row[name] for row in rows] for name in COLUMNS})
    frame["examples"] = [", ".join(row["examples"]) for row in rows]
    frame.attrs = {
        "scenario": scenario.name,
        "ledger": scenario.opening.ledger,
        "as_of": scenario.opening.as_of.isoformat(),
        "simulated": True,
    }
    return frame


# --- the command line ---

HEADS: Final = ("kind", "under_way", "carried_on", "left_out", "reason")
NOTE: Final = {
    "zh": "未形成任何行为的起草工作台账中看不到，按情景抽样补足；案头正在处理的一件按从头做起计。",
    "en": "Drafting that no act shows yet is not in the ledger: it is drawn by the scenario. "
    "A piece of work at a desk is taken to begin anew.",
}


def started(
    scenario: Scenario, start: str | None, as_of: dt.date | None, last_day: dt.date | None
) -> Scenario:
    """Return a scenario, going on from a ledger where one is given.

    Raises:
        CannotError: a day is given and no ledger.
        ScenarioError: it cannot go on from that ledger.

    """
    if start is not None:
        return scenario.start_from(opening(start, as_of), last_day)
    if as_of is not None or last_day is not None:
        raise CannotError("--as-of and --last-day 截止日 need a ledger to go on from: add --from.")
    return scenario


def table_of(scenario: Scenario, lang: str) -> Table:
    """Return what is carried on, kind by kind, and why the rest is not."""
    cells = []
    for row in carried_on(scenario):
        name = row.zh if lang == "zh" else row.en
        because = row.why_zh if lang == "zh" else row.why_en
        if because:
            shown = (
                f"{because}（{'、'.join(row.examples)}…）"
                if lang == "zh"
                else (f"{because} ({', '.join(row.examples)}, …)")
            )
            cells.append((name, "", "", str(row.not_carried), shown))
        else:
            cells.append((name, str(row.open), str(row.carried), "", ""))
    return tables.table("接续的在办事项" if lang == "zh" else "Carried on", HEADS, cells, lang)


def report(scenario: Scenario, lang: str) -> None:
    """Print what is carried on of the ledger that years go on from; nothing where there is none."""
    if scenario.opening is not None:
        console = tables.console()
        console.print(table_of(scenario, lang))
        console.print(NOTE[lang], markup=False)
