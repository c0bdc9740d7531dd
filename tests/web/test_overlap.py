"""A text compared with the archive: the endpoint and the page."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from search.archive import Archive
from search.config import Settings
from search.model import Quote, Release
from search.web import create_app

SAID = "kita harus menjaga ruang maya anak muda dari ajakan kekerasan setiap hari"
BODY = (
    "Badan Contoh membuka pelatihan guru madrasah dari sembilan kabupaten di pesisir utara.\n"
    f"“{SAID.capitalize()},” kata <b>Ani</b> di hadapan seluruh peserta pelatihan.\n"
    "Pelatihan berlangsung tiga hari & ditutup dengan kunjungan ke museum kota lama."
)
CHANGED = BODY.replace("setiap hari", "sesekali")
PATH = "/api/v1/overlap"


def release(release_id: str = "a/b", body: str = BODY) -> Release:
    start = body.index("Kita ")
    quote = Quote(start, start + len(SAID), body[start : start + len(SAID)], "Ani <i>Wijaya</i>")
    return Release(release_id, body, "Pelatihan <script>guru</script>", date=date(2020, 9, 3), quotes=(quote,))


@pytest.fixture(scope="module")
def client(make_archive: Callable[..., Archive]) -> Iterator[FlaskClient]:
    given = [release(), Release("lain", "Sama sekali lain isinya.", "Lain")]
    with make_archive(given, Settings(refresh_seconds=0, overlap_length=2_000, per_page_limit=20)) as archive:
        yield create_app(archive).test_client()


def ask(client: FlaskClient, **given: Any) -> Any:
    answer = client.post(PATH, data=json.dumps(given), content_type="application/json")
    assert answer.status_code == 200, answer.text
    return answer.json


def page(answer: TestResponse) -> BeautifulSoup:
    return BeautifulSoup(answer.text, "lxml")


def test_the_endpoint_says_what_is_repeated_where_and_how_it_was_changed(client: FlaskClient) -> None:
    found = ask(client, text=f"Tadi pagi. {CHANGED}")
    (repeated,) = found["releases"]
    (passage,) = repeated["passages"]
    assert (repeated["id"], repeated["date"], repeated["page"]) == ("a/b", "2020-09-03", "/releases/a/b")
    assert (found["words"] - found["covered"], found["alone"]) == (3, [{"start": 0, "end": 9, "words": 2}])
    assert [(each["change"], each["text"]) for each in passage["pieces"]][1:3] == [
        ("removed", "setiap hari"),
        ("added", "sesekali"),
    ]
    text = f"Tadi pagi. {CHANGED}"
    for piece in passage["pieces"]:
        assert piece["text"] in (text[piece["start"] : piece["end"]], BODY[piece["body_start"] : piece["body_end"]])
    (altered,) = passage["quotes_changed"]
    assert altered["speaker"] == "Ani <i>Wijaya</i>"
    assert (altered["in_quotation_marks"], BODY[altered["start"] : altered["end"]]) == (True, altered["text"])


def test_a_whole_release_has_a_share_of_1(client: FlaskClient) -> None:
    found = ask(client, text=BODY, limit=1)
    assert (found["share"], found["total"], found["releases"][0]["release_share"]) == (1, 1, 1)


def test_offsets_count_the_characters_that_were_sent(client: FlaskClient) -> None:
    found = ask(client, text=f" \n\t\x00\ud800😀 {BODY}")
    assert found["releases"][0]["passages"][0]["start"] == 7


@pytest.mark.parametrize("text", ["", " ", "\ud800", "?", "kata", "\x00" * 100, "a" * 2_000])
def test_any_text_within_the_limit_is_answered(client: FlaskClient, text: str) -> None:
    assert ask(client, text=text)["releases"] == []


@pytest.mark.parametrize(
    ("body", "parameter"),
    [
        ({}, "text"),
        ({"text": 1}, "text"),
        ({"text": None}, "text"),
        ({"text": "a" * 2_001}, "text"),
        ({"text": "a", "limit": 0}, "limit"),
        ({"text": "a", "limit": 21}, "limit"),
        ({"text": "a", "limit": "3"}, "limit"),
        ({"text": "a", "limit": True}, "limit"),
        ({"text": "a", "limit": 1.5}, "limit"),
        ({"text": "a", "limit": 10**400}, "limit"),
        ({"text": "a", "teks": 1}, "teks"),
    ],
    ids=str,
)
def test_what_cannot_be_used_is_named(client: FlaskClient, body: dict[str, Any], parameter: str) -> None:
    answer = client.post(PATH, json=body)
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert answer.json is not None
    assert answer.json["parameter"] == parameter


def test_a_text_over_the_limit_is_told_the_limit(client: FlaskClient) -> None:
    assert "at most 2000" in client.post(PATH, json={"text": "a" * 2_001}).text


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[]", b'"a"', b"null", b"[" * 20_000])
def test_what_is_no_object_is_refused(client: FlaskClient, body: bytes) -> None:
    answer = client.post(PATH, data=body, content_type="application/json")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")


def test_another_type_than_json_is_refused(client: FlaskClient) -> None:
    assert client.post(PATH, data={"text": "a"}).status_code == 415


@pytest.mark.parametrize("path", [PATH, "/overlap"])
def test_a_request_larger_than_any_text_within_the_limit_is_refused(client: FlaskClient, path: str) -> None:
    answer = client.post(path, data=b"x" * 40_000, content_type="application/json")
    assert answer.status_code == 413
    assert "2000" in answer.text or "2.000" in answer.text


def test_the_endpoint_takes_post_alone(client: FlaskClient) -> None:
    answer = client.get(PATH)
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_nothing_is_kept_by_caches_nor_written_to_a_log(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        answers = [client.post(PATH, json={"text": BODY}), client.post("/overlap", data={"text": BODY})]
    assert [answer.headers["Cache-Control"] for answer in answers] == ["no-store"] * 2
    assert "madrasah" not in caplog.text


def test_the_page_has_a_form_that_posts_to_itself(client: FlaskClient) -> None:
    start = page(client.get("/overlap"))
    form = start.select_one("form.overlap-form")
    assert form is not None
    assert (form["method"], form["action"]) == ("post", "/overlap")
    assert "2.000" in form.get_text()
    english = page(client.get("/overlap?lang=en"))
    assert english.select_one("form.overlap-form")["action"] == "/overlap?lang=en"  # type: ignore[index]


def test_the_page_shows_differences_in_their_places_and_quotes_that_were_changed(client: FlaskClient) -> None:
    shown = page(client.post("/overlap", data={"text": f"Tadi pagi. {CHANGED}"}))
    quote = shown.select_one(".repeated blockquote")
    assert quote is not None
    assert [(each.name, each.get_text()) for each in quote.select("ins, del")] == [
        ("del", "setiap hari"),
        ("ins", "sesekali"),
    ]
    for each in quote.select("del"):
        each.decompose()
    assert " ".join(quote.get_text().split()) == " ".join(CHANGED.rstrip(".").split())
    assert [each.get_text() for each in shown.select(".hit .altered")] == ["1 kutipan diubah", "Kutipan diubah"]
    assert "Tadi pagi" in shown.select_one("[aria-labelledby=alone]").get_text()  # type: ignore[union-attr]
    assert shown.select_one("meta[name=robots]")["content"] == "noindex"  # type: ignore[index]
    assert shown.select_one("textarea").get_text().endswith(CHANGED[-20:])  # type: ignore[union-attr]


def test_no_markup_of_a_text_or_a_release_reaches_the_page(client: FlaskClient) -> None:
    answer = client.post("/overlap", data={"text": f"</textarea><script>alert(1)</script> {CHANGED}"})
    assert "<script>alert" not in answer.text
    assert "<script>guru" not in answer.text
    assert "<b>Ani" not in answer.text
    assert "<i>Wijaya" not in answer.text


@pytest.mark.parametrize("data", [{}, {"text": ""}, {"text": "tidak ada yang begini"}, {"lain": "x"}])
def test_a_text_that_repeats_nothing_is_told_so(client: FlaskClient, data: dict[str, str]) -> None:
    answer = client.post("/overlap", data=data)
    assert answer.status_code == 200
    assert page(answer).select_one("[role=status]") is not None


def test_a_text_over_the_limit_stays_in_the_form_with_what_is_wrong(client: FlaskClient) -> None:
    answer = client.post("/overlap", data={"text": "kata " * 401})
    assert answer.status_code == 400
    shown = page(answer)
    box = shown.select_one("textarea")
    assert box is not None
    assert box["aria-invalid"] == "true"
    assert len(box.get_text()) >= 2_005
    assert "2.000" in shown.select_one("#text-error").get_text()  # type: ignore[union-attr]


def test_a_form_in_any_encoding_of_its_bytes_is_answered(client: FlaskClient) -> None:
    for body in (b"text=%ff%fe%00", b"text=\xff", b"text", b"&&=&text=%", json.dumps({"text": "a"}).encode()):
        answer = client.post("/overlap", data=body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 200
