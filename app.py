"""The pages, when Streamlit runs this file; what stands before them, when the server imports it."""

import streamlit as st

from corridors.app.server import guards, unforeseen, warmed

if __name__ == "__main__":
    from corridors.app.layout import in_turn
    from corridors.app.pages import show

    in_turn(show)
else:
    app = st.App(__file__, middleware=guards(), lifespan=warmed, on_script_error=unforeseen)
