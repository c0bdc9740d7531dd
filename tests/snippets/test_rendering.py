"""HTML of passages: only the marks are markup."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.model import Snippet
from search.snippets import render, render_marks


@pytest.mark.parametrize(
    ("snippet", "html"),
    [
        (Snippet("Badan teror"), "Badan teror"),
        (Snippet("a teror b", marks=((2, 7),)), "a <mark>teror</mark> b"),
        (Snippet("teror", marks=((0, 5),), cut_before=True, cut_after=True), "... <mark>teror</mark> ..."),
        (
            Snippet("<script>x</script> & \"y\" 'z'", marks=((1, 7),)),
            "&lt;<mark>script</mark>&gt;x&lt;/script&gt; &amp; &quot;y&quot; &#x27;z&#x27;",
        ),
        (Snippet("وزير الإرهاب", marks=((5, 12),)), "وزير <mark>الإرهاب</mark>"),
        (Snippet("&amp; <mark>", marks=((7, 11),)), "&amp;amp; &lt;<mark>mark</mark>&gt;"),
    ],
)
def test_everything_but_marks_is_escaped(snippet: Snippet, html: str) -> None:
    assert render(snippet) == html


@st.composite
def texts_with_marks(draw: st.DrawFn) -> tuple[str, tuple[tuple[int, int], ...]]:
    text = draw(st.text(alphabet=st.one_of(st.sampled_from("<>&\"'mark/;#"), st.characters()), max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    return text, tuple(zip(cuts[::2], cuts[1::2], strict=False))


@given(texts_with_marks())
def test_without_tags_and_unescaped_it_is_the_text_again(
    text_and_marks: tuple[str, tuple[tuple[int, int], ...]],
) -> None:
    text, marks = text_and_marks
    html = render_marks(text, marks)
    assert re.findall("<.*?>", html, re.DOTALL) == ["<mark>", "</mark>"] * len(marks)
    assert _unescaped(re.sub("</?mark>", "", html)) == text
    assert [_unescaped(found) for found in re.findall("<mark>(.*?)</mark>", html, re.DOTALL)] == [
        text[start:end] for start, end in marks
    ]


def _unescaped(html: str) -> str:
    """Only what was escaped: `html.unescape` also turns what a text may hold itself, such as a lone `&#0`."""
    assert not re.search("&(?!(?:amp|lt|gt|quot|#x27);)", html)
    return re.sub("&(?:amp|lt|gt|quot|#x27);", lambda entity: unescape(entity[0]), html)
