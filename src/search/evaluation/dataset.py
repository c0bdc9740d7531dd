"""A folder of documents, questions and judgements; its documents are analysed once and kept in a cache."""

from __future__ import annotations

import os
import pickle
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

import numpy as np

from ..analysis import analyse
from ..annotating import annotate, content_hash
from ..config import Settings
from ..engines.base import Batch, Column
from ..errors import ReadError, UsageError
from ..language import Analyzer
from ..model import Field, Release
from ..readers import holds_many, read
from .trec import Judgements, Questions, read_judgements, read_questions

KEPT = 16
"""Analysed collections that the cache keeps, the least recently written removed first."""

_ANALYSIS = ("language", "entities", "readers", "engines/base.py", "analysis.py", "model.py")
"""The code that decides what an analysed collection is: a change of it makes the cache anew."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """What is searched and asked. `digest` stands for the content of all files."""

    releases: tuple[Release, ...]
    questions: Questions
    judgements: Judgements
    digest: str

    @classmethod
    def read(cls, folder: Path, *, questions: Path | None = None, more: Sequence[Path] = ()) -> Dataset:
        """Read `releases.jsonl`, `queries.tsv` and `qrels.tsv`.

        `questions` is read in place of the folder's, `more` are further files of documents; a file of one document
        is judged by its name without suffix, because ids made from paths differ between machines. A question without a
        judgement, or one whose judged documents are not there, is an error, as is a document that can't be read.
        """
        documents = [folder / "releases.jsonl", *more]
        asked, judged = questions or folder / "queries.tsv", folder / "qrels.tsv"
        releases = tuple(release for path in documents for release in _releases(path))
        texts, grades = read_questions(asked), read_judgements(judged)
        known = {release.id for release in releases}
        for question in texts:
            if not known & set(grades.get(question, ())):
                raise UsageError(f"{asked}: {judged} names no document that answers {question}")
        digest = blake2b(digest_size=16)
        for path in (*documents, asked, judged):
            digest.update(blake2b(path.read_bytes()).digest())
        return cls(releases, texts, {question: grades[question] for question in texts}, digest.hexdigest())


def _releases(path: Path) -> list[Release]:
    releases = []
    for item in read(path, record_bytes=Settings().record_bytes):
        if isinstance(item, ReadError):
            raise UsageError(str(item)) from item
        if isinstance(item, Release):
            releases.append(item if holds_many(path) else replace(item, id=path.stem))
    return releases


def analysed(releases: Sequence[Release], analyzer: Analyzer, cache: Path | None = None) -> Batch:
    """The releases, annotated and analysed. Taken from `cache` (None: not at all) where they were before."""
    hashes = [content_hash(release) for release in releases]
    if cache is None:
        return _analyse(releases, hashes, analyzer)
    key = blake2b(repr((hashes, analyzer.fingerprint, _code())).encode(), digest_size=16).hexdigest()
    kept = cache / f"{key}.pickle"
    if kept.exists():
        batch: Batch = pickle.loads(kept.read_bytes())  # noqa: S301 - written below, in a folder of the user's own
        return batch
    batch = _analyse(releases, hashes, analyzer)
    cache.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = kept.with_suffix(f".{os.getpid()}")
    fresh.write_bytes(pickle.dumps(batch))
    fresh.replace(kept)
    for old in sorted(cache.glob("*.pickle"), key=lambda path: path.stat().st_mtime, reverse=True)[KEPT:]:
        old.unlink(missing_ok=True)
    return batch


def cache_folder() -> Path:
    """Where analysed collections are kept: of the user's own, not in the common temporary folder, because reading
    one runs what it says."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "siaran" / "evaluation"


def without(batch: Batch, field: Field) -> Batch:
    """The batch as if no release had a word in `field`."""
    empty = Column(np.zeros(0, np.uint32), np.zeros(len(batch.releases), np.uint32))
    return replace(batch, title=empty) if field is Field.TITLE else replace(batch, body=empty)


def without_derived_titles(batch: Batch) -> Batch:
    """The batch as if a release whose agency gave no title had none: its lead sentence stands in the body only."""
    rows = [
        batch.title.of(i)[:0] if release.title_derived else batch.title.of(i)
        for i, release in enumerate(batch.releases)
    ]
    ends = np.cumsum([len(row) for row in rows], dtype=np.uint32)
    return replace(batch, title=Column(np.concatenate([np.zeros(0, np.uint32), *rows]), ends))


def indexing(batch: Batch, fields: str) -> Batch:
    """The batch with only these fields: `all`, `title`, `body`, or `given` (bodies, and titles that were given)."""
    if fields == "given":
        return without_derived_titles(batch)
    if fields == "all":
        return batch
    return without(batch, Field.BODY if fields == "title" else Field.TITLE)


FIELDS = ("all", "given", "title", "body")


def _analyse(releases: Sequence[Release], hashes: Sequence[str], analyzer: Analyzer) -> Batch:
    return analyse(annotate(releases), hashes, analyzer, lambda _: {})


def _code() -> str:
    root = Path(__file__).parent.parent
    digest = blake2b(digest_size=16)
    for name in _ANALYSIS:
        place = root / name
        for path in [place] if place.is_file() else sorted(place.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
