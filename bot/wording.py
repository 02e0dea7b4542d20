"""Every Vietnamese sentence we say.

The bot calls itself «tôi» and the person «bạn». A sentence with ``{…}`` is filled with ``str.format``.
The words «miễn phí» stand in one sentence only, for a fee line whose own note grants the exemption.
"""

from __future__ import annotations

from bot.follows import Rhythm
from bot.staff import Role
from intents.intent import Facet
from knowledge.procedure import Channel, Level, OnlineLevel

# ── names of things ─────────────────────────────────────────────────────────────────────────────────────────────────

PORTAL = "Cổng Dịch vụ công quốc gia"
PORTAL_SHORT = "Cổng Dịch vụ công"

FACET_BUTTONS = {
    Facet.OVERVIEW: "Tóm tắt",
    Facet.DOCUMENTS: "Giấy tờ",
    Facet.FEE: "Lệ phí",
    Facet.TIME: "Thời hạn",
    Facet.PLACE: "Nơi nộp",
    Facet.ONLINE: "Nộp trực tuyến",
    Facet.STEPS: "Các bước",
    Facet.CONDITIONS: "Điều kiện",
    Facet.LEGAL: "Căn cứ",
    Facet.RESULT: "Kết quả",
    Facet.FORM: "Mẫu đơn",
    Facet.WHO: "Ai được làm",
}
"""Short labels of buttons, in the order in which they are offered."""

FACET_HEADINGS = {
    Facet.OVERVIEW: "tóm tắt",
    Facet.DOCUMENTS: "giấy tờ cần nộp",
    Facet.FEE: "phí, lệ phí",
    Facet.TIME: "thời hạn giải quyết",
    Facet.PLACE: "nơi nộp",
    Facet.ONLINE: "nộp trực tuyến",
    Facet.STEPS: "các bước làm",
    Facet.CONDITIONS: "yêu cầu, điều kiện",
    Facet.LEGAL: "căn cứ pháp lý",
    Facet.RESULT: "kết quả nhận được",
    Facet.FORM: "mẫu đơn, tờ khai",
    Facet.WHO: "ai được làm",
}

CHANNELS = {
    Channel.DIRECT: "Nộp trực tiếp",
    Channel.ONLINE: "Nộp trực tuyến",
    Channel.POSTAL: "Gửi qua bưu chính",
}
CHANNELS_INSIDE = {
    Channel.DIRECT: "trực tiếp",
    Channel.ONLINE: "trực tuyến",
    Channel.POSTAL: "qua bưu chính",
}
WAYS = "Nộp {ways}"
LEVELS = {
    Level.COMMUNE: "cấp xã",
    Level.PROVINCE: "cấp tỉnh",
    Level.MINISTRY: "cấp bộ",
    Level.OTHER: "cơ quan khác",
}
ONLINE_LEVELS = {
    OnlineLevel.FULL: "toàn trình (làm hết các bước qua mạng)",
    OnlineLevel.PARTIAL: "một phần (có bước vẫn phải làm trực tiếp)",
    OnlineLevel.LEVEL_3: "mức độ 3 (cách gọi trước năm 2022)",
    OnlineLevel.LEVEL_4: "mức độ 4 (cách gọi trước năm 2022)",
}

# ── a procedure: heading, state, source ─────────────────────────────────────────────────────────────────────────────

