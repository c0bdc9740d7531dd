"""Each way in which Indonesian releases write a day, resolved for a release of Thursday, 3 September 2020."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from search.entities.evaluation import read_lines
from search.events import find_dates
from search.events.names import weekdays

RELEASED = date(2020, 9, 3)
ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("SIARAN_DATA", ROOT.parent / "shared" / "data"))

Found = tuple[str, str, str | None]


def dates(body: str, released: date | None = RELEASED) -> list[Found]:
    found = find_dates(body, released)
    assert all(body[one.start : one.end] == one.text for one in found)
    return [(one.text, one.day.isoformat(), one.last.isoformat() if one.last else None) for one in found]


@pytest.mark.parametrize(
    ("body", "text", "day"),
    [
        ("Acara digelar pada Selasa (14/07).", "Selasa (14/07)", "2020-07-14"),
        ("pada Selasa, (14/7) lalu", "Selasa, (14/7)", "2020-07-14"),
        ("Rabu, 3 Juni 2020", "Rabu, 3 Juni 2020", "2020-06-03"),
        ("Rabu 3 Juni", "Rabu 3 Juni", "2020-06-03"),
        ("Senin (20/10/2025)", "Senin (20/10/2025)", "2025-10-20"),
        ("Kamis malam (3/9/20)", "Kamis malam (3/9/20)", "2020-09-03"),
        ("Kamis (03-09-2020)", "Kamis (03-09-2020)", "2020-09-03"),
        ("Jum'at (28/8)", "Jum'at (28/8)", "2020-08-28"),
        ("JUM’AT, 28 AGUSTUS 2020", "JUM’AT, 28 AGUSTUS 2020", "2020-08-28"),
        ("sejak 17 Agustus 1945 merdeka", "17 Agustus 1945", "1945-08-17"),
        ("12 Nopember 2019", "12 Nopember 2019", "2019-11-12"),
        ("5 Sept. 2020", "5 Sept. 2020", "2020-09-05"),
        ("(20/10/2019)", "(20/10/2019)", "2019-10-20"),
        ("2020-09-03", "2020-09-03", "2020-09-03"),
        ("tanggal 14/07", "14/07", "2020-07-14"),
        ("14 Juli", "14 Juli", "2020-07-14"),
        ("sampai 25 Desember nanti", "25 Desember", "2020-12-25"),
        ("25 Desember lalu", "25 Desember", "2019-12-25"),
        ("Jum'at lalu", "Jum'at lalu", "2020-08-28"),
        ("Kamis lalu", "Kamis lalu", "2020-08-27"),
        ("Sabtu mendatang", "Sabtu mendatang", "2020-09-05"),
        ("Jumat besok", "Jumat besok", "2020-09-04"),
        ("Rabu pekan lalu", "Rabu pekan lalu", "2020-08-26"),
        ("hari Minggu lalu", "Minggu lalu", "2020-08-30"),
        ("kemarin", "kemarin", "2020-09-02"),
        ("hari ini", "hari ini", "2020-09-03"),
        ("tadi malam", "tadi malam", "2020-09-02"),
        ("dua hari yang lalu", "dua hari yang lalu", "2020-09-01"),
        ("lusa", "lusa", "2020-09-05"),
    ],
)
def test_a_day_is_found_and_resolved(body: str, text: str, day: str) -> None:
    assert dates(body) == [(text, day, None)]


@pytest.mark.parametrize(
    ("body", "text", "first", "last"),
    [
        ("3-5 September 2020", "3-5 September 2020", "2020-09-03", "2020-09-05"),
        ("3 s.d. 5 September", "3 s.d. 5 September", "2020-09-03", "2020-09-05"),
        ("3 hingga 5 September 2020", "3 hingga 5 September 2020", "2020-09-03", "2020-09-05"),
        ("3 dan 4 September 2020", "3 dan 4 September 2020", "2020-09-03", "2020-09-04"),
        ("30 Agustus - 2 September 2020", "30 Agustus - 2 September 2020", "2020-08-30", "2020-09-02"),
        ("30 Desember-2 Januari", "30 Desember-2 Januari", "2020-12-30", "2021-01-02"),
        (
            "30 Desember 2019 sampai 2 Januari 2020",
            "30 Desember 2019 sampai 2 Januari 2020",
            "2019-12-30",
            "2020-01-02",
        ),
        ("Selasa-Rabu (14-15/07)", "Selasa-Rabu (14-15/07)", "2020-07-14", "2020-07-15"),
        ("Senin (31/8-2/9)", "Senin (31/8-2/9)", "2020-08-31", "2020-09-02"),
        ("pada Juli 2020", "Juli 2020", "2020-07-01", "2020-07-31"),
        ("Juli-Agustus 2020", "Juli-Agustus 2020", "2020-07-01", "2020-08-31"),
        ("pekan lalu", "pekan lalu", "2020-08-24", "2020-08-30"),
        ("minggu lalu", "minggu lalu", "2020-08-24", "2020-08-30"),
        ("pekan depan", "pekan depan", "2020-09-07", "2020-09-13"),
        ("bulan lalu", "bulan lalu", "2020-08-01", "2020-08-31"),
    ],
)
def test_a_span_has_its_first_and_its_last_day(body: str, text: str, first: str, last: str) -> None:
    assert dates(body) == [(text, first, last)]


@pytest.mark.parametrize(
    "body",
    [
        "30 Februari 2020", "31 Juni", "Selasa (32/07)", "UU 5/2018", "Pasal 14/07", "skor 2-1", "3/4 bagian",
        "menang 14/07", "Nomor 1/2/2020", "Jalan 17 Agustus 1945", "Gerakan 30 September 1965", "Kamis 14.07 WIB",
        "115/07", "1.14/07/2020", "tahun 2020", "Selasa", "bulan Juli", "Minggu lalu", "tahun kemarin",
        "5-3 September 2020", "tahun ajaran 2020/2021", "undang-undang 14-07", "seminggu lalu", "kesemalaman",
    ],
)  # fmt: skip
def test_what_is_no_day_or_not_one_for_sure_is_none(body: str) -> None:
    assert dates(body) == []


@pytest.mark.parametrize("body", ["Selasa (14/07)", "14 Juli", "kemarin", "hari ini", "pekan lalu", "Jumat lalu"])
def test_without_the_releases_date_only_full_dates_are_resolved(body: str) -> None:
    assert dates(body, None) == []
    assert dates(f"{body}, 17 Agustus 1945", None) == [("17 Agustus 1945", "1945-08-17", None)]


def test_where_both_years_are_as_near_there_is_no_date() -> None:
    assert dates("3 Maret", date(2020, 9, 1)) == []
    assert dates("3 Maret lalu", date(2020, 9, 1)) == [("3 Maret", "2020-03-03", None)]


def test_around_new_year_the_nearest_year_is_taken() -> None:
    assert dates("28 Desember", date(2021, 1, 2)) == [("28 Desember", "2020-12-28", None)]
    assert dates("3 Januari", date(2020, 12, 30)) == [("3 Januari", "2021-01-03", None)]


def test_29_february_is_a_day_in_leap_years_only() -> None:
    assert dates("29 Februari 2020") == [("29 Februari 2020", "2020-02-29", None)]
    assert dates("29 Februari 2021") == []


def test_a_days_name_that_disagrees_is_kept_only_near_the_release_or_where_one_change_mends_it() -> None:
    assert dates("Rabu (14/07)") == []
    assert dates("Rabu (14/07/2020)") == []
    assert dates("Rabu (03/09)") == [("Rabu (03/09)", "2020-09-03", None)]
    assert dates("Rabu (03/09/2020)") == [("Rabu (03/09/2020)", "2020-09-03", None)]
    assert dates("Selasa (07/14/2020)") == [("Selasa (07/14/2020)", "2020-07-14", None)]
    assert dates("Senin (24/08/2021)") == [("Senin (24/08/2021)", "2020-08-24", None)]


def test_days_relative_to_a_speakers_own_are_none() -> None:
    assert dates('"Hari ini kita mulai," katanya kemarin.') == [("kemarin", "2020-09-02", None)]


def test_the_seeds_event_is_its_only_date() -> None:
    body = next((ROOT / "seeds").glob("*.txt")).read_text("utf-8").split("\n", 1)[1]
    assert dates(body) == [("Selasa (14/07)", "2020-07-14", None)]


@pytest.mark.skipif(
    not (DATA / "news").is_dir(), reason="the news articles are not here; name their folder in SIARAN_DATA"
)
def test_in_real_articles_the_days_names_agree() -> None:
    named = agreeing = 0
    for record in read_lines(DATA / "news" / "releases.jsonl"):
        for found in find_dates(record["body"], date.fromisoformat(record["date"])):
            name = found.text.split()[0].strip(",(").lower().split("(")[0]
            if name in weekdays() and "/" in found.text:
                named += 1
                agreeing += found.day.weekday() == weekdays()[name]
    assert named >= 800
    assert agreeing >= 0.98 * named
