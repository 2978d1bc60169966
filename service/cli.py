"""The command `trichluc`: parses its words and calls functions. Help texts are for users, in Vietnamese."""

import sys
from enum import StrEnum
from functools import partial
from importlib.metadata import entry_points, version
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from service.errors import InputError, TrichlucError
from service.imports import collector_at_rest
from service.settings import NO_MODEL, Settings
from service.tagging.models import ModelError, open_model
from service.tagging.tagger import begin_tagger
from service.values.dates import Reference

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
    with collector_at_rest():
        _begin_loading(Settings(), model)
        from service.ingest.reading import ingest_file, ingest_stream
        from service.pipeline import extract, load_pipeline
        from service.render.html import render_html
        from service.render.table import print_table

        try:
            source = ingest_stream(sys.stdin.buffer) if file == "-" else ingest_file(Path(file))
        except InputError as error:
            _errors.print(f"[red]Lỗi:[/] {error}")
            raise typer.Exit(1) from error
        nlp = load_pipeline(model=model)
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


class EngineName(StrEnum):
    """Who does the work of `annotate`."""

    LOCAL = "local"
    RAY = "ray"


def _check_output(value: Path) -> Path:
    from service.batch.writers import choose_form

    try:
        choose_form(value)
    except InputError as error:
        raise typer.BadParameter(str(error)) from error
    return value


@app.command("annotate")
def run_annotate(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH…", help="Tệp, thư mục, mẫu tên (kho/**/*.docx) hoặc tệp nén (.zip, .tar.gz)."),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT",
            callback=_check_output,
            help="Tệp kết quả .jsonl, .jsonl.gz hoặc .parquet. Tiến độ được ghi vào OUT.manifest.sqlite bên cạnh.",
        ),
    ],
    reference_date: ReferenceDate = None,
    model: ModelName = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Số tiến trình cùng đọc; mặc định bằng số bộ xử lý.", show_default=False)
    ] = None,
    timeout: Annotated[
        float, typer.Option(min=0.001, metavar="SECONDS", help="Thời gian tối đa cho một văn bản, tính bằng giây.")
    ] = 300,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Đọc lại cả những văn bản đã hỏng ở lần chạy trước.")
    ] = False,
    engine: Annotated[
        EngineName, typer.Option(help="Nơi chạy: local là máy này, ray là cụm máy Ray đang có.")
    ] = EngineName.LOCAL,
    ray_address: Annotated[
        str | None,
        typer.Option(metavar="HOST:PORT", envvar="RAY_ADDRESS", help="Địa chỉ cụm Ray; mặc định là cụm trên máy này."),
    ] = None,
) -> None:
    """Đọc nhiều văn bản, ghi mỗi văn bản một dòng. Bị ngắt giữa chừng thì chạy lại lệnh này để làm tiếp."""
    from rich.markup import escape

    from service.batch.annotation import annotate, expand_patterns
    from service.batch.local_engine import run_locally
    from service.batch.progress import show_progress
    from service.batch.ray_engine import run_on_ray
    from service.batch.tasks import make_plan

    run = (
        partial(run_locally, workers=workers, seconds=timeout)
        if engine is EngineName.LOCAL
        else partial(run_on_ray, workers=workers, seconds=timeout, address=ray_address)
    )
    found = expand_patterns(paths)
    try:
        plan = make_plan(model=model, reference_date=reference_date)
        with show_progress(found, _errors) as tell:
            outcome = annotate(found, output, plan=plan, engine=run, retry_failed=retry_failed, tell=tell)
    except TrichlucError as error:
        _errors.print(f"[red]Lỗi:[/] {escape(str(error))}", soft_wrap=True)
        raise typer.Exit(1) from error
    except KeyboardInterrupt as error:
        _errors.print("Đã dừng. Chạy lại lệnh này để làm tiếp.")
        raise typer.Exit(1) from error
    for failure in outcome.failures:
        _errors.print(f"[red]Hỏng:[/] {escape(f'{failure.path}: {failure.message}')}", soft_wrap=True)
    _errors.print(f"Xong {outcome.done} văn bản (lần này đọc {outcome.annotated}), hỏng {len(outcome.failures)}.")
    if outcome.failures:
        raise typer.Exit(1)


@app.command("serve")
def run_serve(
    host: Annotated[str, typer.Option(help="Địa chỉ lắng nghe.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Cổng.")] = 8000,
    model: ModelName = None,
) -> None:
    """Mở dịch vụ HTTP: trang web, /extract, /extract/file và /jobs. Cài đặt bằng các biến môi trường TRICHLUC_…"""
    settings = Settings() if model is None else Settings(model=model)
    with collector_at_rest():  # the application wakes it when it is ready
        _begin_loading(settings, model)
        from service.api.serving import serve

        try:
            serve(settings, host=host, port=port)
        except TrichlucError as error:
            _errors.print(f"[red]Lỗi:[/] {error}", soft_wrap=True)
            raise typer.Exit(1) from error


def _begin_loading(settings: Settings, model: str | None) -> None:
    """Have the model compiled in a thread of its own while this one imports the rest."""
    name = settings.choose_model(model)
    if name == NO_MODEL:
        return
    try:
        found = open_model(name, folder=settings.models)
    except ModelError as error:
        _errors.print(f"[red]Lỗi:[/] {error}", soft_wrap=True)
        raise typer.Exit(1) from error
    begin_tagger(found, backend=settings.backend, threads=settings.threads)


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
