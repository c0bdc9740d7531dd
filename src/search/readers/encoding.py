"""Bytes -> text: byte order mark, then declaration, then UTF-8, then detection, which is said."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from charset_normalizer import from_bytes

UTF_8 = "utf-8-sig"
"""UTF-8 with a byte order mark."""

_MARKS = (  # UTF-32 first: its little-endian mark begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, UTF_8),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_WESTERN = "cp1252"
"""What browsers take for a page in Indonesian that declares nothing (WHATWG Encoding, by locale)."""

_PLAUSIBLE = (_WESTERN, "cp1251", "cp1256", "gb18030", "big5", "shift_jis", "euc_kr")
"""Legacy encodings of Indonesian, and of the languages of embassies and diasporas that write to it.

Without this list the detector takes Indonesian text with curly quotation marks for Central European (cp1250).
"""

_LATIN_1 = frozenset({"ascii", "iso8859-1"})
"""Declared, these mean windows-1252 (WHATWG Encoding, labels)."""

_NEVER_DECLARED = re.compile("idna|punycode|(?:raw-)?unicode-escape|utf-7|utf-(?:16|32).*")
"""Codecs of Python for other things than files; UTF-7, barred by WHATWG Encoding; UTF-16 and UTF-32, which a
declaration in ASCII disproves."""

_SAMPLE = 65_536
_ESCAPED = re.compile(r"[\udc80-\udcff]")


class Decoded(NamedTuple):
    """Text, and what to tell the user about how it was decoded."""

    text: str
    note: str | None = None


def marked_encoding(head: bytes) -> str | None:
    """The encoding that a byte order mark at the beginning names."""
    return next((encoding for mark, encoding in _MARKS if head.startswith(mark)), None)


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode a whole file. `declared` is what the document says of itself.

    Bytes that are UTF-8 with more than ASCII in it are UTF-8, whatever is declared: no other encoding looks so by
    chance.
    """
    marked = marked_encoding(data)
    if marked == UTF_8:
        return decode(data.removeprefix(codecs.BOM_UTF8))
    if marked:
        return _marked(data, marked)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    if declared:
        known = _known(declared)
        if known is None:
            decoded = decode(data)
            return Decoded(decoded.text, f"declares an encoding that it can't be in, {declared[:40]!r}; {decoded.note}")
        try:
            return Decoded(data.decode(known))
        except (UnicodeDecodeError, ValueError):
            pass
    return _guess(data)


def mend(text: str, encoding: str | None = None) -> Decoded:
    """Text that was decoded as UTF-8 with `surrogateescape`: decode anew what was not UTF-8."""
    if not _ESCAPED.search(text):
        return Decoded(text)
    return _guess(text.encode("utf-8", "surrogateescape"), encoding)


def fallback(data: bytes) -> str | None:
    """The likely encoding of bytes that are not UTF-8; None where they are, or are damaged UTF-8."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return None if _is_damaged_utf8(data) else _detect(data)
    return None


def _marked(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding))
    except UnicodeDecodeError:
        note = f"some bytes are not valid {encoding} and are shown as \ufffd; save the file anew as UTF-8"
        return Decoded(data.decode(encoding, "replace"), note)


def _guess(data: bytes, encoding: str | None = None) -> Decoded:
    if _is_damaged_utf8(data):
        return Decoded(
            data.decode("utf-8", "replace"),
            "some bytes are not valid UTF-8 and are shown as \ufffd; save the file anew as UTF-8",
        )
    encoding = encoding or _detect(data)
    name = re.sub(r"^cp(?=125\d$)", "windows-", encoding).replace("_", "-")
    return Decoded(
        data.decode(encoding, "replace"), f"encoding detected: {name}; if letters look wrong, save it as UTF-8"
    )


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether most of what is not ASCII is UTF-8 all the same."""
    text = data.decode("utf-8", "surrogateescape")
    broken = len(_ESCAPED.findall(text))
    whole = sum(1 for character in text if character > "\x7f") - broken
    return whole > broken


def _detect(data: bytes) -> str:
    # Only lines that hold a clue: the detector looks at samples, and would see nothing but ASCII in them.
    clues = b"\n".join(line[:_SAMPLE] for line in data.split(b"\n") if not line.isascii())
    matches = from_bytes(clues[:_SAMPLE], cp_isolation=list(_PLAUSIBLE))
    if any(_WESTERN in (match.encoding, *match.could_be_from_charset) for match in matches):
        return _WESTERN
    best = matches.best()
    return best.encoding if best else _WESTERN


def _known(label: str) -> str | None:
    """The codec of a declared label, if it is one for text."""
    try:
        name = codecs.lookup(label.strip()).name
        "".encode(name)
    except (LookupError, ValueError, UnicodeError):
        return None
    if _NEVER_DECLARED.fullmatch(name.replace("_", "-")):
        return None
    return _WESTERN if name in _LATIN_1 else name
