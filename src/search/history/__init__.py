"""What releases said before: the texts that were replaced when a release was indexed again, and when.

Called history and changes everywhere; *versions* are other releases that say nearly the same (`duplicates/`).
"""

from .reading import Edits, History
from .recording import Recording
from .texts import TEXT, Earlier

__all__ = ["TEXT", "Earlier", "Edits", "History", "Recording"]
