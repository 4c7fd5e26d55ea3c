"""Routes drawn on the map."""
