"""What all tests share."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).parent))  # `query_trees`, for the laws of several rooms

# How fast a machine is at the moment is no property of the code: a busy one must not fail a test.
settings.register_profile("siaran", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("siaran")

# A shell starts what it runs behind (`make test &`) with Ctrl-C ignored, and every program that a test starts would
# ignore it, too: tests that interrupt one waited for it without end.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def _no_waiting_for_the_disk() -> Iterator[None]:
    """What is written need not have reached the disk: no test cuts the power, and all else sees it at once.

    Laws that write hundreds of indexes spent most of their time waiting. Programs that tests start do wait.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", os.fstat)  # which fails like it for what is no open file
        yield


def pytest_configure(config: pytest.Config) -> None:
    """Programs that tests start keep what Python made of the sources, for those that are started later.

    Where the environment forbids to write that beside the sources it goes to pytest's cache: making it anew took a
    third of what a short command costs.
    """
    if sys.dont_write_bytecode and config.pluginmanager.hasplugin("cacheprovider"):
        assert config.cache is not None
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(config.cache.mkdir("bytecode"))
