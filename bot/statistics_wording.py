"""Every Vietnamese sentence we say about figures and places. A sentence with ``{…}`` is filled with ``str.format``."""

from __future__ import annotations

from intents.intent import Block
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
    "percent": "{number} %",
    "rank": "hạng {number}",
    "places_up": "{number} bậc",
    "VND": "{number} đồng",
    "count": "{number}",
}
RANK_OF = "hạng {rank}/{of}"
UP = "tăng {number} bậc"
DOWN = "giảm {number} bậc"
SAME_RANK = "giữ nguyên thứ hạng"
THOUSAND_DONG = "{number} nghìn đồng"
UNIT_NAMES = {
    "percent": "%",
    "VND": "đồng",
    "dossiers": "hồ sơ",
    "procedures": "thủ tục",
    "decisions": "quyết định",
    "transactions": "giao dịch",
    "units": "đơn vị",
    "points": "điểm",
    "days": "ngày",
    "rank": "hạng",
    "places_up": "bậc",
    "percent_points": "điểm phần trăm",
}
PERCENT_POINTS = "{number} điểm phần trăm"
LESS_THAN = "dưới {value}"
RANKS = "{number} bậc"
BLOCKS = {
    Block.ANY: "đơn vị",
    Block.COMMUNES: "xã, phường",
    Block.XA: "xã",
    Block.PHUONG: "phường",
    Block.DEPARTMENTS: "sở, ngành",
    Block.DISTRICTS: "huyện",
    Block.PROVINCES: "tỉnh, thành phố",
}
TIERS = {Block.COMMUNES: "cấp xã", Block.XA: "cấp xã", Block.DISTRICTS: "cấp huyện"}
"""The part of a unit that sources call so."""
AND = " và "
AND_MORE = "{names}… và {count} nơi nữa"
PLACES_MORE = " nơi nữa"
PERIODS_MORE = " kỳ nữa"
ON_TIME_OF_SOLVED = "hồ sơ giải quyết trước hạn và đúng hạn / hồ sơ đã giải quyết; hồ sơ đang giải quyết không tính"
OVERDUE_OF_SOLVED = "hồ sơ quá hạn / hồ sơ đã giải quyết; hồ sơ đang giải quyết không tính"
ONLINE_OF_RECEIVED = "hồ sơ nộp trực tuyến / hồ sơ tiếp nhận"
IN_PERSON_OF_RECEIVED = "hồ sơ nộp trực tiếp hoặc qua bưu chính / hồ sơ tiếp nhận"

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
DEFINITION_USUAL = "Nguồn không nêu cách tính; thường hiểu: {definition}"
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
ANY_FIGURE = "số liệu"
PERIODS_WITHIN = "Từng kỳ trong đó: {periods}."
NO_DENOMINATOR = "Không có dữ liệu về {metric} của {place}, {period}: mẫu số bằng 0 ({formula})."
NOT_STATED = "không nêu"
ALL_TITLE = "Số liệu của {place}"
INTERNAL = "Có số liệu nội bộ, chỉ dùng trong công việc."
FIGURES_TODAY = "Các đơn vị hiện nay có số riêng: {units}; đó là số khác, không phải số trên."

# ── side by side ────────────────────────────────────────────────────────────────────────────────────────────────────

