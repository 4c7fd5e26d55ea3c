"""Values become words, figures, tables and charts; the look of all pictures."""
