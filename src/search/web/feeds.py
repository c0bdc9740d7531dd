"""A feed of any search, for who wants to know of new releases (Atom, RFC 4287).

The document is a template, as the pages are: its words stand there with theirs. A kept library for feeds (feedgen)
would bring two packages for one page of XML.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date

from flask import Blueprint, Flask, render_template, request
from werkzeug.wrappers import Response

from ..asking.parameters import Reading
from ..asking.tables import FEED, filters_of, read_search
from ..correcting import answered
from ..errors import ReleaseNotFound
from ..model import Hit, Sort
from .address import Address
from .api import valid
from .caching import from_index
from .current import archive
from .languages import carried
from .located import absolute
from .metadata import lead
from .moments import instant
from .named import names_shown
from .views import FILTERS

blueprint = Blueprint("feeds", __name__)

ENTRIES = 30
"""Releases in a feed, the newest."""

_UNREADABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@blueprint.get("/feed.xml")
@from_index
def feed() -> Response:
    """The newest releases of a search; of changed ones those that were changed last, since who follows changes waits
    for the next. A release without a date is not news, and not in it."""
    reading = valid(read_search(request.args, archive().settings, FEED))
    address = Address.of(request.args, FEED)
    found = _changed_last(reading) if reading.values.get("changed") else _newest(reading)
    hits = [hit for hit in found if hit.release.date]
    return xml(
        "feeds/feed.xml",
        "application/atom+xml",
        feed_id=_urn("search", "&".join(filter(None, (address.query, carried(request.endpoint))))),
        updated=max(map(updated, hits), default=instant(date(1970, 1, 1))),
        address=address,
        reading=reading,
        meant=names_shown(address, FILTERS),
        hits=hits,
    )


def _newest(reading: Reading) -> Sequence[Hit]:
    size = min(ENTRIES, archive().settings.per_page_limit)
    page = archive().search(**reading.values, sort=Sort.NEWEST, per_page=size)
    # A correction would make a feed of another search, until something matches this one.
    return page.hits if answered(page) == page.q else ()


def _changed_last(reading: Reading) -> Iterator[Hit]:
    fold = reading.values.get("fold", True)
    with archive().sweep(reading.values.get("q", ""), filters_of(reading), fold=fold) as sweep:
        ids = [heading.id for heading in sweep.headings()]
    edits = ((archive().edits(each), each) for each in ids)
    changed = sorted(((its.text, each) for its, each in edits if its and its.text), reverse=True)
    for at, each in changed[:ENTRIES]:
        with suppress(ReleaseNotFound):  # taken out a moment ago
            yield Hit(archive().release(each), 0, changed=at)


def register(app: Flask) -> None:
    """Give the templates of feeds what they need."""
    app.jinja_env.filters.update(entry_id=entry_id, instant=instant, updated=updated, lead=lead)
    app.register_blueprint(blueprint)


def xml(template: str, media_type: str, **context: object) -> Response:
    """A document without the characters that XML can't hold, however they got into a title."""
    text = render_template(template, absolute=absolute, **context)
    return Response(_UNREADABLE.sub("\N{REPLACEMENT CHARACTER}", text), content_type=f"{media_type}; charset=utf-8")


def entry_id(release_id: str) -> str:
    """The name of a release in feeds: stays the same wherever the archive is served, and whatever changes in it."""
    return _urn("release", release_id)


def _urn(kind: str, text: str) -> str:
    name = f"siaran:{kind}:{text}".encode("utf-8", "surrogatepass").hex()
    return uuid.uuid5(uuid.NAMESPACE_URL, name).urn


def updated(hit: Hit) -> str:
    """When a release was published, or changed last if that was later."""
    published = instant(hit.release.date or date(1970, 1, 1))
    return max(published, instant(hit.changed)) if hit.changed else published
