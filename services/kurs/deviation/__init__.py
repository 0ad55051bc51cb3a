"""Entries from a file, judged by the product's method: for checking it against anything else."""
