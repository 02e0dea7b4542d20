"""Every Vietnamese sentence we say about what became of places. ``{…}`` is filled with ``str.format``."""

from __future__ import annotations

# ── what a former unit became ───────────────────────────────────────────────────────────────────────────────────────

ENDED = " đã kết thúc hoạt động từ {day}. Địa bàn nay là{parent}:"
ENDED_IN = " (đều thuộc {parent})"
BECAME = " nay thuộc "
SINCE = ", từ {day}."
WHOLE = " (nhập toàn bộ)"
SPLIT = " từ {day} được chia cho{parent}:"
UNIT = "• {unit}{part}{later}"
PART = " (một phần)"
AREA_PART = " (một phần đơn vị này)"
OF = ", {parent}"
KEEPS = " vẫn giữ tên; từ {day} gồm cả {others}."
RENAMED = " nay là "
THEN = " Từ {day} là {unit}."
LATER = "; từ {day} là {unit}"

# ── a unit of today ─────────────────────────────────────────────────────────────────────────────────────────────────

TODAY = " là đơn vị hiện nay{since}{parent}."
TODAY_SINCE = ", có từ {day}"
TODAY_IN = ", thuộc {parent}"
GOES_ON = " là đơn vị hiện nay{parent}; không sáp nhập, giữ nguyên tên và địa bàn."
LAY_IN = "Trước 01/7/2025 thuộc {district}."
UNCHANGED = " không sáp nhập năm 2025, vẫn là {place}."
MERGED_FROM = "{place} từ {day} gồm {units} (cũ)."
MADE_OF = "Được lập từ:"
MADE_OF_ROW = "• {units} ({district})"
PART_OF = "một phần {unit}"
NAMESAKE = "{former} cũ là đơn vị khác, rộng hơn, đã kết thúc từ {day}."

# ── in one sentence, beside a figure ────────────────────────────────────────────────────────────────────────────────

ENDED_DISTRICT = "{place} đã kết thúc hoạt động từ {day}. Địa bàn nay gồm {units}{partly}{province}."
ENDED_PARTLY = "; một phần địa bàn thuộc {units}"
ENDED_PROVINCE = " ({province})"
ENDED_OTHER = "{place} không còn từ {day}; nay thuộc {units}."
IN = "{place} ({parent})"

# ── several units of one name, or none ──────────────────────────────────────────────────────────────────────────────

WHICH = "Có {count} đơn vị tên {name}. Bạn hỏi đơn vị nào?"
WHICH_ROW = "• {unit}{former}"
FORMER = " (cũ)"
WHICH_MANY = "Có {count} đơn vị tên {name}, ở: {provinces}."
WHICH_HOW = (
    "Bạn nhắn lại kèm tên tỉnh, thành phố (và huyện cũ nếu nhớ) giúp tôi, ví dụ: «{name}, {province} nay là đâu»."
)
WHICH_BUTTON = "{unit}, {parent}{former}"
UNKNOWN = "Xin lỗi, tôi chưa tìm thấy đơn vị này trong dữ liệu nên không trả lời thay."
UNKNOWN_HOW = (
    "Bạn kiểm tra lại tên và nhắn kèm tên huyện cũ, tỉnh giúp tôi, hoặc hỏi Trung tâm Phục vụ hành chính công xã, "
    "phường nơi bạn ở."
)

# ── source and buttons ──────────────────────────────────────────────────────────────────────────────────────────────

SOURCE = "Nguồn: "
SOURCE_COMMUNES = "{decision} (sắp xếp cấp xã của {province})"
SOURCE_REST = (
    "Nghị quyết 202/2025/QH15, Quyết định 19/2025/QĐ-TTg và bảng chuyển đổi đơn vị hành chính có hiệu lực từ 01/7/2025."
)
SOURCE_2026 = "Nghị quyết 202/2025/QH15 và các nghị quyết năm 2026 của Quốc hội nêu trên."
SOURCE_EARLIER = "nghị quyết nêu trên."
DISTRICTS_BUTTON = "Vì sao không còn huyện"
