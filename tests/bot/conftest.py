"""A small made-up release, an assistant over it, and the bot against a server on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.settings import Settings
from bot.state import State
from bot.telegram import ALLOWED_UPDATES, App, build_application
from intents.index import ARTIFACTS
from knowledge.building import Contents, build_release
from knowledge.fees import fee_state
from knowledge.general import GeneralAnswer
from knowledge.procedure import (
    Case,
    Channel,
    Document,
    Duration,
    Fee,
    FeeKind,
    LegalBasis,
    Level,
    Method,
    OnlineLevel,
    Procedure,
    TimeUnit,
)
from knowledge.procedure import (
    State as Standing,
)
from knowledge.release import Release, open_release
from knowledge.sources.reading import Record
from knowledge.store import Ambiguity, EverydayName
from tests.bot.bot_api_server import TOKEN, BotApiServer

START = datetime(2026, 8, 3, 2, 0, tzinfo=UTC)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        """The time."""
        return self.now

    def pass_by(self, **spans: float) -> None:
        """Let time pass."""
        self.now += timedelta(**spans)


def fee(amount: float | None, note: str = "", kind: FeeKind = FeeKind.FEE, currency: str = "VND") -> Fee:
    """A fee line with its state worked out as an import does."""
    return Fee(fee_state(amount, note), amount, currency, kind, note)


def days(amount: float) -> Duration:
    """So many working days."""
    return Duration(amount, TimeUnit.WORKING_DAY)


KITE = Procedure(
    code="9.000001",
    name="Đăng ký thả diều",
    field="Diều sáo",
    summary="Báo cho xã biết nhà bạn muốn thả diều. Được cấp thẻ thả diều.",
    levels=(Level.COMMUNE,),
    subjects=("Công dân Việt Nam", "Tổ chức"),
    agency="Ủy ban nhân dân cấp xã",
    where="Trung tâm Phục vụ hành chính công xã",
    methods=(
        Method(
            Channel.ONLINE,
            days(2),
            (fee(7000, "mỗi lần"), fee(0, "Miễn lệ phí cho trẻ em dưới 6 tuổi")),
        ),
        Method(Channel.DIRECT, days(3), (fee(15000, "mỗi lần"), fee(0, "Miễn lệ phí cho trẻ em dưới 6 tuổi"))),
    ),
    cases=(
        Case(
            "Diều giấy",
            (Document("Tờ khai thả diều", 1, 0, "TD01"), Document("Ảnh chụp con diều", 1, 2)),
            ("Diều rách thì không cần ảnh.",),
        ),
        Case("Diều vải", (Document("Tờ khai thả diều", 1, 0, "TD01"), Document("Thẻ căn cước để xuất trình"))),
    ),
    steps=("Bước 1. Nộp tờ khai.", "Bước 2. Nhận thẻ."),
    results=("Thẻ thả diều",),
    conditions="Không thả diều gần đường dây điện.",
    legal_bases=(LegalBasis("12/2030/NĐ-GIÓ", "Nghị định về gió"),),
    decision="77/QĐ-DIỀU",
    online_level=OnlineLevel.FULL,
    page_id="019d0000-aaaa-7bbb-8ccc-0123456789ab",
    as_of="2026-07",
)
LANTERN = Procedure(
    code="9.000002",
    name="Đăng ký thả đèn trời <an toàn & vui>",
    levels=(Level.PROVINCE,),
    agency="Sở Đèn lồng",
    methods=tuple(Method(channel, fees=(fee(0),)) for channel in Channel),
    cases=(Case("", (Document("Đơn xin thả đèn", 1, 1),), time=days(5)),),
    decision="78/QĐ-ĐÈN",
    as_of="2026-01",
)
BIG = Procedure(
    code="9.000003",
    name="Cấp phép hội chọi gà",
    levels=(Level.COMMUNE,),
    agency="Ủy ban nhân dân cấp xã",
    methods=(Method(Channel.DIRECT, Duration(text="Ngay trong ngày"), (fee(None, "Mức thu do HĐND tỉnh quy định"),)),),
    cases=tuple(
        Case(
            f"Hội chọi gà hạng {number} của làng",
            tuple(
                Document(f"Giấy thứ {paper} về con gà số {number}, có dấu của trưởng làng và ảnh", 1)
                for paper in range(9)
            ),
        )
        for number in range(1, 9)
    ),
    conditions="\n".join(
        f"Điều kiện {number}: gà phải khỏe & không hung dữ <{number}>. " + "Gà nhà. " * 30 for number in range(60)
    ),
    as_of="2026-07-15",
)
OLD_MARKET = Procedure(
    code="9.000004",
    name="Thuê sạp chợ phiên",
    levels=(Level.COMMUNE,),
    agency="Ủy ban nhân dân cấp huyện",
    methods=(Method(Channel.DIRECT),),
    state=Standing.REPLACED,
    replaced_by=("9.000005",),
    as_of="2024",
)
MARKET = Procedure(
    code="9.000005",
    name="Thuê sạp chợ phiên kiểu mới",
    levels=(Level.COMMUNE,),
    agency="Ủy ban nhân dân cấp xã",
    methods=(Method(Channel.DIRECT, days(1), (fee(2000, "thu 3.000 đồng/sạp"), fee(10, "/bản", currency="USD"))),),
    as_of="2026-07-20",
)
BOAT_COMMUNE = Procedure(
    code="9.000006", name="Đua thuyền thúng", levels=(Level.COMMUNE,), agency="UBND xã", as_of="2026-07"
)
BOAT_PROVINCE = replace(BOAT_COMMUNE, code="9.000007", levels=(Level.PROVINCE,), agency="Sở Thuyền thúng")
LISTED = Procedure(code="9.000008", name="Chứng nhận nghệ nhân nặn tò he", has_details=False)
BARE = Procedure(code="9.000009", name="Khai báo nuôi cá chọi")

PROCEDURES = (KITE, LANTERN, BIG, OLD_MARKET, MARKET, BOAT_COMMUNE, BOAT_PROVINCE, LISTED, BARE)
EVERYDAY = (
    EverydayName("9.000001", "làm giấy thả diều", "name"),
    EverydayName("9.000001", "xin thẻ thả diều", "name"),
    EverydayName("9.000002", "giấy thả đèn trời", "name"),
    EverydayName("9.000003", "xin phép chọi gà", "name"),
    EverydayName("9.000005", "thuê sạp chợ", "name"),
)
AMBIGUOUS = Ambiguity(
    ("giấy lễ hội",), "Bạn cần việc nào?", (("9.000001", "Thả diều trong lễ hội"), ("9.000003", "Chọi gà trong lễ hội"))
)
GENERAL = GeneralAnswer(
    "gio-mo-cua",
    "Giờ mở cửa của chợ phiên",
    ("Chợ phiên mở từ sáng sớm.",),
    ("chợ phiên mở cửa mấy giờ",),
    "Lệ làng",
    "Hương ước",
    "https://example.vn/huong-uoc",
    "2026-07",
)


@pytest.fixture(scope="session")
def knowledge_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a release of made-up procedures."""
    folder = tmp_path_factory.mktemp("knowledge")
    contents = Contents(
        records={procedure.code: Record(procedure, shipped=True) for procedure in PROCEDURES},
        everyday_names=EVERYDAY,
        ambiguities=(AMBIGUOUS,),
        general_answers=(GENERAL,),
    )
    build_release(folder, contents, ARTIFACTS)
    return folder


