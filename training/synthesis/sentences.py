"""The sentence frames, by what they speak of. Written for this project; see `frames` for slots and choices."""

from enum import StrEnum


class Topic(StrEnum):
    """What a sentence speaks of."""

    PROGRESS = "progress"
    CLEARANCE = "clearance"
    PLANNING = "planning"
    BUDGET = "budget"
    FARMING = "farming"
    SOCIETY = "society"
    ORDER = "order"
    TASKS = "tasks"
    NEWS = "news"
    GROUNDS = "grounds"
    LEGAL = "legal"
    TRAPS = "traps"
    PLAIN = "plain"


_PROGRESS = """
Đến {named_day}, {noted_projects} <đã xong thủ tục đầu tư|đủ điều kiện khởi công|được cấp vốn đợt đầu>, tổng mức đầu tư {large_amount}.
{headed_project} <do {board} làm chủ đầu tư |>có tổng mức đầu tư {large_amount}, <thời gian thực hiện|tiến độ> {years}.
Khối lượng thi công {headed_project} <ước|mới> đạt {percent}, <giải ngân|thanh toán> {large_amount}, bằng {percent} kế hoạch vốn giao.
{board} đã <khởi công|phát lệnh khởi công|động thổ> {noun_project} <vào |>{named_day}, <hiện|đến nay> nhà thầu đang <đào móng|đắp nền|lắp cốt thép|đổ bê tông mố trụ>.
Một số công trình <chậm tiến độ|chưa giải ngân|phải giãn hoãn> như: {projects}.
Vướng mắc lớn nhất của {headed_project} là <khan hiếm cát đắp|giá thép tăng|mỏ đất chưa được cấp phép>, làm chậm {duration} so với hợp đồng.
Hiện {company} đang <thi công|triển khai|tập trung thi công> {verb_project} với chiều dài {length}, nền rộng {metres}.
Đối với {noun_project}, chủ đầu tư <đề nghị|kiến nghị> bổ sung {large_amount} từ nguồn <dự phòng|tăng thu|vượt thu tiền sử dụng đất>.
Gói thầu số {=month}: {plain_project} do {company} trúng thầu với giá {full_amount}, giảm {percent} so với giá gói thầu.
Danh mục <công trình|dự án> khởi công mới {year} gồm:{project_lines}
Các dự án hoàn thành, chờ quyết toán:{project_lines}
Trong {month} đã nghiệm thu, đưa vào sử dụng {projects}.
Tiếp tục <nâng cấp|hoàn thiện|mở rộng|chỉnh trang> {noun_project}, phấn đấu <xong|hoàn thành> trước {named_day}.
Đã xong {length} <mặt đường|rãnh dọc|kè> thuộc {headed_project}; {length} còn lại <thi công|làm tiếp> trong {quarter}.
{project} (tổng mức đầu tư {large_amount}; chủ đầu tư: {org}): đang <thẩm định|chờ phê duyệt> dự án, dự kiến <khởi công|đấu thầu> trong {month}.
{plain_project}, đoạn đi qua {commune} dài {length}, <mới|đã> đạt {percent} khối lượng.
Tại {commune}, {small_project} <đã thảm xong lớp mặt|đang lắp lan can|xong phần thô>, dự kiến <thông xe|bàn giao> {day}.
{company} bị nhắc nhở bằng văn bản vì thi công {headed_project} chậm {duration}.
Giá trị thực hiện của {headed_project} là {large_amount}/{large_amount}, đạt {percent}.
Các công trình chuyển tiếp<: | gồm |: >{projects}.
{department} đã thẩm định báo cáo kinh tế - kỹ thuật {headed_project}, dự toán sau thẩm định {full_amount}<, giảm {full_amount}|>.
Đề nghị {ministry} <xem xét, |sớm |>cho ý kiến về chủ trương đầu tư {headed_project}.
{company} xin gia hạn {headed_project} <sang|đến hết> {quarter} do <giá vật liệu tăng|mưa lũ kéo dài|vướng đường dây {QUANTITY:35 kV}>.
Công trình {project} được quyết toán {full_amount}, <thấp hơn|giảm> {full_amount} so với dự toán được duyệt.
Lắp xong {things} dọc {road} thuộc dự án {plain_project}.
Chuẩn bị đầu tư<: | có |: >{projects}.
Trong {months}, toàn {=level} giải ngân {large_amount}, đạt {percent} kế hoạch; {noted_projects} giải ngân dưới {percent}.
Đã chọn xong nhà thầu của {works}; riêng {noun_project} phải <đấu thầu lại|hủy thầu> vì không có nhà thầu tham dự.
{headed_project} sử dụng {area} đất, trong đó {area} đất <trồng lúa|rừng sản xuất|ở>; công suất {flow}.
Đoàn kiểm tra hiện trường các công trình {plain_project}, {plain_project} và {plain_project}.
Vốn bố trí <cho |>{year} cho {noun_project} là {large_amount}, đến {day} đã <tạm ứng|thanh toán> {large_amount}.
{noted_projects} đang <trình phê duyệt|lập hồ sơ mời thầu|hoàn thiện thiết kế>, {noted_projects} <chưa bố trí được vốn|xin dừng thực hiện>.
Nhờ bổ sung máy móc, <tiến độ|sản lượng> {small_project} trong tháng đạt {large_amount}, <cao hơn|vượt> {percent} so với cam kết.
Dự án {project} do {company} làm nhà đầu tư, vốn đăng ký {foreign_amount}, <đã|đang> <lắp thiết bị|san nền|chạy thử>.
Cụ thể: {plain_project} đạt {percent}; {plain_project} đạt {percent}; {plain_project} mới đạt {percent}.
Về thủy lợi, {verb_project} và {verb_project} được ưu tiên <trước mùa mưa|trong năm>.
Việc {verb_project} <còn chậm|được giao cho {commune_committee}|do nhân dân đóng góp>, kinh phí <khoảng |>{large_amount}.
{headed_project}: nhà thầu {company} mới huy động {people}, {things}; khối lượng {part_of_length}, tương đương {percent}.
Thời hạn hoàn thành {noun_project} <lùi|điều chỉnh> từ {quarter} sang {quarter} theo {document}.
Trạm trộn cấp cho {small_project} <và {small_project} |>đặt tại {village}, cách công trường <chừng |>{length}.
Cử tri {commune} kiến nghị sớm đầu tư {verb_project}<; {=level} đã giao {board} lập dự toán|>.
Thực hiện {resolution}, {=level} <đưa vào kế hoạch|bố trí vốn cho> {noun_project}, {noun_project}.
Năng lực tăng thêm: {length} đường nhựa, {things}, {flow} nước sạch từ {noun_project}.
{noun_project} và {noun_project} là hai công trình <được tỉnh hỗ trợ xi măng|làm theo cơ chế đặc thù>.
Hạng mục {plain_project} <dừng thi công|tạm ngừng> từ {month} vì <thiếu vốn|tranh chấp hợp đồng>, nhà thầu đã nhận {full_amount}.
Hợp đồng giữa {board} và {company} về {verb_project} có giá trị {full_amount}, thời gian {duration}.
Hiện có {noted_projects} đang thi công, {noted_projects} đã xong, {noted_projects} chậm so với hợp đồng.
{committee} phê duyệt {noted_projects}, tổng kinh phí {large_amount}; điều chỉnh {noted_projects}.
Đã quyết toán {noted_projects}<, đang thẩm tra {noted_projects}|>, giảm trừ {full_amount} so với đề nghị.
Trong số {noted_projects} dở dang, đáng lo nhất là {noun_project}.
Đã giao kế hoạch vốn cho {part_of_works}, <trong đó|riêng> {noun_project} chưa đủ thủ tục.
Hạ tầng {estate} đạt {percent} khối lượng, đã có {units} thuê đất, lấp đầy {percent}.
"""

