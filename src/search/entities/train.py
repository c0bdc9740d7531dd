"""Trains the model that finds names, from texts that are tagged word by word.

    python -m search.entities.train FOLDER [-o MODEL] [--articles FILE --annotations FILE]

FOLDER holds CoNLL columns: each `*train*.txt` is trained on. With articles marked by hand (as `evaluation` takes them)
the weights that `judging` decides with are fitted to them as well. Needs python-crfsuite, at training only:

    pip install python-crfsuite

The tagger is a linear-chain model fitted by L-BFGS with elastic net (Okazaki's CRFsuite); weights under `--least` are
dropped, the others rounded to a byte. `judging`'s are fitted here, to taggers that have not seen the sentence: each
half of a set is read by a tagger of the rest. The same files give the same model.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

import numpy as np

from ..model import Kind
from .candidates import merge
from .conll import Name, Sentence, ours, read
from .evaluation import forms, read_lines
from .features import attributes, open_words
from .fitting import Example, fit
from .recognition import read_spans
from .signs import signs
from .spans import Span
from .tagger import KINDS, MODEL, TAGS, Tagger
from .weights import Weights, write
from .words import Words

_REPEATED = 2
"""How often a sentence of news counts; one of the encyclopedia (`nergrit`) counts once."""
_SENTENCE, _ARTICLE = 0.25, 1.0
"""What a name of a sentence and one of an article weigh when `judging` is fitted: sentences are many and have less to
tell an acronym of a body from another by."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A sentence ready for training: words, stretches, attributes, names in our convention, how often it counts."""

    words: Words
    spans: list[Span]
    attributes: list[list[str]]
    tags: list[str]
    names: list[Name]
    repeated: int


def lesson(sentence: Sentence, repeated: int) -> Lesson:
    """Makes a sentence ready. Names that no open word is in can't be learned, nor found."""
    words, spans = read_spans(sentence.words.text)
    names = ours(sentence)
    tags = ["O"] * len(words)
    for first, last, kind in names:
        for i in range(first, last):
            tags[i] = f"{'B' if i == first else 'I'}-{kind.value}"
    before = "O"
    for i, is_open in enumerate(open_words(words)):
        if not is_open:
            tags[i] = "O"
        elif tags[i][0] == "I" and before[2:] != tags[i][2:]:
            tags[i] = "B" + tags[i][1:]
        before = tags[i]
    return Lesson(words, spans, attributes(words, spans), tags, names, repeated)


def train_weights(lessons: Iterable[Lesson], *, c1: float, c2: float, rounds: int, least: float) -> Weights:
    """Fits the tagger's weights."""
    crfsuite = import_module("pycrfsuite")
    trainer = crfsuite.Trainer(verbose=False)
    for each in lessons:
        seen = [[name for name in its if name.isprintable()] or ["closed"] for its in each.attributes]
        for _ in range(each.repeated):
            trainer.append(seen, each.tags)
    trainer.set_params({"c1": c1, "c2": c2, "max_iterations": rounds, "feature.possible_transitions": True})
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model.crfsuite")
        trainer.train(path)
        tagger = crfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
        tagger.close()
    return _weights(info, least)


def _weights(info: Any, least: float) -> Weights:
    column = {tag: n for n, tag in enumerate(TAGS)}
    transitions = np.zeros((len(TAGS), len(TAGS)), dtype=np.float32)
    for (before, after), value in info.transitions.items():
        transitions[column[before], column[after]] = value
    kept: dict[str, dict[int, float]] = {}
    for (name, tag), value in info.state_features.items():
        if abs(value) >= least and name != "closed":
            kept.setdefault(name, {})[column[tag]] = value
    states = np.zeros((len(kept) + 1, len(TAGS)), dtype=np.float32)
    for row, values in enumerate(kept.values()):
        for tag_column, value in values.items():
            states[row, tag_column] = value
    return Weights({name: row for row, name in enumerate(kept)}, states, transitions, {})


