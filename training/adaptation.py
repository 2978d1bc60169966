"""The benchmark of retraining: twenty reports of a province and style that no model was trained on, ten to add, ten to test.

`python -m training.adaptation --out FOLDER [--real FOLDER]` adapts the current model to the ten (`train --add --quick`) and
measures both models on the other ten and on the frozen test part, strict F1 of the whole pipeline.
"""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from service.labels import Label
from service.settings import Settings
from service.tagging.models import current_name, open_model
from training.corpus import Split, load_corpus
from training.documents import LabelledDocument
from training.evaluation import evaluate, find_with
from training.scoring import Counts, score
from training.training_run import adapt_model

ANNOTATIONS = Path("annotations")
BENCHMARK = ANNOTATIONS / "benchmark"
GAIN, LOSS = 0.05, 0.005
"""What is wanted: PROJECT gains so much on the benchmark's ten, no label of the frozen part loses more."""


def measure(model: str, folder: Path, documents: Sequence[LabelledDocument]) -> Mapping[str, Counts]:
    """The strict counts of each label, and of all ("micro"), of the whole pipeline with a model on `documents`."""
    scores = score([each.pair for each in evaluate(documents, find_with(model, folder=folder))])
    return {**scores.strict, "micro": scores.micro}


def run(
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Thư mục của mô hình học thêm.")],
    real: Annotated[
        Path | None, typer.Option("--real", metavar="FOLDER", help="Thư mục chứa văn bản thật của kho ngữ liệu.")
    ] = None,
    data: Annotated[Path, typer.Option("--data", metavar="FOLDER", help="Kho ngữ liệu.")] = ANNOTATIONS,
    benchmark: Annotated[Path, typer.Option("--benchmark", metavar="FOLDER", help="Báo cáo mới.")] = BENCHMARK,
) -> None:
    """Học nhanh mười báo cáo mới, đo trên mười báo cáo kia và trên phần test."""
    models = Settings().models
    parent = open_model(current_name(models) or "", folder=models)
    documents, new = load_corpus(data, real=real), load_corpus(benchmark)
    begun, worked = time.monotonic(), time.process_time()
    adapt_model(documents, out, parent=parent, added=new, version=out.name)
    seconds, processor = time.monotonic() - begun, time.process_time() - worked
    console = Console()
    console.print(f"{seconds:.0f} giây, {processor:.0f} giây bộ xử lý (kể cả báo cáo).")
    held = [document for document in new if document.about["split"] != Split.TRAIN]
    frozen = [document for document in documents if document.about["split"] == Split.TEST]
    home = out.resolve()
    changes = []
    for title, judged in (("Báo cáo mới để riêng", held), ("Phần test", frozen)):
        before, after = measure(parent.name, models, judged), measure(home.name, home.parent, judged)
        table = Table("nhãn", parent.name, home.name, "chênh lệch", "số nhãn", title=f"{title}: {len(judged)} văn bản")
        for label, old in before.items():
            new_f1 = after[label].f1
            table.add_row(label, f"{old.f1:.4f}", f"{new_f1:.4f}", f"{new_f1 - old.f1:+.4f}", str(old.gold))
        console.print(table)
        changes.append({label: after[label].f1 - old.f1 for label, old in before.items() if old.gold})
    gain = changes[0][Label.PROJECT]
    worst = min(changes[1], key=changes[1].__getitem__)
    console.print(f"PROJECT trên báo cáo mới: {gain:+.4f} (cần {GAIN:+}).")
    console.print(f"Nhãn giảm nhiều nhất trên phần test: {worst} {changes[1][worst]:+.4f} (được giảm {LOSS}).")
    if gain < GAIN or changes[1][worst] < -LOSS:
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(run)