CODE = "mã {code}"
UNNAMED_CASE = "Giấy tờ khác"
NOTES_CASE = "Lưu ý chung"
INTERNAL = "Đây là thủ tục nội bộ giữa các cơ quan nhà nước; người dân không phải tự nộp hồ sơ."
NOT_YET_IN_FORCE = "Thủ tục này chưa có hiệu lực."
NOT_YET_IN_FORCE_UNTIL = "Thủ tục này chưa có hiệu lực; có hiệu lực từ {day}."
REPLACED = "Thủ tục này đã được thay thế, không còn áp dụng."
REPLACED_BY = "Thủ tục này đã được thay thế, không còn áp dụng. Nay là:"
ABOLISHED = "Thủ tục này đã bị bãi bỏ, không còn áp dụng."
ABOLISHED_SEE = "Thủ tục này đã bị bãi bỏ, không còn áp dụng. Bạn xem thủ tục này thay vào:"
OLD_RECORD_FOLLOWS = "Dưới đây là nội dung cũ, chỉ để tham khảo."
SEE_NEW = "Xem {name}"
DISTRICT_GONE = (
    "Bản ghi này còn nhắc cấp huyện. Từ 01/7/2025 không còn cấp huyện; bạn hỏi Trung tâm Phục vụ hành chính công "
    "xã, phường nơi bạn ở xem nay cơ quan nào giải quyết."
)
SOURCE = "Nguồn: "
DECISION = "Quyết định {number}"
AS_OF = "dữ liệu tính đến {day}"
AS_OF_UNKNOWN = "chưa rõ ngày của dữ liệu"
STALE = "Lưu ý: dữ liệu đã cũ hơn {days} ngày, bạn nên xem lại trên Cổng hoặc hỏi nơi nộp."
STALE_UNKNOWN = "Lưu ý: không rõ dữ liệu có từ khi nào, bạn nên xem lại trên Cổng hoặc hỏi nơi nộp."
TWINS = "Thủ tục cùng tên ở cấp hoặc địa phương khác: bấm nút bên dưới."
NOT_THIS_ONE = "Không phải thủ tục này"
CONTINUED = "Nội dung còn dài, bấm «Xem tiếp» để đọc phần sau."
CONTINUE = "Xem tiếp"
HEADING_REST = " — {facet}"
HEADING_CALLED = " (hay gọi: {name})"
HEADING_OWN = " (thủ tục riêng của {province})"
PAGE = " (phần {page})"
TIME_BY_NOTE = "theo mô tả: {note}"

# ── facets ──────────────────────────────────────────────────────────────────────────────────────────────────────────

OVERVIEW_PAPERS = "Giấy tờ: "
OVERVIEW_PAPERS_COUNTED = "{count} loại — {names}"
OVERVIEW_PAPERS_BY_CASE = "tùy trường hợp ({count} trường hợp), bấm «Giấy tờ» để chọn"
OVERVIEW_PAPERS_SHOWN = "chỉ xuất trình: {names}"
OVERVIEW_AGENCY = "Cơ quan giải quyết: "
OVERVIEW_PLACE = "Nơi nộp: "
OVERVIEW_TIME = "Thời hạn: "
OVERVIEW_FEE = "Phí, lệ phí: "
OVERVIEW_RESULT = "Kết quả: "
OVERVIEW_STEPS = "Các bước chính:"
OVERVIEW_MORE_STEPS = "Bạn bấm «Các bước» để xem đủ."

UNKNOWN = "chưa có thông tin"

ORIGINALS = "{count} bản chính"
COPIES = "{count} bản sao"
FORM = "mẫu: {form}"
NO_DOCUMENTS = "Dữ liệu của tôi chưa có thông tin về giấy tờ của thủ tục này."
NO_DOCUMENTS_IN_CASE = "Trường hợp này không ghi giấy tờ nào."
TO_SHOW = "Để xuất trình hoặc đối chiếu (không ghi số bản phải nộp):"
NOTES = "Lưu ý:"
WHICH_CASE = "Giấy tờ khác nhau theo từng trường hợp. Bạn thuộc trường hợp nào?"
WHICH_GROUP = "Hồ sơ gồm nhiều nhóm giấy tờ, bấm vào nhóm bạn muốn xem:"
PAPERS = "{count} giấy tờ"
PAPERS_CUT = "Tên giấy tờ dài đã rút gọn; bấm từng nhóm để đọc đủ và xem lưu ý."

