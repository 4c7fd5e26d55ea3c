"""The layers of the map, one file each: a module here that names a :class:`Layer` is one.

Legend, order, what is shown at first, the map's data and the command ``layers`` follow from these
values (see ``kit.registry``), so a new layer is a new file.
"""

from corridors.layers.kit.layer import Layer

__all__ = ["Layer"]
