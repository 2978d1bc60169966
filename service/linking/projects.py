"""Project records: mentions of one project joined, with its places, stages, amounts and dates."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from service.footnotes.notes import Anchor, Stretch
from service.labels import Label
from service.linking.identity import group_projects
from service.linking.mentions import Mention, Sentence, Source, find_statement, within
from service.linking.outline import Placed, draw_outline
from service.linking.phases import Phase, compile_cues, find_phase


class Role(StrEnum):
    """The part that an amount or a date plays for a project."""

    TOTAL_INVESTMENT = "total_investment"
    PLANNED_CAPITAL = "planned_capital"
    DISBURSED = "disbursed"
    COMPENSATION = "compensation"
    CONTRACT = "contract"
    SETTLED = "settled"
    WORK_DONE = "work_done"
    STARTED = "started"
    COMPLETED = "completed"
    APPROVED = "approved"
    OTHER = "other"


VIETNAMESE = {
    Role.TOTAL_INVESTMENT: "tổng mức đầu tư",
    Role.PLANNED_CAPITAL: "kế hoạch vốn",
    Role.DISBURSED: "giải ngân",
    Role.COMPENSATION: "bồi thường",
    Role.CONTRACT: "giá gói thầu",
    Role.SETTLED: "quyết toán",
    Role.WORK_DONE: "khối lượng thực hiện",
    Role.STARTED: "khởi công",
    Role.COMPLETED: "hoàn thành",
    Role.APPROVED: "phê duyệt",
    Role.OTHER: "khác",
}

_AMOUNT_CUES = compile_cues(
    (Role.OTHER, r"trong đó|đóng góp|ủng hộ|tài trợ|đối ứng|tiết kiệm"),
    (Role.DISBURSED, r"giải ngân|thanh toán|đã chi"),
    (Role.COMPENSATION, r"bồi thường|chi trả|hỗ trợ|tái định cư|nhận tiền"),
    (Role.SETTLED, r"quyết toán"),
    (Role.CONTRACT, r"gói thầu|trúng thầu|hợp đồng"),
    (Role.WORK_DONE, r"khối lượng|giá trị thực hiện|thực hiện (?:đạt|được)"),
    (Role.PLANNED_CAPITAL, r"kế hoạch vốn|kế hoạch|bố trí|giao vốn|phân bổ|được giao|giao(?=\s*\Z)|vốn (?:năm|giao)"),
    (
        Role.TOTAL_INVESTMENT,
        r"tổng mức(?: đầu tư)?|tổng (?:vốn|kinh phí|số vốn)|TMĐT|vốn đầu tư|kinh phí|trị giá|tổng giá trị|dự toán",
    ),
)
_AFTER_CUES = compile_cues(
    (Role.PLANNED_CAPITAL, r"\s(?:vốn )?kế hoạch|\svốn (?:năm|giao)"),
    (Role.COMPENSATION, r"\s(?:tiền |kinh phí )?bồi thường"),
)
"""What the words right after an amount make of it: "25 tỷ đồng/40 tỷ đồng kế hoạch"."""
_DATE_CUES = compile_cues(
    (Role.STARTED, r"khởi công|bắt đầu thi công|động thổ"),
    (
        Role.COMPLETED,
        r"hoàn thành|thông xe|đưa vào (?:sử dụng|khai thác|vận hành)|khánh thành|bàn giao|nghiệm thu|về đích",
    ),
    (Role.APPROVED, r"phê duyệt|chấp thuận|thông qua"),
)
_CUE_REACH = 70
_CARRIED = re.compile(
    r"(?:dự án|công trình|tuyến đường|tổng mức|tổng vốn|đến nay|hiện nay|kế hoạch vốn|gói thầu)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a project; `evidence` is the words that prove it, `note` the footnote that lists the project."""

    phase: Phase
    evidence: Stretch
    note: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """An amount or date (the index of its mention) and its role."""

    mention: int
    role: Role


@dataclass(frozen=True, slots=True)
class Project:
    """One project: its name as written most often, other spellings, and the indexes of the mentions that belong to it."""

    name: str
    aliases: tuple[str, ...]
    mentions: tuple[int, ...]
    places: tuple[int, ...]
    amounts: tuple[Part, ...]
    dates: tuple[Part, ...]
    stages: tuple[Stage, ...]


