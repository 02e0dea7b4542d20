"""Every Vietnamese sentence of a chart, its text alternative and a table as a file, filled with ``str.format``."""

from __future__ import annotations

# ── in the picture ──────────────────────────────────────────────────────────────────────────────────────────────────

MORE_PLACES = "… và {count} nơi nữa"
MORE_PERIODS = "… và {count} kỳ khác"
UNSTATED = "không nêu"
THRESHOLD = "Mốc {value}"
CUT_AXIS = "Trục bắt đầu từ {start}, không phải từ 0."
RANKS = "Hạng 1 là cao nhất: thanh ngắn hơn là hạng tốt hơn."
RANKS_ON_LINE = "Hạng 1 là cao nhất, ở trên cùng."
SOURCE = "Nguồn: {source}"
UNIT = "Đơn vị: {unit}"
MONTH = r"T\1"
"""«tháng 9» under a line, where there is little room"""

# ── in words ────────────────────────────────────────────────────────────────────────────────────────────────────────

BARS = "Biểu đồ thanh: {title}."
DOTS = "Biểu đồ chấm: {title}."
LINE = "Biểu đồ đường: {title}."
ROW = "{label}: {value}"
HIGHEST = "Cao nhất là {rows}."
LOWEST = "Thấp nhất là {rows}."
BOTH = "{rows}."
SAME = "Cả {count} số bằng nhau: {value}."
RANK_BEST = "Hạng cao nhất là {rows}."
RANK_WORST = "Hạng thấp nhất là {rows}."
TIED = "{labels} với {value}"
AT = "{label} ({value})"
AND_MORE = "{labels} và {count} nơi nữa"
AND_MORE_PERIODS = "{labels} và {count} kỳ nữa"
OTHERS = "Còn lại: {rows}."
FIRST_LAST = "Từ {first} đến {last}."
ASKED = "Được hỏi: {rows}."
WITHOUT = "Không có số: {labels}."
OF_THRESHOLD = "{threshold}: {sides}."
REACHED = "bằng hoặc trên mốc có {labels}"
BELOW = "dưới mốc có {labels}"
UNCLEAR = "chưa rõ trên hay dưới mốc là {labels}, vì nguồn không nêu số chính xác"
NONE_REACHED = "không số nào bằng hoặc trên mốc"
NONE_BELOW = "không số nào dưới mốc"
COUNT_PLACES = "{count} nơi"
COUNT_PERIODS = "{count} kỳ"
SHOWN = "Hình vẽ {shown} trong {count} dòng."

# ── files ───────────────────────────────────────────────────────────────────────────────────────────────────────────

SHEET = "Số liệu"
AS_STATED = "Nguồn ghi"
FILE_TITLE = "Bảng"
FILE_PERIOD = "Thời gian"
FILE_THRESHOLD = "Mốc so sánh"
FILE_NOTE = "Lưu ý"
FILE_DEFINITION = "Cách hiểu"
FILE_SOURCE = "Nguồn"
FILE_MADE = "Ngày lập bảng"
FILE_NAME = "so-lieu"

# ── sending ─────────────────────────────────────────────────────────────────────────────────────────────────────────

PICTURE_NOT_SENT = "(Tôi chưa gửi được biểu đồ; phần chữ nêu đủ nội dung.)"
FILE_NOT_SENT = "Xin lỗi bạn, tôi chưa gửi được tệp «{name}». Bạn bấm lại nút tải bảng giúp tôi sau ít phút."
FILE_SAVED = "Đã lưu bảng vào tệp: {path}"
FILE_NOT_SAVED = (
    "Không ghi được tệp «{name}» vào thư mục {folder} ({reason}). Bạn chạy lại ở một thư mục có quyền ghi giúp tôi."
)
