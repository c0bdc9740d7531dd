"""What the pages of `docs/` say is what the program does."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from search.expansion import expand, shipped
from search.explaining import in_words
from search.language import Analyzer
from search.language.wordforms import Exceptions
from search.querying import parse
from search.querying.scopes import SCOPES

DOCS = Path(__file__).parents[2] / "docs"
QUERIES = (DOCS / "query-language.md").read_text("utf-8")
WORDS = (DOCS / "word-forms.md").read_text("utf-8")
README = (DOCS.parent / "README.md").read_text("utf-8")

_QUERY = re.compile(r"^\| `(?P<q>[^`]+)` \|[^|]+\| (?P<understood>[^|]+) \|$", re.MULTILINE)
_WORD = re.compile(r"^\| `(?P<word>[^`]+)` \| `(?P<stem>[^`]+)` \|", re.MULTILINE)


@pytest.mark.parametrize("row", list(_QUERY.finditer(QUERIES)), ids=lambda row: row["q"])
def test_a_query_is_understood_as_the_page_says(row: re.Match[str]) -> None:
    analyzer = Analyzer()
    assert in_words(expand(parse(row["q"], analyzer).query, [shipped()], analyzer.stem)) == row["understood"]


def test_the_page_shows_every_field() -> None:
    queries = [row["q"] for row in _QUERY.finditer(QUERIES)]
    assert len(queries) > 40
    assert {name for name in SCOPES if any(f"{name}:" in q for q in queries)} == set(SCOPES)


@pytest.mark.parametrize("row", list(_WORD.finditer(WORDS)), ids=lambda row: row["word"])
def test_a_word_has_the_stem_that_the_page_says(row: re.Match[str]) -> None:
    assert Analyzer().stem(row["word"]) == row["stem"]


def test_the_page_shows_words() -> None:
    assert len(list(_WORD.finditer(WORDS))) >= 10


def test_the_exceptions_of_the_page_can_be_read(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", WORDS, re.DOTALL)
    assert set(tomllib.loads(example)) == {"protect", "stem"}
    file = tmp_path / "exceptions.toml"
    file.write_text(example, "utf-8")
    exceptions = Exceptions.load(file)
    assert (exceptions.stem, "densus" in exceptions.protect) == ({"kebaharian": "bahari"}, True)


def test_every_query_of_the_readme_is_a_form_of_the_page() -> None:
    table = README.partition("## Search")[2].partition("##")[0]
    queries = re.findall(r"^\| (`[^|]+`) \|", table, re.MULTILINE)
    assert queries
    for cell in queries:
        for q in re.findall(r"`([^`]+)`", cell):
            assert in_words(parse(q, Analyzer()).query) not in ("everything", "nothing")
