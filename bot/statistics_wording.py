"""Every Vietnamese sentence we say about figures and places. A sentence with ``{…}`` is filled with ``str.format``."""

from __future__ import annotations

from knowledge.statistic import Qualifier

# ── figures in words ────────────────────────────────────────────────────────────────────────────────────────────────

QUALIFIERS = {
    Qualifier.EXACT: "{value}",
    Qualifier.OVER: "trên {value}",
    Qualifier.NEARLY: "gần {value}",
    Qualifier.AT_LEAST: "từ {value} trở lên",
    Qualifier.ABOUT: "khoảng {value}",
}
UNITS = {
    "dossiers": "{number} hồ sơ",
    "procedures": "{number} thủ tục",
    "decisions": "{number} quyết định",
    "transactions": "{number} giao dịch",
    "units": "{number} đơn vị",
    "points": "{number} điểm",
    "days": "{number} ngày",
    "rank": "hạng {number}",
    "count": "{number}",
}
RANK_OF = "hạng {rank}/{of}"
UP = "tăng {number} bậc"
DOWN = "giảm {number} bậc"
SAME_RANK = "giữ nguyên thứ hạng"
THOUSAND_DONG = "{number} nghìn đồng"

YEAR = "năm {year}"
YEARS = "giai đoạn {first}–{last}"
MONTHS = "{count} tháng năm {year}"
MONTH = "tháng {month}/{year}"
QUARTER = "quý {quarter}/{year}"
FROM_TO = "từ {start} đến {end}"
UNTIL = "tính đến {end}"
UNSTATED_PERIOD = "nguồn không nêu thời gian, số được nêu ngày {day}"
NO_PERIOD = "nguồn không nêu thời gian"

# ── the answer ──────────────────────────────────────────────────────────────────────────────────────────────────────

HEAD = " — {metric}, {place}{scope}, {period}."
HEAD_BRIEF = " — {metric}{scope}{period}"
PERIOD_BRIEF = ", {period}"
HEAD_TARGET = " — {metric} (chỉ tiêu đề ra, không phải kết quả), {place}{scope}, {period}."
SCOPE = ", {scope}"
PLACE_IN = "{place} ({parent})"
FORMULA = "Cách tính: {formula} = {value}"
FORMULA_ABOUT = "Cách tính: {formula} ≈ {value}"
INPUTS = "Số dùng để tính: {inputs}."
INPUT = "{metric}: {value}"
PARTS = "Trong đó: {parts}."
PART = "{scope} {value}"
DEFINITION = "Cách hiểu: {definition}."
DENOMINATOR = " Tính trên: {denominator}."
AS_OF = "Số liệu tính đến {day}."
SAYS = "Nguồn viết: {words}."
ONLY_SAYS = "Bài viết ngày {day} chỉ nói {words}, không nêu số."
SAYS_BESIDE = "Nguồn chỉ viết: «{words}»."
ALL_HEAD = "Số liệu của {place} mà tôi có:"
ALL_LINE = "• {metric}: "
ALL_PARTS = " ({parts})"
ALL_REST = " — {period}{derived}"
DERIVED = ", tính từ số của nguồn"
ALL_WORDS = "• {metric}: nguồn chỉ nói {words}, không nêu số"

UNSTATED = "Nguồn không nêu {metric} của {place}{scope}{period}."
UNSTATED_SCOPE = " riêng {scope}"
UNSTATED_IN = " trong {period}"
UNSTATED_WHEN = "Nguồn không nêu {metric} của {place} là của năm nào; số được nêu ngày {day}."
OTHER_PERIOD = "Tôi chỉ có số của thời gian khác: {periods}."
OTHER_SCOPE = "Tôi chỉ có số chung: {scopes}."
WHOLE_UNIT = "toàn địa bàn"
OTHERS = "Tôi có số liệu khác về {place}: {metrics}"
NOT_PAR_INDEX = "Nguồn có nêu một thứ hạng khác nhưng không nói là chỉ số nào, nên tôi không gọi đó là PAR INDEX."
COMMUNE_OF_DISTRICT = (
    "{place} chỉ có từ {day}. Tôi có số liệu của {former} cũ, nhưng địa bàn rộng hơn nên không dùng thay được."
)
UNFAIR = "Lưu ý: các số trên khác nhau về {differences}, nên không so sánh trực tiếp được."
DIFFERENT_PERIOD = "thời gian"
DIFFERENT_DEFINITION = "cách tính"
DIFFERENT_TARGET = "bản chất (chỉ tiêu và kết quả)"
INDEX_BUTTON = "Chỉ số theo QĐ 766 là gì"

