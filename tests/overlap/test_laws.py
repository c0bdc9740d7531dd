"""What holds of any text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from copies import Editor, text_of
from hypothesis import given
from hypothesis import strategies as st
from sample_releases import QUOTING, archive_of, long_text, quoting

from search.archive import Archive
from search.language.tokens import tokenize
from search.model import Release
from search.overlap import Change, Overlap

BODIES = [
    QUOTING,
    *(long_text(n) for n in range(3)),
    "Sama sekali tidak ada. " + long_text(0, 40),
    "satu dua tiga " * 90,
]


@pytest.fixture(scope="module")
def archive() -> Iterator[Archive]:
    releases = [Release(f"r{n}", body) for n, body in enumerate(BODIES)]
    with archive_of([quoting(), *releases]) as archive:
        yield archive


def forms(text: str) -> list[str]:
    return [token.form for token in tokenize(text)]


def check(found: Overlap) -> None:
    """All that an answer promises."""
    text, words = found.text, forms(found.text)
    assert found.words == len(words)
    covered = bytearray(len(text))
    for repeated in found.releases:
        body, behind, shared = repeated.release.body, 0, 0
        assert repeated.passages
        for passage in repeated.passages:
            assert behind <= passage.start < passage.end <= len(text)
            assert 0 <= passage.body_start < passage.body_end <= len(body)
            behind = passage.end
            of_passage = 0
            last, body_last = passage.start, passage.body_start
            for piece in passage.pieces:
                assert last <= piece.start <= piece.end <= passage.end
                assert body_last <= piece.body_start <= piece.body_end <= passage.body_end
                last, body_last = piece.end, piece.body_end
                here, there = forms(text[piece.start : piece.end]), forms(body[piece.body_start : piece.body_end])
                if piece.change is Change.SAME:
                    assert here == there
                    of_passage += len(here)
                    covered[piece.start : piece.end] = b"\1" * (piece.end - piece.start)
                else:
                    assert (here == []) is (piece.change is Change.REMOVED)
                    assert (there == []) is (piece.change is Change.ADDED)
            assert [passage.pieces[0].change, passage.pieces[-1].change] == [Change.SAME, Change.SAME]
            assert (last, body_last) == (passage.end, passage.body_end)
            assert passage.words == of_passage
            shared += of_passage
        assert repeated.words == shared <= found.covered
    if found.found == len(found.releases):
        assert found.covered == sum(covered[token.start] for token in tokenize(text))
    assert 0 <= found.share <= 1
    for stretch in found.alone:
        assert len(forms(text[stretch.start : stretch.end])) == stretch.words > 0
        assert not any(covered[stretch.start : stretch.end])


parts = st.one_of(
    st.text(max_size=80),
    st.sampled_from([" ", "\n", '"', "”", ", ", " kata dia "]),
    st.builds(
        lambda body, start, size: body[start : start + size],
        st.sampled_from(BODIES),
        st.integers(0, 600),
        st.integers(0, 400),
    ),
    st.builds(
        lambda body, seed, share: text_of(Editor(seed, ["lain", "bukan", "itu"]).edited(body, "", share)),
        st.sampled_from(BODIES),
        st.integers(0, 1000),
        st.floats(0, 0.4),
    ),
)


@given(text=st.lists(parts, max_size=8).map("".join))
def test_any_text_is_answered_and_what_is_shared_is_in_both(archive: Archive, text: str) -> None:
    check(archive.overlap(text))


@given(text=st.text(st.characters(exclude_categories=()), max_size=200))
def test_text_of_any_characters_is_answered(archive: Archive, text: str) -> None:
    check(archive.overlap(text))


@given(
    bodies=st.lists(
        st.lists(st.sampled_from("satu dua tiga empat lima enam Tujuh 8".split()), min_size=20, max_size=60).map(
            " ".join
        ),
        min_size=1,
        max_size=5,
    )
)
def test_the_text_of_a_whole_release_is_repeated_whole(bodies: list[str]) -> None:
    with archive_of([Release(f"r{n}", body) for n, body in enumerate(bodies)]) as archive:
        for n, body in enumerate(bodies):
            found = archive.overlap(body, limit=100)
            check(found)
            assert {each.release.id: each.share for each in found.releases}[f"r{n}"] == 1
