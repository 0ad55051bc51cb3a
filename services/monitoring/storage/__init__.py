"""Monitoring's own tables, and the way from rows to what they mean."""
