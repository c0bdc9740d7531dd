"""Stems, by word families. What PySastrawi really gives is pinned, right or wrong."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.language import Analyzer, Sastrawi


@pytest.fixture(scope="module")
def analyzer():
    return Analyzer()


@pytest.mark.parametrize(
    ("stem", "family"),
    [
        ("tanggulang", "penanggulangan menanggulangi ditanggulangi tanggulangi"),
        ("cegah", "pencegahan mencegah dicegah"),
        ("ancam", "ancaman mengancam terancam diancam"),
        ("serang", "serangan menyerang diserang penyerangan penyerang"),
        ("latih", "pelatihan melatih dilatih latihan"),
        ("terima", "menerima penerimaan diterima"),
        ("lindung", "perlindungan melindungi dilindungi pelindung"),
        ("ajar", "pelajaran belajar mengajar pengajar"),
        ("kunjung", "kunjungan berkunjung dikunjungi kunjungi"),
        ("selidik", "menyelidiki diselidiki penyelidik"),
    ],
)
def test_a_family_shares_its_stem(analyzer, stem, family):
    assert analyzer.stems(family.split()) == dict.fromkeys(family.split(), stem)


@pytest.mark.parametrize(
    ("word", "stem", "should_be"),
    [
        ("mengunjungi", "unjung", "kunjung"),  # "unjung" is in the dictionary, and k- is restored only later
        ("pengunjung", "unjung", "kunjung"),
        ("penyelidikan", "lidi", "selidik"),
        ("memasuki", "pasuk", "masuk"),
        ("mengecek", "ecek", "cek"),
        ("penegakan", "tega", "tegak"),
        ("berikan", "ikan", "beri"),
        ("perbankan", "perban", "bank"),
        ("berbasis", "bas", "basis"),
        ("senilai", "nila", "nilai"),
        ("teroris", "teroris", "teror"),
        ("terorisme", "terorisme", "teror"),
        ("deradikalisasi", "deradikalisasi", "radikal"),
    ],
)
def test_known_errors_of_sastrawi_are_mended(analyzer, word, stem, should_be):
    assert analyzer.stem(word) == should_be
    assert Sastrawi().stem(word) == stem


@pytest.mark.parametrize("name", "boy rafli amar chambard indonesia bnpt erlangga".split())
def test_names_of_the_seed_stay_whole(analyzer, name):
    assert analyzer.stem(name) == name


@pytest.mark.parametrize(
    ("form", "stem"),
    [
        ("undang-undang", "undang"),
        ("kelompok-kelompoknya", "kelompok"),
        ("berhati-hati", "hati"),
        ("sebaik-baiknya", "baik"),
        ("meniru-nirukan", "tiru"),
        ("tolong-menolong", "tolong"),
        ("surat-menyurat", "surat"),
        ("pertanyaan-pertanyaan", "tanya"),
        ("bolak-balik", "balik"),
        ("undang2", "undang"),
    ],
)
def test_a_doubled_word_has_the_stem_of_its_base(analyzer, form, stem):
    assert analyzer.stem(form) == stem


@pytest.mark.parametrize(
    ("form", "stem"),
    [
        ("covid-19", "covid"),
        ("covid19", "covid"),
        ("covid", "covid"),
        ("g-20", "g20"),
        ("g20", "g20"),
        ("co2", "co2"),
        ("p3k", "p3k"),
        ("27a", "27a"),
        ("2020-an", "2020"),
        ("2020an", "2020"),
        ("14/07", "14/7"),
        ("14/7", "14/7"),
        ("04/09/2020", "4/9/2020"),
        ("10/10", "10/10"),
        ("2025/2026", "2025/2026"),
        ("1500", "1500"),
        ("1,5", "1,5"),
        ("mh", "mh"),
        ("sik", "sik"),
        ("di", "di"),
        ("москва", "москва"),
        ("محمد", "محمد"),
        ("rina-rani", "rina-rani"),
        ("-", "-"),
        ("a" * 64, "a" * 64),
    ],
)
def test_what_is_no_plain_word_stems_by_rule(analyzer, form, stem):
    assert analyzer.stem(form) == stem


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.from_regex(r"(me|pe|di|ber|ke)?[a-z]{1,12}(kan|i|nya|an)?", fullmatch=True), st.text(min_size=1)))
def test_a_stem_is_never_empty_and_always_the_same(form):
    analyzer = Analyzer()
    assert analyzer.stem(form)
    assert analyzer.stem(form) == analyzer.stem(form) == analyzer.stems([form])[form]


class Upper:
    """A stemmer of another kind, counting its words."""

    fingerprint = "upper 1"

    def __init__(self):
        self.words = []

    def stem(self, word):
        self.words.append(word)
        return word.upper() if word != "hampa" else ""


def test_the_stemmer_can_be_replaced_and_gets_plain_words_only_each_once():
    stemmer = Upper()
    analyzer = Analyzer(stemmer)
    assert analyzer.stems(["aksi", "program-program", "covid-19", "14/07", "mh", "aksi", "é", "hampa"]) == {
        "aksi": "AKSI",
        "program-program": "PROGRAM",
        "covid-19": "COVID",
        "14/07": "14/7",
        "mh": "mh",
        "é": "é",
        "hampa": "hampa",
    }
    analyzer.stem("aksi")
    assert stemmer.words == ["aksi", "program", "covid", "hampa"]


def test_fingerprints_name_library_and_dictionary_and_differ_between_stemmers():
    assert "PySastrawi 1." in Analyzer().fingerprint
    assert Analyzer().fingerprint != Analyzer(Sastrawi()).fingerprint
    assert "upper 1" in Analyzer(Upper()).fingerprint


def test_threads_share_one_stemmer():
    analyzer = Analyzer()
    words = ["penanggulangan", "kunjungan", "serangan", "mencegah"] * 5
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(analyzer.stem, words)) == ["tanggulang", "kunjung", "serang", "cegah"] * 5


def test_the_dictionary_loads_at_the_first_word_and_without_a_warning():
    code = """
import sys
from search.language import Analyzer
analyzer = Analyzer()
analyzer.fingerprint, analyzer.tokens("Kunjungan ke-75"), analyzer.stem("14/07")
from search.language.wordforms.wordforms import _knowledge
assert _knowledge.cache_info().currsize == 0
assert analyzer.stem("kunjungan") == "kunjung"
assert _knowledge.cache_info().currsize == 1
"""
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)
