"""Which texts are compared at all: nearly every pair of versions, and hardly any other."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import edited, release

from search.duplicates import candidates as module
from search.duplicates.candidates import candidates
from search.duplicates.sketches import WIDTH, Keys, Sketches, method
from search.duplicates.sketches import sketch as sketches_of
from search.language import cut


def sketch(*texts: str) -> tuple[Keys, Sketches]:
    return sketches_of(cut(texts), [""] * len(texts))


def pairs(sketches: np.ndarray, asked: list[int], live: np.ndarray | None = None) -> set[tuple[int, int]]:
    live = np.ones(len(sketches), np.bool_) if live is None else live
    first, second = candidates(sketches, np.array(asked, np.int64), live)
    found = list(zip(first.tolist(), second.tolist(), strict=True))
    assert len(set(found)) == len(found)
    return set(found)


def test_a_sketch_depends_on_the_words_alone() -> None:
    keys, sketches = sketch(release(1), release(1).upper().replace(" ", "\n"))
    assert keys[0] == keys[1]
    assert (sketches[0] == sketches[1]).all()
    again = sketch("other words before", release(1))
    assert again[0][1] == keys[0]
    assert (again[1][1] == sketches[0]).all()


def test_how_sketches_are_made_has_one_name() -> None:
    assert method() == method()
    assert method().startswith(f"{WIDTH}-")


def test_a_text_of_few_words_has_no_key() -> None:
    keys, sketches = sketch("", " - ", "kata " * 11, "kata " * 12)
    assert keys[:3].tolist() == [0, 0, 0]
    assert keys[3]
    assert sketches.shape == (4, WIDTH)


def test_texts_with_15_percent_of_their_words_edited_are_candidates() -> None:
    texts = [release(seed) for seed in range(100)]
    _, sketches = sketch(*texts, *(edited(text, 0.15, seed) for seed, text in enumerate(texts)))
    assert pairs(sketches, list(range(100))) >= {(i, i + 100) for i in range(100)}


def test_unrelated_texts_are_hardly_ever_candidates() -> None:
    _, sketches = sketch(*(release(seed) for seed in range(300)))
    assert len(pairs(sketches, list(range(300)))) < 300


@settings(max_examples=25)
@given(st.data())
def test_joining_finds_what_comparing_one_by_one_finds(data: st.DataObject) -> None:
    chance = np.random.default_rng(data.draw(st.integers(0, 1000)))
    alphabet = data.draw(st.sampled_from([2, 4, 8]))
    sketches = chance.integers(0, alphabet, (data.draw(st.integers(1, 24)), WIDTH), np.uint8)
    live = chance.random(len(sketches)) < 0.8
    asked = np.flatnonzero(live & (chance.random(len(sketches)) < data.draw(st.sampled_from([0.2, 1.0]))))
    scanned = module._scanned(sketches, asked, live)
    joined = module._joined(sketches, asked, live)
    assert scanned[0].tolist() == joined[0].tolist()
    assert scanned[1].tolist() == joined[1].tolist()
