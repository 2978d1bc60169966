"""Encoders and documents small enough to train in a test."""

import torch
from transformers import BertConfig, BertModel

from tests.tagging.tiny import tiny_tokenizer
from training.documents import LabelledDocument, parse_inline
from training.encoder import Encoder
from training.scoring import Span


def tiny_encoder(*, layers: int = 1, inner: int = 16, prepend: str = "never", seed: int = 0) -> Encoder:
    """An untrained encoder, 16 wide, over the tiny tokenizer."""
    tokenizer = tiny_tokenizer(prepend=prepend)
    config = BertConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=16,
        num_hidden_layers=layers,
        num_attention_heads=2,
        intermediate_size=inner,
        max_position_embeddings=300,
        pad_token_id=1,
    )
    torch.manual_seed(seed)
    return Encoder(BertModel(config, add_pooling_layer=False), tokenizer)


def labelled(source: str, name: str = "X-01", **about: str) -> LabelledDocument:
    """A document in the inline form."""
    text, spans = parse_inline(source)
    return LabelledDocument(name, text, spans, about)


def spans_of(source: str) -> frozenset[Span]:
    """The spans of the inline form, as the scorer takes them."""
    _, spans = parse_inline(source)
    return frozenset((span.start, span.end, span.label) for span in spans)
