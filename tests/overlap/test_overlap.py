"""What a text repeats of an archive, and what it says otherwise."""

from __future__ import annotations

from datetime import date

import pytest
from sample_releases import QUOTING, SAID, MakeArchive, long_text, quoting

from search.errors import QueryError
from search.model import Release
from search.overlap import Change, Overlap, Passage


def told(found: Overlap, at: int = 0) -> list[tuple[str, str]]:
    """The differences of a passage of the first release: what was removed, what was added."""
    first = found.releases[0]
    return [
        (
            piece.change.value,
            first.release.body[piece.body_start : piece.body_end]
            if piece.change is Change.REMOVED
            else found.text[piece.start : piece.end],
        )
        for piece in first.passages[at].pieces
        if piece.change is not Change.SAME
    ]


def only_passage(found: Overlap) -> Passage:
    (release,) = found.releases
    (passage,) = release.passages
    return passage


def test_a_whole_release_is_repeated_whole(make_archive: MakeArchive) -> None:
    found = make_archive([quoting(), Release("lain", long_text(1))]).overlap(QUOTING)
    passage = only_passage(found)
    assert (found.share, found.releases[0].share, found.releases[0].release_share, passage.share) == (1, 1, 1, 1)
    assert (passage.changed, found.alone, found.releases[0].release.id) == (False, (), "pelatihan")


def test_case_punctuation_marks_and_spaces_are_no_changes(make_archive: MakeArchive) -> None:
    text = QUOTING.upper().replace("“", '"').replace(",”", '".').replace(" ", "\u00a0\n ").replace(".", " ...")
    found = make_archive([quoting()]).overlap(text)
    assert found.share == 1
    assert not only_passage(found).changed


def test_words_replaced_left_out_and_added_are_differences_of_one_passage(make_archive: MakeArchive) -> None:
    text = long_text(1)
    words = text.split()
    edited = [*words[:30], "diganti", *words[31:50], *words[52:80], "tambahan", "kata", *words[80:]]
    found = make_archive([Release("a", text), Release("b", long_text(2))]).overlap(" ".join(edited))
    assert told(found) == [
        ("removed", words[30].rstrip(".")),
        ("added", "diganti"),
        ("removed", " ".join(words[50:52])),
        ("added", "tambahan kata"),
    ]
    assert only_passage(found).words == len(words) - 3 == found.covered


def test_a_passage_stands_where_its_offsets_say_in_both_texts(make_archive: MakeArchive) -> None:
    part = " ".join(long_text(1).split()[20:60])
    found = make_archive([Release("a", long_text(1)), Release("b", long_text(2))]).overlap(
        f"Tidak ada yang tahu. {part} Demikian saja."
    )
    passage = only_passage(found)
    body = found.releases[0].release.body
    assert found.text[passage.start : passage.end] == body[passage.body_start : passage.body_end] == part.rstrip(".")
    assert [found.text[each.start : each.end] for each in found.alone] == ["Tidak ada yang tahu", "Demikian saja"]
    assert [each.words for each in found.alone] == [4, 2]


def test_paragraphs_in_another_order_are_passages_of_their_own(make_archive: MakeArchive) -> None:
    words = long_text(1).split()
    found = make_archive([Release("a", long_text(1))]).overlap(" ".join([*words[60:], *words[:60]]))
    assert [passage.words for passage in found.releases[0].passages] == [60, 60]
    assert found.share == 1


def test_a_text_of_two_releases_names_both_the_one_of_most_words_first(make_archive: MakeArchive) -> None:
    one, other = long_text(1).split(), long_text(2).split()
    archive = make_archive([Release("a", long_text(1)), Release("b", long_text(2)), Release("c", long_text(3))])
    found = archive.overlap(" ".join([*one[:30], *other[:50]]))
    assert [(each.release.id, each.words) for each in found.releases] == [("b", 50), ("a", 30)]
    assert found.share == 1


def test_of_releases_that_cover_as_much_the_earliest_is_first(make_archive: MakeArchive) -> None:
    days = {"a": date(2021, 1, 1), "b": date(2019, 1, 1), "c": None, "d": date(2020, 1, 1)}
    archive = make_archive([Release(release_id, long_text(1), date=day) for release_id, day in days.items()])
    assert [each.release.id for each in archive.overlap(long_text(1)).releases] == ["b", "d", "a", "c"]


