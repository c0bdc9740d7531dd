"""Whatever the text is: nothing raises, and mentions are where they say they are."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.entities import FINGERPRINT, annotate, lexicon
from search.entities.recognition import annotate_with
from search.model import Entity

LONGEST_NAME = 1200

WORDS = """
    Badan Nasional Kementerian dan , ( ) BNPL Komjen Pol. Dr. Wirya Sentanu Jawa Barat di Kabupaten Jalan Bupati kata
    mengatakan . - “ ” M.H. RI al-Aziz Prancis Pemerintah PT (Persero) (BNPL) 45 / Universitas Balai Kota & of \u200b H.
    """
PIECES = st.sampled_from([*WORDS.split(), "\n"])
CUE_WORDS = sorted(word for word, cue in lexicon.CUES.items() if cue)
ANY_CASE = st.builds(
    lambda word, change: change(word), st.sampled_from(CUE_WORDS), st.sampled_from([str, str.title, str.upper])
)
ODD = st.sampled_from("detikcom dilansirdetikNews KPK TNI-Polri Wirya-Galuh B50 45 (45) Jl. A. é \u200b ǅ ß".split(" "))


def check(body: str, entities: tuple[Entity, ...]) -> None:
    spans = []
    for entity in entities:
        assert entity.name.strip()
        assert len(entity.name) < LONGEST_NAME
        assert entity.mentions
        assert entity.name not in entity.aliases
        assert all(body[m.start : m.end] == m.text and m.text for m in entity.mentions)
        starts = [m.start for m in entity.mentions]
        assert starts == sorted(set(starts))
        spans += [(m.start, m.end) for m in entity.mentions]
    firsts = [entity.mentions[0].start for entity in entities]
    assert firsts == sorted(firsts)
    spans.sort()
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.text(max_size=40))
@example("", "")
@example("A.B.C.", "")
def test_any_characters(body: str, title: str) -> None:
    check(body, annotate(body, title))


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=60), st.lists(PIECES, max_size=10))
def test_any_order_of_cues_names_and_signs(body: list[str], title: list[str]) -> None:
    text = " ".join(body)
    check(text, annotate(text, " ".join(title)))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(ANY_CASE, PIECES, ODD), max_size=30), st.booleans())
@example("B50 DIVISI Putu PANGERAN".split(), False)
def test_any_order_of_all_cue_words_in_any_case(body: list[str], titled: bool) -> None:
    text = " ".join(body)
    title = text[:40] if titled else ""
    check(text, annotate(text, title))
    check(text, annotate_with(None, text, title))


@settings(max_examples=50, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_the_same_text_gives_the_same_entities(pieces: list[str]) -> None:
    text = " ".join(pieces)
    assert annotate(text) == annotate(text)


@pytest.mark.parametrize(
    "body",
    [
        "BADAN NASIONAL PENGAWASAN LAUTAN MENGGELAR PELATIHAN DI JAWA BARAT " * 300,
        "Wirya Sentanu Badan Nasional di Jepang " * 2000,
        "Bapak " + "Wirya" * 60 + " hadir",
        "Bapak " + "W" * 300 + " hadir",
        "Badan " + "Nasional " * 5000,
        "Badan Nasional " + "(" * 5000 + "BN" + ")" * 3000,
        "Badan Nasional (BN " * 3000,
        "<p>Badan <b>Nasional</b> &nbsp; <a href='x'>Wirya</a></p>" * 300,
        "\u202eBapak Wirya\u200b Sentanu\u202c " * 300,
        "A." * 20000,
        "Badan A, B, C, D, " * 3000,
        "Bapak Wirya Sentanu hadir. Wirya pulang. " * 5000,
        "\n".join(f"Bapak Wirya{chr(97 + n % 26)}{chr(97 + n // 26 % 26)} Sentanu hadir." for n in range(3000)),
        "Ketua " * 20000,
        "-" * 50000,
        "a" * 100000,
    ],
    ids=lambda body: body[:24],
)
def test_hostile_text_is_read_to_its_end(body: str) -> None:
    check(body, annotate(body))


def test_an_endless_word_is_no_name() -> None:
    assert annotate("Bapak " + "W" + "a" * 300 + " hadir.") == ()


def test_ten_thousand_mentions_of_one_person_are_one_entity() -> None:
    (person,) = annotate("Bapak Wirya Sentanu hadir. " * 10_000)
    assert len(person.mentions) == 10_000


def test_the_empty_text_names_nobody() -> None:
    assert annotate("") == ()


def test_the_fingerprint_names_rules_cue_words_gazetteers_and_model() -> None:
    rules, lexicon, gazetteers, model = FINGERPRINT.split("+")
    assert rules and lexicon and gazetteers and model


CUES = sorted(
    word
    for name, value in vars(lexicon).items()
    if name.isupper() and isinstance(value, frozenset)
    for word in value
    if isinstance(word, str)
)


@pytest.mark.parametrize("end", ["{}", "Rapat {}", "Rapat dengan {} {}", "({}", "{} Nasional"])
def test_a_text_may_end_with_any_cue_word(end: str) -> None:
    assert len(CUES) > 100
    for cue in CUES:
        body = end.replace("{}", cue.title())
        check(body, annotate(body, body))
