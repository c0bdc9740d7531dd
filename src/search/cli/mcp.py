"""`siaran mcp`: the archive as tools for an assistant."""

from __future__ import annotations

import sys
from pathlib import Path

from ..errors import UsageError
from . import output
from .commands import index_option, open_archive
from .group import siaran


@siaran.command()
@index_option
def mcp(index: Path | None) -> None:
    """Serve the archive to an assistant over the Model Context Protocol, on standard input and output.

    Started by the assistant's program, not by hand. Only reads. Needs the extra: pip install "siaran[mcp]".
    """
    try:
        from ..assistants.server import serve  # noqa: PLC0415 - the extra may not be installed
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "mcp_types", "anyio"):
            raise
        raise UsageError('siaran mcp needs the MCP SDK; install it with: pip install "siaran[mcp]"') from None
    if sys.stdin.isatty():
        output.complain("this speaks the Model Context Protocol and waits for a client; docs/mcp.md says how to add it")
    with open_archive(index) as archive:
        serve(archive, output.complain)
