"""The query language: what a person types becomes a tree of `model` nodes. No text is an error but one that is
too long.

| typed | means |
|---|---|
| `bom bali` | releases with any of the words, the more the better; words are matched by their stems |
| `"bom bali"` | these forms side by side, exactly so |
| `=bom` `"bom"` | exactly this form |
| `"bom bali"~5` | these forms in any order, with at most 5 other words among them |
| `-bali` `-"bom bali"` `NOT bali` `BUKAN bali` | without it |
| `bom AND bali` `bom DAN bali` | both |
| `bom OR bali` `bom ATAU bali` | either, the same as `bom bali` |
| `(a b) AND c` | brackets group |
| `teror*` | every word that begins so |
| `title:bom` `title:"bom bali"` `title:bom*` `title:(a b)` `judul:bom` | in the title only |
| `person:ani` `tokoh:"Ani Wijaya"` | releases that name this person |
| `organization:` `lembaga:` `place:` `tempat:` `source:` `sumber:` | likewise |
| `year:2020` `tahun:2020` `date:2020-07` `tanggal:2020-07..2020-09` `date:2020..` | of these days |

**Precedence.** NOT binds closest, then AND, then OR, which is also what stands between words without an operator:
`a b AND c` is `a OR (b AND c)`. An exclusion holds for the whole row of words that it stands in, however it is
joined: `a -b c`, `a OR NOT b OR c` are (a OR c) without b. A row of exclusions only means everything but those.

**A name or a date** narrows the row that it stands in, as a filter does: `bom tahun:2020` is bom AND 2020. Several of
one kind are alternatives (`tahun:2019 tahun:2020`), and so is what OR joins. Only OR between a word and a condition
makes an alternative of the condition. `=` before quotes says nothing new.

**What is not syntax is text**: unpaired quotes and brackets, `C++`, `a:b`, `http://...`, `- a`, `--a`, `5 * 3`, a date
that is none (`date:kemarin`).
Operators without something to join are passed over. Brackets nested deeper than `MAX_DEPTH` are text too.

**A word of several tokens** (`anti-terorisme`, an address) becomes its tokens. In a row they are alternatives like
any words: a phrase would demand exact forms and miss `antiterorisme dan terorisme`. Joined by AND all of them are
wanted. After an exclusion they are a phrase, lest `-anti-narkoba` exclude all that is `anti`.

**Function words** (`di`, `yang`, `apakah`) are left out of a row that has other words; they stay inside quotes,
after `title:`, before `*`, next to an operator and where there is nothing else.

**A headline in capitals** is no formula: in `TERORISME BUKAN AJARAN ISLAM` the words DAN, ATAU and BUKAN are words
(no small letter, three other words or more, no other syntax). Else pasting a title would exclude its release.

The scanner and the parser are written by hand: six kinds of lexemes and two levels of precedence that must never
fail do not fit a grammar library, whose value is in reporting what is wrong. What may stand before a colon is a row
in `scopes.SCOPES`, a further mark a group in the scanner's pattern and a flag of `Leaf`.
"""

from .parsing import HEADLINE, NO_WORDS, ONLY_OPERATORS, WORDS_LEFT_OUT, Parsed, parse
from .scan import MAX_DEPTH
from .typed import correctable, exactly

__all__ = [
    "HEADLINE",
    "MAX_DEPTH",
    "NO_WORDS",
    "ONLY_OPERATORS",
    "WORDS_LEFT_OUT",
    "Parsed",
    "correctable",
    "exactly",
    "parse",
]
