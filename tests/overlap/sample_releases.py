"""Invented releases: long texts of words that nobody else has, and one that quotes."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from search.analysis import analyse
from search.archive import Archive
from search.config import Settings
from search.engines.base import Engine
from search.engines.memory import MemoryEngine
from search.engines.whoosh import WhooshEngine
from search.language import Analyzer
from search.model import Quote, Release

MakeArchive = Callable[[Sequence[Release]], Archive]

SAID = "kita tidak akan pernah membiarkan anak muda menghadapi ancaman ini sendirian di ruang maya"

QUOTING = (
    "Jakarta - Kepala Badan Contoh membuka pelatihan bagi guru madrasah dari sembilan kabupaten.\n"
    f"“Kita{SAID.removeprefix('kita')},” kata Ani Wijaya di hadapan peserta pelatihan.\n"
    "Pelatihan berlangsung tiga hari dan ditutup dengan kunjungan ke museum kota lama."
)


def quoting(release_id: str = "pelatihan", day: date | None = date(2020, 9, 3)) -> Release:
    """A release with a quotation of 14 words."""
    start = QUOTING.index("Kita ")
    end = start + len(SAID)
    quote = Quote(start, end, QUOTING[start:end], "Ani Wijaya", verb="kata")
    return Release(release_id, QUOTING, "Pelatihan guru dibuka", date=day, quotes=(quote,))


def long_text(seed: int, words: int = 120) -> str:
    """Sentences of invented words; the same for the same seed, nothing in common for others."""
    draw = random.Random(seed)
    text = ["".join(draw.choice("bdgklmnprst") + draw.choice("aeiou") for _ in range(4)) for _ in range(words)]
    for at in range(0, words, 12):
        text[at] = text[at].capitalize()
        text[at - 1] += "."
    return " ".join(text)


def archive_of(releases: Sequence[Release], folder: Path | None = None) -> Archive:
    """An archive in memory, or in a folder."""
    analyzer = Analyzer()
    fingerprint = analyzer.fingerprint
    engine: Engine = MemoryEngine(fingerprint) if folder is None else WhooshEngine.create(folder, fingerprint)
    with engine.writer() as writer:
        writer.add(analyse(releases, [release.id for release in releases], analyzer, lambda _forms: {}))
        writer.commit()
    return Archive(engine, analyzer, Settings(refresh_seconds=0))
