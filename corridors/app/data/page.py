"""The page Data & sources: what is shipped and under which licence, what the facts rest on, how to cite."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from corridors.app.address import choose, chosen, words
from corridors.app.downloads import download_row
from corridors.app.figure_columns import with_figures
from corridors.app.throughput.derived_html import qualities_html
from corridors.data import catalogue
from corridors.data.catalogue import CatalogueEntry, frame_of, web
from corridors.data.ledger import Ledger
from corridors.exchange import to_bytes
from corridors.presentation.file_tables import listing
from corridors.presentation.naming import linked, literal
from corridors.presentation.text import number, share
from corridors.presentation.vocabulary import word

if TYPE_CHECKING:
    from corridors.data.catalogue import Citation

__all__ = ["render", "subject"]

NAME: Final = "name"
LIST_KEY: Final = "files"
PICK_KEY: Final = "file"
MOST_ROWS_SHOWN: Final = 500
TALL_PX, LOW_PX, TITLE_PX = 420, 320, 240


@st.cache_resource(show_spinner=False)
def _entries() -> tuple[CatalogueEntry, ...]:
    return catalogue.entries(Ledger.load())


@st.cache_resource(show_spinner=False)
def _bibliography() -> pd.DataFrame:
    return catalogue.bibliography(Ledger.load())


@st.cache_resource(show_spinner=False)
def _citation() -> Citation:
    return catalogue.citation()


def subject() -> str:
    """Return the name of the file that is looked into, for the window's title."""
    return chosen(NAME, [e.resource.name for e in _entries()], "")


def render() -> None:
    """Draw the page; the file looked into is named in the address."""
    _ = words()
    with st.container(key="sheet"):
        st.title(_("Data & sources"), anchor=False)
        with st.spinner(_("Reading the ledger …")):
            entries, sources = _entries(), _bibliography()
        _lead(entries, sources)
        st.subheader(_("What is shipped"), anchor="files")
        _files(entries)
        st.subheader(_("How well the facts are sourced"), anchor="tables")
        _qualities()
        st.subheader(_("Sources of the facts"), anchor="sources")
        _sources(sources)
        st.subheader(_("How to cite"), anchor="cite")
        _cite(_citation())


def _lead(entries: tuple[CatalogueEntry, ...], sources: pd.DataFrame) -> None:
    _ = words()
    rows = catalogue.fact_count(sources)
    addressed = catalogue.addressed_share(sources)
    text = _(
        "{files} files with their licences, among them {rows} rows of facts from {sources} sources; "
        "{share} of these rows give a full address."
    ).format(
        files=f"[{number(len(entries), _)}](#files)",
        rows=f"[{number(rows, _)}](#tables)",
        sources=f"[{number(len(sources), _)}](#sources)",
        share=f"[{share(addressed, _)}](#tables)",
    )
    st.markdown(text)


def _files(entries: tuple[CatalogueEntry, ...]) -> None:
    """Draw the list of files; a click on a row, or the box, leads to one."""
    _ = words()
    names = [e.resource.name for e in entries]
    shown = chosen(NAME, names, names[0])
    st.caption(_("Choose a row to look into a file and to download it."))
    st.dataframe(
        with_figures(listing(entries, _), {_("Rows"): 0}, _),
        key=f"{LIST_KEY}-{shown}",
        hide_index=True,
        height=TALL_PX,
        on_select=partial(_row_chosen, names, shown),
        selection_mode="single-row",
        selection_default={"selection": {"rows": [names.index(shown)]}},
        column_config={
            _("Title"): st.column_config.TextColumn(width=TITLE_PX),
            _("Link"): st.column_config.LinkColumn(display_text=_("open"), width="small"),
            _("Rows"): st.column_config.NumberColumn(width="small"),
            _("Size"): st.column_config.TextColumn(width="small"),
            _("Credit"): st.column_config.TextColumn(width="large"),
        },
        placeholder="",
        alt=_("Files with title, kind, rows, date, licence, size and credit"),
    )
    _card(entries, names.index(shown))


def _row_chosen(names: list[str], shown: str) -> None:
    rows = st.session_state[f"{LIST_KEY}-{shown}"]["selection"]["rows"]
    if rows and rows[0] < len(names):
        choose(NAME, names[rows[0]])


def _picked() -> None:
    choose(NAME, str(st.session_state[PICK_KEY]))


