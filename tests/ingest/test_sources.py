from pathlib import Path

import pytest

from service.errors import InputError
from service.ingest.limits import Limits
from service.ingest.sources import walk
from tests.ingest.documents import Document, write_parts, write_word


def test_files_folders_and_archives_are_walked_once(tmp_path: Path) -> None:
    folder = tmp_path / "kho"
    (folder / "2021").mkdir(parents=True)
    (folder / "2021" / "b.docx").write_bytes(write_word(Document(("Hai.",))))
    (folder / "a.txt").write_text("Một.", encoding="utf-8")
    (folder / "c.zip").write_bytes(write_parts({"x/y.txt": b"Ba."}))
    (folder / "d.csv").write_text("không", encoding="utf-8")
    sources = list(walk([folder, folder / "a.txt", tmp_path / "none.txt"]))
    assert [source.path.removeprefix(f"{tmp_path}/") for source in sources] == [
        "kho/2021/b.docx",
        "kho/a.txt",
        "kho/c.zip/x/y.txt",
        "none.txt",
    ]
    assert [source.ingest().text.strip() for source in sources[:3]] == ["Hai.", "Một.", "Ba."]
    with pytest.raises(InputError) as caught:
        sources[3].ingest()
    assert caught.value.code == "not_found"


def test_large_archives_are_opened_and_large_files_refused(tmp_path: Path) -> None:
    limits = Limits(file_bytes=300)
    archive, text = tmp_path / "a.zip", tmp_path / "b.txt"
    archive.write_bytes(write_parts({f"{number}.txt": b"x" for number in range(9)}))
    text.write_bytes(b"x" * 400)
    assert archive.stat().st_size > limits.file_bytes
    *members, large = walk([archive, text], limits=limits)
    assert [member.data for member in members] == [b"x"] * 9
    with pytest.raises(InputError) as caught:
        large.ingest(limits=limits)
    assert caught.value.code == "too_large"
