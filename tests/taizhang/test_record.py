"""``taizhang record``: live commands as JSON lines, through the gates, all of them or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]
    Write = Callable[..., str]
    Stored = Callable[[str], bytes]

AT = "2019-09-27T10:00:00+08:00"


def request(as_line: Write, **fields: object) -> str:
    """Return a request that touches finance, which has not been consulted (54.1)."""
    common = {
        "unit": "office",
        "type": "request",
        "subject": "general",
        "addressees": ["office"],
        "matters": ["m"],
    }
    return as_line(
        "submission.submitted", "R1", AT, "office", **common, related_units=["finance"], **fields
    )


def test_acts_are_recorded_and_their_references_said(taizhang: Run, real: str, asked: str) -> None:
    """Each line becomes an act at the next place of its matter."""
    done = taizhang("record", real, "-", given=asked)
    assert done.exit_code == 0
    assert done.stdout.split() == [f"consultation:C1#{place}" for place in (1, 2, 3)]
    with Ledger.open(real, read_only=True) as ledger:
        assert ledger.matter("consultation", "C1").tracks["finance"].received_at is not None


def test_a_file_is_read_as_standard_input_is(
    taizhang: Run, real: str, asked: str, tmp_path: Path
) -> None:
    """Lines may stand in a file; blank ones are passed over."""
    path = tmp_path / "acts.jsonl"
    path.write_text(f"\n{asked}\n\n", "utf-8")
    assert len(taizhang("record", real, path).stdout.split()) == 3


def test_the_ledger_says_when_it_learnt_of_an_act(taizhang: Run, real: str, asked: str) -> None:
    """An act of 2019 recorded today was recorded today."""
    taizhang("record", real, "-", given=asked)
    with Ledger.open(real, read_only=True) as ledger:
        [*_, last] = ledger.stream("consultation", "C1")
        assert last.occurred_at.year == 2019
        assert last.recorded_at.year > 2019


def test_a_gate_refuses_and_cites_its_norm(
    taizhang: Run, real: str, stored: Stored, as_line: Write
) -> None:
    """A request that touches an unconsulted department is refused by 54.1, and nothing recorded."""
    before = stored(real)
    done = taizhang("record", real, "-", given=request(as_line))
    assert done.exit_code == 2
    assert "Line 行 1" in done.stderr
    assert "54.1" in done.stderr
    assert "override" in done.stderr
    assert stored(real) == before


def test_an_override_is_recorded_with_its_reason(taizhang: Run, real: str, as_line: Write) -> None:
    """With a reason and a name the same request is recorded, and will be judged."""
    why = {"norms": ["54.1"], "reason": "抢险", "allowed_by": "head"}
    done = taizhang("record", real, "-", given=request(as_line, override=why))
    assert done.exit_code == 0, done.stderr
    with Ledger.open(real, read_only=True) as ledger:
        [act] = ledger.stream("submission", "R1")
        assert act.override is not None
        assert act.override.reason == "抢险"
    judged = taizhang("audit", real, "--norm", "54.1", "--fail-on", "violation")
    assert judged.exit_code == 1
