"""A whole training run: the corpus and an encoder in, a model folder out, with what was measured about it."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch.nn.utils.rnn import pad_sequence

from service.settings import Settings
from service.tagging.decoding import LABELS
from service.tagging.models import NETWORK, TOKENIZER, ModelFiles, open_model, write_config
from service.tagging.tagger import Tagger, compute_logits
from service.tagging.tokens import PieceEncoder
from training.corpus import CorpusError, Split
from training.documents import LabelledDocument
from training.encoder import E5_SMALL, can_trim, is_model, load_encoder, trim_vocabulary
from training.examples import IGNORED, Example, encode_passages, split_passages
from training.export import export_network, load_network
from training.lineage import RECIPE, Lineage, check_name, list_documents, read_lineage, write_lineage
from training.loss import measure_loss
from training.network import TaggingNetwork
from training.train import Recipe, run_network, train_network
from training.training_report import REPORT, Comparison, JudgedPassage, render_report
from training.vocabulary import choose_pieces

QUICK = Recipe(epochs=4, rate=4e-5, head_rate=4e-4, times=4, replay=1.0)
"""How a model is adapted to new reports; chosen by measurement, see docs/decisions.md."""


@dataclass(frozen=True, slots=True)
class _Data:
    """The documents of a run by what they are for: pool and new reports to learn from, dev and new ones to judge by."""

    pool: list[LabelledDocument]
    added: list[LabelledDocument]
    dev: list[LabelledDocument]
    held: list[LabelledDocument]


def train_model(
    documents: Sequence[LabelledDocument],
    folder: Path,
    *,
    recipe: Recipe,
    version: str,
    base: str = E5_SMALL,
    labels: Sequence[str] = LABELS,
    added: Sequence[LabelledDocument] = (),
    compared: ModelFiles | None = None,
) -> None:
    """Train on the train part of `documents` and of what is `added`, choose the epoch on dev, write the model to `folder`.

    The report tells what got better and worse than in the model `compared`. Work in progress (checkpoint, log) lies in
    `folder/work`: the same call again goes on where a run broke off.
    Raises EncoderError where the base can't be loaded, CorpusError where a part is empty or the folder holds another run,
    LineageError for a name that no model can have.
    """
    data = _divide(documents, added)
    torch.manual_seed(recipe.seed)
    encoder = load_encoder(base)
    parent = open_model(Path(base).name, folder=Path(base).parent, labels=None) if is_model(Path(base)) else None
    if parent is None and can_trim(encoder.tokenizer):  # a model's vocabulary is trimmed already
        texts = (document.text for document in [*data.pool, *data.added])
        encoder = trim_vocabulary(encoder, choose_pieces(encoder.tokenizer, texts))
    network = TaggingNetwork(encoder.model, labels=len(labels), dropout=recipe.dropout)
    lineage = _describe(data, recipe, base=name_base(base), parent=parent)
    _begin(folder, lineage)
    pieces = PieceEncoder(encoder.tokenizer)
    work = folder / "work"
    train_network(
        network, pieces, train=data.pool, added=data.added, dev=data.dev, recipe=recipe, folder=work, labels=labels
    )
    _write_model(network, encoder.tokenizer, data, folder, version=version, labels=labels, compared=compared)


def adapt_model(
    documents: Sequence[LabelledDocument],
    folder: Path,
    *,
    parent: ModelFiles,
    added: Sequence[LabelledDocument],
    version: str,
    recipe: Recipe = QUICK,
) -> None:
    """Go on training the model `parent` on the new reports `added` and samples of `documents`; write it to `folder`.

    All epochs are run and the last is taken: dev, which knows nothing of the new reports, would choose the model that
    learnt least of them. The vocabulary stays the parent's: it has every Vietnamese syllable and every sign by itself.
    Raises as `train_model`, and ModelError where the parent can't be trained on.
    """
    data = _divide(documents, added)
    if not data.added:
        raise CorpusError("Không có báo cáo mới nào để học (--add).")
    torch.manual_seed(recipe.seed)
    network = load_network(parent, dropout=recipe.dropout)
    tokenizer = Tokenizer.from_str((parent.folder / TOKENIZER).read_text("utf-8"))
    _begin(folder, _describe(data, recipe, base=read_lineage(parent.folder).base, parent=parent))
    pieces, work = PieceEncoder(tokenizer), folder / "work"
    labels = parent.labels
    train_network(network, pieces, train=data.pool, added=data.added, dev=(), recipe=recipe, folder=work, labels=labels)
    _write_model(network, tokenizer, data, folder, version=version, labels=labels, compared=parent)


def name_base(base: str) -> str:
    """What the encoder `base` is called in a model's recipe: no path, which says nothing elsewhere."""
    folder = Path(base)
    if is_model(folder):
        return read_lineage(folder).base
    if (folder / RECIPE).is_file():  # what `pretrain` wrote
        return f"{json.loads((folder / RECIPE).read_text('utf-8'))['base']}, pretrained"
    return folder.name if folder.exists() else base


