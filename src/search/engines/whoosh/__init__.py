"""The engine that stores an index in a folder, with Whoosh."""

from .engine import WhooshEngine

__all__ = ["WhooshEngine"]
