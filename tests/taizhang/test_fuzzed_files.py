"""Files of any content whatever: read, or refused in the one expected way."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.rulebook.parameters import ParameterError, load_parameters
from ledger.act_bytes import ActBytes
from ledger.errors import LedgerError
from ledger.note_keys import NoteError
from ledger.tlog_proof import TlogProof
from ledger.witness import WitnessRequest

if TYPE_CHECKING:
    from pathlib import Path

NOTE = "wjg.example\n1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n\n— wjg.example AAAAAAAA\n"
SAID = ("c2sp.org/tlog-proof@v1", "extra AA==", "extra ", "index 0", "index -1", "old 0", "old 01")
LINES = st.lists(st.sampled_from((*SAID, "", "AA==", *NOTE.split("\n"))) | st.text(max_size=20))
DAYS = ("2019-03-01", "2019-03-01T00:00:00", "2019-03-01T00:00:00Z", "12:00:00")
PLAIN = ("5", "-1", "true", "1.5", "nan", '"month"', "[]", "{}", "[{}]", '"working days"')
VALUES = st.sampled_from(DAYS + PLAIN)


@settings(deadline=None)
@given(LINES)
def test_no_proof_file_breaks_its_readers(lines: list[str]) -> None:
    """Proofs and requests to witnesses, in any order of lines, are read or refused."""
    for read in (TlogProof.parse, WitnessRequest.parse):
        with suppress(NoteError):
            read("\n".join(lines))


@settings(deadline=None)
@given(st.binary())
def test_no_bytes_break_the_reader_of_acts(content: bytes) -> None:
    """What is no act's bytes is refused as such."""
    for given_ in (content, b"taizhang-act/v1\n" + content):
        with suppress(LedgerError):
            ActBytes.parse(given_)


ENTRY = st.dictionaries(st.sampled_from(("name", "zh", "en", "unit", "values", "more")), VALUES)
DATED = st.dictionaries(st.sampled_from(("since", "value", "reference", "more")), VALUES)


@settings(deadline=None)
@given(ENTRY, DATED)
def test_no_parameter_file_breaks_its_reader(
    tmp_path_factory: pytest.TempPathFactory, fields: dict[str, str], value: dict[str, str]
) -> None:
    """Whatever an entry says, it is a parameter that can be asked for a day, or an error."""
    path: Path = tmp_path_factory.getbasetemp() / "parameters.toml"
    entry = "".join(f"{json.dumps(key)} = {one}\n" for key, one in fields.items())
    dated = "".join(f"{json.dumps(key)} = {one}\n" for key, one in value.items())
    path.write_text(f"[[parameter]]\n{entry}[[parameter.values]]\n{dated}", "utf-8")
    with suppress(ParameterError):
        load_parameters(path)


def test_a_parameter_is_dated_by_a_day(tmp_path: Path) -> None:
    """An instant instead of a day, which no day can be compared with, is refused."""
    path = tmp_path / "parameters.toml"
    path.write_text(
        '[[parameter]]\nname = "a"\nzh = "甲"\nen = "a"\nunit = "number"\n'
        "values = [{since = 2019-03-01T00:00:00, value = 5, reference = ''}]\n",
        "utf-8",
    )
    with pytest.raises(ParameterError):
        load_parameters(path)
