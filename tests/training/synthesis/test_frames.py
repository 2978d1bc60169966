import random
import re

import pytest

from training.documents import parse_inline
from training.synthesis.footnotes import MarkerForm, Notes
from training.synthesis.frames import MAKERS, FrameError, choose, fill
from training.synthesis.sentences import FRAMES, Topic
from training.synthesis.setting import Setting, draw_setting


@pytest.fixture
def setting() -> Setting:
    return draw_setting(random.Random(4))


def test_choices_nest() -> None:
    written = {choose("a<b|c<d|>|>e", random.Random(seed)) for seed in range(60)}
    assert written == {"abe", "acde", "ace", "ae"}


def test_literal_marks_and_words_of_the_setting(setting: Setting) -> None:
    sentence = fill("tại {PLACE:Hà Nội}, {=level} này.", setting, random.Random(1), notes={})
    assert sentence == f"Tại ⟦PLACE|Hà Nội⟧, {setting.level_word} này."


def test_a_slot_that_nothing_fills_is_named(setting: Setting) -> None:
    with pytest.raises(FrameError, match=r"\{nothing\}"):
        fill("Có {nothing}.", setting, random.Random(1), notes={})


def test_frames_are_many_and_none_stands_twice() -> None:
    frames = [frame for group in FRAMES.values() for frame in group]
    assert len(frames) >= 240
    assert len(set(frames)) == len(frames)
    assert all(FRAMES[topic] for topic in Topic)


@pytest.mark.parametrize("topic", Topic)
def test_every_frame_is_filled_with_marks_that_close(topic: Topic) -> None:
    for seed, frame in enumerate(FRAMES[topic]):
        random_state = random.Random(seed)
        setting = draw_setting(random_state)
        notes = Notes(setting, random_state, MarkerForm.SUPERSCRIPT)
        text, _ = parse_inline(fill(frame, setting, random_state, notes=notes.slots))
        assert not re.search(r"[{}⟦⟧|]|  |<(?!/?sup)", text), text


def test_every_grammar_is_called_by_a_frame() -> None:
    frames = " ".join(frame for group in FRAMES.values() for frame in group)
    used = set(re.findall(r"\{([a-z_]+)\}", frames))
    assert sorted(set(MAKERS) - used) == []
