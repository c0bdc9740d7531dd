"""Text with ranges -> HTML. The only place where a release's text becomes markup."""

from __future__ import annotations

from html import escape

from ..model import Snippet
from .marking import Marks

ELLIPSIS = "..."


def render_marks(text: str, marks: Marks) -> str:
    """`text` as HTML: everything escaped, each range inside `<mark>`. Ranges are ascending and disjoint.

    Without the tags and unescaped it is `text` again.
    """
    pieces: list[str] = []
    done = 0
    for start, end in marks:
        pieces += (escape(text[done:start]), "<mark>", escape(text[start:end]), "</mark>")
        done = end
    pieces.append(escape(text[done:]))
    return "".join(pieces)


def render(snippet: Snippet) -> str:
    """A passage as HTML, with an ellipsis where it begins or ends inside a sentence."""
    before = f"{ELLIPSIS} " if snippet.cut_before else ""
    after = f" {ELLIPSIS}" if snippet.cut_after else ""
    return f"{before}{render_marks(snippet.text, snippet.marks)}{after}"
