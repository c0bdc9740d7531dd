"""Families and pairs apart."""

import pytest

from search.errors import UsageError
from search.evaluation.wordforms import Suite, judge, total


@pytest.fixture
def suite(tmp_path):
    (tmp_path / "families.tsv").write_text("ajar\tajar belajar pelajar\n\nverb\tbaca\tbaca membaca\n")
    (tmp_path / "apart.tsv").write_text("# pairs\nberikan\tikan\nplace\tbali\tbal\n")
    return Suite.read(tmp_path)


def test_every_two_forms_of_a_family_are_a_pair(suite):
    assert suite.together == {
        "families": [("ajar", "belajar"), ("ajar", "pelajar"), ("belajar", "pelajar")],
        "verb": [("baca", "membaca")],
    }
    assert suite.apart == {"apart": [("berikan", "ikan")], "place": [("bali", "bal")]}


def test_pairs_are_judged_by_their_stems(suite):
    stems = {word: word for word in suite.words()} | {"belajar": "ajar", "bali": "bal"}
    verdicts = {verdict.label: verdict for verdict in judge(suite, stems)}
    assert verdicts["families"].share == pytest.approx(1 / 3)
    assert verdicts["verb"].wrong == (("baca", "membaca"),)
    assert verdicts["apart"].share == 1
    assert verdicts["place"].wrong == (("bali", "bal"),)
    everything = total(verdicts.values(), together=True)
    assert (everything.pairs, len(everything.wrong)) == (4, 3)


def test_a_bad_line_is_named(tmp_path):
    (tmp_path / "families.tsv").write_text("ajar\tajar belajar\nbaca\n")
    with pytest.raises(UsageError, match=r"families\.tsv:2"):
        Suite.read(tmp_path)


def test_a_folder_without_a_suite_is_an_error(tmp_path):
    with pytest.raises(UsageError, match="holds no families"):
        Suite.read(tmp_path)


def test_published_figures_of_sastrawi_are_met(shared):
    """The data's README says 86.2% together and 75.7% apart for PySastrawi 1.2.1."""
    from search.language import Sastrawi

    suite = Suite.read(shared / "morphology")
    sastrawi = Sastrawi()
    verdicts = judge(suite, {word: sastrawi.stem(word) for word in suite.words()})
    assert total(verdicts, together=True).share == pytest.approx(0.862, abs=0.0005)
    assert total(verdicts, together=False).share == pytest.approx(0.757, abs=0.0005)
