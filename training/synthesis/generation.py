"""Whole made documents: heads, paragraphs, lists, footnotes and page breaks round sentences from the frames."""

import random
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from service.footnotes.finding import find_footnotes
from service.labels import Label
from service.text.layout import read_layout
from service.values.gazetteer import Unit
from training.corpus_check import check_document
from training.documents import LabelledDocument, parse_inline
from training.synthesis.citations import make_head_number
from training.synthesis.dates import make_months, make_quarter
from training.synthesis.footnotes import MarkerForm, Notes
from training.synthesis.frames import fill
from training.synthesis.inline import mark
from training.synthesis.names import make_organisation, make_person, unit_title
from training.synthesis.noise import damage
from training.synthesis.places import make_province_name
from training.synthesis.sentences import FRAMES, Topic
from training.synthesis.setting import Setting, draw_setting

MIN_SENTENCES, MAX_SENTENCES = 8, 20
_FORMS = (
    MarkerForm.SUPERSCRIPT, MarkerForm.SUPERSCRIPT, MarkerForm.SUPERSCRIPT, MarkerForm.TAG, MarkerForm.BRACKET,
    MarkerForm.REFERENCE, MarkerForm.CARET, MarkerForm.GLUED, MarkerForm.GLUED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Genre:
    """A kind of document: the topics its sentences speak of with their weights, and whether it has headings."""

    name: str
    topics: dict[Topic, int]
    symbol: str = ""
    title: str = ""
    sections: bool = False
    preamble: bool = False


_REPORT_TOPICS = {
    Topic.PROGRESS: 6, Topic.CLEARANCE: 3, Topic.PLANNING: 2, Topic.BUDGET: 4, Topic.FARMING: 2, Topic.SOCIETY: 3,
    Topic.ORDER: 2, Topic.TASKS: 3, Topic.TRAPS: 2, Topic.PLAIN: 2,
}  # fmt: skip
_INVESTMENT_TOPICS = {
    Topic.PROGRESS: 8,
    Topic.CLEARANCE: 4,
    Topic.PLANNING: 2,
    Topic.TASKS: 2,
    Topic.TRAPS: 1,
    Topic.PLAIN: 1,
}
_GENRES = (
    _Genre("report", _REPORT_TOPICS, "BC", "BÁO CÁO", sections=True),
    _Genre("report", _REPORT_TOPICS, "BC", "BÁO CÁO", sections=True),
    _Genre("investment", _INVESTMENT_TOPICS, "BC", "BÁO CÁO", sections=True),
    _Genre("clearance", {Topic.CLEARANCE: 8, Topic.TASKS: 2, Topic.PROGRESS: 2, Topic.PLAIN: 1}, "TB", "THÔNG BÁO"),
    _Genre(
        "budget", {Topic.BUDGET: 8, Topic.TASKS: 2, Topic.PROGRESS: 2, Topic.PLAIN: 1}, "BC", "BÁO CÁO", sections=True
    ),
    _Genre("resolution", {Topic.LEGAL: 8, Topic.TASKS: 1, Topic.BUDGET: 1}, "NQ", "NGHỊ QUYẾT", preamble=True),
    _Genre("decision", {Topic.LEGAL: 8, Topic.PLANNING: 2, Topic.TASKS: 1}, "QĐ", "QUYẾT ĐỊNH", preamble=True),
    _Genre(
        "news", {Topic.NEWS: 9, Topic.PROGRESS: 1, Topic.SOCIETY: 2, Topic.CLEARANCE: 1, Topic.PLAIN: 2, Topic.TRAPS: 1}
    ),
    _Genre("news", {Topic.NEWS: 9, Topic.SOCIETY: 2, Topic.FARMING: 2, Topic.ORDER: 1, Topic.PLAIN: 2, Topic.TRAPS: 1}),
    _Genre(
        "plan",
        {Topic.TASKS: 7, Topic.PROGRESS: 3, Topic.PLANNING: 2, Topic.BUDGET: 2, Topic.PLAIN: 1},
        "KH",
        "KẾ HOẠCH",
    ),
)
_SUBJECTS = {
    "report": (
        "Tình hình kinh tế - xã hội {period}",
        "Kết quả thực hiện nhiệm vụ {period}, phương hướng thời gian tới",
    ),
    "investment": (
        "Tình hình thực hiện kế hoạch đầu tư công {period}",
        "Tiến độ các công trình xây dựng cơ bản {period}",
    ),
    "clearance": ("Kết luận cuộc họp về công tác giải phóng mặt bằng", "Về tiến độ thu hồi đất các dự án trọng điểm"),
    "budget": ("Tình hình thu, chi ngân sách {period}", "Công tác tài chính - ngân sách {period}"),
    "resolution": ("Về việc thông qua danh mục dự án thu hồi đất", "Về điều chỉnh kế hoạch đầu tư công trung hạn"),
    "decision": ("Về việc phê duyệt chủ trương đầu tư", "Về việc điều chỉnh, bổ sung kế hoạch vốn"),
    "plan": ("Triển khai nhiệm vụ đầu tư xây dựng {period}", "Khắc phục tồn tại trong giải ngân {period}"),
}
_HEADINGS: dict[Topic, tuple[str, ...]] = {
    Topic.PROGRESS: (
        "Về đầu tư xây dựng",
        "Tiến độ các công trình",
        "Công tác xây dựng cơ bản",
        "GIAO THÔNG - XÂY DỰNG",
    ),
    Topic.CLEARANCE: ("Giải phóng mặt bằng", "Công tác thu hồi đất, tái định cư", "Bồi thường, hỗ trợ"),
    Topic.PLANNING: ("Công tác quy hoạch", "Quy hoạch, quản lý đô thị"),
    Topic.BUDGET: ("Thu, chi ngân sách", "TÀI CHÍNH - NGÂN SÁCH", "Tài chính, tín dụng"),
    Topic.FARMING: ("Sản xuất nông nghiệp", "Nông, lâm nghiệp và thủy lợi"),
    Topic.SOCIETY: ("Văn hóa - xã hội", "Lĩnh vực văn hóa, y tế, giáo dục"),
    Topic.ORDER: ("Quốc phòng - an ninh", "Nội chính"),
    Topic.TASKS: ("Nhiệm vụ trọng tâm", "PHƯƠNG HƯỚNG, NHIỆM VỤ", "Giải pháp thời gian tới"),
}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


def synthesise(*, count: int, seed: int, without: Collection[str] = ()) -> list[LabelledDocument]:
    """`count` made documents, each with all its labels; the same `seed` gives the same ones, a larger `count` more.

    `without` names provinces that are left out, as those of a test set must be. `about["noise"]` is "none", "light"
    where letters stand for some digits, "heavy" where the text is damaged: then values may be past reading.
    """
    return [_make(f"{seed}:{index}", f"synthetic-{seed}-{index:05d}", without) for index in range(count)]


def _make(seed: str, name: str, without: Collection[str]) -> LabelledDocument:
    random_state = random.Random(seed)  # a string seeds alike on every platform and in every process
    setting = draw_setting(random_state, without=without)
    genre = random_state.choice(_GENRES)
    form = random_state.choice(_FORMS) if random_state.random() < 0.45 else None
    state = random_state.getstate()
    document = _compose(name, genre, setting, form, random_state)
    if form is MarkerForm.GLUED and _is_misleading(document):
        random_state.setstate(state)
        document = _compose(name, genre, setting, MarkerForm.SUPERSCRIPT, random_state)
    return _damage(document, random_state) if random_state.random() < 0.1 else document


def _is_misleading(document: LabelledDocument) -> bool:
    """Whether, markers being bare digits, the last digit of a figure passes for one: then they had better be raised."""
    markers = find_footnotes(document.text, read_layout(document.text)).markers
    return any(span.start < end and start < span.end for span in document.spans for start, end in markers)


def _compose(
    name: str, genre: _Genre, setting: Setting, form: MarkerForm | None, random_state: random.Random
) -> LabelledDocument:
    notes = Notes(setting, random_state, form)
    blocks = [
        *_write_head(genre, setting, random_state),
        *_write_body(genre, notes),
        *_write_foot(genre, setting, random_state),
    ]
    source = ("\n\n" if form or random_state.random() < 0.6 else "\n").join(blocks)
    if form is None and random_state.random() < 0.15:
        source = _wrap(source, random_state.randint(70, 110))
    about = {
        "id": name,
        "form": "synthetic",
        "split": "train",
        "province": setting.province.name,
        "level": setting.level.value,
        "year": str(setting.year),
        "era": setting.era.value,
        "genre": genre.name,
        "noise": "light" if setting.careless else "none",
        "origin": "training.synthesis",
        "markers": form.value if form else "none",
    }
    text, spans = parse_inline(source)
    return LabelledDocument(name, text, spans, about)


def _damage(document: LabelledDocument, random_state: random.Random) -> LabelledDocument:
    """The document as a bad scan: damage that would leave a label without sense is drawn anew, ever lighter."""
    rate = random_state.uniform(0.004, 0.025)
    for _ in range(6):
        text, spans = damage(document.text, document.spans, rate=rate, random_state=random_state)
        damaged = LabelledDocument(document.id, text, spans, {**document.about, "noise": "heavy"})
        if next(check_document(damaged), None) is None:
            return damaged
        rate /= 2
    return document


# --- head and foot


def _write_head(genre: _Genre, setting: Setting, random_state: random.Random) -> Iterator[str]:
    """The blocks above the text. Where the setting is dated they end in a place and day, else nothing dates them."""
    if not genre.title:
        if setting.dated:
            day = mark(Label.DATE, f"{setting.day}/{setting.month}/{setting.year}")
            yield f"{make_province_name(setting, random_state)}, {day}"
        return
    if not setting.dated:
        return
    body = (
        "HỘI ĐỒNG NHÂN DÂN"
        if genre.symbol == "NQ"
        else random_state.choice(("ỦY BAN NHÂN DÂN", "UỶ BAN NHÂN DÂN", "UBND"))
    )
    joint = random_state.choice(("\n", " "))
    yield mark(Label.ORG, f"{body}{joint}{unit_title(setting.seat).upper()}")
    if random_state.random() < 0.5:
        yield "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    yield make_head_number(genre.symbol, setting, random_state)
    month = f"{setting.month:02d}" if setting.month < 3 else str(setting.month)
    yield f"{mark(Label.PLACE, _seat_name(setting))}, {mark(Label.DATE, f'ngày {setting.day:02d} tháng {month} năm {setting.year}')}"
    subject = random_state.choice(_SUBJECTS[genre.name])
    yield f"{genre.title}\n{subject.replace('{period}', _write_period(setting, random_state))}"
    if genre.preamble:
        frames = random_state.sample(FRAMES[Topic.GROUNDS], random_state.randint(2, 4))
        yield "\n".join(fill(frame, setting, random_state, notes={}) for frame in frames)


def _seat_name(setting: Setting) -> str:
    """What a letterhead says of where it was signed: the name alone, unless that is a number."""
    unit: Unit = setting.seat
    return unit.name if unit.name[0].isalpha() else unit_title(unit).capitalize()


def _write_period(setting: Setting, random_state: random.Random) -> str:
    month = mark(Label.DATE, f"tháng {setting.month} năm {setting.year}")
    year = mark(Label.DATE, f"năm {setting.year}")
    others = (make_months(setting, random_state), make_quarter(setting, random_state))
    return random_state.choice((month, month, year, *others))


def _write_foot(genre: _Genre, setting: Setting, random_state: random.Random) -> Iterator[str]:
    """Recipients and signature of an office's paper, the by-line of a newspaper's."""
    if not genre.title:
        if random_state.random() < 0.5:
            yield make_person(setting, random_state)
        return
    if not setting.dated or random_state.random() < 0.4:
        return
    recipients = [f"- {make_organisation(setting, random_state)};" for _ in range(random_state.randint(1, 3))]
    yield "\n".join(["Nơi nhận:", *recipients, "- Lưu: VT."])
    org = mark(Label.ORG, "HỘI ĐỒNG NHÂN DÂN" if genre.symbol == "NQ" else "ỦY BAN NHÂN DÂN")
    yield f"TM. {org}\n" + random_state.choice(("CHỦ TỊCH", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"))
    yield make_person(setting, random_state)


# --- body


def _draw_frames(genre: _Genre, random_state: random.Random) -> list[tuple[Topic, str]]:
    """Frames of the genre's topics, none twice, grouped by topic in reports."""
    wanted = random_state.randint(MIN_SENTENCES, MAX_SENTENCES)
    pool = {topic: random_state.sample(FRAMES[topic], len(FRAMES[topic])) for topic in genre.topics}
    drawn: list[tuple[Topic, str]] = []
    while len(drawn) < wanted:
        topic = random_state.choices(list(genre.topics), list(genre.topics.values()))[0]
        if pool[topic]:
            drawn.append((topic, pool[topic].pop()))
    if genre.sections:
        order = list(genre.topics)
        drawn.sort(key=lambda item: order.index(item[0]))
    return drawn


def _write_body(genre: _Genre, notes: Notes) -> list[str]:
    """Paragraphs and lists, with the footnotes' bodies at the foot of each page."""
    setting, random_state = notes.setting, notes.random_state
    blocks: list[str] = []
    for number, (topic, frames) in enumerate(_group(_draw_frames(genre, random_state), random_state)):
        heading = _HEADINGS.get(topic)
        if genre.sections and heading and random_state.random() < 0.5:
            blocks.append(_number_heading(number, random_state.choice(heading), random_state))
        sentences = [_annotate(fill(frame, setting, random_state, notes=notes.slots), notes) for frame in frames]
        blocks.append(_lay_out(sentences, random_state))
        if notes.waiting and random_state.random() < 0.4:
            blocks = [*blocks[:-1], *_end_page(blocks[-1], notes)]
    if notes.waiting:
        blocks += _write_page_foot(notes)
    return blocks


def _annotate(sentence: str, notes: Notes) -> str:
    """The sentence, now and then with a footnote's marker before its full stop; never after a digit, which it would join."""
    if notes.random_state.random() < 0.15 and _PLAIN_END.search(sentence):
        return f"{sentence[:-1]}{notes.call_remark()}."
    return sentence


_PLAIN_END = re.compile(r"[^\W\d⁰¹²³⁴⁵⁶⁷⁸⁹]{2,}⟧*\.$")


def _group(frames: list[tuple[Topic, str]], random_state: random.Random) -> Iterator[tuple[Topic, list[str]]]:
    """Runs of one to four frames, each run a paragraph or a list; named after the topic it begins with."""
    start = 0
    while start < len(frames):
        size = random_state.choice((1, 1, 2, 2, 3, 4))
        yield frames[start][0], [frame for _, frame in frames[start : start + size]]
        start += size


def _number_heading(number: int, heading: str, random_state: random.Random) -> str:
    numeral = random_state.choice((f"{number + 1}. ", f"{_ROMAN[number % len(_ROMAN)]}. ", f"{number + 1}) ", ""))
    return numeral + heading


_LISTS: tuple[Callable[[int], str], ...] = (
    lambda _: "- ",
    lambda _: "- ",
    lambda _: "+ ",
    lambda number: f"{'abcd'[number]}) ",
    lambda number: f"{number + 1}. ",
)


def _lay_out(sentences: list[str], random_state: random.Random) -> str:
    """The sentences as one paragraph, or each on a line with a bullet; a list within a sentence ends its line."""
    if len(sentences) > 1 and random_state.random() < 0.35:
        bullet = random_state.choice(_LISTS)
        return "\n".join(bullet(index) + sentence for index, sentence in enumerate(sentences))
    joined = sentences[0]
    for before, sentence in pairwise(sentences):
        joined += ("\n" if "\n" in before else " ") + sentence
    return joined


# --- pages


_CUT = re.compile(r"(?<=[a-zà-ỹ,]) (?=[a-zà-ỹđ])")


def _end_page(paragraph: str, notes: Notes) -> Iterator[str]:
    """A page that ends after `paragraph`, or within it: then the text goes on below the page's footnotes."""
    cuts = [cut.start() for cut in _CUT.finditer(paragraph) if _is_outside(paragraph, cut.start())]
    last_anchor = max((paragraph.rfind("⟧"), 0))
    later = [cut for cut in cuts if cut > last_anchor]
    if later and "\n" not in paragraph and notes.random_state.random() < 0.3:
        cut = notes.random_state.choice(later)
        yield paragraph[:cut]
        yield from _write_page_foot(notes)
        yield paragraph[cut + 1 :]
        return
    yield paragraph
    yield from _write_page_foot(notes)


def _is_outside(source: str, offset: int) -> bool:
    """Whether no mark is open at `offset`."""
    return source.count("⟦", 0, offset) == source.count("⟧", 0, offset)


def _write_page_foot(notes: Notes) -> Iterator[str]:
    """A rule, perhaps, and the bodies that wait."""
    bodies = notes.take_bodies()
    if notes.random_state.random() < 0.35:
        bodies[0] = f"{notes.random_state.choice(('_' * 20, '-' * 20, '________'))}\n{bodies[0]}"
    yield from ["\n".join(bodies)] if notes.random_state.random() < 0.4 else bodies


_LABEL_MARK = re.compile(r"⟦[A-Z]+\||⟧")
_BREAKABLE = re.compile(r"(?<=[^\W\d]|[,;]) (?=(?:⟦[A-Z]+\|)*[^\W\d_])")


def _wrap(source: str, width: int) -> str:
    """The lines broken at blanks before they are longer than `width`, as plain-text copies are; marks don't count."""
    return "\n".join(_wrap_line(line, width) for line in source.split("\n"))


def _wrap_line(line: str, width: int) -> str:
    pieces: list[str] = []
    position = start = 0
    for blank in _BREAKABLE.finditer(line):
        if len(_LABEL_MARK.sub("", line[start : blank.start()])) >= width:
            pieces.append(line[position : blank.start()])
            position = start = blank.end()
    pieces.append(line[position:])
    return "\n".join(pieces)
