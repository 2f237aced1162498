"""覆盖 Coverage: every article and norm of a rulebook, how it is judged, and the proof that it is.

A norm counts as judged when its examples, run through the judge here, come out both kept and
broken; a permission or a metric, when an example is counted; an effect, when it arises. Reading
order: one norm, the rows, the summary, Markdown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from domain.calendar import load_calendar
from domain.rulebook.findings import Verdict
from domain.rulebook.judge import Judge
from domain.rulebook.norms import Effect, Gate, Norm, Principle, Quota, Rulebook
from taizhang.examples import Example, load_examples, outcome, told
from taizhang.norm_texts import kind_of, modality_of, way_of

KEPT: Final = frozenset({Verdict.COMPLIANT.value, Verdict.JUSTIFIED.value})
BROKEN: Final = frozenset({Verdict.VIOLATION.value, Verdict.DEVIATION.value})

# --- one norm ---


@attrs.frozen(kw_only=True)
class Shown:
    """一例: an example that was run, and what came out."""

    zh: str
    en: str
    verdicts: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Covered:
    """覆盖情况: one norm, how it is judged, and what its examples showed.

    Attributes:
        id: the norm's id.
        article: its article.
        norms: the constants that judge it, in order; one unless it needs two checks.
        passes: examples in which it was kept (an effect arose, an act was counted).
        fails: examples in which it was broken (an effect did not arise).
        silent: examples in which it had nothing to say.

    """

    id: str
    article: str
    norms: tuple[Norm, ...]
    passes: tuple[Shown, ...] = ()
    fails: tuple[Shown, ...] = ()
    silent: tuple[Shown, ...] = ()

    @property
    def principle(self) -> bool:
        """Whether no log can check it."""
        return all(isinstance(norm, Principle) for norm in self.norms)

    @property
    def counted(self) -> bool:
        """Whether it is a permission or a metric, which is counted and gets no verdict."""
        return all(_is_counter(norm) for norm in self.norms)

    @property
    def proved(self) -> bool:
        """Whether its examples show all that it can say."""
        if self.principle:
            return True
        return bool(self.passes) and (self.counted or bool(self.fails))


def _is_counter(norm: Norm) -> bool:
    return isinstance(norm, Quota) and norm.at_least == 0 and norm.at_most is None


def _covered(norm_id: str, book: Rulebook, examples: Sequence[Example]) -> Covered:
    norms = tuple(norm for norm in book.norms if norm.id == norm_id)
    bare = Covered(id=norm_id, article=norms[0].article, norms=norms)
    sides: dict[str, list[Shown]] = {"passes": [], "fails": [], "silent": []}
    for example in examples:
        verdicts = tuple(outcome(example, book))
        for side in _sides(bare, example, verdicts, book):
            sides[side].append(Shown(zh=example.zh, en=example.en, verdicts=verdicts))
    return attrs.evolve(
        bare,
        passes=tuple(sides["passes"]),
        fails=tuple(sides["fails"]),
        silent=tuple(sides["silent"]),
    )


def _sides(
    norm: Covered, example: Example, verdicts: Sequence[str], book: Rulebook
) -> tuple[str, ...]:
    """Say what an example shows of a norm; one with several occasions may show both sides."""
    if norm.counted:
        return ("passes",) if _is_counted(norm, example, book) else ("silent",)
    if all(isinstance(one, Effect) for one in norm.norms):
        return ("passes",) if Verdict.EFFECT.value in verdicts else ("fails",)
    shown = (("passes", KEPT), ("fails", BROKEN))
    return tuple(side for side, known in shown if known & set(verdicts)) or ("silent",)


def _is_counted(norm: Covered, example: Example, book: Rulebook) -> bool:
    sitting = Judge(attrs.evolve(book, norms=norm.norms), load_calendar(book.calendar))
    for act in told(example, book):
        sitting.feed(act)
    return bool(sitting.tallies())


# --- the rows ---


def coverage(book: Rulebook) -> Iterator[Covered]:
    """Run the examples of a rulebook; yield its norms in the text's order, each once."""
    examples = [one for one in load_examples(book.id) if not one.through]
    for norm_id in dict.fromkeys(norm.id for norm in book.norms):
        yield _covered(norm_id, book, [one for one in examples if one.norm == norm_id])