def test_versions_of_one_release_do_not_hide_another(make_archive: MakeArchive) -> None:
    versions = [Release(f"v{n}", long_text(1), date=date(2020, 1, 1 + n)) for n in range(6)]
    archive = make_archive([*versions, Release("lain", long_text(2), date=date(2021, 1, 1))])
    text = long_text(1) + " " + " ".join(long_text(2).split()[:20])
    found = archive.overlap(text, limit=2)
    assert [each.release.id for each in found.releases] == ["v0", "lain"]
    assert (found.found, found.share) == (7, 1)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“Kita tidak akan membiarkan anak muda menghadapi ancaman ini sendirian di ruang maya,” katanya.", True),
        ("“Kita tidak akan pernah membiarkan anak-anak menghadapi ancaman ini sendirian di ruang maya.”", True),
        ('"Kita tidak akan pernah lagi membiarkan anak muda menghadapi ancaman ini sendirian"', True),
        ("Ia tidak akan pernah membiarkan kaum muda menghadapi ancaman ini sendirian di ruang maya.", False),
    ],
)
def test_a_quotation_given_otherwise_is_named(make_archive: MakeArchive, text: str, quoted: bool) -> None:
    passage = only_passage(make_archive([quoting(), Release("lain", long_text(1))]).overlap(text))
    (altered,) = passage.alterations
    assert (altered.quote.speaker, altered.quoted) == ("Ani Wijaya", quoted)


@pytest.mark.parametrize(
    "text",
    [
        f"“{SAID},” kata Ani Wijaya.",
        "“Kita tidak akan pernah membiarkan anak muda menghadapi ancaman ini,” ujar dia kemarin.",
        "“Kita tidak akan pernah membiarkan anak muda,” kata Ani, “menghadapi ancaman ini sendirian di ruang maya.”",
    ],
)
def test_a_quotation_that_is_whole_shorter_or_interrupted_is_not_altered(make_archive: MakeArchive, text: str) -> None:
    passage = only_passage(make_archive([quoting(), Release("lain", long_text(1))]).overlap(text))
    assert passage.alterations == ()


def test_differences_outside_of_quotations_alter_none(make_archive: MakeArchive) -> None:
    found = make_archive([quoting()]).overlap(QUOTING.replace("tiga hari", "sepekan").replace("membuka", "menutup"))
    assert only_passage(found).changed
    assert found.releases[0].alterations == 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "pelatihan",
        "?!",
        "Kepala Badan Contoh membuka pelatihan",
        long_text(9),
        "\ud800 \x00 " * 50,
        "di dan yang " * 800,
    ],
)
def test_what_repeats_nothing_finds_nothing(make_archive: MakeArchive, text: str) -> None:
    found = make_archive([quoting(), Release("lain", long_text(1))]).overlap(text)
    assert (found.found, found.releases, found.covered, found.share) == (0, (), 0, 0)
    assert sum(each.words for each in found.alone) == found.words


def test_names_with_their_offices_alone_are_no_passage(make_archive: MakeArchive) -> None:
    who = "Kepala Badan Nasional Penanggulangan Contoh (BNPC) Komisaris Jenderal Polisi Ani Wijaya"
    archive = make_archive([Release("a", f"Jakarta - {who} membuka rapat. {long_text(1)}"), Release("b", long_text(2))])
    assert archive.overlap(f"Menurut {who}, semua siap.").found == 0


def test_what_many_releases_say_is_no_passage_unless_it_is_long(make_archive: MakeArchive) -> None:
    common = " ".join(long_text(5).split()[:12])
    archive = make_archive([Release(f"r{n}", f"{long_text(100 + n, 24)} {common}") for n in range(20)])
    assert archive.overlap(f"{long_text(6)} {common}").found == 0
    assert archive.overlap(f"{long_text(107, 24)} {common}").releases[0].release.id == "r7"


def test_a_long_text_that_everybody_repeats_is_still_found(make_archive: MakeArchive) -> None:
    archive = make_archive([Release(f"r{n:02}", long_text(5, 200)) for n in range(30)])
    assert archive.overlap(long_text(5, 200)).share == 1


def test_texts_of_one_word_over_and_over_are_answered(make_archive: MakeArchive) -> None:
    archive = make_archive([Release("a", "lapor " * 3000), Release("b", "satu dua tiga empat " * 700)])
    assert archive.overlap("lapor " * 3000).releases[0].share == 1
    assert archive.overlap("satu dua tiga empat " * 700).releases[0].share == 1


def test_a_text_over_the_limit_is_refused_with_the_limit(make_archive: MakeArchive) -> None:
    archive = make_archive([quoting()])
    with pytest.raises(QueryError, match="20001 characters; at most 20000") as refused:
        archive.overlap("a" * 20_001)
    assert refused.value.parameter == "text"


@pytest.mark.parametrize("limit", [0, -1, 101])
def test_a_number_of_releases_beyond_the_limits_is_refused(make_archive: MakeArchive, limit: int) -> None:
    with pytest.raises(QueryError, match="from 1 to 100") as refused:
        make_archive([quoting()]).overlap("a", limit=limit)
    assert refused.value.parameter == "limit"
