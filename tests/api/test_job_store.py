from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import time

import pytest

from service.api import job_store
from service.api.job_store import DONE, FAILED, TEXT, DatabaseError, JobStore, NewDocument
from service.api.messages import Failure, JobLine
from tests.api import postgres


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    if reason := postgres.why_missing():
        pytest.skip(reason)
    with postgres.cluster() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgres":
        found: str = request.getfixturevalue("cluster")
        return found
    return f"sqlite:///{tmp_path / 'new' / 'jobs.sqlite'}"


@pytest.fixture
def store(url: str) -> Iterator[JobStore]:
    store = JobStore(url)
    store.open()
    store.delete_old(days=-1)  # what another test left
    yield store
    store.close()


def texts(*contents: str) -> list[NewDocument]:
    return [NewDocument(f"{content}.txt", TEXT, content.encode()) for content in contents]


def read_all(store: JobStore, holder: str, *, line: str = "{}") -> list[str]:
    read = []
    while claimed := store.claim(holder, seconds=60):
        assert store.finish(claimed, holder, status=DONE, line=line)
        read.append(claimed.content.decode())
    return read


def test_a_job_from_begin_to_end(store: JobStore) -> None:
    job = store.add(texts("a", "b"), owner=None)
    assert (job.status, job.counts.queued, job.counts.total) == ("queued", 2, 2)
    claimed = store.claim("me", seconds=60)
    assert claimed is not None
    assert (claimed.job, claimed.position, claimed.path, claimed.content) == (job.id, 0, "a.txt", b"a")
    assert claimed.attempts == 1
    assert store.get(job.id, owner=None).status == "running"
    assert store.finish(claimed, "me", status=FAILED, line="first")
    assert read_all(store, "me", line="second") == ["b"]
    done = store.get(job.id, owner=None)
    assert (done.status, done.counts.done, done.counts.failed) == ("done", 1, 1)
    assert list(store.lines(job.id)) == ["first", "second"]
    assert store.count_open() == 0


def test_a_job_is_its_owners(store: JobStore) -> None:
    job = store.add(texts("a"), owner="one")
    assert store.get(job.id, owner="one").id == job.id
    for other in (None, "two"):
        with pytest.raises(KeyError):
            store.get(job.id, owner=other)
        with pytest.raises(KeyError):
            store.cancel(job.id, owner=other)


def test_documents_that_cannot_be_read_have_their_line_at_once(store: JobStore) -> None:
    failure = Failure(code="encrypted", message="a.docx: có mật khẩu")
    job = store.add([NewDocument("a.docx", TEXT, b"", failure=failure)], owner=None)
    assert (job.status, job.counts.failed) == ("done", 1)
    assert [JobLine.model_validate_json(line).error for line in store.lines(job.id)] == [failure]


def test_an_arrival_that_breaks_off_leaves_nothing(store: JobStore) -> None:
    def break_off() -> Iterator[NewDocument]:
        yield from texts(*map(str, range(150)))
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        store.add(break_off(), owner=None)
    assert store.count_open() == 0
    assert store.claim("me", seconds=60) is None
    with pytest.raises(ValueError, match="without documents"):
        store.add([], owner=None)


def test_a_short_job_does_not_wait_for_a_long_one(store: JobStore) -> None:
    store.add(texts("a0", "a1", "a2"), owner=None)
    store.add(texts("b0"), owner=None)
    assert read_all(store, "me") == ["a0", "b0", "a1", "a2"]


def test_only_the_holder_writes_a_line(store: JobStore) -> None:
    job = store.add(texts("a"), owner=None)
    late = store.claim("dead", seconds=-1)
    assert late is not None
    taken = store.claim("alive", seconds=60)
    assert taken is not None
    assert (taken.id, taken.attempts) == (late.id, 2)
    assert not store.finish(late, "dead", status=DONE, line="late")
    assert store.finish(taken, "alive", status=DONE, line="right")
    assert not store.finish(taken, "alive", status=DONE, line="twice")
    assert list(store.lines(job.id)) == ["right"]


def test_a_renewed_lease_is_kept_and_a_released_one_is_free(store: JobStore) -> None:
    store.add(texts("a"), owner=None)
    assert store.claim("one", seconds=-1) is not None
    store.renew("one", seconds=60)
    assert store.claim("two", seconds=60) is None
    store.release("one")
    again = store.claim("two", seconds=60)
    assert again is not None
    assert again.attempts == 1


def test_a_cancelled_job_gives_nothing_more(store: JobStore) -> None:
    job = store.add(texts("a", "b", "c"), owner=None)
    first = store.claim("me", seconds=60)
    second = store.claim("me", seconds=60)
    assert first is not None
    assert second is not None
    assert store.finish(first, "me", status=DONE, line="a")
    cancelled = store.cancel(job.id, owner=None)
    assert (cancelled.status, cancelled.counts.done, cancelled.counts.cancelled) == ("cancelled", 1, 2)
    assert not store.finish(second, "me", status=DONE, line="b")
    assert store.claim("me", seconds=60) is None
    assert list(store.lines(job.id)) == ["a"]
    assert store.cancel(job.id, owner=None) == cancelled


def test_old_jobs_and_broken_arrivals_are_deleted(store: JobStore, monkeypatch: pytest.MonkeyPatch) -> None:
    job = store.add(texts("a"), owner=None)
    store.delete_old(days=1)
    assert store.get(job.id, owner=None)
    later = time() + 2 * 86_400
    monkeypatch.setattr(job_store, "time", lambda: later)
    store.delete_old(days=1)
    with pytest.raises(KeyError):
        store.get(job.id, owner=None)
    assert store.claim("me", seconds=60) is None


def test_several_instances_share_the_work_and_none_does_it_twice(url: str, store: JobStore) -> None:
    job = store.add(texts(*map(str, range(60))), owner=None)
    others = [JobStore(url) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        read = [pool.submit(read_all, other, f"holder {at}") for at, other in enumerate(others)]
        all_read = [content for each in read for content in each.result()]
    assert sorted(map(int, all_read)) == list(range(60))
    assert store.get(job.id, owner=None).counts.done == 60
    for other in others:
        other.close()


def test_a_job_outlasts_the_store(url: str, store: JobStore) -> None:
    job = store.add(texts("a"), owner=None)
    other = JobStore(url)
    other.open()
    assert other.get(job.id, owner=None) == job
    other.close()


@pytest.mark.parametrize("url", ["nonsense", "nodb://x/y", "postgresql+nodriver://x/y"])
def test_a_wrong_address_is_told(url: str) -> None:
    with pytest.raises(DatabaseError, match="TRICHLUC_DATABASE"):
        JobStore(url)


def test_a_database_that_cannot_be_had_is_told_without_its_password(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseError, match=r"file/jobs\.sqlite"):
        JobStore(f"sqlite:///{tmp_path / 'file' / 'jobs.sqlite'}").open()
    with pytest.raises(DatabaseError) as told:
        JobStore("postgresql+psycopg://one:secret@127.0.0.1:1/none").open()
    assert "secret" not in str(told.value)