# ── no place, or one that is not known ──────────────────────────────────────────────────────────────────────────────

WHICH_PLACE = "Bạn hỏi số liệu của địa phương nào? Bạn nhắn tên huyện, tỉnh giúp tôi."
UNKNOWN_PLACE = "Nguồn của tôi không nêu số liệu của {place}."
HAVE_PLACES = "Hiện tôi chỉ có số liệu đã công bố của: {places}."
NO_RANKING = "Vì vậy tôi chưa thể cho biết số của xã, phường nơi bạn ở, hay so sánh, xếp hạng các xã, phường hiện nay."
NO_PLACES = "Dữ liệu hiện tại của tôi chưa có số liệu của địa phương nào."

# ── what a unit became ──────────────────────────────────────────────────────────────────────────────────────────────

ENDED_DISTRICT = "{place} đã kết thúc hoạt động từ {day}. Địa bàn nay gồm {units}{partly}{province}."
ENDED_PARTLY = "; một phần địa bàn thuộc {units}"
ENDED_IN = " ({province})"
ENDED_OTHER = "{place} không còn từ {day}; nay thuộc {units}."
NO_FIGURE_TODAY = "Nguồn không có số riêng của các đơn vị hiện nay."
NOT_SAME_NAME = "Số trên là của {place} cũ, không phải của {same} ngày nay."
NOT_TODAY = "Số trên là của {place} cũ, không phải của {units} ngày nay."

PLACE_ENDED = " đã kết thúc hoạt động từ {day}. Địa bàn nay là{parent}:"
PLACE_ENDED_IN = " (đều thuộc {parent})"
PLACE_BECAME = " nay thuộc "
PLACE_SINCE = ", từ {day}."
PLACE_WHOLE = " (nhập toàn bộ)"
PLACE_SPLIT = " từ {day} được chia cho{parent}:"
PLACE_UNIT = "• {unit}{part}"
PLACE_PART = " (một phần)"
PLACE_AREA_PART = " (một phần đơn vị này)"
PLACE_OF = ", {parent}"
PLACE_KEEPS = " vẫn giữ tên; từ {day} gồm cả {others}."
PLACE_RENAMED = " nay là "
PLACE_THEN = " Từ {day} là {unit}."
PLACE_TODAY = " là đơn vị hiện nay{since}{parent}."
PLACE_TODAY_SINCE = ", có từ {day}"
PLACE_TODAY_IN = ", thuộc {parent}"
PLACE_UNCHANGED = " không sáp nhập, vẫn là {place}."
PLACE_MERGED_FROM = "Gồm {units} (cũ)."
PLACE_NAMESAKE = "{former} cũ là đơn vị khác, rộng hơn, đã kết thúc từ {day}."
PLACE_UNKNOWN = (
    "Xin lỗi, tôi chưa có đơn vị này trong dữ liệu nên không trả lời thay. Tôi có các tỉnh cũ và mới, cùng các xã, "
    "thị trấn của {districts}."
)
PLACE_UNKNOWN_HOW = (
    "Bạn hỏi Trung tâm Phục vụ hành chính công xã, phường nơi bạn ở, hoặc nhắn lại đầy đủ tên huyện, tỉnh."
)
PLACE_SOURCE = (
    "Nguồn: Nghị quyết 202/2025/QH15, Quyết định 19/2025/QĐ-TTg và bảng chuyển đổi đơn vị hành chính có hiệu lực từ "
    "01/7/2025."
)
PLACE_SOURCE_2026 = "Nguồn: Nghị quyết 202/2025/QH15 và các nghị quyết năm 2026 của Quốc hội nêu trên."
NOW_BUTTON = "{place} nay là đâu"
ALL_BUTTON = "Tất cả số liệu {place}"
DISTRICTS_BUTTON = "Vì sao không còn huyện"

# ── source ──────────────────────────────────────────────────────────────────────────────────────────────────────────

SOURCE = "Nguồn: "
SOURCE_DATE = ", {day}"
SOURCE_NOTE = ". Ghi chú: {note}."
STALE = "Lưu ý: số liệu tính đến {day}, đã cũ; tôi không có số mới hơn."
