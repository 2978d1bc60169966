"""Labelled documents in and out of what annotators use, a module a format: `read` a path, `write` documents to one."""