UNFAIR = "Lưu ý: các số trên khác nhau về {differences}, nên không so sánh trực tiếp được."
DIFFERENT_METRIC = "chỉ số"
DIFFERENT_AS_OF = "ngày chốt số"
DIFFERENT_SCOPE = "phạm vi"
OF_PLACE = "{place}: {words}"
PERIOD_OF = "{place}: {period} ({months} tháng)"
PERIODS_EACH = "Thời gian — {periods}."
AS_OF_EACH = "Ngày chốt số — {days}."
DEFINITIONS_EACH = "Cách tính — {definitions}."
MEAN_EACH = "Tính bình quân một tháng để tham khảo — {means}."
MEAN = "{total} / {months} ≈ {mean}"
NOTHING_SHARED = "Nguồn không nêu chỉ số nào có ở cả {places}. Riêng từng nơi:"
HIGHER = "{first} cao hơn {second} {amount} ({high} − {low})."
HIGHER_METRIC = "{first} cao hơn {second} ({high} so với {low})."
EQUAL = "{first} và {second} bằng nhau."
NEARLY_EQUAL = "{first} và {second} gần như bằng nhau (chênh {amount})."
RANKED_ABOVE = "{first} xếp trên {second} {amount}."
FROM_HIGHEST = "Từ cao xuống thấp — {places}."
COLUMN_PLACE = "Địa phương"
COLUMN_PERIOD = "Kỳ"
COLUMN_PART = "Nội dung"
COLUMN_METRIC = "Chỉ số"
COLUMN_VALUE = "Giá trị"
COLUMN_UNIT = "Đơn vị tính"
COLUMNS_OF_ALL = (COLUMN_METRIC, COLUMN_VALUE, COLUMN_UNIT, COLUMN_PART, COLUMN_PERIOD)
EXPORT_BUTTON = "Tải bảng (Excel)"
EXPORT_CSV_BUTTON = "Tải bảng (CSV)"

# ── rankings and lists ──────────────────────────────────────────────────────────────────────────────────────────────

IN_PLACE = " của {place}"
IN_COUNTRY = " cả nước"
SUPERLATIVES = {
    (True, True): "nhiều nhất",
    (False, True): "ít nhất",
    (True, False): "cao nhất",
    (False, False): "thấp nhất",
}
"""(the largest value first, a number of things) → how the first is called."""
DIRECTIONS = {True: "từ cao xuống thấp", False: "từ thấp lên cao"}
FIRST = " — {places}: {superlative} về {metric} trong các {units}{where} có số, {period}."
FIRST_TIED = " — {count} {units}{where} cùng {superlative} về {metric}, {period}: {places}."
NEXT = "Tiếp theo: {places}."
ENTRY = "{rank}. {place} {value}"
NTH = " — {place}, đứng thứ {rank} trong {count} {units}{where} có số về {metric}, {period}."
NO_NTH = "Chỉ có {count} {units} có số, nên không có nơi đứng thứ {nth}."
ROUGH = "Nguồn không nêu số chính xác của {places}, nên vị trí của nơi này chỉ để tham khảo."
SHARED = "{count} nơi cùng đứng thứ {rank}."
REST = "… và {count} {units} nữa; bảng đầy đủ trong tệp tải về."
TIED_AT_END = "{count} nơi nữa bằng nơi cuối danh sách này."
RANK_IS = " — {place}: {value} về {metric}, xếp trong các {units}{where} có số, {period}{shared}."
SHARED_WITH = ", cùng hạng với {count} nơi khác"
LEADERS = "Đứng đầu: {places}."
GROUND = "{metric} của các {units}{where}, {period}{newest}; xếp {direction} trong {count} {units} có số."
NEWEST = " (kỳ mới nhất có số)"
ALL_HAVE = "Đủ số của {total} {units}{place}."
SOME_HAVE = "Có số của {count}/{total} {units}{place}; nguồn không nêu số của: {missing}."
OTHER_BLOCKS = "Tôi chỉ xếp {units} với nhau; còn có số của: {others}, bạn hỏi riêng giúp tôi."
COUNTS_DEPEND = "Đây là số hồ sơ, không phải tỷ lệ: nơi nhiều hồ sơ thường có số này lớn hơn."
APART = "Các bảng xếp hạng chính thức tách xã và phường; đứng đầu từng khối: {leaders}."
LEADER = "{units} — {place} {value}"
ONLY_ONE = (
    "Nguồn không nêu {metric} của đủ hai {units}{where} trong cùng một kỳ nên không xếp hạng được; chỉ có {place}, "
    "{period}."
)
NO_OTHERS = "Nguồn không nêu số của {units} khác trong cùng kỳ, nên tôi không xếp hạng được."
NO_FIELD = "Nguồn không nêu {metric} của {units} nào{where}{period}."
HAVE_METRIC = "Chỉ số này tôi chỉ có của: {places}."
FIELD_TITLE = "{metric}, {units}{place}"
FULL_SCORE = "mức đủ điểm theo QĐ 766"

