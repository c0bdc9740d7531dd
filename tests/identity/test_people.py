"""Names of people: joined with evidence, and not without."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import archive, one, person, registry

from search.model import Entity, Kind

AMBASSADOR = "Duta Besar Perancis untuk Indonesia"
BOY = person("Boy Rafli Amar", "Boy", roles=["Kepala BNPT"], titles=["Komjen Pol."])


@pytest.mark.parametrize(
    ("entities", "names"),
    [
        ([BOY, BOY, BOY, person("Boy")], "Boy|Boy Rafli Amar"),
        ([BOY, person("Boy", titles=["Komjen"])], "Boy|Boy Rafli Amar"),
        ([person("Timur Kapadze", "Kapadze"), person("Kapadze")], "Kapadze|Timur Kapadze"),
        ([BOY, person("Boy Rafli", roles=["Kepala BNPT"])], "Boy Rafli|Boy Rafli Amar"),
        ([person("Kris H. Erlangga", "Kris Erlangga"), person("Kris Erlangga")], "Kris Erlangga|Kris H. Erlangga"),
        (
            [person("Oliver Chambard", roles=[AMBASSADOR]), person("Olivier Chambard", roles=[AMBASSADOR])],
            "Oliver Chambard|Olivier Chambard",
        ),
        ([person("Oliver Chambard", "Olivier"), person("Olivier Chambard")], "Oliver Chambard|Olivier Chambard"),
        (
            [person("Mohammad Nuh", roles=["Menteri Agama"]), person("Muhammad Nuh", roles=["Menteri Agama"])],
            "Mohammad Nuh|Muhammad Nuh",
        ),
        (
            [person("M. Nuh", roles=["Menteri Agama"]), person("Mohammad Nuh", roles=["Menteri Agama"])],
            "M. Nuh|Mohammad Nuh",
        ),
        ([person("BOY RAFLI AMAR"), person("Boy Rafli Amar")], "Boy Rafli Amar|BOY RAFLI AMAR"),
    ],
)  # fmt: skip
def test_names_with_evidence_are_one_person(entities: list[Entity], names: str, tmp_path: Path) -> None:
    assert one(registry(tmp_path, archive(*entities)), Kind.PERSON, *names.split("|"))


@pytest.mark.parametrize(
    ("entities", "names", "why"),
    [
        ([BOY, person("Boy")], "Boy|Boy Rafli Amar", "called so by one release, and others are called Boy"),
        ([BOY, BOY, BOY, person("Boy"), person("Boy Sandi")], "Boy|Boy Rafli Amar", "two could be meant"),
        ([BOY, BOY, person("Rafli")], "Rafli|Boy Rafli Amar", "no release calls him so"),
        ([BOY, person("Boy Rafli")], "Boy Rafli|Boy Rafli Amar", "nothing says so"),
        ([person("Mohammad Nuh"), person("Muhammad Nuh")], "Mohammad Nuh|Muhammad Nuh", "nothing in common"),
        (
            [person("Mohammad Nuh", roles=["Ketua"]), person("Muhammad Nuh", roles=["Ketua"])],
            "Mohammad Nuh|Muhammad Nuh",
            "an office that many hold",
        ),
        (
            [person("Andri Wijaya", roles=["Kapolres Garut"]), person("Budi Wijaya", roles=["Kapolres Garut"])],
            "Andri Wijaya|Budi Wijaya",
            "one office after the other",
        ),
        (
            [person("Agus Subiyanto", *["Agus"], titles=["Jenderal"])] * 5 + [person("Agus")],
            "Agus|Agus Subiyanto",
            "a name that many have",
        ),
    ],
)
def test_names_without_evidence_are_not(entities: list[Entity], names: str, why: str, tmp_path: Path) -> None:
    assert not one(registry(tmp_path, archive(*entities)), Kind.PERSON, *names.split("|")), why


@pytest.mark.parametrize(("other", "enough"), [(person("Boy Sandi"), 10), (person("Boy Sandi", "Boy"), 20)])
def test_a_short_name_that_is_nearly_always_one_persons_is_his(other: Entity, enough: int, tmp_path: Path) -> None:
    few, many = (archive(*[BOY] * count, person("Boy"), other) for count in (enough - 1, enough))
    assert not one(registry(tmp_path / "few", few), Kind.PERSON, "Boy", "Boy Rafli Amar")
    assert one(registry(tmp_path / "many", many), Kind.PERSON, "Boy", "Boy Rafli Amar")


def test_a_person_is_shown_by_the_most_frequent_full_name(tmp_path: Path) -> None:
    sri = person("Sri Mulyani Indrawati", "Sri Mulyani", "Mulyani")
    found = registry(tmp_path, archive(sri, sri, sri, *[person("Sri Mulyani")] * 4, *[person("Mulyani")] * 9))
    group = found.named(Kind.PERSON, "mulyani")
    assert group is not None
    assert [member.shown for member in group.members] == ["Sri Mulyani", "Mulyani", "Sri Mulyani Indrawati"]


def test_names_of_many_words_and_of_none_are_left_alone(tmp_path: Path) -> None:
    strange = ["A B C D E F G H I", "B C", "...", "東京 太郎", "x" * 300]
    found = registry(tmp_path, archive(*map(person, strange)))
    assert all(len(found.named(Kind.PERSON, name).members) == 1 for name in strange)  # type: ignore[union-attr]
