"""What strangers' files may ask of this program: how large they are, how deep, and what they do to a library.

Every reader takes its bytes from here, counts what it makes of them, and stands behind one wall.
"""

from corridors.incoming.files import read_bounded, read_unpacked, regular_size
from corridors.incoming.meter import Meter
from corridors.incoming.wall import wall

__all__ = ["Meter", "read_bounded", "read_unpacked", "regular_size", "wall"]
