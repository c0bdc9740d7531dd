"""Text -> sentences, by punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .stopwords import is_function_word

_OPENING = "\"'“‘«([„"
_CLOSING = "\"'”’»)]"

_NEXT_WORD = re.compile(rf"[{re.escape(_OPENING)}]*+(\w++)(\.?)")
_LIST_NUMBER = re.compile(r"\d{1,3}|[^\W\d_]")
_DOTTED = re.compile(r"[^\W\d_]{1,2}(?:\.[^\W\d_]{1,4})+")
_WINDOW = 48  # characters that are looked at on either side of a stop: keeps the work linear

# Abbreviations after which the sentence goes on, whatever follows: titles, ranks, parts of addresses, numbers.
_LEADING = frozenset(
    """
    komjen irjen brigjen kombes akbp kompol akp iptu ipda aiptu aipda bripka brigpol pol jend jen letjen mayjen
    letkol kol may kapt kpt lettu letda marsma marsda marsdya laksma laksda laksdya serma sertu serda adm purn
    dr drs dra prof ir h hj kh tgk ust bpk sdr sdri tn ny nn yth alm almh rm pdt
    mr mrs ms gen col capt lt sgt hon rev sen gov amb
    no nr jl jln gg kel kec kab kav telp tlp pt cv ps psl art ay vol ed hlm tgl thn pkl vs cq qq jo st
    """.split()
)
# Those that are words when written small: "dua kol."
_CAPITALISED = frozenset("kol may art sen gen ed st hon jo lt col h ay ps".split())
# Abbreviations that may stand at the end of a sentence as well.
_EITHER = frozenset("dll dsb dst dkk tsb tbk jr inc ltd co corp rs".split())
# Degrees follow the name, after a comma.
_DEGREES = frozenset(
    """
    sh mh se mm mba spd mpd ssos msos msi ssi sik mik phd psc skom mkom sip map mip sag mag sikom mikom skm mkes
    sked st mt ma msc mhum shum sst amd llm dea
    """.split()
)
_DOMAINS = frozenset({"Com", "Co", "Id", "Net", "Org", "Go"})

_LINES = "\n\r\x0b\x0c\u2028\u2029"
_LINE = re.compile(f"[{_LINES}]")
_SIGNS = f".!?…{_LINES}"
_SPACE = rf"[^\S{_LINES}]"


def _border() -> re.Pattern[str]:
    """What may end a sentence: a line's end, a sure stop, or stops to be looked at.

    A stop is sure behind a word of three letters or more that is no abbreviation and before a capital or a figure.
    The pattern begins with a set of characters, so that it is searched for by them.
    """
    words = {word for word in _LEADING | _EITHER | _DEGREES | {"hal"} if len(word) > 2}
    same_length = (sorted(word for word in words if len(word) == length) for length in set(map(len, words)))
    no_abbreviation = "".join(rf"(?<!\b(?i:{'|'.join(some)})\.)" for some in same_length)
    no_abbreviation += r"(?<!\.\w{3}\.)(?<!\.\w{4}\.)"  # M.Sos.
    longer = r"(?:(?<=[A-Za-z]{3}\.)|(?<=[A-Za-z0-9]{4}\.))"
    opening, closing = f"[{re.escape(_OPENING)}]*+", f"[{re.escape(_CLOSING)}]*+"
    return re.compile(
        rf"[.!?…{_LINES}](?:"
        rf"(?<=[{_LINES}])(?P<line>\s*+)"
        rf"|{longer}{no_abbreviation}(?P<sure>{_SPACE}++)(?={opening}[A-Z0-9])"
        rf"|(?<![.!?…][.!?…])[.!?…]*+(?P<closing>{closing})(?![a-z0-9])(?P<space>{_SPACE}*+)(?![{_LINES}]|\Z)"
        rf")"
    )


_BORDER = _border()


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of `text` as (start, end): ascending, disjoint, trimmed of white space, none of them empty.

    A line is a paragraph, and a paragraph's end ends its sentence. Stops inside numbers, after titles, initials
    and abbreviations, and before a small letter end none; three dots do before a capital. Closing quotes belong
    to the sentence before them.
    """
    start, last = len(text) - len(text.lstrip()), len(text.rstrip())
    found: list[tuple[int, int]] = []
    for end, following in _borders(text, 0, last):
        found.append((start, end))
        start = following
    if start < last:
        found.append((start, last))
    return found


