"""Newly labelled reports: from whatever annotators hand in to those that are learnt from and those held out for the gate."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from training.corpus import INDEX, CorpusError, Split, load_corpus
from training.documents import LabelledDocument
from training.formats.intake import FormatError, iterate_json_lines, raise_refusal
from training.lineage import hash_text

_EVERY = 4
"""Of reports that no index divides, each fourth is held out."""
_MODULES = {
    ".ann": "brat",
    ".bio": "conll",
    ".conll": "conll",
    ".iob": "conll",
    ".json": "label_studio",
    ".spacy": "docbin",
    ".txt": "inline",
}
"""The format of a file by its name's end; .jsonl is doccano's or ours, which its first record tells."""


def load_additions(paths: Iterable[Path]) -> list[LabelledDocument]:
    """The reports in files and folders of any form that `trichluc import` reads, each with its split in `about`.

    A folder with an index (the corpus's form) says itself which are for training; all its others are held out. Of other
    reports each fourth, in the order given, is held out, and none where there are fewer than four.
    Raises CorpusError where something can't be read, is refused, or two different reports have one name.
    """
    documents: dict[str, LabelledDocument] = {}
    for path in paths:
        for document in _read(path):
            other = documents.setdefault(document.id, document)
            if other.text != document.text:
                raise CorpusError(
                    f"{path}: hai báo cáo khác nhau cùng mang tên {document.id}; hãy đổi tên một báo cáo."
                )
    return list(documents.values())


def leave_known(
    documents: Iterable[LabelledDocument], known: Iterable[LabelledDocument]
) -> tuple[list[LabelledDocument], list[LabelledDocument]]:
    """Those of `documents` whose text none of `known` has, and the others."""
    hashes = {hash_text(document.text) for document in known}
    fresh: list[LabelledDocument] = []
    old: list[LabelledDocument] = []
    for document in documents:
        (old if hash_text(document.text) in hashes else fresh).append(document)
    return fresh, old


def _read(path: Path) -> list[LabelledDocument]:
    if (path / INDEX).is_file():
        return load_corpus(path)
    try:
        documents = list(_read_files(path))
    except (OSError, FormatError) as error:
        hint = "hãy nhận bằng `trichluc import`, lệnh ấy để riêng điều không nhận được"
        raise CorpusError(f"{path}: {error}; {hint}.") from error
    if not documents:
        raise CorpusError(f"{path}: không có báo cáo nào; cần tệp .txt có dấu nhãn hoặc tệp của công cụ gán nhãn.")
    return [
        replace(document, about={**document.about, "split": Split.TEST if at % _EVERY == 0 else Split.TRAIN})
        for at, document in enumerate(documents, start=1)
    ]


def _read_files(path: Path) -> Iterator[LabelledDocument]:
    if not path.is_dir():
        yield from _find_format(path).read(path)
    elif any(path.glob("*.ann")):
        yield from import_module("training.formats.brat").read(path)
    else:
        for file in sorted(path.iterdir()):
            if file.suffix in (*_MODULES, ".jsonl"):
                yield from _find_format(file).read(file)


def _find_format(file: Path) -> Any:
    """The module of a file's format. Raises FormatError where its name's end says nothing."""
    name = _MODULES.get(file.suffix)
    if file.suffix == ".jsonl":
        _, record = next(iterate_json_lines(file, refuse=raise_refusal), (0, {}))
        name = "jsonl" if "spans" in record else "doccano"
    if name is None:
        raise FormatError(file, 0, f"không rõ dạng của tệp; các dạng nhận được: {', '.join([*_MODULES, '.jsonl'])}")
    return import_module(f"training.formats.{name}")
