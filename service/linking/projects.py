"""Project records: mentions of one project joined, with its places, stages, amounts and dates."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from service.footnotes.notes import Stretch
from service.labels import Label
from service.linking.mentions import Mention, Sentence, Source, find_statement, within
from service.linking.names import Name, bare, find_heads, is_short_for, read_name, same_project
from service.linking.phases import Phase, find_phase


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

_AMOUNT_CUES = (
    (Role.DISBURSED, r"giải ngân|thanh toán|đã chi"),
    (Role.COMPENSATION, r"bồi thường|chi trả|hỗ trợ|tái định cư"),
    (Role.SETTLED, r"quyết toán"),
    (Role.CONTRACT, r"gói thầu|trúng thầu|hợp đồng"),
    (Role.WORK_DONE, r"khối lượng|giá trị thực hiện|thực hiện (?:đạt|được)"),
    (Role.PLANNED_CAPITAL, r"kế hoạch vốn|kế hoạch|bố trí|giao vốn|phân bổ|được giao|vốn (?:năm|giao)"),
    (
        Role.TOTAL_INVESTMENT,
        r"tổng mức(?: đầu tư)?|tổng (?:vốn|kinh phí|số vốn)|TMĐT|vốn đầu tư|kinh phí|trị giá|tổng giá trị|dự toán",
    ),
)
_DATE_CUES = (
    (Role.STARTED, r"khởi công|bắt đầu thi công|động thổ"),
    (
        Role.COMPLETED,
        r"hoàn thành|thông xe|đưa vào (?:sử dụng|khai thác|vận hành)|khánh thành|bàn giao|nghiệm thu|về đích",
    ),
    (Role.APPROVED, r"phê duyệt|chấp thuận"),
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
    named = [mention for mention in source.mentions if mention.label is Label.PROJECT]
    groups = _group(named, source)
    owner = {mention.index: number for number, group in enumerate(groups) for mention in group}
    parts: list[list[tuple[Mention, Role]]] = [[] for _ in groups]
    stages: list[list[Stage]] = [[] for _ in groups]
    carried: int | None = None
    for sentence in source.sentences:
        projects = [mention for mention in sentence.mentions if mention.label is Label.PROJECT]
        for number, mention, role in _assign(sentence, projects, owner, carried):
            parts[number].append((mention, role))
        for mention in projects:
            if stage := _find_stage(source, sentence, mention):
                stages[owner[mention.index]].append(stage)
        carried = _carry(sentence, projects, owner, carried)
    return [_describe(group, source, found, told) for group, found, told in zip(groups, parts, stages, strict=True)]


def _group(named: Sequence[Mention], source: Source) -> list[list[Mention]]:
    """Mentions of one project together. A name that fits two groups joins the one that was named last."""
    groups: list[_Group] = []
    like: dict[tuple[object, ...], list[int]] = {}
    for mention in named:
        places = [
            (place.start - mention.start, place.end - mention.start)
            for place in within(source.mentions, mention.start, mention.end)
            if place.label is Label.PLACE
        ]
        name = read_name(mention.text, places)
        keys = _keys(name)
        near = sorted({at for key in keys for at in like.get(key, ())}, reverse=True)
        found = next((at for at in near if any(same_project(name, known) for known in groups[at].names)), None)
        if found is None:
            found = len(groups)
            groups.append(_Group([], []))
        groups[found].mentions.append(mention)
        if name not in groups[found].names:
            groups[found].names.append(name)
            for key in keys:
                like.setdefault(key, []).append(found)
    return [group.mentions for group in _join_short(groups, source)]


@dataclass(frozen=True, slots=True)
class _Group:
    """Mentions of one project and the names that they give it."""

    mentions: list[Mention]
    names: list[Name]


def _keys(name: Name) -> tuple[tuple[object, ...], ...]:
    """What two spellings of one name share: its numbers, its length, and its first or its last word."""
    if not name.core:
        return ()
    shared = (tuple(sorted(name.numbers)), len(name.core))
    return (*shared, "first", bare(name.core[0])), (*shared, "last", bare(name.core[-1]))


def _join_short(groups: Sequence[_Group], source: Source) -> list[_Group]:
    """Groups whose names are short forms join the one group whose name is fuller; where two fit, neither is it."""
    heads: dict[str, list[int]] = {}
    for at, group in enumerate(groups):
        for word in {word for name in group.names for word in find_heads(name)}:
            heads.setdefault(word, []).append(at)
    owner = list(range(len(groups)))
    for at, group in enumerate(groups):
        near = {other for name in group.names for other in heads.get(bare(name.words[0]), ()) if other != at}
        full = [other for other in sorted(near)[:_MOST] if _is_short(group, groups[other])]
        if len(full) == 1 and not _listed_apart(group, groups[full[0]], source):
            owner[at] = full[0]
    joined: dict[int, _Group] = {}
    for at, group in enumerate(groups):
        root, steps = at, 0
        while owner[root] != root and steps < len(groups):
            root, steps = owner[root], steps + 1
        whole = joined.setdefault(root, _Group([], []))
        whole.mentions.extend(group.mentions)
        whole.names.extend(group.names)
    for group in joined.values():
        group.mentions.sort(key=lambda mention: mention.index)
    return sorted(joined.values(), key=lambda group: group.mentions[0].index)


_MOST = 200
"""So many names of one head are compared."""


def _is_short(group: _Group, other: _Group) -> bool:
    return any(is_short_for(name, full) for name in group.names for full in other.names)


def _listed_apart(group: _Group, other: _Group, source: Source) -> bool:
    """Whether two projects are items of one list, and so are two: ";" or a number stands between them, and little else."""
    return any(
        _BETWEEN_ITEMS.fullmatch(source.masked, min(a.end, b.end), max(a.start, b.start))
        for a in group.mentions
        for b in other.mentions
        if abs(a.start - b.start) < _LIST_REACH
    )


_BETWEEN_ITEMS = re.compile(r"[^;.:\n]{0,60}(?:[;,\n]|\svà\s)[^;.:\n]{0,20}")
_LIST_REACH = 300


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


def _find_stage(source: Source, sentence: Sentence, project: Mention) -> Stage | None:
    """The stage that is told of a project: by its own clause, else by the statement that the footnote explains."""
    clause, offset = _clause(sentence, project)
    if found := find_phase(clause):
        phase, start, end = found
        return Stage(phase, sentence.locate(offset + start, offset + end), sentence.note)
    if sentence.note is None:
        return None
    for anchor in source.footnotes.notes[sentence.note].anchors:
        start, end = find_statement(source, anchor)
        if found := find_phase(source.masked[start:end]):
            phase, first, last = found
            return Stage(phase, (start + first, start + last), sentence.note)
    return None


def _clause(sentence: Sentence, project: Mention) -> tuple[str, int]:
    """The clause of a sentence that names `project`, names of projects blanked, and where it begins.

    In an enumeration ("(1) …; (2) …") it is the item alone; else the words before the project count first.
    """
    masked = list(sentence.text)
    place = (0, 0)
    for mention, (start, end) in zip(sentence.mentions, sentence.places, strict=True):
        if mention.label is Label.PROJECT:
            masked[start:end] = " " * (end - start)
        if mention is project:
            place = (start, end)
    text = "".join(masked)
    start = text.rfind(";", 0, place[0]) + 1
    stop = text.find(";", place[1])
    before = text[start : place[0]]
    if find_phase(before):
        return before, start
    return text[start : stop if stop >= 0 else len(text)], start


def _assign(
    sentence: Sentence, projects: Sequence[Mention], owner: dict[int, int], carried: int | None
) -> Iterator[tuple[int, Mention, Role]]:
    """For each amount and date of a sentence the project that it belongs to, and its role."""
    if not projects and (carried is None or not _CARRIED.match(sentence.text)):
        return
    for mention, (start, end) in zip(sentence.mentions, sentence.places, strict=True):
        if mention.label not in (Label.AMOUNT, Label.DATE):
            continue
        if any(project.start <= mention.start and mention.end <= project.end for project in projects):
            continue
        before = [
            project
            for project, place in zip(sentence.mentions, sentence.places, strict=True)
            if project.label is Label.PROJECT and place[1] <= start
        ]
        number = owner[before[-1].index] if before else carried
        if not before and len({owner[project.index] for project in projects}) == 1:
            number = owner[projects[0].index]
        if number is None or (before and _closed(sentence, before, start)):
            continue
        role = _find_role(sentence.text, start, end, mention.label)
        if role is not None:
            yield number, mention, role


def _closed(sentence: Sentence, before: Sequence[Mention], start: int) -> bool:
    """Whether several projects are listed before an amount, so that it speaks of all or of none of them alone."""
    if len(before) < 2:
        return False
    places = dict(zip((mention.index for mention in sentence.mentions), sentence.places, strict=True))
    between = sentence.text[places[before[-2].index][1] : places[before[-1].index][0]]
    after = sentence.text[places[before[-1].index][1] : start]
    return re.fullmatch(r"[\s,]*(?:và|,)[\s\w]{0,12}", between) is not None and "tổng" in after.lower()


def _find_role(text: str, start: int, end: int, label: Label) -> Role | None:
    """The role that the words before (or right after) a figure give it; None for a date without one."""
    cues = _AMOUNT_CUES if label is Label.AMOUNT else _DATE_CUES
    window = text[max(0, start - _CUE_REACH) : start]
    window = re.split(r"[;.]\s", window)[-1]
    best: tuple[int, Role] | None = None
    for role, pattern in cues:
        for match in re.finditer(pattern, window, re.IGNORECASE):
            if best is None or match.end() > best[0]:
                best = match.end(), role
    if best:
        return best[1]
    return Role.OTHER if label is Label.AMOUNT else None


def _carry(sentence: Sentence, projects: Sequence[Mention], owner: dict[int, int], carried: int | None) -> int | None:
    """The project that the next sentence may go on about: the only one of this sentence, or that of the one before."""
    numbers = {owner[mention.index] for mention in projects}
    if len(numbers) == 1:
        return numbers.pop()
    if numbers or not _CARRIED.match(sentence.text):
        return None
    return carried
