#!/usr/bin/env python3
"""核验证据包 Verify a case package of taizhang, offline, with Python's standard library alone.

    python3 verify.py case.zip --key wjg.example/ledger-2019+…

用法：公钥须从台账保管人处另行取得，不可取自证据包。全部成立时退出码为0，否则为1。
Get the public key from the keeper of the ledger, never from the package. Give every --key whose
signature you demand (the log's, and those of witnesses). Exit code 0: all holds; 1: something does
not; 2: the command line cannot be understood. Python 3.9 or later.

Formats: C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-proof; RFC 9162 (Merkle trees);
RFC 8032 (Ed25519, written out below). Reading order: that, notes, trees, the package, the verdict.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import io
import json
import sys
import uuid
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Key = tuple[str, bytes, int, bytes]  # name, id, kind, the public key's bytes
    Members = dict[str, bytes]
    Signatures = dict[tuple[str, bytes], bytes]  # by name and key id
    Point = tuple[int, int, int, int]
    Said = Iterator[tuple[bool | None, str, str]]  # holds (None: a note), in Chinese, in English

FORMAT, OPENING = "taizhang-evidence/v1", "ledger.opened"
MATTERS = uuid.UUID("7f0c6d0e-2c0b-5d9e-9c86-6a1d0b0a8f19")  # of stream ids: uuid5 of kind:matter
LOG, WITNESS = 1, 4  # kinds of keys
ID, POINT, SIGNATURE = 4, 32, 64  # bytes of a key's id, of a point or hash, of a signature
LARGEST = 1 << 28  # bytes of all members together, at most

# --- Ed25519: RFC 8032, 5.1; points are (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z ---

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1, 1, 0)


def add(p: Point, q: Point) -> Point:
    """Add two points (5.1.4)."""
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(scalar: int, point: Point) -> Point:
    """Multiply a point by a scalar, by doubling and adding."""
    result = NEUTRAL
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point, scalar = add(point, point), scalar >> 1
    return result


def decompress(text: bytes) -> Point | None:
    """Decode a point (5.1.3); None where it is none."""
    number = int.from_bytes(text, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    if y >= P:
        return None
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if v * x * x % P != u:
        x = x * ROOT_OF_MINUS_1 % P
    if v * x * x % P != u or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def compress(point: Point) -> bytes:
    """Encode a point (5.1.2)."""
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = decompress((4 * pow(5, P - 2, P) % P).to_bytes(POINT, "little")) or NEUTRAL


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether an Ed25519 signature is true (5.1.7): R = [S]B - [k]A."""
    key = decompress(public) if len(public) == POINT and len(signature) == SIGNATURE else None
    s = int.from_bytes(signature[32:], "little")
    if key is None or s >= ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    k = int.from_bytes(digest, "little") % ORDER
    minus_key = (P - key[0], key[1], 1, P - key[3])
    return compress(add(multiply(s, BASE), multiply(k, minus_key))) == signature[:32]


# --- keys and signed notes: C2SP signed-note, tlog-checkpoint, tlog-cosignature ---


def from_base64(text: str) -> bytes:
    """Read base64 in its one canonical form."""
    read = base64.b64decode(text, validate=True)
    if base64.b64encode(read).decode() != text:
        raise ValueError(text)
    return read


def read_key(given: str) -> Key:
    """Read a public key, its text or a file of it: name, id, kind and 32 bytes."""
    path = Path(given)
    text = given if "+" in given and not path.is_file() else path.read_text("utf-8")
    name, id_, coded = text.strip().split("+", 2)
    blob = from_base64(coded)
    made = hashlib.sha256(name.encode() + b"\n" + blob).digest()[:ID]
    if made.hex() != id_ or len(blob) != 1 + POINT or blob[0] not in (LOG, WITNESS):
        raise ValueError(text)
    return name, made, blob[0], blob[1:]


