"""What scripts/bench measures: routing engines on one graph, and the app in a browser."""
