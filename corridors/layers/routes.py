"""The passages and ends of computed routes; a map's routes fill it."""

from corridors.layers.kit.layer import Layer

__all__ = ["LAYER"]

LAYER = Layer(name="routes", group="ground", order=300)
