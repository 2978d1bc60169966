import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.markup import mask_markup


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("ban hành **50** quyết định", "ban hành   50   quyết định"),
        ("$12/40 = 30\\%$; còn", " 12/40 = 30 % ; còn"),
        ("(*từ ngày 16/11*): 5", "( từ ngày 16/11 ): 5"),
        ("* Về kinh tế", "* Về kinh tế"),
        ("2*3 = 6", "2*3 = 6"),
        ("vốn $5 triệu", "vốn $5 triệu"),
        ("giá US$ 20, tăng 3%", "giá US$ 20, tăng 3%"),
        ("<b>Kết quả</b><br/>tốt", "   Kết quả         tốt"),
        ("a < b và c > d", "a < b và c > d"),
        ("## Phần II", "   Phần II"),
        ("__Ưu điểm__", "  Ưu điểm  "),
        ("tệp bao_cao_thang_4", "tệp bao_cao_thang_4"),
    ],
)
def test_markup_becomes_blanks(text: str, masked: str) -> None:
    assert mask_markup(text) == masked


@given(st.text(alphabet=st.sampled_from("*_$\\%<>b/# 1,a\n")) | st.text())
def test_length_stays(text: str) -> None:
    assert len(mask_markup(text)) == len(text)


@pytest.mark.parametrize("char", ["*", "_", "$", "\\", "<", "<b ", "$1", "#"])
def test_hostile_runs_end(char: str) -> None:
    assert len(mask_markup(char * 30_000)) == len(char) * 30_000
