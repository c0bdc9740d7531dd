"""Processes that do the same work side by side: started together, replaced when they fall, stopped together."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from types import FrameType
from typing import NoReturn

GRACE_SECONDS = 10.0
"""How long a process may go on with what it has begun, once it was told to stop."""

PAUSE_SECONDS = 1.0
"""Before a fallen process is replaced: one that falls at once shall not keep the machine busy."""

_STOPPING = {signal.SIGINT, signal.SIGTERM}
_log = logging.getLogger(__name__)


def run_side_by_side(work: Callable[[int], None], count: int, started: Callable[[], None]) -> None:
    """Run `work` in `count` forked processes until a KeyboardInterrupt; none is left when this returns.

    It is told the number of its process, from 0; one that replaces a fallen process has that one's number.

    In each, SIGTERM raises KeyboardInterrupt, and the end of this process, however it comes, is a SIGTERM.
    `started` is called once all have been started. Fork before threads are made and files are opened that the
    processes would share.
    """
    context = multiprocessing.get_context("fork")
    alive, held = os.pipe()  # never written to: its end is the end of this process
    running: dict[int, ForkProcess] = {}

    def start(number: int) -> None:
        process = context.Process(target=_work, args=(work, number, alive, held), daemon=True)
        # A signal waits until the process that it reaches knows what to do about it.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
        try:
            process.start()
            running[number] = process
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    try:
        for number in range(count):
            start(number)
        started()
        while True:
            wait([process.sentinel for process in running.values()])
            fallen = [number for number, process in running.items() if not process.is_alive()]
            for number in fallen:
                process = running.pop(number)
                _log.error("process %s ended with %s and is replaced", process.pid, process.exitcode)
            time.sleep(PAUSE_SECONDS)
            for number in fallen:
                start(number)
    finally:
        _stop(list(running.values()))
        os.close(alive)
        os.close(held)


def _stop(running: list[ForkProcess]) -> None:
    for process in running:
        process.terminate()
    until = time.monotonic() + GRACE_SECONDS
    for process in running:
        process.join(max(0.0, until - time.monotonic()))
        if process.is_alive():
            process.kill()
            process.join()


def _work(work: Callable[[int], None], number: int, alive: int, held: int) -> None:
    os.close(held)
    # Ctrl-C reaches every process of the terminal: this one waits for the word of the one that started it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _interrupt)
    with suppress(KeyboardInterrupt):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)
        threading.Thread(target=_stop_with_parent, args=(alive,), daemon=True).start()
        work(number)


def _stop_with_parent(alive: int) -> None:
    os.read(alive, 1)
    os.kill(os.getpid(), signal.SIGTERM)


@contextmanager
def interrupted_by(number: signal.Signals) -> Iterator[None]:
    """Let a signal raise KeyboardInterrupt in the block, once: what stops is not stopped again.

    Only the main thread may set a signal's handler; in another one nothing changes.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(number, _interrupt)
    try:
        yield
    finally:
        signal.signal(number, before)


def _interrupt(number: int, _frame: FrameType | None) -> NoReturn:
    # A supervisor may tell every process to stop that this one tells, too.
    signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt
