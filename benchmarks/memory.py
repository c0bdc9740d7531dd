"""Memory of a process and of those that it started, watched from outside (Linux: /proc)."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")


@dataclass(slots=True)
class Peak:
    """The most that was seen, in MB. `resident` is the sum over the processes, `private` what is shared with none
    (the largest single process), `processes` how many there were."""

    resident: float = 0.0
    private: float = 0.0
    processes: int = 0


class Watch:
    """Looks every `interval` seconds while the context lasts. Sees nothing where there is no /proc."""

    def __init__(self, pid: int, interval: float = 0.2) -> None:
        self.peak = Peak()
        self._pid = pid
        self._interval = interval
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._done.wait(self._interval):
            self._look()

    def _look(self) -> None:
        sizes = [size for pid in family(self._pid) if (size := usage(pid)) is not None]
        if sizes:
            self.peak.resident = max(self.peak.resident, sum(resident for resident, _ in sizes))
            self.peak.private = max(self.peak.private, *(private for _, private in sizes))
            self.peak.processes = max(self.peak.processes, len(sizes))


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for stat in _PROC.glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError):
            continue
        children.setdefault(parent, []).append(int(stat.parent.name))
    found = [pid]
    for process in found:
        found += children.get(process, [])
    return found


def usage(pid: int | str = "self") -> tuple[float, float] | None:
    """(resident, private) MB of a process now; None where it can't be known."""
    try:
        lines = (_PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return None
    kilobytes = {line.split(":")[0]: int(line.split()[1]) for line in lines[1:]}
    private = kilobytes.get("Private_Clean", 0) + kilobytes.get("Private_Dirty", 0)
    return kilobytes.get("Rss", 0) / 1000, private / 1000
