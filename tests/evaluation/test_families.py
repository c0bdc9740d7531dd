"""Forms made from roots, and questions rewritten with them."""

import pytest

from search.evaluation.families import common_words, derived, dictionary_roots, families, relatives
from search.evaluation.rewriting import in_other_forms
from search.evaluation.wordforms import Suite
from search.model import Release


@pytest.mark.parametrize(
    ("root", "forms"),
    [
        ("tulis", "menulis ditulis penulis penulisan tulisan tertulis menuliskan"),
        ("kunjung", "mengunjungi dikunjungi kunjungan pengunjung berkunjung"),
        ("selidik", "menyelidiki penyelidikan penyelidik diselidiki"),
        ("pukul", "memukul dipukul pukulan pemukulan"),
        ("ancam", "mengancam ancaman terancam"),
        ("proses", "memproses diproses pemrosesan"),
        ("bom", "mengebom pengeboman dibom"),
        ("rencana", "merencanakan berencana direncanakan"),
        ("kerja", "bekerja pekerja dikerjakan"),
        ("kuat", "memperkuat diperkuat kekuatan"),
        ("satu", "persatuan bersatu kesatuan"),
        ("lidi", "lidi"),
    ],
)
def test_forms_follow_the_standard_grammar(root, forms):
    assert set(forms.split()) <= set(derived(root))


def test_a_word_of_two_roots_belongs_to_neither():
    found = families("berikan memberi diberi ikan ikannya".split(), ["beri", "ikan"])
    assert found == {"beri": ["diberi", "memberi"], "ikan": ["ikan", "ikannya"]}


def test_a_word_of_two_roots_belongs_to_the_one_that_has_words_of_its_own():
    found = families("mengunjungi kunjungan dikunjungi".split(), ["kunjung", "unjung"])
    assert found == {"kunjung": ["dikunjungi", "kunjungan", "mengunjungi"]}


def test_a_family_has_two_words_at_least_and_a_root_that_can_be_told():
    assert families(["menulis", "an", "anan"], ["tulis", "an"]) == {}


def test_names_are_no_forms_of_words(analyzer):
    body = "Warga Bekasi menjual barang bekas. Bekas botol dijual. Di Bekasi ada barang bekas."
    assert {"bekas", "menjual"} <= common_words([Release("1", body)], analyzer)
    assert "bekasi" not in common_words([Release("1", body)], analyzer)


def test_no_pair_that_is_apart_is_made_a_family(shared):
    suite = Suite.read(shared / "morphology")
    others = relatives(families(suite.words(), dictionary_roots()))
    pairs = [pair for each in suite.apart.values() for pair in each]
    assert [pair for pair in pairs if pair[1] in others.get(pair[0], ())] == []


def test_words_are_replaced_by_relatives_and_others_stay(analyzer):
    others = relatives({"tulis": ["menulis", "penulis", "tulisan"]})
    questions = {"key-1": "Penulis Bali", "key-2": "Bali 2020"}
    rewritten, replaced, words = in_other_forms(questions, others, analyzer)
    assert rewritten.keys() == {"key-1"}
    assert rewritten["key-1"] in {"menulis bali", "tulisan bali"}
    assert (replaced, words) == (1, 2)
    assert in_other_forms(questions, others, analyzer)[0] == rewritten
