"""Archives: many documents in, one line of JSON each out."""
