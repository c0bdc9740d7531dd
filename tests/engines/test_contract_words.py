"""What every engine promises of its words as a whole (`engines/base.py`)."""

from __future__ import annotations

from collections import Counter

from analysed import make_release
from asking import opened, write

from search.engines.base import Engine, Snapshot
from search.language import spelling


def forms_of(snapshot: Snapshot) -> Counter[str]:
    data, lengths, counts = snapshot.vocabulary()
    assert len(lengths) == len(counts)
    assert sum(lengths.tolist()) == len(data)
    ends = [sum(lengths[: i + 1].tolist()) for i in range(len(lengths))]
    found: Counter[str] = Counter()
    for end, length, count in zip(ends, lengths.tolist(), counts.tolist(), strict=True):
        found[data[end - length : end].decode()] += count
    return found


def test_the_vocabulary_has_every_form_with_its_releases_in_each_field(engine: Engine) -> None:
    with opened(engine) as snapshot:
        assert forms_of(snapshot) == {}
    write(engine, make_release("a", "kota tua kota", "kota"), make_release("b", "東京 kota"))
    write(engine, make_release("c", "desa", "tua"))
    with opened(engine) as snapshot:
        assert forms_of(snapshot) == {"kota": 3, "tua": 2, "東京": 1, "desa": 1}
        known = spelling.Vocabulary(*snapshot.vocabulary())
        assert known.counts(["kota", "desa", "tuan"]) == {"kota": 3, "desa": 1}
