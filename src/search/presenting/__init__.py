"""Results as plain data: what the HTTP endpoints answer and what the command line prints with --json.

One place for both, so that they can't drift apart. Nothing here knows of HTTP: addresses are passed in.
"""

from .changes import present_changes
from .entities import present_entities, present_entity
from .explanations import present_explanation
from .history import present_history
from .overlap import in_line, present_overlap
from .quotes import present_quotes
from .releases import present_release
from .results import NO_LINKS, Links, present_page, present_stats, present_suggestions
from .timelines import present_timeline

__all__ = [
    "NO_LINKS",
    "Links",
    "in_line",
    "present_changes",
    "present_entities",
    "present_entity",
    "present_explanation",
    "present_history",
    "present_overlap",
    "present_page",
    "present_quotes",
    "present_release",
    "present_stats",
    "present_suggestions",
    "present_timeline",
]
