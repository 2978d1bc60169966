import json
import os
import sqlite3
from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from service.batch.annotation import Outcome, annotate, expand_patterns
from service.batch.annotator import Annotator
from service.batch.progress import Tally
from service.batch.tasks import Basis, Plan, Result, Task, make_plan
from service.errors import InputError
from service.ingest.reading import ingest_file
from service.pipeline import NO_MODEL, extract, load_pipeline
from tests.batch.engines import PLAN, Scribe
from tests.ingest.documents import Document, write_bare_pdf, write_parts, write_pdf, write_word


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "kho"
    folder.mkdir()
    for name in "abcdefgh":
        (folder / f"{name}.txt").write_text(f"văn bản {name}", "utf-8")
    return folder


def run(folder: Path, engine: Scribe, *, plan: Plan = PLAN, retry_failed: bool = False) -> Outcome:
    return annotate([folder], folder.parent / "out.jsonl", plan=plan, engine=engine, retry_failed=retry_failed)


def read_lines(folder: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (folder.parent / "out.jsonl").read_text("utf-8").splitlines()]


def says(folder: Path) -> list[tuple[str, str]]:
    return [(Path(line["path"]).name, line["says"]) for line in read_lines(folder)]


def test_lines_stand_in_the_order_of_walking(archive: Path) -> None:
    assert run(archive, Scribe()) == Outcome(done=8, annotated=8, failures=())
    assert says(archive) == [(f"{name}.txt", f"văn bản {name}") for name in "abcdefgh"]


def test_only_what_is_new_is_annotated_and_what_is_gone_leaves(archive: Path) -> None:
    run(archive, Scribe())
    (archive / "b.txt").write_text("đã sửa", "utf-8")
    (archive / "c.txt").unlink()
    (archive / "i.txt").write_text("mới", "utf-8")
    second = Scribe()
    assert run(archive, second) == Outcome(done=8, annotated=2, failures=())
    assert [Path(name).name for name in second.asked] == ["b.txt", "i.txt"]
    assert says(archive)[1:3] == [("b.txt", "đã sửa"), ("d.txt", "văn bản d")]
    with sqlite3.connect(archive.parent / "out.jsonl.manifest.sqlite") as sql:
        assert sql.execute("SELECT count(*) FROM content").fetchone() == (8,)
    sql.close()


@pytest.mark.parametrize(
    "basis",
    [
        Basis("other", "00", "rules 1", None),
        Basis("none", None, "rules 2", None),
        Basis("none", None, "rules 1", "2025-04"),
    ],
    ids=["model", "rules", "reference date"],
)
def test_another_basis_redoes_all(archive: Path, basis: Basis) -> None:
    run(archive, Scribe())
    for plan in (replace(PLAN, basis=basis), PLAN):
        second = Scribe()
        assert run(archive, second, plan=plan).annotated == len(second.asked) == 8
        assert len(says(archive)) == 8


def test_another_model_of_the_same_name_redoes_all(archive: Path) -> None:
    for weights in ("00", "01", "01"):
        outcome = run(archive, Scribe(), plan=replace(PLAN, basis=Basis("m", weights, "rules 1", None)))
    assert outcome.annotated == 0
    again = run(archive, Scribe(), plan=replace(PLAN, basis=Basis("m", "02", "rules 1", None)))
    assert again.annotated == 8


def test_failures_are_kept_and_retried_when_asked(archive: Path) -> None:
    for name in ("b.txt", "e.txt", "g.txt"):
        (archive / name).write_text("bad" + name[0] * (name != "g.txt"), "utf-8")
    (archive / "h.txt").write_text("bad", "utf-8")  # as g
    first = run(archive, Scribe())
    assert [Path(failure.path).name for failure in first.failures] == ["b.txt", "e.txt", "g.txt", "h.txt"]
    assert {(failure.code, failure.message) for failure in first.failures} == {("damaged", "hỏng.")}
    assert (first.done, first.annotated) == (4, 7)
    kept = Scribe(is_strict=False)
    assert run(archive, kept) == replace(first, annotated=0)
    assert kept.asked == []
    still = Scribe()
    assert run(archive, still, retry_failed=True) == replace(first, annotated=3)
    assert len(still.asked) == 3  # the same bytes at two paths are tried once
    assert run(archive, Scribe(is_strict=False), retry_failed=True) == Outcome(done=8, annotated=3, failures=())
    assert len(says(archive)) == 8


def test_the_same_bytes_are_annotated_once_and_written_for_each_path(archive: Path) -> None:
    for name in ("b.txt", "h.txt", "c.md"):
        (archive / name).write_text("văn bản a", "utf-8")
    engine = Scribe()
    outcome = run(archive, engine)
    assert (outcome.done, outcome.annotated) == (9, 7)  # .md may be read otherwise than .txt
    assert [name for name, text in says(archive) if text == "văn bản a"] == ["a.txt", "b.txt", "c.md", "h.txt"]


def test_members_of_archives_have_paths_and_names_may_come_twice(tmp_path: Path) -> None:
    folder = tmp_path / "kho"
    folder.mkdir()
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = write_twice()
    (folder / "c.zip").write_bytes(data)
    for _ in range(2):
        assert run(folder, Scribe()).done == 3
        assert [(line["path"].removeprefix(f"{folder}/"), line["says"]) for line in read_lines(folder)] == [
            ("c.zip/x/y.txt", "một"),
            ("c.zip/z.txt", "hai"),
            ("c.zip/x/y.txt", "ba"),
        ]


