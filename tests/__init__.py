"""Tests, by what they need: unit, contracts, integration, system, architecture."""
