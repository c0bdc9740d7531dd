"""The command that makes the model."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from search.entities.recognition import annotate_with
from search.entities.tagger import TAGS, Tagger
from search.entities.train import main
from search.entities.weights import read

LINES = """
Bapak O\nWirya B-PER\nSentanu I-PER\nhadir O\ndi O\nJepara B-LOC\n. O

Menurut O\nGaluh B-PER\nPrameswari I-PER\n, O\nDewan B-ORG\nKota I-ORG\nrapat O\n. O

Rapat O\nDewan B-ORG\nRakyat I-ORG\ndibuka O\nTegar B-PER\nWibawa I-PER\ndi O\nKudus B-LOC\n. O
"""


def test_a_folder_without_training_files_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([str(tmp_path)])
    assert "no *train*.txt in" in capsys.readouterr().err


def test_articles_go_with_their_annotations(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([str(tmp_path), "--articles", "a.jsonl"])
    assert "go together" in capsys.readouterr().err


@pytest.mark.skipif(find_spec("pycrfsuite") is None, reason="python-crfsuite, which only training needs, is not there")
def test_the_same_sentences_give_the_same_model_and_it_can_be_used(tmp_path: Path) -> None:
    (tmp_path / "train.txt").write_text(LINES * 4, encoding="utf-8")
    for name in ("one.bin", "two.bin"):
        assert main([str(tmp_path), "-o", str(tmp_path / name), "--rounds", "20"]) == 0
    assert (tmp_path / "one.bin").read_bytes() == (tmp_path / "two.bin").read_bytes()
    weights = read(tmp_path / "one.bin", TAGS)
    assert weights.about["files"] == {"train.txt": 12}
    assert annotate_with(Tagger(weights), "Bapak Wirya Sentanu hadir di Jepara.")
