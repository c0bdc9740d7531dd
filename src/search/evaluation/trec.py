"""The files of a TREC experiment: questions, judgements, runs.

Questions are lines of id, tab, text. Judgements (qrels) are lines of question, iteration, document, grade; a run's
are question, `Q0`, document, rank, score, name; both separated by white space, as `trec_eval` reads them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ..errors import UsageError

Questions = dict[str, str]
Judgements = dict[str, dict[str, int]]
Run = dict[str, list[tuple[str, float]]]
"""What was found for each question, best first, with scores."""


def read_questions(path: Path) -> Questions:
    """Texts by id. Raises UsageError, naming the line."""
    questions: Questions = {}
    for number, line in _lines(path):
        question, tab, text = line.partition("\t")
        if not (question and tab and text.strip()) or question in questions:
            raise UsageError(f"{path}:{number}: takes an id, met once, a tab and a text")
        questions[question] = text.strip()
    return questions


def write_questions(path: Path, questions: Mapping[str, str]) -> None:
    """Write texts by id as `read_questions` reads them."""
    path.write_text("".join(f"{question}\t{text}\n" for question, text in questions.items()), "utf-8")


def read_judgements(path: Path) -> Judgements:
    """Grades by question and document. Raises UsageError, naming the line."""
    judgements: Judgements = {}
    for number, line in _lines(path):
        parts = line.split()
        if len(parts) != 4 or not parts[3].lstrip("-").isdigit():
            raise UsageError(f"{path}:{number}: takes question, 0, document and a whole number")
        judgements.setdefault(parts[0], {})[parts[2]] = int(parts[3])
    return judgements


def read_run(path: Path) -> Run:
    """What each question found, in the order of the ranks. Raises UsageError, naming the line."""
    ranked: dict[str, list[tuple[int, str, float]]] = {}
    for number, line in _lines(path):
        parts = line.split()
        try:
            question, _, document, rank, score, _ = parts
            ranked.setdefault(question, []).append((int(rank), document, float(score)))
        except ValueError:
            raise UsageError(f"{path}:{number}: takes question, Q0, document, rank, score and name") from None
    return {question: [found[1:] for found in sorted(rows)] for question, rows in ranked.items()}


def write_run(path: Path, run: Mapping[str, Sequence[tuple[str, float]]], name: str) -> None:
    """Write a run. Programs that sort by score alone may order equal scores otherwise than the ranks do."""
    with path.open("w", encoding="utf-8") as file:
        for question, found in run.items():
            for rank, (document, score) in enumerate(found, 1):
                file.write(f"{question} Q0 {document} {rank} {score:.6f} {name}\n")


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} can't be read: {error}") from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, line.rstrip("\r")
