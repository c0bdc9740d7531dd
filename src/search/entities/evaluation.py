"""Scores by name in each article: how many of the entities that a reader marked were found, and how many of those
found were marked.

    python -m search.entities.evaluation ARTICLES ANNOTATIONS [--rules] [--errors]

Both are JSON lines: `{"id", "body", "title"}` and `{"id", "entities": [{"kind", "name", "mentions": [text]}]}`. An
entity counts as found where one of its forms is among the forms given, brackets and case aside.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..model import Kind
from .recognition import annotate_with
from .tagger import load


@dataclass(slots=True)
class Score:
    """Counts of one kind. `found` entities agree, `missed` were marked only, `wrong` given only."""

    found: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of the given that is right; 1 where nothing was given."""
        given = self.found + len(self.wrong)
        return self.found / given if given else 1.0

    @property
    def recall(self) -> float:
        """Share of the marked that was found; 1 where nothing was marked."""
        marked = self.found + len(self.missed)
        return self.found / marked if marked else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def forms(texts: Iterable[str]) -> frozenset[str]:
    """What forms of names are compared by: without brackets and case."""
    return frozenset(" ".join(re.sub(r"[()]", " ", text).casefold().split()) for text in texts)


def compare(marked: list[frozenset[str]], given: list[frozenset[str]], score: Score) -> None:
    """Pairs each marked entity with one given that shares a form, each once, and counts into `score`."""
    left = list(given)
    for forms in marked:
        match = next((other for other in left if forms & other), None)
        if match is None:
            score.missed.append(max(forms, key=len))
        else:
            score.found += 1
            left.remove(match)
    score.wrong.extend(max(forms, key=len) for forms in left)


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def evaluate(articles: Path, annotations: Path, *, rules: bool = False) -> tuple[dict[Kind, Score], float]:
    """Scores by kind over all annotated articles, and milliseconds an article. `rules`: without the model."""
    tagger = None if rules else load()
    marked = {record["id"]: record["entities"] for record in read_lines(annotations)}
    texts = [record for record in read_lines(articles) if record["id"] in marked]
    annotate_with(tagger, "Gazetteers are read at the first call.")
    began = time.perf_counter()
    found = [(record["id"], annotate_with(tagger, record["body"], record.get("title") or "")) for record in texts]
    seconds = time.perf_counter() - began
    scores = {kind: Score() for kind in Kind}
    for record_id, entities in found:
        for kind, score in scores.items():
            compare(
                [forms([e["name"], *e["mentions"]]) for e in marked[record_id] if e["kind"] == kind.value],
                [forms([e.name, *e.aliases]) for e in entities if e.kind is kind],
                score,
            )
    return scores, 1000 * seconds / max(1, len(texts))


def main(arguments: list[str] | None = None) -> int:
    """Prints the scores, with --errors also what was missed and what was wrong."""
    parser = argparse.ArgumentParser(prog="python -m search.entities.evaluation", description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("annotations", type=Path)
    parser.add_argument("--errors", action="store_true", help="list what was missed and what was wrong")
    parser.add_argument("--rules", action="store_true", help="score the rules alone")
    options = parser.parse_args(arguments)
    scores, milliseconds = evaluate(options.articles, options.annotations, rules=options.rules)
    lines = [
        f"{kind.value:13} precision {s.precision:.3f}  recall {s.recall:.3f}  F1 {s.f1:.3f}"
        for kind, s in scores.items()
    ]
    lines.append(f"{milliseconds:.2f} ms an article")
    if options.errors:
        for kind, score in scores.items():
            lines += [
                f"\n{kind.value}, missed: {'; '.join(score.missed)}",
                f"{kind.value}, wrong: {'; '.join(score.wrong)}",
            ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
