"""例 Examples: dated histories that a rulebook carries to show what each norm says of them.

A rulebook's folder holds ``examples/*.toml``: ``district.toml`` founds the place, the others tell,
norm by norm, what happened and which verdicts follow. They are run, not quoted: ``outcome`` judges
them. Reading order: the example, loading, telling, judging.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import attrs
import msgspec

from domain.act import Act
from domain.calendar import load_calendar
from domain.refusals import GateError
from domain.rulebook.catalogue import RULEBOOKS
from domain.rulebook.judge import Judge, judge
from domain.rulebook.norms import Rulebook
from taizhang.act_lines import read_act

DISTRICT: Final = "district"
MORNING: Final = "09:00"


@attrs.frozen(kw_only=True)
class Example:
    """例: a history for one norm and the verdicts that follow, in the order of the findings.

    Attributes:
        norm: id of the norm.
        through: id of another norm whose verdict shows what this one brings about (Arts 81 to 83).
        zh: what happened, in one sentence.
        en: the same in English.
        verdicts: expected, ordered as findings are; empty where the norm says nothing.
        acts: the acts after the founding, as written in the file.
        as_of: the day it is judged on.
        reference: whether it is the dated example of the reference reading.
        founded: whether the district is founded first; otherwise nothing has happened before.

    """

    norm: str
    zh: str
    en: str
    verdicts: tuple[str, ...]
    acts: tuple[dict[str, Any], ...]
    as_of: dt.date = dt.date(2019, 12, 31)
    reference: bool = False
    founded: bool = True
    through: str = ""


# --- loading ---


@cache
def load_examples(rulebook_id: str) -> tuple[Example, ...]:
    """Return the examples of a rulebook, in the order of its files; none where it carries none."""
    files = sorted(path for path in _folder(rulebook_id).glob("*.toml") if path.stem != DISTRICT)
    return tuple(_example(entry) for path in files for entry in _read(path).get("example", ()))


@cache
def _founding(rulebook_id: str) -> tuple[dict[str, Any], ...]:
    return tuple(_read(_folder(rulebook_id) / f"{DISTRICT}.toml")["acts"])


def _folder(rulebook_id: str) -> Path:
    module = import_module(RULEBOOKS[rulebook_id])
    return Path(str(module.__file__)).parent / "examples"


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _example(entry: dict[str, Any]) -> Example:
    listed = {name: tuple(entry.get(name, ())) for name in ("verdicts", "acts")}
    return Example(**{**entry, **listed})


# --- telling ---


def told(example: Example, book: Rulebook) -> list[Act]:
    """Return the acts of an example in order of occurrence, its district founded first."""
    lines = [*(_founding(book.id) if example.founded else ()), *example.acts]
    return _placed(_act(line, book) for line in lines)


def _act(line: dict[str, Any], book: Rulebook) -> Act:
    fields = dict(line)
    on = str(fields.pop("on"))
    day, _, hour = on.partition(" ")
    moment = dt.datetime.fromisoformat(f"{day} {hour or MORNING}").replace(tzinfo=book.zone)
    return read_act(msgspec.json.encode({**fields, "occurred_at": moment}))


def _placed(acts: Iterable[Act]) -> list[Act]:
    places: Counter[str] = Counter()
    placed = []
    for act in sorted(acts, key=lambda one: one.occurred_at):
        places[act.originator_id] += 1
        placed.append(attrs.evolve(act, originator_version=places[act.originator_id]))
    return placed


# --- judging ---


def outcome(example: Example, book: Rulebook) -> Sequence[str]:
    """Judge an example by one norm alone; return the verdicts in the order of the findings."""
    alone = _alone(example.through or example.norm, book)
    findings = judge(told(example, book), alone, load_calendar(book.calendar), example.as_of)
    return [finding.verdict.value for finding in findings]


def refused_live(example: Example, book: Rulebook) -> bool:
    """Say whether, given as live commands, one of the example's acts is refused by its norm."""
    sitting = Judge(_alone(example.norm, book), load_calendar(book.calendar))
    try:
        for act in told(example, book):
            sitting.world.admit(act)
            sitting.feed(act, live=True)
    except GateError as refused:
        return refused.norm == example.norm
    return False


def _alone(norm_id: str, book: Rulebook) -> Rulebook:
    return attrs.evolve(book, norms=tuple(one for one in book.norms if one.id == norm_id))
