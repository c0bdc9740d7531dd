"""The engine that stores an index in a folder, with Whoosh."""

from .engine import WhooshEngine
from .layout import last_change

__all__ = ["WhooshEngine", "last_change"]