FEE_OF_COUNCIL = "do HĐND cấp tỉnh quy định; tôi chưa có số của tỉnh bạn"
FEE_OF_COUNCIL_HERE = "do HĐND cấp tỉnh quy định; tôi chưa có số của {province}"
FEE_NOTE = "Ghi chú của Cổng: {note}"
FEE_ZERO = "Cổng ghi 0 đồng, không kèm giải thích"
FEE_ZERO_NOTED = "Cổng ghi 0 đồng, kèm ghi chú: {note}"
FEE_ZERO_EVERYWHERE = (
    "Cổng Dịch vụ công ghi 0 đồng cho {methods}, không kèm giải thích. Bạn nên hỏi lại nơi nộp trước khi đi."
)
FEE_IN_NOTE = "Cổng ghi 0 đồng; mức thu theo mô tả: {note}"
FEE_FREE = "miễn phí, theo ghi chú của Cổng: {note}"
FEE_NOTED = "theo ghi chú của Cổng: {note}"
FEE_FREE_FOR_SOME = "được miễn, theo ghi chú của Cổng: {note}"
FEE_NOTHING = (
    "Chưa có thông tin: dữ liệu của tôi không ghi phí, lệ phí của thủ tục này. Như vậy không có nghĩa là không thu; "
    "bạn hỏi nơi nộp để biết chắc."
)
FEE_INCOMPLETE = "Nguồn dữ liệu này có thể chưa liệt kê đủ các mức phí, lệ phí; bạn nên xem lại trên Cổng."
FEE_DISAGREES = "Cổng ghi {amount}, ghi chú nêu {named}"
FEE_DISAGREES_ELSE = "Cổng ghi {amount}, ghi chú nêu các mức khác"
FEE_DISAGREES_ASK = " — hai số không khớp, bạn nên hỏi lại nơi nộp."
FEE_ALL_WAYS = "Mọi cách nộp"
FEE_RANGE = "từ {lowest} đến {highest}, tùy cách nộp và trường hợp"
FEE_ALSO_FREE = "có trường hợp được miễn theo ghi chú của Cổng"
FEE_SEE_NOTES = "xem mức cụ thể ở nút «Lệ phí»"
FEE_BY_COUNCIL = "mức cụ thể do HĐND cấp tỉnh quyết định"
FEE_SOME_COUNCIL = "một phần do HĐND cấp tỉnh quy định"
ZERO_WAYS = {1: "cách nộp duy nhất được ghi", 2: "cả hai cách nộp", 3: "cả ba cách nộp"}
ZERO_MANY_WAYS = "mọi cách nộp"

TIME_PER_CASE = "Theo từng trường hợp:"
TIME_SEVERAL = "{times} (tùy cách nộp và trường hợp)"
TIME_NOTHING = "Chưa có thông tin: dữ liệu của tôi không ghi thời hạn giải quyết của thủ tục này."

PLACE_AT = "Nơi nộp: "
PLACE_AGENCY = "Cơ quan giải quyết: "
PLACE_LEVEL = "Cấp thực hiện: "
PLACE_WAYS = "Cách nộp: "
PLACE_NOTHING = (
    "Dữ liệu của tôi chưa ghi nơi nộp. Bạn hỏi Trung tâm Phục vụ hành chính công xã, phường nơi bạn ở để được "
    "chỉ đúng nơi."
)
PLACE_ANY_CENTRE = (
    "Bạn có thể nộp tại bất kỳ Trung tâm Phục vụ hành chính công nào trong tỉnh, không phụ thuộc nơi cư trú."
)

ONLINE_YES = "Có, thủ tục này nhận hồ sơ trực tuyến trên "
ONLINE_NO = "Bản ghi của thủ tục này không ghi cách nộp trực tuyến. Các cách được ghi: {ways}."
ONLINE_NOTHING = "Dữ liệu của tôi chưa có thông tin về cách nộp của thủ tục này, kể cả nộp trực tuyến."
ONLINE_LEVEL = "Mức độ trực tuyến theo nguồn: "
ONLINE_LEVEL_UNKNOWN = "Nguồn không ghi là toàn trình hay một phần."
ONLINE_LOGIN = "Bạn đăng nhập Cổng bằng tài khoản định danh điện tử VNeID."
ONLINE_TIME = "Thời hạn khi nộp trực tuyến: "
ONLINE_FEE = "Phí, lệ phí khi nộp trực tuyến: "

STEPS_NOTHING = "Dữ liệu của tôi chưa có các bước thực hiện của thủ tục này."
CONDITIONS_NOTHING = "Dữ liệu của tôi không ghi yêu cầu, điều kiện riêng cho thủ tục này."
LEGAL_NOTHING = "Dữ liệu của tôi chưa ghi căn cứ pháp lý của thủ tục này."
RESULT_NOTHING = "Dữ liệu của tôi chưa ghi kết quả của thủ tục này."
FORM_NOTHING = "Dữ liệu của tôi không ghi mẫu đơn, tờ khai riêng cho thủ tục này."
FORM_UNNAMED = "Hồ sơ có tờ khai sau; dữ liệu của tôi không ghi tên tệp mẫu:"
FORM_WHERE = "Bạn tìm mẫu ở trang của thủ tục trên "
WHO_NOTHING = "Dữ liệu của tôi chưa ghi ai được làm thủ tục này."

