"""How fast the product is, measured in one run against what is possible and against what others do."""
