"""From a plan's document to its series, quotas and paces."""
