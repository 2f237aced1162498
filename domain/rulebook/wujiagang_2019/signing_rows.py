"""签发权限表 The decision table of Art. 56: its rows say who signs; the first hit decides.

Rows and order follow model.md §3: the special beats the general (4 over 5 over 6 over 7–9).
"""

from __future__ import annotations

from collections.abc import Callable

from domain import documents as d
from domain import organisation as org
from domain.act import Act
from domain.authority import Power, resolve
from domain.change import changed
from domain.determinations import still_on
from domain.rulebook.norms import Ruling, breached, met, unknown
from domain.rulebook.setting import Setting
from domain.rulebook.wujiagang_2019.chapter_02_portfolios import in_charge
from domain.rulebook.wujiagang_2019.leaders import VACANT, is_leader, nobody_holds

WIDE = 3
"""涉及面广, default rule: more than this many leaders' portfolios (model.md §11)."""

HEAD_OR_EXECUTIVE = (org.HEAD, org.EXECUTIVE_DEPUTY)
_BY_CLASS = {
    d.BILL: "56.2",
    d.NORMATIVE: "56.2",
    d.PERSONNEL: "56.3",
    d.OVERSEAS: "56.4",
}


def row_of(document: d.Document, leaders: Callable[[], set[str]]) -> str:
    """Return the norm whose row decides who signs; empty for the gap of row 10.

    ``leaders`` tells the leaders in charge of the subjects the document touches; only the last
    rows ask.
    """
    drafted = document.drafted
    if drafted.issuer == d.OFFICE:
        return "56.7a"
    if drafted.document_class in _BY_CLASS:
        return _BY_CLASS[drafted.document_class]
    upward = drafted.direction == d.UP and drafted.document_class in (d.REQUEST, d.REPORT)
    if upward or d.MAJOR in document.tags:
        return "56.1"
    if drafted.decided_item or drafted.routine:
        return "56.6"
    if drafted.direction != d.DOWN:
        return ""
    wide = d.WIDE_IMPACT in document.tags or len(leaders()) > WIDE
    return "56.5c" if wide else "56.5a"


def leaders_over(document: d.Document, act: Act, setting: Setting) -> dict[str, str]:
    """Return the leaders in charge of the subjects a document touches, by subject.

    What nobody is in charge of, and what the Office director is, is in no leader's portfolio.
    """
    held = {s: in_charge(s, act, setting) for s in document.drafted.subjects}
    return {
        subject: one.by
        for subject, one in held.items()
        if one is not None and not only_director(one.by, act, setting)
    }


def only_director(who: str, act: Act, setting: Setting) -> bool:
    """Say whether somebody directs the Office without being a leader (Art. 5, 区政府领导同志)."""
    at = act.occurred_at
    chart = setting.world.organisation
    directs = org.holds_post(chart, who, org.OFFICE_DIRECTOR, at) is not None
    return directs and not is_leader(setting, who, at)


def document_of(act: Act, setting: Setting) -> d.Document | None:
    """Return the document of an act, with the tags that are still on it."""
    document: d.Document | None = setting.world.state("document", act.matter)
    if document is None or not document.tags:
        return document
    about = setting.dossier("determination", f"document:{act.matter}")
    return changed(document, tags=still_on(about, document.tags))


def in_row(norm: str, act: Act, setting: Setting) -> d.Document | None:
    """Return the document being signed where this norm's row is the one that decides."""
    document, decides = setting.once(act, row)
    return document if decides == norm else None


def row(act: Act, setting: Setting) -> tuple[d.Document | None, str]:
    """Return the document being signed and the norm whose row decides who signs it."""
    document = document_of(act, setting)
    if document is None:
        return None, ""
    return document, row_of(document, lambda: set(leaders_over(document, act, setting).values()))


def signed_with(power: Power, act: Act, setting: Setting, *evidence: str, who: str) -> Ruling:
    """Rule whether the signer held a power; ``who`` says in Chinese who should have signed."""
    standing = resolve(setting.world, act.by, power, act.occurred_at)
    if standing.may:
        return met(*evidence, *standing.refs)
    if nobody_holds(setting, power.posts, act.occurred_at):
        return unknown(VACANT, *evidence)
    return breached(f"{act.by}无权签发，{who} / {act.by} may not sign", *evidence)