def sentence_examples(tagger: Tagger, lessons: Iterable[Lesson]) -> list[Example]:
    """What `judging` is to learn from tagged sentences."""
    found = []
    for each in lessons:
        tagging = tagger.tag(each.words, each.spans)
        merged = merge(each.words, read_spans(each.words.text)[1], tagging)
        for its, evidences in signs(each.words, merged, tagging):
            for kind, evidence in evidences.items():
                right = any((span.first, span.last, kind) in each.names for span in its)
                found.append(Example(kind, evidence, right, _SENTENCE))
    return found


def article_examples(tagger: Tagger, articles: Path, annotations: Path) -> list[Example]:
    """What `judging` is to learn from marked articles: whether a form is among those marked."""
    marked = {record["id"]: record["entities"] for record in read_lines(annotations)}
    found = []
    for record in read_lines(articles):
        if record["id"] not in marked:
            continue
        right: dict[str, set[str]] = {kind.value: set() for kind in KINDS}
        for entity in marked[record["id"]]:
            right[entity["kind"]] |= forms([entity["name"], *entity["mentions"]])
        words, spans = read_spans(record["body"], record.get("title") or "")
        tagging = tagger.tag(words, spans)
        for its, evidences in signs(words, merge(words, spans, tagging), tagging):
            text = words.text[words.start[its[0].first] : words.end[its[0].last - 1]]
            for kind, evidence in evidences.items():
                found.append(Example(kind, evidence, bool(forms([text]) & right[kind.value]), _ARTICLE))
    return found


def learn(
    sets: Sequence[list[Lesson]], marked: tuple[Path, Path] | None, *, c1: float, c2: float, rounds: int, least: float
) -> Weights:
    """The whole model from several sets of sentences: tagger, and the weights that decide."""
    options: dict[str, Any] = {"c1": c1, "c2": c2, "rounds": rounds, "least": least}
    every = [each for lessons in sets for each in lessons]
    weights = train_weights(every, **options)
    examples: list[Example] = []
    for lessons in sets:
        if lessons and lessons[0].repeated < 2:
            continue
        middle = len(lessons) // 2
        for held_out in (lessons[:middle], lessons[middle:]):
            away = {id(each) for each in held_out}
            tagger = Tagger(train_weights([each for each in every if id(each) not in away], **options))
            examples += sentence_examples(tagger, held_out)
    if marked is not None:
        examples += article_examples(Tagger(weights), *marked)
    judge = {kind.value: fit([example for example in examples if example.kind is kind]) for kind in Kind}
    return Weights(weights.rows, weights.states, weights.transitions, judge)


def main(arguments: list[str] | None = None) -> int:
    """Trains, writes the model, and says what it holds."""
    parser = argparse.ArgumentParser(prog="python -m search.entities.train", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=MODEL)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--annotations", type=Path)
    parser.add_argument("--c1", type=float, default=0.3, help="weight of the L1 norm")
    parser.add_argument("--c2", type=float, default=0.3, help="weight of the L2 norm")
    parser.add_argument("--rounds", type=int, default=120, help="rounds of L-BFGS")
    parser.add_argument("--least", type=float, default=0.05, help="weights smaller than this are dropped")
    options = parser.parse_args(arguments)
    if (options.articles is None) != (options.annotations is None):
        parser.error("--articles and --annotations go together")
    files = sorted(options.folder.glob("*train*.txt"))
    if not files:
        parser.error(f"no *train*.txt in {options.folder}")
    sets = []
    for path in files:
        sentences = list(read(path))
        repeated = 1 if "nergrit" in path.name else _REPEATED
        sets.append([lesson(sentence, repeated) for sentence in sentences])
    marked = (options.articles, options.annotations) if options.articles is not None else None
    weights = learn(sets, marked, c1=options.c1, c2=options.c2, rounds=options.rounds, least=options.least)
    about = {
        "files": {path.name: len(lessons) for path, lessons in zip(files, sets, strict=True)},
        "trained with": f"python-crfsuite {installed('python-crfsuite')}",
        "options": {name: getattr(options, name) for name in ("c1", "c2", "rounds", "least")},
    }
    written = Weights(weights.rows, weights.states, weights.transitions, weights.judge, about=about)
    digest = write(options.output, written, TAGS)
    size = options.output.stat().st_size
    sys.stdout.write(f"{options.output}: {len(weights.rows)} attributes, {size} bytes, digest {digest}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
