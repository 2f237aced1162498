"""抽样 ``taizhang sample``: items drawn for a test, such that anybody can draw the same again."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any, Final, Unpack

import attrs
import click

from ledger.act_bytes import leaf_hashes
from ledger.ledger import Ledger
from ledger.merkle import Frontier, leaf_hash
from projections.audit_sampling import MODELS, Model, Plan, drawn, sample_size, upper_limit
from projections.findings import findings_json
from taizhang import options, tables
from taizhang.judging import Question, judged
from taizhang.progress import followed
from taizhang.refusals import CannotError
from taizhang.selecting import Chosen, selection

if TYPE_CHECKING:
    from ledger.moments import Known, Moment

Item = tuple[int | None, str]
"""A position, None for a finding, and a reference."""
PAGE: Final = 2_000


@attrs.frozen
class Population:
    """总体: the items a sample is drawn from, and the hash of each, in order."""

    items: list[Item]
    leaves: list[bytes]

    def root(self) -> str:
        """Return the Merkle root over the items (RFC 9162, 2.1), in hexadecimal."""
        tree = Frontier()
        tree.extend(self.leaves)
        return tree.root().hex()


@click.command("sample")
@options.ledger_argument
@click.option("--size", type=click.IntRange(min=1), help="How many; else reckoned from the plan.")
@click.option("--confidence", default=0.95, show_default=True, help="1 less the risk 可信赖程度.")
@click.option("--tolerable", default=0.05, show_default=True, help="Tolerable rate 可容忍偏差率.")
@click.option("--expected", default=0.0, show_default=True, help="Expected rate 预计偏差率.")
@click.option("--model", type=click.Choice(MODELS), default="hypergeometric", show_default=True)
@click.option("--seed", default="", help="Any text; drawn and printed where none is given.")
@click.option("--of", type=click.Choice(["acts", "findings"]), default="acts", show_default=True)
@options.selection_options
@options.known_at_option
@options.known_option
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@options.lang_option
def command(  # noqa: PLR0913 - one parameter per option
    *,
    ledger: str,
    size: int | None,
    confidence: float,
    tolerable: float,
    expected: float,
    model: Model,
    seed: str,
    of: str,
    known_at: Moment | None,
    known: Known,
    form: str,
    lang: str,
    **chosen: Unpack[Chosen],
) -> None:
    """Draw a sample from the acts of LEDGER that are chosen, or from the findings of --norm.

    Printed with it: seed, size and Merkle root of the population. With the same seed and the same
    root the same items are drawn, by this program or any other: those with the smallest
    SHA-256(SHA-256(seed) || leaf hash). The size is the smallest that keeps the risk of accepting
    a rate of deviation that is not tolerable, exact for the population; see docs/replay.md.
    """
    try:
        plan = Plan(confidence=confidence, tolerable=tolerable, expected=expected, model=model)
    except ValueError as why:
        raise CannotError(str(why)) from why
    with Ledger.open(ledger, read_only=True) as opened:
        ask = _findings if of == "findings" else _acts
        population = ask(opened, chosen, known_at, known)
    if not population.items:
        raise CannotError("The population 总体 is empty: choose other acts or another norm.")
    planned, deviations = (size, 0) if size else sample_size(plan, len(population.items))
    sown = seed or secrets.token_hex(16)
    places = drawn(population.leaves, sown, planned)
    facts: dict[str, Any] = {
        "population": len(population.items),
        "root": population.root(),
        "seed": sown,
        "size": len(places),
        "plan": None if size else {**attrs.asdict(plan), "deviations": deviations},
    }
    rows = [population.items[place] for place in places]
    if form == "json":
        listed = [
            {"place": place, "position": at, "ref": ref}
            for place, (at, ref) in zip(places, rows, strict=True)
        ]
        click.echo(json.dumps({**facts, "items": listed}, ensure_ascii=False, indent=1))
    else:
        _print(facts, rows, confidence, lang)


def _acts(ledger: Ledger, chosen: Chosen, known_at: Moment | None, known: Known) -> Population:
    """Return the acts chosen, by position; their leaves are those of the ledger's own tree."""
    choice = selection(ledger, chosen, known_at, known)
    is_chosen, last = choice.test(), ledger.position
    placed = ledger.positioned(until=last, known_at=known_at, known=known)
    items: list[Item] = [
        (position, act.ref)
        for position, act in followed(placed, last, "总体 population")
        if is_chosen(act)
    ]
    wanted, leaves, after = {position for position, _ in items}, [], 0
    with ledger.tree() as rows:
        while page := rows.acts(after, last, PAGE):
            after = page[-1][0]
            leaves += leaf_hashes([row[1:] for row in page if row[0] in wanted])
    return Population(items, leaves)


def _findings(ledger: Ledger, chosen: Chosen, known_at: Moment | None, known: Known) -> Population:
    """Return the findings of the norms named, as of the last day that counts."""
    others = {name: value for name, value in chosen.items() if name not in ("norms", "until")}
    if any(others.values()):
        raise CannotError("--of findings 认定 takes --norm and --until, and no choice of acts.")
    question = Question(as_of=chosen["until"], known_at=known_at, known=known)
    found = judged(ledger, question).only(chosen["norms"])
    plain = findings_json(found.findings, found.source, found.rulebook, found.calendar)
    texts = [json.dumps(one, ensure_ascii=False, sort_keys=True) for one in plain]
    items: list[Item] = [
        (
            None,
            " ".join(part for part in (one.norm, one.matter, one.key, one.verdict.value) if part),
        )
        for one in found.findings
    ]
    return Population(items, [leaf_hash(text.encode()) for text in texts])


def _print(facts: dict[str, Any], rows: list[Item], confidence: float, lang: str) -> None:
    zh, console = lang == "zh", tables.console()
    names = {"population": "总体件数", "root": "总体默克尔根", "seed": "种子", "size": "样本量"}
    for name, called in names.items():
        console.print(f"{called if zh else name}: {facts[name]}", markup=False, soft_wrap=True)
    plan = facts["plan"]
    if plan:
        said = "，".join(f"{name}={value}" for name, value in plan.items())
        console.print(f"{'计划' if zh else 'plan'}: {said}", markup=False, soft_wrap=True)
    most = (plan["deviations"] if plan else 0) + 3
    limits = [
        (found, f"{upper_limit(found, facts['size'], confidence):.2%}")
        for found in range(min(most, facts["size"] + 1))
    ]
    title = (
        f"若发现若干偏差，总体偏差率上限（可信赖程度{confidence:.0%}，二项分布）"
        if zh
        else f"Upper limit of the rate, by deviations found (confidence {confidence:.0%}, binomial)"
    )
    console.print(title)
    console.print(tables.table("", ("deviations", "upper_limit"), limits, lang))
    console.print(tables.table("样本" if zh else "Sample", ("position", "ref"), rows, lang))
