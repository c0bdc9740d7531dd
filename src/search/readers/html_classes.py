"""What the class and id of an element say it is for."""

from __future__ import annotations

import re

from bs4 import Tag


def tokens(tag: Tag) -> frozenset[str]:
    """The words in an element's class and id: `entry-content postBody` gives entry, content, post, body."""
    classes = tag.get_attribute_list("class")
    names = " ".join(str(name) for name in (*classes, tag.get("id")) if name)
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+", names[:500])
    return frozenset(word.casefold() for word in words)
