"""Texts made for these tests: invented releases, seeded edits of them."""

from __future__ import annotations

import random

_NOUNS = (
    "pemerintah badan program masyarakat kegiatan petugas daerah wilayah sekolah pelatihan laporan anggaran".split()
)
_VERBS = "menggelar membahas menyusun meninjau melatih membangun menilai mendampingi mengawasi memperkuat".split()
_NAMES = "Bandung Surabaya Makassar Medan Ambon Kupang Padang Manado Rahma Wijaya Lestari Santoso Hartati".split()
_OTHERS = (
    "secara terpadu bersama warga pada pekan ini dengan dukungan penuh dari berbagai pihak untuk tahun depan".split()
)


def release(seed: int, words: int = 150) -> str:
    """An invented text of about so many words, with names and numbers; another seed, another text."""
    chance = random.Random(f"release {seed}")
    sentences: list[str] = []
    count = 0
    while count < words:
        middle = [chance.choice(chance.choice((_NOUNS, _VERBS, _OTHERS))) for _ in range(chance.randint(5, 12))]
        sentence = [
            chance.choice(_NOUNS).capitalize(),
            *middle,
            "di",
            chance.choice(_NAMES),
            str(chance.randint(2, 900)),
        ]
        sentences.append(" ".join(sentence) + ".")
        count += len(sentence)
    return " ".join(sentences)


def edited(text: str, share: float, seed: int) -> str:
    """The text with this share of its words replaced, dropped or added to."""
    chance = random.Random(f"edit {seed}")
    words = text.split()
    for place in sorted(chance.sample(range(len(words)), round(share * len(words))), reverse=True):
        other = chance.choice(words).lower().strip(".")
        words[place : place + 1] = chance.choice(([other], [], [words[place], other]))
    return " ".join(words)
