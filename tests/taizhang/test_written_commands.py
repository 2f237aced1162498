"""Every ``taizhang`` command that is written down somewhere is one that there is."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from string import Template

import click
import pytest

from taizhang.command_line import COMMANDS, main

ROOT = Path(__file__).parents[2]
PAGES = (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")))
SCRIPTS = (*sorted((ROOT / "deploy").glob("*.sh")), ROOT / "deploy" / "compose.yaml")
GIVEN = dict(re.findall(r"^    ([A-Z]+): (\S+)$", SCRIPTS[-1].read_text("utf-8"), re.MULTILINE))
"""What the compose file has its scripts know: the server, the schema, the rulebook."""
ENDS = {"||", "&&", "|", ";", ">", "#"}
"""Where another command, or none, begins on a line."""


def lines(path: Path) -> list[str]:
    """Return the lines that a shell would read of a page or a script."""
    text = path.read_text("utf-8").replace("\\\n", " ")
    if path.suffix == ".md":
        text = "\n".join(re.findall(r"^```sh\n(.*?)^```", text, re.DOTALL | re.MULTILINE))
    text = Template(text).safe_substitute(GIVEN)
    return [line for line in text.splitlines() if not line.strip().startswith("#")]


def commands(path: Path) -> list[list[str]]:
    """Return the arguments of every ``taizhang`` that is called."""
    found = []
    for line in lines(path):
        words = split(line)
        for place, word in enumerate(words):
            if word.rpartition("/")[2] == "taizhang" and words[place + 1 : place + 2]:
                rest = words[place + 1 :]
                end = next((at for at, one in enumerate(rest) if one in ENDS), len(rest))
                found.append(rest[:end])
    return found


def split(line: str) -> list[str]:
    """Return the words of a line; one that is no shell's is none."""
    try:
        return shlex.split(line, comments=True)
    except ValueError:
        return []


WRITTEN = [
    pytest.param(words, id=f"{path.name}: {' '.join(words)}"[:90])
    for path in (*PAGES, *SCRIPTS)
    for words in commands(path)
]


def test_commands_are_found() -> None:
    """The search would find nothing if pages were written otherwise: it finds a good many."""
    assert GIVEN["RULEBOOK"] == "wjg-2019"
    assert len(WRITTEN) > 60
    assert {"setup.sh", "project.sh", "README.md", "README.zh.md", "replay.md"} <= {
        str(one.id).partition(":")[0] for one in WRITTEN
    }


@pytest.mark.parametrize("words", WRITTEN)
def test_a_written_command_can_be_given(words: list[str]) -> None:
    """The verb exists, it knows each option, nothing it needs is missing, no choice is unknown."""
    name, *arguments = words
    if name in ("--help", "--version"):
        return
    assert name in COMMANDS
    if "--help" in arguments:
        return
    command = main.get_command(click.Context(main), name)
    assert command is not None
    context = click.Context(command, info_name=name)
    given, _, order = command.make_parser(context).parse_args(list(arguments))
    for param in order:
        value = given.get(param.name)
        if isinstance(param.type, click.Choice) and isinstance(value, str):
            param.type_cast_value(context, value)
    for param in command.params:
        if param.required:
            assert given.get(param.name) not in (None, ()), f"{name} needs {param.name}"
