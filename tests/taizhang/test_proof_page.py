"""The page on proof: every command on it works as it is written, one after the other."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from click.testing import Result

PAGE = Path(__file__).parents[2] / "docs" / "proof.md"


def test_the_page_works_as_shown(
    taizhang: Callable[..., Result], played: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys, two checkpoints, a cosignature, verifying, and one act proved to a third party."""
    (tmp_path / "year").mkdir()
    shutil.copy(played / "year.db", tmp_path / "year" / "year.db")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```sh\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    assert len(lines) == 8
    for line in lines:
        command, _, file = line.partition(" > ")
        done = taizhang(*shlex.split(command)[1:])
        assert done.exit_code == 0, f"{line}\n{done.output}"
        if file:
            Path(file).write_text(done.stdout, "utf-8")
    assert "Nothing was altered" in _last(taizhang, lines[5])
    assert Path("case.tlog-proof").stat().st_size < 4096


def _last(taizhang: Callable[..., Result], line: str) -> str:
    return taizhang(*shlex.split(line)[1:]).stdout
