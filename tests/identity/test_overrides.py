"""The operator's file: what it changes, and what is wrong with it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from archives import archive, body, one, opened, person, place, registry

from search.errors import UsageError
from search.identity import EntitiesUnusable, Overrides
from search.identity.looking import Reason
from search.model import Kind

Write = Callable[[str], Overrides]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str) -> Overrides:
        path = tmp_path / "entities.toml"
        path.write_text(text, encoding="utf-8")
        return Overrides.load(str(path))

    return written


def join(name: str, *names: str, kind: str = "person") -> str:
    return f'[[join]]\nkind = "{kind}"\nname = "{name}"\nnames = {list(names)!r}\n'


SOME = archive(
    person("Ani Wijaya"),
    person("Ani W."),
    *[person("Ibu Ani")] * 5,
    body("BNPT"),
    body("Badan Nasional Penanggulangan Terorisme"),
    place("Papua"),
)


def test_joined_names_are_one_under_the_name_that_is_given(write: Write, tmp_path: Path) -> None:
    found = registry(tmp_path, SOME, write(join("Ani Wijaya", "Ibu Ani") + join("Ibu Ani", "Ani W.")))
    group = found.named(Kind.PERSON, "ani w.")
    assert group is not None
    assert [member.shown for member in group.members] == ["Ani Wijaya", "Ibu Ani", "Ani W."]
    assert {name.reason for name in found.identified(group).names} == {"operator"}
    assert found.names_meant(Kind.PERSON, "ibu-ani") == ("Ani Wijaya",)


def test_names_may_be_given_as_ids(write: Write, tmp_path: Path) -> None:
    assert one(registry(tmp_path, SOME, write(join("ani-wijaya", "ani-w"))), Kind.PERSON, "Ani Wijaya", "Ani W.")


def test_added_names_lead_to_their_entity(write: Write, tmp_path: Path) -> None:
    text = '[[add]]\nkind = "organization"\nname = "BNPT"\nnames = ["Badan Antiteror"]\n'
    found = registry(tmp_path, SOME, write(text))
    assert found.names_meant(Kind.ORGANIZATION, "badan antiteror") == ("BNPT",)
    group = found.named(Kind.ORGANIZATION, "Badan Antiteror")
    assert group is not None
    assert ("Badan Antiteror", 0, "operator") in [(n.name, n.releases, n.reason) for n in found.identified(group).names]
    assert (Kind.ORGANIZATION, "BNPT", "Badan Antiteror") in list(found.aliases())


def test_split_names_are_their_own(write: Write, tmp_path: Path) -> None:
    text = '[[split]]\nkind = "organization"\nname = "BNPT"\nnames = ["Badan Nasional Penanggulangan Terorisme"]\n'
    found = registry(tmp_path, SOME, write(text))
    assert not one(found, Kind.ORGANIZATION, "BNPT", "Badan Nasional Penanggulangan Terorisme")


def test_forbidden_names_never_come_together_over_a_third_either(write: Write, tmp_path: Path) -> None:
    releases = archive(body("DPR"), body("DPR RI"), body("Dewan Perwakilan Rakyat"), body("Dewan Perwakilan Rakyat RI"))
    text = '[[forbid]]\nkind = "organization"\nnames = ["DPR", "Dewan Perwakilan Rakyat RI"]\n'
    found = registry(tmp_path, releases, write(text))
    assert one(registry(tmp_path / "all", releases), Kind.ORGANIZATION, "DPR", "Dewan Perwakilan Rakyat RI")
    assert not one(found, Kind.ORGANIZATION, "DPR", "Dewan Perwakilan Rakyat RI")
    assert one(found, Kind.ORGANIZATION, "DPR", "DPR RI")


def test_the_file_is_read_over_the_index_that_is_there(write: Write, tmp_path: Path) -> None:
    assert not one(registry(tmp_path, SOME), Kind.PERSON, "Ani Wijaya", "Ani W.")

    assert one(opened(tmp_path, write(join("Ani Wijaya", "Ani W."))), Kind.PERSON, "Ani Wijaya", "Ani W.")


def test_who_is_not_in_the_archive_is_named_and_nothing_is_applied(
    write: Write, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    overrides = write(join("Ani Wijaya", "Ani W.") + join("Budi Santoso", "Tak Ada"))
    with caplog.at_level(logging.WARNING):
        found = registry(tmp_path, SOME, overrides)
    assert not one(found, Kind.PERSON, "Ani Wijaya", "Ani W.")
    assert "'Tak Ada' in [[join]] number 2 (person), 'Budi Santoso' in [[join]] number 2 (person)" in caplog.text
    with pytest.raises(EntitiesUnusable, match="Tak Ada"):
        found.check(overrides)


def test_what_is_added_must_be_new(write: Write, tmp_path: Path) -> None:
    overrides = write('[[add]]\nkind = "person"\nname = "Ani Wijaya"\nnames = ["Ibu Ani"]\n')
    with pytest.raises(EntitiesUnusable, match=r"'Ibu Ani' in \[\[add\]\] number 1 \(person\); join it instead"):
        registry(tmp_path, SOME).check(overrides)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (join("A", "B") + join("B", "C") + join("C", "A"), "circle: 'b' to 'a' to 'c' to 'b'"),
        (join("A", "a"), "has 'a' twice"),
        (join("A", "B") + join("C", "B"), "joins 'B' to 'C', another table to 'A'"),
        (join("A", "B", "C") + '[[forbid]]\nkind = "person"\nnames = ["C", "B"]', "keeps apart what a join puts"),
        (join("A", "B") + '[[split]]\nkind = "person"\nname = "A"\nnames = ["B"]', "keeps apart what a join puts"),
        ('[[join]]\nkind = "orang"\nname = "A"\nnames = ["B"]', "kind is 'orang'; it takes person, "),
        ('[[join]]\nkind = "person"\nnames = ["B"]', "has the keys kind, names; it takes"),
        ('[[join]]\nkind = "person"\nname = "A"\nnames = []', "says nothing of anybody"),
        ('[[forbid]]\nkind = "person"\nnames = ["A"]', "says nothing of anybody"),
        ('[[join]]\nkind = "person"\nname = "A"\nnames = "B"', "names a list of texts"),
        ('[[join]]\nkind = "person"\nname = 1\nnames = ["B", " "]', "name takes a text"),
        ('[join]\nkind = "person"', "join is no list of tables"),
        ("[[merge]]", "unknown key 'merge'; it takes add, join, split, forbid"),
        ("join = ", "is not TOML"),
    ],
)  # fmt: skip
def test_what_the_file_says_wrongly_is_named(write: Write, text: str, said: str) -> None:
    with pytest.raises(EntitiesUnusable) as raised:
        write(text)
    assert said in str(raised.value)
    assert "entities.toml" in str(raised.value)
    assert isinstance(raised.value, UsageError)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(EntitiesUnusable, match=r"there\.toml can't be read"):
        Overrides.load(str(tmp_path / "there.toml"))
    (tmp_path / "latin.toml").write_bytes(b'[[join]]\nname = "\xe9"')
    with pytest.raises(EntitiesUnusable, match="is not UTF-8"):
        Overrides.load(str(tmp_path / "latin.toml"))


def test_no_file_is_an_empty_one() -> None:
    assert Overrides.load("") == Overrides()
    assert Overrides().digest == ""


def test_the_file_on_the_docs_page_can_be_read(write: Write) -> None:
    page = (Path(__file__).parents[2] / "docs" / "entities.md").read_text("utf-8")
    example = page.split("```toml\n", 1)[1].split("```", 1)[0]
    assert [entry.section for entry in write(example).entries] == ["add", "join", "split", "forbid"]


def test_the_docs_page_explains_every_reason() -> None:
    page = (Path(__file__).parents[2] / "docs" / "entities.md").read_text("utf-8")
    assert [reason for reason in Reason if f"| `{reason}` |" not in page] == []
