"""The labels of entities, and which may stand inside which."""

from enum import StrEnum


class Label(StrEnum):
    """The labels of entities, as the annotation guidelines define them."""

    PROJECT = "PROJECT"
    PLACE = "PLACE"
    AMOUNT = "AMOUNT"
    DATE = "DATE"
    ORG = "ORG"
    PERSON = "PERSON"
    DOCUMENT = "DOCUMENT"
    PERCENT = "PERCENT"
    QUANTITY = "QUANTITY"


INSIDE_PROJECT = frozenset({Label.PLACE, Label.DATE, Label.QUANTITY, Label.PERCENT, Label.AMOUNT})
"""What may stand inside a PROJECT; inside the other labels nothing may."""

VIETNAMESE = {
    Label.PROJECT: "Dự án",
    Label.PLACE: "Địa danh",
    Label.AMOUNT: "Số tiền",
    Label.DATE: "Thời gian",
    Label.ORG: "Cơ quan, tổ chức",
    Label.PERSON: "Người",
    Label.DOCUMENT: "Văn bản",
    Label.PERCENT: "Tỷ lệ",
    Label.QUANTITY: "Số lượng",
}
