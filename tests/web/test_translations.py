"""Catalogs: every text of the pages is in them, translated, and no template shows one that is not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from catalogs import ROOT, catalog, forms, in_code, texts
from jinja2 import Environment, nodes

from search.web.languages import DEFAULT, LANGUAGES

OTHERS = [language for language in LANGUAGES if language != DEFAULT]
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.suffix in (".html", ".xml"))

SAME_IN_EVERY_LANGUAGE = {
    "Siaran", "siaran", "BibTeX", "RIS", "CSL-JSON", "BibTeX, RIS, CSL-JSON", "UTF-8", "id",
}  # fmt: skip
"""The program's name, names of formats, what descriptions for machines hold."""

SHOWN = "alt|aria-label|label|placeholder|title|data-said"
"""Attributes whose values readers see or hear."""

HOLE = "\N{WHITE SQUARE}"


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_has_a_translation_and_no_translation_is_left_over(language: str) -> None:
    translated = texts(catalog(language))
    assert set(translated) - in_code() == set(), "`make translations` takes these out"
    missing = {key for key in in_code() if not all(forms(translated.get(key, "")))}
    assert missing == set(), "`make translations`, then write them into the catalog"


@pytest.mark.parametrize("language", OTHERS)
def test_the_compiled_catalog_is_the_written_one(language: str) -> None:
    assert texts(catalog(language, "mo")) == texts(catalog(language)), "`make translations` compiles"


@pytest.mark.parametrize("language", OTHERS)
def test_no_translation_is_marked_as_a_guess(language: str) -> None:
    assert [message.id for message in catalog(language) if message.id and message.fuzzy] == []


def fixed_parts(text: str) -> Counter[str]:
    """What a translation must keep: places for values, and markup without its language."""
    found = re.findall(r"%\(\w+\)s|\{\w+\}|</?\w+[^>]*>", text)
    return Counter(re.sub(r' lang="\w+"', "", part) for part in found)


@pytest.mark.parametrize("language", OTHERS)
def test_translations_keep_values_and_markup(language: str) -> None:
    broken = {
        form: key
        for key, translated in texts(catalog(language)).items()
        for form in forms(translated)
        if fixed_parts(form) != fixed_parts(forms(key[1])[0])
    }
    assert broken == {}


@pytest.mark.parametrize("language", OTHERS)
def test_translations_say_it_in_their_own_language(language: str) -> None:
    same = {key for key, translated in texts(catalog(language)).items() if forms(translated)[0] == forms(key[1])[0]}
    # Only where it is one: "in" is "dalam", but the markup around it is all that some texts have.
    assert same == set()


def test_every_language_has_its_forms_for_numbers() -> None:
    for language in OTHERS:
        written = catalog(language)
        wrong = [m.id for m in written if m.id and m.pluralizable and len(m.string) != written.num_plurals]
        assert wrong == []


def bare(text: str) -> Iterator[str]:
    """The words of a piece of HTML or XML that readers would see: text between tags, and values of some attributes."""
    text = re.sub(r"<code\b.*?</code>|<path\b[^>]*>|<\?.*?\?>", "", text, flags=re.DOTALL)
    yield from re.findall(rf'\b(?:{SHOWN})="([^"]*)"', text)
    yield from re.split(r"<[^>]*>", text)


def letters(text: str) -> bool:
    return bool(re.search(r"[^\W\d_]{2,}", text.replace(HOLE, ""))) and text.strip(" –") not in SAME_IN_EVERY_LANGUAGE


def words_in_html(source: str) -> Iterator[str]:
    """The bare words of a template, its expressions and statements being holes."""
    source = re.sub(r"{% block kind %}.*?{% endblock %}", "", source)  # names of styles
    tokens = Environment(autoescape=True).lex(source)
    text = "".join(value if kind == "data" else HOLE for _line, kind, value in tokens)
    for node in bare(text):
        for piece in node.split(HOLE):
            if letters(piece):
                yield piece.strip()


def words_in_expressions(source: str) -> Iterator[str]:
    """Texts of expressions that readers would see: those with a capital or a space, outside calls of gettext."""
    tree = Environment(autoescape=True, extensions=["jinja2.ext.i18n"]).parse(source)
    translated = {
        id(constant)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in ("_", "gettext", "ngettext", "pgettext")
        for constant in call.args
    }
    for constant in tree.find_all(nodes.Const):
        value = constant.value
        if isinstance(value, str) and id(constant) not in translated and letters(value):
            looks_like_code = re.fullmatch(r"[a-z_]+([._-][a-z]+)*|[^ ]*[=/&%][^ ]*|partials/\S+| lang=.*", value)
            if not looks_like_code:
                yield value


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_shows_a_text_that_is_in_no_catalog(path: Path) -> None:
    source = path.read_text("utf-8")
    assert [*words_in_html(source), *words_in_expressions(source)] == []


def test_the_search_for_bare_texts_finds_them() -> None:
    source = '{% set x = ("Sebuah teks") %}<p title="Judul">{{ _("Ada") }} bebas{% if y %} lagi{% endif %}</p>{{ x }}'
    assert [*words_in_html(source), *words_in_expressions(source)] == ["Judul", "bebas", "lagi", "Sebuah teks"]


def test_no_template_adds_a_query_behind_an_address() -> None:
    """It would have two question marks where the address has a language."""
    found = [
        path.name for path in TEMPLATES if re.search(r"url_for\([^}]*\}\}(\{%[^%]*%\})?\?", path.read_text("utf-8"))
    ]
    assert found == []


def test_no_imported_template_holds_a_text_outside_its_macros() -> None:
    """Such a template is evaluated once: the text would stay in the language of the first reader."""
    environment = Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
    trees = {str(p.relative_to(ROOT / "templates")): environment.parse(p.read_text("utf-8")) for p in TEMPLATES}
    imported = {
        node.template.value
        for tree in trees.values()
        for node in tree.find_all((nodes.FromImport, nodes.Import))
        if isinstance(node.template, nodes.Const)
    }
    assert imported
    for name in imported:
        outside = [node for node in trees[name].body if not isinstance(node, nodes.Macro)]
        calls = [call for node in outside for call in node.find_all(nodes.Call)]
        assert calls == [], name
