"""``taizhang keys``, ``checkpoint``, ``cosign``, ``prove`` and ``verify``, as auditors use them."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from ledger.checkpoint import unverified

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]


@pytest.fixture
def keys(taizhang: Run, tmp_path: Path) -> dict[str, str]:
    """A log key and the bureau's witness key: their public halves, by name."""
    log = taizhang("keys", "new", tmp_path / "log.key", "--name", "wjg.example/ledger")
    made = taizhang("keys", "new", tmp_path / "bureau.key", "--name", "审计局", "--witness")
    return {"log": log.stdout.strip(), "bureau": made.stdout.strip()}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the ledger is as a file."""
    return tmp_path / "real.db"


@pytest.fixture
def signed(taizhang: Run, real: str, keys: dict[str, str], tmp_path: Path) -> Path:
    """The first checkpoint of a small real ledger, cosigned by the bureau."""
    taizhang("checkpoint", real, "--key", tmp_path / "log.key", "--out", tmp_path / "1.txt",
             "--request", tmp_path / "1.request")  # fmt: skip
    done = taizhang("cosign", tmp_path / "1.request", "--key", tmp_path / "bureau.key",
                    "--log", keys["log"], "--kept", tmp_path / "kept",
                    "--out", tmp_path / "cosigned.txt")  # fmt: skip
    assert done.exit_code == 0, done.output
    return tmp_path / "cosigned.txt"


def tampered(path: Path, statement: str) -> None:
    """Change a ledger by SQL, past its guards, and put the guards back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        guards = raw.execute("SELECT name, sql FROM sqlite_master WHERE type='trigger'").fetchall()
        for name, _ in guards:
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute(statement)
        for _, sql in guards:
            raw.execute(sql)


# --- keys ---


def test_a_private_key_is_its_owner_s_alone(
    taizhang: Run, keys: dict[str, str], tmp_path: Path
) -> None:
    """A private key file is readable by its owner alone, and shows its public half on request."""
    path = tmp_path / "log.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert taizhang("keys", "show", path).stdout.strip() == keys["log"]
    assert keys["log"].startswith("wjg.example/ledger+")


def test_a_key_is_never_overwritten(taizhang: Run, keys: dict[str, str], tmp_path: Path) -> None:
    """Making a key where one is leaves that one as it was."""
    before = (tmp_path / "log.key").read_bytes()
    refused = taizhang("keys", "new", tmp_path / "log.key", "--name", "other")
    assert refused.exit_code == 2
    assert "已存在" in refused.stderr
    assert (tmp_path / "log.key").read_bytes() == before
    assert keys


# --- a day at the bureau ---


def test_a_checkpoint_is_signed_cosigned_and_verified(
    taizhang: Run, real: str, signed: Path, keys: dict[str, str], tmp_path: Path
) -> None:
    """The keeper signs, the bureau cosigns, anybody verifies: all with files."""
    (tmp_path / "log.pub").write_text(keys["log"] + "\n", "utf-8")
    done = taizhang("verify", real, "--checkpoint", signed, "--key", tmp_path / "log.pub",
                    "--key", keys["bureau"], "--lang", "en")  # fmt: skip
    assert done.exit_code == 0, done.output
    for words in ("the signature is true, cosigned by 审计局 20", "the ledger grew out of it",
                  "3 acts verified one by one", "Nothing was altered"):  # fmt: skip
        assert words in done.stdout
    zh = taizhang("verify", real, "--checkpoint", signed, "--key", keys["log"]).stdout
    assert "未发现改动" in zh
    assert "签名属实" in zh


def test_the_bureau_follows_the_ledger(
    taizhang: Run, real: str, signed: Path, keys: dict[str, str], asked: str, tmp_path: Path
) -> None:
    """After more acts the next checkpoint is proved to follow from the last, and cosigned."""
    taizhang("record", real, "-", given=asked)
    taizhang("checkpoint", real, "--key", tmp_path / "log.key", "--out", tmp_path / "2.txt",
             "--request", tmp_path / "2.request", "--since", signed)  # fmt: skip
    assert (tmp_path / "2.request").read_text("utf-8").startswith("old 3\n")
    done = taizhang("cosign", tmp_path / "2.request", "--key", tmp_path / "bureau.key",
                    "--log", keys["log"], "--kept", tmp_path / "kept")  # fmt: skip
    assert done.exit_code == 0
    assert unverified(done.stdout).size == 6
    again = taizhang("cosign", tmp_path / "2.request", "--key", tmp_path / "bureau.key",
                     "--log", keys["log"], "--kept", tmp_path / "kept")  # fmt: skip
    assert again.exit_code == 2
    assert "begins at 3 acts" in again.stderr


def test_a_checkpoint_without_the_bureau_is_missed(
    taizhang: Run, real: str, signed: Path, keys: dict[str, str], tmp_path: Path
) -> None:
    """Where the bureau's key is given, its cosignature must be there."""
    del signed
    done = taizhang("verify", real, "--checkpoint", tmp_path / "1.txt", "--key", keys["log"],
                    "--key", keys["bureau"])  # fmt: skip
    assert done.exit_code == 1
    assert "审计局 has not cosigned" in done.stdout


