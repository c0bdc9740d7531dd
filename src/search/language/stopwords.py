"""Function words: what a query leaves out where it has other words.

The index keeps every word, so phrases find them. PySastrawi's own list is not used: its 758 words hold much that
a release is searched for (kerja, kasus, masalah, orang, pertama, ibu, meyakinkan). Here are only words that
carry grammar, and question words, because people ask whole questions ("siapa yang menerima Duta Besar?"). A name
that holds one (Di Maria) loses nothing but that word, and only beside others.
"""

from __future__ import annotations

QUESTION_WORDS = frozenset(
    """
    apa apakah siapa siapakah mana manakah dimana dimanakah kemana kemanakah darimana darimanakah kapan kapankah
    bagaimana bagaimanakah mengapa mengapakah kenapa berapa berapakah bilamana
    """.split()
)
"""Question words with their -kah forms."""

FUNCTION_WORDS = frozenset(
    """
    di ke dari pada kepada oleh untuk bagi dengan dalam terhadap tentang hingga sejak secara antara
    dan atau serta tetapi tapi namun melainkan sedangkan karena agar supaya jika kalau apabila bila ketika
    sehingga maka bahwa meski meskipun walau walaupun seperti sebagai yaitu yakni ialah adalah merupakan
    yang itu ini tersebut para sang si sebuah suatu
    ia dia mereka kami kita saya aku kamu anda beliau nya
    akan telah sudah sedang masih belum tidak bukan tak
    juga pun lah kah saja lagi pula dapat bisa
    """.split()
)
"""Prepositions, conjunctions, pronouns, articles, auxiliaries and particles."""

_ALL = FUNCTION_WORDS | QUESTION_WORDS


def is_function_word(form: str) -> bool:
    """Whether this folded form is a word that a query leaves out where it has others."""
    return form in _ALL
