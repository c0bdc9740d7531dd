"""The house stands as docs/architecture.md draws it: imports only point down."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import search

ROOT = Path(search.__file__).parent

LEVELS = {
    "model": 0, "errors": 0, "periods": 0, "config": 1, "leaves": 1, "model_entities": 1, "reasons": 1,
    "language": 1, "querying": 2, "snippets": 2, "expansion": 2, "citing": 2, "asking": 2, "unanswered": 2,
    "readers": 3, "entities": 3, "events": 3, "quotes": 4,
    "engines": 4,
    "analysis": 5, "annotating": 5, "preparing": 6, "readbefore": 5, "workers": 7, "preloaded": 8, "ingest": 8,
    "answers": 5, "recent": 5,
    "suggesting": 5, "correcting": 6, "explaining": 5, "auditing": 5, "companions": 7, "identity": 6, "searching": 7,
    "duplicates": 6, "history": 6, "relating": 5, "overlap": 7, "journal": 6, "sweeping": 8,
    "quotations": 8, "derived": 9, "newest": 10, "indexing": 10, "watching": 11,
    "entity_questions": 11, "edit_questions": 11, "archive": 12, "presenting": 13,
    "cli": 14, "web": 14, "assistants": 14, "evaluation": 14,
}  # fmt: skip

FACES_THAT_MEET = {
    # `siaran serve` and `siaran mcp` are commands: the two places where a face starts another.
    ("cli/commands.py", "web"),
    ("cli/mcp.py", "assistants"),
}
"""Files of a face that may know another one, and which."""


def modules() -> list[Path]:
    return sorted(ROOT.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> Iterator[str]:
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - (node.level - 1)]
            target = (*base, *(node.module or "").split(".")) if node.module else base
            names = [target[0]] if target else [alias.name for alias in node.names]
            yield from names
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("search."):
            yield (node.module or "").split(".")[1]


def test_every_room_has_its_level() -> None:
    assert {room(path) for path in modules()} - {"__init__"} == set(LEVELS)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_only_point_down(path: Path) -> None:
    if room(path) == "__init__":
        return
    for target in imported_rooms(path):
        if target == room(path) or (str(path.relative_to(ROOT)), target) in FACES_THAT_MEET:
            continue
        assert LEVELS[target] < LEVELS[room(path)], f"{path.name} imports {target}"


def test_whoosh_is_only_known_in_its_engine() -> None:
    knowing = {
        path.relative_to(ROOT).parts[:2]
        for path in modules()
        if any(
            name.split(".")[0] == "whoosh"
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            for name in (
                [node.module or ""]
                if isinstance(node, ast.ImportFrom) and not node.level
                else [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else []
            )
        )
    }
    assert knowing <= {("engines", "whoosh"), ("engines", "whoosh_scoring.py")}


def test_no_file_is_longer_than_one_sitting() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in modules()}
    assert {name: length for name, length in lengths.items() if length > 330} == {}
