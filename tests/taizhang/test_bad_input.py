"""Bad input: one clear sentence on stderr, exit code 2, and the ledger as it was."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]
    Write = Callable[..., str]
    Stored = Callable[[str], bytes]

AT = "2019-09-27T09:00:00+08:00"
COUNCIL = Path(__file__).parents[2] / "ledger" / "mappings" / "nyc_council.toml"


def says(result: Result, *words: str) -> None:
    """Assert one sentence on stderr, with these words in it, nothing on stdout, and exit code 2."""
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1
    for word in words:
        assert word in result.stderr


@pytest.fixture
def refused(taizhang: Run, real: str, stored: Stored) -> Callable[..., None]:
    """Record lines that must be refused with certain words, and leave the ledger as it was."""

    def refuse(given: str, *words: str) -> None:
        before = stored(real)
        says(taizhang("record", real, "-", given=given), *words)
        assert stored(real) == before

    return refuse


def test_an_unknown_act_is_refused(refused: Callable[..., None], as_line: Write) -> None:
    """An act that there is not is named, with its line and where the known ones are."""
    refused(as_line("consultation.whispered", "C1", AT, "office"),
            "Line 行 1", "consultation.whispered", "taizhang acts")  # fmt: skip


def test_a_missing_field_is_refused(
    refused: Callable[..., None], as_line: Write, asked: str
) -> None:
    """A field left out is named, with its line; the good lines before it are not recorded."""
    bad = as_line("consultation.replied", "C1", AT, "finance", unit="finance")
    refused(f"{asked}\n{bad}", "Line 行 4", "position", "consultation.replied")


def test_a_mistyped_field_is_refused(refused: Callable[..., None], as_line: Write) -> None:
    """A number where a text belongs is refused, never turned into one."""
    refused(as_line("consultation.requested", "C1", AT, "office", unit=7), "Line 行 1", "$.unit")


def test_an_unknown_field_is_refused(refused: Callable[..., None], as_line: Write) -> None:
    """A field the act does not have is refused, never dropped."""
    bad = as_line("consultation.requested", "C1", AT, "office", unit="finance", until="2019-10-01")
    refused(bad, "Line 行 1", "until")


@pytest.mark.parametrize("field", ["recorded_at", "originator_version"])
def test_what_the_ledger_gives_is_not_the_users_to_say(
    refused: Callable[..., None], as_line: Write, field: str
) -> None:
    """When an act was recorded, and its place, are the ledger's to give."""
    given = {"recorded_at": AT, "originator_version": 1}[field]
    bad = as_line("consultation.requested", "C1", AT, "office", unit="finance", **{field: given})
    refused(bad, "Line 行 1", field)


def test_a_naive_time_is_refused(refused: Callable[..., None], as_line: Write) -> None:
    """A time without its zone could be two instants, so it is refused."""
    bad = as_line("consultation.requested", "C1", "2019-09-27T09:00:00", "office", unit="finance")
    refused(bad, "Line 行 1", "timezone", "$.occurred_at")


def test_an_act_out_of_order_is_refused(
    refused: Callable[..., None], as_line: Write, asked: str
) -> None:
    """A reply of a unit that was never asked cannot have happened; all lines stay out."""
    bad = as_line("consultation.replied", "C1", AT, "office", unit="office", position="agree")
    refused(f"{asked}\n\n{bad}", "Line 行 5", "consultation:C1", "未向该单位征求意见")


def test_a_torn_line_is_refused(refused: Callable[..., None], asked: str) -> None:
    """A line cut short is said to be torn, with its number."""
    refused(asked[:-20], "Line 行 3", "torn")


def test_a_truncated_gz_is_refused(
    taizhang: Run, real: str, stored: Stored, tmp_path: Path
) -> None:
    """Half a gzipped file imports nothing."""
    source = tmp_path / "history.csv.gz"
    source.write_bytes(gzip.compress(b"file,action\n" + b"Int 1,Filed\n" * 9999)[:60])
    before = stored(real)
    mapping = _for_this_rulebook(tmp_path)
    result = taizhang("import", source, "--mapping", mapping, "--ledger", real)
    says(result, "history.csv.gz", "truncated")
    assert stored(real) == before


