"""The application's own files: read once, compressed once, never looked for on disk again."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from flask import Flask, abort, request
from werkzeug.wrappers import Response

from .compressing import SMALLEST, STATIC_LEVEL, compressible, gzip, takes_gzip

_ONLY_FOR_READERS = re.compile(rb"^[ \t]*//[^\n]*\n|^[ \t]+", re.MULTILINE)


def _short_script(source: bytes) -> bytes:
    """A script without indentation and comments on lines of their own."""
    return _ONLY_FOR_READERS.sub(b"", source)


def _short_style(source: bytes) -> bytes:
    """A stylesheet without comments and signs that mean nothing: spaces around braces, semicolons, after commas and
    names of properties, the last semicolon of a rule, the zero before a point."""
    without_comments = re.sub(rb"/\*.*?\*/", b"", source, flags=re.DOTALL)
    tight = re.sub(rb"\s*([{};])\s*|(,)\s+", rb"\1\2", without_comments)
    short = re.sub(rb"([{;][a-z-]+:)\s+", rb"\1", tight).replace(b";}", b"}")
    return re.sub(rb"(?<=[ :,(-])0(?=\.\d)", b"", short).strip()


_SHORTER: dict[str, Callable[[bytes], bytes]] = {".js": _short_script, ".css": _short_style}
"""How a file is made smaller without another meaning, by its suffix. The sources hold no such signs inside texts."""


@dataclass(frozen=True, slots=True)
class File:
    """A file's type and contents; `packed` is None where gzip would not be worth it."""

    media_type: str
    body: bytes
    packed: bytes | None
    tag: str

    @classmethod
    def read(cls, path: Path) -> Self:
        """The file as it is now."""
        media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        body = _SHORTER.get(path.suffix, bytes)(path.read_bytes())
        packed = gzip(body, STATIC_LEVEL) if compressible(media_type) and len(body) >= SMALLEST else body
        tag = hashlib.sha256(body).hexdigest()[:24]
        return cls(media_type, body, packed if len(packed) < len(body) else None, tag)


def register(app: Flask, folder: Path) -> None:
    """Serve the files of this folder under `/static/`, as the endpoint `static`."""
    files = {path.relative_to(folder).as_posix(): File.read(path) for path in folder.rglob("*") if path.is_file()}
    app.add_url_rule("/static/<path:filename>", endpoint="static", view_func=_view(files))


def _view(files: dict[str, File]) -> Callable[[str], Response]:
    def static(filename: str) -> Response:
        file = files.get(filename)
        return _answer(file) if file else abort(404)

    return static


def _answer(file: File) -> Response:
    # These tags are strong, so each encoding has its own.
    if file.packed is not None and takes_gzip():
        response = Response(file.packed, mimetype=file.media_type, headers={"Content-Encoding": "gzip"})
        response.set_etag(f"{file.tag}-gzip")
    else:
        response = Response(file.body, mimetype=file.media_type)
        response.set_etag(file.tag)
    if file.packed is not None:
        response.vary.add("Accept-Encoding")
    response.make_conditional(request)
    return response
