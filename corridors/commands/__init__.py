"""Commands of the command line, one module a topic; ``__main__`` registers them."""
