from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
WRITE = os.environ.get("TAIZHANG_NOTEBOOKS") == "write"
"""Keep what the notebooks show: ``TAIZHANG_NOTEBOOKS=write python -m pytest tests/notebooks``."""
QUICK = {
    "plan_a_year": "import datetime as dt\n\n"
    "FIRST, LAST, YEARS = dt.date(2019, 3, 1), dt.date(2019, 3, 15), 4",
}
"""What stands in the cell tagged ``parameters`` while a notebook is only tested, not kept."""
LIVE = "application/vnd.jupyter.widget-view+json"
"""What only a live kernel can show."""


@pytest.mark.filterwarnings("ignore")  # the kernel warns as it likes
@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_notebook_reads_from_top_to_bottom(path: Path) -> None:
    """Every cell runs in order in a fresh kernel, and its pictures are really drawn."""
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    notebook = nbformat.read(path, as_version=4)
    if not WRITE:
        _quicken(notebook, QUICK.get(path.stem))
    client = nbclient.NotebookClient(
        notebook,
        timeout=3600 if WRITE else 300,
        kernel_name="python3",
        resources={"metadata": {"path": NOTEBOOKS}},
    )
    client.execute()
    if WRITE:
        nbformat.write(_kept(notebook), path)
    shown = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert any("image/png" in output.get("data", {}) for output in shown)


def _quicken(notebook: Any, parameters: str | None) -> None:
    """Let a notebook that plays for minutes play for seconds, by the one cell that says how much.

    Every other cell stays as its reader has it.
    """
    tagged = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", ())]
    assert len(tagged) == (parameters is not None)
    for cell in tagged:
        cell.source = parameters


def _kept(notebook: Any) -> Any:
    """Return a notebook without what is empty on paper: widgets, and the times of its cells."""
    notebook.metadata.pop("widgets", None)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if "outputs" in cell:
            cell.outputs = [one for one in cell.outputs if LIVE not in one.get("data", {})]
    return notebook


def test_there_are_notebooks() -> None:
    """The notebooks are there, their pictures committed, and what is committed is small."""
    paths = {path.stem: path for path in NOTEBOOKS.glob("*.ipynb")}
    assert {"compliance_charts", "plan_a_year", "replay_a_history"} <= paths.keys()
    assert all('"image/png"' in path.read_text(encoding="utf-8") for path in paths.values())
    assert max(path.stat().st_size for path in paths.values()) < 300_000
