"""How well copies of real articles are found: `python tests/overlap/measuring.py INDEX [SEED [ARTICLES]]`.

INDEX holds the news articles of the data folder. Prints a row for each way of editing: the share of the words kept that
is shown as shared with the right release, the share of the words shown that were kept, and how often the right release
(or a version of it) comes first.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from pathlib import Path
from typing import Any

from copies import Editor, Part, Score, text_of

from search.archive import Archive
from search.overlap import Overlap

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("SIARAN_DATA") or ROOT.parent / "shared" / "data")
EDITS = (0.0, 0.05, 0.1, 0.15, 0.2)


def articles(folder: str) -> dict[str, str]:
    lines = (DATA / folder / "releases.jsonl").read_text("utf-8").split("\n")
    return {row["id"]: row["body"] for row in map(json.loads, filter(None, lines))}


class Row:
    """One way of editing."""

    def __init__(self, archive: Archive) -> None:
        self.score, self.first, self.texts, self.seconds = Score(), 0, 0, 0.0
        self._archive = archive

    def add(self, parts: list[Part], origins: list[str]) -> Overlap:
        started = time.process_time()
        found = self._archive.overlap(text_of(parts), limit=50)
        self.seconds += time.process_time() - started
        self.score.add(parts, origins, found)
        accepted = {v.id for origin in origins for v in self._archive.versions(origin)} | set(origins)
        self.first += bool(found.releases) and found.releases[0].release.id in accepted
        self.texts += 1
        return found

    def __str__(self) -> str:
        score = self.score
        rates = f"recall {score.recall:.3f}  precision {score.precision:.3f}  first {self.first / self.texts:.3f}"
        return f"{rates}  {1000 * self.seconds / self.texts:.0f} ms  ({self.texts})"


def rows(archive: Archive, seed: int, size: int) -> dict[str, Row]:
    """Every way of editing, over so many articles."""
    # As they are stored: some articles have control characters, which no release keeps.
    news = {release_id: archive.release(release_id).body for release_id in articles("news")}
    news = {release_id: body for release_id, body in news.items() if len(body) < archive.settings.overlap_length / 3}
    foreign = list(articles("facqa").values())
    strange = [word for text in foreign for word in text.split()]
    editor, draw = Editor(seed, strange), random.Random(seed)
    chosen = draw.sample(sorted(news), min(size, len(news)))
    made: dict[str, Row] = {}

    def add(name: str, parts: list[Part], *origins: str) -> None:
        made.setdefault(name, Row(archive)).add(parts, list(origins))

    for origin, other in zip(chosen, chosen[1:] + chosen[:1], strict=True):
        for share in EDITS:
            add(f"edited {share:.0%}", editor.edited(news[origin], origin, share), origin)
        for share in (0.0, 0.1, 0.2):
            half = editor.edited(editor.cut(news[origin], 0.5), origin, share)
            add(f"half, edited {share:.0%}", half, origin)
            halves = [half, editor.edited(editor.cut(news[other], 0.5), other, share)]
            add(f"two halves, edited {share:.0%}", editor.order(halves), origin, other)
        add("a third of its sentences in twice as much", editor.mixed(news[origin], origin, foreign, 1 / 3, 8), origin)
        add("two sentences in nine times as much", editor.mixed(news[origin], origin, foreign, 0.1, 2), origin)
    return made


def false_alarms(archive: Archive, seed: int, size: int) -> tuple[int, int, list[Any]]:
    """How many of so many texts of another publisher and other years, each of some 300 words, repeat anything."""
    passages = list(articles("facqa").values())
    draw = random.Random(seed)
    alarms = []
    for _ in range(size):
        found = archive.overlap(" ".join(draw.sample(passages, 10)), limit=5)
        alarms += [(each.words, each.release.id, found.text[p.start : p.end])
                   for each in found.releases for p in each.passages]  # fmt: skip
    return size, len(alarms), alarms


def main(index: str, seed: str = "1", size: str = "100") -> None:
    with Archive.open(index) as archive:
        for name, row in rows(archive, int(seed), int(size)).items():
            sys.stdout.write(f"{name:48} {row}\n")
        texts, alarms, which = false_alarms(archive, int(seed), int(size))
        sys.stdout.write(f"{'texts of another publisher':48} {alarms} passages in {texts} texts\n")
        sys.stdout.writelines(f"    {words} words, {release_id}: {text!r}\n" for words, release_id, text in which)


if __name__ == "__main__":
    main(*sys.argv[1:])
