from pathlib import Path

from underthesea.models.fast_crf_sequence_tagger import FastCRFSequenceTagger
from underthesea.pipeline import word_tokenize
from underthesea.pipeline.text_normalize.token_normalize import token_normalize

from service.text.segmenter import tag_words

TEXT = """Trong tháng, UBND phường Chi Lăng đã hoà giải 12 vụ; sức khoẻ nhân dân ổn định , thuỷ lợi được duy tu .
Ðảng uỷ xã nghành y tế chỉ đạo tổng kết 05 năm ; giá vàng 8.450.000 đồng / chỉ ; Ea H'leo , 15 ha lúa mùa"""


def test_words_are_underthesea_s_own() -> None:
    own = FastCRFSequenceTagger()
    own.load(str(Path(word_tokenize.__file__).parent / "models" / "ws_crf_vlsp2013_20230727"))
    for line in TEXT.splitlines():
        units = line.split()
        spelt = [token_normalize(unit) if unit.isalpha() else unit for unit in units]
        assert tag_words(units) == own.predict([[unit] for unit in spelt])


def test_spelling_variants_are_segmented_alike() -> None:
    new, old = (tag_words(f"chăm sóc sức {word} nhân dân".split()) for word in ("khỏe", "khoẻ"))
    assert new == old == ["B-W", "I-W"] * 3


def test_no_units_have_no_tags() -> None:
    assert tag_words([]) == []
