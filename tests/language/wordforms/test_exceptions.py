from __future__ import annotations

from pathlib import Path

import pytest

from search.language.wordforms import Exceptions, ExceptionsUnusable, WordForms


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "exceptions.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_the_operators_names_and_stems_come_first(tmp_path: Path) -> None:
    path = write(tmp_path, 'protect = ["Tambunan", "Ma\'arif"]\n[stem]\nKebaharian = "bahari"\n')
    forms = WordForms(Exceptions.load(path))
    assert [forms.stem(form) for form in ("tambunan", "maarif", "kebaharian")] == ["tambunan", "maarif", "bahari"]
    assert forms.analyses("tambunan")[0].reason == "protected by the exceptions"


def test_exceptions_change_the_fingerprint_and_nothing_else_does(tmp_path: Path) -> None:
    plain = WordForms().fingerprint
    assert WordForms(Exceptions()).fingerprint == plain == WordForms().fingerprint
    assert WordForms(Exceptions.load(write(tmp_path, 'protect = ["Densus"]'))).fingerprint != plain


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"\xff", "not UTF-8"),
        ("protect = [", "not TOML"),
        ("protct = []", "unknown key 'protct'"),
        ('protect = "Bekasi"', "protect is not a list"),
        ("stem = 1", "stem is not a table"),
        ('protect = ["dua kata"]', "'dua kata', which is not one word"),
        ("protect = [7]", "7, which is not one word"),
        ('[stem]\nini = ""', "stem.ini holds ''"),
        ('protect = ["ini"]\n[stem]\nini = "itu"', "both protected and given a stem"),
    ],
)
def test_a_bad_file_is_refused_with_the_entry_at_fault(tmp_path: Path, text: str | bytes, said: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ExceptionsUnusable, match=r"exceptions\.toml") as caught:
        Exceptions.load(path)
    assert said in str(caught.value)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ExceptionsUnusable, match="can't be read"):
        Exceptions.load(tmp_path / "none.toml")
