"""The parameters of a search whose releases are counted by years or months."""

from __future__ import annotations

from ..config import Settings
from .parameters import Parameter, Refused
from .tables import FEED

UNITS = ("year", "month")


def _unit(text: str, _settings: Settings) -> str:
    if text not in UNITS:
        raise Refused("choice", f"takes one of: {', '.join(UNITS)}")
    return text


TIMELINE = (
    *FEED,
    Parameter(
        "unit",
        "unit",
        "Whether years or months are counted.",
        "month",
        _unit,
        lambda _settings: {"type": "string", "enum": list(UNITS), "default": UNITS[0]},
    ),
)
