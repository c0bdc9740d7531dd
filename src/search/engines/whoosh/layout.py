"""The folder of an index: which files there are, which generation is current, how one takes another's place.

    index/siaran.json      {"format": 6, "generation": "g000001", "fingerprint": "..."}: the switch
    index/g000001/         a generation: a Whoosh index and `lexicon.sqlite`
    index/writer.lock      held by the one writer; index/writer.json says who that is
    index/.gitignore       may be there
    index/derived/, index/history/         may be there

A rebuild writes `g000002/` beside and moves the switch when it is whole; older generations are then removed.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ...errors import IndexMissing, IndexUnusable
from .damage import GENERATION, damaged, reading, writing

FORMAT = 6
"""Version of everything below the folder. Another number is not read."""

MANIFEST = "siaran.json"
LOCK = "writer.lock"
OWNER = "writer.json"

BESIDE = "derived"
"""A folder that is not ours, but may lie in ours: what is derived from the releases (`search/derived.py`)."""

KEPT = "history"
"""Another: what releases said before (`search/history/`)."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the switch says: the current generation's folder and the analyzer that made its words."""

    generation: str
    fingerprint: str


def read_manifest(root: Path) -> Manifest:
    """Raises IndexMissing, and IndexDamaged where there are generations but no switch, or it can't be read."""
    file = root / MANIFEST
    try:
        content = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        if generations(root):
            raise damaged(file, "is missing") from None
        raise IndexMissing(root) from None
    except PermissionError as error:
        raise IndexUnusable(f"{file}: {error.strerror}; give this user the right to read the index") from error
    with reading(file):
        values = json.loads(content)
        version, generation, fingerprint = values["format"], values["generation"], values["fingerprint"]
    if version != FORMAT:
        raise damaged(file, f"has format {version!r}, this version reads {FORMAT}")
    if not isinstance(fingerprint, str) or not GENERATION.fullmatch(str(generation)):
        raise damaged(file, "does not name a generation and a fingerprint")
    return Manifest(generation, fingerprint)


def last_change(root: Path) -> float:
    """When a commit or a rebuild was last finished, in seconds since 1970. Raises what `read_manifest` raises."""
    tables = (root / read_manifest(root).generation).glob("*.toc")
    return max(path.stat().st_mtime for path in (root / MANIFEST, *tables))


def write_manifest(root: Path, manifest: Manifest) -> None:
    """Move the switch: durable when this returns, and never half written."""
    values = {"format": FORMAT, "generation": manifest.generation, "fingerprint": manifest.fingerprint}
    temporary = root / f"{MANIFEST}.new"
    with writing(root):
        with temporary.open("w", encoding="utf-8") as file:
            json.dump(values, file, indent=2)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(root / MANIFEST)
        sync_folder(root)


def generations(root: Path) -> list[Path]:
    """Folders of generations, oldest first, whole or not."""
    if not root.is_dir():
        return []
    return sorted(path for path in root.iterdir() if path.is_dir() and GENERATION.fullmatch(path.name))


def new_generation(root: Path) -> Path:
    """Make the folder of the next generation."""
    last = max((int(path.name[1:]) for path in generations(root)), default=0)
    folder = root / f"g{last + 1:06d}"
    with writing(root):
        folder.mkdir()
        sync_folder(root)
    return folder


def remove_generations(root: Path, but: str) -> None:
    """Remove all generations but one: older ones after a rebuild, unfinished ones of a killed rebuild.

    What can't be removed now is left to the next writer. Readers that hold an old one keep its files open.
    """
    for folder in generations(root):
        if folder.name != but:
            shutil.rmtree(folder, ignore_errors=True)


def prepare(root: Path) -> None:
    """Make the folder of an index, or accept it as it is; raise IndexUnusable where it holds anything else."""
    if root.exists() and not root.is_dir():
        raise IndexUnusable(f"{root} is a file; name a folder for the index with --index")
    with writing(root):
        root.mkdir(parents=True, exist_ok=True)
        names = sorted(path.name for path in root.iterdir())
    ours = {MANIFEST, f"{MANIFEST}.new", LOCK, OWNER, ".gitignore", BESIDE, KEPT}
    foreign = [name for name in names if name not in ours and not GENERATION.fullmatch(name)]
    if foreign:
        more = ", ..." if len(foreign) > 3 else ""
        raise IndexUnusable(
            f"{root} holds files that are not an index's ({', '.join(foreign[:3])}{more}); "
            f"name an empty or new folder with --index"
        )
    if not os.access(root, os.W_OK | os.X_OK):
        raise IndexUnusable(f"{root} can't be written to; give this user the right, or name another with --index")


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable. Some file systems can't; the files themselves are synced then."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def size_of(folder: Path) -> int:
    """Bytes of the files in a folder and below."""
    total = 0
    for path in folder.rglob("*"):
        with suppress(OSError):  # a file that a commit removed just now
            total += path.stat().st_size if path.is_file() else 0
    return total
