"""`siaran stem`: why a word is found under its stem, and which words of an archive may be under a wrong one."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from ..archive import Archive
from ..auditing import Group
from ..language import Analyzer, fold
from ..language.wordforms import Analysis, WordForms
from . import output
from .commands import index_option, json_option, settings_of
from .group import siaran


@siaran.command()
@click.argument("words", nargs=-1, metavar="WORD...")
@click.option("--audit", is_flag=True, help="List stems of the index under which some word may not belong.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many of them.")
@index_option
@json_option
def stem(words: tuple[str, ...], audit: bool, limit: int, index: Path | None, as_json: bool) -> None:
    """Show the stem of each WORD, how else it could be read, and why one reading won.

    The file named in $SIARAN_EXCEPTIONS protects names and gives stems of your own.
    """
    if audit == bool(words):
        raise click.UsageError("give words, for example: siaran stem penyelidikan; or --audit for those of the index")
    if audit:
        with Archive.open(None, settings_of(index)) as archive:
            groups = archive.audit()
        _print_audit(groups, limit, as_json=as_json)
        return
    word_forms = WordForms.with_exceptions(settings_of(index).exceptions)
    analyzer = Analyzer(word_forms)
    forms = [(word, token.form) for word in words for token in analyzer.tokens(word)]
    readings = [(word, form, analyzer.stem(form), word_forms.analyses(form)) for word, form in forms]
    if as_json:
        output.print_json({"words": [_word(*reading) for reading in readings]})
        return
    for word, form, its_stem, analyses in readings:
        _print_word(word, form, its_stem, analyses)


def _word(word: str, form: str, its_stem: str, analyses: list[Analysis]) -> dict[str, Any]:
    return {"word": word, "form": form, "stem": its_stem, "readings": [asdict(reading) for reading in analyses]}


def _print_word(word: str, form: str, its_stem: str, analyses: list[Analysis]) -> None:
    output.print_line(f"{word}  ->  {its_stem}" if fold(word) == form else f"{word} ({form})  ->  {its_stem}")
    if analyses[0].stem != its_stem:
        output.print_line("  the stem is that of its letters, number, date or doubled part")
        return
    for reading in analyses:
        score = f"{reading.score:7.2f}"
        output.print_line(f"  {score}  {reading}  ->  {reading.stem}: {reading.reason}")


def _print_audit(groups: list[Group], limit: int, *, as_json: bool) -> None:
    if as_json:
        output.print_json({"total": len(groups), "groups": [asdict(group) for group in groups[:limit]]})
        return
    for group in groups[:limit]:
        output.print_line(f"{group.stem}: {', '.join(group.sure[:10])}{', ...' if len(group.sure) > 10 else ''}")
        for doubt in group.doubts:
            output.print_line(f"  {doubt.form} ({doubt.uses}): {doubt.reason}")
    output.complain(f"{len(groups)} stems with words in doubt; name exceptions in the file $SIARAN_EXCEPTIONS")
