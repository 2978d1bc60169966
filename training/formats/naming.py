"""Names of files for documents."""

import re
from collections.abc import Iterable

from training.documents import LabelledDocument
from training.formats.losses import Loss, Lost

_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_LONGEST = 80


def name_files(documents: Iterable[LabelledDocument]) -> tuple[list[str], list[Loss]]:
    """For each document a file name without ending, no two alike even where case is not told apart: its id if that fits.

    Where it doesn't, the id can't be read back from the name, which is a loss.
    """
    names: list[str] = []
    losses: list[Loss] = []
    taken: set[str] = set()
    for document in documents:
        stem = _UNFIT.sub("_", document.id)[:_LONGEST].strip(". ") or "document"
        name, number = stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.casefold())
        names.append(name)
        if name != document.id:
            losses.append(Loss(document.id, Lost.ABOUT, f"tên không dùng làm tên tệp được; ghi là {name}"))
    return names, losses
