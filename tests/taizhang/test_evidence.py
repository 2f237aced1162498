"""``taizhang evidence``: a case packed, and verified where nothing of ours is installed."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from taizhang.evidence.package import MANIFEST, packed
from taizhang.evidence.verify import main as verify
from taizhang.evidence.verify import members_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from click.testing import Result

    Run = Callable[..., Result]

pytestmark = pytest.mark.printed

SCRIPT = Path(__file__).parents[2] / "taizhang" / "evidence" / "verify.py"
TRIED = 150
"""Single-byte changes that are tried, of the tens of thousands there could be."""


@attrs.frozen
class Packed:
    """A package, the folder it lies in with its keys, and the log's public key."""

    path: Path
    folder: Path
    key: str
    year: str
    findings: tuple[str, ...]

    @property
    def members(self) -> dict[str, bytes]:
        """Its members but for the manifest."""
        return {name: raw for name, raw in members_of(self.path).items() if name != MANIFEST}


@pytest.fixture(scope="module")
def case(taizhang: Run, year: str, tmp_path_factory: pytest.TempPathFactory) -> Packed:
    """Two findings of the played spring: a reply that was late, and one that never came."""
    folder = tmp_path_factory.mktemp("case")
    if year.startswith(
        "sqlite:///"
    ):  # signing writes: the spring that all tests read stays as it is
        shutil.copy(year.removeprefix("sqlite:///"), folder / "year.db")
        year = f"sqlite:///{folder / 'year.db'}"
    key = taizhang("keys", "new", folder / "log.key", "--name", "wjg.example/spring").stdout.strip()
    given = json.loads(taizhang("audit", year, "--norm", "54.4", "--format", "json").stdout)
    late = next(one for one in given if one["verdict"] == "deviation" and one["discharged"])
    never = next(one for one in given if one["discharged"] is None)
    names = tuple(f"54.4@{one['matter']}" for one in (late, never))
    out = folder / "case.zip"
    done = taizhang("evidence", year, *names, "--out", out, "--key", folder / "log.key")
    assert done.exit_code == 0, done.output
    assert hashlib.sha256(out.read_bytes()).hexdigest() in done.stdout
    return Packed(out, folder, key, year, names)


def outside(package: Path, *keys: str, script: Path = SCRIPT) -> subprocess.CompletedProcess[str]:
    """Run the verifier from the package's folder, isolated, with no installed package in sight."""
    asked = [part for key in keys for part in ("--key", key)]
    command = [sys.executable, "-I", "-S", script, package.name, *asked]
    return subprocess.run(  # noqa: S603 - our own script
        command, cwd=package.parent, capture_output=True, encoding="utf-8", check=False
    )


def repacked(case: Packed, tmp_path: Path, members: Mapping[str, bytes]) -> Path:
    """Write a package of other members under the old manifest."""
    path = tmp_path / "case.zip"
    with zipfile.ZipFile(path, "w") as package:
        for name, raw in {MANIFEST: members_of(case.path)[MANIFEST], **members}.items():
            package.writestr(name, raw)
    return path


# --- what is in it ---


def test_a_package_is_verified_where_nothing_is_installed(case: Packed, tmp_path: Path) -> None:
    """The script out of the package accepts it, in both languages, from a folder of its own."""
    package, script = tmp_path / "case.zip", tmp_path / "verify.py"
    package.write_bytes(case.path.read_bytes())
    script.write_bytes(case.members["verify.py"])
    done = outside(package, case.key, script=script)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "结论：全部成立\nAll of it holds" in done.stdout
    assert "a SIMULATED ledger" in done.stdout
    assert "[不成立]" not in done.stdout


def test_a_package_holds_what_it_promises(case: Packed) -> None:
    """Acts with proofs, checkpoint, norm, calendar, explanations and the script are members."""
    members = case.members
    for name in ("README.txt", "checkpoint.txt", "case.json", "verify.py", "calendar/cn.toml",
                 "explanation.zh.html", "explanation.en.html", "rulebook/54.4.zh.txt"):  # fmt: skip
        assert members[name]
    acts = {name for name in members if name.endswith(".act")}
    assert {name.replace(".act", ".tlog-proof") for name in acts} < set(members)
    assert "语气：一般" in members["rulebook/54.4.zh.txt"].decode()
    days = next(raw for name, raw in members.items() if name.endswith(".csv")).decode()
    assert "2019-01-01,0,holiday,元旦" in days


def test_every_act_a_finding_rests_on_is_in_the_package(case: Packed) -> None:
    """The evidence of each finding, the acts its explanation names, and the ledger's first act."""
    told = json.loads(case.members["case.json"])
    refs = {one["ref"] for one in told["acts"]}
    assert {ref for one in told["findings"] for ref in one["evidence"]} < refs
    assert told["acts"][0]["position"] == 1
    assert any(ref.startswith("organisation:") for ref in refs)
    for ref in refs - {told["acts"][0]["ref"]}:
        assert f"[{ref}]" in case.members["explanation.zh.html"].decode()


