"""Figures, days and sentences as people write them, in German and English."""
