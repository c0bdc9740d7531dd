"""The command `lab`: recipes by name and number, all groups, against the baseline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from itertools import product
from pathlib import Path
from typing import Any

import click

from ..errors import UsageError
from ..language import Analyzer
from . import dataset, measures, report
from .dataset import Dataset
from .lab import BASELINE, Collection, Combination, Question, Recipe, question, rank
from .measures import ByQuestion
from .trec import Judgements

Bench = list[tuple[Collection, dict[str, Question], Judgements]]
Changes = dict[str, list[str]]

_KINDS = {field.name: type(getattr(BASELINE, field.name)) for field in fields(Recipe)}


@click.command()
@click.argument("data", type=click.Path(path_type=Path, exists=True, file_okay=False), nargs=-1, required=True)
@click.option("--set", "changes", multiple=True, metavar="NAME=VALUE[,VALUE]",
              help=f"Change the recipe; of several values, try each. Names: {', '.join(_KINDS)}.")  # fmt: skip
@click.option("--against", multiple=True, metavar="NAME=VALUE", help="The recipe to compare with (default: today's).")
@click.option("--half", type=click.Choice(measures.HALVES), default="tune", help="Tune on one, report the other.")
@click.option("--all", "everything", is_flag=True, help="All questions, for a final table.")
@click.option("--fields", "chosen", type=click.Choice(dataset.FIELDS), default="all", help="What is indexed.")
@click.option("--questions", type=click.Path(path_type=Path, exists=True), help="Ask these in place of queries.tsv.")
def lab(
    data: tuple[Path, ...],
    changes: tuple[str, ...],
    against: tuple[str, ...],
    half: str,
    everything: bool,
    chosen: str,
    questions: Path | None,
) -> None:
    """Try scoring formulas in memory, all of DATA at once: every combination of the values that are --set."""
    bench = [_load(folder, None if everything else half, chosen, questions) for folder in data]
    base = next(recipes(parsed(against)))[1]
    before = evaluate(bench, base)
    groups = {measures.group_of(name): None for _, asked, _ in bench for name in asked}
    measure_of = {group: measures.main_measure(group) for group in groups}
    rows = [(name, evaluate(bench, recipe)) for name, recipe in recipes(parsed(changes), base)]
    click.echo(report.trial([("baseline", before), *rows], measure_of, before))


def parsed(changes: tuple[str, ...]) -> Changes:
    """`k1=0.9,1.2` -> its name and values. Raises UsageError."""
    found: Changes = {}
    for change in changes:
        name, equals, values = change.partition("=")
        if name not in _KINDS or not equals or not values:
            raise UsageError(f"{change!r}: takes NAME=VALUE with one of {', '.join(_KINDS)}")
        found[name] = values.split(",")
    return found


def recipes(changes: Changes, base: Recipe = BASELINE) -> Iterator[tuple[str, Recipe]]:
    """Every combination of these values on top of a recipe, with a name for each. Raises UsageError."""
    for values in product(*changes.values()):
        chosen = dict(zip(changes, values, strict=True))
        try:
            recipe = replace(base, **{name: _value(name, value) for name, value in chosen.items()})
        except ValueError as error:
            raise UsageError(f"{chosen}: {error}") from None
        yield " ".join(f"{name}={value}" for name, value in chosen.items()), recipe


def evaluate(bench: Bench, recipe: Recipe) -> ByQuestion:
    """Every measure of every question of all collections."""
    values: ByQuestion = {}
    for collection, questions, judgements in bench:
        run = rank(collection, questions, recipe)
        for name, each in measures.measure(run, judgements).items():
            values.setdefault(name, {}).update(each)
    return values


def _value(name: str, value: str) -> Any:
    kind = _KINDS[name]
    if kind is bool:
        return {"yes": True, "no": False}.get(value) if value in {"yes", "no"} else bool(int(value))
    return Combination(value) if kind is Combination else kind(value)


def _load(
    folder: Path, half: str | None, chosen: str, questions: Path | None
) -> tuple[Collection, dict[str, Question], Judgements]:
    analyzer = Analyzer()
    read = Dataset.read(folder, questions=questions)
    batch = dataset.analysed(read.releases, analyzer, dataset.cache_folder())
    judged = measures.only(read.judgements, half)
    return (
        Collection(dataset.indexing(batch, chosen)),
        {name: question(read.questions[name], analyzer) for name in judged},
        judged,
    )
