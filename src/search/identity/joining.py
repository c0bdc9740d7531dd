"""The joins of any name: those of its kind."""

from __future__ import annotations

from ..model import Kind
from . import bodies, people
from .facts import Name
from .keys import Look
from .looking import Joins


def joins_of(name: Name, look: Look) -> Joins:
    """The names that are one with this one, by its own evidence. Joins go both ways; each side may know of them."""
    return people.joins_of(name, look) if name.kind is Kind.PERSON else bodies.joins_of(name, look)


def touched_by(name: Name, look: Look) -> set[int]:
    """The names whose joins may be others once this one's facts change."""
    return people.touched_by(name, look) if name.kind is Kind.PERSON else bodies.touched_by(name, look)
