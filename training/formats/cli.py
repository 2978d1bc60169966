"""The commands `trichluc import` and `trichluc export`: labelled documents from and to what annotators use."""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from importlib import import_module
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from service.cli import ModelName, ReferenceDate
from service.export.names import TableName
from service.labels import Label
from training.formats.level import Level

if TYPE_CHECKING:
    from training.documents import LabelledDocument
    from training.formats.intake import FormatError
    from training.formats.losses import Loss
    from training.formats.prediction import Prediction

_errors = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


class Format(StrEnum):
    """The formats, each with a module of that name."""

    DOCCANO = "doccano"
    LABEL_STUDIO = "label-studio"
    CONLL = "conll"
    BRAT = "brat"
    DOCBIN = "docbin"
    JSONL = "jsonl"


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="Dạng của tệp.")]
_Row = tuple[str | int, ...]


def add_commands(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command("import")(run_import)
    app.command("export")(run_export)


def run_import(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Tệp đã gán nhãn; với brat là thư mục hoặc tệp .ann.")],
    form: FormatOption,
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Thư mục mới cho các tệp .txt có dấu nhãn.")],
    mapping: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="LOC=PLACE", help="Nhãn trong tệp ứng với nhãn nào; có thể nêu nhiều lần."),
    ] = None,
    texts: Annotated[
        Path | None,
        typer.Option(
            "--texts", metavar="FOLDER", help="Văn bản gốc đã giao cho người gán nhãn; nhãn được đặt lại trên đó."
        ),
    ] = None,
) -> None:
    """Nhận văn bản đã gán nhãn, kiểm tra từng nhãn, ghi ra tệp .txt có dấu nhãn; nhãn bị từ chối ghi vào refused.tsv."""
    from training.formats import inline
    from training.formats.intake import FormatError
    from training.formats.losses import Lost

    labels = _read_mapping(mapping or [])
    if any(out.glob("*.txt")):
        _errors.print(f"Lỗi: {out} đã có tệp .txt; hãy chọn thư mục khác.")
        raise typer.Exit(1)
    refused: list[FormatError] = []
    originals = _read_originals(texts) if texts else {}
    try:
        documents = _load_module(form).read(
            file, labels=labels, originals=originals, refuse=refused.append, tell=_errors.print
        )
        losses = inline.write(documents, out)
        rows: list[_Row] = [(error.document, error.path.name, error.line, error.reason) for error in refused]
        rows += [_place(loss, file) for loss in losses if loss.lost in (Lost.SPAN, Lost.TEXT)]
        _write_table(out / "refused.tsv", ("document", "file", "line", "reason"), rows)
    except (FormatError, OSError) as error:
        _errors.print(f"Lỗi: {error}")
        raise typer.Exit(1) from error
    for row in rows:
        _errors.print(f"Từ chối: {row[1]}{f', dòng {row[2]}' if row[2] else ''}: {row[0]}: {row[3]}")
    _tell_losses([loss for loss in losses if loss.lost not in (Lost.SPAN, Lost.TEXT)])
    spans = sum(len(document.spans) for document in documents)
    typer.echo(f"Đã nhận {len(documents)} văn bản, {spans} nhãn vào {out}; từ chối {len(rows)} (xem refused.tsv).")
    if rows:
        raise typer.Exit(1)


def run_export(
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Tệp kết quả; với brat là thư mục, với --table là tệp .csv, .xlsx hay .parquet.",
        ),
    ],
    form: Annotated[Format | None, typer.Option("--format", "-f", help="Dạng của công cụ gán nhãn.")] = None,
    table: Annotated[
        TableName | None,
        typer.Option("--table", help="Xuất bảng dự án, số liệu hay chú thích của các văn bản để mở bằng bảng tính."),
    ] = None,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH…",
            help="Tệp .txt có dấu nhãn hay thư mục chứa chúng; với --predict và --table là tệp Word, PDF, .txt… "
            "hay thư mục; với --table còn là tệp .jsonl do trichluc annotate ghi.",
        ),
    ] = None,
    data: Annotated[
        Path | None, typer.Option("--data", metavar="FOLDER", help="Xuất cả kho ngữ liệu có tệp index.tsv.")
    ] = None,
    real: Annotated[
        Path | None, typer.Option("--real", metavar="FOLDER", help="Thư mục chứa văn bản thật của kho ngữ liệu.")
    ] = None,
    predict: Annotated[
        bool,
        typer.Option("--predict", help="Văn bản chưa có nhãn: xuất gợi ý của máy, văn bản máy ít chắc nhất đứng đầu."),
    ] = False,
    level: Annotated[Level, typer.Option("--level", help="CoNLL: mỗi dòng một âm tiết hay một từ.")] = Level.SYLLABLE,
    reference_date: ReferenceDate = None,
    model: ModelName = None,
) -> None:
    """Xuất bảng (--table), hoặc xuất văn bản có nhãn, gợi ý nhãn của máy ra dạng của công cụ gán nhãn (--format).

    Điều không giữ được được kể ra.
    """
    if (form is None) == (table is None):
        raise typer.BadParameter("cần nêu một trong hai: --table hoặc --format.")
    if table is not None:
        if not paths or data or predict:
            raise typer.BadParameter("--table cần tệp hoặc thư mục, và không dùng với --data, --predict.")
        _export_table(table, paths, output, reference_date=reference_date, model=model)
    elif form is not None:
        _export_labels(form, paths, output, data=data, real=real, predict=predict, level=level)


