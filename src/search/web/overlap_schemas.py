"""The shapes of what is answered about a text, as JSON Schema: more components of the OpenAPI document."""

from __future__ import annotations

from ..overlap import Change
from .schemas import COUNT, HEAD, OPTIONAL_TEXT, TEXT, Schema, list_of, object_of, ref

SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
FLAG: Schema = {"type": "boolean"}

_IN_TEXT: Schema = {"start": COUNT, "end": COUNT}
_IN_BOTH: Schema = {**_IN_TEXT, "body_start": COUNT, "body_end": COUNT}

OVERLAP_SCHEMAS: Schema = {
    "Overlap": {
        **object_of(
            {
                "words": COUNT,
                "covered": COUNT,
                "share": SHARE,
                "total": COUNT,
                "took_ms": {"type": "number"},
                "releases": list_of(ref("RepeatedRelease")),
                "alone": list_of(object_of({**_IN_TEXT, "words": COUNT})),
            }
        ),
        "description": "How many words the text has, how many of them stand in passages of any of the total releases "
        "found, and those releases that cover most; among those that cover nearly as much the earliest comes first. "
        "alone are the stretches that stand in none. Offsets count Unicode code points.",
    },
    "RepeatedRelease": {
        **object_of(
            HEAD
            | {
                "page": OPTIONAL_TEXT,
                "words": COUNT,
                "share": SHARE,
                "release_share": SHARE,
                "quotes_changed": COUNT,
                "passages": list_of(ref("Passage")),
            }
        ),
        "description": "share is that of the words of the text, release_share that of the words of the release.",
    },
    "Passage": {
        **object_of(
            {
                **_IN_BOTH,
                "words": COUNT,
                "share": SHARE,
                "changed": FLAG,
                "pieces": list_of(ref("Piece")),
                "quotes_changed": list_of(ref("ChangedQuote")),
            }
        ),
        "description": "text[start:end] repeats body[body_start:body_end]; words is how many are the same, without "
        "regard to case, punctuation and spaces.",
    },
    "Piece": {
        **object_of({"change": {"type": "string", "enum": list(Change)}, **_IN_BOTH, "text": TEXT}),
        "description": "Words that are the same, were removed from the release (text is body[body_start:body_end]), or "
        "added to it.",
    },
    "ChangedQuote": {
        **object_of({**_IN_TEXT, "text": TEXT, "speaker": OPTIONAL_TEXT, "in_quotation_marks": FLAG}),
        "description": "A quotation of the release, body[start:end], that the passage gives otherwise; and whether "
        "the text has the changed words between quotation marks.",
    },
}
