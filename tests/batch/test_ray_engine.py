"""The Ray engine against a local cluster."""

import builtins
import gc
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from service.batch.annotator import Annotator
from service.batch.ray_engine import run_on_ray
from service.batch.tasks import ContentKey, EngineError, Task, make_plan
from service.pipeline import NO_MODEL

PLAN = make_plan(model=NO_MODEL)


@pytest.fixture
def cluster() -> Iterator[None]:
    ray = pytest.importorskip("ray", reason="Ray is not installed: pip install 'trichluc[ray]'")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Ray's own
        ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, configure_logging=False)
        yield
        ray.shutdown()
        gc.collect()  # of the processes that it forgets to wait for


def test_ray_finds_what_processes_find(cluster: None) -> None:
    names = [str(number) for number in range(4)]
    tasks = [Task(ContentKey(name, ".txt"), f"{name}.txt", f"Chi {name} tỷ đồng.".encode()) for name in names]
    tasks.append(Task(ContentKey("broken", ".txt"), "broken.txt", b"%PDF-1.7"))
    results = list(run_on_ray(iter(tasks), PLAN, workers=1))
    annotate = Annotator(PLAN)
    assert sorted(results, key=lambda result: result.key) == [annotate(task) for task in tasks]


def test_without_ray_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    real_import = builtins.__import__

    def refuse(name: str, *arguments: Any, **options: Any) -> Any:
        if name == "ray":
            raise ImportError(name)
        return real_import(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(EngineError, match=r"trichluc\[ray\]"):
        list(run_on_ray(iter([]), PLAN))
