"""The commands that training/ adds to `trichluc`."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from service.errors import TrichlucError
from training.formats.cli import add_commands as add_format_commands

if TYPE_CHECKING:
    from training.documents import LabelledDocument

_errors = Console(stderr=True)

Data = Annotated[
    Path, typer.Option("--data", metavar="FOLDER", help="Thư mục kho ngữ liệu có tệp index.tsv.", show_default=True)
]
Real = Annotated[
    Path | None,
    typer.Option("--real", metavar="FOLDER", help="Thư mục chứa văn bản thật mà các nhãn tách rời chỉ tới."),
]
ANNOTATIONS = Path("annotations")


class LabelSet(StrEnum):
    """Which labels a model learns."""

    OWN = "own"
    DATA = "data"


def add_commands(app: typer.Typer) -> None:
    """Add the commands to `app`; called through the entry point `trichluc.commands`."""
    add_format_commands(app)
    app.command("pretrain")(run_pretrain)
    app.command("train")(run_train)
    app.command("evaluate")(run_evaluate)
    app.command("suggest")(run_suggest)
    app.command("promote")(run_promote)
    app.command("rollback")(run_rollback)
    app.command("models")(run_models)
    corpus = typer.Typer(help="Kiểm tra, thống kê và xuất kho ngữ liệu có nhãn.", no_args_is_help=True)
    corpus.command("check")(run_check)
    corpus.command("stats")(run_stats)
    corpus.command("export")(run_export)
    corpus.command("agreement")(run_agreement)
    app.add_typer(corpus, name="corpus")


def run_pretrain(
    texts: Annotated[
        list[Path],
        typer.Argument(metavar="FILE.gz…", help="Văn bản không nhãn; dòng có dấu sang trang ngăn các văn bản."),
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="FOLDER", help="Thư mục của bộ mã hóa, để dùng với train --base.")
    ],
    base: Annotated[str, typer.Option(help="Bộ mã hóa ban đầu: e5-small, hoặc đường dẫn.")] = "e5-small",
    steps: Annotated[int, typer.Option(min=1, help="Số bước học.")] = 1100,
    seed: Annotated[int, typer.Option(help="Hạt giống ngẫu nhiên.")] = 1,
) -> None:
    """Cho bộ mã hóa đọc văn bản không nhãn và học đoán chữ bị che, trước khi huấn luyện."""
    from training.pretraining import PretrainingRecipe, pretrain, read_texts

    try:
        pretrain(list(read_texts(texts)), out, recipe=PretrainingRecipe(steps=steps, seed=seed), base=base)
    except OSError as error:
        _errors.print(f"[red]Lỗi:[/] {error}", soft_wrap=True)
        raise typer.Exit(1) from error
    typer.echo(f"Đã ghi bộ mã hóa vào {out}.")


def run_train(
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Thư mục của mô hình mới.")],
    data: Annotated[
        Path, typer.Option("--data", metavar="PATH", help="Thư mục kho ngữ liệu có index.tsv, hoặc một tệp CoNLL.")
    ] = ANNOTATIONS,
    real: Real = None,
    dev: Annotated[
        Path | None,
        typer.Option("--dev", metavar="FILE", help="Tệp CoNLL để chọn vòng học; chỉ dùng khi --data là tệp."),
    ] = None,
    labels: Annotated[
        LabelSet, typer.Option("--labels", help="own: chín nhãn của trichluc; data: các nhãn có trong dữ liệu.")
    ] = LabelSet.OWN,
    base: Annotated[
        str, typer.Option(help="Bộ mã hóa: e5-small, hoặc đường dẫn tới một mô hình Hugging Face.")
    ] = "e5-small",
    epochs: Annotated[int, typer.Option(min=1, help="Số vòng học.")] = 10,
    seed: Annotated[int, typer.Option(help="Hạt giống ngẫu nhiên.")] = 1,
) -> None:
    """Huấn luyện một mô hình từ kho ngữ liệu; gọi lại lệnh này sẽ làm tiếp phần dở dang."""
    from service.tagging.decoding import LABELS
    from training.foreign import list_labels, load_foreign
    from training.train import Recipe
    from training.training_run import train_model

    with _tell_errors():
        documents = load_foreign(data, dev=dev) if data.is_file() else _load(data, real)
        chosen = list_labels(documents) if labels is LabelSet.DATA or data.is_file() else LABELS
        recipe = Recipe(epochs=epochs, seed=seed)
        train_model(documents, out, recipe=recipe, version=out.name, base=base, labels=chosen)
    typer.echo(f"Đã ghi mô hình vào {out}.")


def run_evaluate(
    data: Data = ANNOTATIONS,
    real: Real = None,
    split: Annotated[str, typer.Option(help="Phần dùng để đo: dev hoặc test.")] = "test",
    model: Annotated[
        list[str] | None, typer.Option("--model", help="Tên mô hình, none là chỉ chạy luật; có thể nêu nhiều lần.")
    ] = None,
    peer: Annotated[bool, typer.Option("--peer", help="Đo thêm underthesea ner trên cùng văn bản.")] = False,
    output: Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Ghi số đo ra tệp JSON.")] = None,
    markdown: Annotated[Path | None, typer.Option("--markdown", metavar="FILE", help="Ghi bảng ra Markdown.")] = None,
    footnotes: Annotated[
        Path | None,
        typer.Option("--footnotes", metavar="FOLDER", help="Đo chú thích: thư mục có <id>.txt và <id>.gold.json."),
    ] = None,
    links: Annotated[
        bool, typer.Option("--links", help="Đo liên kết (chú thích, dự án, chỉ tiêu, kiểm tra) trên nhãn chuẩn.")
    ] = False,
) -> None:
    """Đo chất lượng trên văn bản đã có nhãn chuẩn."""
    if footnotes is not None:
        _evaluate_footnotes(footnotes)
        return
    if links:
        _evaluate_links(data, split, output)
        return
    from training.corpus import Split
    from training.evaluation import (
        collect_names,
        evaluate,
        find_with,
        find_with_underthesea,
        render_comparison,
        summarise,
        write_markdown,
    )

    everything = _load(data, real)
    documents = [document for document in everything if document.about["split"] == Split(split)]
    known = collect_names(document for document in everything if document.about["split"] == Split.TRAIN)
    finders = {name: find_with(name) for name in model or ["none"]}
    if peer:
        finders["underthesea"] = find_with_underthesea
    results = {name: summarise(evaluate(documents, find), known=known) for name, find in finders.items()}
    Console().print(render_comparison(f"{split}: {len(documents)} văn bản; F1 khớp hẳn (chồng lấn)", results))
    if output is not None:
        output.write_text(json.dumps({"split": split, **results}, indent=2, ensure_ascii=False) + "\n", "utf-8")
    if markdown is not None:
        markdown.write_text(write_markdown(f"{split}, {len(documents)} documents, strict F1", results), "utf-8")


def _evaluate_footnotes(folder: Path) -> None:
    from training.footnote_evaluation import evaluate_footnotes, render_scores

    if not folder.is_dir():
        typer.echo(f"{folder}: không có thư mục này, bỏ qua.")
        return
    scores = evaluate_footnotes(folder)
    if not scores:
        typer.echo(f"{folder}: không có tệp *.gold.json nào.", err=True)
        raise typer.Exit(2)
    Console().print(render_scores(scores))


def run_suggest(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Thư mục văn bản .txt chưa có nhãn.")],
    data: Data = ANNOTATIONS,
    real: Real = None,
    count: Annotated[int, typer.Option("--count", "-n", min=1, help="Số văn bản cần chọn.")] = 10,
) -> None:
    """Chọn những văn bản chưa có nhãn mà mô hình sẽ học được nhiều nhất."""
    from service.ingest.reading import ingest_file
    from service.pipeline import load_pipeline
    from training.suggestion import suggest

    documents = _load(data, real)
    done = {document.id for document in documents}
    with _tell_errors():
        texts = [(path.stem, ingest_file(path).text) for path in sorted(folder.glob("*.txt")) if path.stem not in done]
        if not texts:
            raise TrichlucError(f"{folder}: không có văn bản .txt nào chưa có nhãn.")
        chosen = suggest(texts, nlp=load_pipeline(), labelled=(document.text for document in documents), count=count)
    table = Table("văn bản", "đáng học", "chưa chắc", "mới lạ", "số nhãn")
    for each in chosen:
        table.add_row(each.name, f"{each.worth:.3f}", f"{each.doubt:.3f}", f"{each.novelty:.3f}", str(each.spans))
    Console().print(table)


def run_promote(
    candidate: Annotated[
        Path, typer.Argument(metavar="FOLDER", resolve_path=True, help="Thư mục của mô hình ứng viên.")
    ],
    data: Data = ANNOTATIONS,
    real: Real = None,
    floor: Annotated[float, typer.Option(help="Mức F1 mà một nhãn được phép giảm.")] = 0.005,
) -> None:
    """So ứng viên với mô hình hiện dùng trên phần test; chỉ thay khi không nhãn nào kém đi."""
    from service.pipeline import NO_MODEL
    from service.settings import Settings
    from service.tagging.models import current_name
    from training.card import RECIPE, write_card
    from training.corpus import Split
    from training.evaluation import evaluate, find_with, summarise
    from training.promotion import PROMOTE, install, judge

    models = Settings().models
    documents = [document for document in _load(data, real) if document.about["split"] == Split.TEST]
    current = current_name(models) or NO_MODEL
    with _tell_errors():
        find, find_anew = find_with(current), find_with(candidate.name, folder=candidate.parent)
        before, after = evaluate(documents, find), evaluate(documents, find_anew)
        verdicts = judge(before, after, floor=floor)
        if not verdicts:
            raise TrichlucError(f"{data}: phần test không có nhãn nào, không có gì để so.")
    table = Table("nhãn", current, candidate.name, "khả năng kém hơn", "")
    for each in verdicts:
        mark = "đạt" if each.passed else "KHÔNG ĐẠT"
        table.add_row(each.label, f"{each.current:.3f}", f"{each.candidate:.3f}", f"{each.certainty:.0%}", mark)
    Console().print(table)
    if not all(each.passed for each in verdicts):
        _errors.print(f"Không thay: {candidate.name} kém {current} ở những nhãn trên.")
        raise typer.Exit(1)
    scores = {each.label: each.candidate for each in verdicts}
    rules = before if current == NO_MODEL else evaluate(documents, find_with(NO_MODEL))
    with _tell_errors():
        if (candidate / RECIPE).is_file():  # a model that came from elsewhere keeps the card that it has
            write_card(candidate, {"split": Split.TEST, "model": summarise(after), "none": summarise(rules)})
        name = install(candidate, models, reason={"action": PROMOTE, "f1": scores})
    typer.echo(f"Mô hình hiện dùng: {name}.")


def run_rollback() -> None:
    """Dùng lại mô hình trước mô hình hiện dùng; gọi lần nữa để lùi thêm một mô hình."""
    from service.settings import Settings
    from training.promotion import ROLLBACK, previous_name, set_current

    models = Settings().models
    name = previous_name(models)
    if name is None:
        _errors.print("Chưa có mô hình nào trước mô hình hiện dùng.")
        raise typer.Exit(1)
    with _tell_errors():
        set_current(models, name, reason={"action": ROLLBACK})
    typer.echo(f"Mô hình hiện dùng: {name}.")


def run_models() -> None:
    """Liệt kê các mô hình."""
    from service.settings import Settings
    from service.tagging.models import CONFIG, ModelError, current_name, open_model

    models = Settings().models
    current = current_name(models)
    table = Table("", "tên", "phiên bản", "sha256")
    for path in sorted(models.glob(f"*/{CONFIG}")):
        name = path.parent.name
        try:
            found = open_model(name, folder=models)
        except ModelError as error:
            table.add_row("✗", name, str(error), "")
            continue
        table.add_row("→" if name == current else "", name, found.version, found.sha256[:12])
    Console().print(table)


def _evaluate_links(data: Path, split: str, output: Path | None) -> None:
    from training.corpus import CorpusError, Split
    from training.link_evaluation import describe, evaluate_checks, evaluate_links, render_links, summarise_links
    from training.links import load_links, load_planted

    try:
        documents = [document for document in _load(data, None) if document.about["split"] == Split(split)]
        linked = load_links(data, documents)
        planted = load_planted(data)
    except CorpusError as error:
        _errors.print(f"[red]Lỗi:[/] {error}", soft_wrap=True)
        raise typer.Exit(1) from error
    summary = summarise_links(evaluate_links(linked))
    checks = evaluate_checks(planted)
    Console().print(
        render_links(f"{split}: {len(linked)} văn bản có liên kết, {len(planted)} văn bản gài lỗi", summary, checks)
    )
    if output is not None:
        written = {
            "split": split,
            "links": summary,
            "checks": {code: describe(counts) for code, counts in checks.items()},
        }
        output.write_text(json.dumps(written, indent=2, ensure_ascii=False) + "\n", "utf-8")


def run_check(data: Data = ANNOTATIONS, real: Real = None) -> None:
    """Kiểm tra dấu nhãn, vị trí, lồng nhau, giá trị, văn bản trùng và đoạn chép lại."""
    from training.corpus_check import check_copied, check_document, check_duplicates, check_values

    documents = _load(data, real)
    findings = [finding for document in documents for finding in check_document(document)]
    findings += check_duplicates(documents)
    if real is not None:
        authored = [document for document in documents if document.about["form"] == "authored"]
        texts = ((path.name, path.read_text("utf-8")) for path in sorted(real.rglob("*.txt")))
        findings += check_copied(authored, texts)
    for finding in findings:
        typer.echo(f"{finding.document}\t{finding.code}\t{finding.start}\t{finding.message}")
    unread = [finding for document in documents for finding in check_values(document)]
    for finding in unread:
        typer.echo(f"{finding.document}\t{finding.code}\t{finding.start}\t{finding.message}")
    typer.echo(f"{len(documents)} văn bản, {len(findings)} lỗi, {len(unread)} giá trị không đọc được.")
    if findings:
        raise typer.Exit(1)


def run_stats(data: Data = ANNOTATIONS, real: Real = None) -> None:
    """Đếm nhãn, độ dài, cấp, tỉnh, năm, thể loại và mức hư hỏng."""
    from training.corpus_statistics import render_statistics

    Console().print(render_statistics(_load(data, real)))


def run_export(data: Data = ANNOTATIONS, real: Real = None) -> None:
    """In kho ngữ liệu ra JSON Lines: vị trí, nhãn, giá trị, chú thích, nguồn."""
    from training.corpus import write_record

    for document in _load(data, real):
        sys.stdout.write(write_record(document) + "\n")


def run_agreement(
    first: Annotated[Path, typer.Argument(help="Thư mục nhãn của người thứ nhất (tệp .txt có dấu nhãn).")],
    second: Annotated[Path, typer.Argument(help="Thư mục nhãn của người thứ hai.")],
) -> None:
    """Đo độ thống nhất giữa hai người gán nhãn cùng những văn bản."""
    from training.agreement import measure_agreement, render_agreement

    Console().print(render_agreement(measure_agreement(first, second)))


@contextmanager
def _tell_errors() -> Iterator[None]:
    """Tell the user what went wrong inside and end with 1."""
    try:
        yield
    except (TrichlucError, OSError) as error:
        _errors.print(f"[red]Lỗi:[/] {error}", soft_wrap=True)
        raise typer.Exit(1) from error


def _load(data: Path, real: Path | None) -> list["LabelledDocument"]:
    from training.corpus import CorpusError, load_corpus, read_index

    if real is not None and not real.is_dir():
        _errors.print(f"{real}: không có thư mục này, bỏ qua các văn bản thật.")
        real = None
    try:
        documents = load_corpus(data, real=real)
        skipped = len(read_index(data)) - len(documents)
    except CorpusError as error:
        _errors.print(f"[red]Lỗi:[/] {error}", soft_wrap=True)
        raise typer.Exit(1) from error
    if skipped:
        _errors.print(f"Bỏ qua {skipped} văn bản thật (dùng --real để chỉ thư mục của chúng).")
    return documents