def _card(entries: tuple[CatalogueEntry, ...], at: int) -> None:
    """Draw all that the ledger says of a file, its downloads and its first rows."""
    _ = words()
    entry = entries[at]
    resource = entry.resource
    with st.container(key="card"):
        head, down = st.columns([3, 2], vertical_alignment="bottom")
        with head:
            _file_box(entries, resource.name)
        with down:
            _downloads(entry)
        st.markdown(literal(resource.description))
        for label, text in (
            (_("Licence"), "; ".join(linked(word("licence", name, _), a) for name, a in entry.licences)),
            (_("Credit"), literal(resource.attribution)),
            (_("Made from"), "; ".join(linked(t, a) for t, a in catalogue.origins(entry))),
            (_("Changes"), literal(resource.changes)),
        ):
            if text:
                st.markdown(f"**{label}:** {text}")
        if entry.rows is not None:
            _preview(entry)


def _file_box(entries: tuple[CatalogueEntry, ...], shown: str) -> None:
    _ = words()
    titles = {e.resource.name: e.resource.title for e in entries}
    st.session_state[PICK_KEY] = shown
    st.selectbox(
        _("File"),
        list(titles),
        format_func=lambda name: word("file", name, _, titles[name]),
        key=PICK_KEY,
        on_change=_picked,
    )


def _downloads(entry: CatalogueEntry) -> None:
    """Offer the file as CSV and, with positions, as GeoPackage; made when pressed, not before."""
    if entry.rows is None:
        return
    labels = {"csv": "CSV"} | ({"gpkg": "GeoPackage"} if entry.mapped else {})
    files = {k: (label, partial(_file, entry, k)) for k, label in labels.items()}
    download_row(entry.resource.name, files)


def _file(entry: CatalogueEntry, kind: str) -> bytes:
    return to_bytes(frame_of(entry), kind)


def _preview(entry: CatalogueEntry) -> None:
    """Draw the first rows, each with the link to its source."""
    _ = words()
    rows = frame_of(entry)
    plain = rows.drop(columns=["geometry"], errors="ignore").head(MOST_ROWS_SHOWN)
    if plain.columns.empty:
        return
    if len(rows) > MOST_ROWS_SHOWN:
        st.caption(
            _.ngettext(
                "The first {count} row; the download has all.",
                "The first {count} rows; the download has all.",
                MOST_ROWS_SHOWN,
            ).format(count=number(MOST_ROWS_SHOWN, _))
        )
    if "source_url" in plain:
        plain = plain.assign(source_url=plain["source_url"].map(web))
    st.dataframe(
        plain, hide_index=True, height=LOW_PX, column_config=_preview_columns(plain), placeholder=""
    )


def _preview_columns(rows: pd.DataFrame) -> dict[str, Any]:
    _ = words()
    columns: dict[str, Any] = {
        str(name): st.column_config.NumberColumn(format="%d" if kind.kind == "i" else "%.7g")
        for name, kind in rows.select_dtypes("number").dtypes.items()
    }
    if "source_url" in rows:
        columns["source_url"] = st.column_config.LinkColumn(display_text=_("open"), width="small")
    return columns


def _qualities() -> None:
    """Draw the rows, addresses and unverified rows of each table, counted when the page is drawn."""
    _ = words()
    st.caption(
        _(
            "Counted in the tables as they are now. Each row names its source; unverified means that "
            "nobody has found a source for it yet."
        )
    )
    st.html(qualities_html(catalogue.qualities(Ledger.load()), _))


def _sources(sources: pd.DataFrame) -> None:
    _ = words()
    st.caption(
        _(
            "Each row of the tables of facts names its source. A row without address names one that was "
            "not kept, or is marked as unverified."
        )
    )
    shown = pd.DataFrame(
        {
            _("Source"): sources["source_title"],
            _("Link"): sources["source_url"].map(web).fillna(catalogue.DATA + sources["name"]),
            _("Facts"): sources["rows"],
            _("Publisher"): sources["source_publisher"],
            _("Date"): sources["source_date"],
            _("Tables"): sources["tables"],
        }
    )
    st.dataframe(
        with_figures(shown, {_("Facts"): 0}, _),
        hide_index=True,
        height=TALL_PX,
        column_config={
            _("Source"): st.column_config.TextColumn(width=TITLE_PX),
            _("Link"): st.column_config.LinkColumn(display_text=_("open"), width="small"),
            _("Facts"): st.column_config.NumberColumn(width="small"),
            _("Tables"): st.column_config.TextColumn(width="large"),
        },
        placeholder="",
        alt=_("Sources with link, number of facts, publisher, date and tables"),
    )


def _cite(source: Citation) -> None:
    _ = words()
    with st.container(key="cite"):
        st.markdown(_("Cite the project, and with a figure also the source that its row names."))
        st.code(source.text(), language=None, wrap_lines=True)
        st.code(source.bibtex(), language=None, wrap_lines=True)
        st.caption(_("Whoever shows the data must show these credits:"))
        st.markdown("\n".join(f"- {literal(text)}" for text in Ledger.load().attributions()))
