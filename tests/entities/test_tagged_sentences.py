"""Tagged sentences: what is read, how one set's habits become ours, and the exact-span score."""

import hashlib
import os
from pathlib import Path

import pytest

from search.entities.conll import BadColumns, Sentence, ours, read
from search.entities.exact import ExactScore, evaluate_exact, f1, main, names_of, written
from search.entities.fitting import Example, fit
from search.entities.recognition import annotate
from search.model import Entity, Kind, Mention

DATA = Path(os.environ.get("SIARAN_DATA", Path(__file__).parents[3] / "shared" / "data"))
DEV = DATA / "ner" / "dev.txt"
DEV_HASH = "e21ef2c5ff90b1ef"
"""The floors hold for these sentences only."""


def sentences(tmp_path: Path, *lines: str) -> list[Sentence]:
    path = tmp_path / "tagged.txt"
    path.write_text("\n".join(line.replace("/", " ") for line in " ".join(lines).split(" ")) + "\n\n", encoding="utf-8")
    return list(read(path))


def marked(tmp_path: Path, line: str, *, acting: bool = False) -> list[tuple[str, str]]:
    (sentence,) = sentences(tmp_path, line)
    return [(written(sentence.words, name), name[2].value) for name in ours(sentence, acting=acting)]


def test_words_and_tags_become_a_text_with_names(tmp_path: Path) -> None:
    (sentence,) = sentences(tmp_path, "Warga/O Kota/B-LOC Jepara/I-LOC ,/O kata/O Wirya/B-PER")
    assert sentence.words.text == "Warga Kota Jepara, kata Wirya"
    assert sentence.marked == ((1, 3, Kind.PLACE), (5, 6, Kind.PERSON))


def test_columns_between_word_and_tag_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "tagged.txt"
    path.write_text("Wirya PROPN B-PER\nhadir VERB O\n", encoding="utf-8")
    (sentence,) = read(path)
    assert sentence.marked == ((0, 1, Kind.PERSON),)


@pytest.mark.parametrize("line", ["Wirya", "Wirya X-PER", "Wirya B-XYZ"])
def test_a_line_without_a_known_tag_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "tagged.txt"
    path.write_text("Hadir O\n" + line + "\n", encoding="utf-8")
    with pytest.raises(BadColumns, match=r"tagged\.txt, line 2"):
        list(read(path))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Dewan/B-ORG Nasional/I-ORG (DN)/I-ORG rapat/O",
            [("dewan nasional", "organization"), ("dn", "organization")],
        ),
        ("PT/B-ORG Wirya/I-ORG (Persero)/I-ORG rugi/O", [("pt wirya ( persero )", "organization")]),
        ("Wiryawan-Galuhita/B-PER menang/O", [("wiryawan", "person"), ("galuhita", "person")]),
        ("Bapak/B-PER Wirya/I-PER hadir/O", [("wirya", "person")]),
        ("kota/B-LOC Jepara/I-LOC ramai/O", [("jepara", "place")]),
        ("Kantor/B-LOC Dinas/I-LOC Kesehatan/I-LOC ramai/O", [("dinas kesehatan", "organization")]),
        ("SMA/B-LOC Pertiwi/I-LOC ramai/O", [("sma pertiwi", "organization")]),
    ],
)
def test_the_habits_of_a_set_become_ours(tmp_path: Path, line: str, expected: list[tuple[str, str]]) -> None:
    assert marked(tmp_path, line) == expected


def test_a_country_that_acts_is_added_only_if_asked_for(tmp_path: Path) -> None:
    line = "Jepang/O menyambut/O Wirya/B-PER"
    assert marked(tmp_path, line) == [("wirya", "person")]
    assert marked(tmp_path, line, acting=True) == [("jepang", "place"), ("wirya", "person")]


def giving(*names: tuple[str, Kind]) -> object:
    def annotated(text: str) -> tuple[Entity, ...]:
        return tuple(
            Entity(kind, name, mentions=(Mention(text.index(name), text.index(name) + len(name), name),))
            for name, kind in names
        )

    return annotated


def score(tmp_path: Path, line: str, *names: tuple[str, Kind], known: frozenset[str] | None = None) -> ExactScore:
    return evaluate_exact(sentences(tmp_path, line), giving(*names), known)  # type: ignore[arg-type]


LINE = "Jepang/O dan/O Dewan/B-ORG Kota/I-ORG menyambut/O Wirya/B-PER Sentanu/I-PER"


def test_a_name_counts_only_if_words_and_kind_are_the_same(tmp_path: Path) -> None:
    found = score(tmp_path, LINE, ("Dewan Kota", Kind.PLACE), ("Wirya Sentanu", Kind.PERSON), ("menyambut", Kind.PLACE))
    assert found.counts() == (1, 2, 1)
    assert found.counts((Kind.PERSON,)) == (1, 0, 0)
    assert f1(found.counts()) == pytest.approx(0.4)


def test_a_country_that_a_set_leaves_out_counts_neither_way(tmp_path: Path) -> None:
    assert score(tmp_path, LINE, ("Jepang", Kind.PLACE)).counts() == (0, 0, 2)


def test_seen_and_unseen_names_are_told_apart(tmp_path: Path) -> None:
    found = score(tmp_path, LINE, ("Wirya Sentanu", Kind.PERSON), known=frozenset({"dewan kota"}))
    assert (found.seen, found.unseen) == ([0, 1], [1, 1])


def test_the_interval_holds_the_score(tmp_path: Path) -> None:
    found = score(tmp_path, LINE, ("Wirya Sentanu", Kind.PERSON))
    low, high = found.interval(rounds=50)
    assert low <= f1(found.counts()) <= high


def test_the_command_prints_scores_by_kind_and_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "tagged.txt"
    path.write_text("Bapak O\nWirya B-PER\nSentanu I-PER\nhadir O\n. O\n\nTokoh B-ORG\nitu O\npulang O\n. O\n")
    assert main([str(path), "--trained", str(path), "--errors"]) == 0
    printed = capsys.readouterr().out
    assert "person        precision 1.000  recall 1.000  F1 1.000" in printed
    assert "seen          recall 0.500 of 2" in printed
    assert "missed organization: tokoh" in printed


def test_a_logistic_model_learns_which_sign_tells() -> None:
    examples = [
        Example(Kind.PERSON, {"bias": 1.0, "title": float(n % 2), "noise": float(n % 3)}, n % 2 == 1) for n in range(60)
    ]
    weights = fit(examples)
    assert weights["title"] > 2 and weights["bias"] < -1
    assert abs(weights["noise"]) < 0.5


@pytest.mark.skipif(not DEV.is_file(), reason=f"the tagged sentences are not in {DATA}")
def test_the_tagged_sentences_are_read_as_well_as_before() -> None:
    if hashlib.sha256(DEV.read_bytes()).hexdigest()[:16] != DEV_HASH:
        pytest.skip(f"{DEV.name} is not the file that the floors were measured on")
    trained = [DEV.parent / "train.txt", DEV.parent / "nergrit_train.txt"]
    found = evaluate_exact(list(read(DEV)), annotate, names_of(trained))
    assert f1(found.counts()) >= 0.87
    assert found.unseen[0] / found.unseen[1] >= 0.69
