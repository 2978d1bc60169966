"""The public contract: what `/extract` returns and what every line of an annotated archive holds.

Offsets are Unicode code points into the text as it was given, half-open `[start, end)`: `text[start:end]` is the
span's text, always. The contract changes only with `SCHEMA_VERSION`.
"""

from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from service.labels import Label

SCHEMA_VERSION: Literal["1.1"] = "1.1"
_SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


class Model(BaseModel):
    """Base of all results: frozen, and nothing unknown slips in."""

    model_config = ConfigDict(frozen=True, extra="forbid", protected_namespaces=())


class Stretch(Model):
    """A stretch of the text."""

    start: Annotated[int, Field(ge=0, description="First code point of the stretch", examples=[120])]
    end: Annotated[int, Field(ge=0, description="One past its last code point", examples=[138])]


class NamedStretch(Stretch):
    """A stretch of the text with its characters."""

    text: Annotated[str, Field(description="The characters of the stretch", examples=["thu ngân sách"])]


class Metadata(Model):
    """What the document's head says of the document itself; None where it does not say."""

    number: Annotated[str | None, Field(description="Number and symbol", examples=["318/BC-UBND"])] = None
    issuer: Annotated[str | None, Field(description="Who issued it", examples=["UBND huyện Hà Quảng"])] = None
    place: Annotated[str | None, Field(description="Where it was signed", examples=["Hà Quảng"])] = None
    date: Annotated[str | None, Field(description="When it was signed, EDTF", examples=["2023-05-22"])] = None
    title: Annotated[str | None, Field(description="Kind and subject", examples=["BÁO CÁO Kết quả tháng 5"])] = None
    period: Annotated[str | None, Field(description="The time it reports on, EDTF", examples=["2023-05"])] = None
    reference_date: Annotated[
        str | None, Field(description="The date that incomplete dates were completed with", examples=["2023-05-22"])
    ] = None


class DocumentInfo(Model):
    """The text that was read."""

    sha256: Annotated[str, Field(description="SHA-256 of the text in UTF-8, in hexadecimal", examples=[_SHA256])]
    chars: Annotated[int, Field(description="Length of the text in code points", examples=[44468])]
    coverage: Annotated[
        float, Field(description="Share of the text that was read: 1.0 unless a warning says why", examples=[1.0])
    ]
    metadata: Metadata


class Entity(Model):
    """One labelled span."""

    id: Annotated[str, Field(description="Unique in this report", examples=["e1"])]
    label: Label
    start: Annotated[int, Field(ge=0, examples=[120])]
    end: Annotated[int, Field(ge=0, examples=[138])]
    text: Annotated[str, Field(examples=["14.170 triệu đồng"])]
    score: Annotated[float, Field(ge=0, le=1, description="How sure the tagger is; 1.0 for a rule", examples=[1.0])]
    source: Literal["model", "rule"]
    value: Annotated[
        dict[str, Any] | None,
        Field(
            description="The exact value, None with a warning where it can't be read",
            examples=[{"amount": "14170000000", "currency": "VND"}],
        ),
    ]
    alternatives: Annotated[
        list[dict[str, Any]],
        Field(
            description="Other values the same characters may mean",
            examples=[[{"amount": "1924000000", "currency": "VND"}]],
        ),
    ] = []
    inferred: Annotated[list[str], Field(description="Parts the span does not write itself", examples=[["year"]])] = []
    warnings: Annotated[list[str], Field(description="Stable codes", examples=[["ambiguous_separator"]])] = []
    footnote: Annotated[str | None, Field(description="The footnote in whose body it stands", examples=["fn3"])] = None
    item: Annotated[int | None, Field(description="The item of that body in which it stands", examples=[2])] = None


class Item(Model):
    """One item of a footnote's list."""

    index: Annotated[int, Field(description="Its number in the list, from 1", examples=[1])]
    spans: list[Stretch]
    entities: Annotated[list[str], Field(examples=[["e40"]])]