_CLEARANCE = """
Công tác <bồi thường, hỗ trợ, tái định cư|giải phóng mặt bằng> {headed_project}: đã chi trả {large_amount} cho {households}, còn {households} chưa bàn giao đất.
Diện tích thu hồi để làm {noun_project} là {area}, ảnh hưởng {part_of_households} tại {communes}.
Phương án bồi thường {clearance} được niêm yết tại {hall} <trong {duration}|từ {range}>.
Đơn giá đất <mặt tiền|vị trí 1|vị trí 2> {road} là {land_price}, hộ ông {person} đề nghị nâng lên {land_price}.
Cưỡng chế thu hồi {area} đất của {households} ở {village} để <thi công|bàn giao mặt bằng cho> {headed_project}.
{clearance} đã xong {lots}, {part_of_households} đã bốc thăm nhận nền.
Bàn giao {length} mặt bằng sạch cho {company} để thi công {small_project} trước {named_day}.
Mức hỗ trợ di dời {household_rate}, thuê nhà tạm {monthly_rate} trong {duration}.
Hộ bà {person} ở {village}, {commune} bị thu hồi {area} đất vườn, được bồi thường {full_amount}.
Khó nhất là {clearance}, nơi {households} <chưa thống nhất nguồn gốc đất|đòi giá cao hơn|còn khiếu nại>.
Dự án {project}, tại địa bàn {commune}, còn vướng {households} và {things} chưa di dời.
{union} đã vận động {households} hiến {area} đất, {things} để mở rộng {road}.
Hội đồng bồi thường {=level} <kiểm đếm xong|chưa kiểm đếm> {part_of_households}<, vượt kế hoạch {duration}|>.
Bố trí {large_amount} cho {clearance} và {clearance}.
Tổng số hộ phải di dời là {households}; đã nhận tiền: {bare_count}; chưa nhận: {bare_count}.
Theo {dated_document}, giá đất ở cụ thể tại {quarter_place} là {land_price}.
Vướng mắc tại {address}: {households} trồng cây trên đất đã thu hồi cho {headed_project}.
{headed_project} mới có {part_of_households} đồng thuận, trong khi nhà thầu cần {hectares} mặt bằng liền khoảnh.
Đất rừng phải chuyển mục đích <để làm|cho> {noun_project} là {hectares}, trồng rừng thay thế {hectares}, kinh phí {hectare_rate}.
Số tiền {full_amount} chi trả cho {households} <gửi|đang gửi> tại {bank} vì chủ đất vắng mặt.
Chi trả bồi thường cho {noted_projects} được {noted_amount}, đạt {percent}.
Mặt bằng của {noted_projects} vướng tại {noted_units}, chủ yếu là đất <rừng|nghĩa địa|lúa>.
"""

