"""trichluc's service: Vietnamese administrative text in, exact, located, linked data out."""

from service.imports import defer_spacy_commands

defer_spacy_commands()
