"""Values that were made last are not made again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.recent import Recent


@given(st.lists(st.integers(0, 6), max_size=40), st.integers(0, 4))
def test_a_value_is_made_again_only_when_as_many_others_as_fit_were_asked_for_since(
    asked: list[int], limit: int
) -> None:
    recent: Recent[int] = Recent(limit)
    for place, key in enumerate(asked):
        made: list[int] = []

        def make(key: int = key, made: list[int] = made) -> int:
            made.append(key)
            return key * 10

        assert recent.get(key, make) == key * 10
        earlier = asked[:place]
        since = earlier[len(earlier) - earlier[::-1].index(key) :] if key in earlier else None
        kept = since is not None and len(set(since)) < limit
        assert made == ([] if kept else [key])
        assert len(recent) <= limit


def test_a_kept_value_may_be_none() -> None:
    recent: Recent[str | None] = Recent(2)
    assert recent.get("a", lambda: None) is None
    assert recent.get("a", lambda: "made again") is None


def test_what_could_not_be_made_is_tried_again() -> None:
    recent: Recent[float] = Recent(2)
    with pytest.raises(ZeroDivisionError):
        recent.get("a", lambda: 1 / 0)
    assert recent.get("a", lambda: 2.0) == 2.0


def test_several_threads_get_the_same_values() -> None:
    recent: Recent[int] = Recent(3)
    with ThreadPoolExecutor(4) as several:
        found = list(several.map(lambda number: recent.get(number % 7, lambda: number % 7), range(500)))
    assert found == [number % 7 for number in range(500)]
