"""An archive of invented releases, the application over it, a server process, and a browser; also makes `catalogs`
importable."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from search.analysis import analyse
from search.archive import Archive
from search.config import Settings
from search.engines.memory import MemoryEngine
from search.indexing import index_paths
from search.language import Analyzer
from search.model import Entity, Kind, Mention, Release
from search.web import create_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser

sys.path.insert(0, str(Path(__file__).parent))

MakeArchive = Callable[..., Archive]
IndexHourly = Callable[[Path, datetime, Sequence[Sequence[dict[str, Any]]]], Settings]
RunServer = Callable[..., AbstractContextManager[tuple[subprocess.Popen[str], str]]]


def named(body: str, **names: Sequence[str]) -> tuple[Entity, ...]:
    """Entities with a mention for the first place where the body has the name."""
    found = []
    for kind, given in names.items():
        for name in given:
            at = body.find(name)
            mentions = (Mention(at, at + len(name), name),) if at >= 0 else ()
            found.append(Entity(Kind(kind), name, mentions=mentions))
    return tuple(found)


def made(release_id: str, body: str, title: str, day: date | None = None, **given: Any) -> Release:
    names = {kind.value: given.pop(kind.value, ()) for kind in Kind}
    return Release(id=release_id, body=body, title=title, date=day, entities=named(body, **names), **given)


VISIT = (
    "Jakarta - Kepala Badan Contoh, Ani Wijaya, menerima kunjungan duta besar. Kedua negara membahas "
    "penanggulangan terorisme.\nPertemuan ditutup dengan penandatanganan kerja sama internasional."
)
SCRIPT = "<script>alert(1)</script>"
LONG_WORD = "a" * 500
ARABIC = "السلام عليكم"


def releases() -> list[Release]:
    several = [
        made(
            f"latihan-{n:02}",
            f"Badan Contoh menggelar latihan menanggulangi bencana ke-{n} di Bandung bersama Budi Santoso.",
            f"Latihan penanggulangan bencana {n}",
            date(2018 + n % 4, 1 + n % 12, 1 + n),
            source="Badan Contoh",
            person=("Budi Santoso",),
            organization=("Badan Contoh",),
            place=("Bandung",),
        )
        for n in range(1, 25)
    ]
    return [
        made(
            "kunjungan",
            VISIT,
            "Kepala Badan Contoh menerima duta besar",
            date(2020, 9, 3),
            source="Badan Contoh",
            url="https://contoh.example/siaran/1",
            person=("Ani Wijaya",),
            organization=("Badan Contoh",),
            place=("Jakarta",),
        ),
        made("tanpa-judul", "Menteri menutup rapat. Isinya rahasia.", "Menteri menutup rapat.", title_derived=True),
        made(
            "https://contoh.example/a//b?c=d#e",
            f"Serangan siber {SCRIPT} {LONG_WORD} {ARABIC}",
            f"{SCRIPT} {ARABIC} {LONG_WORD}",
            date(2021, 1, 1),
            source="<b>Sumber</b>",
            url="javascript:alert(1)",
            person=(f'"><img src=x onerror=alert(1)> {SCRIPT}', ARABIC, LONG_WORD),
            organization=("&amp; Rekan",),
        ),
        *several,
    ]  # fmt: skip


@pytest.fixture(scope="session")
def make_archive() -> MakeArchive:
    analyzer = Analyzer()

    def make(given: Sequence[Release], settings: Settings | None = None) -> Archive:
        engine = MemoryEngine(analyzer.fingerprint)
        with engine.writer() as writer:
            writer.add(analyse(given, [release.id for release in given], analyzer, lambda _forms: {}))
            writer.commit()
        return Archive(engine, analyzer, settings or Settings(refresh_seconds=0))

    return make


@pytest.fixture(scope="session")
def index_hourly() -> IndexHourly:
    """Indexes the records of one file, which is written anew for each run, an hour after the one before."""

    def index(folder: Path, first: datetime, runs: Sequence[Sequence[dict[str, Any]]]) -> Settings:
        settings = Settings(index=folder / "index", refresh_seconds=0)
        for hour, records in enumerate(runs):
            (folder / "siaran.jsonl").write_text("\n".join(map(json.dumps, records)), "utf-8")
            at = first + timedelta(hours=hour)
            index_paths(settings, [folder / "siaran.jsonl"], jobs=1, clock=lambda at=at: at)
        return settings

    return index


@pytest.fixture(scope="session")
def archive(make_archive: MakeArchive) -> Iterator[Archive]:
    with make_archive(releases()) as archive:
        yield archive


@pytest.fixture(scope="session")
def app(archive: Archive) -> Flask:
    return create_app(archive)


class Buffered(FlaskClient):
    """Reads every answer whole, so that no file of an answer stays open."""

    def open(self, *given: Any, **options: Any) -> Any:
        return super().open(*given, **(options | {"buffered": True}))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return Buffered(app, app.response_class)


TOWNS = ("Bandung", "Surabaya", "Medan", "Makassar", "Denpasar")


def records() -> list[dict[str, str]]:
    """Input as a publisher would hand it in; who is named in it is found by the program itself."""
    return [
        {
            "id": f"latihan-{n:02}",
            "title": f"Latihan penanggulangan bencana ke-{n}",
            "date": f"{2018 + n % 3}-{1 + n % 12:02}-{1 + n:02}",
            "source": "Badan Contoh" if n % 2 else "Kantor Contoh",
            "body": f"{TOWNS[n % 5]} - Gubernur Budi Santoso membuka latihan menanggulangi bencana di {TOWNS[n % 5]}. "
            f"Kementerian Pertahanan dan Kementerian Kesehatan mengirim {n} regu.\n"
            "Latihan ini bagian dari kerja sama penanggulangan terorisme dan bencana.",
        }
        for n in range(1, 26)
    ]


def odd_record() -> dict[str, str]:
    """Words that no line can hold, in a script that runs the other way."""
    return {
        "id": "aneh",
        "title": f"Janggal {ARABIC} {LONG_WORD} {ARABIC}",
        "date": "2021-01-01",
        "source": f"Kantor {LONG_WORD}",
        "body": f"Medan - Kata janggal {LONG_WORD} {ARABIC} ditulis di sini.\n{ARABIC} {LONG_WORD}.",
    }


@pytest.fixture(scope="session")
def sample_records() -> list[dict[str, str]]:
    return records()


@contextmanager
def running(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`siaran serve` as a process of its own, on a free port; its address is read from what it says."""
    command = [str(Path(sys.executable).with_name("siaran")), "serve", "--port", "0", *arguments]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        said = []
        try:
            for line in process.stderr:
                said.append(line)
                if found := re.search(r"http://\S+", line):
                    yield process, found[0].rstrip("/")
                    break
            else:
                pytest.fail("the server stopped before it served: " + "".join(said))
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def seeds() -> str:
    return str(Path(__file__).parents[2] / "seeds")


@pytest.fixture(scope="session")
def run_server() -> RunServer:
    return running


@pytest.fixture(scope="session")
def server(seeds: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running server over the seed and a few invented releases, of which one was changed."""
    folder = tmp_path_factory.mktemp("server")
    file, index = folder / "releases.jsonl", folder / "index"
    now = [*records(), odd_record()]
    before = [record | {"body": record["body"].replace("12 regu", "20 regu")} for record in now]
    for told in (before, now):
        file.write_text("\n".join(map(json.dumps, told)), "utf-8")
        index_paths(Settings(index=index), [file], jobs=1)
    with running(seeds, str(file), "--index", str(index)) as (_, address):
        yield address


def _chromium() -> str | None:
    given = os.environ.get("CHROMIUM")
    return given or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def _browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=_chromium(),
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        )
        try:
            yield browser
        finally:
            browser.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium. Where CI is set a missing one is a failure, elsewhere a reason to skip."""
    if _chromium() is None:
        reason = "no Chromium: install one, or name it in the environment variable CHROMIUM"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with _browser() as browser:
        yield browser