def _divide(documents: Sequence[LabelledDocument], added: Sequence[LabelledDocument]) -> _Data:
    pool = [document for document in documents if document.about["split"] == Split.TRAIN]
    dev = [document for document in documents if document.about["split"] == Split.DEV]
    if not pool or not dev:
        raise CorpusError(f"{len(pool)} documents to train on, {len(dev)} to choose the epoch by: both must be there.")
    learnt = [document for document in added if document.about["split"] == Split.TRAIN]
    held = [document for document in added if document.about["split"] != Split.TRAIN]
    return _Data(pool, learnt, dev, held)


def _describe(data: _Data, recipe: Recipe, *, base: str, parent: ModelFiles | None) -> Lineage:
    return Lineage(
        base,
        list_documents(data.pool),
        list_documents(data.added),
        parent.name if parent else "",
        parent.sha256 if parent else "",
        asdict(recipe),
    )


def _begin(folder: Path, lineage: Lineage) -> None:
    """Make ready the folder of a run. Raises CorpusError where it holds another one."""
    check_name(folder.resolve().name)
    (folder / "work").mkdir(parents=True, exist_ok=True)
    if (folder / RECIPE).is_file() and read_lineage(folder) != lineage:
        raise CorpusError(
            f"{folder}: thư mục này có lần huấn luyện khác (dữ liệu hay thông số khác); hãy chọn --out khác."
        )
    write_lineage(folder, lineage)


def _write_model(
    network: TaggingNetwork,
    tokenizer: Tokenizer,
    data: _Data,
    folder: Path,
    *,
    version: str,
    labels: Sequence[str],
    compared: ModelFiles | None,
) -> None:
    """Write the model's files and the report on it."""
    pieces = PieceEncoder(tokenizer)
    held = encode_passages((passage for document in data.dev for passage in split_passages(document)), pieces, labels)
    temperature = fit_temperature(network, held, pieces)
    export_network(network, folder / NETWORK)
    (folder / TOKENIZER).write_text(tokenizer.to_str(), "utf-8")
    write_config(folder, version=version, temperature=temperature, labels=labels)
    home = folder.resolve()
    tagger = open_tagger(open_model(home.name, folder=home.parent, labels=labels))
    judged = judge_passages(tagger, data.dev)
    comparisons = []
    if compared is not None:
        old = open_tagger(compared)
        comparisons.append(Comparison("phần dev", compared.name, judge_passages(old, data.dev), judged))
        if data.held:
            new = [judge_passages(each, data.held) for each in (old, tagger)]
            comparisons.append(Comparison("các báo cáo mới để riêng, không học", compared.name, *new))
    log = [json.loads(line) for line in (folder / "work" / "log.jsonl").read_text("utf-8").splitlines()]
    page = render_report(f"Huấn luyện {version}", log, judged, labels=labels, comparisons=comparisons)
    (folder / REPORT).write_text(page, "utf-8")


def fit_temperature(network: TaggingNetwork, examples: Sequence[Example], pieces: PieceEncoder) -> float:
    """The temperature that makes the gold paths of `examples` as likely as they can be (after Guo et al., 2017)."""
    network.eval()
    computed = compute_logits([each.tokens for each in examples], pieces, run_network(network))
    logits = pad_sequence([torch.from_numpy(each) for each in computed], batch_first=True)
    tags = [torch.from_numpy(each.tags) for each in examples]
    gold = pad_sequence(tags, batch_first=True, padding_value=IGNORED)
    candidates = np.geomspace(0.5, 4, 40)
    losses = [float(measure_loss(logits / float(temperature), gold)) for temperature in candidates]
    return round(float(candidates[int(np.argmin(losses))]), 3)


def open_tagger(model: ModelFiles) -> Tagger:
    """A model in memory, computed as the settings say."""
    settings = Settings()
    return Tagger(model, backend=settings.backend, threads=settings.threads)


def judge_passages(tagger: Tagger, documents: Sequence[LabelledDocument]) -> list[JudgedPassage]:
    """What a model by itself, without the rules, finds in the documents' passages, beside their gold."""
    passages = [passage for document in documents for passage in split_passages(document)]
    return [
        JudgedPassage(
            passage.document,
            passage.text,
            frozenset((span.start, span.end, span.label) for span in passage.spans),
            frozenset((span.start, span.end, span.label) for span in found),
        )
        for passage, found in zip(passages, tagger.tag([passage.text for passage in passages]), strict=True)
    ]