def write_twice() -> bytes:
    import zipfile
    from io import BytesIO

    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, text in (("x/y.txt", "một"), ("z.txt", "hai"), ("x/y.txt", "ba")):
            package.writestr(name, text)
    return stream.getvalue()


class PulledPlugError(Exception):
    """The plug is pulled."""


def test_a_run_that_breaks_off_goes_on_and_the_old_output_stands(archive: Path) -> None:
    run(archive, Scribe())
    old = (archive.parent / "out.jsonl").read_bytes()
    for name in "abcdefgh":
        (archive / f"{name}.txt").write_text(f"sửa {name}", "utf-8")

    def break_off(tasks: Iterator[Task], plan: Plan) -> Generator[Result]:
        for number, result in enumerate(Scribe()(tasks, plan)):
            if number == 4:
                raise PulledPlugError
            yield result

    with pytest.raises(PulledPlugError):
        annotate([archive], archive.parent / "out.jsonl", plan=PLAN, engine=break_off)
    assert (archive.parent / "out.jsonl").read_bytes() == old
    assert run(archive, Scribe()) == Outcome(done=8, annotated=4, failures=())
    assert says(archive) == [(f"{name}.txt", f"sửa {name}") for name in "abcdefgh"]


def test_progress_counts_every_document(archive: Path) -> None:
    (archive / "b.txt").write_text("bad", "utf-8")
    heard: list[Tally] = []
    paths = [archive, archive / "none.txt"]
    annotate(paths, archive.parent / "out.jsonl", plan=PLAN, engine=Scribe(), tell=heard.append)
    assert [tally.settled for tally in heard] == list(range(1, 10))
    assert heard[-1].failed == 2


def test_paths_that_are_no_text_are_shown(tmp_path: Path) -> None:
    folder = tmp_path / "kho"
    folder.mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/b\xe1o.txt")).write_text("một", "utf-8")
    run(folder, Scribe())
    assert says(folder) == [("b\\xe1o.txt", "một")]


def test_where_it_can_not_write_it_says_so_before_it_works(archive: Path) -> None:
    engine = Scribe()
    for output, code in (
        (archive.parent / "none" / "out.jsonl", "unwritable"),
        (archive.parent / "out.csv", "unsupported"),
        (archive.parent / "x.jsonl", "unwritable"),
    ):
        (archive.parent / "x.jsonl").mkdir(exist_ok=True)
        with pytest.raises(InputError) as caught:
            annotate([archive], output, plan=PLAN, engine=engine)
        assert caught.value.code == code
        assert output.name in str(caught.value)
    assert engine.asked == []


def test_patterns_are_expanded_in_order(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (archive / "x[1].txt").write_text("một", "utf-8")
    monkeypatch.chdir(archive.parent)
    assert expand_patterns([Path("kho/[b-c]*.txt"), Path("kho/x[1].txt"), Path("kho/*.pdf")]) == [
        Path("kho/b.txt"),
        Path("kho/c.txt"),
        Path("kho/x[1].txt"),
        Path("kho/*.pdf"),
    ]
    assert expand_patterns([archive.parent / "**" / "a.txt"]) == [archive / "a.txt"]


REPORT = Document(("Khởi công 01 dự án{1} trước ngày 30/6/2025.", "Tổng vốn 12 tỷ đồng."), ("Chợ Nà Phạ.",))
WORD, PDF = write_word(REPORT), write_pdf(REPORT)
BROKEN = {
    "cut.docx": WORD[: len(WORD) // 2],
    "empty.docx": write_parts({"[Content_Types].xml": b"<Types/>"}),
    "cut.pdf": PDF[:200],
    "scan.pdf": write_bare_pdf(b""),
    "picture.txt": b"\x89PNG\r\n\x1a\n",
    "cut.zip": write_parts({"a.txt": b"x" * 100})[:-30],
}


def run_here(tasks: Iterator[Task], plan: Plan) -> Generator[Result]:
    yield from map(Annotator(plan), tasks)


def test_reports_are_those_of_extract_and_exactly_the_broken_files_are_listed(tmp_path: Path) -> None:
    folder = tmp_path / "kho"
    for number in range(54):
        (folder / f"{number % 3}").mkdir(parents=True, exist_ok=True)
        text = f"Chi {number} tỷ đồng trước ngày 30/6."
        (folder / f"{number % 3}" / f"{number:02}.txt").write_text(text, "utf-8")
    (folder / "a.docx").write_bytes(WORD)
    (folder / "b.pdf").write_bytes(PDF)
    for name, data in BROKEN.items():
        (folder / name).write_bytes(data)
    plan = make_plan(model=NO_MODEL, reference_date="2025-04")
    outcome = annotate([folder], tmp_path / "out.jsonl", plan=plan, engine=run_here)
    assert sorted(Path(failure.path).name for failure in outcome.failures) == sorted(BROKEN)
    assert all(failure.message and str(tmp_path) not in failure.message for failure in outcome.failures)
    assert outcome.done == 56
    nlp = load_pipeline(model=NO_MODEL)
    added: dict[str, tuple[str, ...]] = {".txt": (), ".docx": ("text",), ".pdf": ("text", "pages")}
    for line in read_lines(folder):
        made = ingest_file(Path(line["path"]))
        report = extract(made.text, reference_date="2025-04", notices=made.warnings, nlp=nlp)
        beside = {"text": made.text, "pages": list(made.pages)}
        shown = {name: beside[name] for name in added[Path(line["path"]).suffix]}
        assert line == {"path": line["path"], **report.model_dump(mode="json"), **shown}
