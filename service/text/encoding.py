"""Bytes to text: Unicode encodings, Windows-1258, and the font encodings TCVN3 (ABC) and VNI.

The conversion tables and the frequency test for TCVN3 and VNI are those of the package `viparse` (MIT); when to trust
them is decided here, with caution: text that is already Unicode Vietnamese is never converted.
"""

import codecs
import re
import unicodedata
from dataclasses import dataclass

from viparse.normalize.detector import detect_encoding_by_content
from viparse.normalize.encodings import CHARMAPS
from viparse.normalize.frequency import vietnamese_score
from viparse.normalize.tables import convert


@dataclass(frozen=True, slots=True)
class Loss:
    """Something about the decoding that a reader should know: a stable `code`, a `message`, and where it begins."""

    code: str
    message: str
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of some bytes, the encoding that was found, and what was lost or guessed."""

    text: str
    encoding: str
    warnings: tuple[Loss, ...] = ()


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 20_000
_LEGACY = {name: CHARMAPS[name] for name in ("tcvn3", "vni")}
# Letters that Unicode Vietnamese has and that no font encoding shows: their presence proves Unicode.
_UNICODE_ONLY = re.compile(r"[ăđĩũơưĂĐĨŨƠƯẠ-ỹ]")
_FONT_LETTERS = re.compile(r"[\x80-\xff]")
_TCVN3_CAPITALS_ARE_LOST = "Chữ hoa có dấu của phông .VnTimeH không phân biệt được với chữ thường."


def decode(data: bytes) -> Decoded:
    """The text of `data`; never raises. What can't be decoded becomes U+FFFD and is reported with its count."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], encoding)
    wide = _guess_wide(data)
    if wide is not None:
        return _decode_as(data, wide)
    try:
        return convert_legacy(data.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError:
        pass
    lossy = data.decode("utf-8", "replace")
    sample = lossy[:_SAMPLE]
    if len(_UNICODE_ONLY.findall(sample)) > sample.count("\ufffd"):
        return _report_replaced(lossy, "utf-8")
    single = _decode_windows(data, "cp1252")
    converted = convert_legacy(single, encoding="windows-1252")
    if converted.encoding != "windows-1252":
        return converted
    combined = unicodedata.normalize("NFC", _decode_windows(data, "cp1258"))
    if vietnamese_score(combined[:_SAMPLE]) > vietnamese_score(single[:_SAMPLE]) + 0.05:
        return Decoded(combined, "windows-1258")
    return converted


def convert_legacy(text: str, *, encoding: str) -> Decoded:
    """`text` with TCVN3 or VNI letters (as Latin-1 shows them: "Céng hßa x· héi") made Unicode, if it has them.

    `encoding` names what the text was decoded from and stays where nothing is converted.
    """
    sample = text[:_SAMPLE]
    if len(_FONT_LETTERS.findall(sample)) < 4 or len(_UNICODE_ONLY.findall(sample)) * 20 > len(sample):
        return Decoded(text, encoding)
    if len(_UNICODE_ONLY.findall(sample)) * 4 > len(_FONT_LETTERS.findall(sample)):
        return Decoded(text, encoding)
    found = detect_encoding_by_content(sample, _LEGACY).encoding
    if found is None:
        return Decoded(text, encoding)
    message = f"Văn bản dùng bảng mã {found.upper()}, đã chuyển sang Unicode."
    if found == "tcvn3":
        message += " " + _TCVN3_CAPITALS_ARE_LOST
    return Decoded(convert(text, _LEGACY[found]), found, (Loss("legacy_encoding", message),))


def _decode_as(data: bytes, encoding: str) -> Decoded:
    return _report_replaced(data.decode(encoding, "replace"), encoding)


def _report_replaced(text: str, encoding: str) -> Decoded:
    count = text.count("\ufffd")
    if not count:
        return Decoded(text, encoding)
    first = text.index("\ufffd")
    message = f"{count} chỗ không giải mã được ({encoding}), thay bằng U+FFFD; chỗ đầu tiên ở ký tự {first}."
    return Decoded(text, encoding, (Loss("undecodable_bytes", message, first),))


def _guess_wide(data: bytes) -> str | None:
    """UTF-16 without a mark shows in its NUL bytes: blanks, digits and plain letters have one each."""
    sample = data[:4000]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.3 and even < half * 0.02:
        return "utf-16-le"
    if even > half * 0.3 and odd < half * 0.02:
        return "utf-16-be"
    return None


def _decode_windows(data: bytes, encoding: str) -> str:
    """A Windows code page, its unassigned bytes as Latin-1 reads them: font encodings use those too."""
    return data.decode(encoding, "trichluc_latin1")


def _read_as_latin1(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("trichluc_latin1", _read_as_latin1)