# ── asking back, not understanding ──────────────────────────────────────────────────────────────────────────────────

ASK_WHICH = "Bạn cần việc nào trong các việc sau?"
ASK_WHETHER = "Có phải bạn hỏi thủ tục này không?"
ASK_AGAIN = "Bạn bấm một nút, hoặc nhắn thêm vài chữ để tôi hiểu rõ hơn."
ASK_PROCEDURE = "Bạn đang hỏi về thủ tục nào ạ?"
ASK_PROCEDURE_HOW = "Bạn nhắn tên việc cần làm, bằng lời thường cũng được. Ví dụ:"
ASK_OTHERS = "Xin lỗi bạn. Có phải bạn hỏi một trong các thủ tục này?"
NO_OTHERS = (
    "Xin lỗi bạn, tôi chưa tìm ra thủ tục khác phù hợp. Bạn nhắn lại bằng lời khác, hoặc nói rõ bạn đang gặp việc gì."
)
NO_MATCH = "Xin lỗi bạn, tôi chưa tìm được thủ tục nào phù hợp với câu này."
NO_MATCH_HOW = "Bạn thử nhắn tên giấy tờ hoặc việc cần làm, ví dụ «{example}»"
NO_MATCH_PORTAL = "Bạn cũng có thể "
PORTAL_SEARCH = "tìm trên Cổng Dịch vụ công quốc gia"
NO_MATCH_CENTRE = "hoặc hỏi Trung tâm Phục vụ hành chính công xã, phường nơi bạn ở."
LISTED = (
    "Cổng Dịch vụ công có thủ tục này (mã {code}) nhưng dữ liệu của tôi chưa có chi tiết, nên tôi không trả lời thay."
)
KNOWN = "Tôi biết thủ tục này theo tên nhưng chưa có dữ liệu về giấy tờ, phí và thời hạn, nên tôi không trả lời thay."
KNOWN_CODE = " (mã {code})"
LISTED_SEE = "Bạn xem tại: "
LISTED_PAGE = "trang của thủ tục trên Cổng"
LISTED_SEARCH = "tìm theo mã trên Cổng"
LISTED_OR = "Hoặc hỏi Trung tâm Phục vụ hành chính công xã, phường nơi bạn ở."
RULE = "Căn cứ: {rule}"
GENERAL_GONE = "Dữ liệu hiện tại của tôi không còn câu trả lời này. Bạn nhắn lại câu hỏi giúp tôi nhé."
CHOICE_OF = "{name} — {kind}"
MORE_OF = "Xem thêm: {name}"
SEVERAL = "Bạn hỏi mấy việc, tôi trả lời lần lượt:"
APOLOGY = (
    "Xin lỗi bạn, tôi gặp trục trặc khi trả lời câu này. Bạn thử nhắn lại bằng lời khác, hoặc hỏi Trung tâm Phục vụ "
    "hành chính công xã, phường nơi bạn ở."
)
BUTTON_OLD = "Nút này đã cũ hoặc không còn dùng được. Bạn nhắn lại câu hỏi giúp tôi nhé."
CODE_GONE = "Dữ liệu hiện tại của tôi không còn thủ tục này. Bạn nhắn lại câu hỏi giúp tôi nhé."

ENGLISH_NO_MATCH = (
    "Sorry, I can only answer in Vietnamese about Vietnamese administrative procedures. Please ask in Vietnamese, "
    "look at the National Public Service Portal, or visit the public administration service centre of your commune."
)
ENGLISH_OUT_OF_SCOPE = (
    "Sorry, I am an automatic assistant for Vietnamese administrative procedures only, and I answer in Vietnamese."
)
ENGLISH_PORTAL = "National Public Service Portal"

# ── out of scope, smalltalk ─────────────────────────────────────────────────────────────────────────────────────────

