"""A bench for scoring formulas: a collection as arrays in memory, and a recipe that scores all of it for a question.

What an engine does with skipping and bounds, the lab does by computing everything: thousands of questions against
a few thousand releases take seconds, so a formula can be tried before it is built. `BASELINE` is what the engines do
today, which a test holds against a real engine, so that a gain in the lab means something.

To try what `Recipe` has no number for, write another function of (collection, question) -> scores and give it to
`rank`; keep it only if it wins on the half that it was not made on (`docs/relevance.md`).
"""

from .collection import Collection, Index, Question
from .ranking import question, rank
from .recipe import BASELINE, Combination, Recipe

__all__ = ["BASELINE", "Collection", "Combination", "Index", "Question", "Recipe", "question", "rank"]