def test_a_mapping_that_names_a_missing_column_is_refused(
    taizhang: Run, real: str, stored: Stored, tmp_path: Path
) -> None:
    """The column that is not there is named."""
    source = tmp_path / "history.csv"
    source.write_text("file,action\nInt 1,Filed\n", "utf-8")
    before = stored(real)
    mapping = _for_this_rulebook(tmp_path)
    says(
        taizhang("import", source, "--mapping", mapping, "--ledger", real), "no column", "event_id"
    )
    assert stored(real) == before


def _for_this_rulebook(folder: Path) -> Path:
    """Return the council's mapping under the rulebook of the ledger of these tests."""
    path = folder / "mapping.toml"
    path.write_text(COUNCIL.read_text("utf-8").replace("nyc-charter-37", "wjg-2019"), "utf-8")
    return path


@pytest.mark.parametrize("verb", ["audit", "due", "show"])
def test_a_path_that_is_no_ledger_is_refused(taizhang: Run, tmp_path: Path, verb: str) -> None:
    """A file of another kind is named, and is not touched."""
    path = tmp_path / "notes.txt"
    path.write_text("not a ledger", "utf-8")
    arguments = (path, "C1") if verb == "show" else (path,)
    says(taizhang(verb, *arguments), "notes.txt", "not a ledger")
    assert path.read_text("utf-8") == "not a ledger"


def test_a_ledger_that_is_not_there_is_not_made(taizhang: Run, tmp_path: Path) -> None:
    """Looking at a ledger that does not exist makes none."""
    says(taizhang("audit", tmp_path / "none.db"), "none.db")
    assert not list(tmp_path.iterdir())


def test_a_year_without_a_calendar_is_refused(taizhang: Run, year: str, stored: Stored) -> None:
    """How late something is in 2035 nobody can say before its notice is published."""
    before = stored(year)
    says(taizhang("audit", year, "--as-of", "2035-01-01"), "2035")
    assert stored(year) == before


def test_a_scenario_without_a_calendar_leaves_nothing(
    taizhang: Run, spring: Path, tmp_path: Path
) -> None:
    """A year that no notice covers cannot be played, and no ledger is left behind."""
    scenario = tmp_path / "far.toml"
    text = spring.read_text("utf-8").replace("= 2019-03-31", "= 2035-03-31")
    scenario.write_text(text.replace("= 2019-01-01", "= 2035-01-01"), "utf-8")
    out = tmp_path / "year"
    says(taizhang("simulate", "--scenario", scenario, "--out", out), "2035")
    assert not list(out.iterdir())


def test_an_unknown_norm_is_refused(taizhang: Run, year: str) -> None:
    """A norm that the rulebook does not have is named."""
    says(taizhang("audit", year, "--norm", "99.9"), "99.9", "taizhang rules")


def test_an_unknown_rulebook_is_refused(taizhang: Run, year: str) -> None:
    """A rulebook that there is not is named, with those there are."""
    says(taizhang("audit", year, "--rulebook", "magna-carta"), "magna-carta", "wjg-2019")


def test_an_unknown_matter_is_refused(taizhang: Run, year: str) -> None:
    """A matter nobody has recorded is said not to be there."""
    says(taizhang("show", year, "C2019-99999"), "C2019-99999")


def test_an_unknown_scenario_is_refused(taizhang: Run, tmp_path: Path) -> None:
    """A scenario that there is not is named, and no folder is made for it."""
    says(taizhang("simulate", "--scenario", "atlantis", "--out", tmp_path / "year"), "atlantis")
    assert not (tmp_path / "year").exists()


@pytest.mark.parametrize(
    ("option", "given", "word"),
    [
        ("--as-of", "yesterday", "yesterday"),
        ("--known-at", "2019-03-01T12:00", "time zone"),
        ("--format", "pdf", "pdf"),
    ],
)
def test_an_option_that_cannot_be_read_is_refused(
    taizhang: Run, year: str, option: str, given: str, word: str
) -> None:
    """An option of the wrong form is a usage error: exit code 2, and the option is named."""
    result = taizhang("audit", year, option, given)
    assert result.exit_code == 2
    assert option in result.stderr
    assert word in result.stderr


def test_a_file_that_cannot_be_written_is_refused(taizhang: Run, year: str, tmp_path: Path) -> None:
    """Findings for a folder that is not there are not written, and the path is named."""
    path = tmp_path / "nowhere" / "findings.csv"
    says(taizhang("audit", year, "--format", "csv", "--out", path), f"{path} cannot")
