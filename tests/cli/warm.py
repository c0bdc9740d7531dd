"""Runs commands in processes that need not read the program first, which is most of what a short command costs.

This one reads it, and each command that it is asked for is a fork: a process with arguments, environment, folder,
output and exit code of its own. Only what Python itself takes from the environment when it starts stays as it is here.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import NoReturn

SECONDS = 120
"""A command that takes longer is ended by a signal, which is its exit code."""


def become(arguments: list[str], environment: dict[str, str], cwd: str, out: str, err: str) -> NoReturn:
    """Be the command, up to the end of the process."""
    signal.alarm(SECONDS)
    for number, path in enumerate((os.devnull, out, err)):
        opened = os.open(path, os.O_RDWR)
        os.dup2(opened, number)
        os.close(opened)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(cwd)
    sys.argv = ["siaran", *arguments]
    from search.cli import main

    main()
    raise AssertionError("main ends the process")


def serve() -> None:
    """One command for each line of input, and its exit code as a line of output."""
    import search.cli
    import search.preloaded  # noqa: F401 - what each command would load

    for line in sys.stdin:
        child = os.fork()
        if not child:
            become(**json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.path[:] = [entry for entry in sys.path if entry != str(Path(__file__).parent)]
    serve()
