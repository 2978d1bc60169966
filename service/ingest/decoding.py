"""The text of a file as a whole made Unicode, after its runs in legacy fonts were."""

from service.text.encoding import Decoded, Loss, convert_legacy


def finish_text(text: str, encodings: set[str]) -> Decoded:
    """`text` whose runs of the legacy `encodings` are converted; where fonts said nothing the letters may."""
    if not encodings:
        return convert_legacy(text, encoding="unicode")
    names = ", ".join(sorted(name.upper() for name in encodings))
    message = f"Văn bản có đoạn dùng phông bảng mã {names}, đã chuyển sang Unicode."
    return Decoded(text, "+".join(sorted(encodings)), (Loss("legacy_encoding", message),))
