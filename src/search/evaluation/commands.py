"""The command line of the evaluation. Results go to stdout, complaints to stderr; exit code 2 for a wrong call."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import click

from ..archive import Archive
from ..engines.base import Batch
from ..errors import SiaranError
from ..language import Analyzer
from . import dataset, families, measures, report, rewriting, searching, typos, wordforms
from .dataset import Dataset
from .trec import read_judgements, read_questions, read_run, write_questions, write_run
from .trials import lab

_DATA = click.argument("data", type=click.Path(path_type=Path, exists=True, file_okay=False))
_HALF = click.option("--half", type=click.Choice(measures.HALVES), help="Only this half of the questions.")
_MORE = click.option("--with", "more", type=click.Path(path_type=Path, exists=True), multiple=True,
                     help="A further file of documents.")  # fmt: skip
_NO_CACHE = click.option("--no-cache", is_flag=True, help="Analyse the documents anew.")
_FAILURES = click.option("--failures", is_flag=True, help="List what went wrong.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def evaluation() -> None:
    """Measure how well siaran searches. DATA holds releases.jsonl, queries.tsv and qrels.tsv."""


@evaluation.command()
@_DATA
@_MORE
@_HALF
@_NO_CACHE
@click.option("--questions", type=click.Path(path_type=Path, exists=True), help="Ask these in place of queries.tsv.")
@click.option("--fields", type=click.Choice(dataset.FIELDS), default="all",
              help="What is indexed; given: without the titles that were made from a lead sentence.")  # fmt: skip
@click.option("--through", type=click.Choice(["engine", "archive"]), default="engine",
              help="Rank alone, or whole pages as a user gets them (slow).")  # fmt: skip
@click.option("--index", type=click.Path(path_type=Path, file_okay=False), help="Keep the index in this folder.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the run to this file.")
@click.option("--name", default="siaran", help="The run's name.")
def run(
    data: Path,
    more: tuple[Path, ...],
    half: str | None,
    no_cache: bool,
    questions: Path | None,
    fields: str,
    through: str,
    index: Path | None,
    output: Path | None,
    name: str,
) -> None:
    """Ask all questions of an index of DATA, print measures by group of questions (the id up to its first dash)."""
    analyzer = Analyzer()
    read = Dataset.read(data, questions=questions, more=more)
    batch = dataset.indexing(_batch(read, analyzer, no_cache), fields)
    judged = measures.only(read.judgements, half)
    asked = {question: read.questions[question] for question in judged}
    with searching.indexed(batch, analyzer, index) as engine:
        ask = searching.ask_archive if through == "archive" else searching.ask_engine
        found = ask(engine, asked, analyzer)
    if output:
        write_run(output, found, name)
    click.echo(report.means(measures.measure(found, judged)))


@evaluation.command()
@click.argument("first", type=click.Path(path_type=Path, exists=True))
@click.argument("second", type=click.Path(path_type=Path, exists=True))
@click.argument("qrels", type=click.Path(path_type=Path, exists=True))
@_HALF
@click.option("--measure", "names", multiple=True, default=("RR@10", "nDCG@10"), help="As ir-measures writes it.")
@click.option("--questions", type=click.Path(path_type=Path, exists=True), help="Show the texts of these questions.")
@click.option("--list", "listed", default=5, help="How many questions that gained and lost most are listed.")
def compare(
    first: Path,
    second: Path,
    qrels: Path,
    half: str | None,
    names: tuple[str, ...],
    questions: Path | None,
    listed: int,
) -> None:
    """Compare two runs over the questions that both asked: differences, confidence intervals, randomisation p."""
    one, two = read_run(first), read_run(second)
    judged = {
        question: grades
        for question, grades in measures.only(read_judgements(qrels), half).items()
        if question in one and question in two
    }
    texts = read_questions(questions) if questions else None
    before, after = (measures.measure(each, judged, names) for each in (one, two))
    click.echo(report.comparison(before, after, texts, listed=listed))


@evaluation.command("wordforms")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--stemmer", type=click.Choice(["analyzer", "sastrawi", "none"]), default="analyzer")
@_FAILURES
def wordforms_command(folder: Path, stemmer: str, failures: bool) -> None:
    """Pairs of FOLDER's families*.tsv that share a stem, pairs of its apart*.tsv that don't."""
    suite = wordforms.Suite.read(folder)
    click.echo(report.wordforms(wordforms.judge(suite, _stems(suite.words(), stemmer)), failures=failures))


@evaluation.command()
@_DATA
@_MORE
@click.option("--group", default="key", help="The questions to rewrite.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True)
def forms(data: Path, more: tuple[Path, ...], group: str, output: Path) -> None:
    """Write a group's questions anew, each word replaced by another form of its root that DATA holds.

    For the drop, `run` with --questions OUTPUT and without, then `compare`. Words without a relative stay.
    """
    analyzer = Analyzer()
    read = Dataset.read(data, more=more)
    chosen = {question: text for question, text in read.questions.items() if measures.group_of(question) == group}
    common = families.common_words(read.releases, analyzer)
    relatives = families.relatives(families.families(common, families.dictionary_roots()))
    rewritten, replaced, words = rewriting.in_other_forms(chosen, relatives, analyzer)
    write_questions(output, rewritten)
    click.echo(f"{len(rewritten)} of {len(chosen)} questions, {replaced} of their {words} words replaced")


@evaluation.command("typos")
@_DATA
@_MORE
@_NO_CACHE
@click.option("--count", default=500, help="How many slips.")
@click.option("--seed", default=0)
@_FAILURES
def typos_command(data: Path, more: tuple[Path, ...], no_cache: bool, count: int, seed: int, failures: bool) -> None:
    """Type seeded slips of DATA's words and see whether the archive's `did_you_mean` is the word that was meant."""
    analyzer = Analyzer()
    batch = _batch(Dataset.read(data, more=more), analyzer, no_cache)
    words = vocabulary(batch)
    made = typos.make_typos(words, count, seed=seed)
    with searching.indexed(batch, analyzer) as engine, Archive(engine, analyzer) as archive:
        found = typos.evaluate(lambda word: archive.search(word).did_you_mean, made, words, seed=seed)
    click.echo(report.corrections(found, failures=failures))


def vocabulary(batch: Batch) -> dict[str, int]:
    """In how many releases each form stands."""
    counts: Counter[int] = Counter()
    for i in range(len(batch.releases)):
        counts.update({*batch.title.of(i).tolist(), *batch.body.of(i).tolist()})
    return {batch.forms[number]: count for number, count in counts.items()}


def _batch(read: Dataset, analyzer: Analyzer, no_cache: bool) -> Batch:
    return dataset.analysed(read.releases, analyzer, None if no_cache else dataset.cache_folder())


def _stems(words: list[str], stemmer: str) -> Mapping[str, str]:
    if stemmer == "none":
        return {word: word for word in words}
    if stemmer == "sastrawi":
        from ..language import Sastrawi  # noqa: PLC0415 - only here for comparison

        return {word: Sastrawi().stem(word) for word in words}
    return Analyzer().stems(words)


evaluation.add_command(lab)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    try:
        evaluation.main(arguments, prog_name="python -m search.evaluation", standalone_mode=False)
    except SiaranError as error:
        click.echo(str(error), err=True)
        return 2
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.exceptions.Exit as done:
        return done.exit_code
    return 0
