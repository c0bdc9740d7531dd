"""Which words of an archive may be under a wrong stem."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from search.archive import Archive
from search.model import Release

MakeArchive = Callable[..., Archive]


def release(number: int, body: str) -> Release:
    return Release(f"r{number}", body, "Siaran")


def archived(make_archive: MakeArchive, bodies: Sequence[str], exceptions: str = "") -> Archive:
    return make_archive([release(n, body) for n, body in enumerate(bodies)], exceptions)


def test_relatives_are_beyond_doubt(make_archive: MakeArchive) -> None:
    archive = archived(
        make_archive, ["penanggulangan menanggulangi", "terorisme kontraterorisme teror", "suharto soeharto", "bom bom"]
    )
    assert archive.audit() == []


def test_a_reading_that_narrowly_won_is_in_doubt(make_archive: MakeArchive) -> None:
    archive = archived(make_archive, ["berikan memberi beri", "memberikan berikan"])
    (group,) = archive.audit()
    assert group.stem == "beri"
    assert {doubt.form: doubt.uses for doubt in group.doubts} == {"berikan": 2}
    assert "ikan" in group.doubts[0].reason
    assert set(group.sure) == {"memberi", "beri", "memberikan"}
    assert group.weight == 2


def test_what_the_operator_has_decided_is_beyond_doubt(make_archive: MakeArchive, tmp_path: Path) -> None:
    file = tmp_path / "exceptions.toml"
    file.write_text('[stem]\nberikan = "beri"\n', "utf-8")
    assert archived(make_archive, ["berikan memberi beri"], str(file)).audit() == []


def test_a_word_alone_under_its_stem_is_not_listed(make_archive: MakeArchive) -> None:
    assert archived(make_archive, ["berikan bom"]).audit() == []


def test_a_stem_of_letters_before_a_number_is_beyond_doubt(make_archive: MakeArchive) -> None:
    assert archived(make_archive, ["covid-19 covid covid19"]).audit() == []
