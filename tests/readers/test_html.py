"""Pages as sites build them: what is the release on them, and what stands around it."""

import pytest
from bs4.exceptions import ParserRejectedMarkup
from hypothesis import given, settings
from hypothesis import strategies as st

from search.errors import ReadError
from search.model import Release
from search.readers import Notice, html, read
from search.readers.html import declared_encoding, record

BOUND = 10_000_000

WORDPRESS = """<!DOCTYPE html>
<html lang="id"><head><meta charset="utf-8">
<title>Kepala Badan Terima Duta Besar &#8211; Badan Contoh</title>
<link rel="canonical" href="https://badan.example/siaran/1/">
<meta property="og:title" content="Kepala Badan Terima Duta Besar - Badan Contoh">
<meta property="og:site_name" content="Badan Contoh">
<meta property="article:published_time" content="2020-09-03T07:15:00+07:00">
<style>p { color: red }</style></head>
<body class="single has-sidebar menu-open">
<header><h1 class="logo">Badan Contoh</h1><nav><ul><li><a href="/">Beranda</a></li></ul></nav></header>
<div id="content-sidebar-wrap"><main><article class="post tag-terorisme category-news">
<header><h1>Kepala Badan Terima Duta Besar</h1><div class="entry-meta">3 September 2020 oleh Humas</div></header>
<div class="entry-content">
<p>Jakarta - Kepala Badan <b>Contoh</b> menerima duta&nbsp;besar pada Selasa (14/07).</p>
<div class="sharedaddy share-buttons"><a href="#">Bagikan ke Facebook</a></div>
<p>Baca juga: <a href="/2">Siaran lain dari badan ini</a></p>
<p>“Kami senang,” ujar&#x202E; ia &lt;script&gt;.<br>Ia pulang.</p>
<blockquote><p>Kutipan yang penting bagi semua.</p></blockquote>
<ul><li>Butir satu</li><li>Butir dua</li></ul>
<figure><img src="a.jpg"><figcaption>Foto: Humas</figcaption></figure>
<script>var x = "<p>Bukan isi</p>";</script><noscript>Nyalakan skrip</noscript>
</div></article></main>
<aside class="widget"><h3>Terbaru</h3><p>Siaran sampingan yang tidak dicari.</p></aside></div>
<div class="related-posts"><article><p>Berita terkait yang bukan isi.</p></article></div>
<footer>Hak cipta Badan Contoh 2025</footer></body></html>"""

BODY = """Jakarta - Kepala Badan Contoh menerima duta besar pada Selasa (14/07).
“Kami senang,” ujar\u202e ia <script>.
Ia pulang.
Kutipan yang penting bagi semua.
Butir satu
Butir dua"""


