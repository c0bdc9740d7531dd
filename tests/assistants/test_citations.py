"""What an assistant cites is what the page on the web says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from bs4 import BeautifulSoup

from search.analysis import analyse
from search.archive import Archive
from search.assistants.citations import citation, page_of
from search.config import Settings
from search.engines.memory import MemoryEngine
from search.language import Analyzer
from search.model import Release
from search.web import create_app
from search.web.citations import cited_as

RELEASES = (
    Release("satu", "Isi.", "Kunjungan “resmi” & <i>kerja</i>", date=date(2020, 9, 3), source="Badan Contoh"),
    Release("dua", "Isi.", "Tanpa tanggal", url="https://contoh.go.id/a?b=c&d=é"),
    Release("https://contoh.go.id/a b?c=d#é%/~", "Isi.", "Id yang aneh", date=date(2021, 12, 31)),
    Release("tiga;x=1,'(y)'", "Isi.", "Alamat yang bukan alamat", url="javascript:alert(1)", source="X"),
)


@pytest.fixture(params=["", "https://arsip.contoh.go.id/", "https://contoh.go.id/siaran"])
def archive(request: pytest.FixtureRequest) -> Iterator[Archive]:
    analyzer = Analyzer()
    engine = MemoryEngine(analyzer.fingerprint)
    with engine.writer() as writer:
        writer.add(analyse(RELEASES, [release.id for release in RELEASES], analyzer, lambda _forms: {}))
        writer.commit()
    with Archive(engine, analyzer, Settings(public_url=request.param)) as archive:
        yield archive


@pytest.mark.parametrize("release", RELEASES, ids=lambda release: release.id)
def test_a_release_is_cited_as_its_page_says(archive: Archive, release: Release) -> None:
    app = create_app(archive)
    ours = archive.settings.public_url
    with app.test_request_context("/"):
        address = cited_as(release)
        path = app.url_for("pages.release", release_id=release.id) if ours else ""
    told = citation(release, ours)
    assert told.endswith(address or ".")
    page = app.test_client().get(path.removeprefix("http://localhost") or f"/releases/{release.id}")
    if page.status_code == 200:
        shown = BeautifulSoup(page.data, "lxml").find(id="cite-text")
        assert re.sub(r"\s+", " ", shown.get_text()).strip() == told
    if ours and not release.url:
        assert page_of(release, ours) == address
