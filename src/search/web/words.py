"""What things are called on pages. One place, so that a filter has the same name wherever it is shown.

Texts are Indonesian here and come out in the language of the answer. Sentences that one page alone has stand in its
template.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from babel import Locale
from flask import Flask

from .languages import N_, gettext, language, ngettext, pgettext
from .showing import number

_NAMES = {
    "source": N_("Sumber"),
    "speaker": N_("Penutur"),
    "person": N_("Tokoh"),
    "organization": N_("Lembaga"),
    "place": N_("Tempat"),
    "date": N_("Tanggal"),
    "event": N_("Menyebut tanggal"),
    "changed": N_("Diubah"),
}

_FIELDS = {
    "q": N_("Kata pencarian"),
    "from": N_("Tanggal awal"),
    "to": N_("Tanggal akhir"),
    "event_from": N_("Tanggal awal yang disebut"),
    "event_to": N_("Tanggal akhir yang disebut"),
    "kind": N_("Jenis nama"),
    "sort": N_("Urutan"),
    "format": N_("Bentuk berkas"),
    "page": N_("Halaman"),
    "per_page": N_("Banyaknya hasil per halaman"),
    "lang": N_("Bahasa"),
}

_HINTS = {
    "only-operators": N_("Pencarian ini hanya berisi operator. Tambahkan kata yang dicari."),
    "no-words": N_("Pencarian ini tidak memuat kata. Tulislah huruf atau angka."),
    "words-left-out": N_("Pencarian ini panjang: hanya kata-kata pertamanya yang dicari."),
    "headline": N_("Karena seluruhnya huruf besar, DAN, ATAU, dan BUKAN dicari sebagai kata biasa."),
}
"""What there is to say about how a query was understood, by the codes of `search.querying`."""

_REASONS = {
    "alias": N_("disebut demikian dalam siaran yang menyebutnya"),
    "spelling": N_("ejaan lain"),
    "short": N_("nama pendek"),
    "initial": N_("dengan inisial"),
    "acronym": N_("singkatan"),
    "known": N_("nama yang umum dikenal"),
    "form": N_("bentuk lain"),
    "contraction": N_("akronim"),
    "status": N_("dengan atau tanpa status wilayah"),
    "operator": N_("ditetapkan pengelola arsip"),
}
"""Why a name is another's, by the words of `search.identity` and `search.model_entities`."""

_PARTS = {
    "title": N_("judul"),
    "body": N_("isi"),
    "date": N_("tanggal"),
    "source": N_("sumber"),
    "url": N_("alamat"),
}
"""Parts of a release that are changed, by the words of `search.history`."""

_SORTS = {"relevance": N_("Paling sesuai"), "newest": N_("Terbaru"), "oldest": N_("Terlama")}

_RECENTLY = {"days": N_("30 hari terakhir"), "year": N_("Tahun ini")}


def name_of(kind: str) -> str:
    """What one thing of a kind is called, or one filter."""
    return gettext(_NAMES[kind])


def names_of(kind: str) -> str:
    """What several things of a kind are called together."""
    match kind:
        case "source":
            return pgettext("jamak", "Sumber")
        case "speaker":
            return pgettext("jamak", "Penutur")
        case "person":
            return pgettext("jamak", "Tokoh")
        case "organization":
            return pgettext("jamak", "Lembaga")
        case "place":
            return pgettext("jamak", "Tempat")
    return name_of(kind)


def keyword_of(kind: str) -> str:
    """The word by which a query asks for names of this kind: it takes Indonesian and English ones."""
    return _NAMES[kind].lower() if language() == "id" else kind


def field_of(parameter: str) -> str:
    """What a parameter is called where it can't be used; its own name where readers have no field for it."""
    known = _FIELDS.get(parameter) or _NAMES.get(parameter)
    return gettext(known) if known else parameter


def hint_of(code: str | None) -> str | None:
    """What there is to say of a query, if there is."""
    return gettext(_HINTS[code]) if code in _HINTS else None


def reason_of(code: str) -> str | None:
    """Why a name is another's, where it is told."""
    return gettext(_REASONS[code]) if code in _REASONS else None


def sorts() -> list[tuple[str, str]]:
    """The orders of results with their names."""
    return [(order, gettext(name)) for order, name in _SORTS.items()]


def parts_of(parts: Iterable[str]) -> str:
    """Which parts of a release were changed."""
    return ", ".join(gettext(_PARTS[part]) for part in parts)


def recently_of(name: str) -> str:
    """What a time up to today is called."""
    return gettext(_RECENTLY[name])


def counted(unit: str, count: int) -> str:
    """So many releases, or (unit "quote") quotes."""
    if unit == "quote":
        text = ngettext("%(num)s kutipan", "%(num)s kutipan", count)
    else:
        text = ngettext("%(num)s siaran", "%(num)s siaran", count)
    return text % {"num": number(count)}


def suggesting() -> dict[str, str]:
    """What the script that suggests shows and says; {n} is a number. A text that numbers change stands a second time
    for each kind of number that has one of its own, behind a dot, as browsers name it (CLDR: one, two, few, many)."""
    return _suggesting(language())


@lru_cache(8)
def _suggesting(locale: str) -> dict[str, str]:
    some = dict(
        _by_number(
            locale,
            "some",
            lambda n: ngettext("{n} saran. Pilih dengan tombol panah.", "{n} saran. Pilih dengan tombol panah.", n),
        )
    )
    count = dict(_by_number(locale, "count", lambda n: ngettext("{n} siaran", "{n} siaran", n)))
    return {
        "label": gettext("Saran"),
        "some": some.pop("some"),
        "none": gettext("Tidak ada saran."),
        "count": count.pop("count"),
        **{kind: name_of(kind) for kind in ("person", "organization", "place")},
        "title": gettext("Judul"),
        "word": gettext("Kata"),
        **some,
        **count,
    }


def _by_number(locale: str, key: str, text: Callable[[int], str]) -> Iterator[tuple[str, str]]:
    form = Locale.parse(locale).plural_form
    for n in range(100, -1, -1):
        kind = form(n)
        yield (key if kind == "other" else f"{key}.{kind}"), text(n)


def register(app: Flask) -> None:
    """Give the templates what this module holds."""
    told = (name_of, names_of, keyword_of, field_of, hint_of, reason_of, sorts, parts_of, recently_of, counted)
    app.jinja_env.globals.update({each.__name__: each for each in (*told, suggesting)})
