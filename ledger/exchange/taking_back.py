"""取回 Taking back: an export of JSON lines becomes acts of a ledger again, all of them or none.

Into an address where nothing is, a whole log goes back as it was: the same opening, the same acts
with the same times, hence the same bytes. Into a ledger that is there, what it has not got is added
as an import is: recorded now, with the time the other ledger recorded it beside. Reading order: the
two ways, a ledger anew, into one that is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from domain.act import Act
from domain.ledger_opening import Opened
from domain.refusals import ImpossibleOrderError
from domain.world import World
from ledger.address import address
from ledger.exchange.json_lines import read
from ledger.import_errors import ImportRefusedError
from ledger.importing import ImportReport, Progress
from ledger.known_rows import Unmapped
from ledger.ledger import Ledger, wall_clock
from ledger.sources import opened, sound

if TYPE_CHECKING:
    from ledger.deciding import Clock

Lined = tuple[int, Act]
AGREED = ("government", "simulated", "rulebook")
"""What two openings must say alike for the acts of one to go into the other."""

# --- the two ways ---


def is_export(source: Path) -> bool:
    """Say whether a file goes by the name of an export of JSON lines, plain or gzipped."""
    return source.name.removesuffix(".gz").endswith(".jsonl")


def take_back(
    url: str, source: Path, *, clock: Clock = wall_clock, progress: Progress | None = None
) -> ImportReport:
    """Take an export back into the ledger at an address, made first where nothing is there.

    Raises:
        ImportRefusedError: a line is no act, or the log cannot go there.
        LedgerError: the ledger cannot be made or written. Either way it is as it was.

    """
    lines = list(_lines(source))
    if address(url).exists():
        with Ledger.open(url, clock=clock) as ledger:
            if _was_cut_off(ledger, lines):
                _check_all(source.name, lines)
                return _filled(ledger, source.name, lines, progress, there=1)
            return _added(ledger, source.name, lines, progress)
    return _restored(url, source.name, lines, progress)


def _lines(source: Path) -> Iterator[Lined]:
    with sound(source), opened(source) as file:
        yield from read(file, source.name)


# --- a ledger anew ---


def _restored(url: str, source: str, lines: list[Lined], progress: Progress | None) -> ImportReport:
    opening = lines[0][1] if lines else None
    if not isinstance(opening, Opened):
        raise ImportRefusedError(
            f"The source 来源 {source} does not begin with {Opened.name} {Opened.zh}: it is an "
            "extract, which cannot become a ledger; take it back into one that is there."
        )
    _check_all(source, lines)
    with Ledger.create(url, opening) as ledger:
        return _filled(ledger, source, lines, progress, there=0)


def _was_cut_off(ledger: Ledger, lines: list[Lined]) -> bool:
    """Say whether a ledger holds the log's own opening and nothing else: it was being restored."""
    return len(lines) > 1 == len(ledger) and lines[0][1] == ledger.opening


def _filled(
    ledger: Ledger, source: str, lines: list[Lined], progress: Progress | None, *, there: int
) -> ImportReport:
    ledger.append((act for _, act in lines[1:]), batch=len(lines))
    if progress:
        progress(len(lines), len(lines))
    return _report(source, lines, recorded=len(lines) - there, already=there, unmapped=[])


def _check_all(source: str, lines: list[Lined]) -> None:
    world = World()
    for number, act in lines:
        _check(world, source, number, act)


def _check(world: World, source: str, number: int, act: Act) -> None:
    try:
        world.admit(act)
    except ImpossibleOrderError as why:
        raise ImportRefusedError(
            f"The source 来源 {source}, line 行 {number}: {why} Export the whole ledger again."
        ) from why
    world.apply(act)


# --- into one that is there ---


def _added(
    ledger: Ledger, source: str, lines: list[Lined], progress: Progress | None
) -> ImportReport:
    world, known = World(), {}
    for act in ledger.acts():
        world.apply(act)
        known[act.ref] = _said(act)
    at, unmapped, already = ledger.clock(), [], 0
    placed: list[Act] = []
    for number, act in lines:
        if isinstance(act, Opened):
            _check_opening(ledger, source, act)
            already += 1
        elif act.ref in known:
            already += known[act.ref] == _said(act)
            if known[act.ref] != _said(act):
                unmapped.append(Unmapped(number, f"{act.ref} says otherwise in this ledger"))
        elif why := _refusal(world, act):
            unmapped.append(Unmapped(number, why))
        else:
            registered = act.source_recorded_at or act.recorded_at
            origin = act.source or f"{source}:{number}"
            one = attrs.evolve(act, recorded_at=at, source_recorded_at=registered, source=origin)
            world.apply(one)
            placed.append(one)
    ledger.append(placed, batch=len(placed) or 1)  # one transaction: all or none
    if progress:
        progress(len(lines), len(placed))
    return _report(source, lines, recorded=len(placed), already=already, unmapped=unmapped)


def _said(act: Act) -> int:
    """Return what an act says, whoever learnt of it when."""
    return hash(attrs.evolve(act, recorded_at=act.occurred_at, source_recorded_at=None, source=""))


def _check_opening(ledger: Ledger, source: str, opening: Opened) -> None:
    there = ledger.opening
    differing = [name for name in AGREED if getattr(there, name) != getattr(opening, name)]
    if differing:
        name = differing[0]
        raise ImportRefusedError(
            f"The source 来源 {source} is of a ledger whose {name} is {getattr(opening, name)!r}, "
            f"that of {ledger.url} is {getattr(there, name)!r}: take it back into another."
        )


def _refusal(world: World, act: Act) -> str:
    try:
        world.admit(act)
    except ImpossibleOrderError as why:
        return why.why
    return ""


def _report(
    source: str, lines: list[Lined], *, recorded: int, already: int, unmapped: list[Unmapped]
) -> ImportReport:
    return ImportReport(
        source=source,
        mapping="jsonl",
        rows=len(lines),
        recorded=recorded,
        already=already,
        unmapped=tuple(unmapped),
    )
