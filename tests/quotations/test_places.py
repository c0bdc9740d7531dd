"""Which words are a quote's: those whose tokens begin within it, however the text is cut."""

from hypothesis import given, settings
from hypothesis import strategies as st

from search.language import Analyzer, cut, words_before
from search.model import Quote
from search.quotations.places import places_of

ANALYZER = Analyzer()
BODIES = st.text("ab1 .,-'\"\u201c\u201d()\n\u00a0", max_size=40)


@settings(max_examples=500)
@given(BODIES, st.lists(st.integers(0, 45), max_size=8).map(sorted))
def test_places_are_those_of_the_tokens_that_begin_within(body: str, cuts: list[int]) -> None:
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    quotes = [Quote(start, end, body[start:end]) for start, end in spans]
    begins = [token.start for token in ANALYZER.tokens(body)]
    before = words_before(cut([body]))
    expected = [
        (sum(begin < start for begin in begins), sum(start <= begin < end for begin in begins)) for start, end in spans
    ]
    assert places_of(body, quotes, before, ANALYZER) == expected