@pytest.fixture
def items(tmp_path):
    def write_and_read(content, name="a.html"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return list(read(path, record_bytes=BOUND))

    return write_and_read


def test_a_page_of_a_common_system_gives_the_whole_release_and_nothing_else(items):
    (release,) = items(WORDPRESS)
    assert release.title == "Kepala Badan Terima Duta Besar"
    assert release.body == BODY
    assert release.date.isoformat() == "2020-09-03"
    assert release.source == "Badan Contoh"
    assert release.url == "https://badan.example/siaran/1/"
    assert not release.title_derived


def test_a_page_cut_off_in_the_middle_is_read_as_far_as_it_goes(items):
    (release,) = items(WORDPRESS[: WORDPRESS.index("Ia pulang")])
    assert release.title == "Kepala Badan Terima Duta Besar"
    assert release.body == BODY[: BODY.index("\nIa pulang")]


def test_tags_that_are_never_closed_do_no_harm():
    found = record("<p>Satu <b>dua<p>Tiga <i>empat</b><div>Lima</p>")
    assert found["body"] == "Satu dua\nTiga empat\nLima"


def test_a_form_around_the_page_is_not_taken_for_a_form():
    page = "<form><div class='menu'>Beranda</div><div><p>Isi siaran yang cukup panjang.</p><p>Lagi.</p></div></form>"
    assert record(page)["body"] == "Isi siaran yang cukup panjang.\nLagi."


def test_text_with_breaks_instead_of_paragraphs_is_read_line_by_line():
    page = "<table><tr><td><div class='isi-berita'>Satu dua.<br/><br/>Tiga\nempat.</div></td></tr></table>"
    assert record(page)["body"] == "Satu dua.\nTiga empat."


def test_cells_of_a_row_share_a_line():
    page = "<p>Daftar ini:</p><table><tr><td>Aceh</td><td>12</td></tr><tr><td>Riau</td><td>7</td></tr></table>"
    assert record(f"<body>{page}</body>")["body"].endswith("Aceh 12\nRiau 7")


def test_paragraphs_each_in_a_division_of_its_own_are_all_read():
    page = "".join(f"<div class='blok'><p>Alinea nomor {n} dari siaran ini.</p></div>" for n in range(5))
    assert record(f"<body><div id='isi'>{page}</div></body>")["body"].count("\n") == 4


def test_what_is_hidden_is_not_read():
    hidden = "<p hidden>Satu</p><p style='display: none'>Dua</p><p aria-hidden='true'>Tiga</p>"
    page = f"<p>Isi yang tampak di sini.</p>{hidden}"
    assert record(page)["body"] == "Isi yang tampak di sini."


def test_the_part_that_the_page_marks_as_the_text_is_taken():
    page = "<div><p>Bukan isi tetapi panjang sekali, lebih panjang.</p></div><div itemprop='articleBody'>Isi.</div>"
    assert record(page)["body"] == "Isi."


def test_an_article_is_taken_whole_where_its_paragraphs_are_in_several_parts():
    parts = "<div class='a'><p>Alinea satu yang panjang.</p></div><div class='b'><h2>Sub</h2><p>Alinea dua.</p></div>"
    page = f"<div>Beranda</div><article>{parts}</article><div><p>Lain.</p></div>"
    assert record(page)["body"] == "Alinea satu yang panjang.\nSub\nAlinea dua."


def test_an_article_without_paragraphs_is_taken():
    assert record("<div>Beranda</div><article>Isi satu.<br>Isi dua.</article>")["body"] == "Isi satu.\nIsi dua."


# --- Title


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        ("<title>Judul | Badan</title>", "<h1>Judul</h1>", "Judul"),
        ("<title>Judul - Badan</title>", "<h1>Badan</h1>", "Judul - Badan"),
        (
            "<title>Badan Bekerja</title><meta property='og:title' content='Badan Bekerja'>",
            "<h1>Badan</h1>",
            "Badan Bekerja",
        ),
        (
            "<meta property='og:title' content='Judul • Badan'><meta property='og:site_name' content='Badan'>",
            "",
            "Judul",
        ),
        ("<title>Badan</title><meta property='og:site_name' content='Badan'>", "<h1>Judul</h1>", "Judul"),
        ("", "<h1>Judul <span>panjang</span></h1>", "Judul panjang"),
        ("<title> Judul\n saja </title>", "", "Judul saja"),
        ("<title></title>", "", None),
    ],
)
def test_the_title_is_the_headline_without_the_name_of_the_site(head, heading, title):
    assert record(f"<head>{head}</head><body>{heading}<p>Isi siaran.</p></body>")["title"] == title


def test_a_page_without_a_title_gets_a_derived_one(items):
    (release,) = items("<p>Jakarta - Ia datang. Ia pulang.</p>")
    assert release.title == "Ia datang."
    assert release.title_derived


# --- Date, source, address


@pytest.mark.parametrize(
    "markup",
    [
        "<meta property='article:published_time' content='2020-09-03T01:00:00Z'>",
        "<meta name='DC.date' content='2020-09-03'>",
        "<meta itemprop='datePublished' content='3 September 2020'>",
        "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"datePublished\": \"2020-09-03\"}</script>",
        "<script type='application/ld+json'>{\"@graph\": [{\"@type\": \"WebPage\", \"datePublished\": \"2019-01-01\"}, "
        "{\"@type\": [\"Article\"], \"datePublished\": \"2020-09-03\"}]}</script>",
        "<span itemprop='datePublished' datetime='2020-09-03'>kemarin</span>",
        "<div class='tanggal'>20200903</div>",
        "<time datetime='2020-09-03T10:00'>kemarin</time>",
        "<time>Kamis, 3 September 2020 14:30 WIB</time>",
        "<span class='post-date'>Kamis, 3 September 2020 | 14:30 WIB</span>",
        "<div class='tanggal'>Diterbitkan: 03 Sep 2020, 88 kali dibaca</div>",
        "<div class='tgl'>14/13/2020</div><div class='tgl'>3 September 2020</div>",
        "<p><small>Kamis, 3 September 2020</small></p>",
    ],
)  # fmt: skip
def test_the_date_is_found_where_pages_give_it(items, markup):
    page = f"<div>Jumat, 21 November 2025</div><h1>Judul siaran</h1>{markup}<p>Isi siaran tentang 5 Mei 2019.</p>"
    (release,) = items(page)
    assert release.date.isoformat() == "2020-09-03"


