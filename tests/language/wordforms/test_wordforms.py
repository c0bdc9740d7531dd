from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.language.wordforms import WordForms
from search.language.wordforms.affixes import COSTS
from search.language.wordforms.sandhi import nasal, roots_of

FORMS = WordForms()


@dataclass
class Silent:
    """A fallback that knows nothing and counts who asks."""

    asked: int = 0
    fingerprint: str = "silent"

    def stem(self, word: str) -> str:
        self.asked += 1
        return word


def stems(words: str) -> set[str]:
    return {FORMS.stem(word) for word in words.split()}


@pytest.mark.parametrize(
    ("words", "stem"),
    [
        ("mengecek dicek pengecekan", "cek"),
        ("mengebom dibom pengeboman", "bom"),
        ("memasuki memasukkan pemasukan", "masuk"),
        ("menyanyi penyanyi menyanyikan", "nyanyi"),
        ("mengkaji pengkajian dikaji", "kaji"),
        ("pemrosesan memproses", "proses"),
        ("mempelajari pelajaran belajar pembelajaran", "ajar"),
        ("memberdayakan pemberdayaan berdaya", "daya"),
        ("dikemukakan mengemukakan terkemuka", "muka"),
        ("ketidakpastian kepastian memastikan", "pasti"),
        ("keterlibatan terlibat melibatkan", "libat"),
        ("pertanggungjawaban mempertanggungjawabkan", "tanggungjawab"),
        ("bebatuan batu-batuan membatu", "batu"),
        ("kauambil kuambilkan ambillah", "ambil"),
        ("sebaik-baiknya sebaiknya", "baik"),
        ("mengawal pengawal pengawalan dikawal", "kawal"),
        ("mengawali diawali", "awal"),
        ("mengelas pengelasan dilas", "las"),
        ("mengering mengeringkan kering", "kering"),
        ("menyemai persemaian disemai", "semai"),
        ("menuai dituai", "tuai"),
        ("melobi dilobi pelobi", "lobi"),
        ("berapi-api berapi", "api"),
        ("penyair syair", "syair"),
        ("ketahui ketahuilah mengetahui", "tahu"),
        ("kesampingkan mengesampingkan", "samping"),
        ("percikan percik memercik", "percik"),
        ("tertibkan menertibkan tertib", "tertib"),
        ("ujicoba diujicobakan mengujicobakan", "ujicoba"),
        ("pesepakbola sepakbola", "sepakbola"),
    ],
)
def test_affixes_come_off_by_rule(words: str, stem: str) -> None:
    assert stems(words) == {stem}


@pytest.mark.parametrize(
    ("words", "stem"),
    [
        ("teror teroris terorisme kontraterorisme antiteror meneror", "teror"),
        ("radikal radikalisme radikalisasi deradikalisasi", "radikal"),
        ("organisasi mengorganisasi terorganisir organisator", "organisasi"),
        ("koordinasi koordinator dikoordinir", "koordinasi"),
        ("psikolog psikologi psikologis", "psikologi"),
        ("stabil stabilitas destabilisasi", "stabil"),
        ("modern modernitas modernisasi", "modern"),
        ("korupsi koruptor koruptif", "korupsi"),
        ("respons responsif merespons", "respons"),
        ("konteks kontekstual kontekstualisasi", "konteks"),
        ("sekuler sekularisme sekularisasi", "sekuler"),
        ("litigasi nonlitigasi", "litigasi"),
        ("potensi potensial", "potensi"),
        ("simbol simbolik simbolis", "simbol"),
        ("drama dramatis dramatik", "drama"),
        ("supervisi supervisor", "supervisi"),
        ("fotografi fotograf fotografer", "fotografi"),
        ("filosofi filosof filosofis", "filosofi"),
        ("adaptasi adaptif", "adaptasi"),
        ("likuid likuidasi likuidator", "likuid"),
        ("polusi polutan", "polusi"),
        ("narkotik narkotika", "narkotik"),
        ("isolasi terisolasi terisolir", "isolasi"),
        ("ilmu ilmuwan keilmuan", "ilmu"),
        ("wisata wisatawan berwisata", "wisata"),
        ("surga surgawi", "surga"),
        ("islam islami islamisasi", "islam"),
        ("swasta swastanisasi", "swasta"),
        ("toleran toleransi intoleransi", "toleran"),
        ("formal informal formalitas", "formal"),
        ("sejarah prasejarah", "sejarah"),
        ("integrasi reintegrasi", "integrasi"),
    ],
)
def test_loan_families_are_tied(words: str, stem: str) -> None:
    assert stems(words) == {stem}


