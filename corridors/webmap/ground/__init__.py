"""The ground of the map: land, water, relief, railways, names."""
