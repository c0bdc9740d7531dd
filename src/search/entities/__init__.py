"""Who and what a release names: people, organizations and places, with titles and offices.

`annotate` reads a body once, in a few milliseconds; `annotate_all` many, in less. Rules and gazetteers first:

    words.py        texts -> words with offsets, shapes and cues (traits.py: what a word is wherever it stands)
    vocabulary.py   the words that were met, as columns of what they are
    cutting.py      words -> stretches that may be names (spans.py), bodies.py where an organization's name ends
    evidence.py     what speaks for each stretch's kind, in points, by what its neighbours say (clues.py)

then a learned tagger, which may be missing (`status` says so; the rules decide alone):

    features.py     what the tagger sees of a word
    emissions.py    the weights of that, added up for the words of many texts by array (wordtable.py: each word's)
    tagger.py       words -> chances of each kind, from weights.py (the model's file) by decoding.py (its mathematics)
    candidates.py   the rules' stretches and the tagger's names in one list
    judging.py      one kind a name, from all its mentions, by signs.py

and what follows from the names:

    naming.py       the names of a text: stretches with the same words
    joining.py      short forms to long ones, acronyms (acronyms.py) to what they stand for
    resolving.py    names -> entities
    titles.py       titles and offices of people

`recognition.py` runs these, and `wordsets.py` tells what reads the texts next where its words are. `lexicon.py` holds
the cue words, `gazetteers.py` the names known beforehand; `build.py` makes their files. `train.py` makes the model
(conll.py reads its data, fitting.py fits what judges), `evaluation.py` scores marked articles, `exact.py` tagged
sentences. Figures and limits: docs/entities.md.
"""

from .recognition import FINGERPRINT, annotate, annotate_all, annotate_read, read
from .tagger import status
from .wordsets import WordSet

__all__ = ["FINGERPRINT", "WordSet", "annotate", "annotate_all", "annotate_read", "read", "status"]