OUT_OF_SCOPE = {
    "own_dossier": (
        "Tôi không tra cứu hồ sơ cá nhân và không lưu số giấy tờ hay mã hồ sơ. Bạn tra tại Cổng Dịch vụ công quốc gia, "
        "mục «Tra cứu hồ sơ», bằng mã trên giấy hẹn, hoặc hỏi nơi đã nộp.",
        "Nếu hồ sơ đã quá hạn, bạn có thể yêu cầu nơi nộp gửi Phiếu xin lỗi và hẹn lại ngày trả kết quả.",
    ),
    "complaint": (
        "Tôi rất tiếc về việc bạn gặp phải. Tôi là trợ lý tự động nên không nhận và không xử lý được phản ánh, "
        "khiếu nại.",
        "Bạn gửi phản ánh, kiến nghị trên Cổng Dịch vụ công quốc gia, mục «Phản ánh kiến nghị», hoặc gặp người phụ "
        "trách Trung tâm Phục vụ hành chính công nơi bạn nộp hồ sơ.",
    ),
    "weather": ("Tôi không có thông tin thời tiết, tôi chỉ trả lời về thủ tục hành chính.",),
    "legal_advice": (
        "Tôi chỉ nói được thủ tục hành chính quy định thế nào, không tư vấn thay luật sư cho vụ việc riêng của bạn.",
        "Bạn có thể hỏi Trung tâm trợ giúp pháp lý nhà nước ở tỉnh, hoặc nhắn tôi tên thủ tục bạn cần làm.",
    ),
    "health": ("Tôi không tư vấn sức khỏe. Nếu nguy cấp, bạn gọi 115. Tôi chỉ trả lời về thủ tục hành chính.",),
    "opinion": ("Tôi không nêu ý kiến về việc này, tôi chỉ trả lời về thủ tục hành chính.",),
    "officials": (
        "Tôi không có thông tin về cán bộ và số điện thoại của từng nơi. Bạn xem trang thông tin điện tử của xã, "
        "phường, hoặc hỏi trực tiếp Ủy ban nhân dân xã, phường.",
    ),
    "local_facts": (
        "Tôi không có số liệu này của địa phương. Bạn xem trang thông tin điện tử của xã, phường hoặc của tỉnh.",
    ),
    "noise": (
        "Việc này tôi không tiếp nhận được. Bạn báo Ủy ban nhân dân hoặc Công an xã, phường nơi xảy ra; nếu nguy cấp, "
        "bạn gọi 113.",
    ),
    "prices": ("Tôi không có thông tin giá cả, tôi chỉ trả lời về thủ tục hành chính.",),
    "traffic": ("Tôi không có thông tin đi lại, tàu xe, tôi chỉ trả lời về thủ tục hành chính.",),
    "farming": ("Tôi không tư vấn trồng trọt, chăn nuôi, tôi chỉ trả lời về thủ tục hành chính.",),
    "shopping": ("Tôi không tư vấn mua sắm, tôi chỉ trả lời về thủ tục hành chính.",),
    "entertainment": ("Việc này tôi không làm được, tôi chỉ trả lời về thủ tục hành chính.",),
    "relations": (
        "Chuyện riêng này tôi không tư vấn được, mong bạn thông cảm. Tôi chỉ trả lời về thủ tục hành chính.",
    ),
    "jobs": (
        "Tôi không có tin tuyển dụng. Bạn hỏi Trung tâm Dịch vụ việc làm của tỉnh; tôi chỉ trả lời về thủ tục "
        "hành chính.",
    ),
    "technology": ("Tôi không hỗ trợ kỹ thuật máy móc, phần mềm, tôi chỉ trả lời về thủ tục hành chính.",),
    "utilities": (
        "Tôi không có thông tin cấp điện, cấp nước. Bạn gọi đơn vị điện lực hoặc cấp nước nơi ở; tôi chỉ trả lời về "
        "thủ tục hành chính.",
    ),
    "services": ("Tôi không có thông tin về dịch vụ này, tôi chỉ trả lời về thủ tục hành chính.",),
    "general_knowledge": ("Việc này nằm ngoài những gì tôi biết, tôi chỉ trả lời về thủ tục hành chính.",),
    "cooking_and_home": ("Tôi không hướng dẫn việc bếp núc, nhà cửa, tôi chỉ trả lời về thủ tục hành chính.",),
    "money_arrival": (
        "Tôi không xem được tiền lương, lương hưu, trợ cấp của bạn đã chuyển hay chưa. Bạn hỏi nơi chi trả: bảo hiểm "
        "xã hội, bưu điện hoặc Ủy ban nhân dân xã, phường.",
    ),
    "scams": (
        "Bạn đừng chuyển tiền, đừng đọc mã OTP, đừng bấm đường dẫn lạ. Nếu đã mất tiền, bạn báo ngay ngân hàng và Công "
        "an xã, phường nơi ở; nếu nguy cấp, gọi 113.",
    ),
    "private_data": ("Tôi không có và không tra cứu thông tin riêng của người khác.",),
    "recommendation": ("Tôi không đánh giá hay giới thiệu nơi nào tốt hơn, tôi chỉ trả lời về thủ tục hành chính.",),
    "finance": ("Tôi không tư vấn vay mượn, gửi tiền, đầu tư, tôi chỉ trả lời về thủ tục hành chính.",),
    "real_estate": ("Tôi không có tin mua bán, cho thuê nhà đất, tôi chỉ trả lời về thủ tục hành chính.",),
    "fortune": ("Tôi không xem tuổi, xem ngày, phong thủy, tôi chỉ trả lời về thủ tục hành chính.",),
    "games_and_lottery": ("Tôi không có kết quả xổ số, trò chơi, tôi chỉ trả lời về thủ tục hành chính.",),
    "schools": ("Tôi không tư vấn chọn trường, chọn ngành, tôi chỉ trả lời về thủ tục hành chính.",),
    "exams": ("Tôi không có điểm thi, điểm chuẩn. Bạn xem trên trang của trường hoặc của Sở Giáo dục và Đào tạo.",),
    "homework": ("Tôi không làm bài, dịch hay viết giúp được, tôi chỉ trả lời về thủ tục hành chính.",),
    "news": ("Tôi không có tin tức thời sự, tôi chỉ trả lời về thủ tục hành chính.",),
    "pets": ("Tôi không tư vấn nuôi thú cưng, tôi chỉ trả lời về thủ tục hành chính.",),
    "beauty": ("Tôi không tư vấn làm đẹp, tôi chỉ trả lời về thủ tục hành chính.",),
    "travel": ("Tôi không tư vấn du lịch, tôi chỉ trả lời về thủ tục hành chính.",),
    "": ("Việc này nằm ngoài những gì tôi biết. Tôi chỉ trả lời về thủ tục hành chính.",),
}
"""By subject; the empty one is for every other subject."""

