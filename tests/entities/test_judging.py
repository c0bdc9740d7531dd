"""What decides on names: signs, each with its weight, added up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.entities.candidates import merge
from search.entities.judging import Judge
from search.entities.recognition import read_spans
from search.entities.signs import SIGNS, Names, signs
from search.entities.tagger import KINDS, load

TAGGER = load()
BODIES = st.lists(
    st.sampled_from(
        "Bupati Wirya Sentanu , Badan Nasional ( BN ) di Jepara KPK Bank Kota kata Sentanu dan . (45)".split()
    ),
    max_size=20,
).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(BODIES)
def test_a_name_weighs_what_its_signs_weigh(body: str) -> None:
    assert TAGGER is not None
    weights = TAGGER.weights.judge
    words, spans = read_spans(body)
    tagging = TAGGER.tag(words, spans)
    merged = merge(words, spans, tagging)
    totals = Judge.of(weights).weigh(Names([(words, merged, tagging)]))
    for n, (_, found) in enumerate(signs(words, merged, tagging)):
        for kind, total in zip(KINDS, totals[:, n], strict=True):
            assert tuple(found[kind]) == SIGNS
            assert total == pytest.approx(sum(weights[kind.value].get(name, 0.0) * found[kind][name] for name in SIGNS))
