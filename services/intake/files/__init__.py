"""Monthly files: their columns, and the rows that are read from them."""
