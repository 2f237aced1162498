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
    InAChild = Callable[[Callable[[], object], Callable[[], Result]], tuple[int, str]]

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


def give_up_rights() -> None:
    """Go on as a user without rights."""
    if os.getuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def test_what_would_write_is_refused(
    taizhang: Run,
    protected: str,
    asked: str,
    stored: Callable[[str], bytes],
    in_a_child: InAChild,
) -> None:
    """Recording and projecting: exit code 2, one sentence with the file and the way out."""
    before = stored(protected)
    for command in (
        lambda: taizhang("record", protected, "-", given=asked),
        lambda: taizhang("project", protected),
    ):
        code, stderr = in_a_child(give_up_rights, command)
        assert code == 2, stderr
        assert protected in stderr
        assert stderr.count("\n") == 1
    assert stored(protected) == before
    assert os.listdir(Path(protected.removeprefix("sqlite:///")).parent) == ["real.db"]  # noqa: PTH208


def test_what_reads_goes_on(taizhang: Run, protected: str, in_a_child: InAChild) -> None:
    """Looking needs no right to write, in the file or beside it."""
    code, stderr = in_a_child(
        give_up_rights,
        lambda: taizhang("show", protected, "organisation:wujiagang", "--lang", "en"),
    )
    assert code == 0, stderr
