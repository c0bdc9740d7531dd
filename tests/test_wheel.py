"""The wheel, installed in a clean environment with the sources out of reach, does the whole job."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = """
import sys
from search.archive import Archive
from search.web.app import create_app
with Archive.open(sys.argv[1]) as archive:
    client = create_app(archive).test_client()
    page = client.get("/?q=penanggulangan")
    assert page.status_code == 200 and b"<mark>" in page.data, page.data
    from bs4 import BeautifulSoup
    style = BeautifulSoup(page.data, "lxml").find("link", rel="stylesheet")["href"]
    assert client.get(style).status_code == 200
"""


@pytest.mark.wheel
def test_the_wheel_holds_all_that_the_command_and_the_page_need(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", tmp_path, ROOT],
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr[-2000:]
    (wheel,) = tmp_path.glob("*.whl")
    venv.create(tmp_path / "env")
    python = tmp_path / "env" / "bin" / "python"
    install = (sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-compile")

    def call(*arguments: object) -> str:
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
        done = subprocess.run(
            [*map(str, arguments)], capture_output=True, text=True, cwd=tmp_path, env=environment, check=False
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    call(*install, "--require-hashes", "-r", ROOT / "requirements" / "runtime.txt")
    call(*install, "--no-deps", wheel)
    assert str(ROOT) not in call(python, "-c", "import search; print(search.__file__)")
    siaran = python.with_name("siaran")
    call(siaran, "index", ROOT / "seeds", "--index", "index")
    assert json.loads(call(siaran, "search", "menanggulangi", "--index", "index", "--json"))["total"] == 1
    call(python, "-c", PAGE, "index")
