"""The `siaran` command: its entry point, and how errors become exit codes.

0 done; 1 done, but some input failed; 2 the call is wrong; 3 the index can't be used; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

import click

from ..errors import EntityNotFound, IndexUnusable, ReleaseNotFound, SiaranError, UsageError
from .output import complain

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


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command; give its exit code. No error of ours or of the call shows a traceback."""
    from . import commands, entities, mcp, overlap, queries, quotes, stem  # noqa: F401, PLC0415 - registers the commands; here, so that `app` can be imported by them

    try:
        code = siaran.main(args=arguments, prog_name="siaran", standalone_mode=False)
    except click.exceptions.Abort:
        complain("interrupted; the index is as the last finished command left it")
        return INTERRUPTED
    except KeyboardInterrupt:
        complain("interrupted; the index is as the last finished command left it")
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return WRONG_CALL
    except SiaranError as error:
        complain(str(error))
        return exit_code(error)
    except Exception as error:
        if os.environ.get("SIARAN_DEBUG"):
            raise
        complain(f"this is a fault of siaran: {type(error).__name__}: {error}; SIARAN_DEBUG=1 shows where")
        return SOME_FAILED
    return code if isinstance(code, int) else DONE


def exit_code(error: SiaranError) -> int:
    """The exit code that stands for an error."""
    if isinstance(error, IndexUnusable):
        return INDEX_UNUSABLE
    if isinstance(error, UsageError | ReleaseNotFound | EntityNotFound):
        return WRONG_CALL
    return SOME_FAILED