def row(one: Covered) -> dict[str, object]:
    """Return a norm as a row: ids, kind, force, how and when it is judged, examples, why not."""
    gates = [norm for norm in one.norms if isinstance(norm, Gate)]
    return {
        "norm": one.id,
        "article": int(one.article),
        "zh": one.norms[0].zh,
        "en": one.norms[0].en,
        "kind": [kind_of(norm, "en") for norm in one.norms],
        "modality": modality_of(one.norms[0], "en"),
        "judged": [way_of(norm, "en") for norm in one.norms],
        "gate": any(norm.refuses for norm in gates),
        "passes": [attrs.asdict(shown) for shown in one.passes],
        "fails": [attrs.asdict(shown) for shown in one.fails],
        "silent": [attrs.asdict(shown) for shown in one.silent],
        "proved": one.proved,
        "why_not": one.norms[0].reading if one.principle else "",
    }


# --- the summary ---


def summary(covered: Sequence[Covered]) -> dict[str, int]:
    """Count articles, norms, judged ones, principles, and those without their proof."""
    judged = [one for one in covered if not one.principle]
    return {
        "articles": len({one.article for one in covered}),
        "norms": len(covered),
        "judged": len(judged),
        "both_outcomes": sum(bool(one.passes and one.fails) for one in judged),
        "counted_only": sum(one.counted for one in judged),
        "principles": len(covered) - len(judged),
        "missing": sum(not one.proved for one in covered),
    }


# --- Markdown ---


def markdown(book: Rulebook, covered: Sequence[Covered]) -> str:
    """Return the coverage as one Markdown page in Chinese and English."""
    total = summary(covered)
    lines = [
        f"# 覆盖 Coverage of {book.id}",
        "",
        f"{book.zh} · {book.en}",
        "",
        _counts(total),
        "",
        "Made by `taizhang rules --coverage --format markdown`; a test holds it equal to the code.",
    ]
    article = ""
    for one in covered:
        if one.article != article:
            article = one.article
            lines += ["", f"## 第{article}条 Article {article}", "", *_HEADING]
        lines.append(_line(one))
    return "\n".join(lines) + "\n"


def _counts(total: dict[str, int]) -> str:
    return (
        f"{total['articles']} articles, {total['norms']} norms: {total['judged']} judged "
        f"({total['both_outcomes']} shown both kept and broken, {total['counted_only']} counted "
        f"only), {total['principles']} principles that no log can check, "
        f"{total['missing']} missing."
    )


_HEADING: Final = (
    "| 规范 Norm | 标题 Title | 语气 Force | 类别 Kind | 认定 How | 合规例 Kept | 违反例 Broken |",
    "|---|---|---|---|---|---|---|",
)


def _line(one: Covered) -> str:
    kinds = "<br>".join(f"{kind_of(norm, 'zh')} {kind_of(norm, 'en')}" for norm in one.norms)
    how = [f"{way_of(norm, 'zh')} / {way_of(norm, 'en')}" for norm in one.norms]
    if one.principle:
        how = [f"不认定 / not judged：{one.norms[0].reading}"]
    cells = (
        one.id,
        f"{one.norms[0].zh}<br>{one.norms[0].en}",
        f"{modality_of(one.norms[0], 'zh')} {modality_of(one.norms[0], 'en')}",
        kinds,
        "<br>".join(how),
        _shown(one.passes),
        _shown(one.fails) or ("只计数 counted only" if one.counted else ""),
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _shown(examples: Sequence[Shown]) -> str:
    return "<br>".join(f"{one.zh} / {one.en}" for one in examples)