def _borders(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Between two places in `text`, in order: where a sentence ends, and where the next one starts.

    Where `begin` is inside a sentence, those within `_WINDOW` characters behind it may be told wrongly.
    """
    sentence = begin
    line = 0 if not begin else -1  # where the line starts; not looked for before it is needed
    cased: bool | None = None
    for stop in _BORDER.finditer(text, begin, end):
        kind = stop.lastgroup
        if kind == "line":
            line, cased = stop.end(), None
            if text[sentence : stop.start()].isspace() or sentence == stop.start():
                sentence = line
                continue
        elif kind == "space":
            after = _NEXT_WORD.match(text, stop.end(), stop.end() + _WINDOW)
            if after and after[1][0].islower():
                if cased is None:
                    line = line if line >= 0 else max(text.rfind(sign, 0, begin) for sign in _LINES) + 1
                    line_end = _LINE.search(text, stop.start())
                    # A line without capitals is one where sentences begin small.
                    cased = not text[line : line_end.start() if line_end else len(text)].islower()
                if cased:
                    continue
            if not _ends_sentence(text, sentence, stop, after):
                continue
        sentence = stop.end()
        yield _end(text, stop), sentence


def _end(text: str, stop: re.Match[str]) -> int:
    """Where the sentence ends that a stop or the end of a line ends."""
    if stop.lastgroup == "space":
        return stop.end("closing")
    end = stop.start()
    if stop.lastgroup == "sure":
        return end + 1
    while end and text[end - 1].isspace():
        end -= 1
    return end


class Borders:
    """The borders between the sentences of a text, told only where they are asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._signs = [sign for sign in _SIGNS if sign in text]

    def last(self, low: int, high: int) -> tuple[int, int, int] | None:
        """The last border whose stop or end of a line is from `low` on and before `high`: where that is, where the
        sentence ends, and where the next one starts. Several line ends in a row are that many times one border."""
        text, rfind = self._text, self._text.rfind
        while True:
            at = -1
            for sign in self._signs:
                at = max(at, rfind(sign, max(low, at + 1), high))
            if at < 0:
                return None
            stop = _BORDER.match(text, at)
            if stop and (stop.lastgroup != "space" or self._ends_sentence(stop)):
                return at, _end(text, stop), stop.end()
            high = at

    def _ends_sentence(self, stop: re.Match[str]) -> bool:
        begin = max(0, stop.start() - _WINDOW - _WINDOW // 4)
        near = _borders(self._text, begin, min(len(self._text), stop.end() + _WINDOW))
        return any(start == stop.end() for _, start in near)


def _ends_sentence(text: str, start: int, stop: re.Match[str], after: re.Match[str] | None) -> bool:
    """Whether a stop ends the sentence that began at `start`, before a word that is no small one among capitals."""
    following = after[1] if after else ""
    if not after and text[stop.end()] in ",;:%/-–—)":
        return False
    words = text[max(start, stop.start() - _WINDOW) : stop.start()].split()
    word = words[-1].lstrip(_OPENING) if words else ""
    if not stop["space"]:
        return _is_unspaced_border(stop, word, following)
    if stop["closing"] or text[stop.start() : stop.start("closing")] != ".":
        return True
    if len(words) <= 1 and _LIST_NUMBER.fullmatch(text[start : stop.start()].strip()):
        return False  # "1. Pertama"
    after_comma = len(words) > 1 and words[-2].endswith(",")
    return not _is_abbreviation(word, following, after_comma, short=bool(after and after[2]))


def _is_unspaced_border(stop: re.Match[str], word: str, following: str) -> bool:
    """A stop with the space forgotten ("terorisme.Kegiatan"); not that of M.Si, 1.500 or Kompas.Com."""
    if not following[:1].isupper() or following in _DOMAINS:
        return False
    if stop["closing"]:
        return True
    return len(word) >= 3 and word[-3:].islower() and following[1:2].islower() and word.lower() not in _LEADING


def _is_abbreviation(word: str, following: str, after_comma: bool, short: bool) -> bool:
    """Whether the stop after `word` is the word's own, and the sentence goes on with `following`.

    `short`: `following` has a stop of its own, as the next degree or initial has.
    """
    lower = word.lower()
    if lower in _LEADING:
        return word[:1].isupper() or lower not in _CAPITALISED
    if lower == "hal":  # "hal. 5", but "segala hal."
        return following[:1].isdecimal()
    if len(word) == 1:
        return word.isalpha()
    dotted = _DOTTED.fullmatch(lower) is not None
    if after_comma and lower.replace(".", "") in _DEGREES:
        return short  # "Amar, M.H. Kegiatan": a name with its degree ends, and only another degree could follow
    return (dotted or lower in _EITHER) and not is_function_word(following.lower())