@pytest.mark.parametrize(
    "words",
    [
        "organ organisasi organik",
        "nasional nasi internasional",
        "mobil mobilisasi",
        "kapas kapasitas",
        "statis statistik",
        "demokrat demokrasi",
        "menang menangis",
        "pemerintah perintah",
        "setuju tuju",
        "koperasi koper operasi",
        "terapis terap",
        "formulir formulasi",
        "mayoritas mayor",
        "relawan rela",
        "menawan mena",
        "profesor profesi",
        "positif posisi",
        "reformasi formasi",
        "informan forman",
        "prasangka sangka",
        "motivasi motif",
        "replikasi replik",
        "komisaris komisi",
    ],
)
def test_loans_and_lexicalized_words_that_only_look_related_stay_apart(words: str) -> None:
    assert len(stems(words)) == len(words.split())


@pytest.mark.parametrize("name", "bekasi bali susi maluku kediri pekalongan iran oman desember selasa".split())
def test_names_are_their_own_stems(name: str) -> None:
    assert FORMS.stem(name) == name


@pytest.mark.parametrize("name", "kurniati febrian dadan rosan kumara megawati darmawan penajam semeru serayu".split())
def test_names_that_look_derived_stay_whole(name: str) -> None:
    assert FORMS.stem(name) == name


@pytest.mark.parametrize(
    ("slip", "word"),
    [
        ("menunjukan", "menunjukkan"),
        ("digerakan", "digerakkan"),
        ("menjijikan", "menjijikkan"),
        ("menyebrangi", "menyeberangi"),
        ("dianugrahi", "dianugerahi"),
        ("kementrian", "kementerian"),
    ],
)
def test_usual_slips_have_the_stem_of_the_word(slip: str, word: str) -> None:
    assert FORMS.stem(slip) == FORMS.stem(word)


@pytest.mark.parametrize(
    ("derived", "word"),
    [("unilateralisme", "unilateral"), ("resistensi", "resisten"), ("kapabilitas", "kapabel")],
)
def test_regular_loan_suffixes_need_no_dictionary(derived: str, word: str) -> None:
    assert FORMS.stem(derived) == FORMS.stem(word)


def test_what_stands_before_nya_is_found_where_it_is_in_use() -> None:
    assert FORMS.stem("webnya") == "web"
    assert FORMS.stem("anastasya") == "anastasya"


def test_a_name_with_an_enclitic_finds_the_name() -> None:
    assert FORMS.stem("soehartonya") == FORMS.stem("suharto")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("perancis", "prancis"),
        ("soeharto", "suharto"),
        ("tjahjo", "cahyo"),
        ("djakarta", "jakarta"),
        ("soerabaja", "surabaya"),
        ("terrorisme", "terorisme"),
        ("perijinan", "izin"),
        ("mempraktekkan", "praktik"),
        ("nopember", "november"),
        ("aktifitas", "aktivitas"),
    ],
)
def test_spellings_of_one_word_share_a_stem(old: str, new: str) -> None:
    assert FORMS.stem(old) == FORMS.stem(new)


@pytest.mark.parametrize("word", ["does", "shoes", "poem", "fotoelektrik", "ditjen"])
def test_foreign_words_are_not_respelled(word: str) -> None:
    assert FORMS.stem(word) == word


def test_who_knows_that_it_is_a_name_gets_its_spelling_levelled_only() -> None:
    assert FORMS.stem("harapan") == "harap"
    assert FORMS.stem("harapan", is_name=True) == "harapan"
    assert FORMS.stem("soetomo", is_name=True) == "sutomo"


