"""Releases come back from their bytes as they went in."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.whoosh.numbers import pack_numbers, unpack_numbers
from search.engines.whoosh.stored import restore, spans_of, text_of
from search.model import Entity, EventDate, Kind, Mention, Quote, Release

BODY = "Kepala BNPT Boy Rafli hadir. \N{PILE OF POO} Boy pulang, ujar Boy Rafli."
texts = st.text(alphabet=st.characters(), max_size=5)
places = st.integers(0, len(BODY) + 3)
names = st.one_of(st.sampled_from(["Boy", "Boy Rafli", "BNPT", ""]), texts)


def mention(start: int, end: int, text: str | None) -> Mention:
    return Mention(start, end, BODY[start:end] if text is None else text)


mentions = st.builds(mention, places, places, st.none() | texts)
entities = st.builds(
    Entity,
    st.sampled_from(Kind),
    names,
    st.lists(texts, max_size=2).map(tuple),
    st.lists(mentions, max_size=4).map(tuple),
    st.lists(texts, max_size=2).map(tuple),
    st.lists(texts, max_size=2).map(tuple),
)
quotes = st.builds(Quote, places, places, texts, texts, texts, texts, texts, st.booleans())
days = st.builds(EventDate, places, places, texts, st.just(date(2020, 7, 14)), st.none() | st.just(date(2020, 7, 16)))


@settings(max_examples=60)
@given(st.lists(entities, max_size=4), st.lists(quotes, max_size=2), st.lists(days, max_size=2))
def test_a_release_is_restored_with_all_its_spans(
    entities: list[Entity], quotes: list[Quote], days: list[EventDate]
) -> None:
    release = Release("id", BODY, entities=tuple(entities), quotes=tuple(quotes), event_dates=tuple(days))
    assert restore(text_of(release), spans_of(release)) == release


def test_a_release_without_spans_takes_no_bytes_for_them() -> None:
    assert spans_of(Release("id", BODY, entities=(Entity(Kind.PERSON, "Boy Rafli"),))) == b""


def test_mentions_by_name_take_few_bytes() -> None:
    body = "Boy Rafli " * 100
    its = tuple(Mention(i * 10, i * 10 + 9, "Boy Rafli") for i in range(100))
    assert len(spans_of(Release("id", body, entities=(Entity(Kind.PERSON, "Boy Rafli", mentions=its),)))) < 230


@given(st.lists(st.integers(-(2**40), 2**40)))
def test_numbers_are_unpacked_as_they_were_packed(numbers: list[int]) -> None:
    assert unpack_numbers(pack_numbers(numbers)) == numbers
