"""The pages, when Streamlit runs this file; what stands before them, when the server imports it."""

import streamlit as st

from corridors.app import layout as shell
from corridors.app.address import page, words
from corridors.app.data import page as data_page
from corridors.app.learn import page as learn_page
from corridors.app.map import page as map_page
from corridors.app.plan import page as plan_page
from corridors.app.provinces import page as province_page
from corridors.app.server import guards
from corridors.app.throughput import page as throughput_page


def show() -> None:
    """Draw the page that the address asks for."""
    _ = words()
    titles = {
        "map": _("Map"),
        "plan": _("Plan a route"),
        "throughput": _("Throughput"),
        "provinces": _("Provinces"),
        "learn": _("Learn"),
        "data": _("Data & sources"),
    }
    pages = {
        "map": map_page.render,
        "plan": plan_page.render,
        "throughput": throughput_page.render,
        "provinces": province_page.render,
        "learn": learn_page.render,
        "data": data_page.render,
    }

    subjects = {
        "map": map_page.subject,
        "plan": plan_page.subject,
        "throughput": throughput_page.subject,
        "provinces": province_page.subject,
        "learn": learn_page.subject,
        "data": data_page.subject,
    }

    shell.set_up(titles[page()], subjects[page()])
    shell.head(titles)
    shell.show(pages[page()])
    shell.show(shell.foot)


if __name__ == "__main__":
    show()
else:
    app = st.App(__file__, middleware=guards(), on_script_error=shell.unforeseen)