class Footnote(Model):
    """A footnote: its marker, what it explains and what it says."""

    id: Annotated[str, Field(examples=["fn3"])]
    marker: Annotated[str, Field(description="The marker's digits", examples=["3"])]
    status: Annotated[
        Literal["linked", "unresolved", "orphan"],
        Field(description="unresolved: a marker without a body; orphan: a body without a marker"),
    ]
    anchor: Annotated[Stretch | None, Field(description="The words before the marker that it explains")]
    anchor_entities: Annotated[list[str], Field(examples=[["e12"]])]
    spans: Annotated[list[Stretch], Field(description="The body's parts, without its own marker")]
    items: list[Item]
    promised: Annotated[int | None, Field(description="The count that the anchor states", examples=[3])]
    found: Annotated[int, Field(description="The number of items in the body", examples=[3])]
    check: Annotated[Literal["match", "mismatch"] | None, Field(description="Whether the two counts agree")]


class Phase(Model):
    """A stage of a project, with the words that prove it."""

    phase: Annotated[str, Field(description="A stage of service.linking.phases.Phase", examples=["construction"])]
    evidence: Stretch
    footnote: Annotated[str | None, Field(description="The footnote that says so", examples=["fn3"])]


class RoleOf(Model):
    """An entity and the part it plays for a project."""

    entity: Annotated[str, Field(examples=["e7"])]
    role: Annotated[str, Field(description="A role of service.linking.projects.Role", examples=["total_investment"])]


class Project(Model):
    """All that the document says of one project."""

    id: Annotated[str, Field(examples=["p1"])]
    name: Annotated[str, Field(description="Its fullest name in the text", examples=["Xây mới chợ Mai Pha"])]
    aliases: Annotated[list[str], Field(description="Its other names there", examples=[["Dự án chợ Mai Pha"]])]
    mentions: Annotated[list[str], Field(examples=[["e40"]])]
    places: Annotated[list[str], Field(examples=[["e41"]])]
    amounts: list[RoleOf]
    dates: list[RoleOf]
    phases: list[Phase]


class Comparison(Model):
    """A figure's relation to another: 40,5% of the plan, 3,7% more than the year before."""

    value: Annotated[str, Field(examples=["e8"])]
    basis: NamedStretch
    direction: Annotated[
        Literal["up", "down", "share"],
        Field(
            description="up: so much more than the basis (tăng), down: less (giảm), share: so much of it (đạt, bằng)"
        ),
    ]


class Figure(Model):
    """A stated figure with its meaning."""

    id: Annotated[str, Field(examples=["f1"])]
    subject: NamedStretch
    value: Annotated[str, Field(examples=["e7"])]
    period: Annotated[str | None, Field(examples=["e3"])]
    comparisons: list[Comparison]


class Notice(Model):
    """Something about the text that a reader should know."""

    code: Annotated[str, Field(description="Stable code", examples=["unresolved_footnote"])]
    message: Annotated[
        str,
        Field(description="What is wrong, where, in words (Vietnamese)", examples=["Chú thích 3 không có nội dung."]),
    ]
    message_en: Annotated[
        str | None,
        Field(
            description="The same in English, for contradictions in the text",
            examples=["217 of 345 is 62.9 %, not 63.9 %."],
        ),
    ] = None
    start: Annotated[int | None, Field(examples=[120])] = None
    end: Annotated[int | None, Field(examples=[121])] = None


class ModelInfo(Model):
    """What tagged the text."""

    name: Annotated[str, Field(examples=["none"])]
    version: Annotated[str, Field(description="Version of the rules", examples=["0.1.0"])]
    sha256: Annotated[str | None, Field(description="Hash of the weights, None for rules alone", examples=[_SHA256])]


class Report(Model):
    """Everything that was read in one text."""

    schema_version: Literal["1.1"] = SCHEMA_VERSION
    document: DocumentInfo
    entities: list[Entity]
    footnotes: list[Footnote]
    projects: list[Project]
    figures: list[Figure]
    warnings: list[Notice]
    model: ModelInfo

    def text_of(self, identity: str) -> str:
        """The characters of the entity `identity`. Raises KeyError where there is none."""
        return self._texts[identity]

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {entity.id: entity.text for entity in self.entities}
