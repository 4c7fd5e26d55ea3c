"""Checks and comparisons over the whole."""
