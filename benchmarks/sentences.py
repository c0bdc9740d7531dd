"""Sentences that corpora are made of: real ones drawn again, or built ones; and sentences that name somebody."""

from __future__ import annotations

import json
import os
import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from .vocabulary import name, rank, word

ROOT = Path(__file__).parent.parent
_END = re.compile(r"(?<=[.!?])\s+")
_COLLECTIONS = ("news", "facqa")

CITIES = (
    "Jakarta Bandung Surabaya Medan Semarang Makassar Palembang Denpasar Yogyakarta Surakarta Malang Bogor Depok "
    "Bekasi Tangerang Pekanbaru Padang Pontianak Banjarmasin Samarinda Balikpapan Manado Palu Kendari Ambon Jayapura "
    "Kupang Mataram Banda_Aceh Jambi Bengkulu Serang Cirebon Poso Gorontalo Ternate Sorong Merauke Batam"
).split()
POSTS = (
    "Kepala BNPT", "Direktur Pencegahan BNPT", "Menteri Dalam Negeri", "Gubernur", "Bupati", "Wali Kota",
    "Juru Bicara", "Ketua", "Sekretaris Utama", "Deputi Bidang Kerja Sama",
)  # fmt: skip
BODIES = ("Kementerian", "Badan", "Universitas", "Yayasan", "Dinas", "Lembaga")
SOURCES = ("BNPT", "Antara", "Kominfo", "Setkab", "Polri", "Kemlu")

Draw = Callable[[random.Random], str]


def real_data() -> Path | None:
    """The folder of real texts, where it is at hand: `$SIARAN_DATA`, else ../shared/data."""
    folder = Path(os.environ.get("SIARAN_DATA") or ROOT.parent / "shared" / "data")
    return folder if all((folder / part / "releases.jsonl").is_file() for part in _COLLECTIONS) else None


def real_sentences(folder: Path) -> list[str]:
    """All middling sentences of the real texts."""
    found: list[str] = []
    for part in _COLLECTIONS:
        with (folder / part / "releases.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                found += _split(json.loads(line)["body"])
    return found


def seed_sentences() -> list[str]:
    """The sentences of the one release that the project ships."""
    return [sentence for path in sorted(ROOT.glob("seeds/*.txt")) for sentence in _split(path.read_text("utf-8"))]


def _split(text: str) -> list[str]:
    return [sentence for piece in _END.split(text) if 30 < len(sentence := piece.strip()) < 400]


def drawn(sentences: Sequence[str]) -> Draw:
    """Draws from given sentences."""
    return lambda chance: chance.choice(sentences)


def built(seeds: Sequence[str]) -> Draw:
    """Builds sentences of the model's words; one in fifty is one of `seeds`."""

    def draw(chance: random.Random) -> str:
        if seeds and chance.random() < 0.02:
            return chance.choice(seeds)
        words = [word(chance) for _ in range(max(4, min(40, round(chance.gauss(15, 5)))))]
        if chance.random() < 0.25:
            words[chance.randrange(1, len(words))] = str(chance.choice((2, 3, 10, 14, 2019, 2024, 1.5, 500)))
        if len(words) > 9:
            words[chance.randrange(3, 7)] += ","
        return " ".join(words).capitalize() + "."

    return draw


def naming(chance: random.Random, draw: Draw) -> list[str]:
    """The sentences of a release that name people, organizations and places."""
    city = chance.choice(CITIES).replace("_", " ")
    sentences = [f"{city} - {draw(chance)}"]
    for _ in range(chance.randint(1, 5)):
        person = name("person", rank(chance))
        sentences.append(f"Hal itu dikatakan {chance.choice(POSTS)} {person} di {_place(chance)}.")
        if chance.random() < 0.5:
            sentences.append(f"“{draw(chance)}” ujar {person.split(' ')[-1]}.")
    for _ in range(chance.randint(1, 3)):
        number = rank(chance)
        body = f"{BODIES[number % len(BODIES)]} {name('body', number)}"
        sentences.append(f"Kegiatan ini diikuti perwakilan {body} dan masyarakat {_place(chance)}.")
    return sentences


def _place(chance: random.Random) -> str:
    if chance.random() < 0.6:
        return chance.choice(CITIES).replace("_", " ")
    return f"Kabupaten {name('place', rank(chance, 0.9))}"
