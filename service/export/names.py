"""The tables by name; apart from their columns, so that the command line needs not load those to name them."""

from enum import StrEnum


class TableName(StrEnum):
    """The tables."""

    PROJECTS = "projects"
    FIGURES = "figures"
    FOOTNOTES = "footnotes"
