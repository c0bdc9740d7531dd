"""The shapes of what is answered about entities, as JSON Schema: more components of the OpenAPI document."""

from __future__ import annotations

from ..model import Kind
from .schemas import COUNT, NAMES, OPTIONAL_DATE, OPTIONAL_TEXT, TEXT, Schema, list_of, object_of, ref

KIND: Schema = {"type": "string", "enum": list(Kind)}
OPTIONAL_KIND: Schema = {"type": ["string", "null"], "enum": [*Kind, None]}

_NAMED: Schema = {"id": TEXT, "name": TEXT, "count": COUNT}

ENTITY_SCHEMAS: Schema = {
    "EntityList": object_of(
        {
            "query": object_of({"q": TEXT, "kind": OPTIONAL_KIND}),
            "total": COUNT,
            "page": {"type": "integer", "minimum": 1},
            "per_page": {"type": "integer", "minimum": 1},
            "entities": list_of(ref("ListedEntity")),
            "links": object_of({"self": OPTIONAL_TEXT, "next": OPTIONAL_TEXT, "prev": OPTIONAL_TEXT}),
        }
    ),
    "ListedEntity": {
        **object_of({"kind": KIND, **_NAMED}),
        "description": "count is the number of releases that name it, under whatever name.",
    },
    "EntityProfile": {
        **object_of(
            {
                "id": TEXT,
                "kind": KIND,
                "name": TEXT,
                "aliases": NAMES,
                "names": list_of(ref("OtherName")),
                "titles": list_of(ref("Standing")),
                "roles": list_of(ref("Standing")),
                "releases": COUNT,
                "from": OPTIONAL_DATE,
                "to": OPTIONAL_DATE,
                "years": list_of(ref("Facet")),
                "beside": object_of({kind.value: list_of(object_of(_NAMED)) for kind in Kind}),
                "links": object_of({"self": OPTIONAL_TEXT, "releases": OPTIONAL_TEXT}),
            }
        ),
        "description": "A person, organization or place; beside holds who and what is named in the same releases most.",
    },
    "OtherName": {
        **object_of({"name": TEXT, "count": COUNT, "reason": TEXT}),
        "description": "Another name, the number of releases that have it, and why it is the same one's.",
    },
    "Standing": {
        **object_of({"text": TEXT, "count": COUNT, "from": OPTIONAL_TEXT, "to": OPTIONAL_TEXT}),
        "description": "A title or office, the number of releases that give it, and the years of the first and last.",
    },
}
