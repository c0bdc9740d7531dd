"""Releases that belong to another one, each with the reason why."""

from .related import Related, related

__all__ = ["Related", "related"]
