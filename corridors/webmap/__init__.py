"""The map: values in, a folium map out, one file from disk or a page with files beside it."""
