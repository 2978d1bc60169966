import random
import re
from collections.abc import Callable
from itertools import pairwise

import pytest

from service.labels import Label
from training.documents import parse_inline
from training.synthesis.projects import (
    make_plain_project,
    make_project,
    make_project_lines,
    make_projects,
    make_verb_project,
)
from training.synthesis.setting import Setting, draw_setting

Maker = Callable[[Setting, random.Random], str]


def write_many(maker: Maker, count: int = 2_000) -> list[str]:
    names = []
    for seed in range(count):
        random_state = random.Random(seed)
        names.append(maker(draw_setting(random_state), random_state))
    return names


def test_a_project_is_never_one_place_from_end_to_end() -> None:
    for name in write_many(make_project):
        text, spans = parse_inline(name)
        project = next(span for span in spans if span.label == Label.PROJECT)
        assert all(
            (span.start, span.end) != (project.start, project.end) for span in spans if span.label != Label.PROJECT
        ), text


@pytest.mark.parametrize(
    "shape",
    [
        r"^Đường [^,(]* - ",  # a road between two places
        r"^(?:Cải tạo|Nâng cấp|Sửa chữa|Xây mới|Xây dựng|Nạo vét)",  # a verb leads
        r"\([Đđ]oạn từ .* đến .*\)",
        r"[Kk]m ?\d+\+\d+",
        r"giai đoạn (?:\d|I)",
        r"\(GĐ\d\)",
        r", (?:xã|phường|thị trấn) .*, (?:huyện|quận|thị xã|thành phố) ",
        r"tỷ lệ 1/\d+",
        r"\d+ (?:tầng|phòng)",
        r"\d+ ?kV",
        r"tầm nhìn đến năm \d{4}",
        r"^Trường .*(?<!\d)$",
        r"^Kè ",
        r"tái định cư",
        r"^Quy hoạch",
    ],
)
def test_every_shape_of_a_name_is_made(shape: str) -> None:
    texts = [parse_inline(name)[0].strip("“”*") for name in write_many(make_project)]
    assert sum(re.search(shape, text) is not None for text in texts) >= 3


def test_projects_in_a_row_are_spans_of_their_own() -> None:
    separators = set()
    for row in write_many(make_projects, 300):
        text, spans = parse_inline(row)
        projects = [span for span in spans if span.label == Label.PROJECT]
        assert 2 <= len(projects) <= 4
        separators |= {text[a.end : b.start] for a, b in pairwise(projects)}
    assert {"; ", ", ", " và ", "; (2) "} <= separators


def test_lines_hold_a_project_each() -> None:
    for block in write_many(make_project_lines, 100):
        text, spans = parse_inline(block)
        projects = [span for span in spans if span.label == Label.PROJECT]
        assert len(projects) == text.count("\n")
        assert all("\n" not in text[span.start : span.end] for span in projects)


def test_names_in_comma_lists_hold_no_comma() -> None:
    assert all("," not in name and " và " not in name for name in write_many(make_plain_project, 500))


def test_what_is_done_begins_small() -> None:
    assert all(parse_inline(name)[0][0].islower() for name in write_many(make_verb_project, 300))
