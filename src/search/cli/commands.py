"""The commands. Each opens what it needs, calls the service, and prints; none holds logic of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..archive import Archive
from ..config import Settings
from ..correcting import answered
from ..model import Sort
from ..periods import first_day, last_day
from ..presenting import present_history, present_page, present_release, present_stats
from ..readbefore import ReadBefore
from . import output
from .group import INDEX_UNUSABLE, SOME_FAILED, siaran

if TYPE_CHECKING:
    from ..ingest import Report


class Day(click.ParamType[date]):
    """A day, month or year: `2020-09-03`, `2020-09`, `2020`."""

    name = "date"

    def __init__(self, read: Callable[[str], date]) -> None:
        self._read = read

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return self._read(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


def settings_of(index: Path | None) -> Settings:
    """The settings of the environment, with the index that was named in the call."""
    settings = Settings.from_environment()
    return replace(settings, index=index) if index else settings


index_option = click.option(
    "--index", type=click.Path(path_type=Path), help="Folder of the index.  [default: $SIARAN_INDEX, else index/]"
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@contextmanager
def open_archive(index: Path | None) -> Iterator[Archive]:
    """The archive that a call or the environment names."""
    with Archive.open(None, settings_of(index)) as archive:
        yield archive


@siaran.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@index_option
@click.option("--rebuild", is_flag=True, help="Make the index anew, beside the old one, and swap at the end.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes that read and analyse.  [default: one a core]")
@click.option("--wait", type=click.IntRange(min=0), help="Seconds to wait for another `siaran index`.  [default: 0]")
@click.option("--watch", is_flag=True, help="Go on: index the folders again as they change.  Ctrl-C stops.")
@json_option
def index(
    paths: tuple[Path, ...],
    index: Path | None,
    rebuild: bool,
    jobs: int | None,
    wait: int | None,
    watch: bool,
    as_json: bool,
) -> int:
    """Index files and folders: what is new or changed is (re)indexed, what is gone from a folder is removed.

    With --rebuild and without PATHS, everything that is in the index is read again: from its file, or, where
    that is gone, from the index itself.
    """
    if not paths and not rebuild:
        raise click.UsageError("name the files or folders to index, for example: siaran index seeds")
    settings = settings_of(index)
    if wait is not None:
        settings = replace(settings, lock_seconds=wait)
    if watch:
        from ..watching import check  # noqa: PLC0415 - as in _index

        check(paths)
    before = ReadBefore()
    report = _index(settings, paths, before, rebuild=rebuild, jobs=jobs or 0)
    tell = output.print_report_as_json if as_json else output.print_report
    tell(report)
    if watch:
        with suppress(KeyboardInterrupt):
            _watch(settings, paths, before, jobs or 0, tell)
    return SOME_FAILED if report.failed else 0


def _index(
    settings: Settings, paths: tuple[Path, ...], before: ReadBefore, *, rebuild: bool = False, jobs: int = 0
) -> Report:
    # Readers and what finds names take a fifth of a second to load, which a search need not wait for.
    from .. import entities  # noqa: PLC0415
    from ..indexing import index_paths, rebuild_index  # noqa: PLC0415

    if rules_only := entities.status():
        output.complain(rules_only)
    with output.progress() as progress:
        work = rebuild_index if rebuild else partial(index_paths, before=before)
        report = work(settings, paths, jobs=jobs, progress=progress)
    output.complain_about(report)
    return report


def _watch(
    settings: Settings, paths: tuple[Path, ...], before: ReadBefore, jobs: int, tell: Callable[[Report], None]
) -> None:
    from ..watching import index_as_it_changes  # noqa: PLC0415 - as in _index

    def told(report: Report) -> None:
        tell(report)
        output.complain_about(report)

    index_as_it_changes(settings, paths, told=told, complain=output.complain, jobs=jobs, before=before)


@siaran.command()
@click.argument("query")
@index_option
@click.option("--from", "date_from", type=Day(first_day), help="Not before this day (also YYYY-MM, YYYY).")
@click.option("--to", "date_to", type=Day(last_day), help="Not after this day (also YYYY-MM, YYYY).")
@click.option("--event-from", type=Day(first_day), help="Only releases whose text names a day not before this one.")
@click.option("--event-to", type=Day(last_day), help="Only releases whose text names a day not after this one.")
@click.option("--person", multiple=True, help="Only releases that name this person; several: any of them.")
@click.option("--organization", multiple=True, help="Only releases that name this organization.")
@click.option("--place", multiple=True, help="Only releases that name this place.")
@click.option("--source", multiple=True, help="Only releases of this source.")
@click.option("--changed", is_flag=True, help="Only releases whose text was changed after it was first indexed.")
@click.option("--sort", type=click.Choice([sort.value for sort in Sort]), default=Sort.RELEVANCE.value)
@click.option("--all-versions", is_flag=True, help="Show each version of a release, not the best one for all.")
@click.option("--limit", type=click.IntRange(min=1), help="How many results.  [default: 10]")
@click.option("--explain", is_flag=True, help="Say how the query was understood and why hits scored.")
@json_option
def search(
    query: str,
    index: Path | None,
    all_versions: bool,
    limit: int | None,
    explain: bool,
    as_json: bool,
    **parameters: Any,
) -> None:
    """Search: words, "exact phrases", "words near"~5, =form, -without, AND/OR/NOT, prefix*, title:word, person:"A B",
    year:2020."""
    with open_archive(index) as archive:
        page = archive.search(query, per_page=limit, fold=not all_versions, **parameters)
        explanation = archive.explain(answered(page)) if explain else None
        reasons = archive.reasons(page) if explain else None
    if as_json:
        output.print_json(present_page(page, explanation=explanation, reasons=reasons))
        return
    if explanation:
        output.print_explanation(explanation)
    output.print_page(page, reasons)


@siaran.command()
@click.argument("release_id", metavar="ID")
@index_option
@click.option("--history", is_flag=True, help="Show what it said before it was changed, and when that was.")
@json_option
def show(release_id: str, index: Path | None, history: bool, as_json: bool) -> None:
    """Show one release whole."""
    if history:
        with open_archive(index) as archive:
            earlier = archive.history(release_id)
        output.print_json(present_history(release_id, earlier)) if as_json else output.print_history(earlier)
        return
    with open_archive(index) as archive:
        release = archive.release(release_id)
        ids = archive.entity_ids((entity.kind, entity.name) for entity in release.entities)
        versions = archive.versions(release_id)
        relatives = archive.related(release_id)
        edits = archive.edits(release_id)
    if as_json:
        output.print_json(present_release(release, ids, versions, relatives, edits))
    else:
        output.print_release(release, versions, relatives)


@siaran.command()
@index_option
@json_option
def stats(index: Path | None, as_json: bool) -> None:
    """Say how many releases the index holds, from when to when, and its size."""
    with open_archive(index) as archive:
        numbers = archive.stats()
    if as_json:
        output.print_json(present_stats(numbers))
    else:
        output.print_stats(numbers)


@siaran.command()
@index_option
def check(index: Path | None) -> int:
    """Read the whole index and say what is damaged."""
    with open_archive(index) as archive:
        problems = archive.check()
        of_history = archive.check_history()
    if problems:
        for problem in problems:
            output.complain(problem)
        if set(problems) - set(of_history):
            output.complain("make the index anew with: siaran index PATH --rebuild")
        return INDEX_UNUSABLE
    output.print_line("the index is sound")
    return 0


@siaran.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@index_option
def remove(ids: tuple[str, ...], index: Path | None) -> int:
    """Take releases out of the index.

    A release whose file is still in an indexed folder comes back when the folder is indexed again.
    """
    from ..indexing import remove_releases  # noqa: PLC0415 - as above

    unknown = remove_releases(settings_of(index), ids)
    for release_id in unknown:
        output.complain(f"no release has the id {release_id!r}")
    output.print_line(f"removed {len(set(ids)) - len(unknown)}")
    return SOME_FAILED if unknown else 0


@siaran.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@index_option
@click.option("--host", help="Address to listen on.  [default: $SIARAN_HOST, else 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="Port; 0 takes a free one.  [default: 8000]")
@click.option(
    "--log", type=click.Choice(["text", "json", "off"]), help="A line on stderr for each request.  [default: off]"
)
@click.option("--watch", is_flag=True, help="Index the folders PATHS again as they change.")
@click.option("--metrics-port", type=click.IntRange(0, 65535), help="Port of /metrics; 0 is none.  [default: 0]")
def serve(
    paths: tuple[Path, ...],
    index: Path | None,
    host: str | None,
    port: int | None,
    watch: bool,
    log: str | None,
    metrics_port: int | None,
) -> int:
    """Serve the search page and the JSON endpoint; with PATHS, index what is new in them first."""
    from ..web.serving import serve as serve_web  # noqa: PLC0415 - Flask would slow down every other command

    settings = settings_of(index)
    named: dict[str, Any] = {"host": host, "port": port, "access_log": log, "metrics_port": metrics_port}
    settings = replace(settings, **{name: value for name, value in named.items() if value not in (None, "")})
    if watch:
        from ..watching import check  # noqa: PLC0415 - as in _index

        check(paths)
    before = ReadBefore()
    report = _index(settings, paths, before) if paths else None
    if report:
        _say(report)
    # One process for it: it must not take the time of all processors from those who search.
    beside = partial(_watch, settings, paths, before, 1, _say) if watch else None
    with Archive.open(None, settings) as archive:
        where = settings.host, settings.port, settings.threads
        serve_web(archive, *where, workers=settings.workers, announce=output.complain, beside=beside)
    return SOME_FAILED if report and report.failed else 0


def _say(report: Report) -> None:
    output.complain(output.sentence(report))
