from __future__ import annotations

from pathlib import Path

import pytest

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


@pytest.mark.filterwarnings("ignore")  # the kernel warns as it likes
@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_notebook_reads_from_top_to_bottom(path: Path) -> None:
    """Every cell runs in order in a fresh kernel, and its pictures are really drawn."""
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    notebook = nbformat.read(path, as_version=4)
    client = nbclient.NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": NOTEBOOKS}}
    )
    client.execute()
    shown = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert any("image/png" in output.get("data", {}) for output in shown)


def test_there_are_notebooks() -> None:
    """The folder of notebooks is not empty, and what is committed in it stays small."""
    sizes = [path.stat().st_size for path in NOTEBOOKS.glob("*.ipynb")]
    assert sizes
    assert max(sizes) < 500_000