def _export_table(
    table: TableName, paths: Sequence[Path], output: Path, *, reference_date: str | None, model: str | None
) -> None:
    from service.errors import InputError
    from service.export.tables import export_table
    from service.pipeline import load_pipeline
    from service.tagging.models import ModelError

    try:
        outcome = export_table(
            table, paths, output, load=lambda: load_pipeline(model=model), reference_date=reference_date
        )
    except (InputError, ModelError) as error:
        _errors.print(f"Lỗi: {error}")
        raise typer.Exit(1) from error
    for failure in outcome.failures:
        _errors.print(f"Hỏng: {failure}")
    typer.echo(f"Đã xuất {outcome.rows} dòng của {outcome.documents} văn bản vào {output}.")
    if outcome.failures:
        raise typer.Exit(1)


def _export_labels(
    form: Format,
    paths: Sequence[Path] | None,
    output: Path,
    *,
    data: Path | None,
    real: Path | None,
    predict: bool,
    level: Level,
) -> None:
    from training.corpus import CorpusError
    from training.formats.intake import FormatError

    if bool(paths) == bool(data) or (predict and data):
        raise typer.BadParameter("cần nêu tệp hoặc thư mục, hoặc --data; --predict chỉ dùng với tệp hoặc thư mục.")
    failed: list[str] = []
    losses: Sequence[Loss]
    try:
        if predict:
            predictions = _predict(paths or [], failed)
            documents = [prediction.document for prediction in predictions]
        else:
            predictions = []
            documents = _load_corpus(data, real) if data else _read_inline(paths or [], failed)
        module = _load_module(form)
        if predict and form is Format.LABEL_STUDIO:
            losses = module.write_predictions(predictions, output)
        elif form is Format.CONLL:
            losses = module.write(documents, output, level=level)
        else:
            losses = module.write(documents, output)
        report = output.with_name(output.name + ".losses.tsv")
        if losses:
            _write_table(report, ("document", "lost", "start", "end", "label", "reason"), map(_describe, losses))
    except (CorpusError, FormatError, OSError) as error:
        _errors.print(f"Lỗi: {error}")
        raise typer.Exit(1) from error
    for message in failed:
        _errors.print(f"Hỏng: {message}")
    if losses:
        _tell_losses(losses)
        _errors.print(f"Danh sách: {report}")
    typer.echo(f"Đã xuất {len(documents)} văn bản, {sum(len(each.spans) for each in documents)} nhãn vào {output}.")
    if failed:
        raise typer.Exit(1)


def _load_module(form: Format) -> Any:
    """The module of a format: loaded only here, because some need spaCy."""
    return import_module(f"training.formats.{form.replace('-', '_')}")


def _read_mapping(pairs: Iterable[str]) -> dict[str, Label]:
    """`["LOC=PLACE"]` as a mapping. Raises BadParameter for what is no pair or no label of ours."""
    labels = {}
    for pair in pairs:
        name, _, label = pair.rpartition("=")
        if not name or label not in Label.__members__:
            raise typer.BadParameter(f"{pair!r}: cần dạng LOC=PLACE, bên phải là một trong {', '.join(Label)}.")
        labels[name] = Label(label)
    return labels


def _read_originals(folder: Path) -> dict[str, str]:
    failed: list[str] = []
    originals = _read_texts([folder], failed)
    if failed or not originals:
        _errors.print(f"Lỗi: {failed[0] if failed else f'{folder}: không có văn bản nào.'}")
        raise typer.Exit(1)
    return originals


def _read_texts(paths: Iterable[Path], failed: list[str]) -> dict[str, str]:
    """The texts of files, folders and archives by name; what can't be read goes to `failed`.

    A document is called as its file, by its whole path where another is called so.
    """
    from service.errors import InputError
    from service.ingest.sources import walk

    texts: dict[str, str] = {}
    for source in walk(paths):
        name = PurePath(source.path).stem
        try:
            texts[source.path if name in texts else name] = source.ingest().text
        except InputError as error:
            failed.append(str(error))
    return texts


def _predict(paths: Iterable[Path], failed: list[str]) -> "list[Prediction]":
    from service.pipeline import load_pipeline
    from training.formats.prediction import predict

    return predict(_read_texts(paths, failed).items(), nlp=load_pipeline())


def _load_corpus(folder: Path, real: Path | None) -> "list[LabelledDocument]":
    from training.corpus import load_corpus

    return load_corpus(folder, real=real)


def _read_inline(paths: Iterable[Path], failed: list[str]) -> "list[LabelledDocument]":
    from training.formats import inline

    def refuse(error: "FormatError") -> None:
        failed.append(str(error))

    return [document for path in paths for document in inline.read(path, refuse=refuse)]


def _place(loss: "Loss", file: Path) -> _Row:
    where = f" {loss.span.label} [{loss.span.start}, {loss.span.end})" if loss.span else ""
    return loss.document, file.name, 0, f"{loss.reason}{where}"


def _describe(loss: "Loss") -> _Row:
    span = (loss.span.start, loss.span.end, str(loss.span.label)) if loss.span else ("", "", "")
    return loss.document, loss.lost, *span, loss.reason


def _write_table(path: Path, heading: _Row, rows: Iterable[_Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter="\t", lineterminator="\n").writerows([heading, *rows])


def _tell_losses(losses: "Sequence[Loss]") -> None:
    """How many losses of each reason there are, the documents' own names and spans aside."""
    for (lost, reason), count in Counter((loss.lost, loss.reason.split(":")[0]) for loss in losses).items():
        _errors.print(f"Không giữ được ({lost}): {reason}: {count}")
