"""Scores on marked articles: quotes found, found that are none, and given to the right speaker.

    python -m search.quotes.evaluation ARTICLES ANNOTATIONS [--given] [--errors]

Both are JSON lines: `{"id", "body", "title"}` and `{"id", "entities": [{"kind", "name", "mentions": [text]}],
"quotes": [{"text", "speaker"}]}`. Only direct speech of four words or more counts. A speaker is right where a name of
the entity given is a form of the one marked. `--given` takes the entities that are marked instead of those that
`search.entities` finds, which tells its errors from those of this package.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..entities import annotate
from ..entities.evaluation import read_lines
from ..model import Entity, Kind, Mention, Quote
from .finding import find_quotes
from .speech import FEWEST_WORDS

Annotate = Callable[[Mapping[str, Any], Mapping[str, Any]], Sequence[Entity]]
"""Article and what is marked in it -> its entities."""


@dataclass(slots=True)
class Score:
    """Counts over all articles. `missed`, `false` and `wrong` say which."""

    marked: int = 0
    right: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def found(self) -> int:
        """How many of the marked quotes were found."""
        return self.marked - len(self.missed)

    def add(self, where: str, marked: Sequence[Mapping[str, Any]], quotes: Iterable[Quote], names: Names) -> None:
        """Compares the quotes of one article."""
        self.marked += len(marked)
        left = list(marked)
        for quote in quotes:
            match = next((one for one in left if _same(one["text"], quote.text)), None)
            if match is not None:
                left.remove(match)
                if names.agree(quote.speaker, match["speaker"]):
                    self.right += 1
                else:
                    self.wrong.append(f"{where}: {quote.speaker} for {match['speaker']}: {quote.text[:60]}")
            elif not quote.indirect and len(quote.text.split()) >= FEWEST_WORDS:
                self.false.append(f"{where}: {quote.text[:60]}")
        self.missed += [f"{where}: {one['text'][:60]}" for one in left]


class Names:
    """Tells whether the name of a found entity and that of a marked one mean the same."""

    def __init__(self, marked: Iterable[Mapping[str, Any]], found: Iterable[Entity]) -> None:
        self._marked = {
            form.casefold(): entity["name"] for entity in marked for form in (entity["name"], *entity["mentions"])
        }
        self._found = {entity.name: (entity.name, *entity.aliases) for entity in found}

    def agree(self, found: str | None, marked: str | None) -> bool:
        """Whether both are nobody, or a name of `found` is a form of `marked`."""
        if found is None or marked is None:
            return found == marked
        return any(self._marked.get(name.casefold()) == marked for name in self._found.get(found, (found,)))


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()) == " ".join(other.split())


def marked_entities(article: Mapping[str, Any], marks: Mapping[str, Any]) -> tuple[Entity, ...]:
    """The entities that are marked, with a mention wherever one of their forms stands; longer forms go first."""
    body: str = article["body"]
    places: dict[int, list[Mention]] = {index: [] for index in range(len(marks["entities"]))}
    taken = bytearray(len(body))
    forms = [(form, index) for index, entity in enumerate(marks["entities"]) for form in entity["mentions"]]
    for form, index in sorted(forms, key=lambda one: -len(one[0])):
        for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", body):
            if not any(taken[slice(*match.span())]):
                taken[slice(*match.span())] = b"\1" * len(form)
                places[index].append(Mention(match.start(), match.end(), form))
    return tuple(
        Entity(
            Kind(entity["kind"]), entity["name"], tuple(entity["mentions"]), tuple(sorted(places[index], key=_start))
        )
        for index, entity in enumerate(marks["entities"])
    )


def _start(mention: Mention) -> int:
    return mention.start


def found_entities(article: Mapping[str, Any], _: Mapping[str, Any]) -> tuple[Entity, ...]:
    """The entities that `search.entities` finds."""
    return annotate(article["body"], article.get("title") or "")


def evaluate(articles: Path, annotations: Path, annotate_with: Annotate = found_entities) -> Score:
    """The score over all annotated articles; `seconds` is the time spent in `find_quotes` alone."""
    marks = {record["id"]: record for record in read_lines(annotations)}
    score = Score()
    for article in read_lines(articles):
        if (marked := marks.get(article["id"])) is None:
            continue
        entities = annotate_with(article, marked)
        began = time.perf_counter()
        quotes = find_quotes(article["body"], entities)
        score.seconds += time.perf_counter() - began
        score.add(article["id"], marked["quotes"], quotes, Names(marked["entities"], entities))
    return score


def main(arguments: list[str] | None = None) -> int:
    """Prints the scores, with --errors also which quotes they come from."""
    parser = argparse.ArgumentParser(prog="python -m search.quotes.evaluation", description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("annotations", type=Path)
    parser.add_argument("--given", action="store_true", help="take the marked entities instead of those found")
    parser.add_argument("--errors", action="store_true", help="list what was missed, false and wrong")
    options = parser.parse_args(arguments)
    score = evaluate(options.articles, options.annotations, marked_entities if options.given else found_entities)
    lines = [
        f"{score.marked} quotes: {score.found} found, {len(score.false)} found that are none, "
        f"{score.right} with the right speaker ({score.right / max(1, score.marked):.3f})",
        f"{1000 * score.seconds:.1f} ms in all",
    ]
    if options.errors:
        for name in ("missed", "false", "wrong"):
            lines += [f"{name}: {one}" for one in getattr(score, name)]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