_PLANNING = """
{committee} đã phê duyệt <đồ án |nhiệm vụ |>{plan} tại {decision} {full_day}.
Công bố công khai {plan} tại trụ sở xã và {hall}.
Nhiệm vụ {plan} có kinh phí lập {full_amount}, thời gian <lập|thực hiện> {duration}.
Đang lấy ý kiến cộng đồng dân cư về {plan} và {plan}.
Đồ án {plan}, quy mô {hectares}, dân số dự báo {people}, do {company} lập.
Trình {department} thẩm định {plans}: {plan}; {plan}.
Rà soát, <điều chỉnh|cập nhật> {plan} cho khớp với {document}.
Theo {plan}, {road} sẽ mở rộng lên {metres}, {quarter_place} có thêm {area} cây xanh.
{plans} <chưa được duyệt|quá hạn điều chỉnh> là {plan} và {plan}.
{department} góp ý {plan} tại {document}, đề nghị giữ nguyên hành lang {water}.
Tỷ lệ phủ kín quy hoạch phân khu đạt {percent}; riêng {plan} chậm {duration}.
Đã cắm {things} mốc giới theo {plan}, kinh phí {full_amount}.
Đến {far_year}, {seat} <phấn đấu|định hướng> có {hectares} đất ở, {estate} mở rộng thêm {hectares}.
Ranh giới {plan} giáp {place}, {place} và {place}.
"""

