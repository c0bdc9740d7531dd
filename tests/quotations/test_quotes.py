"""Who said what, over a whole archive on disk."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from search import Archive
from search.config import Settings
from search.errors import IndexUnusable, QueryError
from search.indexing import index_paths, rebuild_index, remove_releases
from search.quotations import QuotePage

BUDI = (
    "Jakarta - Menteri Kesehatan Budi Santoso membuka pertemuan itu. "
    '"Vaksinasi anak akan dimulai pada bulan depan di seluruh provinsi," kata Budi Santoso. '
    "Menurut Kepala Dinas Kesehatan Siti Aminah, anggaran untuk program tersebut sudah disiapkan."
)
SITI = 'Bandung - "Kami menyiapkan vaksin untuk anak sekolah," ujar Kepala Dinas Kesehatan Siti Aminah, Senin.'
CLOSING = 'Surabaya - "Mari kita jaga persatuan bangsa ini," kata seorang warga yang hadir.'

RECORDS = [
    {"id": "budi", "title": "Vaksinasi dimulai", "date": "2021-03-01", "body": BUDI, "source": "Kemenkes"},
    {"id": "siti", "title": "Vaksin sekolah", "date": "2022-05-02", "body": SITI, "source": "Dinkes"},
    {"id": "warga", "title": "Persatuan", "date": "2020-01-01", "body": CLOSING, "source": "Dinkes"},
]

Open = Callable[[], Archive]


def write(path: Path, records: Sequence[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return replace(Settings(), index=tmp_path / "index", refresh_seconds=0)


@pytest.fixture
def records(tmp_path: Path, settings: Settings) -> Path:
    path = write(tmp_path / "records.jsonl", RECORDS)
    index_paths(settings, [path], jobs=1)
    return path


@pytest.fixture
def opened(settings: Settings) -> Iterator[Open]:
    with ExitStack() as stack:
        yield lambda: stack.enter_context(Archive.open(None, settings))


def found(page: QuotePage) -> list[tuple[str, str | None]]:
    return [(hit.release.id, hit.quote.speaker) for hit in page.hits]


@pytest.fixture
def archive(records: Path, opened: Open) -> Archive:
    return opened()


def test_all_quotes_come_newest_first(archive: Archive) -> None:
    page = archive.quotes()
    assert [release for release, _ in found(page)] == ["siti", "budi", "budi", "warga"]
    assert page.total == 4


def test_a_quote_stands_where_it_says(archive: Archive) -> None:
    for hit in archive.quotes().hits:
        assert hit.release.body[hit.quote.start : hit.quote.end] == hit.quote.text


def test_words_are_found_in_their_other_forms_and_marked(archive: Archive) -> None:
    page = archive.quotes("divaksinasi")
    hit = page.hits[found(page).index(("budi", "Budi Santoso"))]
    assert [hit.quote.text[start:end] for start, end in hit.marks] == ["Vaksinasi"]


def test_words_outside_of_quotes_are_not_found(archive: Archive) -> None:
    assert archive.search("pertemuan").total == 1
    assert archive.quotes("pertemuan").total == 0


def test_a_speaker_narrows(archive: Archive) -> None:
    assert found(archive.quotes(speaker=["siti aminah"])) == [("siti", "Siti Aminah"), ("budi", "Siti Aminah")]
    assert archive.quotes("vaksin", speaker=["Nobody"]).total == 0


def test_indirect_speech_is_marked_as_such(archive: Archive) -> None:
    assert [hit.quote.indirect for hit in archive.quotes("anggaran").hits] == [True]


def test_a_quote_is_found_by_its_speakers_name_and_office(archive: Archive) -> None:
    assert found(archive.quotes('"dinas kesehatan" vaksin'))[0] == ("siti", "Siti Aminah")


def test_a_quote_without_a_speaker_is_nobodys(archive: Archive) -> None:
    page = archive.quotes("persatuan")
    assert found(page) == [("warga", None)]


def test_time_and_source_narrow(archive: Archive) -> None:
    assert archive.quotes(date_from=date(2022, 1, 1)).total == 1
    assert archive.quotes(source=["dinkes"]).total == 2


def test_facets_count_speakers_years_and_sources(archive: Archive) -> None:
    facets = archive.quotes().facets
    assert [(f.value, f.count) for f in facets["speaker"]] == [("Siti Aminah", 2), ("Budi Santoso", 1)]
    assert [f.value for f in facets["year"]] == ["2022", "2021", "2020"]
    assert {f.value for f in facets["source"]} == {"Dinkes", "Kemenkes"}


def test_pages_are_turned(archive: Archive) -> None:
    pages = [archive.quotes(page=number, per_page=3) for number in (1, 2)]
    assert [len(page.hits) for page in pages] == [3, 1]
    assert pages[0].pages == 2


def test_a_question_outside_of_its_limits_names_the_parameter(archive: Archive) -> None:
    with pytest.raises(QueryError) as error:
        archive.quotes(date_from=date(2022, 1, 1), date_to=date(2021, 1, 1))
    assert error.value.parameter == "from"


def test_what_is_indexed_again_is_searched_again(records: Path, settings: Settings, archive: Archive) -> None:
    changed = RECORDS[1] | {"body": SITI.replace("vaksin", "dokter")}
    write(records, [RECORDS[0], changed])
    index_paths(settings, [records], jobs=1)
    assert archive.quotes("dokter").total == 1
    assert archive.quotes("persatuan").total == 0
    assert archive.quotes().total == 3


def test_a_removed_release_takes_its_quotes_with_it(records: Path, settings: Settings, archive: Archive) -> None:
    assert remove_releases(settings, ["budi"]) == []
    assert {release for release, _ in found(archive.quotes())} == {"siti", "warga"}


def test_a_rebuild_keeps_the_quotes(records: Path, settings: Settings, archive: Archive) -> None:
    rebuild_index(settings, jobs=1)
    assert archive.quotes().total == 4


def test_quotes_of_an_older_state_are_made_anew(records: Path, settings: Settings, archive: Archive) -> None:
    file = settings.index / "derived" / "quotes.json"
    said = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps(said | {"state": "g000000-0"}), "utf-8")
    assert archive.check() != []
    index_paths(settings, [records], jobs=1)
    assert archive.check() == []
    assert archive.quotes().total == 4


@pytest.mark.parametrize("damage", ["gone", "garbled"])
def test_damaged_quotes_are_named_and_made_anew(damage: str, records: Path, settings: Settings, opened: Open) -> None:
    folder = settings.index / "derived"
    for file in [*folder.glob("quotes/*.npz"), folder / "quotes.json"]:
        if damage == "gone":
            file.unlink()
        else:
            file.write_bytes(b"\x00garbled")
    archive = opened()
    assert archive.search("anak").total == 2
    with pytest.raises(IndexUnusable, match="siaran index"):
        archive.quotes()
    assert any("quotes" in line for line in archive.check())
    index_paths(settings, [records], jobs=1)
    assert archive.quotes().total == 4


def test_quotes_are_made_anew_where_removed_releases_are_still_stored(
    records: Path, settings: Settings, archive: Archive
) -> None:
    remove_releases(settings, ["siti"])
    (settings.index / "derived" / "quotes.json").unlink()
    index_paths(settings, [records], jobs=1)
    assert archive.check() == []
    assert archive.quotes().total == 4


def test_an_organization_that_speaks_is_found_by_all_its_names(
    settings: Settings, tmp_path: Path, opened: Open
) -> None:
    body = (
        'Jakarta - Badan Nasional Penanggulangan Terorisme (BNPT) membuka forum. "{}," tulis {} dalam '
        "keterangan resmi, Senin."
    )
    first, second = "Pencegahan adalah kerja bersama semua pihak", "Masyarakat diminta tetap tenang dan waspada"
    records = [
        {"id": "a", "date": "2021-03-01", "body": body.format(first, "BNPT")},
        {"id": "b", "date": "2021-03-02", "body": body.format(second, "Badan Nasional Penanggulangan Terorisme")},
    ]
    index_paths(settings, [write(tmp_path / "records.jsonl", records)], jobs=1)
    archive = opened()
    said = {hit.quote.speaker for hit in archive.quotes().hits}
    assert None not in said
    for name in ("BNPT", "badan nasional penanggulangan terorisme"):
        assert archive.quotes(speaker=[name]).total == 2


def test_the_size_of_an_archive_counts_what_is_derived(archive: Archive, settings: Settings) -> None:
    derived = sum(path.stat().st_size for path in (settings.index / "derived").rglob("*") if path.is_file())
    assert archive.stats().bytes > derived > 0
    with archive._newest.hold() as held:
        assert archive.stats().bytes == held.snapshot.stats().bytes + derived