# ── change ──────────────────────────────────────────────────────────────────────────────────────────────────────────

ROSE = "tăng {amount}"
FELL = "giảm {amount}"
UNCHANGED = "không đổi"
SHARE = " ({percent})"
CHANGE = " — {metric}, {place}, {period} so với {base}."
SAME_PERIOD = "cùng kỳ ({period})"
BOTH_PERIODS = "{period}: {value}; {base}: {before}."
DIFFERENCE = "{high} − {low} = {amount}"
DIFFERENCE_SHARE = "; {amount} / {base} = {percent}"
WORKED_OUT = "Cách tính: {formula}."
NO_BASE = "Nguồn không nêu {metric} của {place}{period}, nên tôi không tính được mức thay đổi."
NO_OTHER = " ở kỳ nào khác"
BASELINES = {
    "": " ở kỳ trước {period} hay cùng kỳ năm trước",
    "previous": " ở kỳ liền trước {period}",
    "last_year": " ở cùng kỳ năm trước của {period}",
}

MOVED_MOST = " — {place}: {superlative} về {metric} trong các {units}{where}, {period} so với {base}{shared}."
MOVES_MOST = {
    (True, True): "tăng nhiều nhất",
    (True, False): "không nơi nào tăng, nơi này giảm ít nhất hoặc giữ nguyên",
    (False, True): "giảm nhiều nhất",
    (False, False): "không nơi nào giảm, nơi này tăng ít nhất hoặc giữ nguyên",
}
"""(what rose first, the first moved that way) → how the first is called."""
MOVES_DIRECTIONS = {True: "từ tăng nhiều nhất đến giảm nhiều nhất", False: "từ giảm nhiều nhất đến tăng nhiều nhất"}
FROM_TO_VALUES = "{before} → {value}"
BRACKETS = "{said} ({both})"
MOVE_ENTRY = " — {place} ({both})"
MOVES_GROUND = "{metric}, {period} trừ {base}; xếp {direction} trong {count} {units} có số ở cả hai kỳ."
NO_BASE_FIELD = (
    "Nguồn không nêu {metric} của đủ hai {units}{where}{period}, nên tôi không xếp được mức thay đổi; tôi chỉ có số "
    "của {now}."
)
BOTH_HAVE = "Có số ở cả hai kỳ của {count}/{total} {units}{place}."
BEFORE_THAT = " ở kỳ trước đó"
CHANGE_TITLE = "Thay đổi {metric}, {units}{place}"
CHANGE_PERIODS = "{period} so với {base}"
COLUMN_CHANGE = "Thay đổi ({unit})"
CHANGE_UNITS = {"percent": "percent_points", "rank": "places_up"}

# ── thresholds and targets ──────────────────────────────────────────────────────────────────────────────────────────

