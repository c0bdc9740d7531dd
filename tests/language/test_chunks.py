"""Words found chunk by chunk are those of the whole text, however few chunks are kept."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from search.language.chunks import LONGEST_CHUNK, Chunks

LETTERS = re.compile("[a-z]+")
TEXTS = st.lists(st.text("ab1 -\n\t\u2003", max_size=30), max_size=5)


@settings(max_examples=200)
@given(TEXTS, st.sampled_from([0, 2, 1 << 16]))
def test_words_come_in_the_order_of_the_text(texts: list[str], most: int) -> None:
    chunks = Chunks(LETTERS.findall, most)
    for text in texts:
        assert list(chunks.words(text)) == LETTERS.findall(text)


def test_an_endless_chunk_is_looked_at_anew() -> None:
    looked: list[str] = []

    def find(chunk: str) -> list[str]:
        looked.append(chunk)
        return [chunk]

    chunks, endless = Chunks(find), "a" * (LONGEST_CHUNK + 1)
    for _ in range(2):
        assert list(chunks.words(f"satu {endless}")) == ["satu", endless]
    assert looked == ["satu", endless, endless]
