"""Entities by id, name and other name; the file they are in."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from archives import archive, at, body, commit, opened, person, place, registry, release
from hypothesis import example, given
from hypothesis import strategies as st

from search.identity import Identity, Registry
from search.identity.naming import SLUG_LETTERS, slug_of
from search.identity.store import FILE
from search.model import Kind

MEANT = archive(
    person("Boy Rafli Amar", "Boy", "Pak Boy"),
    person("Boy Rafli Amar", "Boy"),
    person("Boy Sandi", "Boy"),
    person("Amar Zoni"),
    person("Rafli"),
    body("BNPT", "Badan"),
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Rafli", "Rafli"),
        ("BOY RAFLI AMAR", "Boy Rafli Amar"),
        ("boy-rafli-amar", "Boy Rafli Amar"),
        ("pak boy", "Boy Rafli Amar"),
        ("Boy", "Boy Rafli Amar|Boy Sandi"),
        ("amar", "Boy Rafli Amar|Amar Zoni"),
        ("amar boy", "Boy Rafli Amar"),
        ("Siapa", "Siapa"),
        ("Badan", "Badan"),
        ("", ""),
        ("--", "--"),
    ],
)
def test_a_text_means_a_name_an_id_another_name_or_who_has_its_words(text: str, names: str, tmp_path: Path) -> None:
    found = registry(tmp_path, MEANT)
    assert "|".join(found.names_meant(Kind.PERSON, text)) == names


def test_ids_of_different_entities_differ_whatever_the_order(tmp_path: Path) -> None:
    long = "Ani " * 30
    names = ["Sren Amin", "S\u00f8ren Amin", "S\u0440ren Amin", "東京", "Αθήνα", "...", f"{long} Satu", f"{long} Dua"]
    ids = []
    for number, order in enumerate((names, names[::-1])):
        found = registry(tmp_path / str(number), archive(*map(person, order)))
        ids.append({name: found.id_of(Kind.PERSON, name) for name in names})
        assert all(found.by_id(Kind.PERSON, i).name == name for name, i in ids[-1].items())  # type: ignore[union-attr]
    assert ids[0] == ids[1]
    assert len(set(ids[0].values())) == len(names)
    assert ids[0]["Sren Amin"] == "sren-amin"
    assert ids[0]["S\u00f8ren Amin"].startswith("sren-amin-")
    assert ids[0]["東京"].startswith("x-")


def test_names_that_differ_in_signs_and_accents_only_are_one(tmp_path: Path) -> None:
    names = ["Ma'ruf Amin", "Maruf Amin", "Màruf Amin", "Maruf-Amin"]
    found = registry(tmp_path, archive(*map(person, names)))
    assert {found.id_of(Kind.PERSON, name) for name in names} == {"maruf-amin"}


def test_an_id_that_was_another_names_before_they_were_joined_still_leads_there(tmp_path: Path) -> None:
    found = registry(tmp_path, archive(body("KPK"), body("KPK"), body("Komisi Pemberantasan Korupsi")))
    group = found.by_id(Kind.ORGANIZATION, "komisi-pemberantasan-korupsi")
    assert group is not None
    assert found.id_of_group(group) == "kpk"


@given(st.text(max_size=200))
def test_a_slug_is_ascii_letters_and_digits_with_single_hyphens(name: str) -> None:
    slug = slug_of(name)
    assert len(slug) <= SLUG_LETTERS
    assert all(part.isascii() and part.isalnum() and part == part.lower() for part in slug.split("-")) or not slug


@given(st.text(max_size=40), st.text(max_size=40))
@example("", "X")
@example("X", "東京")
def test_any_text_may_be_a_name_and_be_asked_for(name: str, text: str) -> None:
    entities = [person(name, text), body(text, name), place(name)]
    found = Registry(Identity.in_memory([release("a", *entities)]))
    for kind in Kind:
        assert found.names_meant(kind, text)
        for spelt in (name, text):
            group = found.named(kind, spelt)
            assert group is None or found.by_id(kind, found.id_of(kind, spelt)) == group
    found.close()


def test_titles_and_offices_are_counted_with_their_years(tmp_path: Path) -> None:
    releases = [
        release("a", person("Ani Wijaya", titles=["Dr."], roles=["Kepala BNPT"]), day="2019-01-01"),
        release("b", person("Ani Wijaya", roles=["kepala BNPT", "Menteri"]), day="2021-01-01"),
        release("c", person("Ani Wijaya", roles=["Kepala BNPT"]), day=None),
    ]
    found = registry(tmp_path, releases)
    known = found.identified(found.named(Kind.PERSON, "Ani Wijaya"))  # type: ignore[arg-type]
    assert [(s.text, s.releases, s.first, s.last) for s in known.roles] == [
        ("Kepala BNPT", 3, 2019, 2021),
        ("Menteri", 1, 2021, 2021),
    ]
    assert [(s.text, s.releases) for s in known.titles] == [("Dr.", 1)]


# --- The file


def test_nothing_is_seen_of_a_change_before_its_commit_or_after_it_was_cancelled(tmp_path: Path) -> None:
    identity = Identity(tmp_path)
    assert identity.state is None
    commit(identity, archive(person("Ani Wijaya")), anew=True)
    identity.begin(anew=False)
    identity.add(archive(person("Budi Santoso")))
    assert opened(tmp_path).named(Kind.PERSON, "Budi Santoso") is None
    identity.cancel()
    assert identity.state == "state"
    assert opened(tmp_path).named(Kind.PERSON, "Ani Wijaya") is not None
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_who_reads_goes_on_with_the_file_that_was_there(tmp_path: Path) -> None:
    identity = Identity(tmp_path)
    first = archive(person("Ani Wijaya"))
    commit(identity, first, anew=True)
    reading = opened(tmp_path)
    commit(identity, [release("z", person("Budi Santoso"))], first, anew=False)
    assert reading.named(Kind.PERSON, "Ani Wijaya") is not None
    assert opened(tmp_path).named(Kind.PERSON, "Ani Wijaya") is None


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_is_no_state_knows_nobody_and_is_told_by_check(content: bytes, tmp_path: Path) -> None:
    identity = Identity(tmp_path)
    commit(identity, archive(person("Ani Wijaya")), anew=True)
    assert list(identity.check()) == []
    (tmp_path / FILE).write_bytes(content)
    assert identity.state is None
    assert opened(tmp_path).named(Kind.PERSON, "Ani Wijaya") is None
    assert [FILE in line for line in identity.check()] == [True]


def test_a_damaged_page_is_told_by_check(tmp_path: Path) -> None:
    identity = Identity(tmp_path)
    commit(identity, archive(*(person(f"Ani Wijaya {'x' * n}") for n in range(200))), anew=True)
    content = bytearray((tmp_path / FILE).read_bytes())
    content[3 * 4096 : 4 * 4096] = b"\xaa" * 4096
    (tmp_path / FILE).write_bytes(content)
    assert list(identity.check())


def test_a_change_that_was_not_begun_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no change has begun"):
        Identity(tmp_path).commit(at("x"))


def test_a_registry_answers_several_threads_at_once(tmp_path: Path) -> None:
    found = registry(tmp_path, archive(*(person(f"Ani {chr(97 + n)}wijaya") for n in range(20))))
    right: list[bool] = []

    def ask(n: int) -> None:
        name = f"Ani {chr(97 + n)}wijaya"
        right.extend(found.names_meant(Kind.PERSON, found.id_of(Kind.PERSON, name)) == (name,) for _ in range(50))

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert right == [True] * 400


XENON = archive(body("BUX", "Badan Umum Xenon"), body("Badan Umum Xenon"), body("Badan Umum Xenon", "BUX"))


def test_groups_are_noted_and_worked_out_where_the_note_is_damaged(tmp_path: Path) -> None:
    registry(tmp_path, XENON).close()
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        (noted,) = connection.execute("SELECT value FROM meta WHERE key = 'groups'").fetchone()
    assert '"Badan Umum Xenon", "BUX"' in noted
    for damaged in (noted, "", "0", noted[:-1], noted.replace("BUX", "BUS"), noted.replace("state", "stale")):
        with closing(sqlite3.connect(tmp_path / FILE)) as connection, connection:
            connection.execute("UPDATE meta SET value = ? WHERE key = 'groups'", (damaged,))
        with closing(opened(tmp_path)) as known:
            assert [group.names for group in known.names.groups("organization")] == [("Badan Umum Xenon", "BUX")]


def test_groups_that_another_version_left_behind_are_not_believed(tmp_path: Path) -> None:
    registry(tmp_path, XENON).close()
    with closing(sqlite3.connect(tmp_path / FILE)) as connection, connection:
        connection.execute("DELETE FROM joined")
        connection.execute("UPDATE meta SET value = 'another' WHERE key = 'state'")
    with closing(opened(tmp_path)) as changed:
        assert not changed.names.groups("organization")
