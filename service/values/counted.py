"""Words that administrative reports count: compounds that stay whole, and classifiers that stand alone."""

_COMPOUND_WORDS = """
biên bản; biên chế; biện pháp; bà mẹ; bài viết; bác sĩ; bác sỹ; báo cáo; bãi rác; băng rôn; bản tin
bằng khen; bể chứa; bể nước; biểu mẫu; bệnh nhân; bệnh viện; bị can; bị cáo; bộ môn; camera; chi bộ; chiến sĩ; chiến sỹ
chuyên gia; chuyên mục; chuyên án; chuyên đề; chương trình; chỉ số; chỉ thị; chỉ tiêu; chủ hộ; chủ rừng; chủ thể
chủ tàu; chủ tịch; chủ đầu tư; chức danh; chức sắc; chứng chỉ; chứng thư; chữ ký; con bạc; cá nhân; cán bộ
câu lạc bộ; công chức; công dân; công nhân; công trình; công ty; công văn; công điện; công đoàn; căn cước; cơ quan
cơ sở; cấp độ; cầu thang; cầu treo; cổ phiếu; cổng chào; cộng tác viên; cộng đồng; cụm loa; cử tri; cửa hàng
danh hiệu; danh mục; di tích; diễn viên; doanh nghiệp; du khách; dân tộc; dây chuyền; dược sĩ; dịch vụ; dự án
gia cầm; gia súc; gia trại; gia đình; giai đoạn; giao dịch; giám đốc; giáo dân; giáo viên; giáo xứ
giường bệnh; giải pháp; giải thưởng; giấy khen; giấy phép; gói thầu; hiện vật
hoá đơn; hoạt động; huy chương; huân chương; hình ảnh; hòa giải viên; hóa đơn; hạng mục; học sinh; học viên
hồ chứa; hồ sơ; hộ chiếu; hội nghị; hội thảo; hội viên; hội đồng; hợp tác xã; hợp đồng; khoa học; khoản mục
khu phố; khu vực; khách hàng; khách sạn; khán giả; khẩu hiệu; ki-ốt; kiến nghị; kiểm lâm; kiểm tra viên; kế hoạch
kết luận; kỷ niệm chương; kỹ sư; kỹ thuật viên; lao động; liên đoàn; liệt sĩ; liệt sỹ; loa; lĩnh vực; lễ hội; mã số
mã vạch; mô hình; mô tô; môn thi; mạng lưới; mặt hàng; nghi phạm; nghiệp đoàn; nghệ nhân; nghệ sĩ; nghị quyết
nghị định; nguồn vốn; ngày công; ngư dân; nhiệm vụ; nhà bếp; nhà giáo; nhà kính; nhà máy; nhà nước; nhà thuốc
nhà thầu; nhà trường; nhà văn hoá; nhà văn hóa; nhà vệ sinh; nhà đầu tư; nhà ở; nhân khẩu; nhân viên; nhãn hiệu
nhóm trẻ; nông dân; nút giao; nạn nhân; nội dung; pano; phi công; pháp lệnh; phòng bệnh; phòng học; phó chủ tịch
phó giám đốc; phóng sự; phương tiện; phương tiện vận tải; phương án; phần mộ; phụ huynh; phụ nữ; quy hoạch
quyết định; quần chúng; quầy hàng; quầy thuốc; quốc gia; sinh viên; siêu thị; sáng kiến; sĩ quan; sản phẩm
sở ngành; sự kiện; thanh niên; thanh tra viên; thiết bị; thuyền trưởng; thuyền viên; thuê bao; thành viên; thí sinh
thôn bản; thông báo; thông tin; thông tư; thương binh; thủ khoa; thủ tục; tiêu chí; tiểu dự án; tiểu đội
trang thiết bị; trang trại; trung đội; trường học; trường hợp; trạm biến áp; trẻ em; trọng tài
trực thăng; tuabin; tuyên truyền viên; tài khoản; tàu thuyền; tân binh; tình nguyện viên; tín đồ
tập thể; tịnh thất; tố giác; tổ chức; tổ hợp; tổ hợp tác; tổ đội; tội phạm; tờ rơi; tờ trình; vali; viên chức
vòi phun; văn bản; vườn mẫu; vận động viên; vị trí; xe máy; xe ô tô; y tá; áp phích; ô tô; ý kiến
điều dưỡng; điểm cầu; điểm nhóm; điểm nóng; điểm tập kết; đoàn viên; đơn thư; đơn vị; đường bay
đường dây; đại biểu; đại đội; đảng bộ; đảng viên; đầu máy; đầu mối; đề cương; đề tài; đề xuất; đề án; địa phương; địa điểm
đối tác; đối tượng; đồ án; đồng bào; đồng chí; đội bóng; trụ sở; máy xúc; căn hộ; xã viên; ổ gà; ổ nhóm; tổ máy
nhà chờ; tin nhắn; giáo họ; điện thờ; ca-nô; công tơ; công an viên; công viên; công trường; công việc; công nghệ
"""
_SINGLE_WORDS = """
CCCD GCN HCB HCV HCĐ TH VĐV anh ao ban bao bon buôn buổi bà bài bàn bãi bè bông bạn bản bầy bến bể bộ bức bữa ca
chai chi chiếc chuyến chuồng cháu chùa chậu chị chỗ chợ con cuộc cái cây căn cơn cầu cặp cọc cống cồn cột cụ cụm
cửa dòng em ghe ghế gia gian giây giường giải giấy giếng giống giờ gói gốc huy huyện hàng hạt hẻm hồ hộ hội hộp
khoản khu khách khóa khóm khẩu khối kiện km kênh kỳ liều lon loài loại làng lá lô lượt lần lồng lớp miếu máy món
mũi mảnh mẫu mẹ mẻ mỏ mục nghề nguồn ngành ngày ngôi ngõ người nhà nhành nhánh nhóm năm nước nền phiên phiếu phòng
phút phường phần phố quả rọ suất sào sổ sở thuyền tháng thôn thùng thư thẻ thửa tin trang trái trại trạm trận trẻ
trụ tuyến tuần tàu túi tấc tấm tầng tỉnh tổ tộc tờ viên vòng vại vụ xe xuồng xã xóm ông điều điểm đoàn đoạn đàn đêm
đình đôi đơn đường đại đảng đập đền đỉnh đồi độ đội đợt ấp ổ bóng biển thợ áo bánh thước thầy việc công
"""


def first_syllable(words: str) -> str:
    """The first syllable of a word: "ki" of "ki-ốt"."""
    return words.replace("-", " ").split()[0]


def _by_first_syllable(words: list[str]) -> dict[str, tuple[str, ...]]:
    index: dict[str, list[str]] = {}
    for word in words:
        index.setdefault(first_syllable(word), []).append(word)
    return {first: tuple(sorted(group, key=len, reverse=True)) for first, group in index.items()}


_ALL_COMPOUNDS = [word.strip() for line in _COMPOUND_WORDS.strip().splitlines() for word in line.split(";")]

COMPOUNDS: dict[str, tuple[str, ...]] = _by_first_syllable(
    [word for word in _ALL_COMPOUNDS if " " in word or "-" in word]
)
"""First syllable -> the compounds that begin with it, longest first."""

SINGLE_WORDS: frozenset[str] = frozenset(
    [*_SINGLE_WORDS.split(), *(w for w in _ALL_COMPOUNDS if " " not in w and "-" not in w)]
)
"""Classifiers and words of one syllable: what follows them is another word ("15 hộ" of "15 hộ gia đình")."""
