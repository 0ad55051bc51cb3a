"""The entries behind a figure, and why each counts or not."""