def split_note(note: str) -> tuple[str, Signatures]:
    """Return the text of a signed note, and its signatures by name and key id."""
    text, _, lines = note.rpartition("\n\n")
    if not text or not lines.endswith("\n"):
        raise ValueError(note)
    signatures: Signatures = {}
    for line in lines[:-1].split("\n"):
        _, name, coded = line.split(" ")  # a dash, whose key, the key's id and the signature
        blob = from_base64(coded)
        signatures.setdefault((name, blob[:ID]), blob[ID:])
    return text + "\n", signatures


def has_signed(key: Key, text: str, signatures: Signatures) -> bool:
    """Say whether a key's true signature stands under a note."""
    name, id_, kind, public = key
    said, signature = text, signatures.get((name, id_), b"")
    if kind == WITNESS:  # the time it states is signed with the text
        said = f"cosignature/v1\ntime {int.from_bytes(signature[:8], 'big')}\n{text}"
        signature = signature[8:]
    return is_signed(public, said.encode(), signature)


# --- Merkle proofs: RFC 9162, 2.1.3.2 ---


def includes(index: int, size: int, leaf: bytes, path: Sequence[bytes], root: bytes) -> bool:
    """Say whether a path leads from a leaf's hash at an index to the root of a tree."""
    at, last, found = index, size - 1, leaf
    if not 0 <= index < size or len(leaf) != POINT:
        return False
    for one in path:
        if last == 0 or len(one) != POINT:
            return False
        if at % 2 or at == last:
            found = hashlib.sha256(b"\1" + one + found).digest()
            while at and not at % 2:
                at, last = at >> 1, last >> 1
        else:
            found = hashlib.sha256(b"\1" + found + one).digest()
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


# --- the package ---


def members_of(path: Path) -> Members:
    """Return the bytes of every member, by name."""
    with zipfile.ZipFile(path) as package:
        entries = package.infolist()
        names = [entry.filename for entry in entries]
        if len(set(names)) != len(names) or sum(one.file_size for one in entries) > LARGEST:
            raise ValueError("重复或过大的成员 / a member is there twice, or too large")
        return {name: package.read(name) for name in names}


