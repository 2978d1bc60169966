"""The loss: how unlikely a network holds the gold tags, among all that are legal.

Each label's tags are a linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) whose transitions
are not learned but given: what may follow what is settled by the tags' meaning, as in `service.tagging.decoding`. So the
network learns what decoding asks of it, a whole path, and what decoding computes stays as it is.
"""

import torch

from service.tagging.decoding import BEGIN, END, INSIDE, OUTSIDE, SINGLE
from training.examples import IGNORED

_FORBIDDEN = -1e6
"""The log weight of what is not allowed: not minus infinity, from which no gradient comes back."""


def measure_loss(logits: torch.Tensor, tags: torch.Tensor) -> torch.Tensor:
    """The negative log probability of the gold paths of all labels, a token on the average; a scalar, at least 0.

    `logits` are (windows, pieces, labels, tags), `tags` the gold ones (windows, pieces, labels), IGNORED where none is
    asked for; each window has a piece that is asked for. A window may begin and end inside a span, as a passage is cut
    into windows anywhere.
    """
    asked = tags != IGNORED
    # A path takes one tag of each token, so probabilities change no share, only the rounding of its sum.
    chances = logits.log_softmax(dim=-1)
    gold = chances.gather(-1, tags.clamp(min=0).unsqueeze(-1)).squeeze(-1).masked_fill(~asked, 0).sum(dim=1)
    return (_sum_paths(chances, asked) - gold).sum() / asked[..., 0].sum()


def _sum_paths(chances: torch.Tensor, asked: torch.Tensor) -> torch.Tensor:
    """The log sum over all legal paths, shape (windows, labels).

    A token leads from no open span or an open one (rows) to no open span or an open one (columns). Such steps are
    multiplied two and two, as in a tournament: eight rounds for 256 tokens.
    """
    outside, begin, inside, end, single = (chances[..., tag] for tag in (OUTSIDE, BEGIN, INSIDE, END, SINGLE))
    steps = torch.stack((torch.logaddexp(outside, single), begin, end, inside), dim=-1).view(*outside.shape, 2, 2)
    stay = steps.new_tensor([[0, _FORBIDDEN], [_FORBIDDEN, 0]])
    steps = torch.where(asked[..., None, None], steps, stay)
    while steps.shape[1] > 1:
        if steps.shape[1] % 2:
            steps = torch.cat((steps, stay.expand_as(steps[:, :1])), dim=1)
        steps = (steps[:, 0::2].unsqueeze(-1) + steps[:, 1::2].unsqueeze(-3)).logsumexp(dim=-2)
    return steps.flatten(-2).logsumexp(dim=-1).squeeze(1)
