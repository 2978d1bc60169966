import gzip
import tarfile
import zipfile
from io import BytesIO

import pytest

from service.ingest.archives import Member, open_archive
from service.ingest.limits import LIMITS, Limits
from tests.ingest.documents import write_parts


def pack_tar(members: dict[str, bytes], mode: str = "w:gz") -> bytes:
    stream = BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, BytesIO(data))
    return stream.getvalue()


def unpack(data: bytes, limits: Limits = LIMITS) -> list[tuple[str, bytes | str]]:
    members: list[Member] = list(open_archive("kho", BytesIO(data), limits=limits))
    return [(member.path, member.problem.code if member.problem else member.data) for member in members]


FILES = {"a/báo cáo.txt": b"mot", "b.csv": b"khong", "c.html": b"hai", "__MACOSX/c.html": b"x", "a/~$d.docx": b"x"}
FOUND = [("kho/a/báo cáo.txt", b"mot"), ("kho/c.html", b"hai")]


@pytest.mark.parametrize("mode", ["zip", "w", "w:gz", "w:bz2", "w:xz"])
def test_files_of_known_kinds(mode: str) -> None:
    assert unpack(write_parts(FILES) if mode == "zip" else pack_tar(FILES, mode)) == FOUND


def test_archives_in_archives() -> None:
    inner = write_parts({"x.txt": b"x"})
    middle = pack_tar({"trong.zip": inner, "y.txt": b"y"})
    assert unpack(write_parts({"giữa.tar.gz": middle, "z.txt": b"z"})) == [
        ("kho/giữa.tar.gz/trong.zip/x.txt", b"x"),
        ("kho/giữa.tar.gz/y.txt", b"y"),
        ("kho/z.txt", b"z"),
    ]
    deep = inner
    for _ in range(5):
        deep = write_parts({"n.zip": deep})
    assert unpack(deep) == [("kho/n.zip/n.zip/n.zip", "too_large")]


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "C:\\a.txt", "a/../../b.txt", "x\n.txt"])
def test_names_that_lead_elsewhere_are_refused(name: str) -> None:
    assert [found for _, found in unpack(pack_tar({name: b"x"}, "w"))] == ["unsafe_name"]
    assert [found for _, found in unpack(write_parts({name: b"x"}))] == ["unsafe_name"]


def test_links_are_not_followed() -> None:
    stream = BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        info = tarfile.TarInfo("a.txt")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(info)
    assert unpack(stream.getvalue()) == []


def test_bombs_are_stopped() -> None:
    limits = Limits(file_bytes=3_000_000, archive_bytes=5_000_000, archive_ratio=10)
    zeros = bytes(2_000_000)
    for data in (write_parts({f"{n}.txt": zeros for n in range(9)}), pack_tar({f"{n}.txt": zeros for n in range(9)})):
        found = unpack(data, limits)
        assert found[-1] == ("kho", "too_large")
        assert len(found) <= 4
    assert unpack(write_parts({"a.txt": bytes(4_000_000), "b.txt": b"b"}), limits) == [
        ("kho/a.txt", "too_large"),
        ("kho/b.txt", b"b"),
    ]
    assert unpack(pack_tar({"a.bin": bytes(50_000_000), "b.txt": b"b"}), limits) == [("kho", "too_large")]
    assert unpack(write_parts({f"{n}.csv": b"" for n in range(20)}), Limits(archive_files=9)) == [("kho", "too_large")]


def test_broken_archives_are_told() -> None:
    assert unpack(b"PK\x03\x04abc") == [("kho", "damaged")]
    whole = pack_tar({"a.txt": b"a" * 600, "b.txt": bytes(range(256)) * 40})
    assert unpack(whole[: len(whole) // 2])[-1] == ("kho", "damaged")
    assert unpack(gzip.compress(b"x" * 2_000)) == [("kho", "damaged")]
    data = bytearray(write_parts({"a.txt": b"a" * 50, "b.txt": b"b"}))
    data[40] ^= 0xFF
    assert [found for _, found in unpack(bytes(data))] == ["damaged", b"b"]


def test_members_under_a_password() -> None:
    data = bytearray(write_parts({"a.txt": b"a"}))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    assert unpack(bytes(data)) == [("kho/a.txt", "encrypted")]


def test_names_in_utf8_that_do_not_say_so() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("báo.txt".encode().decode("cp437"), b"x")
    data = stream.getvalue().replace("báo.txt".encode().decode("cp437").encode(), "báo.txt".encode())
    assert unpack(data)[0][1] in (b"x", "damaged")