def test_the_acts_are_those_of_the_ledger(case: Packed, taizhang: Run) -> None:
    """The files of each act are the ones ``taizhang verify`` accepts too."""
    for name, raw in case.members.items():
        if name.startswith("acts/"):
            path = case.folder / Path(name).name
            path.write_bytes(raw)
    proof = case.folder / "002.tlog-proof"
    both = ("--proof", proof, "--act", proof.with_suffix(".act"))
    assert taizhang("verify", *both, "--key", case.key).exit_code == 0


def test_the_explanation_says_that_the_ledger_is_simulated(case: Packed) -> None:
    """Both pages warn that nothing in them ever happened, and name the last good day."""
    zh, en = (case.members[f"explanation.{lang}.html"].decode() for lang in ("zh", "en"))
    assert 'class="warning">模拟演算的台账' in zh
    assert 'class="warning">A SIMULATED ledger' in en
    assert "最后期限" in zh
    assert "last good day" in en
    assert "采用的理解" in zh


def test_the_same_case_is_the_same_file(case: Packed, taizhang: Run) -> None:
    """Packed again under the same checkpoint, the package is the same to the byte."""
    (case.folder / "1.txt").write_bytes(case.members["checkpoint.txt"])
    again = case.folder / "again.zip"
    done = taizhang("evidence", case.year, *case.findings, "--out", again,
                    "--checkpoint", case.folder / "1.txt")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert again.read_bytes() == case.path.read_bytes()
    assert packed(case.members) == case.path.read_bytes()


def test_the_script_is_short_and_needs_nothing() -> None:
    """Under 300 lines, and every import is of the standard library."""
    text = SCRIPT.read_text("utf-8")
    assert len(text.splitlines()) < 300
    imports = {line.split()[1].split(".")[0] for line in text.splitlines()
               if line.strip().startswith(("import ", "from ")) and "KEY" not in line}  # fmt: skip
    assert imports <= sys.stdlib_module_names | {"__future__"}


# --- what is noticed ---


def _changes(case: Packed) -> list[tuple[str, int, int]]:
    """Choose a byte of every member, and more at random: member, place, bit."""
    dice, members = random.Random(20190301), members_of(case.path)  # noqa: S311 - a sample
    names = sorted(members) + dice.choices(sorted(members), k=TRIED - len(members))
    return [(name, dice.randrange(len(members[name])), dice.randrange(8)) for name in names]


