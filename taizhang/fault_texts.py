"""不符的说法 Fault texts: what is wrong with a ledger, in a sentence of either language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ledger.faults import Fault, FaultKind

if TYPE_CHECKING:
    from collections.abc import Mapping

SAID: Final[Mapping[FaultKind, tuple[str, str]]] = {
    FaultKind.ALTERED: (
        "{where}被改：现有行为不是当初登记的行为",
        "{where} altered: what stands there is not what was recorded",
    ),
    FaultKind.MOVED: (
        "{where}移位：当初登记在此的行为，现在从第{other}位起",
        "{where} moved: what was recorded there now stands from position {other} on",
    ),
    FaultKind.MISSING: (
        "{where}缺失：当初登记的行为不在了",
        "{where} missing: what was recorded there is gone",
    ),
    FaultKind.UNREADABLE: (
        "{where}无法读取：数据库文件已损坏",
        "{where} unreadable: the database file is damaged",
    ),
    FaultKind.OUTSIDE: (
        "{where}在默克尔树之外：绕过台账直接写入数据库",
        "{where} outside the tree: written to the database past the ledger",
    ),
    FaultKind.TREE: (
        "{where}的默克尔树哈希被改或损坏（行为本身另行核对）",
        "{where}: the tree's own hashes are altered or damaged (the acts are verified apart)",
    ),
    FaultKind.REWRITTEN: (
        "{where}之间有行为被改写，并重新计算了哈希：与检查点不符",
        "{where}: some act there was rewritten and hashed anew; it is not what was signed",
    ),
    FaultKind.REMOVED: (
        "{where}被删除：检查点签署时还在",
        "{where} removed: a checkpoint was signed over them",
    ),
    FaultKind.CHECKPOINT: (
        "台账内存的第{names}个检查点被改，或不是用这把密钥签的",
        "checkpoint {names} kept in the ledger was altered, or is not signed with this key",
    ),
    FaultKind.DAMAGED: (
        "数据库文件损坏或索引被改，有的行为可能查不到：{names}",
        "the database is damaged or an index was altered, so some acts may not be found: {names}",
    ),
    FaultKind.UNGUARDED: (
        "防改触发器缺失：{names}",
        "guards against change are missing: {names}",
    ),
}
"""Per kind of fault, the sentence in Chinese and in English."""


def fault_text(fault: Fault, lang: str) -> str:
    """Return what is wrong, and where, as a sentence."""
    zh = lang == "zh"
    many = fault.last > fault.first
    if zh:
        where = f"第{fault.first:,}至{fault.last:,}位" if many else f"第{fault.first:,}位"
    else:
        where = (
            f"positions {fault.first:,} to {fault.last:,}" if many else f"position {fault.first:,}"
        )
    text = SAID[fault.kind][0 if zh else 1].format(
        where=where, other=f"{fault.other:,}", names=("、" if zh else ", ").join(fault.names)
    )
    return text if zh else text[0].upper() + text[1:]
