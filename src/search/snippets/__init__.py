"""Passages of a release's own text, with the words that were found marked; the same for every engine.

`marking` finds the words, `passages` chooses what to show, `rendering` turns either into HTML.
"""

from .marking import Marker, Marks, marker_for, markers
from .passages import highlights, snippets
from .rendering import render, render_marks

__all__ = ["Marker", "Marks", "highlights", "marker_for", "markers", "render", "render_marks", "snippets"]
