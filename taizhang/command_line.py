"""命令行 Command line: ``taizhang``, one verb per module of ``taizhang.commands``.

A command's module is imported only when the command is run or asked for help, so that
``taizhang --help`` answers at once; the table below therefore says in one line what each one does.
"""

from __future__ import annotations

import errno
from importlib import import_module
from typing import Any, Final

import click

FOUND: Final = 1
"""Exit code: there are findings that ``--fail-on`` asks for."""
BAD_INPUT: Final = 2
"""Exit code: what was given cannot be used; nothing was changed."""

COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "simulate": ("simulate", "Play a year 演算: its acts, its findings and its charts."),
    "replicate": ("replicate", "Play a year many times 重复演算: rates with honest intervals."),
    "what-if": ("what_if", "Compare changes 方案比较 with a year as it is, on the same draws."),
    "sensitivity": ("sensitivity", "Screen 敏感性 which numbers a result hangs on."),
    "fit": ("fit", "Fit a scenario 拟合 to a ledger: what was fitted, what is assumed."),
    "backtest": ("backtest", "Hold a forecast 回测 against what happened next."),
    "reach": ("reach", "Find the fewest clerks, or another lever, that reach a target 寻优."),
    "cheapest": ("cheapest", "Find the cheapest combination 组合寻优 of levers to a target."),
    "audit": ("audit", "Judge a ledger 评判: rates per norm, and the findings."),
    "compare": ("compare", "Lay what the law made so beside what was recorded 对照."),
    "show": ("show", "Show one matter 查看: its state, its history, its findings."),
    "why": ("why", "Explain one finding 释明, day by day and act by act."),
    "diff": ("diff", "Compare 比较 two days, or what was known at two moments."),
    "chain": ("chain", "Follow 因果链 what one act led to, or what led to it."),
    "sample": ("sample", "Draw a sample 抽样 that anybody can draw again."),
    "search": ("search", "Search 检索 acts by actor, organ, act, norm, matter, day and text."),
    "exceptions": (
        "exceptions",
        "List late, back-dated and overridden acts, and number gaps 例外.",
    ),
    "due": ("due", "List what is due or overdue on a day 催办."),
    "charts": ("charts", "Draw the compliance charts 图表 of a ledger."),
    "create": ("create", "Make an empty ledger 台账 for a government."),
    "import": ("import_history", "Import a real history 导入 from CSV, XES, OCEL or an export."),
    "export": ("export", "Export acts 导出: XES, OCEL, CSV, Excel, Parquet, JSON lines."),
    "record": ("record", "Record acts 登记 from JSON lines, through the gates."),
    "keys": ("keys", "Make the key 密钥 of a log or a witness, or show its public half."),
    "checkpoint": ("checkpoint", "Sign 签署 what a ledger holds now, for others to keep."),
    "cosign": ("cosign", "Cosign 见证 a checkpoint as a witness, if the log has only grown."),
    "prove": ("prove", "Prove 证明 that an act stands in a ledger, to be checked offline."),
    "evidence": ("evidence", "Pack a finding 证据 with all that proves it, to be checked offline."),
    "verify": ("verify", "Verify 验证 a whole ledger, its checkpoints and its proofs."),
    "project": ("project", "Bring the stored views 视图 of a ledger up to date."),
    "migrate": ("migrate", "Bring a ledger's tables 表 to this version; once, by its owner."),
    "grant": ("grant", "Let roles 角色 of a PostgreSQL server use a ledger."),
    "acts": ("acts", "List the acts 行为 there are, or their JSON Schema."),
    "rules": ("rules", "List the norms 规范 of a rulebook, or one in full."),
}
"""Every command: its module, and what it does."""


class BadInputError(click.ClickException):
    """输入有误: one sentence on stderr, and exit code 2."""

    exit_code = BAD_INPUT


class LazyGroup(click.Group):
    """A group whose commands are imported when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order of the table."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command, None where there is none of that name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, _ = COMMANDS[cmd_name]
        command: click.Command = import_module(f"taizhang.commands.{module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of commands without importing any."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, says) for name, (_, says) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what a user can mend becomes one sentence, a fault of ours stays one."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            said = sentence(error)
            if said is None:
                raise
            raise BadInputError(said) from error


def sentence(error: Exception) -> str | None:
    """Return what to tell the user of an error, None for one that is not his to mend."""
    expected = import_module("taizhang.expected_errors")
    if why := import_module("ledger.errors").disk_refusal(error):
        return (
            f"The disk is full or cannot be written 磁盘已满或不能写 ({_on_one_line(why)}): make "
            "room, then run the command again."
        )
    if isinstance(error, OSError):
        return None if error.errno == errno.EPIPE or not error.filename else _of_file(error)
    return _on_one_line(str(error)) if expected.is_expected(error) else None


def _on_one_line(said: str) -> str:
    """Leave out line breaks and terminal codes, which a sentence may quote from a file."""
    return " ".join("".join(c if c.isprintable() else " " for c in said).split())


def _of_file(error: OSError) -> str:
    name = str(error.filename).removesuffix(".partial")  # a file that is not whole yet
    return f"{name} cannot be used: {error.strerror}. Check the path and your rights."


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="taizhang")
def main() -> None:
    """台账 taizhang: a ledger of a government's acts, and the law that judges them.

    LEDGER is a file such as year/year.db, or an address such as sqlite:///year/year.db or
    postgresql://clerk@server/gov?schema=year_2019 (password in PGPASSWORD or ~/.pgpass).

    Exit codes: 0 done; 1 findings that --fail-on asks for; 2 bad input, nothing changed.
    """
