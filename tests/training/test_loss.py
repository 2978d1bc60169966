"""The loss against the sum over every legal path, written out."""

from itertools import pairwise, product

import pytest
import torch

from service.tagging.decoding import BEGIN, END, INSIDE, OUTSIDE, SINGLE, TAGS
from training.examples import IGNORED
from training.loss import measure_loss

_FOLLOWS = {
    OUTSIDE: (OUTSIDE, BEGIN, SINGLE),
    SINGLE: (OUTSIDE, BEGIN, SINGLE),
    END: (OUTSIDE, BEGIN, SINGLE),
    BEGIN: (INSIDE, END),
    INSIDE: (INSIDE, END),
}
_PATHS = {
    length: [
        path
        for path in product(range(len(TAGS)), repeat=length)
        if all(after in _FOLLOWS[before] for before, after in pairwise(path))
    ]
    for length in (1, 3, 4)
}


def _sum_paths(logits: torch.Tensor, gold: list[int]) -> float:
    """The negative log probability of `gold` for one label's logits (tokens, tags)."""
    scores = [sum(float(row[tag]) for row, tag in zip(logits, path, strict=True)) for path in _PATHS[len(logits)]]
    right = sum(float(row[tag]) for row, tag in zip(logits, gold, strict=True))
    return float(torch.tensor(scores, dtype=torch.float64).logsumexp(0)) - right


@pytest.mark.parametrize(
    "gold",
    [
        [OUTSIDE, BEGIN, END, OUTSIDE],
        [SINGLE, SINGLE, OUTSIDE, SINGLE],
        [INSIDE, END, OUTSIDE, BEGIN],  # the window begins and ends inside a span
        [INSIDE, INSIDE, INSIDE, INSIDE],
    ],
)
def test_it_is_the_gold_path_against_all_legal_paths(gold: list[int]) -> None:
    logits = torch.randn((1, 4, 1, len(TAGS)), generator=torch.Generator().manual_seed(5))
    loss = measure_loss(logits, torch.tensor(gold).view(1, 4, 1))
    assert float(loss) == pytest.approx(_sum_paths(logits[0, :, 0], gold) / 4, abs=1e-5)


def test_pieces_that_are_not_asked_for_are_passed_over_and_labels_are_added() -> None:
    logits = torch.randn((2, 5, 2, len(TAGS)), generator=torch.Generator().manual_seed(7))
    first, second = [BEGIN, INSIDE, END], [OUTSIDE, OUTSIDE, SINGLE]
    tags = torch.full((2, 5, 2), IGNORED)
    tags[0, [0, 2, 3], 0], tags[0, [0, 2, 3], 1] = torch.tensor(first), torch.tensor(second)
    tags[1, 4] = SINGLE
    expected = (
        _sum_paths(logits[0, [0, 2, 3], 0], first)
        + _sum_paths(logits[0, [0, 2, 3], 1], second)
        + sum(_sum_paths(logits[1, 4:, label], [SINGLE]) for label in (0, 1))
    )
    assert float(measure_loss(logits, tags)) == pytest.approx(expected / 4, abs=1e-5)


def test_it_can_be_learned_from() -> None:
    logits = torch.zeros((1, 3, 1, len(TAGS)), requires_grad=True)
    measure_loss(logits, torch.tensor([BEGIN, INSIDE, END]).view(1, 3, 1)).backward()  # type: ignore[no-untyped-call]
    assert logits.grad is not None
    assert logits.grad[0, 0, 0].argmin() == BEGIN
    assert logits.grad[0, 1, 0].argmin() == INSIDE


def test_sure_tokens_lose_nothing_to_rounding() -> None:
    logits = torch.randn((1, 3001, 1, len(TAGS)), generator=torch.Generator().manual_seed(3)) * 2
    logits[..., OUTSIDE] += 12
    tags = torch.full((1, 3001, 1), OUTSIDE)
    exact = logits.double().requires_grad_()
    rough = logits.clone().requires_grad_()
    expected, found = measure_loss(exact, tags), measure_loss(rough, tags)
    expected.backward()  # type: ignore[no-untyped-call]
    found.backward()  # type: ignore[no-untyped-call]
    assert exact.grad is not None
    assert rough.grad is not None
    assert found.item() == pytest.approx(expected.item(), rel=1e-3)
    assert found.item() >= 0
    assert ((rough.grad - exact.grad).abs().sum() / exact.grad.abs().sum()).item() < 1e-3
