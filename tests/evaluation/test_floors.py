"""Quality has a floor: what was measured, less a little, for exactly these data.

`floors.json` holds for each set the digest of its data and, for each group, the least mean of its measure. Where the
data has changed, the floors say nothing any more: measure again, and renew digest and floors together, saying why.
Floors go up with the project; lowering one is a decision, and is written down in `docs/relevance.md`.
"""

import json
from pathlib import Path

import pytest

from search.evaluation import dataset, measures, searching, wordforms
from search.evaluation.dataset import Dataset

pytest.importorskip("ir_measures", reason="measuring needs ir-measures, of the dev group")

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text("utf-8"))


def hold(name, read, analyzer, *, fields="all", half=None, cache=None):
    floor = FLOORS[name]
    judged = measures.only(read.judgements, half)
    asked = {question: read.questions[question] for question in judged}
    batch = dataset.indexing(dataset.analysed(read.releases, analyzer, cache), fields)
    with searching.indexed(batch, analyzer) as engine:
        values = measures.measure(searching.ask_engine(engine, asked, analyzer, depth=10), judged)
    means = {
        group: round(float(measures.by_group(values[measures.main_measure(group)])[group].mean()), 4)
        for group in measures.by_group(values["RR@10"])
    }
    assert read.digest == floor["data"], f"the data of {name} changed; it measures {means} with {read.digest}"
    assert means.keys() == floor["least"].keys()
    below = {group: (mean, floor["least"][group]) for group, mean in means.items() if mean < floor["least"][group]}
    assert not below, f"{name}: (measured, floor) {below}; all: {means}"


def test_the_own_set_is_found(own, analyzer):
    hold("own", own, analyzer)


@pytest.mark.parametrize(("name", "folder", "fields"), [
    ("news", "news", "all"),
    ("news without titles", "news", "body"),
    ("facqa", "facqa", "all"),
])  # fmt: skip
def test_real_questions_are_answered(shared, analyzer, name, folder, fields):
    """Half of the questions, the one that nobody tunes on: it says the same in half the time."""
    read = Dataset.read(shared / folder)
    hold(name, read, analyzer, fields=fields, half="check", cache=dataset.cache_folder())


def test_word_forms_of_the_shared_suite(shared, analyzer):
    suite = wordforms.Suite.read(shared / "morphology")
    verdicts = wordforms.judge(suite, analyzer.stems(suite.words()))
    shares = {
        name: wordforms.total(verdicts, together=together).share
        for name, together in (("together", True), ("apart", False))
    }
    least = FLOORS["word forms"]["least"]
    assert all(share >= least[name] for name, share in shares.items()), (shares, least)