_BUDGET = """
Thu ngân sách nhà nước trên địa bàn <ước|đạt|thực hiện> {large_amount}, bằng {percent} dự toán, <tăng|giảm> {percent} so với cùng kỳ.
Thu nội địa {amount}; thu tiền sử dụng đất {amount}; thu xuất nhập khẩu {amount}.
Tổng chi ngân sách {months} là {amount}, gồm chi đầu tư {amount}, chi thường xuyên {amount}, dự phòng {amount}.
Nợ đọng xây dựng cơ bản đến {named_day} còn {amount}, giảm {amount} so với đầu năm.
Dư nợ của {bank} đạt {large_amount}, tăng {percent}; lãi suất bình quân {percent}/năm.
Thu phí, lệ phí {amount} (đạt {percent}); thu khác {amount}.
Chênh lệch thu chi của quỹ là {signed_amount}<, {year} là {signed_amount}|>.
Bổ sung có mục tiêu {amount_with_words} cho {commune_committee} để {verb_project}.
Kinh phí thực hiện: {amount_with_words}.
Số tiền phải nộp là {worded_amount}, trong đó phần của {company} là {amount}.
Kim ngạch xuất khẩu {foreign_amount}, nhập khẩu {foreign_amount}, xuất siêu {foreign_amount}.
Giá thóc {price}, lợn hơi {price}, cà phê nhân {price}.
Thu nhập bình quân đầu người {income}, tăng {percent}.
Vốn đầu tư nước ngoài đăng ký {foreign_amount}, giải ngân {foreign_amount}, từ <nhà đầu tư |>{country} và {country}.
Huy động nhân dân đóng góp {amount}, {things}, hiến {area} đất.
Đã tạm ứng {full_amount} cho {company}, thu hồi tạm ứng {full_amount}.
Cân đối ngân sách cấp {=level} <thiếu|hụt> {amount_range}, <phải cắt giảm|đề nghị cấp trên bù> {percent}.
Tổng kế hoạch vốn đầu tư công {year} là {large_amount}, gồm ngân sách trung ương {amount}, ngân sách địa phương {amount}<, vốn ODA {foreign_amount}|>.
Chi cho giáo dục <chiếm|là> {percent}, y tế {percent}, <thấp hơn|cao hơn> {signed_percent} so với dự toán.
Tốc độ tăng giá trị sản xuất {signed_percent}; khu vực dịch vụ {signed_percent}, nông nghiệp {signed_percent}.
Lũy kế từ đầu năm đến {named_day} thu {amount}, <đạt|tương ứng> {percent} dự toán {=level} giao{note}.
Tiết kiệm chi {percent} để cải cách tiền lương, tương ứng {amount}.
Kết dư ngân sách {year} chuyển sang {year}: {full_amount}.
{department} tham mưu phân bổ {amount} từ nguồn {amount} theo {dated_document}.
Số thu {noted_amount} chủ yếu từ <đấu giá đất|thuế tài nguyên|lệ phí trước bạ>.
Học phí <áp dụng|thu> theo mức {monthly_rate}; miễn giảm cho {people}, số tiền {amount}.
Mức khoán bảo vệ rừng là {hectare_rate}, chi trả cho {households} với {amount_range} mỗi năm.
Thu ngân sách {noted_amount}, chi ngân sách {noted_amount}, <cân đối|thiếu hụt> {percent}.
Kiểm toán kiến nghị xử lý {noted_amount} tại {noted_units}.
"""

_FARMING = """
Toàn {=level} gieo trồng {hectares} cây vụ <đông|xuân|mùa|hè thu>, <đạt|bằng> {percent} kế hoạch; năng suất {yield}, sản lượng {weight}.
Tổng đàn <trâu, bò|lợn|gia cầm> {animals}, <tăng|giảm> {percent} so với {month}.
Trồng mới {hectares} rừng, khoán bảo vệ {hectares}; tỷ lệ che phủ {percent}.
Bệnh dịch tả lợn châu Phi xảy ra tại {part_of_units}, tiêu hủy {animals}, trọng lượng {weight}.
Mưa lớn <từ |>{range} làm đổ {things}, ngập {hectares} lúa ở {communes}, thiệt hại <ước |>{large_amount}.
Lượng mưa đo được tại {bridge} là {rain}, mực nước {water} lên {metres}.
Vụ Đông Xuân {DATE:2023-2024} cấy được {hectares}, trong đó lúa lai {hectares}.
{lake} còn {volume} nước, đủ tưới cho {hectares}.
{station} cung ứng {weight} phân bón, giá {price}, trả chậm {duration}.
Sản lượng thủy sản {weight}, nuôi trồng {weight}; {things} <được lắp thiết bị giám sát|nằm bờ>.
Xây dựng nông thôn mới: {part_of_units} đạt chuẩn, {commune} đạt {part_of_criteria}, phấn đấu {year} về đích.
Cháy rừng lúc {time} tại {height}, {commune}, thiêu rụi {hectares} <keo|thông>.
{union} thành lập {units} chăn nuôi ở {villages}, vốn ban đầu {amount}.
Giá thu mua <sầu riêng|hồi|chè|tôm> tại {market} là {price}, <tăng|giảm> {price} so với tuần trước.
Toàn {=level} còn {noted_units} chưa đạt tiêu chí giao thông, {noted_units} chưa đạt tiêu chí thủy lợi.
Bình quân mỗi xã đạt {criteria}; {district} có thêm {units} về đích.
"""

