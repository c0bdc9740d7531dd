"""Indexes of one corpus: built, measured while they are, changed; the folder in which a run keeps them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .corpus import Corpus, releases
from .peers import load
from .peers.base import size_on_disk
from .prepared import Prepared, prepare
from .probes import run
from .sentences import real_data

MORE = 10
"""Releases that are added to a full index."""

WHOOSH_LIMIT = 10_000
"""Largest corpus for stock Whoosh, which takes a quarter of an hour for ten times as many."""

SHORT_OF_WHOOSH = f"stock Whoosh is measured up to {WHOOSH_LIMIT:,} releases"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the indexes of a corpus are."""

    corpus: Corpus

    @property
    def folder(self) -> Path:
        return self.corpus.path.with_suffix("")

    @property
    def siaran(self) -> Path:
        return self.folder / "siaran"

    def peer(self, name: str, words: str) -> Path:
        return self.folder / f"{name}-{words}"


def ensure_siaran(place: Place, *, keep: bool) -> dict[str, Any]:
    """siaran's index, built anew unless it is there and is to be kept. The facts of its making (kept with it)."""
    facts = place.folder / "siaran.json"
    if not (keep and facts.exists()):
        _remove(place.siaran)
        place.folder.mkdir(parents=True, exist_ok=True)
        made = run("index", index=place.siaran, paths=[place.corpus.path])
        facts.write_text(json.dumps({**made, "bytes": size_on_disk(place.siaran)}))
    return json.loads(facts.read_text())  # type: ignore[no-any-return]


def ensure_peer(place: Place, prepared: Prepared, name: str, *, keep: bool) -> dict[str, Any]:
    """Another engine's two indexes; the facts are those of the one of stems."""
    facts = place.folder / f"{name}.json"
    if not (keep and facts.exists()):
        made: dict[str, Any] = {}
        for words in ("forms", "stems"):
            folder = place.peer(name, words)
            _remove(folder)
            made = run("peer", name=name, prepared=prepared.path, folder=folder, words=words)
        facts.write_text(json.dumps({**made, "bytes": size_on_disk(place.peer(name, "stems"))}))
    return json.loads(facts.read_text())  # type: ignore[no-any-return]


def measure_indexing(place: Place, peers: Iterable[str], *, baseline: bool, say: Any) -> dict[str, Any]:
    """Everything about indexing that a run reports; leaves the indexes for the searches."""
    size = place.corpus.size
    say("siaran, from files, stems cold")
    result: dict[str, Any] = {"siaran": ensure_siaran(place, keep=False)}
    ours = result["siaran"]
    say("siaran: nothing changed; ten more; engine alone")
    ours["unchanged_seconds"] = run("index", index=place.siaran, paths=[place.corpus.path])["seconds"]
    ours["add_seconds"] = _add_to_siaran(place)
    alone = place.folder / "engine"
    _remove(alone)
    engine = run("engine", index=place.siaran, folder=alone)
    _remove(alone)
    ours |= {f"engine_{fact}": engine[fact] for fact in ("seconds", "memory", "load")}
    prepared = prepare(place.corpus, place.siaran)
    for name in peers:
        if name == "whoosh" and size > WHOOSH_LIMIT:
            continue
        say(name)
        result[name] = ensure_peer(place, prepared, name, keep=False)
        result[name]["add_seconds"] = _add_to_peer(place, prepared, name)
    if baseline and size <= WHOOSH_LIMIT:
        say("stock Whoosh from the same file with a Sastrawi analyzer")
        raw = place.folder / "whoosh-raw"
        _remove(raw)
        result["baseline"] = run("whoosh_raw", corpus=place.corpus.path, folder=raw)
        result["baseline"]["bytes"] = size_on_disk(raw)
        _remove(raw)
    return result


def _add_to_siaran(place: Place) -> float:
    size, copy = place.corpus.size, place.folder / "siaran-copy"
    more = place.folder / "more.jsonl"
    real = real_data() if place.corpus.real else None
    rows = releases(size + MORE, real=real, first=size)
    more.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    _remove(copy)
    shutil.copytree(place.siaran, copy)
    facts = run("index", index=copy, paths=[more])
    _remove(copy)
    if facts["added"] != MORE:
        raise RuntimeError(f"{facts['added']} releases were added, {MORE} were given")
    return float(facts["seconds"])


def _add_to_peer(place: Place, prepared: Prepared, name: str) -> float | None:
    if load(name).adds:
        copy = place.folder / "peer-copy"
        _remove(copy)
        shutil.copytree(place.peer(name, "stems"), copy)
        facts = run("peer_add", name=name, prepared=prepared.path, folder=copy, count=MORE)
        _remove(copy)
        return float(facts["seconds"])
    return None


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
