from service.labels import Label
from service.values.dates import Reference
from service.values.metadata import read_metadata
from service.values.parsing import NO_VALUE, parse_spans

TEXT = "Ngày 22 tháng 5 năm 2023. Tại xã Hồng Trị, huyện Bảo Lạc, dự án Đường A chi 14.170 triệu đồng (40,5%) cho 15 hộ hôm 10.4."


def read(*spans: tuple[str, Label]) -> list[object]:
    places = [(TEXT.index(words), TEXT.index(words) + len(words), label) for words, label in spans]
    readings = parse_spans(TEXT, places, metadata=read_metadata(TEXT), reference=Reference(2023, 5))
    return [reading and reading.value for reading in readings]


def test_each_label_has_its_reader() -> None:
    values = read(
        ("Đường A", Label.PROJECT),
        ("14.170 triệu đồng", Label.AMOUNT),
        ("40,5%", Label.PERCENT),
        ("15 hộ", Label.QUANTITY),
        ("10.4", Label.DATE),
    )
    assert values == [
        None,
        {"amount": "14170000000", "currency": "VND"},
        {"percent": "40.5"},
        {"number": "15", "unit": "hộ"},
        {"edtf": "2023-04-10"},
    ]


def test_a_place_is_told_apart_by_the_parent_that_follows() -> None:
    (value, parent) = read(("xã Hồng Trị", Label.PLACE), ("huyện Bảo Lạc", Label.PLACE))
    assert isinstance(value, dict)
    assert isinstance(parent, dict)
    assert (value["type"], value["code"]) == ("commune", "01342")
    assert parent["type"] == "district"


def test_labels_without_values() -> None:
    assert {Label.PROJECT, Label.ORG, Label.PERSON} == NO_VALUE