_SOCIETY = """
Giải quyết việc làm cho {people}, trong đó {people} đi làm việc tại {country}.
Tiếp {meetings} với {people}, nhận {papers}, đã giải quyết {bare_fraction}, đạt {percent}.
Hồ sơ trễ hạn: {bare_count}; hồ sơ đang giải quyết: {bare_count}.
Tỷ lệ hồ sơ trực tuyến đạt {bare_fraction} = {percent}; trả kết quả qua bưu chính {bare_count}.
Đón {people} và khách du lịch đến {relic}, doanh thu {amount}.
Kỷ niệm Ngày lễ {feast}, {=level} tổ chức {meetings} tại {park} và {hall}.
Lễ hội <đền|chùa|xuống đồng> ở {village} mở từ {lunar}, thu hút {people}.
Kết thúc {school_year}, {part_of_units} <xét công nhận|bảo đảm> phổ cập, {people} tốt nghiệp.
{school} thiếu {things}, đang học nhờ tại {hall}.
{hospital} khám {people}, tỷ lệ sử dụng giường {percent}.
{union} tặng {things} trị giá {amount} cho {households} ở {commune}.
Hội nghị diễn ra {time} tại {hall}, có {people} dự.
{bank} giải ngân {amount} cho {households} vay làm nhà, mức vay {household_rate}.
Xóa {things} cho người nghèo, kinh phí {full_amount}, {party} vận động {full_amount}.
Trao bằng cho bà {person}, {union}, và ông {person}, {station}.
Số thuê bao trả trước giảm {percent}; {part_of_units} có đường truyền tốc độ cao.
Cấp {papers} trong {months}, bình quân {duration} một hồ sơ.
Tổng dân số {people}, người Dao chiếm {percent}, người Kinh {percent}.
Nhà ông {person} tại {address} được hỗ trợ {full_amount} sau trận lốc {day}.
Điện thương phẩm {power}, cắt điện {meetings} để sửa đường dây {QUANTITY:35 kV}.
Giảm nghèo: cuối {year} còn {households}, tỷ lệ {percent}, giảm {signed_percent}.
Nước sạch đến với {part_of_households} của {villages}, giá {AMOUNT:7.500 đồng/m3}.
Đoàn y tế khám lưu động ở {place}, {place}; cấp thuốc cho {people}.
Giải quyết {part_of_papers}, còn {papers} chuyển kỳ sau; {seat} dẫn đầu {district} về chỉ số này.
"""

_ORDER = """
{police} <bắt|xử lý> {cases}, {people}, thu giữ {weight} tang vật, phạt {full_amount}.
Tai nạn giao thông xảy ra {cases}, chết {victims}, bị thương {victims}, xảy ra nhiều trên {road}.
Tối {day}, tại Km12+300 {road}, xe tải tông vào nhà ông {person}, rất may không ai bị thương.
Khởi tố {offences}/{offenders}, thu hồi {amount}.
{police} huấn luyện {people} trong {duration} tại {height}.
Thanh tra {meetings}, phát hiện sai phạm {amount}, kiến nghị thu hồi {amount}{note}.
{department} xử phạt {company} {full_amount} vì xả thải ra {water}.
Phòng cháy: kiểm tra {units}, lập {papers}, đình chỉ {bare_count}.
Tuần tra đoạn từ {gate} đến {village}, dài {length}, không phát hiện xâm nhập.
Ông {person}, nguyên Giám đốc {board}, bị khởi tố vì gây thiệt hại {full_amount} tại {headed_project}.
Đơn của bà {person} ({address}) về {headed_project} được giải quyết tại {document}.
Điều tra làm rõ {part_of_cases}, đạt {percent}; địa bàn phức tạp nhất là {district} và {estate}.
Vụ cháy {day} tại {estate} thiêu rụi {area} nhà xưởng của {company}.
"""

