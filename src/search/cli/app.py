"""The `siaran` command: its entry point, and how errors become exit codes.

0 done; 1 done, but some input failed; 2 the call is wrong; 3 the index can't be used; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from ..errors import EntityNotFound, IndexUnusable, ReleaseNotFound, SiaranError, UsageError
from . import commands, entities, mcp, overlap, queries, quotes, stem  # noqa: F401 - adds the commands to the group
from .group import DONE, INDEX_UNUSABLE, INTERRUPTED, SOME_FAILED, WRONG_CALL, siaran
from .output import complain


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command; give its exit code. No error of ours or of the call shows a traceback."""
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
