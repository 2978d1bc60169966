"""The loss: how unlikely a network holds the gold tags, among all that are legal.

Each label's tags are a linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) whose transitions
are not learned but given: what `service.tagging.decoding` may read is possible, nothing else is. So the network learns
what decoding asks of it, a whole path, and what decoding computes stays as it is.
"""

import torch

from service.tagging.decoding import BEGIN, END, INSIDE, OUTSIDE, SINGLE
from training.examples import IGNORED


def measure_loss(logits: torch.Tensor, tags: torch.Tensor) -> torch.Tensor:
    """The negative log probability of the gold paths of all labels, a token on the average; a scalar, at least 0.

    `logits` are (windows, pieces, labels, tags), `tags` the gold ones (windows, pieces, labels), IGNORED where none is
    asked for. A window may begin and end inside a span, as a passage is cut into windows anywhere.
    """
    asked = tags != IGNORED
    gold = logits.gather(-1, tags.clamp(min=0).unsqueeze(-1)).squeeze(-1).masked_fill(~asked, 0).sum(dim=1)
    # The log sums over all paths so far that leave no span open, and over those that leave one open.
    closed = opened = logits.new_zeros(gold.shape)
    for scores, here in zip(logits.unbind(dim=1), asked.unbind(dim=1), strict=True):
        outside, begin, inside, end, single = (scores[..., tag] for tag in (OUTSIDE, BEGIN, INSIDE, END, SINGLE))
        next_closed = torch.stack((closed + outside, closed + single, opened + end)).logsumexp(dim=0)
        next_opened = torch.logaddexp(closed + begin, opened + inside)
        closed, opened = torch.where(here, next_closed, closed), torch.where(here, next_opened, opened)
    return (torch.logaddexp(closed, opened) - gold).sum() / asked[..., 0].sum().clamp(min=1)