def check_manifest(members: Members) -> Said:
    """Yield whether the members are those of the manifest, to the byte."""
    there = {name: hashlib.sha256(raw).hexdigest() for name, raw in members.items()}
    digest, raw = there.pop("manifest.json"), members["manifest.json"]
    listed = json.loads(raw)["members"]
    same = {"format": FORMAT, "members": listed}
    rewritten = json.dumps(same, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    yield rewritten.encode() == raw, f"清单SHA-256：{digest}", f"manifest, SHA-256 {digest}"
    for name in sorted(name for name in {*there, *listed} if there.get(name) != listed.get(name)):
        zh, en = ("被改动或添加", "altered or added") if name in there else ("缺失", "missing")
        yield False, f"{name} {zh}", f"{name}: {en}"
    said = f"the SHA-256 of {len(listed)} files was compared with the manifest"
    yield True, f"逐一核对了清单上{len(listed)}个文件的SHA-256", said


def check_checkpoint(note: str, keys: Sequence[Key]) -> Said:
    """Yield whether every key given has signed the checkpoint, and one of them is its log's."""
    text, signatures = split_note(note)
    origin, size, _ = text.split("\n", 2)
    its_key = any(key[2] == LOG and key[0] == origin for key in keys)
    yield its_key, f"检查点出自 {origin}", f"a checkpoint of {origin}, whose key is given"
    for key in keys:
        true = has_signed(key, text, signatures)
        zh, en = ("签名属实", "a true signature") if true else ("没有真实签名", "no true signature")
        said = f"checkpoint ({size} acts): {en} of {key[0]}"
        yield true, f"检查点（{size}件）：{key[0]} {zh}", said


def check_act(members: Members, entry: dict[str, Any], note: str) -> Said:
    """Yield whether an act stands in the log where the case says, and is the one it names."""
    act, proof, at = members[entry["file"]], members[entry["proof"]].decode(), entry["position"]
    head, _, rests_on = proof.partition("\n\n")
    (header, index, *path), (_, size, root, *_) = head.split("\n"), note.split("\n")
    leaf, hashes = hashlib.sha256(b"\0" + act).digest(), [from_base64(one) for one in path]
    stands = header == "c2sp.org/tlog-proof@v1" and index == f"index {at - 1}" and rests_on == note
    stands = stands and includes(at - 1, int(size), leaf, hashes, from_base64(root))
    matter, _, version = entry["ref"].rpartition("#")
    stream = uuid.uuid5(MATTERS, matter)
    named = act.startswith(f"taizhang-act/v1\n{stream}\n{version}\n{entry['act']}\n".encode())
    said = f"{entry['ref']} {entry['act']} ({entry['file']})"
    yield stands and named, f"第{at}位：{said}", f"position {at}: {said}"


def check_case(members: Members, note: str) -> Said:
    """Yield whether every act holds, and whether each finding rests on acts that are here."""
    case = json.loads(members["case.json"])
    for entry in case["acts"]:
        yield from check_act(members, entry, note)
    there = {entry["ref"] for entry in case["acts"]}
    for finding in case["findings"]:
        name, refs = finding["name"], finding["evidence"]
        said = f"finding {name}: the {len(refs)} acts it rests on are here"
        yield there.issuperset(refs), f"认定 {name}：所依据的{len(refs)}件行为齐全", said
    yield from tell_opening(members, case)


def tell_opening(members: Members, case: dict[str, Any]) -> Said:
    """Yield what the ledger's first act says of it: real or simulated, and under which rules."""
    first = next(one for one in case["acts"] if (one["position"], one["act"]) == (1, OPENING))
    state = json.loads(members[first["file"]].split(b"\n", 4)[4])
    if state["simulated"]:
        yield None, "模拟演算的台账，不是真实行为", "a SIMULATED ledger: these acts never happened"
    for book in sorted({one["rulebook"] for one in case["findings"]}):
        own = state["rulebook"]
        yield None, f"台账声明的规则：{own}；认定依据：{book}", f"rules: {own}; judged by: {book}"


# --- what is said ---

MARKS = {True: ("成立", "holds"), False: ("不成立", "FAILS"), None: ("说明", "note")}
SCOPE = """\
[说明] 所证明的：以上行为以此内容、在此位置存在于该台账，其检查点由所给公钥签署。
[note] Proved: these acts stand in that log, word for word, under a checkpoint of the given keys.
[说明] 不证明的：登记是否属实；台账中没有别的行为（如尚无答复）；规则、日历和释明由制作人负责，
       清单只说明文件自制作以来未变：请核对制作时记下的清单SHA-256。
[note] Not proved: that what was recorded is true; that the log holds no other act (such as a later
       reply); rules, calendar and explanation are their maker's word, and the manifest says only
       that they are as he made them: compare its SHA-256 with the one he noted."""


def checks(path: Path, keys: Sequence[Key]) -> Said:
    """Yield every check of a package; whatever cannot be read does not hold."""
    try:
        members = members_of(path)
        yield from check_manifest(members)
        note = members["checkpoint.txt"].decode()
        yield from check_checkpoint(note, keys)
        yield from check_case(members, note)
    except Exception as why:  # noqa: BLE001 - any error whatever means that it does not hold
        yield False, f"无法继续核验（{why!r}）", f"it cannot be verified further ({why!r})"


def main(arguments: list[str] | None = None) -> int:
    """Verify a package; return the exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal without Chinese is no reason to stop
        sys.stdout.reconfigure(errors="backslashreplace")
    parser = argparse.ArgumentParser(description="核验证据包 / verify a case package of taizhang")
    parser.add_argument("package", type=Path, help="case.zip")
    said = "公钥（文本或文件）/ a public key, its text or a file"
    parser.add_argument("--key", action="append", required=True, type=read_key, help=said)
    asked = parser.parse_args(arguments)
    sound = True
    for mark, zh, en in checks(asked.package, asked.key):
        sound = sound and mark is not False
        sys.stdout.write(f"[{MARKS[mark][0]}] {zh}\n[{MARKS[mark][1]}] {en}\n")
    verdict = "结论：全部成立\nAll of it holds" if sound else "结论：不成立\nIt does NOT hold"
    sys.stdout.write(f"{SCOPE}\n{verdict}\n")
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
