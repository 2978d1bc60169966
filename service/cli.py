"""The command `trichluc`: parses its words and calls functions. Help texts are for users, in Vietnamese."""

import sys
from enum import StrEnum
from importlib.metadata import entry_points, version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from service.errors import InputError
from service.settings import Settings
from service.tagging.models import ModelError
from service.values.dates import Reference

if TYPE_CHECKING:
    from spacy.language import Language

app = typer.Typer(
    name="trichluc",
    help="Trích lục: đọc văn bản hành chính tiếng Việt, trả về dữ liệu chính xác, có vị trí, có liên kết.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
_errors = Console(stderr=True, highlight=False)


class Format(StrEnum):
    """How `extract` prints a report."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    HTML = "html"


def _check_reference(value: str | None) -> str | None:
    if value is not None:
        try:
            Reference.parse(value)
        except ValueError as error:
            raise typer.BadParameter(f"{value!r} không phải là năm, tháng hay ngày (ví dụ 2025-04).") from error
    return value


ReferenceDate = Annotated[
    str | None,
    typer.Option(
        "--reference-date",
        metavar="2025-04",
        callback=_check_reference,
        help="Thời điểm của văn bản, để hiểu những ngày không ghi năm; mặc định lấy từ đầu văn bản.",
    ),
]


ModelName = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME", help="Tên mô hình; none là chỉ chạy luật. Mặc định là mô hình hiện dùng."),
]


@app.command("extract")
def run_extract(
    file: Annotated[
        str,
        typer.Argument(metavar="FILE|-", help="Tệp văn bản (.docx, .pdf, .html, .txt, …), hoặc - để đọc từ đầu vào."),
    ],
    form: Annotated[Format, typer.Option("--format", "-f", help="Dạng kết quả.")] = Format.TABLE,
    reference_date: ReferenceDate = None,
    model: ModelName = None,
) -> None:
    """Đọc một văn bản và in những gì tìm thấy."""
    from service.ingest.reading import ingest_file, ingest_stream
    from service.pipeline import extract
    from service.render.html import render_html
    from service.render.table import print_table

    try:
        source = ingest_stream(sys.stdin.buffer) if file == "-" else ingest_file(Path(file))
    except InputError as error:
        _errors.print(f"[red]Lỗi:[/] {error}")
        raise typer.Exit(1) from error
    nlp = _load(model)
    report = extract(source.text, reference_date=reference_date, notices=source.warnings, nlp=nlp)
    match form:
        case Format.TABLE:
            print_table(report, source.text, console=Console())
        case Format.JSON:
            sys.stdout.write(report.model_dump_json(indent=2) + "\n")
        case Format.JSONL:
            sys.stdout.write(report.model_dump_json() + "\n")
        case Format.HTML:
            sys.stdout.write(render_html(report, source.text))


@app.command("annotate")
def run_annotate(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Tệp, thư mục hoặc tệp nén (.zip, .tar.gz).")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="OUT.jsonl", help="Tệp kết quả, mỗi dòng một văn bản.")
    ],
    reference_date: ReferenceDate = None,
    model: ModelName = None,
) -> None:
    """Đọc nhiều văn bản, ghi mỗi văn bản một dòng JSON."""
    from service.batch.annotation import annotate

    try:
        outcome = annotate(paths, output, reference_date=reference_date, nlp=_load(model))
    except InputError as error:
        _errors.print(f"[red]Lỗi:[/] {error}")
        raise typer.Exit(1) from error
    for failure in outcome.failures:
        _errors.print(f"[red]Hỏng:[/] {failure.path}: {failure.message}", soft_wrap=True)
    _errors.print(f"Xong {outcome.done} văn bản, hỏng {len(outcome.failures)}.")
    if outcome.failures:
        raise typer.Exit(1)


@app.command("serve")
def run_serve(
    host: Annotated[str, typer.Option(help="Địa chỉ lắng nghe.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Cổng.")] = 8000,
    model: ModelName = None,
) -> None:
    """Mở dịch vụ HTTP: POST /extract."""
    import uvicorn

    from service.api.app import create_app

    _load(model)  # a model that is missing or broken is told before anything listens
    settings = Settings() if model is None else Settings(model=model)
    uvicorn.run(create_app(settings), host=host, port=port)


def _load(model: str | None) -> "Language":
    from service.pipeline import load_pipeline

    try:
        return load_pipeline(model=model)
    except ModelError as error:
        _errors.print(f"[red]Lỗi:[/] {error}", soft_wrap=True)
        raise typer.Exit(1) from error


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"trichluc {version('trichluc')}")
        raise typer.Exit


@app.callback()
def run_main(
    shown: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="In phiên bản rồi thoát.")
    ] = False,
) -> None:
    """Trích lục: đọc văn bản hành chính tiếng Việt, trả về dữ liệu chính xác, có vị trí, có liên kết."""


def main() -> None:
    """Entry point of the command. Exit codes: 0 all done, 1 something failed (named), 2 wrong use.

    Commands of other packages (training) are added through the entry points `trichluc.commands`: the service itself
    imports none of them.
    """
    for command in entry_points(group="trichluc.commands"):
        command.load()(app)
    app()
