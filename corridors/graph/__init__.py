"""The network as arrays, its OSMnx form, and the conditioning that makes it."""
