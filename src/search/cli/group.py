"""The command that all others are parts of, and the exit codes."""

from __future__ import annotations

import os
import sys
from importlib.metadata import version
from typing import Any

import click

DONE, SOME_FAILED, WRONG_CALL, INDEX_UNUSABLE, INTERRUPTED = 0, 1, 2, 3, 130


class _Commands(click.Group):
    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # The reader of our output (`| head`) has seen enough. Click would end with code 1, ours for failed input,
            # and Python would complain at exit about what is left in the buffer.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return DONE
        return result


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(version("siaran"), prog_name="siaran")
def siaran() -> None:
    """Full-text search over Indonesian press releases.

    \b
    siaran index seeds            make or update the index
    siaran search "kerja sama"    search it here
    siaran serve                  search it in a browser
    """
