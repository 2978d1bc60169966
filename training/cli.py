"""The commands that training/ adds to `trichluc`."""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
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
    from training.gate import Hearing
    from training.promotion import Verdict

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

    with _tell_errors():
        pretrain(list(read_texts(texts)), out, recipe=PretrainingRecipe(steps=steps, seed=seed), base=base)
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
        str,
        typer.Option(help="Bộ mã hóa: e5-small, tên hay thư mục một mô hình trichluc, hoặc một mô hình Hugging Face."),
    ] = "e5-small",
    add: Annotated[
        list[Path] | None,
        typer.Option(
            "--add",
            metavar="PATH",
            help="Báo cáo mới đã gán nhãn (tệp hay thư mục), học cùng cả kho; có thể nêu nhiều lần. "
            "Cứ bốn báo cáo để riêng một báo cáo cho promote --new.",
        ),
    ] = None,
    quick: Annotated[
        bool,
        typer.Option("--quick", help="Học tiếp từ mô hình hiện dùng trong vài phút, ôn lại một phần kho; cần --add."),
    ] = False,
    times: Annotated[
        int | None, typer.Option("--times", min=1, help="Mỗi báo cáo mới được đọc mấy lần trong một vòng học.")
    ] = None,
    synthetic: Annotated[
        int,
        typer.Option(
            "--synthetic", metavar="N", min=0, help="Học thêm N văn bản do máy soạn (xem training/synthesis)."
        ),
    ] = 0,
    epochs: Annotated[
        int | None, typer.Option(min=1, help="Số vòng học; mặc định 10, với --quick là 4.", show_default=False)
    ] = None,
    seed: Annotated[int, typer.Option(help="Hạt giống ngẫu nhiên.")] = 1,
) -> None:
    """Huấn luyện một mô hình từ kho ngữ liệu; gọi lại lệnh này sẽ làm tiếp phần dở dang."""
    from service.settings import Settings
    from service.tagging.decoding import LABELS
    from service.tagging.models import current_name, open_model
    from training.corpus import Split
    from training.encoder import is_model
    from training.foreign import list_labels, load_foreign
    from training.synthesis.generation import synthesise
    from training.train import Recipe
    from training.training_run import QUICK, adapt_model, train_model

    if synthetic and (quick or data.is_file()):
        raise typer.BadParameter("--synthetic chỉ dùng khi huấn luyện trên kho ngữ liệu, không có --quick.")
    if quick and (not add or data.is_file()):
        raise typer.BadParameter("--quick cần --add: báo cáo mới để học thêm, và --data là thư mục kho ngữ liệu.")
    models = Settings().models
    recipe = QUICK if quick else Recipe()
    given = {"epochs": epochs, "times": times, "seed": seed}
    recipe = replace(recipe, **{name: value for name, value in given.items() if value is not None})
    with _tell_errors():
        documents = load_foreign(data, dev=dev) if data.is_file() else _load(data, real)
        chosen = list_labels(documents) if labels is LabelSet.DATA or data.is_file() else LABELS
        added = _load_additions(add or [], documents)
        if synthetic:
            hidden = {each.about["province"] for each in documents if each.about["split"] != Split.TRAIN}
            documents += synthesise(count=synthetic, seed=seed, without=hidden)
        current = current_name(models)
        if quick:
            if current is None:
                raise TrichlucError("Chưa có mô hình hiện dùng để học tiếp; hãy bỏ --quick.")
            parent = open_model(current, folder=models)
            adapt_model(documents, out, parent=parent, added=added, version=out.resolve().name, recipe=recipe)
        else:
            if is_model(models / base):
                base = str(models / base)
            compared = open_model(current, folder=models) if add and current is not None else None
            train_model(
                documents,
                out,
                recipe=recipe,
                version=out.resolve().name,
                base=base,
                labels=chosen,
                added=added,
                compared=compared,
            )
    typer.echo(f"Đã ghi mô hình vào {out}; đọc {out / 'report.html'} để biết tốt lên và kém đi ở đâu.")


