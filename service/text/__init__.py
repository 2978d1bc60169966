"""Bytes and text to a normalised text with known offsets, lines, paragraphs, sentences and words."""
