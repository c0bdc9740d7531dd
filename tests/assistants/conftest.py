"""A client of the official SDK, at the other end of the real entry point, over an index of invented releases; also
makes `assisted` importable."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from anyio.from_thread import start_blocking_portal
from mcp import Client, StdioServerParameters

from search.archive import Archive
from search.config import Settings

sys.path.insert(0, str(Path(__file__).parent))

from assisted import PUBLIC, RELEASES, SIARAN, Assistant, Connect, environment, index_records


@pytest.fixture(scope="session")
def connect() -> Connect:
    """Starts `siaran mcp` over an index and connects to it."""

    @contextmanager
    def connected(index: Path, mode: str = "auto", **variables: str) -> Iterator[Assistant]:
        command = StdioServerParameters(
            command=str(SIARAN), args=["mcp", "--index", str(index)], env=environment(**variables)
        )
        with (
            start_blocking_portal() as portal,
            portal.wrap_async_context_manager(Client(command, mode=mode)) as client,
        ):
            yield Assistant(client, portal.call)

    return connected


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the invented releases, only to be read."""
    folder = tmp_path_factory.mktemp("assistants") / "index"
    index_records(folder, *RELEASES)
    return folder


@pytest.fixture(scope="session")
def assistant(connect: Connect, index: Path) -> Iterator[Assistant]:
    with connect(index, SIARAN_PUBLIC_URL=PUBLIC) as connected:
        yield connected


@pytest.fixture(scope="session")
def archive(index: Path) -> Iterator[Archive]:
    """The same index without the protocol."""
    with Archive.open(index, Settings(public_url=PUBLIC)) as opened:
        yield opened
