import json
from pathlib import Path

from service.batch.annotation import annotate
from service.pipeline import NO_MODEL, load_pipeline
from tests.ingest.documents import Document, write_parts, write_pdf, write_word


def test_files_of_every_kind_are_annotated(tmp_path: Path) -> None:
    document = Document(("Khởi công 01 dự án{1} trước ngày 30/6/2025.",), ("Chợ Nà Phạ.",))
    folder = tmp_path / "kho"
    folder.mkdir()
    (folder / "a.docx").write_bytes(write_word(document))
    (folder / "b.pdf").write_bytes(write_pdf(document))
    (folder / "c.zip").write_bytes(write_parts({"d.txt": b"Chi 5 tri", "e.pdf": b"%PDF-1.7"}))
    outcome = annotate([folder], tmp_path / "out.jsonl", nlp=load_pipeline(model=NO_MODEL))
    assert outcome.done == 3
    assert [failure.path.name for failure in outcome.failures] == ["e.pdf"]
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [Path(line["path"]).name for line in lines] == ["a.docx", "b.pdf", "d.txt"]
    assert ["text" in line for line in lines] == [True, True, False]
    assert [line.get("pages") for line in lines] == [None, [0], None]
    for line in lines[:2]:
        assert [note["status"] for note in line["footnotes"]] == ["linked"]
        assert all(line["text"][each["start"] : each["end"]] == each["text"] for each in line["entities"])