def _load_additions(paths: list[Path], pool: list["LabelledDocument"]) -> list["LabelledDocument"]:
    """The new reports that the pool has not, each told by what it is for."""
    from training.additions import leave_known, load_additions
    from training.corpus import Split

    added, known = leave_known(load_additions(paths), pool)
    if known:
        _errors.print(f"Bỏ qua {len(known)} báo cáo đã có trong kho: {', '.join(each.id for each in known)}.")
    held = [document.id for document in added if document.about["split"] != Split.TRAIN]
    if added:
        _errors.print(f"Học thêm {len(added) - len(held)} báo cáo mới; để riêng: {', '.join(held) or 'không'}.")
    return added


def run_evaluate(
    data: Annotated[
        Path, typer.Option("--data", metavar="PATH", help="Thư mục kho ngữ liệu có index.tsv, hoặc một tệp CoNLL.")
    ] = ANNOTATIONS,
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
    calibration: Annotated[
        bool,
        typer.Option("--calibration", help="Đo xem điểm của mô hình có đáng tin không: điểm 0,9 thì mười đúng chín."),
    ] = False,
    links: Annotated[
        bool, typer.Option("--links", help="Đo liên kết (chú thích, dự án, chỉ tiêu, kiểm tra) trên nhãn chuẩn.")
    ] = False,
) -> None:
    """Đo chất lượng trên văn bản đã có nhãn chuẩn.

    Với --data là một tệp CoNLL: đo riêng mô hình (thư mục hay tên, đã học những nhãn của tệp ấy), không có luật.
    """
    if data.is_file():
        _evaluate_foreign(data, model or [])
        return
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
    if calibration:
        _evaluate_calibration(documents, model or [None])
        return
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


def _evaluate_foreign(data: Path, names: Sequence[str]) -> None:
    from service.settings import Settings
    from service.tagging.models import open_model
    from training.foreign import load_documents, render_scores
    from training.scoring import score
    from training.training_run import judge_passages, open_tagger

    if not names:
        raise typer.BadParameter("cần --model: thư mục hay tên mô hình đã học những nhãn của tệp.")
    models = Settings().models
    with _tell_errors():
        documents = load_documents(data)
        for name in names:
            folder = Path(name).resolve() if Path(name).is_dir() else models / name
            found = open_model(folder.name, folder=folder.parent, labels=None)
            judged = judge_passages(open_tagger(found), documents)
            scores = score(((each.gold, each.found) for each in judged), labels=found.labels)
            Console().print(render_scores(f"{found.name}: {len(documents)} văn bản của {data.name}", scores))


def _evaluate_calibration(documents: list["LabelledDocument"], models: Sequence[str | None]) -> None:
    from service.pipeline import load_pipeline
    from training.calibration import measure_reliability, render_reliability

    for name in models:
        with _tell_errors():
            nlp = load_pipeline(model=name)
        title = f"{name or 'mô hình hiện dùng'}: {len(documents)} văn bản"
        Console().print(render_reliability(title, measure_reliability(documents, nlp)))


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
    table = Table("văn bản", "đáng học", "chưa chắc", "luật và máy khác nhau", "mới lạ", "số nhãn")
    for each in chosen:
        shares = (each.worth, each.doubt, each.dispute, each.novelty)
        table.add_row(each.name, *(f"{share:.3f}" for share in shares), str(each.spans))
    Console().print(table)