def test_an_act_is_proved_to_a_third_party(
    taizhang: Run, real: str, signed: Path, keys: dict[str, str], tmp_path: Path
) -> None:
    """Two files and the public keys prove an act, without the ledger; another act they do not."""
    out = tmp_path / "case.tlog-proof"
    ref = "organisation:wujiagang#2"
    assert taizhang("prove", real, ref, "--out", out, "--checkpoint", signed).exit_code == 0
    both = ("--key", keys["log"], "--key", keys["bureau"], "--lang", "en")
    done = taizhang("verify", "--proof", out, "--act", out.with_suffix(".act"), *both)
    assert done.exit_code == 0, done.output
    assert "stands at position 3" in done.stdout
    assert out.stat().st_size < 4096
    assert taizhang("verify", real, "--proof", out, "--act", ref, *both).exit_code == 0
    other = taizhang("verify", real, "--proof", out, "--act", 2, *both)
    assert other.exit_code == 1
    assert "证明不成立" in other.stdout


# --- tampering ---


def test_an_altered_act_is_located_and_not_signed(
    taizhang: Run, real: str, path: Path, signed: Path, keys: dict[str, str], tmp_path: Path
) -> None:
    """A ledger with one act altered is found out, in both languages, and is not signed."""
    tampered(path, "UPDATE stored_events SET state = x'7b7d' WHERE rowid = 2")
    done = taizhang("verify", real, "--checkpoint", signed, "--key", keys["log"])
    assert done.exit_code == 1
    assert "第2位被改" in done.stdout
    refused = taizhang("checkpoint", real, "--key", tmp_path / "log.key", "--lang", "en")
    assert refused.exit_code == 1
    assert "Position 2 altered" in refused.stdout


def test_even_the_first_act(taizhang: Run, real: str, path: Path, signed: Path) -> None:
    """A ledger whose opening was altered cannot be opened any more, and can be verified."""
    del signed
    tampered(path, "UPDATE stored_events SET topic = 'ledger.closed' WHERE rowid = 1")
    done = taizhang("verify", real, "--lang", "en")
    assert done.exit_code == 1
    assert "Position 1 altered" in done.stdout


def test_a_removed_tail_is_caught_by_the_kept_checkpoint(
    taizhang: Run, real: str, path: Path, signed: Path, keys: dict[str, str]
) -> None:
    """A copy from before the last acts, put in place of the ledger, is not what was signed."""
    tampered(path, "DELETE FROM stored_events WHERE rowid = 3")
    tampered(path, "DELETE FROM checkpoints")
    tampered(path, "DELETE FROM merkle_runs WHERE first_leaf = 1")
    done = taizhang("verify", real, "--checkpoint", signed, "--key", keys["log"], "--lang", "en")
    assert done.exit_code == 1
    assert "Position 3 removed" in done.stdout


# --- bad input ---


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("verify",), "nothing to verify"),
        (("verify", "{real}", "--proof", "{signed}"), "--act"),
        (("verify", "--checkpoint", "{signed}"), "--key"),
        (("verify", "{real}", "--key", "no+key"), "公钥"),
        (("verify", "{real}", "--key", "none.pub"), "none.pub"),
        (("verify", "{real}", "--checkpoint", "{blob}"), "no checkpoint"),
        (("verify", "none.db"), "none.db"),
        (("prove", "{real}", "99", "--out", "x"), "position 99"),
        (("prove", "{real}", "document:D1#1", "--out", "x"), "document:D1#1"),
        (("checkpoint", "{real}", "--key", "{signed}"), "私钥"),
        (("cosign", "{signed}", "--key", "{signed}", "--log", "a+b", "--kept", "k"), "公钥"),
        (("keys", "new", "x.key", "--name", "two words"), "two words"),
        (("keys", "show", "{signed}"), "私钥"),
    ],
)
def test_bad_input_is_one_sentence(
    taizhang: Run,
    real: str,
    signed: Path,
    tmp_path: Path,
    arguments: tuple[str, ...],
    words: str,
) -> None:
    """What cannot be used is named in one sentence, with exit code 2."""
    blob = tmp_path / "blob"
    blob.write_bytes(b"\xff")
    filled = [one.format(real=real, signed=signed, blob=blob) for one in arguments]
    done = taizhang(*filled)
    assert done.exit_code == 2, done.output
    assert done.stderr.startswith("Error: ")
    assert done.stderr.count("\n") == 1
    assert words in done.stderr


def test_a_checkpoint_of_another_ledger_is_refused(
    taizhang: Run, real: str, signed: Path, tmp_path: Path
) -> None:
    """A checkpoint of another log is not taken for proof that this one was rewritten."""
    text = signed.read_text("utf-8").replace("wjg.example/ledger\n3", "other.example/x\n3")
    (tmp_path / "other.txt").write_text(text, "utf-8")
    done = taizhang("verify", real, "--checkpoint", tmp_path / "other.txt")
    assert done.exit_code == 2
    assert "other.example/x" in done.stderr
