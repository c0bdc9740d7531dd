"""Where to look in a text: places of words that were picked beforehand, made whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def whole(text: str, places: Sequence[tuple[int, int]] | None) -> Iterator[tuple[int, int]]:
    """Ascending places, each with the letters and digits right beside it, disjoint; the whole text where there is None.

    A word may have been cut where others see one: `kataWira`.
    """
    if places is None:
        yield 0, len(text)
        return
    done = 0
    for start, end in places:
        if end <= done:
            continue
        first, last = max(start, done), end
        while first > done and text[first - 1].isalnum():
            first -= 1
        while last < len(text) and text[last].isalnum():
            last += 1
        yield first, last
        done = last
