"""A write-protected ledger: it is read, and what would write says so in one sentence."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from click.testing import Result

    Run = Callable[..., Result]

NOBODY = 65534

pytestmark = [
    pytest.mark.printed,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a child without rights"),
]


@pytest.fixture
def protected(taizhang: Run, real: str) -> Iterator[str]:
    """A ledger nobody may write, in a folder nobody may write, which everybody may read."""
    for command in ("project", "record", "show"):  # what they load, who has no rights may not read
        taizhang(command, real, *(["-"] if command != "project" else []))
    path = Path(real.removeprefix("sqlite:///"))
    above = [one for one in path.parents if one.stat().st_mode & 0o005 != 0o005]
    folders = list(dict.fromkeys([path.parent, *above]))
    modes = {one: one.stat().st_mode for one in folders}
    path.chmod(0o444)
    for folder in folders:
        folder.chmod(0o555)
    yield real
    for folder, mode in modes.items():
        folder.chmod(mode)
    path.chmod(0o644)


def without_rights(command: Callable[[], Result]) -> tuple[int, str]:
    """Run a command as a user without rights; return its exit code and stderr."""
    told, tell = os.pipe()
    if (child := os.fork()) == 0:
        try:
            if os.getuid() == 0:
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            done = command()
            os.write(tell, f"{done.exit_code}\n{done.stderr}".encode())
        except BaseException as why:  # noqa: BLE001 - the child must not go on as a test run
            os.write(tell, f"-1\n{why!r}".encode())
        os._exit(0)
    os.close(tell)
    with os.fdopen(told, "rb") as pipe:
        code, _, stderr = pipe.read().decode().partition("\n")
    os.waitpid(child, 0)
    return int(code), stderr


def test_what_would_write_is_refused(
    taizhang: Run, protected: str, asked: str, stored: Callable[[str], bytes]
) -> None:
    """Recording and projecting: exit code 2, one sentence with the file and the way out."""
    before = stored(protected)
    for command in (
        lambda: taizhang("record", protected, "-", given=asked),
        lambda: taizhang("project", protected),
    ):
        code, stderr = without_rights(command)
        assert code == 2, stderr
        assert protected in stderr
        assert stderr.count("\n") == 1
    assert stored(protected) == before
    assert os.listdir(Path(protected.removeprefix("sqlite:///")).parent) == ["real.db"]  # noqa: PTH208


def test_what_reads_goes_on(taizhang: Run, protected: str) -> None:
    """Looking needs no right to write, in the file or beside it."""
    code, stderr = without_rights(
        lambda: taizhang("show", protected, "organisation:wujiagang", "--lang", "en")
    )
    assert code == 0, stderr
