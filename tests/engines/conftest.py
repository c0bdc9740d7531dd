"""The engines under one contract: each by a factory of a fresh, empty one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # `analysed`, for all tests of this folder

from analysed import make_release
from asking import write

from search.engines.base import Engine
from search.engines.memory import MemoryEngine
from search.engines.whoosh import WhooshEngine

FACTORIES: dict[str, Callable[[Path], Engine]] = {
    "memory": lambda folder: MemoryEngine("test"),
    "whoosh": lambda folder: WhooshEngine.create(folder / "index", "test"),
}


@pytest.fixture(params=sorted(FACTORIES))
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    made = FACTORIES[request.param](tmp_path)
    yield made
    made.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def index(path: Path) -> Iterator[WhooshEngine]:
    with closing(WhooshEngine.create(path, "one")) as made:
        write(made, make_release("a", "kota tua", "judul", day="2020-01-01", person=["Ani"]))
        write(made, *(make_release(f"b{i}", "kota desa", origin="x") for i in range(3)))
        yield made
