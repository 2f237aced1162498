"""释明页 Explanation page: a case for people, one HTML file per language, for a browser or paper.

Reading order: the page, a finding, the acts.
"""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Final

from ledger.checkpoint import unverified
from projections.directory import Directory
from projections.explanation import Ground, Section, explain
from projections.sentences import Speaker
from taizhang.norm_texts import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taizhang.evidence.case import Case
    from taizhang.evidence.proved_act import ProvedAct

_STYLE: Final = """
body { font: 16px/1.6 "Noto Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif; color: #1a1a1a;
  max-width: 52em; margin: 2em auto; padding: 0 1em; }
h1 { font-size: 1.5em; } h2 { font-size: 1.2em; border-bottom: 2px solid #1f4e79; margin-top: 2em; }
h3 { font-size: 1em; color: #1f4e79; margin-bottom: .2em; }
ul { margin: .2em 0; padding-left: 1.4em; } .said { white-space: pre-wrap; }
.warning { border: 3px solid #b00020; color: #b00020; font-weight: bold; padding: .6em 1em; }
table { border-collapse: collapse; width: 100%; font-size: .85em; }
th, td { border: 1px solid #999; padding: .2em .5em; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: .8em; background: #f4f4f4;
  padding: .6em; }
@media print { body { margin: 0; } h2 { break-after: avoid; } tr { break-inside: avoid; } }
"""
_TITLE: Final = {"zh": "台账认定释明", "en": "Explanation of findings"}
_SIMULATED: Final = {
    "zh": "模拟演算的台账：以下行为是推演出来的，从未发生，不是任何人的真实行为。",
    "en": "A SIMULATED ledger: these acts are invented, never happened and say nothing of anybody.",
}
_PARAMETERS: Final = {
    "zh": "本认定使用了另行给出的参数文件（rulebook/parameters.toml），不是规则自带的参数。",
    "en": "Judged with a parameter file that was given (rulebook/parameters.toml), not the "
    "rulebook's own.",
}
_HEADS: Final = {
    "zh": ("序号", "位置", "行为", "编号", "发生", "登记", "原文"),
    "en": ("No.", "Position", "Act", "Reference", "Occurred", "Recorded", "As stored"),
}

# --- the page ---


def page(case: Case, lang: str) -> str:
    """Return the explanation of a case as HTML that needs nothing else."""
    body = "\n".join((*_head(case, lang), *_findings(case, lang), *_acts(case, lang)))
    return (
        f'<!doctype html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}">\n<head>\n'
        f'<meta charset="utf-8">\n<title>{_TITLE[lang]}</title>\n<style>{_STYLE}</style>\n</head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _head(case: Case, lang: str) -> Iterator[str]:
    stated, source = unverified(case.note), case.verdict.source
    yield f"<h1>{_TITLE[lang]}</h1>"
    if case.opening.simulated:
        yield f'<p class="warning">{_SIMULATED[lang]}</p>'
    if case.parameters is not None:
        yield f'<p class="warning">{_PARAMETERS[lang]}</p>'
    said = (
        f"台账：{source.ledger}；截至{source.as_of}；检查点：{stated.origin}，{stated.size:,}件行为。"
        if lang == "zh"
        else f"Ledger: {source.ledger}; as of {source.as_of}; checkpoint: {stated.origin}, "
        f"{stated.size:,} acts."
    )
    yield f"<p>{escape(said)}</p>"


# --- a finding ---


def _findings(case: Case, lang: str) -> Iterator[str]:
    for number, ground in enumerate(case.grounds, 1):
        finding = ground.finding
        name = " ".join(filter(None, (finding.norm, finding.matter, finding.key)))
        title = f"认定{number}：{name}" if lang == "zh" else f"Finding {number}: {name}"
        yield f"<h2>{escape(title)}</h2>"
        yield from _bearer(ground, lang)
        for section in explain(ground):
            yield _section(section, lang)
        yield f"<h3>{'规范全文要点' if lang == 'zh' else 'The norm in full'}</h3>"
        text = "\n".join(wording(ground.norm, ground.rulebook, lang))
        yield f'<p class="said">{escape(text)}</p>'


def _bearer(ground: Ground, lang: str) -> Iterator[str]:
    directory = Directory(ground.chart)
    who = directory.label(ground.finding.bearer, lang)
    said = f"责任人：{who}" if lang == "zh" else f"Bearer: {who}"
    yield f"<p>{escape(said)}</p>"


def _section(section: Section, lang: str) -> str:
    place = 0 if lang == "zh" else 1
    lines = "".join(f"<li>{escape(line[place])}</li>" for line in section.lines)
    return f"<h3>{escape(section.heading[place])}</h3>\n<ul>{lines}</ul>"


# --- the acts ---


def _acts(case: Case, lang: str) -> Iterator[str]:
    zh = lang == "zh"
    yield f"<h2>{'所依据的行为' if zh else 'The acts it rests on'}</h2>"
    yield "<table><tr>" + "".join(f"<th>{one}</th>" for one in _HEADS[lang]) + "</tr>"
    for act in case.acts:
        yield "<tr>" + "".join(f"<td>{escape(one)}</td>" for one in _row(case, act, lang)) + "</tr>"
    yield "</table>"
    yield f"<h2>{'行为原文' if zh else 'The acts as they are stored'}</h2>"
    for act in case.acts:
        stored = json.dumps(json.loads(act.parts.state), ensure_ascii=False, indent=1)
        yield f"<h3>{act.number} {escape(act.ref)} {escape(act.parts.name)}</h3>"
        yield f"<pre>{escape(stored)}</pre>"


def _row(case: Case, proved: ProvedAct, lang: str) -> tuple[str, ...]:
    act, at = proved.act, f"{proved.position:,}"
    if act is None:
        return (str(proved.number), at, proved.parts.name, proved.ref, "", "", proved.file)
    speaker = Speaker(Directory(), case.verdict.rulebook.zone)
    gloss = act.zh if lang == "zh" else act.en
    times = (speaker.stamp(act.occurred_at), speaker.stamp(act.recorded_at))
    return (str(proved.number), at, gloss, proved.ref, *times, proved.file)
