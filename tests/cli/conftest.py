"""The command as a user calls it, in a process of its own: the installed one, or one that has read the program."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

SIARAN = Path(sys.executable).with_name("siaran")
SEEDS = Path(__file__).parents[2] / "seeds"
WARM = Path(__file__).with_name("warm.py")


def _environment(variables: dict[str, str]) -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if not k.startswith("SIARAN_")} | variables


@pytest.fixture(scope="session")
def run_installed() -> Run:
    """The installed command, from the start of Python on."""

    def call(*arguments: object, cwd: Path | None = None, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [SIARAN, *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=_environment(variables),
            cwd=cwd,
            timeout=120,
            check=False,
        )

    return call


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """The same, a fork of a process that has read the program: `warm`."""
    folder = tmp_path_factory.mktemp("said")
    out, err = folder / "out", folder / "err"
    environment = _environment({"PYTHONUTF8": "1"})
    with subprocess.Popen(
        [sys.executable, WARM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def call(*arguments: object, cwd: Path | None = None, **variables: str) -> subprocess.CompletedProcess[str]:
            for path in (out, err):
                path.write_bytes(b"")
            asked = {
                "arguments": [*map(str, arguments)],
                "environment": _environment(variables),
                "cwd": str(cwd or Path.cwd()),
                "out": str(out),
                "err": str(err),
            }
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(json.dumps(asked) + "\n")
            process.stdin.flush()
            code = int(process.stdout.readline())
            return subprocess.CompletedProcess([*arguments], code, out.read_text("utf-8"), err.read_text("utf-8"))

        yield call
        process.stdin.close()


@pytest.fixture(scope="session")
def seeded(run_installed: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of `seeds/`, only to be read."""
    index = tmp_path_factory.mktemp("seeded") / "index"
    done = run_installed("index", SEEDS, "--index", index)
    assert done.returncode == 0, done.stderr
    return index
