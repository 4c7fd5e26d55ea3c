"""The Streamlit app: the only code that imports streamlit; ``app.py`` at the top is its router."""