_TASKS = """
Giao {department} chủ trì, <phối hợp với {org} |>tham mưu thực hiện {document}, xong trước {named_day}.
{committee} yêu cầu {board} <rà soát|báo cáo> {noted_projects} trước {named_day}.
Đôn đốc {company} đẩy nhanh {noun_project}, thi công ba ca, xong {length} trong {month}.
Trong {quarter}, tập trung <hoàn thành|khởi công> {noun_project} và {noun_project}.
Phấn đấu <cả |>{year} thu ngân sách đạt {amount}, giải ngân {percent}.
Khẩn trương lập hồ sơ {verb_project}, trình {department} trong {month}.
{commune_committee} chịu trách nhiệm vận động {households} bàn giao đất cho {headed_project}.
Chuẩn bị tổng kết {documents}, gửi {org} trước {named_day}.
Kiến nghị {ministry} sửa {document}; đề nghị {party} chỉ đạo gỡ vướng cho {headed_project}.
Tổ chức kỳ họp {council} lúc {time}, xem xét {noted_papers}.
Thực hiện {documents}, {=level} đã ban hành {noted_papers}.
Thời gian tới tập trung vào {projects}.
Từ {month_range}, mỗi xã chọn {units} làm điểm, kinh phí {amount}.
Báo cáo kết quả về {department} <trước|chậm nhất> {named_day} để tổng hợp, trình {council}.
Giao {commune_committee} và {commune_committee} rà soát {noted_units} chưa có <trạm y tế|nhà văn hóa|đường ô tô đến trung tâm>.
Phân công ông {person}, Phó Chủ tịch {committee}, theo dõi {noun_project}; bà {person} theo dõi {clearance}.
Chủ động phương án bảo đảm nguồn vật liệu cho {small_project}, không để dừng thi công quá {duration}.
Đã ban hành {noted_papers} chỉ đạo gỡ vướng cho {noted_projects}; {noted_papers} chờ ký.
"""

_NEWS = """
Sáng {day}, {org} tổ chức lễ <thông xe|khánh thành|động thổ|khởi công> {small_project}.
Ông {person}, Chủ tịch {committee}, nhấn mạnh phải đưa {small_project} về đích trước {day}.
Ông {person}, 67 tuổi, ở {village}, {commune}, cho biết gia đình đã hiến {area} đất để làm đường.
{noun_project} dài {length}, rộng {metres}, bắt đầu từ {month}, đến nay mới xong {percent}.
Từ khi có {small_project}, <chuyện đi lại của bà con {village} bớt nhọc nhằn|hàng hóa ở {market} tiêu thụ nhanh hơn>.
Những ngày này, trên công trường {small_project}, hàng chục máy móc nối đuôi nhau <san gạt|đắp nền>.
Người dân {villages} mong {small_project} sớm <xong|thông xe|đưa vào sử dụng>.
Theo bà {person}, Giám đốc {company}, {small_project} sẽ <giải quyết việc làm cho {people}|tăng công suất lên {flow}>.
Chiều cùng ngày, đoàn kiểm tra {small_project} và {small_project}.
Với số vốn {large_amount}, {small_project} được kỳ vọng nối {commune} với {gate}.
“Mưa xuống là cả xóm bị cô lập”, anh {person} nói khi đứng trước {small_project} còn dang dở.
Cách đó không xa, {small_project} nằm phơi sương <suốt |>{duration}.
Sau {duration} thi công, {small_project} đã thành hình, nối đôi bờ {water}.
Hỏi đường về {village}, ai cũng chỉ tay về phía {bridge}, nơi {small_project} đang mọc lên.
{province_name} vừa <chấp thuận|trao chứng nhận> cho {company} đầu tư {noun_project}, vốn {foreign_amount}.
Phóng viên có mặt tại {small_project} lúc {time}, khi ca máy cuối vừa nghỉ.
Chị {person} bán nước ở {junction} kể: cứ tháng nắng là bụi từ {small_project} phủ trắng mái nhà.
Nghịch lý là {small_project} trị giá {large_amount} xong đã {duration} mà chưa có điện.
Bao giờ {small_project} mới xong vẫn là câu hỏi của {households} ven {road}.
Đi dọc {road} từ {junction} đến {gate}, thấy rõ dáng dấp của {small_project}.
Bí thư {party} {person} bấm nút khởi công {small_project}, công trình chào mừng {feast}.
Tại {country}, đoàn công tác của {province} giới thiệu {small_project} với {people}.
Hai gói thầu lớn nhất, {small_project} và {small_project}, đã tìm được nhà thầu.
Anh {person}, cán bộ {board}, dẫn chúng tôi đi xem {small_project}, vừa đi vừa nhẩm: {length} nền, {things}, hết {amount}.
({ORG:Cổng TTĐT tỉnh}) Ngày hội diễn ra tại {park} <từ |>{range}, {people} tham dự.
Ở {region}, {province_name} là nơi đầu tiên làm {small_project} bằng vốn xã hội hóa.
{company} cam kết rót {foreign_amount} vào {small_project}, chạy thử {quarter}.
Từ {place} nhìn xuống, {small_project} như dải lụa vắt qua {place}.
Không chỉ {district}, cả {place} cũng chờ {small_project} từ {year}.
"""

