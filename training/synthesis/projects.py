"""Names of works, projects and planning schemes, with the places, days and counts inside them marked.

A name is a core (what is built, and of which place) and what follows it: a second part, a stretch, a phase, the units it
lies in. A core that begins with a noun names the work; one that begins with a verb names what is done to it.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from service.labels import Label
from service.values.places import TYPE_WORDS
from training.synthesis.dates import make_far_year, make_period, make_planning_period, make_year
from training.synthesis.figures import make_large_amount
from training.synthesis.inline import capitalise, lower_first, mark
from training.synthesis.names import draw_school, unit_title
from training.synthesis.places import (
    draw_name,
    draw_road,
    draw_small_name,
    draw_village,
    draw_water,
    make_bridge,
    make_commune,
    make_district,
    make_estate,
    make_junction,
    make_market,
    make_park,
    make_province,
    make_quarter,
    make_relic,
    make_road,
    make_village,
    make_water,
    parents,
)
from training.synthesis.setting import Setting

Core = Callable[[Setting, random.Random], str]
ProjectMaker = Callable[[Setting, random.Random], str]


@dataclass(frozen=True, slots=True)
class Follow:
    """What may follow a core: `second` parts ("và hệ thống thoát nước"), a `stretch` of a line, a `phase`, `units`."""

    second: bool = False
    stretch: bool = False
    phase: bool = True
    units: bool = True


_LINE = Follow(second=True, stretch=True)
_SPOT = Follow()
_AREA = Follow(second=True)
_WHOLE = Follow(phase=False, units=False)


def _place(text: str) -> str:
    return mark(Label.PLACE, text)


def _quantity(text: str) -> str:
    return mark(Label.QUANTITY, text)


def _bare(setting: Setting, random_state: random.Random) -> str:
    """A name without a type word as a PLACE: "Nhà máy nước ⟦Khuổi Sấn⟧"."""
    return _place(draw_name(setting, random_state))


def _small(setting: Setting, random_state: random.Random) -> str:
    return _place(draw_small_name(setting, random_state))


def _ends(setting: Setting, random_state: random.Random) -> str:
    """The two (or three) places that a road or canal runs between."""
    dash = random_state.choices((" - ", " – ", "-", " đi "), (80, 6, 6, 8))[0]
    ends = {
        _bare(setting, random_state): None for _ in range(3 if dash != " đi " and random_state.random() < 0.15 else 2)
    }
    while len(ends) < 2:
        ends[_small(setting, random_state)] = None
    return dash.join(ends)


def _end(setting: Setting, random_state: random.Random) -> str:
    """One end of a stretch, with its type word."""
    makers = (make_bridge, make_junction, make_village, make_road, make_market, make_commune, make_relic, make_estate)
    return random_state.choice(makers)(setting, random_state)


def _rooms(random_state: random.Random) -> str:
    """ "⟦02 tầng⟧ ⟦8 phòng⟧"."""
    storeys, rooms = random_state.randint(2, 4), random_state.choice((4, 6, 8, 10, 12, 18))
    padded = random_state.random() < 0.5
    second = _quantity(f"{rooms:02d} phòng" if padded else f"{rooms} phòng")
    if random_state.random() < 0.4:
        return second
    joint = random_state.choice((" ", " ", ", "))
    return _quantity(f"{storeys:02d} tầng" if padded else f"{storeys} tầng") + joint + second


def _choice_of(*options: str) -> Callable[[random.Random], str]:
    return lambda random_state: random_state.choice(options)


# --- cores that begin with a noun

_ROAD_WORDS = _choice_of(
    "Đường", "Đường", "Đường giao thông", "Đường liên xã", "Đường liên thôn", "Tuyến đường", "Đường nội đồng",
    "Đường giao thông nông thôn", "Đường GTNT", "Đường bê tông", "Đường BTXM", "Đường trục chính", "Trục đường",
)  # fmt: skip


def _road_between(setting: Setting, random_state: random.Random) -> str:
    return f"{_ROAD_WORDS(random_state)} {_ends(setting, random_state)}"


def _road_from_to(setting: Setting, random_state: random.Random) -> str:
    first, last = _end(setting, random_state), _end(setting, random_state)
    forms = (
        f"{_ROAD_WORDS(random_state)} từ {first} {random_state.choice(('đến', 'đi', 'tới'))} {last}",
        f"Đường từ trung tâm {make_commune(setting, random_state)} đi {last}",
        f"Đường nối {first} với {last}",
        f"Đường nối từ {make_road(setting, random_state)} đến {make_estate(setting, random_state)}",
        f"Đường kết nối {first} - {last}",
        f"Đường vào {random_state.choice((make_village, make_relic, make_quarter))(setting, random_state)}",
        f"Đường dẫn {make_bridge(setting, random_state)}",
        f"Đường tránh {make_commune(setting, random_state)}",
        f"Đường ven {make_water(setting, random_state)}",
        f"Đường trục trung tâm {make_commune(setting, random_state)}",
        f"Đường nội đồng {make_village(setting, random_state)}",
        f"Đường ngõ xóm {make_village(setting, random_state)}",
    )
    return random_state.choice(forms)


def _expressway(setting: Setting, random_state: random.Random) -> str:
    head = random_state.choice(("Cao tốc", "Đường cao tốc", "Đường bộ cao tốc", "Tuyến cao tốc", "Đường sắt"))
    return f"{head} {_ends(setting, random_state)}"


def _tall_road(setting: Setting, random_state: random.Random) -> str:
    return _place(capitalise(draw_road(setting, random_state)))


def _bridge(setting: Setting, random_state: random.Random) -> str:
    small = draw_small_name(setting, random_state)
    forms = (
        _place(f"Cầu {small}"),
        _place(f"Cầu {small}"),
        f"{_place(f'Cầu {small}')} và đường dẫn hai đầu cầu",
        f"{_place(f'Cầu {small}')} trên {make_road(setting, random_state)}",
        f"Cầu qua {make_water(setting, random_state)}",
        f"Cầu dân sinh {make_village(setting, random_state)}",
        _place(f"Cầu treo {small}"),
        f"Ngầm tràn {_place(small)}",
        f"Cầu vượt {make_road(setting, random_state)}",
        f"Cống hộp {make_road(setting, random_state)}",
    )
    return random_state.choice(forms)


def _school(setting: Setting, random_state: random.Random) -> str:
    school = draw_school(setting, random_state)
    kind = school.rsplit(" ", 2)[0] if random_state.random() < 0.5 else "Trường Mầm non"
    part = random_state.choice(
        (
            "Nhà lớp học",
            "Nhà đa năng",
            "Nhà hiệu bộ",
            "Nhà bán trú học sinh",
            "Bếp ăn",
            "Nhà công vụ giáo viên",
            "Nhà vệ sinh",
            "Khối phòng học bộ môn",
        )
    )
    forms = (
        school,
        f"{part} {school}",
        f"Nhà lớp học {_rooms(random_state)} {school}",
        f"{school} - Nhà lớp học {_rooms(random_state)}",
        f"{school}, hạng mục: {lower_first(part)}",
        f"{school} (hạng mục: {lower_first(part)} và các hạng mục phụ trợ)",
        f"{school} (điểm {make_village(setting, random_state)})",
        f"{kind if kind.startswith('Trường') else 'Trường Tiểu học'} {make_commune(setting, random_state)}",
        f"Điểm trường {random_state.choice(('mầm non ', 'tiểu học ', ''))}{make_village(setting, random_state)}",
    )
    return random_state.choice(forms)


def _office(setting: Setting, random_state: random.Random) -> str:
    commune = make_commune(setting, random_state)
    beds = _quantity(f"{random_state.choice((50, 100, 120, 200, 500))} giường")
    forms = (
        f"Trạm Y tế {commune}",
        f"Trụ sở {random_state.choice(('', 'làm việc '))}{random_state.choice(('UBND', 'HĐND - UBND', 'Đảng ủy - HĐND - UBND', 'Đảng ủy, HĐND, UBND', 'Công an', 'Ban Chỉ huy quân sự'))} {commune}",
        f"{random_state.choice(('Nhà văn hóa', 'Nhà văn hoá', 'Nhà sinh hoạt cộng đồng'))} {make_village(setting, random_state)}",
        f"Trung tâm Văn hóa - Thể thao {commune}",
        f"Nhà làm việc {random_state.choice(('Công an', 'một cửa', 'Ban Chỉ huy Quân sự'))} {commune}",
        f"Bệnh viện đa khoa {make_district(setting, random_state)} quy mô {beds}",
        f"Nhà điều trị nội trú Trung tâm Y tế {make_district(setting, random_state)}",
        f"Sân thể thao {make_village(setting, random_state)}",
        f"Trung tâm hành chính {commune}",
        f"Nhà bia ghi tên liệt sĩ {commune}",
    )
    return random_state.choice(forms)


def _water_work(setting: Setting, random_state: random.Random) -> str:
    small = _small(setting, random_state)
    villages = ", ".join(make_village(setting, random_state) for _ in range(random_state.randint(1, 3)))
    forms = (
        f"Hồ chứa nước {small}",
        f"Hồ chứa nước {small}",
        f"{random_state.choice(('Hệ thống thủy lợi', 'Thủy lợi', 'Cụm thủy lợi', 'Đập dâng', 'Trạm bơm', 'Trạm bơm tiêu', 'Trạm bơm tăng áp'))} {small}",
        f"Hệ thống cấp nước sinh hoạt {villages}",
        f"Cấp nước sinh hoạt {villages}",
        f"Nước sinh hoạt tập trung {make_village(setting, random_state)}",
        f"{random_state.choice(('Trạm cấp nước', 'Nhà máy nước', 'Nhà máy xử lý nước thải', 'Hệ thống thu gom nước thải'))} {_bare(setting, random_state)}",
        f"Bể chứa nước sinh hoạt {make_village(setting, random_state)}",
        f"Cống ngăn mặn {make_water(setting, random_state)}",
        f"Kênh mương nội đồng {make_village(setting, random_state)}",
        f"Tuyến ống cấp nước {make_commune(setting, random_state)}",
    )
    return random_state.choice(forms)


def _embankment(setting: Setting, random_state: random.Random) -> str:
    bank = random_state.choice(("", "bờ ", "bờ tả ", "bờ hữu ", "bờ trái ", "hai bờ "))
    head = random_state.choice(
        ("Kè chống sạt lở", "Kè", "Kè chống xói lở", "Bờ kè", "Kè khắc phục sạt lở", "Đê bao", "Tuyến đê")
    )
    return f"{head} {bank}{make_water(setting, random_state)}"


def _power(setting: Setting, random_state: random.Random) -> str:
    volts = _quantity(random_state.choice(("110kV", "220kV", "500kV", "110 kV", "220 kV", "35kV", "22 kV")))
    number = random_state.choice(("", "", f" {random_state.randint(1, 4)}"))
    watts = _quantity(f"{random_state.choice((20, 30, 48, 50, 100))} MW")
    forms = (
        f"Trạm biến áp {volts} {_bare(setting, random_state)}",
        f"Đường dây {volts} {_ends(setting, random_state)}",
        f"Đường dây và trạm biến áp {volts} {_bare(setting, random_state)}",
        f"{random_state.choice(('Thủy điện', 'Nhà máy thủy điện', 'Nhà máy điện gió', 'Điện gió', 'Nhà máy điện mặt trời', 'Trang trại điện gió'))} {_bare(setting, random_state)}{number}",
        f"Nhà máy điện gió {_bare(setting, random_state)} công suất {watts}",
        f"Cấp điện {make_village(setting, random_state)}",
        f"Điện chiếu sáng {make_road(setting, random_state)}",
        f"Hệ thống điện chiếu sáng công cộng {make_commune(setting, random_state)}",
        f"Đường điện {random_state.choice(('hạ thế', 'trung thế', _quantity('0,4kV')))} {make_village(setting, random_state)}",
    )
    return random_state.choice(forms)


def _quarter(setting: Setting, random_state: random.Random) -> str:
    numeral = random_state.choice(("", "", "", " I", " II", " 2", " mở rộng"))
    small = draw_small_name(setting, random_state)
    head = random_state.choice(
        (
            "Khu đô thị",
            "Khu dân cư",
            "Khu tái định cư",
            "Cụm công nghiệp",
            "Khu công nghiệp",
            "Khu đô thị mới",
            "Khu nhà ở xã hội",
            "Khu đô thị sinh thái",
            "KDC",
            "Khu TĐC",
        )
    )
    plain = TYPE_WORDS.get(head.lower())
    named = (
        _place(f"{head} {small}{numeral if numeral != ' mở rộng' else ''}")
        if plain
        else f"{head} {_place(small)}{numeral}"
    )
    forms = (
        named + (numeral if plain and numeral == " mở rộng" else ""),
        named + (numeral if plain and numeral == " mở rộng" else ""),
        f"Hạ tầng kỹ thuật {make_quarter(setting, random_state)}",
        f"Hạ tầng {random_state.choice(('kỹ thuật ', 'đấu giá ', ''))}{lower_first(named)}",
        f"Khu nhà ở xã hội {make_commune(setting, random_state)}",
        f"Khu phức hợp thương mại dịch vụ {_bare(setting, random_state)}",
    )
    return random_state.choice(forms)


def _facility(setting: Setting, random_state: random.Random) -> str:
    small, commune = _small(setting, random_state), make_commune(setting, random_state)
    forms = (
        _place(f"Chợ {draw_small_name(setting, random_state)}"),
        f"Chợ trung tâm {commune}",
        _place(f"Công viên {draw_small_name(setting, random_state)}"),
        f"Bến xe {small}",
        f"Bãi đỗ xe {make_road(setting, random_state)}",
        f"{random_state.choice(('Lò đốt rác thải sinh hoạt', 'Bãi chôn lấp rác', 'Điểm trung chuyển rác'))} {commune}",
        f"{random_state.choice(('Nhà máy xử lý rác', 'Khu xử lý chất thải rắn', 'Nhà máy đốt rác phát điện'))} {small}",
        f"Nghĩa trang {random_state.choice(('nhân dân', 'liệt sĩ', 'liệt sỹ'))} {commune}",
        f"{random_state.choice(('Cảng cá', 'Cảng cạn', 'Cảng', 'Cảng hàng không', 'Khu neo đậu tránh trú bão', 'Bến thủy nội địa'))} {_bare(setting, random_state)}",
        f"Khu du lịch sinh thái {_place(draw_water(setting, random_state))}",
        f"Nhà máy {random_state.choice(('chế biến gỗ', 'chế biến nông sản', 'may', 'xi măng', 'gạch không nung', 'sản xuất linh kiện điện tử', 'viên nén năng lượng'))} {small}",
        f"Trang trại chăn nuôi {random_state.choice(('lợn', 'bò sữa', 'gà'))} công nghệ cao {_bare(setting, random_state)}",
        f"Khu nông nghiệp ứng dụng công nghệ cao {_bare(setting, random_state)}",
        f"Trung tâm {random_state.choice(('logistics', 'thương mại', 'đăng kiểm', 'chế biến rau quả'))} {_bare(setting, random_state)}",
        f"Sân vận động {make_district(setting, random_state)}",
        f"Mỏ {random_state.choice(('đá vôi', 'đất san lấp', 'cát'))} {small}",
        f"Nút giao {random_state.choice(('khác mức ', ''))}{make_road(setting, random_state)}",
        f"Hệ thống thoát nước {make_road(setting, random_state)}",
        f"Vỉa hè {make_road(setting, random_state)}",
    )
    return random_state.choice(forms)


# --- resettlement, clearance and planning


def _clearance(setting: Setting, random_state: random.Random) -> str:
    village = make_village(setting, random_state)
    hamlets = _quantity(f"{random_state.randint(12, 90)} hộ")
    forms = (
        f"Khu tái định cư {village}",
        f"Sắp xếp, ổn định dân cư {village}",
        f"Bố trí ổn định dân cư vùng thiên tai {village}",
        f"Sắp xếp dân cư khẩn cấp {village} ({hamlets})",
        f"Di dân khẩn cấp {village}",
        f"Di dời khẩn cấp dân cư vùng sạt lở {village}",
        f"Giải phóng mặt bằng {make_estate(setting, random_state)}",
        f"Thu hồi đất, bồi thường, hỗ trợ, tái định cư {make_quarter(setting, random_state)}",
        f"Bồi thường, giải phóng mặt bằng cao tốc {_ends(setting, random_state)}",
        f"Hạ tầng khu tái định cư phục vụ giải phóng mặt bằng {make_road(setting, random_state)}",
        f"Rà phá bom mìn, vật nổ {make_commune(setting, random_state)}",
    )
    return random_state.choice(forms)


def _planning(setting: Setting, random_state: random.Random) -> str:
    area = random_state.choice((make_commune, make_district, make_quarter, make_estate))(setting, random_state)
    head = random_state.choice(
        (
            "Quy hoạch",
            "Quy hoạch",
            "Điều chỉnh quy hoạch",
            "Điều chỉnh cục bộ quy hoạch",
            "Điều chỉnh tổng thể quy hoạch",
        )
    )
    kind = random_state.choice(("chung", "chung xây dựng", "chi tiết", "chi tiết xây dựng", "phân khu", "sử dụng đất"))
    scale = random_state.choice(("", "", "", " tỷ lệ 1/500", " tỷ lệ 1/2000")) if kind.startswith("chi tiết") else ""
    tails = (
        "", "", "",
        f" đến {make_far_year(setting, random_state)}",
        f" {make_planning_period(setting, random_state)}",
        f" {make_planning_period(setting, random_state)}, tầm nhìn đến {make_far_year(setting, random_state)}",
        f", tỷ lệ 1/{random_state.choice((500, 2000, 5000))}",
    )  # fmt: skip
    forms = (
        f"{head} {kind}{scale} {area}{random_state.choice(tails)}",
        f"{head} {kind}{scale} {area}{random_state.choice(tails)}",
        f"{head} chung đô thị {_bare(setting, random_state)}{random_state.choice(tails)}",
        f"Quy hoạch xây dựng vùng {make_district(setting, random_state)} đến {make_far_year(setting, random_state)}",
        f"Quy hoạch nông thôn mới {make_commune(setting, random_state)}{random_state.choice(tails)}",
        f"Quy hoạch {make_province(setting, random_state)} {make_planning_period(setting, random_state)}",
        f"{head} {kind} trung tâm {make_commune(setting, random_state)}",
    )
    return random_state.choice(forms)


# --- cores that begin with a verb

_ON_ROADS = _choice_of(
    "Cải tạo, nâng cấp", "Nâng cấp, cải tạo", "Nâng cấp, mở rộng", "Nâng cấp", "Cải tạo", "Sửa chữa", "Mở rộng", "Bê tông hóa",
    "Cứng hóa", "Duy tu, sửa chữa", "Chỉnh trang vỉa hè", "Thảm bê tông nhựa", "Xây dựng", "Xây mới", "Sửa chữa nền, mặt",
    "Đầu tư xây dựng", "Làm mới", "Mở mới", "Bảo dưỡng thường xuyên",
)  # fmt: skip


def _do_road(setting: Setting, random_state: random.Random) -> str:
    objects = (
        make_road(setting, random_state),
        make_road(setting, random_state),
        f"đường {_ends(setting, random_state)}",
        f"tuyến đường {_ends(setting, random_state)}",
        f"đường giao thông {make_village(setting, random_state)}",
        f"đường từ {_end(setting, random_state)} đến {_end(setting, random_state)}",
        f"đường vào {make_village(setting, random_state)}",
        f"đường trục {make_commune(setting, random_state)}",
        f"các tuyến đường nội đồng {make_commune(setting, random_state)}",
    )
    return f"{_ON_ROADS(random_state)} {random_state.choice(objects)}"


def _do_bridge(setting: Setting, random_state: random.Random) -> str:
    verb = random_state.choice(
        ("Xây dựng", "Xây mới", "Sửa chữa", "Thay thế", "Khôi phục", "Gia cố", "Nâng cấp", "Mở rộng")
    )
    return f"{verb} {make_bridge(setting, random_state)}"


def _do_school(setting: Setting, random_state: random.Random) -> str:
    verb = random_state.choice(
        (
            "Xây dựng",
            "Xây mới",
            "Sửa chữa",
            "Cải tạo, sửa chữa",
            "Sửa chữa, nâng cấp",
            "Cải tạo",
            "Đầu tư xây dựng",
            "Bổ sung",
        )
    )
    school = draw_school(setting, random_state)
    part = random_state.choice(
        (
            "nhà lớp học",
            "nhà vệ sinh",
            "bếp ăn",
            "nhà hiệu bộ",
            "sân, tường rào",
            "mái",
            "cổng, hàng rào",
            "nhà đa năng",
            "phòng học",
        )
    )
    forms = (
        f"{verb} {school}",
        f"{verb} {part} {school}",
        f"{verb} nhà lớp học {_rooms(random_state)} {school}",
        f"{verb} {_quantity(f'{random_state.randint(2, 12):02d} phòng học')} {school}",
        f"{verb} cơ sở vật chất {school}",
    )
    return random_state.choice(forms)


def _do_water(setting: Setting, random_state: random.Random) -> str:
    verb = random_state.choice(
        (
            "Nạo vét",
            "Gia cố",
            "Kiên cố hóa",
            "Sửa chữa, nâng cấp",
            "Nâng cấp",
            "Tu sửa",
            "Cải tạo",
            "Nạo vét, khơi thông",
        )
    )
    small = draw_small_name(setting, random_state)
    objects = (
        make_water(setting, random_state),
        _place(f"{random_state.choice(('kênh', 'mương', 'hồ', 'đập', 'kênh', 'đê'))} {small}"),
        f"kênh mương {make_village(setting, random_state)}",
        f"kênh chính {_place(f'hồ {small}')}",
        f"kênh tiêu {_ends(setting, random_state)}",
        f"kè {make_water(setting, random_state)}",
        f"công trình thủy lợi {make_village(setting, random_state)}",
        f"hồ chứa nước {_place(small)}",
        f"trạm bơm {_place(small)}",
    )
    return f"{verb} {random_state.choice(objects)}"


def _do_repair(setting: Setting, random_state: random.Random) -> str:
    forms = (
        f"Khắc phục sạt lở {make_road(setting, random_state)}",
        f"Xử lý {random_state.choice(('', 'khẩn cấp ', 'cấp bách '))}sạt lở bờ {make_water(setting, random_state)}",
        f"Xử lý điểm đen tai nạn giao thông {make_road(setting, random_state)}",
        f"Khắc phục hậu quả mưa lũ {make_road(setting, random_state)}",
        f"Tu bổ, tôn tạo {make_relic(setting, random_state)}",
        f"Tôn tạo khuôn viên {make_relic(setting, random_state)}",
        f"Cải tạo, chỉnh trang {make_park(setting, random_state)}",
        f"{random_state.choice(('Xây mới', 'Sửa chữa', 'Cải tạo, nâng cấp'))} {make_market(setting, random_state)}",
        f"{random_state.choice(('Xây mới', 'Sửa chữa', 'Cải tạo, sửa chữa', 'Mở rộng'))} trụ sở {random_state.choice(('UBND', 'Công an', 'Đảng ủy'))} {make_commune(setting, random_state)}",
        f"{random_state.choice(('Xây mới', 'Sửa chữa', 'Nâng cấp'))} {random_state.choice(('nhà văn hóa', 'nhà sinh hoạt cộng đồng', 'sân thể thao'))} {make_village(setting, random_state)}",
        f"{random_state.choice(('Xây mới', 'Nâng cấp'))} Trạm Y tế {make_commune(setting, random_state)}",
        f"Lắp đặt hệ thống {random_state.choice(('điện chiếu sáng', 'camera an ninh', 'đèn tín hiệu', 'lan can'))} {make_road(setting, random_state)}",
        f"Ngầm hóa lưới điện {make_road(setting, random_state)}",
        f"Phát triển tuyến ống cấp nước {make_road(setting, random_state)}",
        f"Trồng cây xanh {make_road(setting, random_state)}",
        f"Mở rộng {make_estate(setting, random_state)}",
        f"Nâng cấp công trình nước sinh hoạt {make_village(setting, random_state)}",
        f"Chỉnh trang {make_quarter(setting, random_state)}",
    )
    return random_state.choice(forms)


# --- what follows a core


def _second_part(setting: Setting, random_state: random.Random) -> str:
    forms = (
        " và hệ thống thoát nước", " và các hạng mục phụ trợ", " và hạ tầng kỹ thuật", ", kết hợp điện chiếu sáng",
        f" kết hợp kè {make_water(setting, random_state)}", " kết hợp phòng chống thiên tai",
        f" và {make_bridge(setting, random_state)}", " và vỉa hè hai bên tuyến", f", hạng mục: {random_state.choice(('nền, mặt đường', 'rãnh thoát nước', 'an toàn giao thông', 'cổng, hàng rào'))}",
    )  # fmt: skip
    return random_state.choice(forms)


def _km(random_state: random.Random) -> str:
    """A kilometre post: "Km12+400", "Km0+00", "km 5"."""
    post = f"{random_state.randint(0, 140)}+{random_state.choice(('00', '000', str(random_state.randint(1, 9) * 100), f'{random_state.randint(1, 999):03d}'))}"
    return random_state.choice(("Km", "Km", "Km ", "km")) + post


def _stretch(setting: Setting, random_state: random.Random, *, in_brackets: bool = False) -> str:
    """Which part of a line: between two places or posts, or through a commune; in brackets or after a comma."""
    first, last = _end(setting, random_state), _end(setting, random_state)
    one, other = _km(random_state), _km(random_state)
    through = make_commune(setting, random_state)
    bracketed = (
        f"đoạn từ {first} đến {last}",
        f"Đoạn từ {first} đến {last}",
        f"từ {first} đến {last}",
        f"đoạn {_ends(setting, random_state)}",
        f"đoạn từ {one} đến {other}",
        f"đoạn {one} - {other}",
        f"{one} - {other}",
        f"đoạn qua {through}",
        f"đoạn qua địa phận {through}",
        _place(draw_road(setting, random_state)),
        "phần mở rộng",
        f"lý trình {one}",
    )
    plain = (
        f" đoạn từ {first} đến {last}",
        f", đoạn từ {first} đến {last}",
        f", đoạn {one} - {other}",
        f" từ {one} đến {other}",
        f", đoạn từ {one} đến {other}",
        f" đoạn qua {through}",
        f" (đoạn từ {first} đến {last})",
    )
    if in_brackets or random_state.random() < 0.7:
        return f" ({random_state.choice(bracketed)})"
    return random_state.choice(plain)


def _phase(setting: Setting, random_state: random.Random) -> str:
    number = random_state.choice(("1", "2", "2", "3", "I", "II"))
    forms = (
        f" (giai đoạn {number})", f" (giai đoạn {number})", f" giai đoạn {number}", f", giai đoạn {number}", f" (GĐ{random_state.choice('12')})",
        f" - giai đoạn {number}", f" (Giai đoạn {number})", f" {make_year(setting, random_state)}", f" {make_period(setting, random_state)}",
        f" (đợt {random_state.choice('12')})",
    )  # fmt: skip
    return random_state.choice(forms)


_HAS_UNIT = re.compile(
    r"⟦PLACE\|(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh|T?P\.|TT\.) ?[^⟦⟧]*⟧(?![^⟦⟧]*\))"
)


def _units(name: str, setting: Setting, random_state: random.Random) -> str:
    """The units in which a work lies, each a PLACE: ", xã A, huyện B"; of one that names its commune only those above."""
    unit = random_state.choice(setting.communes)
    if _HAS_UNIT.search(name):
        above = parents(unit, random_state)
        return ", " + ", ".join(above) if above else ""
    chain = [_place(unit_title(unit)), *parents(unit, random_state)]
    if random_state.random() < 0.2:
        chain.insert(0, _place(draw_village(setting, random_state)))
    if random_state.random() < 0.15:
        chain = [make_district(setting, random_state)]
    head = random_state.choices((", ", " "), (9, 1))[0]
    return head + ", ".join(chain)


_ONLY_PLACE = re.compile(r"⟦PLACE\|([^⟦⟧]+?)( (?:I{1,3}|[1-9]))?⟧")
_TYPES = sorted(TYPE_WORDS, key=len, reverse=True)


def _loosen(name: str) -> str:
    """A name that is one PLACE from end to end keeps only its bare name as the PLACE: "Khu đô thị ⟦Hoàng Đồng⟧ I"."""
    match = _ONLY_PLACE.fullmatch(name)
    if match is None:
        return name
    words, numeral = match[1], match[2] or ""
    head = next((words[: len(word)] for word in _TYPES if f"{words} ".lower().startswith(f"{word} ")), words)
    bare = words[len(head) + 1 :]
    return f"{head} {_place(bare)}{numeral}" if bare[:1].isalpha() else f"Tuyến {name}"


_NOUNS: tuple[tuple[Core, Follow, int], ...] = (
    (_road_between, _LINE, 12),
    (_road_from_to, _LINE, 10),
    (_expressway, Follow(stretch=True, units=False), 4),
    (_tall_road, _LINE, 5),
    (_bridge, _SPOT, 9),
    (_school, _SPOT, 12),
    (_office, _SPOT, 9),
    (_water_work, _AREA, 10),
    (_embankment, _LINE, 7),
    (_power, _SPOT, 6),
    (_quarter, _SPOT, 9),
    (_facility, _SPOT, 10),
)
_VERBS: tuple[tuple[Core, Follow, int], ...] = (
    (_do_road, _LINE, 14),
    (_do_bridge, _SPOT, 4),
    (_do_school, _SPOT, 8),
    (_do_water, _LINE, 8),
    (_do_repair, _SPOT, 12),
)


def _build(
    cores: tuple[tuple[Core, Follow, int], ...], setting: Setting, random_state: random.Random, *, plain: bool = False
) -> str:
    """A name without its PROJECT mark; `plain` leaves out what follows after commas, as comma lists need."""
    core, follow, _ = random_state.choices(cores, [weight for _, _, weight in cores])[0]
    name = core(setting, random_state)
    if plain:
        return _loosen(name if "," not in name and " và " not in name else f"Đường {_ends(setting, random_state)}")
    if follow.second and random_state.random() < 0.12:
        name += _second_part(setting, random_state)
    stretched = follow.stretch and random_state.random() < 0.35
    early = random_state.random() < 0.6
    if stretched and early:
        name += _stretch(setting, random_state)
    phase_at = random_state.random()
    if follow.phase and phase_at < 0.07:
        name += _phase(setting, random_state)
    if follow.units and random_state.random() < 0.4:
        name += _units(name, setting, random_state)
    if stretched and not early:
        name += _stretch(setting, random_state, in_brackets=True)
    if follow.phase and 0.07 < phase_at < 0.14:
        name += _phase(setting, random_state)
    return _loosen(name)


def _project(name: str, random_state: random.Random) -> str:
    """The marked name, now and then in quotation marks or bold, which stay outside."""
    text = mark(Label.PROJECT, name)
    chance = random_state.random()
    if chance < 0.03:
        return f"“{text}”"
    return f"**{text}**" if chance < 0.04 else text


def make_noun_project(setting: Setting, random_state: random.Random) -> str:
    """A name that begins with a noun, capital first: what a verb of the sentence may act on."""
    return _project(_build(_NOUNS, setting, random_state), random_state)


def make_small_noun_project(setting: Setting, random_state: random.Random) -> str:
    """A name that begins with a noun, most often with a small letter, as within a sentence of a newspaper."""
    name = _build(_NOUNS, setting, random_state)
    return mark(Label.PROJECT, lower_first(name) if random_state.random() < 0.6 else name)


def make_verb_project(setting: Setting, random_state: random.Random) -> str:
    """A name that begins with its verb, small: "nâng cấp ⟦đường Lê Lợi⟧" where nothing else names the work."""
    return mark(Label.PROJECT, lower_first(_build(_VERBS, setting, random_state)))


def make_plan(setting: Setting, random_state: random.Random) -> str:
    """A planning scheme."""
    return _project(_planning(setting, random_state), random_state)


def make_clearance(setting: Setting, random_state: random.Random) -> str:
    """A project of resettlement or clearance."""
    name = _clearance(setting, random_state)
    if random_state.random() < 0.4:
        name += _units(name, setting, random_state)
    return _project(name, random_state)


def make_project(setting: Setting, random_state: random.Random) -> str:
    """Any project, capital first."""
    chance = random_state.random()
    if chance < 0.05:
        return make_plan(setting, random_state)
    if chance < 0.1:
        return make_clearance(setting, random_state)
    if chance < 0.45:
        return _project(_build(_VERBS, setting, random_state), random_state)
    return make_noun_project(setting, random_state)


def make_plain_project(setting: Setting, random_state: random.Random) -> str:
    """A short name without commas: what lists parted by commas are made of."""
    cores = _VERBS if random_state.random() < 0.3 else _NOUNS
    return mark(Label.PROJECT, _build(cores, setting, random_state, plain=True))


def make_headed_project(setting: Setting, random_state: random.Random) -> str:
    """A name with the word before it that stays outside: "dự án ⟦…⟧", "công trình: ⟦…⟧"."""
    heads = (
        "dự án ",
        "dự án ",
        "dự án ",
        "công trình ",
        "công trình ",
        "hạng mục ",
        "dự án đầu tư ",
        "công trình: ",
        "dự án: ",
        "tiểu dự án ",
    )
    return random_state.choice(heads) + make_project(setting, random_state)


def make_projects(setting: Setting, random_state: random.Random, *, count: int | None = None) -> str:
    """Projects in a row, each a span of its own: parted by ";", by "," and "và", or numbered "(1) …; (2) …"."""
    wanted = count or random_state.randint(2, 4)
    style = random_state.choice(("semicolons", "semicolons", "numbers", "commas", "words"))
    if style == "commas":
        names = [make_plain_project(setting, random_state) for _ in range(wanted)]
        return ", ".join(names[:-1]) + random_state.choice((" và ", ", ")) + names[-1] if wanted > 1 else names[0]
    names = [make_project(setting, random_state) for _ in range(wanted)]
    if style == "numbers":
        return "; ".join(f"({index}) {name}" for index, name in enumerate(names, start=1))
    if style == "words":
        names = [random_state.choice(("dự án ", "công trình ")) + name for name in names]
    return "; ".join(names[:-1]) + (random_state.choice(("; ", " và ")) if wanted > 1 else "") + names[-1]


def make_project_lines(setting: Setting, random_state: random.Random) -> str:
    """Projects on lines of their own, each with a bullet or number, perhaps with what it costs; a full stop at the end."""
    bullets = random_state.choice(("- ", "- ", "+ ", "({}) ", "{}. ", "{}) ", "• ", "* "))
    with_amounts = random_state.random() < 0.4
    lines: list[str] = []
    for number in range(1, random_state.randint(3, 6)):
        cost = make_large_amount(setting, random_state)
        tail = random_state.choice((f": {cost}", f" ({cost})", f", tổng mức đầu tư {cost}")) if with_amounts else ""
        head = random_state.choice(("", "", "", "Dự án ", "Công trình "))
        lines.append(f"{bullets.format(number)}{head}{make_project(setting, random_state)}{tail}")
    return "\n" + ";\n".join(lines) + "."


PROJECTS: dict[str, ProjectMaker] = {
    "project": make_project,
    "noun_project": make_noun_project,
    "small_project": make_small_noun_project,
    "verb_project": make_verb_project,
    "plain_project": make_plain_project,
    "headed_project": make_headed_project,
    "plan": make_plan,
    "clearance": make_clearance,
    "projects": make_projects,
    "project_lines": make_project_lines,
}
"""Slot of a frame -> what fills it."""