@pytest.fixture(scope="session")
def knowledge(knowledge_folder: Path) -> Release:
    """The release of made-up procedures, open."""
    return open_release(knowledge_folder)


@pytest.fixture
def clock() -> Clock:
    """A clock that stands at a Monday morning of August 2026."""
    return Clock()


@pytest.fixture
def state(tmp_path: Path, clock: Clock) -> Iterator[State]:
    """A state in a real file."""
    state = State(tmp_path / "state", clock)
    yield state
    state.close()


@pytest.fixture
def assistant(knowledge: Release, state: State, clock: Clock) -> Assistant:
    """The assistant over the made-up release."""
    return Assistant(lambda: knowledge, state, clock=clock)


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    """A Bot API server on loopback."""
    server = BotApiServer()
    await server.start()
    yield server
    await server.stop()


@dataclass(frozen=True)
class Running:
    """The bot while it runs."""

    application: App
    server: BotApiServer


def settings_for(server: BotApiServer, folder: Path) -> Settings:
    """Settings that point at the loopback server."""
    return Settings(folder / "knowledge", folder / "state", telegram_bot_token=TOKEN, telegram_api_url=server.url)


@asynccontextmanager
async def running(settings: Settings, assistant: Assistant) -> AsyncIterator[App]:
    """The bot, polling, as ``run_polling`` runs it."""
    application = build_application(settings, assistant)
    await application.initialize()
    if application.post_init:
        await application.post_init(application)
    assert application.updater is not None
    await application.updater.start_polling(allowed_updates=list(ALLOWED_UPDATES), bootstrap_retries=-1)
    await application.start()
    try:
        yield application
    finally:
        await application.updater.stop()
        await application.stop()
        await application.shutdown()


@pytest.fixture
async def bot(server: BotApiServer, assistant: Assistant, tmp_path: Path) -> AsyncIterator[BotApiServer]:
    """The server that a running bot polls."""
    async with running(settings_for(server, tmp_path), assistant):
        yield server
