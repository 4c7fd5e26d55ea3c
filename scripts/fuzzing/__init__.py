"""Mutated files for every reader: seeds, what is done to them, and who reads them."""