_LEGAL = """
Phê duyệt <chủ trương đầu tư|dự án đầu tư|báo cáo kinh tế - kỹ thuật> {headed_project} với tổng mức đầu tư {amount_with_words}.
Bổ sung {project} vào danh mục dự án thu hồi đất {year}, diện tích {area}, tại {address}.
Điều chỉnh giảm {amount} của {noun_project} để bổ sung cho {noun_project}.
Đưa ra khỏi danh mục {noted_projects} không còn phù hợp.
Bãi bỏ {document} và khoản 2 Điều 5 {dated_document}.
Nghị quyết này được {council} khóa XX thông qua {full_day} và có hiệu lực từ {full_day}.
Thời gian thực hiện {noun_project}: {years}; nguồn vốn: ngân sách {=level} {amount}, vốn khác {amount}.
Giao {org} làm chủ đầu tư {noun_project}; {org} giám sát.
Kế hoạch vốn {period} của {project} là {full_amount}, {year} bố trí {full_amount}.
Chuyển {full_amount} của {project} sang {year} theo {document}.
Danh mục kèm theo:{project_lines}
Thay thế {documents} kể từ {full_day}.
Hợp đồng giữa {board} (bên A) và {company} (bên B) ký {named_day}, giá trị {amount_with_words}.
Chủ đầu tư {headed_project} chịu trách nhiệm theo {law} và {document}.
"""

_GROUNDS = """
Căn cứ {law} {full_day};
Căn cứ Luật Tổ chức chính quyền địa phương;
Căn cứ {dated_document};
Căn cứ {dated_document} về việc giao dự toán {year};
Thực hiện {document} về kế hoạch đầu tư công {period};
Theo đề nghị của {department} tại {submission} {full_day};
Xét {submission} {full_day} của {committee};
"""

_TRAPS = """
Trong kỳ không có dự án nào được khởi công, {QUANTITY:03 chương trình} mục tiêu quốc gia tiếp tục được lồng ghép theo Đề án 06.
Chương trình mục tiêu quốc gia xây dựng nông thôn mới {period} tại {=level} đạt kết quả khá.
Các dự án trọng điểm cơ bản bám sát tiến độ, dự án này là động lực cho những dự án khác.
Phương châm 4 tại chỗ được quán triệt trước khi bão số 3 vào bờ.
Đại hội Đảng bộ lần thứ XIV sẽ cho ý kiến về ba khâu đột phá.
Theo Điều 5, khoản 2 của Luật Đất đai 2024, chủ đầu tư phải ký quỹ trước.
Bản đồ tỷ lệ 1/500, nhà cấp 4, đường cấp VI miền núi đều ghi trong phụ lục 2.
Tiểu dự án 2 thuộc Dự án 4 giao cấp xã thực hiện, vốn {amount}.
{road} đoạn qua {commune} thông suốt, xe khách chạy ổn định.
{bridge} và {market} là nơi hay ùn tắc vào giờ tan tầm.
Cháu bé 9 tuổi, học lớp 4, đạt giải nhì với 87 điểm.
Phong trào thi đua "Chung tay xóa nhà tạm, nhà dột nát" lan tỏa từ miền xuôi đến vùng cao.
UBND các xã, phường và các cơ quan chức năng báo cáo hằng quý; số điện thoại trực ban 0205.3812.417.
So với cùng kỳ năm ngoái, tình hình tháng trước không có biến động lớn.
Kế hoạch phát triển kinh tế - xã hội {year} được triển khai đồng bộ.
Đề án nâng cao chất lượng nguồn nhân lực {period} do {department} chủ trì.
Dự án cộng đồng về phòng, chống tảo hôn kết thúc, bà con đồng tình.
{union} phát động cuộc thi tìm hiểu pháp luật, chủ đề thứ 2 nói về đất đai.
Trung ương, tỉnh và xã cùng vào cuộc, hai tuyến còn lại làm cuốn chiếu.
Đường dây nóng của {committee} hoạt động 24/7 để nghe dân phản ánh về các công trình.
Nhà thầu phụ không có tên trong danh sách; chủ đầu tư phạt theo hợp đồng.
Quy hoạch treo là nỗi lo của người dân dọc {road}.
Tổ 3 của đoàn giám sát làm việc với {committee} về {QUANTITY:3 nội dung} trên.
(Đơn vị tính: triệu đồng)
Đường lối đổi mới, cầu nối giữa Đảng với dân, chợ phiên vùng cao: ba chủ đề của hội thi.
Mỗi cán bộ một công trình, mỗi chi bộ một việc tốt là cách làm của {party}.
Công trình thủy lợi nhỏ được sửa chữa theo hình thức đổi công, không dùng ngân sách.
Nghị quyết của {party} về giao thông nông thôn đi vào cuộc sống.
{school} đạt chuẩn mức độ 2, {hospital} lên hạng II.
Cuộc vận động xây dựng đời sống văn hóa tại {quarter_place} được hưởng ứng.
Cầu thị, lắng nghe, cán bộ {place} giữ được lòng tin của người dân.
Ở {place}, hộ khá giúp hộ nghèo, không ai bị bỏ lại phía sau.
Chợ họp đông nhất vào sáng Chủ nhật, tan trước trưa.
{estate} và {market} nằm hai bên {road}, đã hoạt động nhiều năm nay.
Xe buýt chạy từ {gate} qua {bridge} đến {hall} theo giờ cố định.
"""

