"""What a text is sent with to be compared: a table as those of `tables.py`, sent as the body of a request."""

from __future__ import annotations

from dataclasses import replace

from ..config import Settings
from .parameters import Parameter, Refused
from .tables import PAGING


def _compared(text: str, settings: Settings) -> str:
    if len(text) > (most := settings.overlap_length):
        raise Refused("long", f"has {len(text)} characters; at most {most} are compared", most)
    return text


OVERLAP = (
    Parameter(
        "text",
        "text",
        "The text that is compared with the archive.",
        "Kepala BNPT menerima kunjungan kehormatan Duta Besar Perancis di Jakarta.",
        _compared,
        lambda settings: {"type": "string", "maxLength": settings.overlap_length},
    ),
    replace(
        PAGING[1],
        name="limit",
        argument="limit",
        meaning="Most releases to return, those that cover most of the text.",
        example=10,
    ),
)
