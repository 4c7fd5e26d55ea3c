"""The page Provinces."""
