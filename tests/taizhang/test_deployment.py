"""The deployment of docs/deployment.md, all of it but Docker: its roles, scripts and files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ledger.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]

DEPLOY = Path(__file__).parents[2] / "deploy"


@pytest.fixture(scope="module")
def server(postgres: str) -> str:
    """A database with the roles of the deployment: host, port and database."""
    psycopg = pytest.importorskip("psycopg")
    psql = shutil.which("psql")
    if psql is None:
        pytest.skip("psql is not on the path")
    with psycopg.connect(postgres, autocommit=True) as owner:
        owner.execute("CREATE DATABASE gov")
    database = postgres.rpartition("/")[0] + "/gov"
    given = ["-v", "owner_password=a'b", "-v", "projector_password=c", "-v", "ON_ERROR_STOP=1"]
    command = [psql, "-q", database, *given, "-f", str(DEPLOY / "roles.sql")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - ours
    return database.partition("@")[2]


def script(name: str, server: str) -> subprocess.CompletedProcess[str]:
    """Run a script of the deployment as a container would."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "SERVER": server, "SCHEMA": "ledger"}
    env |= {"GOVERNMENT": "wujiagang", "RULEBOOK": "wjg-2019"}
    command = ["/bin/sh", str(DEPLOY / name)]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)  # noqa: S603


def test_the_setup_makes_a_ledger_once_and_the_roles_can_work(
    taizhang: Run, server: str, asked: str
) -> None:
    """Setup runs twice without harm; a clerk records, the worker projects, the auditor reads."""
    for _ in range(2):
        done = script("setup.sh", server)
        assert done.returncode == 0, done.stderr
    url = f"postgresql://{{}}@{server}?schema=ledger"
    with Ledger.open(url.format("ledger_owner")) as owned:
        assert len(owned) == 1
        owned.grant({"writer": "clerks", "reader": "auditors", "projector": "projector"})
    psycopg: Any = pytest.importorskip("psycopg")
    with psycopg.connect(f"postgresql://postgres@{server}", autocommit=True) as owner:
        owner.execute("CREATE ROLE li LOGIN IN ROLE clerks")
        owner.execute("CREATE ROLE chen LOGIN IN ROLE auditors")
    assert taizhang("record", url.format("li"), "-", given=asked).exit_code == 0
    assert taizhang("record", url.format("chen"), "-", given=asked).exit_code == 2
    assert taizhang("project", url.format("projector")).exit_code == 0
    assert taizhang("due", url.format("chen"), "--stored").exit_code == 0
    assert taizhang("verify", url.format("chen")).exit_code == 0


def test_the_compose_file_names_files_and_secrets_that_there_are() -> None:
    """Every file mounted is in the folder, every secret used is declared, every script is there."""
    yaml = pytest.importorskip("yaml")
    loaded = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    for service in loaded["services"].values():
        for volume in service["volumes"]:
            source, target = volume.split(":")[:2]
            assert source in loaded["volumes"] or (DEPLOY / source).is_file()
            assert target.startswith("/")
        assert set(service["secrets"]) <= set(loaded["secrets"])
        for other in service.get("depends_on", {}):
            assert other in loaded["services"]
        command = service["command"].split()
        if command[0] == "sh":
            assert any(volume.split(":")[1] == command[1] for volume in service["volumes"])
    assert (DEPLOY.parent / loaded["x-ledger"]["build"]["dockerfile"]).is_file()
