"""One module a family of shipped files; each has ``build(sources, out) -> list[Built]``."""