THRESHOLD_ASKED = "mức {value} mà bạn hỏi"
THRESHOLD_TARGET = "chỉ tiêu {value} ({period})"
THRESHOLD_766 = "mức đủ điểm {value} theo QĐ 766"
THRESHOLD_IS = "Mức để so: {threshold}."
ABOVE = "Cao hơn {threshold} {amount} ({formula}){verdict}."
BELOW = "Thấp hơn {threshold} {amount} ({formula}){verdict}."
AT_THRESHOLD = "Bằng {threshold}{verdict}."
OPEN = "Nguồn chỉ nêu {value}, nên chưa kết luận được so với {threshold}."
REACHED = ": đạt"
NOT_REACHED = ": chưa đạt"
NO_TARGET = "Nguồn không nêu chỉ tiêu {metric} của {place}."
NO_THRESHOLD = "Nguồn không nêu chỉ tiêu hay ngưỡng của {metric}. Bạn nhắn mức muốn so (ví dụ 98 %) giúp tôi."
COUNTED_APART_766 = "Cách tính của nguồn có thể khác cách tính của QĐ 766, nên mức đủ điểm chỉ để tham khảo."
RESULT = "Kết quả"
TARGET = "Chỉ tiêu"
THRESHOLD = "Ngưỡng"
SIDES = {
    (True, True): "từ {value} trở lên",
    (False, True): "dưới {value}",
    (True, False): "trên {value}",
    (False, False): "từ {value} trở xuống",
}
"""(over, more is better) → which side of the threshold."""
COUNT_OF = "{count}/{total} {units}"
SIDE = "{where} có {metric} {side}, {period}{end}"
SIDE_BRIEF = " {side}{end}"
SIDE_ENDS = {True: ":", False: "."}
"""(a list follows) → what ends the line."""
SIDE_ENTRY = "• {place}: {value}"
SIDES_GROUND = "So với {threshold}: {over} nơi {over_words}, {under} nơi {under_words}; {period}{newest}."

# ── definition and source ───────────────────────────────────────────────────────────────────────────────────────────

WHICH_METRIC = "Bạn hỏi cách tính của chỉ số nào? Bạn nhắn tên chỉ số, ví dụ «tỷ lệ đúng hạn được tính thế nào»."
DEFINED = ": {definition}"
FULL_SCORE_FROM = "đủ điểm từ"
FULL_SCORE_AT = "Theo QĐ 766, đủ điểm từ {value} %."
NO_DEFINITION = "Nguồn không nêu {metric} được tính thế nào."
DEFINED_HERE = "Số của {place}, {period}:"
TAKEN_FROM = "Số này lấy từ: {sources}."
WORKED_OUT_FROM = "Số này tính từ số liệu trong: {sources}."
NO_LINK = "Nguồn không kèm đường dẫn."

# ── places of one name ──────────────────────────────────────────────────────────────────────────────────────────────

WHICH_OF_NAME = "Có {count} nơi trùng tên. Bạn hỏi nơi nào?"
CHOICE = "• {place}"
NONE_OF_NAME = "Nguồn của tôi không nêu số liệu của nơi nào trong {count} nơi trùng tên này: {places}."
MORE_OF_NAME = "… và {count} nơi nữa; bạn nhắn thêm tên tỉnh giúp tôi."

# ── what differs ────────────────────────────────────────────────────────────────────────────────────────────────────

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

NO_FIGURE_TODAY = "Nguồn không có số riêng của các đơn vị hiện nay."
NOT_SAME_NAME = "Số trên là của {place} cũ, không phải của {same} ngày nay."
NOT_TODAY = "Số trên là của {place} cũ, không phải của {units} ngày nay."

NOW_BUTTON = "{place} nay là đâu"
ALL_BUTTON = "Tất cả số liệu {place}"

# ── source ──────────────────────────────────────────────────────────────────────────────────────────────────────────

SOURCE = "Nguồn: "
SOURCE_DATE = ", {day}"
SOURCE_LINK = ", {link}"
SOURCE_NOTE = ". Ghi chú: {note}."
STALE = "Lưu ý: số liệu tính đến {day}, đã cũ; tôi không có số mới hơn."

# ── the menu of figures ─────────────────────────────────────────────────────────────────────────────────────────────

