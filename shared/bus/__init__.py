"""How events travel: published from what was committed, consumed in batches, acknowledged after the commit."""
