"""The managers' pages in a real browser."""
