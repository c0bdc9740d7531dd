"""Places made whole: nothing that was picked is lost, no letter or digit is cut from what it belongs to."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.language.places import whole

TEXTS = st.text(alphabet="ab1é _-. ", max_size=30)


@given(TEXTS, st.data())
def test_places_are_disjoint_ascending_and_end_beside_no_letter_of_the_same_word(
    text: str, data: st.DataObject
) -> None:
    starts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=4)))
    places = [(start, data.draw(st.integers(start, len(text)))) for start in starts]
    found = list(whole(text, places))
    done = 0
    for start, end in found:
        assert done <= start <= end
        assert start == done or not text[start - 1].isalnum()
        assert end == len(text) or not text[end].isalnum()
        done = end
    kept = {at for start, end in found for at in range(start, end)}
    assert kept >= {at for start, end in places for at in range(start, end)}


def test_without_places_it_is_the_whole_text() -> None:
    assert list(whole("kata Wira", None)) == [(0, 9)]
