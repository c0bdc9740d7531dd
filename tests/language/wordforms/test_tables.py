from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from search.errors import SiaranError
from search.language.wordforms import roots, tables, usage


@pytest.fixture(autouse=True)
def _unread() -> Iterator[None]:
    caches = (tables._content, usage.usage, roots.dictionary, roots.roots)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


@pytest.mark.parametrize("content", [None, b"", b"# notice\nada 60\n", b"\xff" * 10])
def test_a_missing_or_damaged_table_is_a_clear_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "usage.txt").write_bytes(content)
    monkeypatch.setattr(tables, "_DATA", tmp_path)
    with pytest.raises(tables.TableDamaged, match=r"usage\.txt is missing or damaged .*; install siaran again"):
        usage.usage()


def test_a_line_without_a_count_is_damage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "usage.txt").write_text("ada\n" * 20_000)
    monkeypatch.setattr(tables, "_DATA", tmp_path)
    with pytest.raises(tables.TableDamaged, match="no count stands behind 'ada'"):
        usage.usage()


def test_a_broken_dictionary_is_a_clear_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(roots.resources, "files", lambda _: tmp_path)
    with pytest.raises(SiaranError, match="install it again with"):
        roots.dictionary()


def test_shipped_tables_name_their_sources_and_hold_plain_words() -> None:
    for name in ("usage.txt", "names.txt"):
        head = tables._content(name).decode().split("\n", 4)
        assert "Made by search.language.wordforms.build" in "\n".join(head)
        assert all(line.split()[0].isalpha() for line in tables.lines(name))
