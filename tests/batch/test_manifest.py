import sqlite3
from pathlib import Path

import pytest

from service.batch.manifest import Failure, open_manifest
from service.batch.tasks import Basis, ContentKey, Problem, Result
from service.errors import InputError

BASIS = Basis("m", "00", "1", None)
KEYS = [ContentKey(f"{number:064}", ".txt") for number in range(3)]


def test_what_was_kept_survives_what_was_only_noted(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    with open_manifest(output, BASIS) as manifest:
        manifest.add_document("a.txt", KEYS[0])
        manifest.add_result(Result(KEYS[0], b"record"))
        manifest.add_document("b.txt", KEYS[1])
    with open_manifest(output, BASIS) as manifest:
        assert manifest.run == 2
        assert [manifest.find_status(key) for key in KEYS] == ["done", None, None]
        assert list(manifest.records()) == []  # this run has met nothing yet
        manifest.add_document("x.txt", KEYS[0])
        assert list(manifest.records()) == [("x.txt", b"record")]


def test_statuses(tmp_path: Path) -> None:
    with open_manifest(tmp_path / "out.jsonl", BASIS) as manifest:
        manifest.add_document("a", KEYS[0])
        manifest.add_document("b", KEYS[1])
        manifest.add_document("c", Problem("not_found", "không có."))
        manifest.add_result(Result(KEYS[0], Problem("damaged", "hỏng.")))
        assert manifest.find_status(KEYS[0], retry_failed=True) == "failed"  # it was tried in this run
        assert list(manifest.failures()) == [Failure("a", "damaged", "hỏng."), Failure("c", "not_found", "không có.")]
        manifest.forget_others()
    with open_manifest(tmp_path / "out.jsonl", BASIS) as manifest:
        assert manifest.find_status(KEYS[0]) == "failed"
        assert manifest.find_status(KEYS[0], retry_failed=True) is None
    with sqlite3.connect(tmp_path / "out.jsonl.manifest.sqlite") as sql:
        rows = sql.execute("SELECT path, model, status, code FROM manifest ORDER BY number").fetchall()
    sql.close()
    assert rows == [("a", "m", "failed", "damaged"), ("b", None, "waiting", None), ("c", None, "failed", "not_found")]


def test_two_runs_do_not_share_an_output(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    with open_manifest(output, BASIS), pytest.raises(InputError) as caught, open_manifest(output, BASIS):
        pass
    assert caught.value.code == "busy"


def test_a_damaged_manifest_and_one_of_another_version_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl.manifest.sqlite"
    path.write_bytes(b"no SQLite at all" * 100)
    with pytest.raises(InputError) as caught, open_manifest(tmp_path / "out.jsonl", BASIS):
        pass
    assert caught.value.code == "manifest"
    path.unlink()
    with sqlite3.connect(path) as sql:
        sql.execute("PRAGMA user_version = 99")
    sql.close()
    with pytest.raises(InputError) as caught, open_manifest(tmp_path / "out.jsonl", BASIS):
        pass
    assert caught.value.code == "manifest"
    assert path.name in str(caught.value)
