"""Training: labelled documents and an encoder in, the best network on dev out."""

import json
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import numpy as np
import torch
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from torch import nn

from service.tagging.backends import Ids, Logits
from service.tagging.decoding import LABELS, TAGS, decode
from service.tagging.tagger import compute_logits
from service.tagging.tokens import PieceEncoder
from training.corpus import CorpusError
from training.documents import LabelledDocument
from training.examples import Batch, Example, LabelledPassage, encode_passages, make_batches, split_passages
from training.loss import measure_loss
from training.network import TaggingNetwork
from training.scoring import Scores, Span, score
from training.synthesis.noise import damage


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a training run depends on, besides its data and base.

    An epoch reads each added document `times` times, and of the pool a sample `replay` times as long as all that; None
    is the whole pool.
    """

    epochs: int = 10
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    layer_decay: float = 0.95
    weight_decay: float = 0.01
    warm_up: float = 0.1
    dropout: float = 0.1
    pieces_a_batch: int = 1024
    noise_share: float = 0.3
    noise_rate: float = 0.03
    patience: int = 3
    times: int = 3
    replay: float | None = None
    seed: int = 1


def train_network(
    network: TaggingNetwork,
    encoder: PieceEncoder,
    *,
    train: Sequence[LabelledDocument],
    dev: Sequence[LabelledDocument],
    recipe: Recipe,
    folder: Path,
    labels: Sequence[str] = LABELS,
    added: Sequence[LabelledDocument] = (),
) -> TaggingNetwork:
    """Train `network` on `train` and what is `added` to it; the weights of its best epoch on `dev` (strict micro-F1).

    It stops where `recipe.patience` epochs brought no gain. Without `dev` the weights are those of the last epoch.
    Every epoch is logged to `folder/log.jsonl`; `folder/state.pt` lets a run that was broken off go on.
    Raises CorpusError where there is nothing to learn from.
    """
    pool, new = ([list(split_passages(document)) for document in documents] for documents in (train, added))
    held = encode_passages((passage for document in dev for passage in split_passages(document)), encoder, labels)
    optimizer = torch.optim.AdamW(_group_weights(network, recipe), weight_decay=recipe.weight_decay, fused=True)
    state_path, best_path = folder / "state.pt", folder / "best.pt"
    begun, best, idle, log = 0, -1.0, 0, list[dict[str, float]]()
    if state_path.exists():
        state = torch.load(state_path)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        begun, best, idle, log = state["epoch"], state["best"], state["idle"], state["log"]
    with Progress(*_COLUMNS, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=None, loss="")
        for epoch in range(begun, recipe.epochs):
            if idle >= recipe.patience:
                break
            started = time.monotonic()
            torch.manual_seed(recipe.seed + epoch)  # a run that goes on draws what an unbroken one would have drawn
            random_state = random.Random(recipe.seed * 1000 + epoch)
            passages = _choose_passages(pool, new, recipe, random_state)
            examples = encode_passages(_damage_some(passages, recipe, random_state), encoder, labels)
            batches = make_batches(examples, encoder, pieces_a_batch=recipe.pieces_a_batch, random_state=random_state)
            if not batches:
                raise CorpusError("Không có chữ nào để học trong các văn bản của phần train.")
            bar.update(task, description=f"Vòng {epoch + 1}/{recipe.epochs}")
            bar.update(task, total=len(batches) * (recipe.epochs - begun), completed=len(batches) * (epoch - begun))
            total = 0.0
            network.train()
            for number, batch in enumerate(batches, start=1):
                progress = (epoch + (number - 1) / len(batches)) / recipe.epochs
                total += _learn(network, optimizer, batch, recipe=recipe, progress=progress)
                bar.update(task, advance=1, loss=f"sai số {total / number:.3f}")
            line = {"epoch": epoch + 1, "loss": round(total / len(batches), 4)}
            if held:
                scores = evaluate_network(network, held, encoder, labels)
                line |= {"micro": round(scores.micro.f1, 4), "core": round(scores.core, 4)}
                line |= {str(label): round(scores.strict[label].f1, 4) for label in labels}
                idle += 1
                if scores.micro.f1 > best:
                    best, idle = scores.micro.f1, 0
                    _save(network.state_dict(), best_path)
            log.append({**line, "seconds": round(time.monotonic() - started)})
            state = {"network": network.state_dict(), "optimizer": optimizer.state_dict(), "log": log}
            _save({**state, "epoch": epoch + 1, "best": best, "idle": idle}, state_path)
            (folder / "log.jsonl").write_text("".join(json.dumps(each) + "\n" for each in log), "utf-8")
    if held:
        network.load_state_dict(torch.load(best_path))
    return network


_COLUMNS = (
    TextColumn("{task.description}"),
    BarColumn(),
    TaskProgressColumn(),
    TextColumn("{task.fields[loss]}"),
    TimeRemainingColumn(),
)


def _save(state: object, path: Path) -> None:
    """Write `state` so that whoever reads `path` finds a whole file, whenever the writing was broken off."""
    fresh = path.with_suffix(".new")
    torch.save(state, fresh)
    fresh.replace(path)


def _choose_passages(
    pool: Sequence[Sequence[LabelledPassage]],
    new: Sequence[Sequence[LabelledPassage]],
    recipe: Recipe,
    random_state: random.Random,
) -> list[LabelledPassage]:
    """The passages of an epoch; `pool` and `new` have those of a document together."""
    repeated = [passage for document in new for passage in document] * recipe.times
    chosen = list(pool)
    if recipe.replay is not None and new:
        random_state.shuffle(chosen)
        room = recipe.replay * sum(len(passage.text) for passage in repeated)
        lengths = accumulate(sum(len(passage.text) for passage in document) for document in chosen)
        chosen = chosen[: sum(length <= room for length in lengths)]
    return [*(passage for document in chosen for passage in document), *repeated]


def _group_weights(network: TaggingNetwork, recipe: Recipe) -> list[dict[str, object]]:
    """Every weight with its learning rate: the lower the layer, the slower it learns."""
    depth = network.encoder.config.num_hidden_layers
    groups: list[dict[str, object]] = [{"params": list(network.head.parameters()), "lr": recipe.head_rate}]
    for name, parameter in network.encoder.named_parameters():
        layer = int(name.split("layer.", 1)[1].split(".", 1)[0]) + 1 if "layer." in name else 0
        rate = recipe.rate * recipe.layer_decay ** (depth - layer)
        groups.append({"params": [parameter], "lr": rate})
    for group in groups:
        group["peak"] = group["lr"]
    return groups


def _learn(
    network: TaggingNetwork, optimizer: torch.optim.Optimizer, batch: Batch, *, recipe: Recipe, progress: float
) -> float:
    """One step at `progress` (0 to 1) of the whole run; the loss."""
    factor = progress / recipe.warm_up if progress < recipe.warm_up else (1 - progress) / (1 - recipe.warm_up)
    for group in optimizer.param_groups:
        group["lr"] = group["peak"] * factor
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = network(batch.pieces, batch.mask)
    loss = measure_loss(logits.float(), batch.tags)
    optimizer.zero_grad()
    torch.autograd.backward(loss)
    nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    return loss.item()


def _damage_some(
    passages: Iterable[LabelledPassage], recipe: Recipe, random_state: random.Random
) -> Iterator[LabelledPassage]:
    for passage in passages:
        if random_state.random() < recipe.noise_share:
            rate = random_state.uniform(0, 2 * recipe.noise_rate)
            text, spans = damage(passage.text, passage.spans, rate=rate, random_state=random_state)
            yield LabelledPassage(passage.document, text, spans)
        else:
            yield passage


def evaluate_network(
    network: TaggingNetwork, examples: Sequence[Example], encoder: PieceEncoder, labels: Sequence[str] = LABELS
) -> Scores:
    """The scores of the network alone on labelled passages, in tokens."""
    network.eval()
    logits = compute_logits([example.tokens for example in examples], encoder, run_network(network))
    found = [{(span.first, span.last, span.label) for span in decode(each, labels)} for each in logits]
    gold = [read_tags(example, labels) for example in examples]
    return score(zip(gold, found, strict=True), labels=labels)


def run_network(network: TaggingNetwork) -> Callable[[Ids, Ids], Logits]:
    """What computes a batch with `network`, as the tagger wants it."""

    def run(pieces: Ids, mask: Ids) -> Logits:
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
            logits: Logits = network(torch.from_numpy(pieces), torch.from_numpy(mask)).float().numpy()
        return logits

    return run


def read_tags(example: Example, labels: Sequence[str] = LABELS) -> list[Span]:
    """The gold spans of an example in tokens."""
    logits = np.where(np.eye(len(TAGS), dtype=bool)[example.tags], 20.0, 0.0).astype(np.float32)
    return [(span.first, span.last, span.label) for span in decode(logits, labels)]
