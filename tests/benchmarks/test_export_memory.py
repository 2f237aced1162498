"""How much memory the export of a million acts takes, beyond what the program itself takes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CEILING = 50
"""Megabytes that a million acts may add (issue: interchange)."""
SCRIPT = """
import resource, sys
from pathlib import Path
import attrs
from ledger.ledger import Ledger
from taizhang.exporting import export

form, year, out = sys.argv[1:]

def repeated(ledger, times):
    position = 0
    for copy in range(times):
        for _, act in ledger.positioned():
            position += 1
            other = act.kind != "organisation"
            yield position, attrs.evolve(act, matter=f"{act.matter}~{copy}") if other else act
            if position == 1_000_000:
                return

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

with Ledger.open(year, read_only=True) as ledger:
    export(((p, a) for p, a in repeated(ledger, 1) if p <= 2_000), ledger, Path(out), form)
    before = peak()
    export(repeated(ledger, 20), ledger, Path(out), form)
print(peak() - before)
"""


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A played year."""
    folder = tmp_path_factory.mktemp("year") / "year"
    command = (*("-m", "taizhang"), "simulate", "--seed", "1", "--no-charts", "--out", str(folder))
    run = "from taizhang.command_line import main; main()"
    subprocess.run((sys.executable, "-c", run, *command[2:]), check=True, capture_output=True)  # noqa: S603
    return f"sqlite:///{folder / 'year.db'}"


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet", "xes", "ocel-json", "ocel-sqlite"])
def test_a_million_acts_are_exported_in_little_memory(form: str, year: str, tmp_path: Path) -> None:
    """Streaming: the peak grows by less than 50 MB over that of a small export."""
    done = subprocess.run(  # noqa: S603
        (sys.executable, "-c", SCRIPT, form, year, str(tmp_path / "out")),
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    grown = float(done.stdout)
    assert grown < CEILING, f"{form} took {grown:.0f} MB"
