"""What it takes to pass an edge or a gate."""
