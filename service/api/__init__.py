"""The HTTP face of trichluc."""
