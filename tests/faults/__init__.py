"""The fault harness: real processes, real faults, and a verifier that knows nothing of the product's code."""
