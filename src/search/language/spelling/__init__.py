"""Corrections from an archive's own words and names.

    speller = Speller(Vocabulary(data, lengths, counts), is_word)
    did_you_mean("penanggunlangan teror", tokens, speller, Names({"Oliver Chambard": 3}))

`vocabulary.py` finds the words near to another, `distance.py` how near, `variants.py` those that are only spelt
differently, `channel.py` which slip is likely, `speller.py` decides about a word, `names.py` about names and
`suggesting.py` about a query.
"""

from .names import NameMatch, Names
from .speller import Correction, Speller
from .suggesting import Replacement, corrections_of, did_you_mean
from .vocabulary import Near, Vocabulary

__all__ = [
    "Correction",
    "NameMatch",
    "Names",
    "Near",
    "Replacement",
    "Speller",
    "Vocabulary",
    "corrections_of",
    "did_you_mean",
]
