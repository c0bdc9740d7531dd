"""Files -> releases, one format a file. A record that can't be read is reported; the others go on."""

from .formats import holds_many
from .items import Item, Notice
from .reading import read
from .walking import walk

__all__ = ["Item", "Notice", "holds_many", "read", "walk"]
