"""Verifiers that are not ours, sigstore's in Python and in JavaScript, judge our proofs."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import venv
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from domain.documents import Reviewed
from ledger.ledger import Ledger
from ledger.note_keys import LOG, WITNESS, Signer
from ledger.proving import act_bytes_at, prove_act, sign_checkpoint
from ledger.witness import WitnessRequest, cosign

if TYPE_CHECKING:
    from collections.abc import Callable

    from domain.act import Act
    from domain.ledger_opening import Opened
    from ledger.tlog_proof import TlogProof

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent / "outside_verifiers"
LOG_KEY = Signer("wjg.example/ledger", LOG, bytes(32))
BUREAU = Signer("audit.example/witness", WITNESS, bytes([1] * 32))


def called(*command: object, given: str = "") -> str:
    """Return what a program prints; whatever goes wrong in it is a failure."""
    done = subprocess.run(  # noqa: S603 - ours
        [str(one) for one in command], input=given, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def installed(*command: object) -> None:
    """Install a verifier; skip where it cannot be."""
    done = subprocess.run([str(one) for one in command], capture_output=True, check=False)  # noqa: S603 - ours
    if done.returncode:
        pytest.skip(f"cannot be installed here: {done.stderr.decode().strip()[-200:]}")


@pytest.fixture(scope="module")
def by_python(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[bool]]:
    """Judge by the PyPI package ``sigstore``, installed apart."""
    folder = tmp_path_factory.mktemp("sigstore") / "venv"
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    installed(python, "-m", "pip", "install", "-q", "sigstore")
    script = HERE / "verify_with_sigstore.py"
    return lambda cases: list(json.loads(called(python, script, given=cases)))


@pytest.fixture(scope="module")
def by_node(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[bool]]:
    """Judge by the npm package ``@sigstore/verify``, installed apart."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("node and npm are not on this machine")
    folder = tmp_path_factory.mktemp("npm")
    installed("npm", "install", "--prefix", folder, "--no-audit", "--no-fund", "@sigstore/verify")
    script = HERE / "verify_with_sigstore.cjs"
    return lambda cases: list(json.loads(called("node", script, folder, given=cases)))


@pytest.fixture
def proofs(
    tmp_path: Path, opening: Opened, drafted: Callable[..., Act], told: Callable[..., Act]
) -> list[tuple[bytes, TlogProof]]:
    """Acts of a real ledger of 302 with their proofs, under an early, a late, a cosigned root."""
    review = told(Reviewed, "D1", "2019-04-02", text_version=1)
    with Ledger.create(f"sqlite:///{tmp_path / 'outside.db'}", opening) as ledger:
        ledger.record([drafted("D1")])
        early = sign_checkpoint(ledger, LOG_KEY)
        ledger.append(attrs.evolve(review, originator_version=at) for at in range(2, 302))
        late = sign_checkpoint(ledger, LOG_KEY)
        first = WitnessRequest(0, (), late)
        both = cosign(first, BUREAU, [LOG_KEY.verifier], tmp_path / "kept", 1_700_000_000)
        chosen = [(1, early), (2, early), (1, late), (2, late), (77, late), (256, late),
                  (257, late), (301, late), (302, late), (100, both)]  # fmt: skip
        return [
            (act_bytes_at(ledger, position), prove_act(ledger, position, note))
            for position, note in chosen
        ]


def text(read: bytes) -> str:
    """Write bytes as base64."""
    return b64encode(read).decode()


def case(act: bytes, proof: TlogProof, **instead: Any) -> dict[str, Any]:
    """Return a proof in the words of sigstore's entries, with something else instead."""
    key = LOG_KEY.verifier
    public = Ed25519PublicKey.from_public_bytes(key.key)
    spki = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    stated = proof.stated()
    return {
        "act": text(act), "index": proof.index, "size": stated.size, "root": text(stated.root),
        "hashes": [text(one) for one in proof.path], "checkpoint": proof.checkpoint,
        "spki": text(spki), "id": text(key.id + bytes(28)), "name": key.name, **instead,
    }  # fmt: skip


def bad(act: bytes, proof: TlogProof) -> list[dict[str, Any]]:
    """Return what must be rejected: one thing wrong in each."""
    flipped = bytes([act[0] ^ 1]) + act[1:]
    forger = Signer(LOG_KEY.name, LOG, bytes([2] * 32))
    path = [text(one) for one in proof.path]
    wrong = [text(bytes([one[0] ^ 1]) + one[1:]) for one in proof.path]
    stated = proof.stated()
    rewritten = attrs.evolve(stated, root=bytes(32))
    found = [
        case(flipped, proof),
        case(act, proof, hashes=[*wrong[:1], *path[1:]]),
        case(act, proof, hashes=[*path[:-1], *wrong[-1:]]),
        case(act, proof, hashes=path[:-1]),
        case(act, proof, hashes=[*path, text(bytes(32))]),
        case(act, proof, index=proof.index ^ 1),
        case(act, proof, checkpoint=stated.signed(forger)),
        case(act, proof, checkpoint=rewritten.signed(LOG_KEY)),
        case(act, proof, checkpoint=proof.checkpoint.replace(f"\n{stated.size}\n", "\n303\n", 1)),
    ]
    return [one for one in found if one != case(act, proof)]


def judged(judge: Callable[[str], list[bool]], proofs: list[tuple[bytes, TlogProof]]) -> None:
    """Have a verifier judge every good proof, and everything that is wrong with each."""
    good = [case(act, proof) for act, proof in proofs]
    rejected = [one for act, proof in proofs for one in bad(act, proof)]
    verdicts = judge(json.dumps([*good, *rejected]))
    assert verdicts[: len(good)] == [True] * len(good)
    assert verdicts[len(good) :] == [False] * len(rejected)
    assert len(rejected) > 80


def test_sigstore_in_python_agrees(
    by_python: Callable[[str], list[bool]], proofs: list[tuple[bytes, TlogProof]]
) -> None:
    """The PyPI package accepts our good proofs and checkpoints, and rejects every bad one."""
    judged(by_python, proofs)


def test_sigstore_in_javascript_agrees(
    by_node: Callable[[str], list[bool]], proofs: list[tuple[bytes, TlogProof]]
) -> None:
    """The npm package accepts our good proofs and checkpoints, and rejects every bad one."""
    judged(by_node, proofs)
