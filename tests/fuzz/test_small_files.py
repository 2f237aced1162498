"""Small files and texts: any bytes are read, or refused in one sentence."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from hypothesis import strategies as st

from domain.document_numbers import read_number
from domain.rulebook.amending import ChangeError
from domain.rulebook.parameters import ParameterError, load_parameters
from ledger.checkpoint import Checkpoint, open_checkpoint, unverified
from ledger.import_errors import ImportRefusedError
from ledger.mapping_files import read_mapping
from ledger.note_keys import LOG, WITNESS, NoteError, Signer, Verifier
from ledger.tlog_proof import TlogProof
from ledger.witness import WitnessRequest, cosign
from simulations.change_file import changed_by
from simulations.scenario import ScenarioError, load_scenario
from taizhang.options import Day, Moment
from taizhang.proof_files import read_signer, read_text
from taizhang.refusals import CannotError

if TYPE_CHECKING:
    from collections.abc import Callable

    Fuzz = Callable[..., None]

ROOT = Path(__file__).parents[2]
LOG_KEY = Signer("wjg.example/ledger", LOG, bytes(32))
BUREAU = Signer("audit.example/witness", WITNESS, bytes([1] * 32))
NOTE = Checkpoint(LOG_KEY.name, 1, bytes(32)).signed(LOG_KEY)
PARAMETERS = (ROOT / "domain/rulebook/wujiagang_2019/parameters.toml").read_bytes()
SET = b"""
[[parameter]]
name = "20.12.within"
zh = "a"
en = "b"
unit = "working days"
values = [{ since = 2019-03-01, value = 5, reference = "x" }]
"""
SCENARIO = (ROOT / "simulations/scenarios/wujiagang-2019.toml").read_bytes()
CHANGE = """
name = { zh = "财政局减一人", en = "one clerk fewer in Finance" }
grow = { documents = 1.3, special_meetings = 1.1 }
remove_clerk = ["Finance"]
add_leave = [{ who = "deputy_1", first_day = 2019-07-01, days = 14 }]
meet_every = { weeks = 3 }
term = { "54.4" = { days = 2 } }
assume = { "consultations.reply" = { median = 70, p90 = 200 } }
""".encode()
PROOF = str(TlogProof(0, (), NOTE))
REQUEST = str(WitnessRequest(0, (), NOTE))


def test_parameters(fuzz: Fuzz, tmp_path: Path) -> None:
    """A parameter file gives values for any day of 2019, or is refused."""
    path = tmp_path / "parameters.toml"

    def read(content: bytes) -> None:
        path.write_bytes(content)
        for one in load_parameters(path).values():
            for value in one.values:
                one.on(value.since)

    fuzz(read, [SET, SET + PARAMETERS[-600:]], ParameterError, examples=60)


def test_a_scenario(fuzz: Fuzz, tmp_path: Path) -> None:
    """A scenario file is a scenario whose numbers can be asked for, or is refused."""
    path = tmp_path / "any.toml"

    def read(content: bytes) -> None:
        path.write_bytes(content)
        load_scenario.cache_clear()
        load_scenario(str(path))

    fuzz(read, [SCENARIO], ScenarioError, examples=12)


def test_a_change(fuzz: Fuzz, tmp_path: Path) -> None:
    """A change file changes the scenario, or is refused."""
    path, scenario = tmp_path / "change.toml", load_scenario("wujiagang-2019")

    def read(content: bytes) -> None:
        path.write_bytes(content)
        changed_by(scenario, path)

    fuzz(read, [CHANGE], ScenarioError, ChangeError, examples=60)


def test_a_mapping(fuzz: Fuzz, tmp_path: Path) -> None:
    """A mapping file is a mapping, or is refused."""
    path = tmp_path / "mapping.toml"
    files = sorted((ROOT / "ledger/mappings").glob("*.toml"))

    def read(content: bytes) -> None:
        path.write_bytes(content)
        list(read_mapping(str(path)).columns())

    fuzz(read, [one.read_bytes() for one in files], ImportRefusedError, examples=30)


NOTES = {
    "checkpoint": lambda text: open_checkpoint(text, [LOG_KEY.verifier, BUREAU.verifier]),
    "unsigned": unverified,
    "proof": lambda text: TlogProof.parse(text).check(b"act", [LOG_KEY.verifier]),
    "request": WitnessRequest.parse,
    "key": Verifier.parse,
}


@pytest.mark.parametrize("kind", NOTES)
def test_a_note(fuzz: Fuzz, tmp_path: Path, kind: str) -> None:
    """A checkpoint, a proof, a request or a public key is one, or is refused."""
    path = tmp_path / "note"
    samples = {"proof": PROOF, "request": REQUEST, "key": str(LOG_KEY.verifier)}

    def read(content: bytes) -> None:
        path.write_bytes(content)
        NOTES[kind](read_text(path))

    fuzz(read, [samples.get(kind, NOTE).encode()], NoteError, CannotError)


def test_a_private_key(fuzz: Fuzz, tmp_path: Path) -> None:
    """A private key is one, or is refused."""
    path = tmp_path / "key"

    def read(content: bytes) -> None:
        path.write_bytes(content)
        read_signer(path)

    fuzz(read, [LOG_KEY.skey().encode()], NoteError, CannotError)


def test_a_request_is_cosigned_or_leaves_nothing(fuzz: Fuzz, tmp_path: Path) -> None:
    """A request that is refused adds nothing to what the witness keeps."""
    kept = tmp_path / "kept"

    def read(content: bytes) -> None:
        before = sorted(kept.rglob("*"))
        try:
            request = WitnessRequest.parse(content.decode("utf-8", "replace"))
            cosign(request, BUREAU, [LOG_KEY.verifier], kept, 1)
        except NoteError:
            assert sorted(kept.rglob("*")) == before
            raise

    fuzz(read, [REQUEST.encode()], NoteError)


def test_a_document_number(fuzz: Fuzz) -> None:
    """Any text is a document number, which written back is read as the same, or none."""

    def read(content: bytes) -> None:
        number = read_number(content.decode("utf-8", "replace"))
        assert number is None or read_number(str(number)) == number

    numbers = "伍政发〔2019〕5号", "国令第718号", "国办发明电〔2019〕5号"
    fuzz(read, [one.encode() for one in numbers], examples=100)


@pytest.mark.parametrize("kind", [Day(), Moment()], ids=["day", "moment"])
def test_a_day_or_a_moment(fuzz: Fuzz, kind: Day | Moment) -> None:
    """Any text is a day or a moment, or is a usage error."""
    samples = [b"2019-09-30", b"2019-09-30T12:00+08:00", b"2019-W07-1", b"20190930T12Z"]

    def read(content: bytes) -> None:
        with suppress(click.UsageError):
            kind.convert(content.decode("utf-8", "surrogateescape"), None, None)

    fuzz(read, samples, examples=100)
    fuzz(lambda text: read(text.encode("utf-8", "surrogatepass")), st.text())


# --- what fuzzing found ---


@pytest.mark.parametrize("content", [b"\x80", b"a = " + b"[" * 3000, b"[a]\nb = 1"])
def test_what_is_no_scenario_is_refused(content: bytes, tmp_path: Path) -> None:
    """No text, nesting without end, a number without its unit: each is refused."""
    path = tmp_path / "any.toml"
    path.write_bytes(content)
    with pytest.raises(ScenarioError, match=r"any\.toml"):
        load_scenario(str(path))


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"2019-03-01", b"2019-03-01T08:00:00"), (b'"20.12.within"', b"[]")],
)
def test_a_moment_is_no_parameters_day(old: bytes, new: bytes, tmp_path: Path) -> None:
    """A parameter takes effect on a day, and its name is a text."""
    path = tmp_path / "parameters.toml"
    path.write_bytes(SET.replace(old, new))
    with pytest.raises(ParameterError, match=r"parameters\.toml"):
        load_parameters(path)


def test_a_changes_name_is_a_text(tmp_path: Path) -> None:
    """A name that is neither a text nor two is refused."""
    path = tmp_path / "change.toml"
    path.write_bytes(b"name = 5")
    with pytest.raises(ScenarioError, match="zh and en"):
        changed_by(load_scenario("wujiagang-2019"), path)


def test_an_endless_number_is_no_document_number() -> None:
    """A serial number of five thousand digits is none."""
    assert read_number(f"国令第{'9' * 5000}号") is None