def run_promote(
    candidate: Annotated[
        Path, typer.Argument(metavar="FOLDER", resolve_path=True, help="Thư mục của mô hình ứng viên.")
    ],
    data: Data = ANNOTATIONS,
    real: Real = None,
    new: Annotated[
        list[Path] | None,
        typer.Option(
            "--new",
            metavar="PATH",
            help="Báo cáo mới đã gán nhãn, như ở train --add: xét trên phần chưa học của chúng.",
        ),
    ] = None,
    floor: Annotated[float, typer.Option(help="Mức F1 mà một nhãn được phép giảm.")] = 0.005,
    show: Annotated[int, typer.Option("--show", min=0, help="Số câu kém đi được in ra khi không thay.")] = 10,
) -> None:
    """So ứng viên với mô hình hiện dùng; chỉ thay khi báo cáo mới được đọc đúng hơn và không nhãn nào kém đi.

    Hai mô hình được so trên phần test của kho ngữ liệu và, với --new, trên những báo cáo mới mà cả hai chưa học.
    """
    from service.pipeline import NO_MODEL
    from service.settings import Settings
    from service.tagging.models import current_name, open_model
    from training.card import write_card
    from training.corpus import Split, read_index
    from training.evaluation import evaluate, find_with, summarise
    from training.gate import hear
    from training.lineage import RECIPE, Lineage, check_name, read_lineage
    from training.promotion import PROMOTE, install

    models = Settings().models
    documents = [document for document in _load(data, real) if document.about["split"] == Split.TEST]
    left_out = sum(row["split"] == Split.TEST for row in read_index(data)) - len(documents)
    current = current_name(models) or NO_MODEL
    with _tell_errors():
        check_name(candidate.name)
        lineage = read_lineage(candidate) if (candidate / RECIPE).is_file() else Lineage("", {})
        held = _load_held_out(new or [], [candidate, models / current])
        hearing = hear(current, candidate, models=models, documents=documents, new=held, floor=floor)
        if not hearing.frozen:
            raise TrichlucError(f"{data}: phần test không có nhãn nào, không có gì để so.")
    forms = Counter(document.about["form"] for document in documents)
    real_ones = f"{forms['real']} văn bản thật" + (f", thiếu {left_out} (dùng --real)" if left_out else "")
    console = Console()
    console.print(f"Phần test: {forms['authored']} văn bản tự soạn, {real_ones}", soft_wrap=True)
    console.print(render_verdicts(hearing.frozen, current, candidate.name))
    if held:
        console.print(f"Báo cáo mới mà cả hai chưa học: {len(held)}", soft_wrap=True)
        console.print(render_verdicts(hearing.new, current, candidate.name))
    elif lineage.added:
        _errors.print(f"{candidate.name} đã học thêm {len(lineage.added)} báo cáo mới; nên xét cả trên --new.")
    if not hearing.passed:
        _tell_refusal(hearing, current, candidate.name, show=show)
        raise typer.Exit(1)
    scores = {each.label: each.candidate for each in hearing.frozen}
    rules = hearing.before if current == NO_MODEL else evaluate(documents, find_with(NO_MODEL))
    measured = {
        "split": Split.TEST,
        "left_out": left_out,
        "model": summarise(hearing.after),
        "none": summarise(rules),
        "new": {each.label: each.candidate for each in hearing.new},
    }
    reason = {
        "action": PROMOTE,
        "f1": scores,
        "f1_new": measured["new"],
        "judged": dict(forms),
        "parent": lineage.parent,
        "data": lineage.data_sha256,
    }
    with _tell_errors():
        reason["sha256"] = open_model(candidate.name, folder=candidate.parent).sha256
        if (candidate / RECIPE).is_file():  # a model that came from elsewhere keeps the card that it has
            write_card(candidate, measured)
        name = install(candidate, models, reason=reason)
    typer.echo(f"Mô hình hiện dùng: {name}.")


def _load_held_out(paths: list[Path], folders: list[Path]) -> list["LabelledDocument"]:
    """The reports of `paths` that are held out, and that none of the models in `folders` was trained on."""
    from training.additions import load_additions
    from training.corpus import CorpusError, Split
    from training.lineage import RECIPE, hash_text, read_lineage

    lineages = [read_lineage(folder) for folder in folders if (folder / RECIPE).is_file()]
    learnt = {sha256 for lineage in lineages for sha256 in (*lineage.documents.values(), *lineage.added.values())}
    held = [
        document
        for document in load_additions(paths)
        if document.about["split"] != Split.TRAIN and hash_text(document.text) not in learnt
    ]
    if paths and not held:
        raise CorpusError(
            f"{paths[0]}: không có báo cáo nào để riêng mà hai mô hình chưa học; cần ít nhất bốn báo cáo mới."
        )
    return held


def render_verdicts(verdicts: Sequence["Verdict"], current: str, candidate: str) -> Table:
    """The verdicts as a table, a line a label."""
    table = Table("nhãn", current, candidate, "khả năng kém hơn", "")
    for each in verdicts:
        mark = "đạt" if each.passed else "KHÔNG ĐẠT"
        table.add_row(each.label, f"{each.current:.3f}", f"{each.candidate:.3f}", f"{each.certainty:.0%}", mark)
    return table