def find_projects(source: Source) -> list[Project]:
    """The projects of a document, in order of their first mention."""
    groups = group_projects(source)
    owner = {mention.index: number for number, group in enumerate(groups) for mention in group}
    parts: list[list[tuple[Mention, Role]]] = [[] for _ in groups]
    stages: list[list[Stage]] = [[] for _ in groups]
    carried: int | None = None
    teller = _Teller(source)
    for sentence in source.sentences:
        outer = draw_outline(sentence).outer
        projects = [placed for placed in outer if placed.mention.label is Label.PROJECT]
        for number, placed, role in _assign(sentence, outer, owner, carried):
            if role is Role.OTHER and sentence.note is not None:
                role = teller.read_role(sentence.note) or role
            parts[number].append((placed.mention, role))
        for placed, stage in teller.tell(sentence, projects):
            stages[owner[placed.mention.index]].append(stage)
        carried = _carry(sentence, projects, owner, carried)
    return [_describe(group, source, found, told) for group, found, told in zip(groups, parts, stages, strict=True)]


def _describe(
    group: Sequence[Mention], source: Source, parts: Sequence[tuple[Mention, Role]], stages: Sequence[Stage]
) -> Project:
    spellings = Counter(" ".join(mention.text.split()) for mention in group)
    # The fullest of the most frequent spellings names the project; one place more says more.
    name = max(spellings, key=lambda text: (spellings[text], len(text)))
    places = [
        place.index
        for mention in group
        for place in within(source.mentions, mention.start, mention.end)
        if place.label is Label.PLACE
    ]
    return Project(
        name=name,
        aliases=tuple(text for text in spellings if text != name),
        mentions=tuple(mention.index for mention in group),
        places=tuple(places),
        amounts=_parts(parts, Label.AMOUNT),
        dates=_parts(parts, Label.DATE),
        stages=tuple(dict.fromkeys(stages)),
    )


def _parts(parts: Sequence[tuple[Mention, Role]], label: Label) -> tuple[Part, ...]:
    return tuple(dict.fromkeys(Part(mention.index, role) for mention, role in parts if mention.label is label))


