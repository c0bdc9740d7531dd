"""Whatever is sent, the server answers: 200 or an error that is the client's, never a fault, never markup."""

from __future__ import annotations

import json
import re
from urllib.parse import quote, urlencode

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.asking.tables import SEARCH

PATHS = (
    "/",
    "/api/v1/search",
    "/api/v1/suggest",
    "/api/v1/entities",
    "/api/v1/entities/person/budi-santoso",
    "/entities",
    "/entities/person/budi-santoso",
    "/releases/kunjungan",
    "/api/v1/releases/kunjungan",
    "/quotes",
    "/feed.xml",
    "/export",
    "/cite/ris/kunjungan",
)

HOSTILE = {
    "NUL": "q=%00",
    "NUL in a word": "q=ter%00or&person=%00",
    "bad UTF-8": "q=%ff%fe%c3%28&person=%ed%a0%80",
    "cut escape": "q=%&from=%4",
    "page of a thousand million": "q=a&page=1000000000",
    "number of 5,000 digits": "q=a&page=" + "9" * 5000 + "&per_page=" + "9" * 5000,
    "negative page": "page=-1",
    "200 wildcards": "q=" + "%2A" * 200,
    "200 prefixes": "q=" + "+".join(f"{chr(97 + n % 26)}*" for n in range(160)),
    "501 characters": "q=" + "a" * 501,
    "100 KB": "q=" + "a" * 100_000,
    "every parameter twice": "&".join(f"{p.name}=1&{p.name}=2" for p in SEARCH),
    "10,000 names": "&".join(f"person={n}" for n in range(10_000)),
    "end before beginning": "from=2021&to=2020",
    "year nought": "from=0000&to=0000-00-00",
    "30 February": "from=2020-02-30",
    "the last day": "from=9999-12-31&to=9999-12-31",
    "deep brackets": "q=" + "(" * 250 + "a" + ")" * 249,
    "only operators": "q=AND+OR+NOT+-+%22+()",
    "unpaired quote": "q=%22a+b",
    "right to left": "q=%E2%80%AE%D8%A7%D9%84%D8%B3",
    "line breaks": "q=a%0d%0aSet-Cookie:%20x=y&sort=%0d%0a",
    "template": "q=%7B%7B7*7%7D%7D%7B%25+if+1+%25%7D",
    "brackets in the name": "q[]=a&q[0]=b&__proto__=c",
    "no name": "=a&&&==&q",
    "semicolons": "q=a;b=c",
    "emoji": "q=%F0%9F%98%80%E2%80%8D",
    "astral and lone": "q=%F4%90%80%80",
}


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("path", PATHS)
def test_no_query_is_the_servers_fault(client: FlaskClient, path: str, query: str) -> None:
    answer = client.get(f"{path}?{query}")
    assert answer.status_code in (200, 400)
    assert "Set-Cookie" not in answer.headers
    if answer.status_code == 400 and path.startswith("/api"):
        assert answer.content_type == "application/problem+json"


