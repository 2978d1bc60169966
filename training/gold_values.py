"""The values of gold spans, as the service's readers read them."""

from service.footnotes.finding import find_footnotes, mask_markers
from service.labels import Label
from service.text.layout import read_layout
from service.text.markup import mask_markup
from service.text.normalisation import normalise
from service.values.metadata import read_metadata
from service.values.parsing import parse_spans
from service.values.reading import Reading
from training.documents import LabelledDocument


def read_gold(document: LabelledDocument) -> list[Reading | None]:
    """What the value readers make of a document's gold spans, in their order.

    The text is read in normal form, as the pipeline does, each span at the place of its characters there.
    """
    source = normalise(document.text)
    footnotes = find_footnotes(source.text, read_layout(source.text))
    masked = mask_markup(mask_markers(source.text, footnotes))
    forward = source.from_source
    spans = [(forward(span.start), forward(span.end), Label(span.label)) for span in document.spans]
    metadata = read_metadata(masked)
    return parse_spans(masked, spans, metadata=metadata, reference=metadata.reference)
