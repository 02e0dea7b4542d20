"""Made-up tables of figures, as odd as real ones."""

from __future__ import annotations

from bot.numbers import number, percent
from bot.statistics_table import Row, Table, TableKind

SOURCE = "Báo cáo cải cách hành chính — UBND tỉnh Gió Lộng, 05/10/2026\nCổng Dịch vụ công Gió Lộng, 06/10/2026"
NAMES = (
    "xã Nguyễn Lương Bằng",
    "phường Ỷ La",
    "xã Kỳ Phú và vùng phụ cận sáp nhập từ năm xã cũ ven sông Luộc, thuộc thành phố Hải Phòng ngày nay",
    "Ban Quản lý Khu kinh tế và các khu công nghiệp tỉnh Quảng Ngãi",
    "xã Ẵng Tở",
    "đặc khu Cát Hải",
    "xã Đặng Lễ",
    "xãkhôngcómộtdấucáchnàotrongtêndàiđếnmứckhôngvừamộtdòngcủamànhìnhđiệnthoại",
)


def row(label: str, value: float | None, words: str = "", *, asked: bool = False) -> Row:
    """A row whose words are a percentage unless they are given."""
    return Row(label, (value,), words or ("không nêu" if value is None else percent(value)), asked)


def places(
    *rows: Row, unit: str = "percent", threshold: float | None = None, threshold_words: str = "", title: str = ""
) -> Table:
    """Places of one period."""
    return Table(
        title or "tỷ lệ số hóa hồ sơ",
        "quý III/2026",
        ("Đơn vị", "Tỷ lệ (%)"),
        rows,
        threshold,
        TableKind.PLACES,
        unit,
        SOURCE,
        threshold_words,
        definition="số hồ sơ số hóa / số hồ sơ tiếp nhận",
        made="2026-11-23",
    )


def periods(*rows: Row, unit: str = "percent", threshold: float | None = None) -> Table:
    """Periods of one place."""
    return Table(
        "tỷ lệ hồ sơ nộp trực tuyến của xã Đông Hưng (Hưng Yên)",
        "",
        ("Kỳ", "Tỷ lệ (%)"),
        rows,
        threshold,
        TableKind.TIME,
        unit,
        SOURCE,
    )


TWO = places(row("huyện Hoằng Hóa (Thanh Hóa)", 99.57), row("huyện Đông Hưng (Thái Bình)", 97.9))
LONG_NAMES = places(
    *(row(f"{NAMES[place % 8]} {place + 1}", 99.0 - 5 * place, asked=place == 4) for place in range(15))
)
EVERYWHERE = places(
    *(
        row(f"xã Gió {place + 1}", 9_000 - place, f"{number(9_000 - place)} hồ sơ", asked=place == 40)
        for place in range(68)
    ),
    unit="dossiers",
)
THRESHOLD = places(
    row("xã Gió", 91.2),
    row("xã Bão", 84.4, asked=True),
    row("xã Mây", 79.98),
    row("xã Mưa", None),
    threshold=80,
    threshold_words="đủ điểm theo QĐ 766 từ 80 %",
)
CHANGE = places(
    row("xã Gió", 120, "tăng 120 hồ sơ"),
    row("xã Bão", 0, "không đổi"),
    row("xã Mây", -48, "giảm 48 hồ sơ", asked=True),
    row("xã Mưa", -300, "giảm 300 hồ sơ"),
    unit="dossiers",
)
MONTHS = periods(
    *(
        row(f"tháng {month}/2026", value)
        for month, value in enumerate((41.2, 43.75, 39.9, 48.1, 52.34, 57, 55.5, 61.25, 66.6, 64.9, 71.3, 78.05), 1)
    ),
    threshold=50,
)
MILLIONS = periods(
    *(
        row(f"tháng {month}/2026", 1_500_000 + month + (500_000 if month == 12 else 0), f"{1_000_000 + month} hồ sơ")
        for month in range(1, 13)
    ),
    unit="dossiers",
)
QUARTERS = periods(
    row("quý I/2025", 64.2e9, "64,2 tỷ đồng"),
    row("quý II/2025", 70e9, "trên 70 tỷ đồng"),
    row("quý III/2025", None),
    row("quý IV/2025", 88e9, "88 tỷ đồng"),
    row("quý I/2026", 101e9, "101 tỷ đồng"),
    unit="VND",
)
UNEVEN = periods(
    row("giai đoạn 2018–2021", 363_424, "363.424 hồ sơ"),
    row("từ 15/12/2022 đến 15/9/2023", 67_906, "67.906 hồ sơ"),
    row("9 tháng năm 2023", 60_000, "60.000 hồ sơ"),
    unit="dossiers",
)
RANKS = periods(
    *(row(f"năm {year}", value, f"hạng {value}") for year, value in ((2021, 12), (2022, 9), (2023, 3))), unit="rank"
)
RATES = periods(*(row(f"tháng {month}/2026", 94 + month / 2) for month in range(1, 13)), threshold=98)
FALL = periods(*(row(f"năm {year}", value) for year, value in ((2021, 3.0), (2022, -2.5), (2023, -8.0), (2024, 1.0))))
ALL = {
    "two": TWO,
    "long names": LONG_NAMES,
    "everywhere": EVERYWHERE,
    "threshold": THRESHOLD,
    "change": CHANGE,
    "months": MONTHS,
    "millions": MILLIONS,
    "quarters": QUARTERS,
    "uneven": UNEVEN,
    "ranks": RANKS,
    "rates": RATES,
    "fall": FALL,
}
