"""siaran: full-text search over Indonesian press releases."""
