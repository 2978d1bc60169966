"""Made text: labelled sentences from names, grammars and frames, and the damage that OCR does, with labels aligned."""
