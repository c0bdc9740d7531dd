"""The engines under one contract: each by a factory of a fresh, empty one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # `analysed`, for all tests of this folder

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
