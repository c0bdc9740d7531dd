"""The real entry point, in a process of its own, as a user calls it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

SIARAN = Path(sys.executable).with_name("siaran")
SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="session")
def run() -> Run:
    def call(*arguments: object, cwd: Path | None = None, **variables: str) -> subprocess.CompletedProcess[str]:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("SIARAN_")} | variables
        return subprocess.run(
            [SIARAN, *map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=environment,
            cwd=cwd,
            timeout=120,
            check=False,
        )

    return call


@pytest.fixture(scope="session")
def seeded(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of `seeds/`, only to be read."""
    index = tmp_path_factory.mktemp("seeded") / "index"
    done = run("index", SEEDS, "--index", index)
    assert done.returncode == 0, done.stderr
    return index
