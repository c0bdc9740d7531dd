"""`siaran entities`, and names in a search, on the first release of the archive."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

LONG = "Badan Nasional Penanggulangan Terorisme"


def test_entities_are_listed_with_kind_id_name_and_number_of_releases(run, seeded) -> None:
    done = run("entities", "rafli", "--index", seeded)
    assert (done.returncode, done.stdout.splitlines()) == (
        0,
        ["      1  person        boy-rafli-amar  Boy Rafli Amar", "1 entity"],
    )
    people = json.loads(run("entities", "--kind", "person", "--limit", "3", "--index", seeded, "--json").stdout)
    assert (people["total"], len(people["entities"])) == (6, 3)


def test_the_agency_is_one_entity_under_both_its_names(run, seeded) -> None:
    shown = json.loads(run("entities", "show", LONG, "--index", seeded, "--json").stdout)
    assert (shown["id"], shown["name"], shown["aliases"]) == ("bnpt", "BNPT", [LONG])
    for name in ("bnpt", LONG, LONG.upper()):
        found = json.loads(run("search", "", "--organization", name, "--index", seeded, "--json").stdout)
        assert (found["total"], found["facets"]["organization"][0]) == (1, {"value": "BNPT", "count": 1})


def test_one_entity_is_shown_with_titles_offices_and_company(run, seeded) -> None:
    shown = run("entities", "show", "boy-rafli-amar", "--index", seeded).stdout
    assert shown.startswith("Boy Rafli Amar  (person, boy-rafli-amar)\n  1 releases, 2020-09-03 to 2020-09-03\n")
    assert "  role Kepala BNPT  (1, 2020)\n" in shown
    assert "Oliver Chambard (1)" in shown


def test_part_of_a_persons_name_is_enough_in_a_query(run, seeded) -> None:
    found = json.loads(run("search", "tokoh:chambard", "--index", seeded, "--json").stdout)
    assert found["total"] == 1


def test_who_is_not_there_is_named(run, seeded) -> None:
    done = run("entities", "show", "siapa", "--index", seeded)
    assert done.returncode == 2
    assert "no release names a person, organization or place with the id or name 'siapa'" in done.stderr


@pytest.fixture
def entities_file(tmp_path: Path) -> Path:
    return tmp_path / "entities.toml"


def test_the_operators_file_joins_without_indexing_again(run, seeded, entities_file: Path) -> None:
    entities_file.write_text(
        '[[join]]\nkind = "person"\nname = "Oliver Chambard"\nnames = ["pierre-vincent"]\n', encoding="utf-8"
    )
    given = {"SIARAN_ENTITIES": str(entities_file)}
    done = run("entities", "check", "--index", seeded, **given)
    assert (done.returncode, done.stdout) == (0, f"{entities_file} fits the archive: 1 entry\n")
    shown = json.loads(run("entities", "show", "Pierre Vincent", "--index", seeded, "--json", **given).stdout)
    assert (shown["name"], shown["releases"]) == ("Oliver Chambard", 1)
    people = json.loads(run("entities", "--kind", "person", "--index", seeded, "--json", **given).stdout)
    assert people["total"] == 5


def test_a_file_that_names_nobody_of_the_archive_changes_nothing_and_fails_its_check(
    run, seeded, entities_file: Path
) -> None:
    entities_file.write_text('[[join]]\nkind = "person"\nname = "Siapa"\nnames = ["Boy Rafli Amar"]\n', "utf-8")
    given = {"SIARAN_ENTITIES": str(entities_file)}
    done = run("entities", "check", "--index", seeded, **given)
    assert done.returncode == 2
    assert "names whom no release has: 'Siapa' in [[join]] number 1 (person)" in done.stderr
    done = run("search", "", "--person", "boy rafli amar", "--index", seeded, "--json", **given)
    assert json.loads(done.stdout)["total"] == 1
    assert "Nothing of the file is applied" in done.stderr


def test_a_file_with_a_circle_is_refused(run, seeded, entities_file: Path) -> None:
    both = [("A", "B"), ("B", "A")]
    entities_file.write_text(
        "".join(f'[[join]]\nkind = "person"\nname = "{of}"\nnames = ["{name}"]\n' for of, name in both), "utf-8"
    )
    done = run("search", "teror", "--index", seeded, SIARAN_ENTITIES=str(entities_file))
    assert done.returncode == 2
    assert "the joins of person names go in a circle: 'b' to 'a' to 'b'" in done.stderr


def test_without_a_file_there_is_nothing_to_check(run, seeded) -> None:
    done = run("entities", "check", "--index", seeded)
    assert (done.returncode, done.stdout[:27]) == (0, "there is no file to check; ")
