# ruff: noqa: INP001
"""How Sphinx builds the API reference: ``python -m sphinx -b html docs docs/_build``."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import corridors

project = "corridors"
author = "The corridors project"
copyright = "The corridors project"  # noqa: A001 - the name that Sphinx reads
version = release = corridors.__version__

extensions = ["sphinx.ext.autodoc", "sphinx.ext.autosummary", "sphinx.ext.napoleon"]
templates_path = ["_templates"]
exclude_patterns = ["_build"]
html_theme = "alabaster"
html_show_sourcelink = False

autosummary_generate = True
autodoc_typehints = "signature"
autodoc_member_order = "bysource"
napoleon_google_docstring = False
napoleon_use_rtype = False
default_role = "code"

# a role in a docstring must lead somewhere; types may be another package's, of which nothing is known here
nitpicky = True
nitpick_ignore_regex = [("py:class", ".*"), ("py:exc", r"(xml|zipfile)\..*"), ("py:obj", r"typing\..*")]
