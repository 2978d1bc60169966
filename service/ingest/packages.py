"""Office files as packages: a zip file of parts, each read within a bound, and the relations between them."""

import posixpath
import zipfile
import zlib
from io import BytesIO

from lxml import etree

from service.errors import InputError
from service.ingest.xml import children, parse_xml


class Package:
    """The parts of a zipped office file; `name` is what errors call the file."""

    def __init__(self, name: str, data: bytes, *, part_bytes: int) -> None:
        self.name = name
        self._part_bytes = part_bytes
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise InputError(
                "damaged", f"{name}: tệp bị hỏng hoặc thiếu phần cuối; hãy chép lại từ bản gốc."
            ) from error
        self._names = set(self._zip.namelist())

    def read(self, part: str) -> etree._Element | None:
        """The root of an XML part; None where the package has no such part.

        Raises InputError: "damaged", "hostile", "too_large" (unpacked it is larger than the bound).
        """
        if part not in self._names:
            return None
        try:
            with self._zip.open(part) as stream:
                content = stream.read(self._part_bytes + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError) as error:
            raise InputError("damaged", f"{self.name}: phần {part} bị hỏng, không đọc được.") from error
        if len(content) > self._part_bytes:
            raise InputError(
                "too_large", f"{self.name}: phần {part} khi giải nén lớn hơn {self._part_bytes} byte; không đọc."
            )
        return parse_xml(self.name, content)

    def relations(self, part: str) -> list[tuple[str, str]]:
        """`(kind, part)` for every part that `part` refers to ("" is the package itself)."""
        folder, base = posixpath.split(part)
        root = self.read(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = []
        for relation in children(root, "Relationship") if root is not None else ():
            target, kind = relation.get("Target"), relation.get("Type")
            if target and kind and relation.get("TargetMode") != "External":
                path = posixpath.normpath(posixpath.join(folder, target)) if target[0] != "/" else target[1:]
                found.append((kind.rsplit("/", 1)[-1], path))
        return found