@pytest.mark.parametrize(
    ("form", "stem"),
    [
        ("berbalas-balasan", "balas"),
        ("meniru-nirukan", "tiru"),
        ("tolong-menolong", "tolong"),
        ("undang-undang", "undang"),
        ("kementerian-kementerian", "menteri"),
        ("jakarta-bandung", "jakarta-bandung"),
    ],
)
def test_doubled_words_have_the_stem_of_their_base(form: str, stem: str) -> None:
    assert FORMS.stem(form) == stem


@pytest.mark.parametrize(
    "form", ["", "di", "2020an", "covid19", "приветan", "café", "-", "--", "a-b-c", "x" * 10_000, "di-" * 4_000]
)
def test_what_is_no_word_is_its_own_stem(form: str) -> None:
    assert FORMS.stem(form) == form
    assert [reading.stem for reading in FORMS.analyses(form)] == ([form] if form else [])


def test_an_analysis_says_what_was_taken_off_and_why_it_won() -> None:
    first, second, *_ = FORMS.analyses("berikan")
    assert (first.stem, first.prefixes, first.suffixes) == ("beri", (), ("kan",))
    assert (second.stem, second.prefixes) == ("ikan", ("ber",))
    assert first.score > second.score
    assert "less probable" in second.reason
    assert str(FORMS.analyses("keterlibatannya")[0]) == "ke- ter- libat -an -nya"


def test_the_first_analysis_gives_the_stem_also_where_another_way_found_it() -> None:
    for word in ("soeharto", "bekasi", "merespon", "antarkementerian", "tersohor", "xyzzy"):
        assert FORMS.analyses(word)[0].stem == FORMS.stem(word)


def test_sastrawi_is_asked_only_where_its_answer_could_be_sound() -> None:
    silent = Silent()
    forms = WordForms(fallback=silent)
    assert forms.stem("menyelidiki") == "selidik"
    assert forms.stem("zuckerberg") == "zuckerberg"
    assert silent.asked == 0
    assert FORMS.stem("terpaut") == "paut" != forms.stem("terpaut")
    assert silent.asked == 1


@given(st.text(alphabet="abdegiklmnprstuy-", min_size=1, max_size=24))
@settings(max_examples=150, deadline=None)
def test_the_stem_is_a_function_of_the_form(form: str) -> None:
    stem = FORMS.stem(form)
    assert stem
    assert WordForms().stem(form) == stem == FORMS.analyses(form)[0].stem


@given(st.sampled_from("tulis sapu kirim pukul bantu cari gali olah hitung lihat nilai rawat bom cek masuk".split()))
@settings(max_examples=30)
def test_sandhi_can_be_taken_back(root: str) -> None:
    assert root in [found for found, _ in roots_of(nasal(root))]


def test_pairs_that_the_grammars_forbid_have_no_cost() -> None:
    assert "an" not in COSTS[("di",)]
    assert "kan" not in COSTS[("ke",)]
    assert "i" not in COSTS[("ber",)]


@pytest.mark.parametrize(
    ("word", "wrong"),
    [
        ("ngambil", "ngambil"),  # meN- as it is spoken: names look so (Ngurah, Nyoman)
        ("tragis", "tragis"),  # not tied to tragedi
        ("menyebarluaskan", "sebarluas"),  # a compound is not found by its first part
        ("tambunan", "tambun"),  # a family name that no list has
    ],
)
def test_known_bad_output_is_pinned(word: str, wrong: str) -> None:
    assert FORMS.stem(word) == wrong


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("mengusut", "usut"),  # a dropped k that nothing shows is less probable: not kusut
        ("pengusutan", "usut"),
        ("mengirim", "kirim"),  # but evidence tells
        ("mengutip", "kutip"),
        ("penglihatan", "lihat"),
        ("pengrusakan", "rusak"),
        ("memvalidasi", "valid"),
        ("validator", "valid"),
        ("informasi", "informasi"),
        ("strategis", "strategi"),
        ("energik", "energi"),
        ("telpon", "telepon"),
    ],
)
def test_letters_that_are_hidden_and_loans_with_regular_ends(word: str, stem: str) -> None:
    assert FORMS.stem(word) == stem


def test_loans_that_are_made_of_each_other_are_one_family() -> None:
    assert FORMS.stem("optimis") == FORMS.stem("optimisme") == FORMS.stem("optimistis")
    assert FORMS.stem("kredibel") == FORMS.stem("kredibilitas")
