"""The language of a page: Indonesian, or the one that the address asks for (`lang=en`).

The address alone decides, no cookie and no header: an address has one answer, which caches may keep and readers may
send to each other. Texts stand in the code and the templates in Indonesian; the others are in `translations/`
(docs/translating.md). Catalogs are gettext's: its reader is Python's own, jinja2 marks and Babel gathers the texts, so
that Flask-Babel, which adds the choice by cookie or header that is not wanted here, would bring nothing but pytz.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from gettext import NullTranslations, translation
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask, g, request, url_for
from markupsafe import Markup

from ..asking.parameters import Parameter, Reading, Refused, read
from ..config import Settings
from .current import archive
from .located import public

LANGUAGES = ("id", "en")
"""Languages of the pages, the default one first."""

DEFAULT = LANGUAGES[0]

TRANSLATIONS = Path(__file__).resolve().parent / "translations"

OWN_NAMES = {"id": "Bahasa Indonesia", "en": "English"}
"""What speakers of a language call it."""

PLACES = {"id": "id_ID", "en": "en_GB"}
"""Language and country, as Open Graph wants them."""

_NOTHING, _INDONESIAN = Markup(""), Markup(' lang="id"')

_NEUTRAL = frozenset(
    "static pages.cite crawling.robots crawling.sitemap crawling.sitemap_part crawling.sitemap_of_entities".split()
)
_FOR_PROGRAMS = ("api.", "entities.")


def _lang(text: str, _settings: Settings) -> str:
    if text not in LANGUAGES:
        raise Refused("choice", f"takes one of: {', '.join(LANGUAGES)}")
    return text


LANG = Parameter(
    "lang",
    "language",
    "Language of the words on a page and in the titles of a feed.",
    "en",
    _lang,
    lambda _settings: {"type": "string", "enum": list(LANGUAGES), "default": DEFAULT},
)


def has_languages(endpoint: str | None) -> bool:
    """Whether what is answered there has words of a language; files, sitemaps and the JSON endpoints have none."""
    return endpoint is None or not (endpoint in _NEUTRAL or endpoint.startswith(_FOR_PROGRAMS))


def asked() -> Reading:
    """The language that the address asks for, as `language`, or what is wrong with it."""
    return read(request.args, (LANG,), archive().settings)


def language() -> str:
    """The language of the current answer. What can't be read is told in the default one."""
    try:
        found: str = g.language  # a page asks some three hundred times
    except AttributeError:
        found = asked().values.get("language", DEFAULT) if has_languages(request.endpoint) else DEFAULT
        g.language = found
    return found


def gettext(message: str) -> str:
    """A text in the language of the current answer."""
    return _catalog(language()).gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """A text that a number is in: how it reads for this number."""
    return _catalog(language()).ngettext(one, many, number)


def pgettext(context: str, message: str) -> str:
    """A text that is one in Indonesian and several in other languages: `context` says which is meant."""
    return _catalog(language()).pgettext(context, message)


@lru_cache(2048)
def _ready(locale: str, message: str) -> Markup:
    return Markup(_catalog(locale).gettext(message))  # noqa: S704  (our own texts, which may hold markup)


@lru_cache(2048)
def _ready_for_number(locale: str, one: str, many: str, number: int) -> Markup:
    return Markup(_catalog(locale).ngettext(one, many, number))  # noqa: S704


@lru_cache(256)
def _ready_in_context(locale: str, context: str, message: str) -> Markup:
    return Markup(_catalog(locale).pgettext(context, message))  # noqa: S704


def _shown(message: str, **values: Any) -> Markup:
    """A text in a template; its values are escaped."""
    return _ready(language(), message) % values


def _shown_for_number(one: str, many: str, number: int, /, **values: Any) -> Markup:
    # Numbers beyond these read like one of them in every language.
    ready = _ready_for_number(language(), one, many, number if number < 200 else 100 + number % 100)
    return ready % {"num": number, **values}


def _shown_in_context(context: str, message: str, **values: Any) -> Markup:
    return _ready_in_context(language(), context, message) % values


def N_(message: str) -> str:  # noqa: N802  (gettext's own name)
    """Marks a text for the catalogs that is translated where it is used."""
    return message


@cache
def _catalog(name: str) -> NullTranslations:
    return NullTranslations() if name == DEFAULT else translation("messages", TRANSLATIONS, [name])


def carried(endpoint: str | None) -> str:
    """What keeps an address of this endpoint in the language, as a part of its query; nothing in the default one."""
    now = language()
    return f"lang={now}" if now != DEFAULT and has_languages(endpoint) else ""


def in_indonesian() -> Markup:
    """The attribute of an element that holds Indonesian whatever the page's language is: a release's own text."""
    return _NOTHING if language() == DEFAULT else _INDONESIAN


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language, what it calls itself, and the address of the current page in it. `page` is that address without what
    the reader asked for, as others should know it; `other` is whether the two differ."""

    code: str
    name: str
    address: str
    page: str
    other: bool


def tongues() -> Iterator[Tongue]:
    """The languages, the default one first."""
    endpoint = request.endpoint if request.url_rule else None
    # Never the path as it came: "//host/" would lead away.
    path = url_for(endpoint, **(request.view_args or {})) if endpoint else url_for("pages.search")
    asked = [(name, text) for name, text in request.args.items(multi=True) if name != "lang" and endpoint]
    for code in LANGUAGES:
        lang = [] if code == DEFAULT else [("lang", code)]
        page = _with(path, lang)
        yield Tongue(code, OWN_NAMES[code], _with(path, asked + lang), public(page) or page, bool(asked))


def canonical() -> str:
    """The address that others should know the current page by, in its language."""
    return next(tongue.page for tongue in tongues() if tongue.code == language())


def _with(path: str, pairs: list[tuple[str, str]]) -> str:
    return f"{path}?{urlencode(pairs, errors='replace')}" if pairs else path


def register(app: Flask) -> None:
    """Give the templates their texts in the language of the answer, and the ways to the other languages."""
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.newstyle_gettext = True  # type: ignore[attr-defined]
    app.jinja_env.globals.update(
        # Not by jinja2's wrappers, which make their text and their Markup anew at each of three hundred calls a page.
        _=_shown,
        gettext=_shown,
        ngettext=_shown_for_number,
        pgettext=_shown_in_context,
        places=PLACES,
        language=language,
        tongues=tongues,
        canonical=canonical,
        in_indonesian=in_indonesian,
    )
    for name in LANGUAGES:
        _catalog(name)