MENU_GROUPS = {
    "pay": (
        "Thanh toán trực tuyến",
        (
            "online_payment",
            "dossiers_online_payment",
            "procedures_integrated",
            "procedures_payment",
            "procedures_online_payment",
            "procedures_with_fees",
            "dossiers_paid",
        ),
    ),
    "online": (
        "Hình thức nộp, trực tuyến",
        (
            "dossiers_online",
            "dossiers_in_person",
            "dossiers_post",
            "dossiers_direct",
            "dossiers_processed_online",
            "dossiers_full_online",
            "procedures_online",
            "procedures_level",
            "services_online",
        ),
    ),
    "digital": (
        "Số hóa, chứng thực điện tử",
        ("digitised", "dossiers_digitised", "e_", "commune_e_", "population_data", "dossiers_synced"),
    ),
    "dossiers": (
        "Hồ sơ tiếp nhận",
        ("dossiers_total", "dossiers_per", "dossiers_received", "dossiers_to_handle", "dossiers_carried"),
    ),
    "progress": ("Tiến độ giải quyết", ("dossiers", "processing_time")),
    "content": ("Hài lòng, phản ánh kiến nghị", ("satisfaction", "petitions")),
    "procedures": ("Thủ tục, công khai minh bạch", ("procedures", "decisions")),
    "rank": ("Xếp hạng, điểm chỉ số", ("par_", "score", "rank", "index", "sipas")),
}
"""By id (which stands in buttons): the name of a group, and how the ids of its metrics begin; the first that fits."""
MENU_OTHER = "other"
MENU_OTHER_NAME = "Chỉ số khác"
MENU_PROVINCES = "Số liệu theo địa phương: bạn chọn tỉnh, thành phố"
MENU_UNFOUND = (
    "Tôi chưa tìm ra địa phương mà bạn nêu. Bạn chọn bên dưới, hoặc nhắn đủ tên, ví dụ «/thongke xã Đông Hưng»."
)
MENU_UNITS = "{place}: bạn chọn đơn vị"
MENU_WHOLE = "Số liệu chung của {place}"
MENU_FORMER = " (cũ)"
MENU_METRICS = "{place}: bạn chọn nhóm chỉ số"
MENU_CHOOSE = "Bạn bấm một nút, hoặc nhắn thẳng câu hỏi, ví dụ «tỷ lệ đúng hạn của xã … tháng 9»."
MENU_PAGE = "Trang {page}/{pages}"
MENU_BEFORE = "‹ Trang trước"
MENU_AFTER = "Trang sau ›"
MENU_BACK = "↩ Quay lại"
MENU_START = "Chọn địa phương"
MENU_GONE = "Mục này nay không còn số liệu mà tôi có thể trả lời. Bạn chọn lại từ đầu giúp tôi nhé."

# ── digests for staff, files, who may see what ──────────────────────────────────────────────────────────────────────

DIGEST_HEADS = {"w": "Bản tin tuần: {place}", "m": "Bản tin tháng: {place}"}
DIGEST_NEWEST = "Số mới nhất tôi có đến sáng {day}:"
DIGEST_LINE = "• {metric}{scope}: "
DIGEST_PERIOD = " — {period}"
DIGEST_SAME = "; không đổi so với {period}"
DIGEST_UP = "; tăng {difference} so với {period} ({value})"
DIGEST_DOWN = "; giảm {difference} so với {period} ({value})"
DIGEST_BEFORE = "; {period}: {value}"
"""Where the two figures cannot be subtracted: a source says «trên», «gần» …"""
DIGEST_NOTHING = "Tôi chưa có số liệu nào của {place}."
DIGEST_MORE = "Còn {count} chỉ số khác, bạn bấm nút bên dưới để xem."
EXPORTED = "Bảng bạn cần: {title}."
EXPORT_GONE = (
    "Tôi chỉ nhớ câu hỏi trong {minutes} phút nên không còn biết bảng nào. Bạn nhắn lại câu hỏi rồi bấm nút dưới câu "
    "trả lời mới giúp tôi nhé."
)
INTERNAL_PRIVATELY = (
    "Ở đây tôi chỉ nêu số liệu công khai; số liệu nội bộ, nếu có, bạn hỏi tôi trong cuộc trò chuyện riêng."
)