def test_a_date_within_the_text_is_no_date_of_the_release():
    text = (
        "Badan itu bekerja sejak tanggal 5 Mei 2019 dan akan terus bekerja sampai semua tugasnya selesai dengan baik."
    )
    assert record(f"<h1>Judul</h1><p>{text}</p>")["date"] is None


def test_an_ambiguous_or_impossible_date_of_a_page_is_said(items):
    for content, date in (("03/04/2020", "2020-04-03"), ("30 Februari 2020", None)):
        notice, release = items(f"<meta name='date' content='{content}'><p>Isi siaran.</p>")
        assert isinstance(notice, Notice)
        assert content in notice.text
        assert (release.date and release.date.isoformat()) == date


def test_the_publisher_is_the_source_where_the_site_has_no_name():
    page = '<script type="application/ld+json">{"@type": "Article", "publisher": {"name": "Badan"}}</script><p>Isi.</p>'
    assert record(page)["source"] == "Badan"


@pytest.mark.parametrize(
    "data", ["{", "[" * 5000, "5", "null", '{"@type": 5}', '{"@type": "Article", "publisher": [1], "headline": 5}']
)
def test_broken_structured_data_is_passed_over(data):
    assert record(f'<script type="application/ld+json">{data}</script><p>Isi siaran.</p>')["body"] == "Isi siaran."


def test_an_address_that_is_not_whole_is_no_address():
    page = "<link rel='canonical' href='/1'><meta property='og:url' content='https://badan.example/1'><p>Isi.</p>"
    assert record(page)["url"] == "https://badan.example/1"
    assert record("<link rel='canonical' href='javascript:alert(1)'><p>Isi.</p>")["url"] is None


def test_the_text_in_structured_data_is_used_where_the_page_has_none():
    page = '<script type="application/ld+json">{"@type": "Article", "articleBody": "Isi dari data."}</script>'
    assert record(page)["body"] == "Isi dari data."


@pytest.mark.parametrize("value", ["5", "null", '["Isi"]', '""'])
def test_structured_data_whose_text_is_no_text_gives_an_empty_body(value):
    page = f'<script type="application/ld+json">{{"@type": "Article", "articleBody": {value}}}</script>'
    assert record(page)["body"] == ""


# --- Encoding and broken pages


def test_the_declared_encoding_is_obeyed_silently(items):
    page = "<meta charset='windows-1250'><p>“čaj” siang ini.</p>"
    assert declared_encoding(page.encode("cp1250")) == "windows-1250"
    (release,) = items(page.encode("cp1250"))
    assert release.body == "“čaj” siang ini."


def test_a_page_without_text_is_an_error_with_a_way_out(items):
    (error,) = items("<html><body><div id='app'></div><script>run()</script></body></html>")
    assert isinstance(error, ReadError)
    assert "body is empty" in error.reason


@pytest.mark.parametrize(
    "page", ["<div>" * 5_000 + "Isi siaran", "<b>" * 5_000 + "Isi siaran", "Isi siaran" + "<p>" * 5_000]
)
def test_a_page_nested_very_deeply_is_no_danger(items, page):
    (item,) = items(page)
    assert isinstance(item, Release | ReadError)


def test_a_page_that_the_parser_refuses_has_no_body(monkeypatch):
    def refuse(*_):
        raise ParserRejectedMarkup("no")

    monkeypatch.setattr(html, "BeautifulSoup", refuse)
    assert record("<p>Isi.</p>") == {"body": ""}


def test_plain_text_under_html_is_a_body(items):
    (release,) = items("Isi siaran tanpa tanda apa pun")
    assert release.body == "Isi siaran tanpa tanda apa pun"


_MARKUP = [
    "<p>", "</p>", "<div class='share'>", "</div>", "<article>", "</article>", "<form>", "<h1>", "</h1>",
    "<br>", "<table>", "<td>", "<title>", "</title>", "<!-- ", "-->", "<script>", "</script>", "kata ", "dua. ",
    "&#0;", "<time>", "<meta name=date content='3/4/2020'>", "<nav>", "<p hidden>", "<a href=x>", "<svg>",
    "<select>", "<![CDATA[", "<?x",
]  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(_MARKUP),
        max_size=30,
    ).map("".join)
)
def test_any_markup_gives_a_record_of_texts(page):
    found = record(page)
    assert isinstance(found["body"], str)
    assert all(value is None or isinstance(value, str) for value in found.values())
