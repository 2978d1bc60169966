"""Reports built by hand, for what shows them."""

from typing import Any

from service.labels import Label
from service.schema import (
    Comparison,
    DocumentInfo,
    Entity,
    Figure,
    Footnote,
    Item,
    Metadata,
    ModelInfo,
    NamedStretch,
    Notice,
    Phase,
    Project,
    Report,
    RoleOf,
    Stretch,
)

TEXT = (
    "Thẩm định 02 dự án¹. Năm 2024 chi 5 tỷ đồng, đạt 40,5% dự toán giao. Có 44 cá nhân.\n"
    "¹ =Cầu A, vốn 7 tỷ đồng; -Đường\nB.\n"
)


def find(words: str) -> dict[str, int]:
    """Where `words` stand in TEXT."""
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words)}


def build_entity(number: int, label: str, words: str, value: dict[str, Any] | None) -> Entity:
    place = find(words)
    return Entity(
        id=f"e{number}",
        label=Label(label),
        text=words,
        score=1.0,
        source="rule",
        value=value,
        start=place["start"],
        end=place["end"],
    )


def build_report() -> Report:
    """The report of TEXT: two projects with names that look like formulas, two figures, one note, one warning."""
    return Report(
        document=DocumentInfo(
            sha256="", chars=len(TEXT), coverage=1.0, metadata=Metadata(number="+1/BC-UBND", date="2024-12-05")
        ),
        entities=[
            build_entity(1, "QUANTITY", "02 dự án", {"number": "2", "unit": "dự án"}),
            build_entity(2, "DATE", "Năm 2024", {"edtf": "2024"}),
            build_entity(3, "AMOUNT", "5 tỷ đồng", {"amount": "5000000000", "currency": "VND"}),
            build_entity(4, "PERCENT", "40,5%", {"percent": "40.5"}),
            build_entity(5, "QUANTITY", "44 cá nhân", {"number": "44", "unit": "cá nhân"}),
            build_entity(6, "PROJECT", "=Cầu A", None),
            build_entity(7, "AMOUNT", "7 tỷ đồng", {"amount": "7000000000", "currency": "VND"}),
            build_entity(8, "PROJECT", "-Đường\nB", None),
        ],
        footnotes=[
            Footnote(
                id="fn1",
                marker="1",
                status="linked",
                anchor=Stretch(**find("02 dự án")),
                anchor_entities=["e1"],
                spans=[Stretch(**find("=Cầu A, vốn 7 tỷ đồng; -Đường\nB."))],
                items=[
                    Item(index=1, spans=[Stretch(**find("=Cầu A, vốn 7 tỷ đồng"))], entities=["e6", "e7"]),
                    Item(index=2, spans=[Stretch(**find("-Đường\nB"))], entities=["e8"]),
                ],
                promised=2,
                found=2,
                check="match",
            )
        ],
        projects=[
            Project(
                id="p1",
                name="=Cầu A",
                aliases=[],
                mentions=["e6"],
                places=[],
                amounts=[RoleOf(entity="e7", role="total_investment")],
                dates=[],
                phases=[Phase(phase="appraised", evidence=Stretch(**find("Thẩm định")), footnote="fn1")],
            ),
            Project(id="p2", name="-Đường B", aliases=[], mentions=["e8"], places=[], amounts=[], dates=[], phases=[]),
        ],
        figures=[
            Figure(
                id="f1",
                subject=NamedStretch(text="chi", **find("chi")),
                value="e3",
                period="e2",
                comparisons=[
                    Comparison(
                        value="e4", basis=NamedStretch(text="dự toán giao", **find("dự toán giao")), direction="share"
                    )
                ],
            ),
            Figure(
                id="f2",
                subject=NamedStretch(text="cá nhân", **find("cá nhân")),
                value="e5",
                period=None,
                comparisons=[],
            ),
        ],
        warnings=[Notice.model_validate({"code": "sum_total", "message": "Không khớp.", **find("44 cá nhân")})],
        model=ModelInfo(name="none", version="0", sha256=None),
    )
