"""People are found by what stands before and after their names, and shown without it."""

import pytest

from search.entities import annotate
from search.model import Kind


def people(body: str) -> list[str]:
    return [entity.name for entity in annotate(body) if entity.kind is Kind.PERSON]


@pytest.mark.parametrize(
    "body",
    [
        "Acara itu dibuka Komjen Pol. Dr. Wirya Sentanu Aji, M.H. di aula utama.",
        "Acara itu dibuka Bapak Wirya Sentanu Aji.",
        "Acara itu dibuka H.E. Wirya Sentanu Aji kemarin.",
        "Acara itu dibuka Bupati Wirya Sentanu Aji kemarin.",
        "Acara itu dibuka Menteri Pertanian Wirya Sentanu Aji kemarin.",
        "Acara itu dibuka Brigjen Pol Wirya Sentanu Aji, S.I.K., M.Si., kemarin.",
        'Acara itu selesai. "Kami puas dengan hasilnya," kata Wirya Sentanu Aji.',
        "Warga bernama Wirya Sentanu Aji datang ke lokasi.",
        "Wirya Sentanu Aji (45) datang ke lokasi.",
        "Wirya Sentanu Aji mengatakan hal itu kemarin.",
    ],
)
def test_a_name_is_shown_without_titles_ranks_offices_and_degrees(body: str) -> None:
    assert people(body) == ["Wirya Sentanu Aji"]


def test_the_holder_of_an_office_is_found_behind_the_body_and_the_comma() -> None:
    body = "Hadir Deputi Bidang Kerja Sama Internasional BXQZ, Wirya Sentanu, dan Direktur BXQZ, Drs. Galuh Prameswari."
    assert people(body) == ["Wirya Sentanu", "Galuh Prameswari"]


def test_a_later_short_name_is_a_mention_of_the_full_one() -> None:
    body = "Bupati Wirya Sentanu membuka acara itu. Wirya menilai hasilnya baik. Menurut Sentanu, acara itu perlu."
    (person,) = annotate(body)
    assert person.name == "Wirya Sentanu"
    assert [mention.text for mention in person.mentions] == ["Wirya Sentanu", "Wirya", "Sentanu"]
    assert person.aliases == ("Wirya", "Sentanu")


def test_a_short_name_goes_to_the_nearest_full_name_before_it() -> None:
    body = "Bupati Wirya Sentanu hadir. Wirya senang. Camat Wirya Kelana juga hadir. Wirya pulang lebih dulu."
    first, second = annotate(body)
    assert [mention.text for mention in first.mentions] == ["Wirya Sentanu", "Wirya"]
    assert [mention.text for mention in second.mentions] == ["Wirya Kelana", "Wirya"]


def test_a_spelling_with_one_letter_more_is_the_same_person_where_a_title_says_so() -> None:
    (person,) = annotate("Duta besar itu, H.E. Kristin Delacour, hadir. Warga berterima kasih kepada Ibu Kristine.")
    assert person.name == "Kristin Delacour"
    assert person.aliases == ("Kristine",)


def test_another_last_letter_is_another_person() -> None:
    assert people("Bapak Andrianto Wiguna hadir. Warga menyambut Bapak Andriante.") == ["Andrianto Wiguna", "Andriante"]


def test_initials_in_brackets_are_another_name_of_a_person() -> None:
    (person,) = annotate("Menteri Wirya Harimurti Yasa (WHY) hadir. WHY mengatakan acara itu penting.")
    assert person.kind is Kind.PERSON
    assert person.name == "Wirya Harimurti Yasa"
    assert person.aliases == ("WHY",)


def test_two_names_with_a_hyphen_between_are_two_people() -> None:
    assert people("Pemerintahan Wiryawan-Galuhita dimulai tahun lalu.") == ["Wiryawan", "Galuhita"]


@pytest.mark.parametrize(
    "body",
    [
        "Kunjungan itu berlangsung baik. Pertemuan dimulai pagi. Program ini berlanjut.",
        "Namun hasilnya baik. Selain itu, warga senang. Menurut mereka, acara itu perlu.",
        "SCROLL TO CONTINUE WITH CONTENT",
        "Pelatihan dimulai Selasa (14/07) dan selesai pada Oktober.",
    ],
)
def test_a_capital_at_the_beginning_of_a_sentence_or_in_a_heading_makes_no_name(body: str) -> None:
    assert annotate(body) == ()


def test_degrees_are_no_people() -> None:
    assert people("Hadir Dr. Wirya Sentanu, S.H., M.H., dan Galuh Prameswari, S.Pd., M.Si.") == [
        "Wirya Sentanu",
        "Galuh Prameswari",
    ]


def test_what_the_title_says_of_a_name_counts_in_the_body() -> None:
    body = "Kemarin acara dibuka. Panitia memuji Sentanurga atas bantuannya."
    assert people(body) == []
    with_title = annotate(body, title="Bupati Sentanurga, S.H., Buka Acara: kata Sentanurga, warga perlu dibantu")
    assert all(body[m.start : m.end] == m.text for entity in with_title for m in entity.mentions)


@pytest.mark.parametrize("said", ["Alhamdulillah", "Insyaallah", "Bismillah", "Masyaallah"])
def test_what_is_exclaimed_inside_a_sentence_is_nobody(said: str) -> None:
    body = f'"Kaca itu sudah kami minta untuk dilepas, {said} sudah dilepas," kata Wirya Sentanu.'
    assert people(body) == ["Wirya Sentanu"]
