"""A whole training run: the corpus and an encoder in, a model folder out, with what was measured about it."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch

from service.tagging.decoding import LABELS, TAGS, decode, log_softmax
from service.tagging.models import NETWORK, TOKENIZER, write_config
from service.tagging.tagger import compute_logits
from service.tagging.tokens import PieceEncoder
from training.corpus import CorpusError, Split
from training.documents import LabelledDocument
from training.encoder import E5_SMALL, can_trim, load_encoder, trim_vocabulary
from training.examples import Example, LabelledPassage, encode_passages, split_passages
from training.export import export_network
from training.network import TaggingNetwork
from training.train import Recipe, run_network, train_network
from training.training_report import REPORT, JudgedPassage, render_report
from training.vocabulary import choose_pieces


def train_model(
    documents: Sequence[LabelledDocument],
    folder: Path,
    *,
    recipe: Recipe,
    version: str,
    base: str = E5_SMALL,
    labels: Sequence[str] = LABELS,
) -> None:
    """Train on the documents of the train part, choose the epoch on dev, and write the model to `folder`.

    Work in progress (checkpoint, log) lies in `folder/work`: the same call again goes on where a run broke off.
    Raises EncoderError where the base can't be loaded.
    """
    train = [document for document in documents if document.about["split"] == Split.TRAIN]
    dev = [document for document in documents if document.about["split"] == Split.DEV]
    if not train or not dev:
        raise CorpusError(f"{len(train)} documents to train on, {len(dev)} to choose the epoch by: both must be there.")
    torch.manual_seed(recipe.seed)
    encoder = load_encoder(base)
    if can_trim(encoder.tokenizer):
        encoder = trim_vocabulary(encoder, choose_pieces(encoder.tokenizer, (document.text for document in train)))
    pieces = PieceEncoder(encoder.tokenizer)
    network = TaggingNetwork(encoder.model, labels=len(labels), dropout=recipe.dropout)
    work = folder / "work"
    work.mkdir(parents=True, exist_ok=True)
    train_network(network, pieces, train=train, dev=dev, recipe=recipe, folder=work, labels=labels)
    passages = [passage for document in dev for passage in split_passages(document)]
    held = encode_passages(passages, pieces, labels)
    temperature = fit_temperature(network, held, pieces)
    export_network(network, folder / NETWORK)
    (folder / TOKENIZER).write_text(encoder.tokenizer.to_str(), "utf-8")
    write_config(folder, version=version, temperature=temperature, labels=labels)
    log = [json.loads(line) for line in (work / "log.jsonl").read_text("utf-8").splitlines()]
    judged = _judge(network, held, passages, pieces, labels)
    (folder / REPORT).write_text(render_report(f"Training of {version}", log, judged, labels=labels), "utf-8")
    settings = {"base": base, "documents": [document.id for document in train], **asdict(recipe)}
    (folder / "recipe.json").write_text(json.dumps(settings, indent=2) + "\n", "utf-8")


def fit_temperature(network: TaggingNetwork, examples: Sequence[Example], pieces: PieceEncoder) -> float:
    """The temperature that makes the tags' probabilities on `examples` as likely as they can be (Guo et al., 2017)."""
    network.eval()
    logits = np.concatenate(compute_logits([each.tokens for each in examples], pieces, run_network(network)))
    tags = np.concatenate([example.tags for example in examples])
    gold = np.eye(len(TAGS), dtype=bool)[tags]
    candidates = np.geomspace(0.5, 4, 40)
    losses = [-log_softmax(logits / temperature)[gold].mean() for temperature in candidates]
    return round(float(candidates[int(np.argmin(losses))]), 3)


def _judge(
    network: TaggingNetwork,
    examples: Sequence[Example],
    passages: Sequence[LabelledPassage],
    pieces: PieceEncoder,
    labels: Sequence[str],
) -> list[JudgedPassage]:
    """What the network finds in the passages that have tokens, beside their gold."""
    logits = compute_logits([each.tokens for each in examples], pieces, run_network(network))
    with_tokens = [passage for passage in passages if pieces.encode(passage.text).starts]
    judged = []
    for passage, example, rows in zip(with_tokens, examples, logits, strict=True):
        starts, ends = example.tokens.starts, example.tokens.ends
        found = frozenset((starts[span.first], ends[span.last - 1], span.label) for span in decode(rows, labels))
        gold = frozenset((span.start, span.end, span.label) for span in passage.spans)
        judged.append(JudgedPassage(passage.document, passage.text, gold, found))
    return judged
