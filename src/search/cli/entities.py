"""`siaran entities`: who is named in the archive, and whether the operator's file fits it."""

from __future__ import annotations

from pathlib import Path

import click

from ..identity import Overrides
from ..model import Kind
from ..model_entities import EntityProfile, Standing
from ..presenting import present_entities, present_entity
from . import output
from .commands import index_option, json_option, open_archive, settings_of
from .group import siaran


class _Entities(click.Group):
    """A group whose own work is to list: what is no command is what is looked for."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] in self.commands:
            return super().resolve_command(ctx, args)
        return "list", self.commands["list"], args

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = ["list", *args]
        return super().parse_args(ctx, args)


@siaran.group(cls=_Entities)
def entities() -> None:
    """List people, organizations and places, show one, or check the operator's file.

    \b
    siaran entities "boy rafli"              those with such a name
    siaran entities --kind organization      the most frequent ones
    siaran entities show boy-rafli-amar      one of them
    siaran entities check                    does $SIARAN_ENTITIES fit the archive?
    """


kind_option = click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="Only of this kind.")


@entities.command("list")
@click.argument("query", default="")
@kind_option
@click.option("--limit", type=click.IntRange(min=1), help="How many.  [default: 10]")
@index_option
@json_option
def list_entities(query: str, kind: str | None, limit: int | None, index: Path | None, as_json: bool) -> None:
    """List entities, most frequent first; with QUERY, those of which a name has words that begin so."""
    with open_archive(index) as archive:
        page = archive.entities(query, kind=kind, per_page=limit)
    if as_json:
        output.print_json(present_entities(page))
        return
    for entity in page.entities:
        output.print_line(f"{entity.releases:>7}  {entity.kind.value:<12}  {entity.id}  {entity.name}")
    output.print_line(f"{page.total} {'entity' if page.total == 1 else 'entities'}")


@entities.command()
@click.argument("entity_id", metavar="ID")
@kind_option
@index_option
@json_option
def show(entity_id: str, kind: str | None, index: Path | None, as_json: bool) -> None:
    """Show the entity with this id or name: its other names and why they are its, titles, offices, who is named beside
    it. Of several kinds the most frequent one."""
    with open_archive(index) as archive:
        first, *others = archive.entities_with(entity_id, kind)
    for other in others:
        output.complain(f"there is a {other.entity.kind} of this name, too: --kind {other.entity.kind}")
    if as_json:
        output.print_json(present_entity(first))
    else:
        _print(first)


@entities.command()
@index_option
def check(index: Path | None) -> int:
    """Check the operator's file ($SIARAN_ENTITIES) against the archive: whom it names must be there."""
    settings = settings_of(index)
    overrides = Overrides.load(settings.entities)
    with open_archive(index) as archive:
        archive.check_overrides(overrides)
    if not overrides.path:
        output.print_line("there is no file to check; name one in $SIARAN_ENTITIES (docs/entities.md)")
        return 0
    count = len(overrides.entries)
    output.print_line(f"{overrides.path} fits the archive: {count} {'entry' if count == 1 else 'entries'}")
    return 0


def _print(profile: EntityProfile) -> None:
    entity = profile.entity
    output.print_line(f"{entity.name}  ({entity.kind.value}, {entity.id})")
    output.print_line(
        f"  {profile.releases} releases, {profile.date_from or 'undated'} to {profile.date_to or 'undated'}"
    )
    for other in entity.names:
        output.print_line(f"  also {other.name}  ({other.releases}, {other.reason})")
    for word, standings in (("title", entity.titles), ("role", entity.roles)):
        for standing in standings:
            output.print_line(f"  {word} {standing.text}  ({standing.releases}{_years(standing)})")
    for kind, others in profile.beside.items():
        if others:
            output.print_line(f"  beside {kind}: {', '.join(f'{other.name} ({other.releases})' for other in others)}")


def _years(standing: Standing) -> str:
    if standing.first is None:
        return ""
    return f", {standing.first}" if standing.first == standing.last else f", {standing.first}-{standing.last}"
