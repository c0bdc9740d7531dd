"""Passages of a release's own text, with the words that were found marked; the same for every engine.

`marking` finds the words, `passages` chooses what to show, `rendering` turns either into HTML.
"""

from .marking import Marker, Marks, marker_for
from .passages import snippets
from .rendering import render, render_marks

__all__ = ["Marker", "Marks", "marker_for", "render", "render_marks", "snippets"]
