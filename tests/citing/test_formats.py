"""References can be read back by programs made for their formats, whatever a title holds."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.citing import GENRE, bibtex, csl, key, ris
from search.citing.fields import line
from search.model import Release

RELEASE = Release("siaran-1", "Isi.", "Rapat 100% {penting} & “rahasia”", date=date(2020, 9, 3), source="Badan Contoh")
URL = "https://contoh.example/a_b?c={d}&e=%20f#g"
STRANGE = st.text(st.sampled_from("aé{}\\%$#&_~^\"'\n\r\t,=@-\x00\ud800 (ER)") | st.characters(), max_size=60)


def test_bibtex_escapes_what_latex_reads_as_its_own() -> None:
    assert bibtex(RELEASE, URL) == (
        "@misc{siaran-1,\n"
        "  author = {{Badan Contoh}},\n"
        r"  title = {{Rapat 100\% \textbraceleft{}penting\textbraceright{} \& “rahasia”}}," "\n"
        "  howpublished = {Siaran pers},\n"
        "  year = {2020},\n"
        "  month = sep,\n"
        "  day = {3},\n"
        "  url = {https://contoh.example/a_b?c=%7Bd%7D&e=%20f#g},\n"
        "  langid = {indonesian},\n"
        "}\n"
    )  # fmt: skip


def test_ris_is_lines_of_tags() -> None:
    assert ris(RELEASE, URL).split("\r\n") == [
        "TY  - GOVDOC",
        "ID  - siaran-1",
        "TI  - Rapat 100% {penting} & “rahasia”",
        "AU  - Badan Contoh",
        "PB  - Badan Contoh",
        "PY  - 2020",
        "DA  - 2020/09/03",
        "M3  - Siaran pers",
        "LA  - id",
        f"UR  - {URL}",
        "ER  - ",
        "",
    ]


def test_csl_names_the_publisher_as_one_name_and_the_date_in_parts() -> None:
    item = csl(RELEASE, URL)
    assert item["author"] == [{"literal": "Badan Contoh"}]
    assert item["issued"] == {"date-parts": [[2020, 9, 3]]}
    assert (item["genre"], item["URL"], item["language"]) == (GENRE, URL, "id")


def test_what_is_not_known_is_left_out() -> None:
    bare = Release("a", "Isi.", "Judul")
    assert "year" not in bibtex(bare)
    assert "author" not in bibtex(bare)
    assert not any(tag in ris(bare) for tag in ("AU  -", "PY  -", "DA  -", "UR  -"))
    assert csl(bare).keys() == {"id", "type", "genre", "title", "language"}


@pytest.mark.parametrize(
    "release_id", ["a", "https://contoh.example/a//b?c=d#e", "ä", "{}", "x" * 500, "a b", "\ud800"]
)
def test_a_key_is_of_letters_digits_and_hyphens(release_id: str) -> None:
    assert key(release_id).replace("-", "a").isalnum()
    assert key(release_id).isascii()
    assert len(key(release_id)) <= 50


def test_ids_that_look_alike_have_different_keys() -> None:
    assert len({key(text) for text in ("a/b", "a-b", "a b", "a?b", "a-b-")}) == 5


@given(title=STRANGE, source=STRANGE)
def test_no_text_breaks_a_reference(title: str, source: str) -> None:
    release = Release("a", "Isi.", title, date=date(999, 1, 2), source=source)
    entry = bibtex(release, "https://contoh.example/" + line(title))
    assert entry.replace(r"\{", "").count("{") == entry.replace(r"\}", "").count("}")
    assert all(row.startswith("  ") for row in entry.split("\n")[1:-2])
    rows = ris(release).split("\r\n")
    assert all(row[2:6] == "  - " for row in rows[:-1])
    assert not any(sign in ris(release).replace("\r\n", "") for sign in "\r\n\x00\x85\u2028")
    entry.encode("utf-8")
    json.dumps(csl(release)).encode("utf-8")


def test_bibtex_is_read_back_by_a_bibtex_reader() -> None:
    bibtexparser: Any = pytest.importorskip("bibtexparser", reason="bibtexparser is not installed")
    hostile = Release("b/c", "Isi.", "} , title = {x}} @misc{y, \\input{/etc/passwd} % _^~", source="A } B")
    library = bibtexparser.parse_string(bibtex(RELEASE, URL) + "\n" + bibtex(hostile))
    assert not library.failed_blocks
    first, second = library.entries
    assert first["title"] == r"{Rapat 100\% \textbraceleft{}penting\textbraceright{} \& “rahasia”}"
    assert (first["year"], first["url"]) == ("2020", URL.replace("{", "%7B").replace("}", "%7D"))
    assert [field.key for field in second.fields] == ["author", "title", "howpublished", "langid"]


def test_ris_is_read_back_by_a_ris_reader() -> None:
    rispy: Any = pytest.importorskip("rispy", reason="rispy is not installed")
    hostile = Release("b", "Isi.", "Judul\r\nER  - \r\nTY  - JOUR", source="Badan\nContoh")
    first, second = rispy.loads(ris(RELEASE, URL) + ris(hostile))
    assert first["title"] == RELEASE.title
    assert (first["authors"], first["date"], first["year"]) == (["Badan Contoh"], "2020/09/03", "2020")
    assert second["title"] == "Judul ER - TY - JOUR"
