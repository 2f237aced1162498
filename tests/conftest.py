"""What every test may ask for: a small district to tell histories in, and the reference files."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest

from domain import organisation as org
from domain.act import Act
from domain.calendar import load_calendar
from domain.refusals import RefusedError
from domain.rulebook.findings import Finding
from domain.rulebook.judge import Judge, judge
from domain.rulebook.norms import Rulebook
from domain.rulebook.wujiagang_2019 import RULEBOOK

SHANGHAI = ZoneInfo("Asia/Shanghai")
LEADERS = {
    "head": ("head", "区长", "Head"),
    "exec": ("executive_deputy_head", "常务副区长", "Executive deputy head"),
    "v1": ("deputy_head", "副区长甲", "Deputy head 1"),
    "v2": ("deputy_head", "副区长乙", "Deputy head 2"),
    "v3": ("deputy_head", "副区长丙", "Deputy head 3"),
    "v4": ("deputy_head", "副区长丁", "Deputy head 4"),
    "office_director": ("office_director", "办公室主任", "Office director"),
}
PORTFOLIOS = {
    "finance": "exec",
    "development": "exec",
    "construction": "v1",
    "tourism": "v2",
    "housing": "v3",
    "education": "v4",
    "general": "office_director",
}
UNITS = {
    "office": ("office", "general", "区政府办公室", "the Office"),
    "finance": ("department", "finance", "区财政局", "Finance"),
    "housing": ("department", "housing", "区住建局", "Housing"),
    "education": ("department", "education", "区教育局", "Education"),
    "commerce": ("department", "tourism", "区商务局", "Commerce"),
    "street_1": ("street", "construction", "街道一", "Street 1"),
    "archive": ("affiliated_institution", "general", "区档案馆", "Archive"),
    "new_town": ("company", "construction", "伍家新城", "Wujia New Town Group"),
}


def instant(text: str | dt.datetime) -> dt.datetime:
    """Read ``2019-03-01`` (09:00) or ``2019-03-01 15:30`` as Shanghai time."""
    if isinstance(text, dt.datetime):
        return text
    moment = dt.datetime.fromisoformat(text)
    if len(text) == len("2019-03-01"):
        moment = moment.replace(hour=9)
    return moment.replace(tzinfo=SHANGHAI)


class History:
    """A history told act by act; versions and recording times are filled in."""

    def __init__(self, rulebook: Rulebook = RULEBOOK) -> None:
        self.rulebook = rulebook
        self.calendar = load_calendar(rulebook.calendar)
        self.acts: list[Act] = []
        self._versions: dict[tuple[str, str], int] = {}

    def has(
        self,
        act_class: type[Act],
        matter: str,
        on: str | dt.datetime,
        by: str = "office",
        **fields: Any,
    ) -> Act:
        """Add one act that happened (and was recorded) ``on`` a day, 09:00 unless said."""
        act = self.proposed(act_class, matter, on, by, **fields)
        self.acts.append(act)
        self._versions[act.kind, matter] = act.originator_version
        return act

    def proposed(
        self,
        act_class: type[Act],
        matter: str,
        on: str | dt.datetime,
        by: str = "office",
        **fields: Any,
    ) -> Act:
        """Build the next act of a matter without adding it."""
        version = self._versions.get((act_class.kind, matter), 0) + 1
        return act_class(
            matter=matter,
            occurred_at=instant(on),
            recorded_at=fields.pop("recorded_at", instant(on)),
            by=by,
            originator_version=version,
            **fields,
        )

    def findings(self, norm: str, as_of: str = "2019-12-31") -> list[Finding]:
        """Judge the history and return the findings of one norm."""
        acts = sorted(self.acts, key=lambda act: act.occurred_at)
        found = judge(acts, self.rulebook, self.calendar, dt.date.fromisoformat(as_of))
        return [finding for finding in found if finding.norm == norm]

    def verdicts(self, norm: str, as_of: str = "2019-12-31") -> list[str]:
        """Judge the history and return the verdicts of one norm."""
        return [str(finding.verdict) for finding in self.findings(norm, as_of)]

    def command(
        self,
        act_class: type[Act],
        matter: str,
        on: str | dt.datetime,
        by: str = "office",
        **fields: Any,
    ) -> Act:
        """Give a live command: admitted and gated, then added; raises RefusedError otherwise."""
        act = self.proposed(act_class, matter, on, by, **fields)
        sitting = Judge(self.rulebook, self.calendar)
        for past in sorted(self.acts, key=lambda one: one.occurred_at):
            sitting.feed(past)
        sitting.world.admit(act)
        sitting.refuse_breaches(act)
        return self.has(act_class, matter, on, by, **fields)

    def refused_by(self, act_class: type[Act], matter: str, on: str, **fields: Any) -> str:
        """Give a live command that must be refused; return the norm cited ('' for order)."""
        with pytest.raises(RefusedError) as refused:
            self.command(act_class, matter, on, **fields)
        return refused.value.norm


def _founded(history: History) -> History:
    """Give the district its units, posts, portfolios and AB pairs on 2019-03-01, 08:00."""
    founded = instant("2019-03-01 08:00")
    for unit, (kind, subject, zh, en) in UNITS.items():
        history.has(
            org.UnitRegistered, "wujiagang", founded,
            unit=unit, unit_kind=kind, subject=subject, label_zh=zh, label_en=en,
        )  # fmt: skip
        if kind == "department":
            history.has(
                org.Appointed, "wujiagang", founded, by="head",
                person=f"{unit}_principal", post="principal", unit=unit,
                label_zh=f"{zh}局长", label_en=f"{en} principal",
            )  # fmt: skip
    for person, (post, zh, en) in LEADERS.items():
        history.has(
            org.Appointed, "wujiagang", founded, by="head",
            person=person, post=post, unit="office", label_zh=zh, label_en=en,
        )  # fmt: skip
    history.has(
        org.Appointed, "wujiagang", founded, by="head",
        person="street_1_principal", post="principal", unit="street_1",
        label_zh="街道主任", label_en="Street principal",
    )  # fmt: skip
    for subject, leader in PORTFOLIOS.items():
        history.has(
            org.PortfolioAssigned, "wujiagang", founded, by="head", subject=subject, leader=leader
        )
    for first, second in (("v1", "v2"), ("v3", "v4")):
        history.has(org.ABPairSet, "wujiagang", founded, by="head", first=first, second=second)
    return history


@pytest.fixture
def history() -> History:
    """An empty history under the 2019 rules."""
    return History()


@pytest.fixture
def district() -> History:
    """A history that begins with the district's chart: leaders v1..v4, departments, a street."""
    return _founded(History())


