"""The page on evidence: every command on it works as it is written, one after the other."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from click.testing import Result

PAGE = Path(__file__).parents[2] / "docs" / "evidence.md"
NAMED = "54.4@consultation:C2019-00001"


def test_the_page_works_as_shown(
    taizhang: Callable[..., Result], played: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key, a checkpoint, a package; its verifier taken out of it and run."""
    (tmp_path / "year").mkdir()
    shutil.copy(played / "year.db", tmp_path / "year" / "year.db")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```sh\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    assert [line.split()[0] for line in lines] == ["taizhang"] * 3 + ["unzip", "python3"]
    given = json.loads(
        taizhang("audit", "year/year.db", "--norm", "54.4", "--format", "json").stdout
    )
    for line in lines[:3]:
        command, _, file = line.replace(NAMED, f"54.4@{given[0]['matter']}").partition(" > ")
        done = taizhang(*shlex.split(command)[1:])
        assert done.exit_code == 0, f"{line}\n{done.output}"
        if file:
            Path(file).write_text(done.stdout, "utf-8")
    shutil.unpack_archive("case.zip", "unpacked")
    shutil.copy("unpacked/verify.py", "verify.py")
    command = [sys.executable, *shlex.split(lines[-1])[1:]]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603 - the page's own