OUT_OF_SCOPE_OFFER = "Bạn cần làm giấy tờ, thủ tục gì thì cứ nhắn, ví dụ «{example}»"
OUT_OF_SCOPE_LINKED = ("own_dossier", "complaint")
"""Subjects for which the portal's address is shown."""

SMALLTALK = {
    "greeting": "Chào bạn. Tôi là trợ lý tự động về thủ tục hành chính. Bạn cần làm giấy tờ, thủ tục gì ạ?",
    "thanks": "Dạ, không có chi. Cần hỏi thủ tục nào nữa, bạn cứ nhắn.",
    "goodbye": "Chào bạn. Khi nào cần hỏi thủ tục, bạn cứ nhắn tôi.",
    "who_are_you": (
        "Tôi là trợ lý tự động, không phải người. Tôi trả lời về thủ tục hành chính theo dữ liệu của Cổng Dịch vụ công "
        "quốc gia: giấy tờ, lệ phí, thời hạn, nơi nộp, nộp trực tuyến."
    ),
    "praise": "Cảm ơn bạn. Cần hỏi thủ tục nào nữa, bạn cứ nhắn.",
    "abuse": "Tôi rất tiếc nếu đã làm bạn bực mình. Bạn nhắn rõ việc cần làm, tôi sẽ cố gắng giúp.",
    "okay": "Vâng ạ. Cần hỏi thêm thủ tục nào, bạn cứ nhắn.",
    "apology": "Không sao đâu bạn. Bạn cần hỏi thủ tục nào ạ?",
    "help": "Bạn cứ nhắn việc cần làm bằng lời thường, tôi sẽ tìm thủ tục giúp bạn.",
}
"""By kind; a kind that is not here is answered like ``okay``."""

# ── /start, /help, messages that cannot be read ─────────────────────────────────────────────────────────────────────

