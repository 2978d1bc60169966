"""The network that is trained: an encoder and, for each label, a choice among five tags at every token."""

import torch
from torch import nn
from transformers import PreTrainedModel

from service.tagging.decoding import LABELS, TAGS


class TaggingNetwork(nn.Module):
    """Pieces in, logits of every label's tags out."""

    def __init__(self, encoder: PreTrainedModel, *, labels: int = len(LABELS), dropout: float = 0.1) -> None:
        super().__init__()
        silence_dropout(encoder)
        self.encoder = encoder
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(encoder.config.hidden_size, labels * len(TAGS))
        self.labels = labels

    def forward(self, pieces: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Logits (batch, pieces, labels, tags) for piece ids and mask, both (batch, pieces); mask 1 where one stands."""
        hidden = self.encoder(input_ids=pieces, attention_mask=mask).last_hidden_state
        logits: torch.Tensor = self.head(self.dropout(hidden))
        return logits.view(*logits.shape[:-1], self.labels, len(TAGS))


def silence_dropout(encoder: PreTrainedModel) -> None:
    """Switch off the encoder's own dropout and its fused attention: on a processor both cost a third of the speed."""
    encoder.set_attn_implementation("eager")
    for module in encoder.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0
