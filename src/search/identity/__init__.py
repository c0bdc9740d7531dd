"""Who is who, over the whole archive: the names of one person, organization or place put together, with evidence.

    facts.py        what releases say of a name: other names, titles, offices
    naming.py       what two names share: words, sounds, slugs
    forms.py        forms of organizations and places: full, contracted, letters
    keys.py         how names that share something find each other
    looking.py      what a name is found by
    people.py       which names of people are one, and by what evidence
    bodies.py       the same for organizations and places
    joining.py      the rules of a name's kind
    store.py        facts and joins in one file
    companion.py    follows every commit of the index; joins anew what a change touches

    overrides.py    an operator's own file: add, join, split, forbid
    groups.py       joins and the operator's word -> entities
    registry.py     entities by id, name, or other name
    meaning.py      names in a question -> entities
    directory.py    all entities of a state, to be searched
    profiles.py     an entity with what its releases say

How names are found in one text is `entities/`.
"""

from .companion import Identity
from .overrides import EntitiesUnusable, Overrides
from .registry import Registry

__all__ = ["EntitiesUnusable", "Identity", "Overrides", "Registry"]
