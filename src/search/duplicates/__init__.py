"""The same release twice: near duplicates found, grouped, compared.

What is here is for reading. The companion that finds them (`companion.py`) needs more: those who index import it.
"""

from .groups import Groups

__all__ = ["Groups"]
