"""The command line as a user has it, a played spring, and a small real ledger to record in."""

from __future__ import annotations

import datetime as dt
import json
import os
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result

from domain import organisation as org
from domain.ledger_opening import Opened
from ledger.ledger import Ledger
from taizhang.command_line import main

if TYPE_CHECKING:
    from collections.abc import Callable

SCENARIO = Path(__file__).parents[2] / "simulations" / "scenarios" / "wujiagang-2019.toml"
FOUNDED = dt.datetime(2019, 3, 1, 8, tzinfo=ZoneInfo("Asia/Shanghai"))


def run(*arguments: object, given: str = "") -> Result:
    """Run ``taizhang`` with arguments; what is no user's error is raised."""
    texts = [str(one) for one in arguments]
    return CliRunner().invoke(main, texts, input=given, catch_exceptions=False)


@pytest.fixture(scope="session")
def taizhang() -> Callable[..., Result]:
    """The command line."""
    return run


@pytest.fixture(scope="session")
def of_days(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """Makes a scenario file: the district's, of the days from one to another."""

    def made(first: str, last: str) -> Path:
        text = SCENARIO.read_text(encoding="utf-8")
        text = text.replace("first_day = 2019-01-01", f"first_day = {first}")
        path = tmp_path_factory.mktemp("scenario") / "days.toml"
        path.write_text(text.replace("last_day = 2019-12-31", f"last_day = {last}"), "utf-8")
        return path

    return made


@pytest.fixture(scope="session")
def spring(of_days: Callable[[str, str], Path]) -> Path:
    """A scenario file: the district's, but over on 2019-03-31."""
    return of_days("2019-01-01", "2019-03-31")


@pytest.fixture(scope="session")
def played(spring: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of that spring, seed 1, without charts; only to be read."""
    folder = tmp_path_factory.mktemp("played") / "year"
    done = run("simulate", "--scenario", spring, "--seed", 1, "--out", folder, "--no-charts")
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture(scope="session")
def year(database: str, played: Path, request: pytest.FixtureRequest) -> str:
    """The ledger of that spring, in each database; only to be read."""
    url = f"sqlite:///{played / 'year.db'}"
    if database == "sqlite":
        return url
    copy = str(request.getfixturevalue("fresh_schema")())
    with (
        Ledger.open(url, read_only=True) as source,
        Ledger.create(copy, source.opening) as ledger,
    ):
        ledger.append(source.acts(after=1))
    return copy


def _chart() -> list[org.UnitRegistered]:
    common: dict[str, Any] = {"matter": "wujiagang", "by": "head"}
    times = {"occurred_at": FOUNDED, "recorded_at": FOUNDED}
    units = (("office", "office", "区政府办公室"), ("finance", "department", "区财政局"))
    return [
        org.UnitRegistered(
            **common, **times, unit=unit, unit_kind=kind, label_zh=zh, label_en=unit.title()
        )
        for unit, kind, zh in units
    ]


@pytest.fixture
def real(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """A real ledger with the Office and a department, to be recorded in; in each database."""
    url = f"sqlite:///{tmp_path / 'real.db'}"
    if database != "sqlite":
        url = str(request.getfixturevalue("fresh_schema")())
    opening = Opened(
        matter="wujiagang", occurred_at=FOUNDED, recorded_at=FOUNDED, by="office",
        government="wujiagang", simulated=False, rulebook="wjg-2019", calendar="cn",
    )  # fmt: skip
    with Ledger.create(url, opening) as ledger:
        ledger.record(_chart())
    return url


def line(act: str, matter: str, at: str, by: str, **fields: Any) -> str:
    """Return one act as the JSON line a user writes."""
    common = {"act": act, "matter": matter, "occurred_at": at, "by": by}
    return json.dumps(common | fields, ensure_ascii=False)


@pytest.fixture(scope="session")
def as_line() -> Callable[..., str]:
    """Write one act as a JSON line."""
    return line


@pytest.fixture(scope="session")
def asked() -> str:
    """Three lines: a consultation opened by the Office, the department asked, and it has it."""
    at = "2019-09-27T09:00:00+08:00"
    return "\n".join(
        (
            line("consultation.opened", "C1", at, "office", host="office", about="T1",
                 related_units=["finance"]),
            line("consultation.requested", "C1", at, "office", unit="finance"),
            line("consultation.received", "C1", at, "finance", unit="finance"),
        )
    )  # fmt: skip


def bytes_of(url: str) -> bytes:
    """Return every act of a ledger as it is stored."""
    with Ledger.open(url, read_only=True) as ledger:
        return repr(list(ledger.positioned())).encode()


@pytest.fixture(scope="session")
def stored() -> Callable[[str], bytes]:
    """Read everything a ledger holds, to compare before and after."""
    return bytes_of


@pytest.fixture
def fresh(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[], str]:
    """Give the address of a place where no ledger is yet."""
    if database != "sqlite":
        schema: Callable[[], str] = request.getfixturevalue("fresh_schema")
        return schema
    numbers = count()
    return lambda: f"sqlite:///{tmp_path / f'{next(numbers)}.db'}"


@pytest.fixture
def in_a_child() -> Callable[[Callable[[], object], Callable[[], Result]], tuple[int, str]]:
    """Run a command in a child that is restricted first; return its exit code and stderr."""
    return _in_a_child


def _in_a_child(restrict: Callable[[], object], command: Callable[[], Result]) -> tuple[int, str]:
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            restrict()
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
