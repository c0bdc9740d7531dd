"""The same release twice: near duplicates found, grouped, compared."""

from .companion import Duplicates
from .groups import Groups

__all__ = ["Duplicates", "Groups"]