@pytest.fixture
def history_under() -> Callable[[Rulebook], History]:
    """Make an empty history under any rulebook."""
    return History


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference files beside the repository; skips where it is absent."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("the reference files (../shared) are not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def articles(shared: Path) -> dict[str, dict[str, Any]]:
    """Every norm of the reference reading, by id."""
    yaml = pytest.importorskip("yaml")
    text = (shared / "rules" / "articles.yaml").read_text(encoding="utf-8")
    loaded = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {entry["id"]: entry for entry in loaded["entries"] if entry["kind"] == "norm"}


def changed(act: Act, **fields: Any) -> Act:
    """Return an act with some fields changed."""
    return attrs.evolve(act, **fields)


# --- PostgreSQL ---

_POSTGRES_SETTINGS = """
port = {port}
listen_addresses = '127.0.0.1'
unix_socket_directories = '{folder}'
fsync = off
synchronous_commit = off
full_page_writes = off
shared_buffers = 64MB
max_connections = 50
lc_messages = 'C'
"""
"""A server that is thrown away may forget what it wrote; it answers on the loopback only."""


def _postgres_programs() -> Path:
    """Return the folder of the machine's own PostgreSQL; skips where there is none."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: one.parent.name)
    found = shutil.which("initdb")
    folders = [*([Path(found).parent] if found else []), *reversed(debian)]
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    pytest.skip("PostgreSQL is not installed on this machine (Debian: apt install postgresql)")


def _another_user() -> tuple[int, int] | None:
    """Return as which user and group to run PostgreSQL, for it will not run as root."""
    if not hasattr(os, "getuid") or os.getuid() != 0:
        return None
    if shutil.which("setpriv") is None:
        pytest.skip("PostgreSQL will not run as root, and setpriv (util-linux) is not here")
    import pwd  # noqa: PLC0415 - there are no such users elsewhere than on Unix

    names = {one.pw_name: one for one in pwd.getpwall()}
    chosen = names.get("postgres") or names["nobody"]
    return chosen.pw_uid, chosen.pw_gid


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL server of this run's own: the address of its database, as its superuser."""
    pytest.importorskip("psycopg", reason="the driver is not installed: taizhang[postgres]")
    programs, user = _postgres_programs(), _another_user()
    folder = Path(tempfile.mkdtemp(prefix="taizhang-postgres-"))
    run_as: list[str] = []
    if user is not None:
        os.chown(folder, *user)
        run_as = ["setpriv", f"--reuid={user[0]}", f"--regid={user[1]}", "--clear-groups"]
    files, port = folder / "files", _free_port()

    def call(program: str, *arguments: str) -> None:
        command = [*run_as, programs / program, "-D", files, *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder)  # noqa: S603 - ours

    try:
        call("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        with (files / "postgresql.conf").open("a") as settings:
            settings.write(_POSTGRES_SETTINGS.format(port=port, folder=folder))
        call("pg_ctl", "-w", "-l", str(folder / "log"), "start")
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        with suppress(subprocess.CalledProcessError):
            call("pg_ctl", "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


_schemas = count(1)


@pytest.fixture(scope="session")
def fresh_schema(postgres: str) -> Callable[[], str]:
    """Give the address of a schema of that server that nobody has used."""
    return lambda: f"{postgres}?schema=test_{next(_schemas)}"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what asks for a ``database`` on each; what asks for a ``path`` is about SQLite's file."""
    if "database" in metafunc.fixturenames:
        one = "path" in metafunc.fixturenames or metafunc.definition.get_closest_marker("printed")
        kinds = ["sqlite"] if one else ["sqlite", "postgresql"]
        metafunc.parametrize("database", kinds, scope="session")