START = (
    "Chào bạn! Tôi là trợ lý tự động (AI) về thủ tục hành chính, không phải cán bộ.",
    "Bạn hỏi bằng lời thường, tôi trả lời đúng phần bạn cần: giấy tờ, lệ phí, thời hạn, nơi nộp, nộp trực tuyến…",
    "Tôi cũng nêu số liệu giải quyết thủ tục của địa phương, kèm kỳ và nguồn: bạn hỏi thẳng hoặc bấm /thongke.",
)
HELP = (
    "Tôi là trợ lý tự động (AI) về thủ tục hành chính. Cách hỏi:",
    "• Nhắn việc cần làm, có dấu hay không dấu đều được.",
    "• Hỏi tiếp ngắn gọn, ví dụ «còn lệ phí?», «nộp online được không».",
    "• Bấm nút dưới câu trả lời để xem phần khác.",
    "• Hỏi số liệu của một địa phương, ví dụ «tỷ lệ hồ sơ trực tuyến của huyện Đông Hưng».",
)
DATA_SOURCE = (
    "Dữ liệu lấy từ Cổng Dịch vụ công quốc gia và văn bản công bố; mỗi câu trả lời đều ghi nguồn và ngày của dữ liệu. "
    "Câu trả lời chỉ để tham khảo, không thay văn bản của cơ quan nhà nước."
)
PRIVACY = (
    "Tôi không lưu nội dung bạn nhắn và không lưu thông tin cá nhân; tôi chỉ nhớ trong 30 phút là đang nói về thủ tục, "
    "số liệu nào. Riêng của cán bộ được cấp quyền, tôi lưu mã số Telegram và địa phương theo dõi. Bạn đừng gửi số căn "
    "cước, số điện thoại hay ảnh giấy tờ."
)
FIGURES_OF = "số liệu của"
"""Put before the name of a place that stands behind /thongke, which makes it a question."""
EXAMPLES_FOLLOW = "Bạn thử một câu:"
EXAMPLES = (
    "Làm giấy khai sinh cho con cần giấy tờ gì?",
    "Đăng ký tạm trú hết bao nhiêu tiền?",
    "Mất căn cước thì làm lại ở đâu?",
    "Đổi bằng lái xe online được không?",
)
COMMANDS = (
    ("start", "Bắt đầu"),
    ("help", "Cách hỏi và nguồn dữ liệu"),
    ("thongke", "Chọn số liệu theo địa phương"),
)
STAFF_COMMANDS = (
    ("theodoi", "Nhận bản tin số liệu của một địa phương"),
    ("botheodoi", "Ngừng nhận bản tin"),
)
ADMIN_COMMANDS = (("capquyen", "Cấp, thu hồi quyền cán bộ"),)
HELP_COMMAND = "• /{name}: {text}"
UNKNOWN_COMMAND = "Tôi không biết lệnh này. Bạn cứ nhắn câu hỏi bằng lời thường, hoặc bấm /help."

PHOTO = (
    "Tôi không đọc được ảnh. Để giữ an toàn cho bạn, xin đừng gửi ảnh giấy tờ tùy thân; nếu lỡ gửi, bạn nên xóa "
    "ảnh đi. Bạn nhắn câu hỏi bằng chữ giúp tôi nhé."
)
VOICE = "Tôi chưa nghe được tin nhắn thoại. Bạn nhắn câu hỏi bằng chữ giúp tôi nhé, không dấu cũng được."
DOCUMENT = (
    "Tôi không mở tệp được gửi đến. Xin bạn đừng gửi hồ sơ hay giấy tờ cá nhân vào đây; bạn nhắn câu hỏi bằng chữ "
    "giúp tôi nhé."
)
LOCATION = "Tôi không dùng vị trí của bạn. Bạn nhắn tên xã, phường và việc cần làm bằng chữ giúp tôi nhé."
CONTACT = "Xin bạn đừng gửi danh bạ hay số điện thoại vào đây. Bạn nhắn câu hỏi bằng chữ giúp tôi nhé."
STICKER = "Tôi chỉ đọc được chữ thôi ạ. Bạn cần làm giấy tờ, thủ tục gì thì nhắn tôi nhé."
OTHER_MESSAGE = "Tôi chỉ đọc được tin nhắn chữ. Bạn nhắn câu hỏi bằng chữ giúp tôi nhé."
ADDRESSED_WITHOUT_TEXT = "Bạn cần hỏi thủ tục nào ạ? Bạn nhắn câu hỏi kèm tên tôi nhé."

# ── staff ───────────────────────────────────────────────────────────────────────────────────────────────────────────

