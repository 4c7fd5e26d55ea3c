"""What a way must keep to besides being least."""
