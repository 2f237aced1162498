"""The front door itself: it opens at once, and says of every command what the command says."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import taizhang as tz
from taizhang.command_line import COMMANDS, main, sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]

HEAVY = ("pandas", "matplotlib", "numpy", "scipy", "eventsourcing", "lifelines", "rich", "domain")


def loaded_by(program: str) -> set[str]:
    """Return which heavy packages a fresh interpreter has loaded after a program."""
    told = f"{program}\nimport sys\nprint(*(set(sys.modules) & set({HEAVY!r})))"
    done = subprocess.run(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-c", told], capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split()) if done.stdout.strip() else set()


def test_help_needs_nothing_heavy() -> None:
    """The list of commands is printed before anything but click is loaded."""
    program = "from taizhang.command_line import main\nmain(['--help'], standalone_mode=False)"
    assert loaded_by(program) == set()


def test_importing_taizhang_needs_nothing_heavy() -> None:
    """The names a notebook imports are loaded when they are used."""
    assert loaded_by("import taizhang") == set()


def test_showing_a_matter_needs_no_pandas_and_no_matplotlib() -> None:
    """What is asked most often is answered without the tables and charts."""
    loaded = loaded_by("import taizhang.commands.show")
    assert loaded.isdisjoint({"pandas", "matplotlib", "scipy", "lifelines"})


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_help(taizhang: Run, name: str) -> None:
    """Each verb of the table is a command that explains itself."""
    shown = taizhang(name, "--help")
    assert shown.exit_code == 0
    assert name in taizhang("--help").stdout
    assert shown.stdout.startswith(f"Usage: main {name} ")


def test_an_unknown_command_is_bad_input(taizhang: Run) -> None:
    """A verb there is not has exit code 2."""
    assert taizhang("gossip").exit_code == 2


def test_a_fault_of_ours_is_not_swallowed() -> None:
    """A KeyError is a bug, not the user's to mend; a LookupError of ours is a sentence."""
    assert sentence(KeyError("unit")) is None
    assert sentence(AttributeError("unit")) is None
    assert sentence(LookupError("There is no norm 99.9.")) == "There is no norm 99.9."


def test_every_name_of_the_api_is_there() -> None:
    """Every name that ``import taizhang`` promises can be had, and an unknown one cannot."""
    for name in tz.__all__:
        assert getattr(tz, name) is not None
    with pytest.raises(AttributeError, match="gossip"):
        tz.gossip  # noqa: B018
    assert main.name == "main"
