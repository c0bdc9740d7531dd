"""The lab scores as the engine does, so that what wins there wins in the index."""

from dataclasses import fields, replace

import numpy as np
import pytest

from search.analysis import analyse
from search.annotating import content_hash
from search.errors import UsageError
from search.evaluation import dataset, trials
from search.evaluation.lab import BASELINE, Collection, Combination, Recipe, question, rank
from search.evaluation.searching import ask_archive, ask_engine, indexed
from search.model import Release

PLAIN = {"form", "name", "title", "near", "date"}
"""Groups of the own set whose questions have no query syntax."""


@pytest.fixture(scope="module")
def batch(own, analyzer):
    return dataset.analysed(own.releases, analyzer)


def collection_of(analyzer, *texts):
    releases = [Release(str(number), body, title) for number, (title, body) in enumerate(texts)]
    return Collection(analyse(releases, [content_hash(each) for each in releases], analyzer, lambda _: {}))


def test_the_baseline_ranks_and_scores_as_the_engine_does(own, batch, analyzer):
    texts = {name: text for name, text in own.questions.items() if name.partition("-")[0] in PLAIN}
    in_lab = rank(Collection(batch), {name: question(text, analyzer) for name, text in texts.items()}, BASELINE)
    with indexed(batch, analyzer) as engine:
        asked = ask_engine(engine, texts, analyzer, abbreviations=False)
    for name, found in asked.items():
        assert [document for document, _ in in_lab[name]] == [document for document, _ in found], name
        assert np.allclose([score for _, score in in_lab[name]], [score for _, score in found])


def test_the_archive_ranks_as_the_engine_does(own, batch, analyzer):
    """What is measured through the engine alone is what a user gets."""
    texts = dict(list(own.questions.items())[::4])
    with indexed(batch, analyzer) as engine:
        asked = ask_engine(engine, texts, analyzer)
    with indexed(batch, analyzer) as engine:
        assert ask_archive(engine, texts, analyzer) == asked


def test_bm25f_saturates_once_over_the_fields(analyzer):
    collection = collection_of(analyzer, ("bom", "bom kota"), ("laut", "pasar kota"), ("sawah", "pasar"))
    recipe = Recipe(Combination.BM25F, k1=1.2, b=0.0, title=3.0)
    scores = recipe(collection, question("bom", analyzer))
    idf = np.log(1 + (3 - 1 + 0.5) / 1.5)
    assert scores == pytest.approx([idf * 4 * 2.2 / (4 + 1.2), 0, 0])


def test_a_long_field_counts_less(analyzer):
    collection = collection_of(analyzer, ("", "bom di kota lama dekat pasar ikan"), ("", "bom"), ("", "laut"))
    scores = Recipe(Combination.BM25F)(collection, question("bom", analyzer))
    assert scores[1] > scores[0] > scores[2] == 0
    flat = Recipe(Combination.BM25F, b=0.0)(collection, question("bom", analyzer))
    assert flat[1] == flat[0]


def test_the_surface_prefers_the_form_that_was_typed(analyzer):
    collection = collection_of(analyzer, ("", "serangan malam"), ("", "menyerang malam"))
    plain = Recipe()(collection, question("menyerang", analyzer))
    assert plain[0] == plain[1] > 0
    tied = Recipe(surface=0.3)(collection, question("menyerang", analyzer))
    assert tied[1] > tied[0]


def test_adjacency_is_a_share_of_the_pairs(analyzer):
    collection = collection_of(analyzer, ("", "bom kota lama"), ("", "lama kota bom"), ("", "bom kota dan lama"))
    base = Recipe(b=0.0)
    asked = question("bom kota lama", analyzer)
    gain = Recipe(b=0.0, adjacency=4.0)(collection, asked) - base(collection, asked)
    assert gain[:2] == pytest.approx([4, 0])
    assert 0 < gain[2] < 4
    bridged = Recipe(b=0.0, adjacency=4.0, bridging=True)(collection, asked) - base(collection, asked)
    assert bridged == pytest.approx([4, 0, 4])


def test_the_lead_weighs_more(analyzer):
    collection = collection_of(analyzer, ("", "bom kota laut pasar"), ("", "kota laut pasar bom"))
    scores = Recipe(Combination.BM25F, lead=1.0, lead_words=2)(collection, question("bom", analyzer))
    assert scores[0] > scores[1]


def test_function_words_are_dropped_where_there_are_others(analyzer):
    assert [form for form, _ in question("siapa yang menyerang di kota", analyzer).words] == ["menyerang", "kota"]
    assert [form for form, _ in question("siapa yang", analyzer).words] == ["siapa", "yang"]


def test_every_number_of_the_recipe_can_be_set():
    names = [field.name for field in fields(Recipe)]
    changes = trials.parsed(tuple(f"{name}={'bm25f' if name == 'combination' else 1}" for name in names))
    [(_, recipe)] = trials.recipes(changes)
    assert recipe == Recipe(Combination.BM25F, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, True, True)


def test_all_combinations_of_values_are_tried():
    found = dict(trials.recipes(trials.parsed(("k1=0.9,1.2", "title=1,2,3"))))
    assert len(found) == 6
    assert found["k1=0.9 title=3"] == replace(BASELINE, k1=0.9, title=3)


@pytest.mark.parametrize("change", ["k1", "k1=", "boost=1", "k1=banyak"])
def test_a_change_that_is_none_is_refused(change):
    with pytest.raises(UsageError):
        list(trials.recipes(trials.parsed((change,))))