def _tell_refusal(hearing: "Hearing", current: str, candidate: str, *, show: int) -> None:
    """Why the candidate is refused, label by label, and what the current model has right that it has wrong."""
    from training.promotion import WHOLE

    _errors.print(f"Không thay: {candidate} kém {current}:")
    for where, verdicts in (
        ("phần test", hearing.frozen),
        ("phần test, riêng mô hình không có luật", hearing.alone),
        ("báo cáo mới", hearing.new),
    ):
        for each in verdicts:
            if not each.passed:
                what = "không tốt lên" if each.label == WHOLE else "mất hẳn" if not each.candidate else "kém đi"
                _errors.print(f"- {where}: {each.label} {what}: {each.current:.3f} → {each.candidate:.3f}")
    worse = [
        change
        for changes, verdicts in ((hearing.changes, hearing.frozen), (hearing.new_changes, hearing.new))
        for failed in [{each.label for each in verdicts if not each.passed}]
        for change in changes
        if not change.better and (change.label in failed or WHOLE in failed)
    ]
    if worse:
        _errors.print(f"{current} đúng mà {candidate} sai ở {len(worse)} chỗ; {min(show, len(worse))} chỗ đầu:")
    for change in worse[:show]:
        readings = (("cần tìm", change.gold), ("trước", change.before), ("nay", change.after))
        told = "; ".join(f"{name}: {text or 'không có'}" for name, text in readings)
        _errors.print(f"- {change.document}: {change.sentence}\n  {told}", markup=False, highlight=False)


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
    """Liệt kê các mô hình: từ mô hình nào mà ra, học từ dữ liệu nào, đo được bao nhiêu, mô hình nào đang dùng."""
    from service.settings import Settings
    from service.tagging.models import current_name
    from training.registry import list_models

    models = Settings().models
    current = current_name(models)
    entries = list_models(models)
    columns = ("", "tên", "sha256", "từ", "văn bản", "dữ liệu", "F1", *_SHOWN, "đo")
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for column in columns:
        table.add_column(column, no_wrap=True)
    for each in entries:
        if each.error:
            table.add_row("✗", each.name)
            continue
        f1 = [f"{each.scores[name]:.3f}" if name in each.scores else "–" for name in ("micro", *_SHOWN)]
        documents = f"{each.documents}+{each.added}" if each.added else str(each.documents or "–")
        mark = "→" if each.name == current else ""
        name = each.name if each.version == each.name else f"{each.name}, {each.version}"
        names = (each.sha256[:_DIGITS], each.parent or "–", documents, each.data[:_DIGITS] or "–")
        table.add_row(mark, name, *names, *f1, each.judged or "–")
    Console().print(table)
    for each in entries:
        if each.error:
            _errors.print(f"✗ {each.error}", soft_wrap=True)
    if current is None:
        _errors.print("Chưa có mô hình hiện dùng: trichluc chỉ chạy luật.")
    elif current not in {each.name for each in entries if not each.error}:
        reason = "thiếu hoặc hỏng; hãy chép lại, promote mô hình khác hoặc rollback"
        _errors.print(f"[red]Lỗi:[/] mô hình hiện dùng “{current}” {reason}.", soft_wrap=True)
        raise typer.Exit(1)


_SHOWN = ("PROJECT", "PLACE")
"""The labels whose F1 the list of models shows."""
_DIGITS = 8
"""How much of a sha256 it shows."""


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
    from training.corpus import INDEX
    from training.corpus_check import check_copied, check_document, check_duplicates, check_values

    documents = _load(data, real) if (data / INDEX).is_file() else _load_new(data)
    findings = [finding for document in documents for finding in check_document(document)]
    findings += check_duplicates(documents)
    if real is not None:
        authored = [document for document in documents if document.about.get("form") == "authored"]
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


def _load_new(path: Path) -> list["LabelledDocument"]:
    """The labelled reports of a folder without an index, or of a file."""
    from training.additions import load_additions

    with _tell_errors():
        return load_additions([path])


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
