"""How much work one file may cause."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what one file may cost; past them reading ends with an error that says so."""

    file_bytes: int = 50_000_000
    """The file itself, and each file in an archive."""
    part_bytes: int = 64_000_000
    """One part of a Word file, unpacked."""
    archive_bytes: int = 200_000_000
    archive_ratio: int = 100
    """All that an archive holds may be `archive_bytes`, and `archive_ratio` times what it is itself, unpacked."""
    archive_files: int = 1_000_000
    archive_depth: int = 3
    """Archives within archives."""
    pages: int = 3_000
    seconds: int = 180
    """What a separate process (PDF, LibreOffice) may take for one file."""
    memory_bytes: int = 3_000_000_000
    """What that process may allocate (PDF)."""


LIMITS = Limits()