_PLAIN = """
Nhân dân phấn khởi, tin tưởng vào sự lãnh đạo của các cấp ủy đảng.
Tuy nhiên, công tác phối hợp giữa các ngành có lúc chưa nhịp nhàng.
Nguyên nhân chủ quan là năng lực của một số chủ đầu tư còn hạn chế.
Các ngành cần nhìn thẳng vào tồn tại để có giải pháp sát thực hơn.
Đời sống của người dân cơ bản ổn định, không có hộ đói giáp hạt.
Kỷ cương hành chính được siết chặt, nạn sách nhiễu giảm rõ rệt.
Công tác tuyên truyền được đổi mới cả về nội dung lẫn hình thức.
Thời tiết diễn biến thất thường gây khó cho việc thi công ngoài trời.
Việc ứng dụng chữ ký số trở thành nếp quen của cán bộ cơ sở.
Giá vật liệu lên xuống khó lường khiến nhà thầu cầm chừng.
Bà con đồng tình vì thấy quyền lợi của mình được tính đến.
An ninh chính trị được giữ vững, không để xảy ra điểm nóng.
Chất lượng hồ sơ thiết kế của tư vấn chưa cao, phải sửa đi sửa lại.
Mọi khoản chi đều công khai trên bảng tin của thôn.
Nhiệm vụ đặt ra còn nặng nề, đòi hỏi quyết tâm lớn hơn nữa.
Người đứng đầu phải chịu trách nhiệm nếu để vốn tồn đọng.
Hoạt động văn nghệ, thể thao quần chúng diễn ra sôi nổi.
Một số nơi còn trông chờ, ỷ lại vào cấp trên.
Môi trường đầu tư thông thoáng hơn, doanh nghiệp bớt phải đi lại.
Nói ít, làm nhiều, làm đến nơi đến chốn là điều dân mong nhất.
Công tác chăm lo người có công được quan tâm chu đáo.
Ý thức chấp hành của người tham gia giao thông có chuyển biến.
"""


def _lines(block: str) -> tuple[str, ...]:
    return tuple(line for line in block.splitlines() if line)


FRAMES: dict[Topic, tuple[str, ...]] = {
    Topic.PROGRESS: _lines(_PROGRESS),
    Topic.CLEARANCE: _lines(_CLEARANCE),
    Topic.PLANNING: _lines(_PLANNING),
    Topic.BUDGET: _lines(_BUDGET),
    Topic.FARMING: _lines(_FARMING),
    Topic.SOCIETY: _lines(_SOCIETY),
    Topic.ORDER: _lines(_ORDER),
    Topic.TASKS: _lines(_TASKS),
    Topic.NEWS: _lines(_NEWS),
    Topic.GROUNDS: _lines(_GROUNDS),
    Topic.LEGAL: _lines(_LEGAL),
    Topic.TRAPS: _lines(_TRAPS),
    Topic.PLAIN: _lines(_PLAIN),
}
"""The frames of each topic; ending signs are the frames' own."""
