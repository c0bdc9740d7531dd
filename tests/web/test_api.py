"""The JSON endpoints: their shape, their links, and errors as problems."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from flask.testing import FlaskClient

from search.archive import Archive
from search.config import Settings
from search.errors import IndexDamaged
from search.model import FACETS, Hit, Release
from search.presenting import present_page, present_release
from search.web import create_app

PROBLEM = "application/problem+json"


def search(client: FlaskClient, **parameters: Any) -> Any:
    answer = client.get("/api/v1/search", query_string=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json


def problem(client: FlaskClient, path: str, status: int, method: str = "GET") -> Any:
    answer = client.open(path, method=method)
    assert (answer.status_code, answer.content_type) == (status, PROBLEM)
    assert answer.json is not None
    assert {"type", "title", "status", "detail"} <= answer.json.keys()
    assert answer.json["status"] == status
    return answer.json


def test_a_result_has_the_agreed_keys(client: FlaskClient) -> None:
    found = search(client, q="menanggulangi teror")
    assert list(found) == [
        "query", "total", "took_ms", "page", "per_page", "did_you_mean", "hint", "hits", "facets", "links",
    ]  # fmt: skip
    assert list(found["query"]) == [
        "q", "from", "to", "person", "organization", "place", "source", "event_from", "event_to", "changed",
        "sort",
    ]  # fmt: skip
    assert list(found["hits"][0]) == [
        "id", "title", "title_derived", "date", "source", "url", "score", "snippets",
        "persons", "organizations", "places", "duplicates", "changed",
    ]  # fmt: skip
    assert tuple(found["facets"]) == FACETS


def test_a_word_finds_and_marks_its_other_forms(client: FlaskClient) -> None:
    hit = search(client, q="menanggulangi AND terorisme")["hits"][0]
    assert hit["id"] == "kunjungan"
    assert hit["date"] == "2020-09-03"
    assert "<mark>penanggulangan</mark> <mark>terorisme</mark>" in " ".join(hit["snippets"])
    assert (hit["persons"], hit["organizations"], hit["places"]) == (["Ani Wijaya"], ["Badan Contoh"], ["Jakarta"])


def test_filters_narrow_and_are_told_back(client: FlaskClient) -> None:
    found = search(client, **{"from": "2019", "to": "2019-12", "person": ["budi santoso", "Ani Wijaya"]})
    assert found["query"]["from"] == "2019-01-01"
    assert found["query"]["to"] == "2019-12-31"
    assert found["query"]["person"] == ["budi santoso", "Ani Wijaya"]
    assert found["total"] == 6
    assert {hit["date"][:4] for hit in found["hits"]} == {"2019"}


def test_the_links_lead_through_every_result_once(client: FlaskClient) -> None:
    seen: list[str] = []
    link: str | None = "/api/v1/search?q=latihan&person=Budi+Santoso&sort=oldest&per_page=7"
    while link:
        found = client.get(link).json
        assert found is not None
        assert sorted(parse_qsl(urlsplit(found["links"]["self"]).query)) == sorted(parse_qsl(urlsplit(link).query))
        seen += [hit["id"] for hit in found["hits"]]
        link = found["links"]["next"]
    assert len(seen) == len(set(seen)) == 24
    assert found["links"]["prev"].endswith("page=3")


def test_the_first_page_has_none_before_it(client: FlaskClient) -> None:
    assert search(client, q="latihan")["links"]["prev"] is None


def test_a_page_beyond_the_end_links_back_to_the_last(client: FlaskClient) -> None:
    found = search(client, q="latihan", page=500)
    assert found["hits"] == []
    assert found["links"]["next"] is None
    assert found["links"]["prev"].endswith("page=3")


def test_a_release_has_a_hits_keys_and_its_body_and_entities(client: FlaskClient) -> None:
    release = client.get("/api/v1/releases/kunjungan").json
    assert release is not None
    hit = search(client, q="duta besar")["hits"][0]
    assert set(release) == (set(hit) - {"score", "snippets"}) | {
        "body", "entities", "quotes", "event_dates", "related",
    }  # fmt: skip
    assert all(release[key] == hit[key] for key in set(hit) & set(release))
    mention = release["entities"][0]["mentions"][0]
    assert release["body"][mention["start"] : mention["end"]] == mention["text"] == "Ani Wijaya"


def test_an_id_may_be_an_address(client: FlaskClient) -> None:
    release_id = "https://contoh.example/a//b?c=d#e"
    assert client.get(f"/api/v1/releases/{quote(release_id, safe='')}").json["id"] == release_id  # type: ignore[index]
    assert client.get(f"/api/v1/releases/{quote(release_id, safe='/:')}").json["id"] == release_id  # type: ignore[index]


def test_a_title_that_one_release_has_is_suggested_with_its_id(client: FlaskClient) -> None:
    answer = client.get("/api/v1/suggest?q=kepala+badan+conto").json
    assert answer is not None
    assert answer["suggestions"] == [
        {"text": "Kepala Badan Contoh menerima duta besar", "kind": "title", "count": 1, "id": "kunjungan"}
    ]


def test_suggestions_say_their_kind_and_count(client: FlaskClient) -> None:
    answer = client.get("/api/v1/suggest?q=Bud&limit=1").json
    assert answer == {"q": "Bud", "suggestions": [{"text": "Budi Santoso", "kind": "person", "count": 24}]}
    assert client.get("/api/v1/suggest").json == {"q": "", "suggestions": []}


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("from=2020-02-30", "from"),
        ("to=besok", "to"),
        ("from=2021&to=2020", "from"),
        ("sort=best", "sort"),
        ("page=0", "page"),
        ("page=1000000000", "page"),
        ("page=1001", "page"),
        ("per_page=101", "per_page"),
        ("q=a&q=b", "q"),
        (f"q={'a' * 501}", "q"),
        ("persn=Ani", "persn"),
    ],
)
def test_a_bad_value_is_a_problem_that_names_the_parameter(client: FlaskClient, query: str, parameter: str) -> None:
    found = problem(client, f"/api/v1/search?{query}", 400)
    assert found["parameter"] == parameter
    assert parameter in found["detail"]
    assert found["errors"][0] == {"parameter": parameter, "detail": found["detail"]}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api", 404),
        ("GET", "/api/v2/search", 404),
        ("GET", "/api/v1/releases/tidak-ada", 404),
        ("GET", "/api/v1/releases/", 404),
        ("GET", "/api/v1/releases/kunjungan?fields=id", 400),
        ("GET", "/api/v1/suggest?limit=21", 400),
        ("POST", "/api/v1/search", 405),
        ("DELETE", "/api/v1/releases/kunjungan", 405),
        ("PUT", "/readyz", 405),
        ("BREW", "/healthz", 405),
    ],
)
def test_every_error_is_a_problem(client: FlaskClient, method: str, path: str, status: int) -> None:
    problem(client, path, status, method)


def test_a_wrong_method_is_told_which_are_right(client: FlaskClient) -> None:
    answer = client.post("/api/v1/search")
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    options = client.options("/api/v1/search")
    assert options.status_code == 200
    assert set(options.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_head_has_the_headers_of_get_and_no_body(client: FlaskClient) -> None:
    head, get = client.head("/api/v1/search?q=latihan"), client.get("/api/v1/search?q=latihan")
    assert head.data == b""
    assert (head.status_code, head.content_type, head.headers["ETag"]) == (200, get.content_type, get.headers["ETag"])


def test_the_service_says_that_it_is_well(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"status": "ok"}
    assert client.get("/readyz").json == {"status": "ready"}


class Damaged(Archive):
    """An archive whose index was taken away while it was open."""

    def __init__(self, archive: Archive) -> None:
        self.settings = archive.settings

    def search(self, *_: object, **__: object) -> Any:
        raise IndexDamaged("/secret/folder/index is damaged; make it anew with: siaran index --rebuild")

    @property
    def state(self) -> str:
        return "damaged"


def test_an_index_that_cannot_be_searched_is_503_and_its_folder_stays_private(
    archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    client = create_app(Damaged(archive)).test_client()
    assert client.get("/healthz").status_code == 200
    for path in ("/readyz", "/api/v1/search?q=a"):
        found = problem(client, path, 503)
        assert "IndexDamaged" in found["detail"]
        assert "secret" not in str(found)
    page = client.get("/?q=a")
    assert (page.status_code, page.mimetype) == (503, "text/html")
    assert page.headers["Retry-After"]
    assert "siaran index --rebuild" in caplog.text


class Broken(Damaged):
    """An archive with a fault that nobody foresaw."""

    def search(self, *_: object, **__: object) -> Any:
        raise ZeroDivisionError("secret")


def test_an_unforeseen_fault_is_logged_and_not_shown(archive: Archive, caplog: pytest.LogCaptureFixture) -> None:
    client = create_app(Broken(archive)).test_client()
    assert "secret" not in str(problem(client, "/api/v1/search?q=a", 500))
    page = client.get("/?q=a")
    assert page.status_code == 500
    assert "secret" not in page.text
    assert "ZeroDivisionError" in caplog.text


def test_without_links_a_result_is_the_same_but_for_them(archive: Archive, client: FlaskClient) -> None:
    over_http = search(client, q="duta besar")
    printed = present_page(archive.search("duta besar"))
    assert printed["links"] == {"self": None, "next": None, "prev": None}
    for answer in (over_http, printed):
        del answer["links"], answer["took_ms"]
    assert over_http == printed


def test_a_release_without_anything_but_a_body_is_presented() -> None:
    found = present_release(Release("a", "Isi."))
    assert found == {
        "id": "a", "title": "", "title_derived": False, "date": None, "source": None, "url": None,
        "persons": [], "organizations": [], "places": [], "body": "Isi.", "entities": [],
        "quotes": [], "event_dates": [], "duplicates": [], "related": [], "changed": None,
    }  # fmt: skip


def test_limits_follow_the_settings(make_archive: Any, archive: Archive) -> None:
    hits: Sequence[Hit] = archive.search("duta").hits
    settings = Settings(refresh_seconds=0, per_page_limit=2, per_page=2, query_length=9)
    with make_archive([hit.release for hit in hits], settings) as small:
        client = create_app(small).test_client()
        assert problem(client, "/api/v1/search?per_page=3", 400)["parameter"] == "per_page"
        assert problem(client, "/api/v1/search?q=1234567890", 400)["parameter"] == "q"
        assert search(client, q="duta")["per_page"] == 2


def test_an_explanation_is_given_where_it_is_asked_for(client: FlaskClient) -> None:
    assert "explain" not in search(client, q="menanggulangi", explain=0)
    found = search(client, q='menanggulangi -bom tokoh:"Ani Wijaya"', explain=1, per_page=1)
    explained = found["explain"]
    assert explained["understood"] == 'menanggulangi in any form and person "Ani Wijaya" and not bom in any form'
    assert [node["match"] for node in explained["tree"]["of"]] == ["word", "name", "not"]
    assert explained["words"][0]["forms"] == ["penanggulangan", "menanggulangi"]
    assert explained["words"][0]["exactly"] == '=menanggulangi -bom tokoh:"Ani Wijaya"'
    assert "explain=1" in found["links"]["self"]


def test_with_an_explanation_each_hit_says_why_it_scored(client: FlaskClient) -> None:
    assert "reasons" not in search(client, q="menanggulangi")["hits"][0]
    hits = search(client, q="menanggulangi bom ter*", explain=1)["hits"]
    assert hits
    for hit in hits:
        assert sum(reason["score"] for reason in hit["reasons"]) == pytest.approx(hit["score"])
    stem = hits[0]["reasons"][0]
    assert (stem["match"], stem["word"], stem["for"]) == ("stem", "tanggulang", ["menanggulangi"])
    assert all(1 <= field["count"] <= field["words"] for field in stem["fields"])


def test_nothing_found_is_answered_with_what_was_meant(client: FlaskClient) -> None:
    found = search(client, q="terorsime", explain=1)
    assert (found["query"]["q"], found["did_you_mean"], found["hint"]) == ("terorsime", "terorisme", "corrected")
    assert found["total"] == 1
    assert "<mark>terorisme</mark>" in found["hits"][0]["snippets"][0]
    assert found["explain"]["q"] == "terorisme"


def test_days_that_releases_name_are_checked_like_those_of_releases(client: FlaskClient) -> None:
    assert search(client, event_from="2020")["query"]["event_from"] == "2020-01-01"
    told = problem(client, "/api/v1/search?event_from=2021&event_to=2020", 400)
    assert "event_from is after event_to" in told["detail"]
