"""Who and what a release names: people, organizations and places.

`annotate` reads a body once, in a few milliseconds, by rules and gazetteers:

    words.py        text -> words with offsets, shapes and cues
    cutting.py      words -> stretches that may be names (spans.py), bodies.py where an organization's name ends
    evidence.py     what speaks for each stretch's kind
    joining.py      short forms to long ones, acronyms (acronyms.py) to what they stand for
    resolving.py    one kind a name -> entities

`recognition.py` runs these and `evaluation.py` scores them on marked articles. `lexicon.py` holds the cue words,
`gazetteers.py` the names known beforehand, `build.py` makes their files.
"""

from .recognition import FINGERPRINT, annotate

__all__ = ["FINGERPRINT", "annotate"]
