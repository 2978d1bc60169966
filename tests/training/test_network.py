import torch
from torch import nn

from service.tagging.decoding import LABELS, TAGS
from tests.training.tiny import tiny_encoder
from training.network import TaggingNetwork


def test_every_piece_gets_tags_of_every_label() -> None:
    network = TaggingNetwork(tiny_encoder().model)
    logits = network(torch.randint(4, 20, (3, 7)), torch.ones((3, 7), dtype=torch.long))
    assert logits.shape == (3, 7, len(LABELS), len(TAGS))
    few = TaggingNetwork(tiny_encoder().model, labels=2)
    assert few(torch.randint(4, 20, (3, 7)), torch.ones((3, 7), dtype=torch.long)).shape == (3, 7, 2, len(TAGS))


def test_padding_changes_nothing() -> None:
    network = TaggingNetwork(tiny_encoder(layers=2).model).eval()
    pieces = torch.randint(4, 20, (1, 7))
    padded = torch.cat([pieces, torch.ones((1, 5), dtype=torch.long)], dim=1)
    mask = (torch.arange(12) < 7).long()[None]
    with torch.inference_mode():
        alone, together = network(pieces, torch.ones_like(pieces)), network(padded, mask)
    torch.testing.assert_close(together[:, :7], alone)


def test_only_the_head_s_dropout_is_left() -> None:
    network = TaggingNetwork(tiny_encoder(layers=2).model, dropout=0.5)
    rates = {name: module.p for name, module in network.named_modules() if isinstance(module, nn.Dropout)}
    assert rates.pop("dropout") == 0.5
    assert len(rates) > 0
    assert set(rates.values()) == {0.0}


def test_every_weight_learns() -> None:
    network = TaggingNetwork(tiny_encoder(layers=2).model)
    logits = network(torch.randint(4, 20, (2, 7)), torch.ones((2, 7), dtype=torch.long))
    torch.autograd.backward(logits.square().sum())
    assert [name for name, each in network.named_parameters() if each.grad is None] == []
