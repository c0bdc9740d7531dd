"""What a server is given as its settings ask for it: what its processes share, and what each makes for itself."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ...archive import Archive
from ...config import Settings
from ...errors import UsageError
from ...unanswered import Unanswered
from ..app import create_app
from ..listening import Load, listen
from ..refusals import REFUSED
from . import access_log
from .counting import SharedCounts
from .limiting import limit_of
from .observing import Observers
from .proxies import prefix_of
from .recording import Recorder

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]

MULTIPLE = "PROMETHEUS_MULTIPROC_DIR"
"""Tells the library behind `metrics.py` of a folder that several processes share; read when that is imported."""


@dataclass(frozen=True, slots=True)
class Common:
    """What all processes of a server share. `figures` is None where nobody asks for any, `folder` where nothing is
    written in common."""

    pages: socket.socket
    figures: socket.socket | None
    load: Load
    folder: Path | None

    def sockets(self, process: int) -> list[socket.socket]:
        """The sockets that this process accepts from, for its own use alone."""
        own = [self.load.join(self.pages, process)]
        return [*own, self.figures] if self.figures else own


@contextmanager
def common(settings: Settings, host: str, port: int, processes: int) -> Iterator[Common]:
    """What the processes share, until the block ends. Raises UsageError where the settings can't be used."""
    # Here, where it can be said: a process that can't begin would be replaced by one that can't either.
    prefix_of(settings.path_prefix)
    if settings.rate_limit:
        limit_of(settings.rate_limit)
    with ExitStack() as stack:
        pages = stack.enter_context(listen(host, port))
        figures = None
        if settings.metrics_port:
            if settings.metrics_port == pages.getsockname()[1]:
                raise UsageError(f"port {port} is that of the pages; choose another with --metrics-port")
            figures = stack.enter_context(listen(settings.metrics_host, settings.metrics_port))
        folder = None
        if processes > 1 and (figures or settings.rate_limit):
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="siaran-")))
        if figures and folder:
            os.environ[MULTIPLE] = str(folder)
            stack.callback(os.environ.pop, MULTIPLE, None)
        yield Common(pages, figures, Load(processes), folder)


@contextmanager
def equipped(archive: Archive, all_: Common) -> Iterator[Application]:
    """The application of one process, with all that the settings ask for."""
    settings, observers = archive.settings, Observers()
    if settings.access_log != "off":
        observers.requests.append(access_log.writer(settings.access_log))
    with ExitStack() as stack:
        if settings.queries:
            recorder = Recorder(Unanswered(Path(settings.queries), settings.queries_kept))
            observers.searches.append(recorder.search)
            stack.callback(recorder.close)
        counts = None
        if settings.rate_limit and all_.folder:
            counts = SharedCounts(all_.folder / "counts.sqlite")
            stack.callback(counts.close)
        if all_.figures is None:
            yield create_app(archive, observers, counts)
            return
        # Not before the variable above is set.
        from .metrics import Figures  # noqa: PLC0415

        figures = Figures(archive, lambda: all_.load.total)
        figures.observe(observers)
        pages, port = create_app(archive, observers, counts), str(all_.figures.getsockname()[1])

        def by_port(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            # Waitress names the port that a request came to; no header changes it.
            app = figures.page if environ["SERVER_PORT"] == port and REFUSED not in environ else pages
            return app(environ, start_response)

        yield by_port
