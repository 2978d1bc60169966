import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from service.labels import Label
from tests.tagging.tiny import tiny_encoder as tiny_pieces
from tests.training.tiny import labelled, tiny_encoder
from training import train
from training.documents import GoldSpan, LabelledDocument
from training.examples import Example, encode_passages, split_passages
from training.network import TaggingNetwork
from training.scoring import Counts
from training.train import Recipe, evaluate_network, read_tags, run_network, train_network

DOCUMENTS = [
    labelled("⟦PLACE|xã Lạng⟧ năm 12 có ⟦AMOUNT|12 tỷ đồng⟧ cho ⟦PROJECT|dự án 12 ⟦PLACE|Sơn⟧⟧.\n" * 4, "A"),
    labelled("dự án năm ⟦DATE|12/12⟧ của ⟦PLACE|phường Sơn⟧: ⟦AMOUNT|1 tỷ⟧.\n" * 4, "B"),
]
RECIPE = Recipe(epochs=2, rate=1e-3, head_rate=1e-2, pieces_a_batch=64, noise_share=0.5, seed=3)
LEARNING = Recipe(epochs=20, rate=3e-3, head_rate=3e-2, dropout=0, noise_share=0, pieces_a_batch=64, patience=99)
ENCODER = tiny_pieces()


def tiny_network(seed: int = 0) -> TaggingNetwork:
    encoder = tiny_encoder(seed=seed)
    return TaggingNetwork(encoder.model)


def run(folder: Path, *, recipe: Recipe = RECIPE, seed: int = 0) -> TaggingNetwork:
    folder.mkdir(exist_ok=True)
    return train_network(tiny_network(seed), ENCODER, train=DOCUMENTS, dev=DOCUMENTS, recipe=recipe, folder=folder)


def read_log(folder: Path) -> list[dict[str, float]]:
    return [json.loads(line) for line in (folder / "log.jsonl").read_text("utf-8").splitlines()]


def assert_same(first: TaggingNetwork, second: TaggingNetwork) -> None:
    for (name, mine), theirs in zip(first.state_dict().items(), second.state_dict().values(), strict=True):
        assert torch.equal(mine, theirs), name


def examples() -> list[Example]:
    return encode_passages((passage for document in DOCUMENTS for passage in split_passages(document)), ENCODER)


def test_every_epoch_is_logged_and_the_loss_falls(tmp_path: Path) -> None:
    run(tmp_path, recipe=replace(RECIPE, epochs=4, patience=4))
    log = read_log(tmp_path)
    assert [line["epoch"] for line in log] == [1, 2, 3, 4]
    assert log[-1]["loss"] < log[0]["loss"]
    assert {"micro", "core", *map(str, Label)} <= log[0].keys()


def test_a_tiny_network_learns_by_heart(tmp_path: Path) -> None:
    recipe = replace(LEARNING, epochs=25)
    network = run(tmp_path, recipe=recipe)
    assert evaluate_network(network, examples(), ENCODER).micro.f1 > 0.9


def test_the_same_recipe_gives_the_same_network(tmp_path: Path) -> None:
    assert_same(run(tmp_path / "1"), run(tmp_path / "2"))


def test_a_run_that_was_broken_off_ends_as_an_unbroken_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = run(tmp_path / "whole")
    evaluations: list[object] = []

    def break_off(*args: object) -> object:
        if evaluations:
            raise KeyboardInterrupt
        evaluations.append(args)
        return evaluate_network(*args)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(train, "evaluate_network", break_off)
        with pytest.raises(KeyboardInterrupt):
            run(tmp_path / "broken")
    assert len(read_log(tmp_path / "broken")) == 1
    torch.rand(7)
    assert_same(run(tmp_path / "broken", seed=9), whole)
    without_time = [[{**line, "seconds": 0} for line in read_log(tmp_path / name)] for name in ("broken", "whole")]
    assert without_time[0] == without_time[1]


def test_a_finished_run_is_not_run_again(tmp_path: Path) -> None:
    first = run(tmp_path)
    assert_same(run(tmp_path, seed=9), first)
    assert len(read_log(tmp_path)) == RECIPE.epochs


def test_a_run_without_gain_stops(tmp_path: Path) -> None:
    document = labelled("năm 12")
    for _ in range(2):
        train_network(
            tiny_network(),
            ENCODER,
            train=[document],
            dev=[document],
            recipe=replace(RECIPE, epochs=9, patience=2),
            folder=tmp_path,
        )
        assert [line["epoch"] for line in read_log(tmp_path)] == [1, 2, 3]


def test_the_best_epoch_is_returned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    states = []

    def evaluate_worse_each_time(network: TaggingNetwork, *args: object) -> object:
        states.append({name: each.clone() for name, each in network.state_dict().items()})
        return evaluate_network(network, examples() if len(states) == 1 else [], ENCODER)

    perfect = Recipe(epochs=3, rate=0.0, head_rate=1e-3, pieces_a_batch=64)
    with monkeypatch.context() as patch:
        patch.setattr(train, "evaluate_network", evaluate_worse_each_time)
        network = run(tmp_path, recipe=perfect)
    assert len(states) == 3
    assert all(torch.equal(each, states[0][name]) for name, each in network.state_dict().items())


def test_other_labels_can_be_learnt(tmp_path: Path) -> None:
    labels = ["LOC", "MISC"]
    text = "xã Sơn năm 12 tỷ.\n"
    spans = [GoldSpan(at * len(text), at * len(text) + 6, "LOC") for at in range(6)]
    document = LabelledDocument("A", text * 6, tuple(spans), {})
    network = TaggingNetwork(tiny_encoder().model, labels=len(labels), dropout=0)
    network = train_network(
        network, ENCODER, train=[document], dev=[document], recipe=LEARNING, folder=tmp_path, labels=labels
    )
    scores = evaluate_network(network, encode_passages(split_passages(document), ENCODER, labels), ENCODER, labels)
    assert scores.strict == {"LOC": Counts(6, 6, 6), "MISC": Counts()}


def test_gold_spans_in_tokens() -> None:
    (example,) = encode_passages(split_passages(labelled("⟦PLACE|xã Sơn⟧, ⟦AMOUNT|12 tỷ⟧")), ENCODER)
    assert sorted(read_tags(example)) == [(0, 2, Label.PLACE), (3, 5, Label.AMOUNT)]


def test_a_network_computes_as_a_backend_does() -> None:
    network = tiny_network().eval()
    pieces = np.random.default_rng(0).integers(4, 20, (2, 9))
    with torch.inference_mode():
        expected = network(torch.from_numpy(pieces), torch.ones((2, 9), dtype=torch.long)).numpy()
    found = run_network(network)(pieces, np.ones_like(pieces))
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, expected, atol=0.05)


def test_all_gold_spans_are_counted() -> None:
    scores = evaluate_network(tiny_network(), examples(), ENCODER)
    assert scores.micro.gold == sum(len(document.spans) for document in DOCUMENTS)
    assert evaluate_network(tiny_network(), [], ENCODER).micro.gold == 0
