"""Reading a folder, and the cache of what was analysed."""

import json

import numpy as np
import pytest

from search.errors import UsageError
from search.evaluation import dataset
from search.evaluation.dataset import Dataset
from search.model import Field, Release


@pytest.fixture
def folder(tmp_path):
    records = [{"id": "a", "title": "Bom Bali", "body": "Isi."}, {"id": "b", "body": "Tanpa judul."}]
    (tmp_path / "releases.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    (tmp_path / "queries.tsv").write_text("key-1\tbom\n")
    (tmp_path / "qrels.tsv").write_text("key-1 0 a 1\nkey-9 0 b 1\n")
    return tmp_path


def test_a_folder_is_documents_questions_and_their_judgements(folder):
    read = Dataset.read(folder)
    assert [release.id for release in read.releases] == ["a", "b"]
    assert read.questions == {"key-1": "bom"}
    assert read.judgements == {"key-1": {"a": 1}}


def test_the_digest_changes_with_any_file(folder):
    before = Dataset.read(folder).digest
    assert Dataset.read(folder).digest == before
    (folder / "qrels.tsv").write_text("key-1 0 b 1\n")
    assert Dataset.read(folder).digest != before


def test_a_question_that_no_document_answers_is_an_error(folder):
    (folder / "qrels.tsv").write_text("key-1 0 gone 1\n")
    with pytest.raises(UsageError, match="no document that answers key-1"):
        Dataset.read(folder)


def test_a_document_that_cannot_be_read_is_an_error(folder):
    (folder / "releases.jsonl").write_text('{"id": "a", "body": "Isi."}\n{"id": \n')
    with pytest.raises(UsageError, match=r"releases\.jsonl:2"):
        Dataset.read(folder)


def test_what_was_analysed_before_is_taken_from_the_cache(tmp_path, analyzer, monkeypatch):
    releases = [Release("a", "Isi siaran.", "Judul")]
    first = dataset.analysed(releases, analyzer, tmp_path / "cache")
    monkeypatch.setattr(dataset, "_analyse", None)
    again = dataset.analysed(releases, analyzer, tmp_path / "cache")
    assert again.releases == first.releases
    assert np.array_equal(again.body.words, first.body.words)
    with pytest.raises(TypeError):
        dataset.analysed([Release("a", "Isi lain.", "Judul")], analyzer, tmp_path / "cache")


def test_the_cache_forgets_the_oldest(tmp_path, analyzer, monkeypatch):
    monkeypatch.setattr(dataset, "KEPT", 2)
    for number in range(4):
        dataset.analysed([Release("a", f"Isi {number}.")], analyzer, tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_fields_can_be_left_out_of_the_index(folder, analyzer):
    batch = dataset.analysed(Dataset.read(folder).releases, analyzer)
    lengths = {
        fields: [[len(column.of(i)) for i in (0, 1)] for column in (each.title, each.body)]
        for fields in dataset.FIELDS
        if (each := dataset.indexing(batch, fields))
    }
    assert lengths == {
        "all": [[2, 0], [1, 2]],
        "given": [[2, 0], [1, 2]],
        "title": [[2, 0], [0, 0]],
        "body": [[0, 0], [1, 2]],
    }
    assert dataset.without(batch, Field.TITLE).releases == batch.releases


def test_a_file_of_one_document_is_known_by_its_name(folder, tmp_path):
    (tmp_path / "tamu.txt").write_text("Thu, 2020 September 03 | by BNPT\nJakarta - Kunjungan tamu.")
    read = Dataset.read(folder, more=[tmp_path / "tamu.txt"])
    assert [release.id for release in read.releases] == ["a", "b", "tamu"]
