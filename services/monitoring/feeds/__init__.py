"""How offices report: what routes, page and metrics show of it."""
