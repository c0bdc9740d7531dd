"""The application: its parts put together."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

from flask import Flask, Request
from jinja2 import StrictUndefined
from limits.storage import Storage
from werkzeug.routing import BaseConverter

from ..archive import Archive
from ..config import Settings
from . import (
    caching,
    compressing,
    crawling,
    current,
    docs,
    entities,
    entity_pages,
    examples,
    exports,
    facets,
    feeds,
    files,
    languages,
    listing,
    overlap,
    pages,
    problems,
    refusals,
    sharing,
    showing,
    versions,
    words,
)
from .operating import limiting, observing, proxies
from .operating.observing import Observers

_HERE = Path(__file__).resolve().parent


def create_app(archive: Archive, observers: Observers | None = None, counts: Storage | None = None) -> Flask:
    """A WSGI application over an archive. Whoever opened the archive closes it.

    `observers` are told of requests and searches; `counts` is where requests are counted for the limit that the
    archive's settings name (None: in this process alone). Raises UsageError where the settings can't be used.
    """
    app = Flask(__name__, static_folder=None, template_folder=str(templates_dir()))
    app.request_class = _Request
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.compact = True  # type: ignore[attr-defined]
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    # Ids are the publisher's own and may be addresses: "https://..." must not become "https:/...".
    app.url_map.merge_slashes = False
    app.url_map.converters["anything"] = _Anything
    fingerprint = caching.fingerprint(_HERE / "static", languages.TRANSLATIONS, templates_dir())
    current.bind(app.extensions, archive)
    observing.register(app, observers or Observers())
    refusals.register(app, archive.settings.threads)
    proxies.register(app, archive.settings)
    files.register(app, _HERE / "static")
    compressing.register(app)
    caching.register(app, fingerprint, archive.settings)
    sharing.register(app)
    if archive.settings.rate_limit:
        limiting.register(app, archive.settings.rate_limit, counts)
    problems.register(app)
    languages.register(app)
    showing.register(app, fingerprint)
    words.register(app)
    examples.register(app)
    app.register_blueprint(listing.blueprint)
    app.register_blueprint(entities.blueprint)
    app.register_blueprint(docs.blueprint)
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(entity_pages.blueprint)
    app.register_blueprint(facets.blueprint)
    app.register_blueprint(versions.blueprint)
    app.register_blueprint(overlap.blueprint)
    feeds.register(app)
    app.register_blueprint(exports.blueprint)
    app.register_blueprint(crawling.blueprint)
    return app


def app_from_environment() -> Flask:
    """The application over the index that the environment names (`SIARAN_INDEX`), for any WSGI server.

    For example: `waitress-serve --call search.web:app_from_environment`. Raises IndexUnusable.
    """
    settings = Settings.from_environment()
    return create_app(Archive.open(settings.index, settings))


def templates_dir() -> Path:
    """The folder of the templates: inside the package where it was installed from a wheel, else the checkout's."""
    packaged = _HERE.parent / "templates"
    return packaged if packaged.is_dir() else _HERE.parents[2] / "templates"


class _Request(Request):
    """A request whose query may hold any bytes: werkzeug fails on those that are not UTF-8 if they come unescaped."""

    def __init__(self, environ: dict[str, Any], *given: Any, **options: Any) -> None:
        raw = environ.get("QUERY_STRING", "").encode("latin-1", "replace")
        super().__init__(environ | {"QUERY_STRING": quote(raw, safe=_ASCII)}, *given, **options)


_ASCII = bytes(range(128)).decode()


class _Anything(BaseConverter):
    """Any text at all, slashes and line breaks too."""

    regex = r"[\s\S]+"
    part_isolating = False
