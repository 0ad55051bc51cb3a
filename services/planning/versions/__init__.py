"""Versions of a plan: listed, published, compared, imagined."""