class _Teller:
    """Tells the stages of each project: by the statement that the footnote explains, and by its own clause."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._stated: dict[int, Stage | None] = {}

    def tell(self, sentence: Sentence, projects: Sequence[Placed]) -> Iterator[tuple[Placed, Stage]]:
        """The stages that a sentence tells of its projects."""
        if not projects:
            return
        text = _blank(sentence.text, projects)
        for placed in projects:
            stated, own = self._state(sentence.note), _find_stage(sentence, text, placed)
            if stated is not None and (own is None or own.phase is not stated.phase):
                yield placed, stated
            if own is not None:
                yield placed, own

    def _state(self, note: int | None) -> Stage | None:
        """What the statement before the marker of a note says of all that the note lists."""
        if note is None:
            return None
        if note not in self._stated:
            self._stated[note] = next(filter(None, map(self._read, self._source.footnotes.notes[note].anchors)), None)
        stage = self._stated[note]
        return None if stage is None else Stage(stage.phase, stage.evidence, note)

    def read_role(self, note: int) -> Role | None:
        """The role that the statement before the marker of a note gives to the amounts that the note lists."""
        statements = (find_statement(self._source, anchor) for anchor in self._source.footnotes.notes[note].anchors[:1])
        return next((_find_role(self._source.masked[start:end], _AMOUNT_CUES) for start, end in statements), None)

    def _read(self, anchor: Anchor) -> Stage | None:
        start, end = find_statement(self._source, anchor)
        found = find_phase(self._source.masked[start:end])
        return None if found is None else Stage(found[0], (start + found[1], start + found[2]), None)


def _blank(text: str, projects: Sequence[Placed]) -> str:
    """`text` with the names of projects blanked: what they are called is not what is done to them."""
    pieces: list[str] = []
    position = 0
    for placed in projects:
        pieces += [text[position : placed.start], " " * (placed.end - placed.start)]
        position = placed.end
    return "".join((*pieces, text[position:]))


_CLAUSE_REACH = 400


def _find_stage(sentence: Sentence, text: str, project: Placed) -> Stage | None:
    """The stage that the clause of a project tells; `text` is the sentence's, names of projects blanked.

    In an enumeration ("(1) …; (2) …") it is the item alone; else the words before the project count first.
    """
    start = text.rfind(";", max(0, project.start - _CLAUSE_REACH), project.start) + 1
    start = max(start, project.start - _CLAUSE_REACH)
    stop = text.find(";", project.end, project.end + _CLAUSE_REACH)
    stop = stop if stop >= 0 else project.end + _CLAUSE_REACH
    found = find_phase(text[start : project.start]) or find_phase(text[start:stop])
    return (
        None if found is None else Stage(found[0], sentence.locate(start + found[1], start + found[2]), sentence.note)
    )


def _assign(
    sentence: Sentence, outer: Sequence[Placed], owner: Mapping[int, int], carried: int | None
) -> Iterator[tuple[int, Placed, Role]]:
    """For each amount and date of a sentence the project that it belongs to, and its role."""
    numbers = {owner[placed.mention.index] for placed in outer if placed.mention.label is Label.PROJECT}
    if not numbers and (carried is None or not _CARRIED.match(sentence.text)):
        return
    before: list[Placed] = []
    for placed in outer:
        mention = placed.mention
        if mention.label is Label.PROJECT:
            before = [*before[-1:], placed]
        if mention.label not in (Label.AMOUNT, Label.DATE):
            continue
        number = owner[before[-1].mention.index] if before else next(iter(numbers)) if len(numbers) == 1 else carried
        if number is None or _closed(sentence.text, before, placed.start):
            continue
        role = (
            _find_amount_role(sentence.text, outer, placed)
            if mention.label is Label.AMOUNT
            else _find_date_role(sentence.text, outer, placed)
        )
        if role is not None:
            yield number, placed, role


def _closed(text: str, before: Sequence[Placed], start: int) -> bool:
    """Whether several projects are listed before an amount, so that it speaks of all or of none of them alone."""
    if len(before) < 2:
        return False
    between = text[before[-2].end : before[-1].start]
    return _LISTED.fullmatch(between) is not None and "tổng" in text[before[-1].end : start].lower()


_LISTED = re.compile(r"[\s,]*(?:và|,)[\s\w]{0,12}")


def _find_amount_role(text: str, outer: Sequence[Placed], placed: Placed) -> Role:
    """The role that the words right after an amount give it, or those before it.

    What leads up to the amount before it counts only where nothing but a verb or a sign stands between the two.
    """
    for role, cue in _AFTER_CUES:
        if cue.match(text, placed.end):
            return role
    low = 0
    for before in outer:
        if before.end <= placed.start and before.mention.label is Label.AMOUNT:
            low = before.end if "," in text[before.end : placed.start] else low
    return _find_role(text[low : placed.start], _AMOUNT_CUES) or Role.OTHER


def _find_date_role(text: str, outer: Sequence[Placed], placed: Placed) -> Role | None:
    """The role that the words before a date give it, else those of the clause that it begins."""
    if role := _find_role(text[: placed.start], _DATE_CUES):
        return role
    clause = _CLAUSE.match(text, placed.end)
    if clause is None or _LEADING.search(text, 0, placed.start) is None:
        return None
    return next((role for role, cue in _DATE_CUES if cue.search(clause[1])), None)


_LEADING = re.compile(r"(?:\A|[;.]\s)\W*(?:vào\s|trong\s|hồi\s)?\Z", re.IGNORECASE)
_CLAUSE = re.compile(r",?\s([^,;.]{0,60})")


def _find_role(words: str, cues: Sequence[tuple[Role, re.Pattern[str]]]) -> Role | None:
    """The role of what follows `words`: that of the last cue in their last clause."""
    window = re.split(r"[;.]\s", words[-_CUE_REACH:])[-1]
    found = [(match.end(), role) for role, cue in cues for match in cue.finditer(window)]
    return max(found, key=lambda each: each[0])[1] if found else None


def _carry(sentence: Sentence, projects: Sequence[Placed], owner: Mapping[int, int], carried: int | None) -> int | None:
    """The project that the next sentence may go on about: the only one of this sentence, or that of the one before."""
    numbers = {owner[placed.mention.index] for placed in projects}
    if len(numbers) == 1:
        return numbers.pop()
    return carried if not numbers and _CARRIED.match(sentence.text) else None