STAFF_REFUSAL = (
    "Xin lỗi bạn, lệnh này tôi không thực hiện được. Bạn cứ nhắn câu hỏi bằng lời thường, hoặc bấm /help để xem "
    "cách hỏi."
)
STAFF_PRIVATELY = "Lệnh này tôi chỉ nhận trong cuộc trò chuyện riêng. Bạn nhắn riêng cho tôi nhé."
STAFF_PRIVACY = (
    "Tôi lưu mã số Telegram của người được cấp quyền để nhận ra họ, và ghi lại ai cấp, thu hồi quyền của ai, lúc nào."
)
ROLES = {Role.STAFF: "cán bộ", Role.ADMIN: "quản trị"}
GRANT_HOW = (
    "Cách dùng (số là mã số Telegram của người đó):",
    "• /capquyen 123456 can_bo",
    "• /capquyen 123456 quan_tri",
    "• /capquyen 123456 thu_hoi",
    "Hoặc trả lời một tin nhắn chuyển tiếp của người đó bằng «/capquyen can_bo».",
)
GRANT_UNREADABLE = "Tôi chưa hiểu lệnh này."
GRANT_LIST = "Những người được cấp quyền:"
GRANT_LINE = "• {person}: {role}, {by} ngày {day}"
GRANT_BY = "do {who} cấp"
GRANT_BY_OPERATOR = "theo ADMIN_IDS"
GRANT_DONE = "Tôi đã cấp quyền {role} cho {person}."
GRANT_REVOKED = "Tôi đã thu hồi quyền của {person}."
GRANT_UNCHANGED = "{person} đã có quyền {role} từ trước."
GRANT_NOT_LISTED = "{person} không có trong danh sách."
GRANT_LAST_ADMIN = (
    "Bạn là quản trị viên duy nhất nên chưa bỏ được quyền này. Bạn cấp quyền quản trị cho người khác trước đã."
)

RHYTHMS = {Rhythm.WEEKLY: "hằng tuần (8 giờ sáng thứ Hai)", Rhythm.MONTHLY: "hằng tháng (8 giờ sáng ngày 1)"}
FOLLOW_HOW = (
    "Cách dùng:",
    "• /theodoi xã Đông Hưng tuần",
    "• /theodoi xã Đông Hưng tháng",
    "• /botheodoi xã Đông Hưng",
)
FOLLOW_NONE = "Bạn chưa theo dõi địa phương nào."
FOLLOW_LIST = "Bạn đang nhận bản tin về:"
FOLLOW_LINE = "• {place}: {rhythm}"
FOLLOW_DONE = "Tôi sẽ gửi bạn bản tin {rhythm} về {place}."
FOLLOW_MOST = "Bạn đã theo dõi {count} mục, nhiều nhất có thể. Bạn bỏ bớt rồi thêm lại giúp tôi nhé."
FOLLOW_WHICH = "Có nhiều đơn vị mang tên này, bạn chọn một:"
FOLLOW_ENDED = "{place} không còn từ {day} nên sẽ không có số mới. Bạn chọn đơn vị hiện nay:"
FOLLOW_UNKNOWN = "Tôi chưa tìm ra địa phương này. Bạn nhắn đủ tên, ví dụ «/theodoi xã Đông Hưng, Hưng Yên tuần»."
FOLLOW_STOPPED = "Tôi sẽ không gửi bạn bản tin về {place} nữa."
FOLLOW_NOT = "Bạn không theo dõi địa phương này."
FOLLOW_STOP = "Ngừng nhận: {place}"

# ── the terminal ────────────────────────────────────────────────────────────────────────────────────────────────────

TERMINAL_WELCOME = "Gõ câu hỏi rồi Enter; gõ số để bấm nút; /help: cách hỏi; /thoat: thoát."
TERMINAL_PROMPT = "Bạn: "
TERMINAL_GOODBYE = "Chào bạn."
TERMINAL_NO_BUTTON = "Không có nút số {number}. Bạn gõ một số trong danh sách hoặc gõ câu hỏi."
TERMINAL_BUILDING = "Đang chuẩn bị dữ liệu lần đầu, mất ít giây…"
TERMINAL_REBUILDING = "Dữ liệu kèm theo đã đổi, đang chuẩn bị lại…"
TERMINAL_NO_KNOWLEDGE = (
    "Không chuẩn bị được dữ liệu. Bạn chạy «python -m scripts.reload_knowledge» để xem lỗi và cách sửa."
)