def test_any_changed_byte_of_any_member_is_noticed(
    case: Packed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One bit of one byte, in each member and the manifest itself: exit code 1, member named."""
    path, untouched = tmp_path / "case.zip", members_of(case.path)
    for name, at, bit in _changes(case):
        raw = bytearray(untouched[name])
        raw[at] ^= 1 << bit
        with zipfile.ZipFile(path, "w") as package:
            for other, content in (untouched | {name: bytes(raw)}).items():
                package.writestr(other, content)
        assert verify([str(path), "--key", case.key]) == 1, (name, at, bit)
        assert name in capsys.readouterr().out or name == MANIFEST


def test_a_changed_byte_of_the_file_itself_never_passes_as_another_content(
    case: Packed, tmp_path: Path
) -> None:
    """One byte of the zip changed: refused, or every member is still what it was."""
    dice, whole = random.Random(1), case.path.read_bytes()  # noqa: S311 - a sample
    path = tmp_path / "case.zip"
    for _ in range(60):
        raw = bytearray(whole)
        raw[dice.randrange(len(raw))] ^= 1 << dice.randrange(8)
        path.write_bytes(raw)
        if verify([str(path), "--key", case.key]) == 0:
            assert members_of(path) == members_of(case.path)


def test_a_missing_member_is_noticed(case: Packed, tmp_path: Path) -> None:
    """A package without its calendar does not hold, and says what is missing."""
    members = case.members
    del members["calendar/cn.toml"]
    done = outside(repacked(case, tmp_path, members), case.key)
    assert done.returncode == 1
    assert "calendar/cn.toml: missing" in done.stdout


@pytest.mark.parametrize("name", ["acts/999.act", "note.txt"])
def test_an_added_member_is_noticed(case: Packed, tmp_path: Path, name: str) -> None:
    """A file that the manifest does not name is not part of the case."""
    done = outside(repacked(case, tmp_path, case.members | {name: b"!"}), case.key)
    assert done.returncode == 1
    assert f"{name}: altered or added" in done.stdout


def test_a_member_that_is_there_twice_is_noticed(case: Packed, tmp_path: Path) -> None:
    """Two members of one name, of which a reader might take either, are refused."""
    path = tmp_path / "case.zip"
    path.write_bytes(case.path.read_bytes())
    with zipfile.ZipFile(path, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr("case.json", b"{}")
    assert outside(path, case.key).returncode == 1


def test_another_key_is_noticed(case: Packed, taizhang: Run, tmp_path: Path) -> None:
    """A key of another log, a key of the same name, and a witness that never signed: all fail."""
    made = [("other", "a.example/other", ()), ("same", "wjg.example/spring", ()),
            ("bureau", "audit.example/w", ("--witness",))]  # fmt: skip
    for file, name, more in made:
        key = taizhang("keys", "new", tmp_path / file, "--name", name, *more).stdout.strip()
        done = outside(case.path, key)
        assert done.returncode == 1
        assert "没有真实签名" in done.stdout
    assert outside(case.path, case.key, key).returncode == 1


def test_a_key_that_is_none_is_refused(case: Packed) -> None:
    """A torn key is bad input: exit code 2, no traceback."""
    done = outside(case.path, case.key[:-5])
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_case_made_up_anew_under_a_new_manifest_is_noticed(
    case: Packed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever rewrites the manifest too is caught by the proofs: each forgery is refused."""
    members = case.members
    told = json.loads(members["case.json"])
    path = tmp_path / "case.zip"

    def refused(changed: Mapping[str, bytes]) -> None:
        path.write_bytes(packed(members | changed))
        assert verify([str(path), "--key", case.key]) == 1
        assert "It does NOT hold" in capsys.readouterr().out

    def retold(number: int, **fields: Any) -> bytes:
        acts = [one | fields if at == number else one for at, one in enumerate(told["acts"])]
        return json.dumps(told | {"acts": acts}).encode()

    path.write_bytes(packed(members))
    assert verify([str(path), "--key", case.key]) == 0
    refused({"acts/002.act": members["acts/002.act"].replace(b"2019", b"2018")})
    refused({"acts/002.tlog-proof": members["acts/003.tlog-proof"]})
    refused({"case.json": retold(1, position=told["acts"][1]["position"] + 1)})
    refused({"case.json": retold(1, ref=told["acts"][2]["ref"])})
    refused({"case.json": retold(1, act="document.signed")})
    refused({"case.json": json.dumps(told | {"acts": told["acts"][:-1]}).encode()})
    refused({"case.json": json.dumps(told | {"acts": told["acts"][1:]}).encode()})
    size = str(told["checkpoint"]["size"]).encode()
    refused({"checkpoint.txt": members["checkpoint.txt"].replace(size, b"9" * len(size))})


def test_a_file_that_is_no_package_is_refused(case: Packed, tmp_path: Path) -> None:
    """No zip, an empty zip, no file: exit code 1 and a sentence, never a traceback."""
    empty, text = tmp_path / "empty.zip", tmp_path / "text.zip"
    zipfile.ZipFile(empty, "w").close()
    text.write_text("no zip")
    for path in (empty, text, tmp_path / "none.zip"):
        done = outside(path, case.key)
        assert done.returncode == 1
        assert "无法继续核验" in done.stdout
        assert "Traceback" not in done.stderr


# --- what is refused before a package is made ---


def test_a_checkpoint_of_another_ledger_is_refused(
    case: Packed, taizhang: Run, real: str, tmp_path: Path
) -> None:
    """A case rests on a checkpoint of its own ledger only."""
    taizhang("keys", "new", tmp_path / "k", "--name", "wjg.example/spring")
    other = taizhang("checkpoint", real, "--key", tmp_path / "k").stdout
    (tmp_path / "other.txt").write_text(other, "utf-8")
    refused = taizhang("evidence", case.year, case.findings[0], "--out", tmp_path / "x.zip",
                       "--checkpoint", tmp_path / "other.txt")  # fmt: skip
    assert refused.exit_code == 2
    assert "not of this ledger" in refused.stderr
    assert not (tmp_path / "x.zip").exists()


def test_a_checkpoint_from_before_the_acts_is_refused(
    taizhang: Run, real: str, asked: str, tmp_path: Path
) -> None:
    """A checkpoint that does not cover the acts says so, and how to get one that does."""
    taizhang("keys", "new", tmp_path / "k", "--name", "wjg.example/real")
    early = taizhang("checkpoint", real, "--key", tmp_path / "k").stdout
    (tmp_path / "early.txt").write_text(early, "utf-8")
    taizhang("record", real, "-", given=asked)
    asking = ("evidence", real, "54.4@consultation:C1", "--out", tmp_path / "x.zip")
    refused = taizhang(*asking, "--checkpoint", tmp_path / "early.txt")
    assert refused.exit_code == 2
    assert "sign a new one" in refused.stderr
    assert taizhang(*asking).exit_code == 2  # the last one signed is that one
    done = taizhang(*asking, "--key", tmp_path / "k", "--lang", "en")
    assert done.exit_code == 0, done.output
    assert "Findings: 1; acts, each with its proof: 2" in done.stdout
    real_case = members_of(tmp_path / "x.zip")
    assert "SIMULATED" not in real_case["explanation.en.html"].decode()


def test_no_finding_of_that_name_is_refused(case: Packed, taizhang: Run, tmp_path: Path) -> None:
    """One sentence and exit code 2, and no file is left."""
    refused = taizhang("evidence", case.year, "54.4@consultation:none", "--out", tmp_path / "x.zip",
                       "--key", case.folder / "log.key")  # fmt: skip
    assert refused.exit_code == 2
    assert refused.stderr.count("\n") == 1
    assert not (tmp_path / "x.zip").exists()
