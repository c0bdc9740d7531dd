"""`read`: one file of any kind -> releases, notices and errors that say the fact and the way out."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.errors import ReadError
from search.model import Release
from search.readers import Notice, holds_many, read
from search.readers.formats import KNOWN

BOUND = 10_000_000
SEED = Path(__file__).parents[2] / "seeds" / "000_a59428b1b2b5708d.txt"


@pytest.fixture
def items(tmp_path):
    """Write a file and read it: items(name, content, record_bytes) -> list."""

    def write_and_read(name, content, record_bytes=BOUND):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return list(read(path, record_bytes=record_bytes))

    return write_and_read


def releases(items):
    return [item for item in items if isinstance(item, Release)]


def errors(items):
    return [item for item in items if isinstance(item, ReadError)]


def notices(items):
    return [item.text for item in items if isinstance(item, Notice)]


def one(items):
    (release,) = items
    assert isinstance(release, Release)
    return release


# --- Plain text


def test_the_seed_is_read_with_its_date_source_and_a_derived_title():
    release = one(list(read(SEED, record_bytes=BOUND)))
    assert release.date.isoformat() == "2020-09-03"
    assert release.source == "BNPT"
    assert release.body.startswith("Jakarta - Kepala Badan Nasional")
    assert release.body.endswith("ujar Kepala BNPT.")
    assert release.title.startswith("Kepala Badan Nasional Penanggulangan Terorisme (BNPT)")
    assert release.title_derived
    assert release.origin == SEED.resolve().as_posix()
    assert len(release.id) == 16


def test_an_id_made_from_the_path_is_the_same_at_each_reading_and_another_for_each_file(items):
    first, again = one(items("a.txt", "Isi.")), one(items("a.txt", "Isi lain."))
    assert first.id == again.id != one(items("b.txt", "Isi.")).id


def test_an_id_made_from_the_address_does_not_depend_on_the_file(items):
    record = {"body": "Isi.", "url": "https://bnpt.example/1"}
    ids = {one(items(name, json.dumps(record))).id for name in ("a.json", "b.jsonl")}
    assert len(ids) == 1


def test_a_date_that_does_not_exist_leaves_the_release_and_says_so(items):
    notice, release = items("a.txt", "Wed, 2020 September 31 | by BNPT\nIsi.")
    assert release.date is None
    assert release.source == "BNPT"
    assert "2020 September 31" in notice.text
    assert "without a date" in notice.text
    assert notice.where == release.origin


def test_windows_1252_text_is_read_and_said(items):
    notice, release = items("a.txt", "Kata “aman” — ujarnya.".encode("cp1252"))
    assert release.body == "Kata “aman” — ujarnya."
    assert "windows-1252" in notice.text


def test_utf_16_with_a_mark_is_read(items):
    assert one(items("a.txt", "Kata “aman”.".encode("utf-16"))).body == "Kata “aman”."


def test_single_control_characters_are_cleaned_away(items):
    assert one(items("a.txt", b"Isi\x00 siaran\x1b.")).body == "Isi siaran."


def test_html_under_txt_is_read_as_html(items):
    release = one(items("a.txt", "<!-- x --><html><title>Judul</title><p>Isi &amp; lagi.</p></html>"))
    assert (release.title, release.body) == ("Judul", "Isi & lagi.")


def test_a_body_of_one_word_of_a_megabyte_is_read(items):
    release = one(items("a.txt", "x" * 1_000_000))
    assert len(release.body) == 1_000_000
    assert len(release.title) <= 160


# --- What can't be read at all


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.json", "a.csv"])
@pytest.mark.parametrize("content", [b"", b" \n\t\r\n"])
def test_an_empty_file_is_an_error(items, name, content):
    (error,) = items(name, content)
    assert isinstance(error, ReadError)
    assert "empty" in error.reason


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (bytes(range(256)) * 20, "binary"),
        ("Kata tanpa tanda.".encode("utf-16-le"), "UTF-16"),
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"{\\rtf1 Isi}", "rich text"),
        (b'<?xml version="1.0"?>\n<rss version="2.0">', "RSS"),
    ],
)
@pytest.mark.parametrize("suffix", KNOWN)
def test_what_is_no_text_is_an_error_that_names_it(items, suffix, content, kind):
    (error,) = items(f"a{suffix}", content)
    assert isinstance(error, ReadError)
    assert kind in error.reason


def test_a_page_where_records_should_be_is_an_error(items):
    for name in ("a.csv", "a.json", "a.jsonl"):
        (error,) = items(name, "<!DOCTYPE html><html><body>404</body></html>")
        assert "HTML" in error.reason


def test_an_unknown_suffix_is_an_error_that_names_the_known_ones(items):
    (error,) = items("a.docx", "Isi.")
    assert "'.docx'" in error.reason
    assert all(suffix in error.reason for suffix in KNOWN)


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_a_file_over_the_bound_is_an_error_and_one_at_the_bound_is_read(items, name):
    (error,) = items(name, "x" * 101, 100)
    assert "100 bytes" in error.reason
    assert "SIARAN_RECORD_BYTES" in error.reason
    assert releases(items(name, "x" * 100, 100))


def test_a_missing_file_and_a_folder_are_errors(tmp_path):
    (missing,) = read(tmp_path / "none.txt", record_bytes=BOUND)
    (folder,) = read(tmp_path, record_bytes=BOUND)
    assert "no such file" in missing.reason
    assert "folder" in folder.reason
    assert missing.where == (tmp_path / "none.txt").as_posix()


def test_a_file_that_may_not_be_read_is_an_error(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("Isi.")

    def refuse(self, *_, **__):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)
    (error,) = read(path, record_bytes=BOUND)
    assert "not permitted" in error.reason


def test_a_disk_that_fails_while_reading_is_an_error(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("Isi.")

    def fail(self, *_, **__):
        raise OSError(5, "Input/output error", str(self))

    monkeypatch.setattr(Path, "open", fail)
    (error,) = read(path, record_bytes=BOUND)
    assert "Input/output error" in error.reason


def test_a_name_that_is_not_utf_8_is_an_error_that_can_be_printed(tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt"))
    path.write_text("Isi.")
    (error,) = read(path, record_bytes=BOUND)
    assert "not UTF-8" in error.reason
    str(error).encode("utf-8")


def test_a_name_with_markup_and_odd_characters_is_kept(items):
    name = "<script>alert(1)<\u2215script> \u202eabc\u200b.txt"
    assert one(items(name, "Isi.")).origin.endswith(name)


def test_only_jsonl_json_and_csv_hold_many():
    assert {suffix for suffix in KNOWN if holds_many(Path(f"a{suffix.upper()}"))} == {
        ".jsonl", ".ndjson", ".json", ".csv",
    }  # fmt: skip


# --- Records


def test_the_keys_of_a_record_are_kept_and_unknown_ones_passed_over(items):
    record = {
        "id": "bnpt-1", "title": " Judul\n <script> ", "date": "3 September 2020", "body": "Isi.\r\nLagi.",
        "source": "BNPT", "url": "https://bnpt.example/1", "extra": {"a": [1]},
    }  # fmt: skip
    path_free = one(items("a.jsonl", json.dumps(record)))
    assert (path_free.id, path_free.title, path_free.body) == ("bnpt-1", "Judul <script>", "Isi.\nLagi.")
    assert (path_free.source, path_free.url) == ("BNPT", "https://bnpt.example/1")
    assert path_free.date.isoformat() == "2020-09-03"
    assert not path_free.title_derived


def test_a_whole_number_is_an_id(items):
    assert one(items("a.json", '{"id": 12, "body": "Isi."}')).id == "12"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", True), ("id", 1.5), ("id", ["a"]), ("id", "x" * 201), ("id", "a\u200bb"), ("id", "a\nb"), ("id", " "),
        ("title", 5), ("title", {"a": 1}), ("source", ["BNPT"]), ("date", 20200903), ("date", ["2020-09-03"]),
        ("date", "kemarin"), ("date_format", 5), ("date_format", "YYYY"),
        ("url", "javascript:alert(1)"), ("url", "http://[x"), ("url", "/relative"), ("url", 5),
        ("url", "https://a.example/\u202e"), ("url", "https://a.example/" + "x" * 2000),
    ],
)  # fmt: skip
def test_a_value_that_cant_be_used_is_left_out_with_a_notice(items, key, value):
    record = {"body": "Isi.", "date": "2020-09-03", key: value}
    *said, release = items("a.json", json.dumps(record))
    assert len(said) == 1
    assert key in said[0].text
    assert len(said[0].text) < 250
    assert release.body == "Isi."
    assert release.title == "Isi."
    assert release.url is release.source is None


def test_an_ambiguous_date_is_said_unless_the_record_has_its_format(items):
    lines = [
        {"body": "Isi.", "date": "3/4/2020 1:05"},
        {"body": "Isi.", "date": "3/4/2020 1:05", "date_format": "M/D/YYYY h:mm"},
    ]
    notice, first, second = items("a.jsonl", "\n".join(json.dumps(line) for line in lines))
    assert "3/4/2020" in notice.text
    assert notice.where.endswith("a.jsonl:1")
    assert (first.date.isoformat(), second.date.isoformat()) == ("2020-04-03", "2020-03-04")


@pytest.mark.parametrize("body", [None, 5, True, ["Isi."], {"a": 1}, "", " \n", "\u200b", "\x00\x01", "…—!"])
def test_a_body_that_is_no_text_is_an_error_and_the_next_record_goes_on(items, body):
    error, release = items("a.jsonl", json.dumps({"body": body}) + '\n{"body": "Isi."}\n')
    assert "body" in error.reason
    assert error.where.endswith("a.jsonl:1")
    assert release.body == "Isi."


def test_lone_surrogates_are_replaced_everywhere(items):
    text = r'{"body": "a \ud800 b \ud83d\ude00", "title": "\udfff t", "source": "s\ud800", "id": "\ud800"}'
    for name in ("a.json", "a.jsonl"):
        *_, release = items(name, text)
        assert release.body == "a \ufffd b \U0001f600"
        repr(release).encode("utf-8")
        release.title.encode("utf-8")
        release.source.encode("utf-8")
        release.id.encode("utf-8")


def test_a_title_over_the_limit_is_cut_and_said(items):
    notice, release = items("a.json", json.dumps({"title": "kata " * 200, "body": "Isi."}))
    assert len(release.title) <= 500
    assert "title" in notice.text


# --- Never raises

_PIECES = [
    b"body", b"id,body\n", b'"', b",", b"\n", b"{", b"}", b"[", b"]", b'{"body":', b'"a"', b"<p>", b"<html>",
    b"</", b"<table>", b"<!--", b"<![CDATA[", b"<?xml version='1.0'?>", b"<script type='application/ld+json'>",
    b"\\ud800", b"&#xd800;", b"&#0;", b"<h1>", b"<meta charset=utf-16>", b"<time datetime='x'>",
    b"\xef\xbb\xbf", b"\xff\xfe", b"\x93kata\x94", b"kata ", b"\r", b"3/4/2020 | by X\n", b"<svg/onload=1>",
    b"<select>", b"<!DOCTYPE html>",
]  # fmt: skip


@settings(max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.sampled_from(sorted(KNOWN)),
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
        st.lists(
            st.sampled_from(_PIECES),
            max_size=25,
        ).map(b"".join),
    ),
    st.sampled_from([20, BOUND]),
)  # fmt: skip
def test_any_bytes_give_releases_notices_and_errors_and_nothing_else(tmp_path, suffix, content, bound):
    path = tmp_path / f"a{suffix}"
    path.write_bytes(content)
    for item in read(path, record_bytes=bound):
        assert isinstance(item, Release | ReadError | Notice)
        str(item).encode("utf-8")
        if isinstance(item, Release):
            assert item.body.strip()
            assert item.title.strip()
            assert item.id
            for text in (item.body, item.title, item.id, item.source or "", item.url or "", item.origin):
                text.encode("utf-8")
