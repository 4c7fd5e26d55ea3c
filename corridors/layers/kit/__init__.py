"""What the files of map layers are written with: the values, what builders read, and the registry."""
