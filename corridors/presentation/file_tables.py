"""The shipped files as a table for readers: values only, nothing of Streamlit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from corridors.data.catalogue import DATA
from corridors.presentation.text import measure
from corridors.presentation.vocabulary import word

if TYPE_CHECKING:
    from corridors.data.catalogue import CatalogueEntry
    from corridors.i18n import Words

__all__ = ["listing"]

BYTES_A_KB: Final = 1000


def listing(found: tuple[CatalogueEntry, ...], _: Words) -> pd.DataFrame:
    """Return a row a file for the page."""
    kinds = {"facts": _("Facts"), "layer": _("Map layer"), "table": _("Table"), "other": _("Other")}
    return pd.DataFrame(
        {
            _("Title"): word("file", e.resource.name, _, e.resource.title),
            _("Link"): f"{DATA}{e.resource.name}",
            _("Kind"): kinds[e.kind],
            _("Rows"): e.rows,
            _("Date"): e.resource.data_date,
            _("Licence"): "; ".join(word("licence", name, _) for name, _address in e.licences),
            _("Size"): measure(e.resource.bytes / BYTES_A_KB, "kB", _),
            _("Credit"): e.resource.attribution,
        }
        for e in found
    ).astype({_("Rows"): "Int64"})
