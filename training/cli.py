"""The commands that training/ adds to `trichluc`."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console


def add_commands(app: typer.Typer) -> None:
    """Add the commands to `app`; called through the entry point `trichluc.commands`."""
    app.command("evaluate")(run_evaluate)


def run_evaluate(
    footnotes: Annotated[
        Path, typer.Option("--footnotes", metavar="FOLDER", help="Thư mục có các tệp <id>.txt và <id>.gold.json.")
    ],
) -> None:
    """Đo chất lượng trên văn bản đã có nhãn chuẩn."""
    from training.footnote_evaluation import evaluate_footnotes, render_scores

    if not footnotes.is_dir():
        typer.echo(f"{footnotes}: không có thư mục này, bỏ qua.")
        return
    scores = evaluate_footnotes(footnotes)
    if not scores:
        typer.echo(f"{footnotes}: không có tệp *.gold.json nào.", err=True)
        raise typer.Exit(2)
    Console().print(render_scores(scores))
