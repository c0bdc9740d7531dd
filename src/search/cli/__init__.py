"""The command line. Results go to stdout, progress and complaints to stderr; exit codes are in `group`."""

from .app import main

__all__ = ["main"]
