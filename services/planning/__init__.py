"""Planning: what counts, where, since when it was known, and what is expected by a day."""
