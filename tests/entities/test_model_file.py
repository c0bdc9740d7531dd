"""The model's file: what is written is read again, and a file that is damaged is said to be and not used."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.entities import annotate, tagger
from search.entities.recognition import annotate_with
from search.entities.tagger import MODEL, TAGS
from search.entities.weights import DamagedModel, Weights, read, write
from search.model import Kind

TEXT = "Bupati Wirya Sentanu membuka acara di Kabupaten Jepara bersama Dinas Kesehatan."


def small(names: list[str]) -> Weights:
    states = np.zeros((len(names) + 1, len(TAGS)), dtype=np.float32)
    states[:-1] = np.arange(len(names) * len(TAGS)).reshape(-1, len(TAGS)) / 7
    return Weights({name: n for n, name in enumerate(names)}, states, np.eye(len(TAGS), dtype=np.float32), {"a": {}})


@settings(max_examples=50, deadline=None)
@given(st.sets(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12), min_size=1, max_size=20))
def test_what_was_written_is_read_again_but_for_rounding(
    tmp_path_factory: pytest.TempPathFactory, names: set[str]
) -> None:
    path = tmp_path_factory.mktemp("model") / "model.bin"
    written = small(list(names))
    write(path, written, TAGS)
    again = read(path, TAGS)
    assert set(again.rows) == names
    step = float(written.states.max()) / 127
    for name in names:
        assert np.allclose(again.states[again.rows[name]], written.states[written.rows[name]], atol=step)
    assert not again.states[-1].any()


def test_the_same_weights_have_the_same_digest(tmp_path: Path) -> None:
    assert write(tmp_path / "one", small(["a", "b"]), TAGS) == write(tmp_path / "two", small(["a", "b"]), TAGS)
    assert write(tmp_path / "one", small(["a", "b"]), TAGS) != write(tmp_path / "two", small(["a", "c"]), TAGS)


@pytest.mark.parametrize("at", [0, 5, 20, 400, 5000, -1])
def test_one_changed_byte_anywhere_is_damage(tmp_path: Path, at: int) -> None:
    content = bytearray(MODEL.read_bytes())
    content[at] ^= 0x21
    (tmp_path / "model.bin").write_bytes(content)
    with pytest.raises(DamagedModel):
        read(tmp_path / "model.bin", TAGS)


@pytest.mark.parametrize("keep", [0, 10, 300, 4000, 50_000])
def test_a_file_cut_short_is_damaged(tmp_path: Path, keep: int) -> None:
    (tmp_path / "model.bin").write_bytes(MODEL.read_bytes()[:keep])
    with pytest.raises(DamagedModel):
        read(tmp_path / "model.bin", TAGS)


def test_a_model_for_other_tags_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "model.bin", small(["a"]), TAGS)
    with pytest.raises(DamagedModel, match="another version"):
        read(tmp_path / "model.bin", TAGS[:-1])


@pytest.fixture
def _model_at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    path = tmp_path / "model.bin"
    monkeypatch.setattr(tagger, "MODEL", path)
    return path


def test_without_the_file_the_rules_decide_and_the_status_says_so(_model_at: Path) -> None:
    assert tagger.load() is None
    assert tagger.version() == "none"
    assert "missing (model.bin)" in tagger.status()
    assert "Install siaran anew" in tagger.status()
    assert annotate(TEXT) == annotate_with(None, TEXT)
    assert {entity.kind for entity in annotate(TEXT)} == set(Kind)


def test_with_a_damaged_file_the_rules_decide_and_the_status_says_so(_model_at: Path) -> None:
    _model_at.write_bytes(MODEL.read_bytes()[:-100])
    assert tagger.load() is None
    assert "can't be read" in tagger.status()
    assert annotate(TEXT) == annotate_with(None, TEXT)


def test_with_the_package_s_file_there_is_nothing_to_say() -> None:
    assert tagger.status() == ""
    assert len(tagger.version()) == 12


def test_model_and_gazetteers_stay_small() -> None:
    assert sum(path.stat().st_size for path in MODEL.parent.iterdir()) < 500_000


def test_the_notices_of_the_training_data_are_shipped_with_the_model() -> None:
    for name in ("LICENSE.idner-news-2k", "LICENSE.nergrit"):
        assert "Permission is hereby granted" in (MODEL.parent / name).read_text(encoding="utf-8")
