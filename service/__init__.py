"""trichluc's service: Vietnamese administrative text in, exact, located, linked data out."""
