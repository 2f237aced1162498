"""How a reader of files is fuzzed: a few inputs in every run, for some seconds in the slow suite.

``TAIZHANG_FUZZ_SECONDS`` (60 unless said) is what all long tests here take together.
"""

from __future__ import annotations

import importlib.util
import os
import time
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from taizhang.command_line import sentence

if TYPE_CHECKING:
    from types import ModuleType

Read = Callable[[Any], object]
Fuzz = Callable[..., None]
PER_ROUND = 100
"""Inputs of one seed of a long run."""


def _mutation() -> ModuleType:
    path = Path(__file__).with_name("mutation.py")
    spec = importlib.util.spec_from_file_location("mutation", path)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def _refused_clearly(read: Read, given_: Any, refusals: tuple[type[Exception], ...]) -> None:
    """Read something: it succeeds, or is refused with one sentence, by an error of these."""
    refused: Exception | None = None
    try:
        read(given_)
    except refusals as why:
        refused = why
    if refused is not None:
        said = sentence(refused)
        assert said, f"the command line does not know {refused!r}"
        assert said.isprintable(), f"{said!r} is not one line"


def _tried(law: Read, inputs: st.SearchStrategy[Any], examples: int, round_: int) -> None:
    checks = list(HealthCheck)
    chosen = settings(
        max_examples=examples, deadline=None, database=None, suppress_health_check=checks
    )
    seed(round_)(chosen(given(inputs)(law)))()


@pytest.fixture(params=["briefly", pytest.param("long", marks=pytest.mark.slow)])
def fuzz(request: pytest.FixtureRequest) -> Fuzz:
    """Fuzz a reader: ``fuzz(read, samples or strategy, refusals, examples)``."""
    long = [one for one in request.session.items if "long" in getattr(one, "name", "")]
    seconds = float(os.environ.get("TAIZHANG_FUZZ_SECONDS", "60")) / max(1, len(long))

    def run(
        read: Read,
        inputs: Sequence[bytes] | st.SearchStrategy[Any],
        *refusals: type[Exception],
        examples: int = 25,
    ) -> None:
        strategy = inputs if isinstance(inputs, st.SearchStrategy) else _mutation().mutated(inputs)

        def law(given_: Any) -> None:
            _refused_clearly(read, given_, refusals)

        if request.param == "briefly":
            _tried(law, strategy, examples, 0)
            return
        end = time.monotonic() + seconds
        for round_ in count(1):
            _tried(law, strategy, PER_ROUND if examples > 10 else 20, round_)
            if time.monotonic() > end:
                return

    return run