@pytest.mark.parametrize(
    "path",
    [
        "/releases/%00", "/releases/%ff", "/releases/..%2f..%2fetc%2fpasswd", "/releases/%2Fa", "/releases/a%0Ab",
        "/releases/" + "a" * 10_000, "/api/v1/releases/%00", "/api/v1/releases/%2F", "/api/v1/releases/a%0Ab", "/%00",
        "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%5capp.py", "/static/%00", "/%ff",
    ],
)  # fmt: skip
def test_no_path_is_the_servers_fault(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "FOO"])
@pytest.mark.parametrize("path", PATHS)
def test_other_methods_are_refused(client: FlaskClient, path: str, method: str) -> None:
    answer = client.open(path, method=method, data=b"x" * 1000)
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize(
    "headers",
    [
        {"If-None-Match": "x" * 5000},
        {"If-None-Match": '"', "Accept": "\x7f"},
        {"Accept-Language": "," * 2000},
        {"Host": "evil.example"},
        {"Cookie": "=;" * 500},
        {"Range": "bytes=0-0,-1"},
        {"If-Modified-Since": "yesterday"},
    ],
)
def test_no_header_is_the_servers_fault(client: FlaskClient, headers: dict[str, str]) -> None:
    for path in (*PATHS, "/static/style.css"):
        answer = client.get(path, headers=headers)
        assert answer.status_code < 500
        # A feed is read away from its page, so that its links need a host; test_crawling.py has the rest.
        assert b"evil.example" not in answer.data or path == "/feed.xml"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pairs=st.lists(st.tuples(st.sampled_from([p.name for p in SEARCH]), st.text(max_size=60)), max_size=5),
    path=st.sampled_from(PATHS),
)
def test_no_text_in_any_parameter_is_the_servers_fault(app: Flask, pairs: list[tuple[str, str]], path: str) -> None:
    encoded = urlencode([(name, value.encode("utf-8", "surrogatepass")) for name, value in pairs])
    assert app.test_client().get(f"{path}?{encoded}").status_code < 500


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=80))
def test_no_bytes_behind_the_question_mark_are_the_servers_fault(app: Flask, raw: bytes) -> None:
    query = raw.decode("latin-1")
    for path in ("/", "/api/v1/search"):
        answer = app.test_client().get(path, environ_overrides={"QUERY_STRING": query, "REQUEST_METHOD": "GET"})
        assert answer.status_code in (200, 400)


def foreign(soup: BeautifulSoup) -> list[Tag]:
    """Elements that no template of ours has: scripts but for our own files and data, pictures, bold text, handlers."""
    own = re.compile(r"/static/[a-z]+\.js\?v=[0-9a-f]{12}")
    return [
        tag
        for tag in soup.select("script, img, b, [onerror]")
        if tag.name != "script" or not (data(tag) if tag.get_text() else own.fullmatch(str(tag.get("src"))))
    ]


def data(tag: Tag) -> bool:
    """Whether a script is data, which no browser runs."""
    return (
        tag.attrs == {"type": "application/ld+json"} and "<" not in tag.get_text() and bool(json.loads(tag.get_text()))
    )


INJECTION = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}"


@pytest.mark.parametrize("name", [p.name for p in SEARCH])
@pytest.mark.parametrize("path", ["/", "/releases/kunjungan", "/entities"])
def test_what_is_asked_comes_back_as_text_only(client: FlaskClient, path: str, name: str) -> None:
    soup = BeautifulSoup(client.get(f"{path}?{urlencode({'q': 'a', name: INJECTION})}").text, "lxml")
    assert not foreign(soup)
    assert "49" not in soup.get_text()


def one_of(page: str, selector: str) -> Tag:
    found = BeautifulSoup(page, "lxml").select_one(selector)
    assert found is not None
    return found


def test_what_is_stored_comes_out_as_text_only(client: FlaskClient) -> None:
    hostile = "/releases/" + quote("https://contoh.example/a//b?c=d#e", safe="")
    named = str(one_of(client.get(hostile).text, ".names a")["href"])
    assert named.startswith("/entities/person/")
    for path in ("/", "/?q=script+alert", "/?q=&per_page=100", "/entities", hostile, f"{hostile}?q=script", named):
        answer = client.get(path)
        assert answer.status_code == 200
        soup = BeautifulSoup(answer.text, "lxml")
        assert "alert(1)" in soup.get_text()
        assert not foreign(soup)
        assert not [a for a in soup.select("a[href]") if str(a["href"]).startswith("javascript:")]


def test_an_entity_in_a_name_is_not_decoded_twice(client: FlaskClient) -> None:
    assert "&amp;amp; Rekan" in client.get("/?q=serangan+siber").text


def test_snippets_of_the_api_have_marks_and_no_other_markup(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search?q=script+siber").json
    assert answer is not None
    snippets = [snippet for hit in answer["hits"] for snippet in hit["snippets"]]
    assert any("<mark>" in snippet for snippet in snippets)
    assert {tag for snippet in snippets for tag in re.findall(r"<[^>]*>", snippet)} == {"<mark>", "</mark>"}
