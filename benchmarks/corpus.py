"""Corpora of any size: releases of about 310 words over ten years, the same ones for the same seed.

Release number i depends on the seed and on i alone, so a corpus is the beginning of every larger one.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from .sentences import SOURCES, Draw, built, drawn, naming, real_data, real_sentences, seed_sentences

VERSION = 1
"""Raised with every change that gives other texts."""

WORDS = 310
"""Mean length of a release."""

FIRST_DAY, DAYS = date(2015, 1, 1), 3652

CORPUS_BYTES = 8_000
"""A release's share of the disk as text and, analysed, as it is handed to the engines."""

INDEX_BYTES = 12_000
"""A release's share of the disk in one engine's indexes, while they are built."""


class NoRoom(Exception):
    """A corpus of this size, or what is made of it, does not fit the disk."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus on disk. `real` says whether its sentences are real ones."""

    path: Path
    size: int
    real: bool
    bytes: int
    """Of titles and bodies, as UTF-8."""
    words: float
    """Of a release, in the mean."""

    @property
    def texts(self) -> str:
        return "real sentences drawn again" if self.real else "built sentences"


def work_folder() -> Path:
    """Where corpora and indexes are kept: `$SIARAN_BENCH`, else a folder among the temporary ones."""
    return Path(os.environ.get("SIARAN_BENCH") or Path(tempfile.gettempdir()) / "siaran-bench")


def check_room(folder: Path, size: int, engines: int) -> None:
    """Raise NoRoom where `size` releases and the indexes of so many engines would fill the disk."""
    needed = size * (CORPUS_BYTES + INDEX_BYTES * engines)
    free = shutil.disk_usage(_existing(folder)).free
    if needed > free * 0.9:
        raise NoRoom(
            f"{size:,} releases take about {needed / 1e9:,.1f} GB in {folder}, where {free / 1e9:,.1f} GB are free; "
            "ask for a smaller size with --sizes, fewer engines with --peers, or set SIARAN_BENCH to a folder "
            "with more room"
        )


def _existing(folder: Path) -> Path:
    folder = folder.resolve()
    while not folder.exists():
        folder = folder.parent
    return folder


def make_corpus(size: int, folder: Path, *, seed: int = 7, real: Path | None = None) -> Corpus:
    """The corpus of this size, from the folder or made anew. `real` is a folder of real texts, None for built ones.

    Raises NoRoom.
    """
    path = folder / f"corpus-{VERSION}-{'real' if real else 'built'}-{seed}-{size}.jsonl"
    facts = path.with_suffix(".facts.json")
    if not facts.exists():
        check_room(folder, size, 0)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".gitignore").write_text("*\n")  # in case the folder is one of a repository
        characters = words = 0
        part = path.with_suffix(".part")
        with part.open("w", encoding="utf-8") as file:
            for row in releases(size, seed=seed, real=real):
                characters += len(row["title"].encode()) + len(row["body"].encode())
                words += len(row["body"].split())
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        part.rename(path)
        facts.write_text(json.dumps({"bytes": characters, "words": words / max(size, 1)}))
    known = json.loads(facts.read_text())
    return Corpus(path, size, real is not None, known["bytes"], known["words"])


def releases(size: int, *, seed: int = 7, real: Path | None = None, first: int = 0) -> Iterator[dict[str, str]]:
    """The releases numbered from `first` to before `size`, as input records."""
    draw = drawn(real_sentences(real)) if real else built(seed_sentences())
    for number in range(first, size):
        yield _release(random.Random(f"{seed} {number}"), number, draw)


def _release(chance: random.Random, number: int, draw: Draw) -> dict[str, str]:
    named = naming(chance, draw)
    wanted = max(60, min(900, round(chance.gauss(WORDS, 90))))
    sentences = named[1:]
    length = sum(len(sentence.split()) for sentence in named)
    while length < wanted:
        sentence = draw(chance)
        sentences.append(sentence)
        length += len(sentence.split())
    chance.shuffle(sentences)
    cut = max(1, len(sentences) // 3)
    paragraphs = [" ".join([named[0], *sentences[:cut]]), " ".join(sentences[cut : 2 * cut])]
    paragraphs.append(" ".join(sentences[2 * cut :]))
    return {
        "id": f"r{number}",
        "title": " ".join(draw(chance).rstrip(".").split()[:10]),
        "date": (FIRST_DAY + timedelta(chance.randrange(DAYS))).isoformat(),
        "source": SOURCES[min(int(chance.paretovariate(1.2)) - 1, len(SOURCES) - 1)],
        "body": "\n".join(filter(None, paragraphs)),
    }


def default_real() -> Path | None:
    """The real texts, where they are at hand."""
    return real_data()
