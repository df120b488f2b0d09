"""The pages in a real browser: one server with the samples, one Chromium for all tests.

The contracts are put into the store directly; uploading is tested by uploading. A page that writes
anything to the console but a log, or fails to load anything, fails its test.
"""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from api.contracts import Contract
from api.http.app import create_app
from api.http.server import Server
from api.http.settings import Settings
from api.service import add

STEMS = ("river-city-network-ops", "coastal-cloud-hosting", "lakeside-data-service")
PATIENCE = 60_000
"""Milliseconds that a page may take where other programs want the machine too."""


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Settings], tuple[str, Server]]]:
    """Starts a server on a free port: its address and what it serves."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(settings: Settings) -> tuple[str, Server]:
        app = create_app(settings)
        config = uvicorn.Config(app, port=0, log_level="error", timeout_graceful_shutdown=1)
        socket = config.bind_socket()
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
        thread.start()
        running.append((server, thread))
        while not server.started:
            time.sleep(0.02)
        return f"http://127.0.0.1:{socket.getsockname()[1]}/", app.state.server

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join(timeout=30)


@pytest.fixture(scope="session")
def site(
    serve: Callable[[Settings], tuple[str, Server]],
    tmp_path_factory: pytest.TempPathFactory,
    sample: Callable[[str], Contract],
) -> str:
    """The address of a server with three samples."""
    settings = Settings(data=tmp_path_factory.mktemp("site"), requests_a_minute=10**6)
    address, server = serve(settings)
    workspace = server.workspaces.get("default")
    for stem in STEMS:
        add(workspace.store, sample(stem))
    workspace.boards.changed()
    workspace.boards.refresh(600)
    return address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api")
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        pytest.skip("no Chromium: the pages in a browser")
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Visitor:
    """A reader at a screen of some width, with an ear on the console."""

    page: Any
    site: str
    heard: list[str] = field(default_factory=list)

    def go(self, place: str = "#/") -> Any:
        """Opens a page and waits until it is drawn."""
        self.page.goto("about:blank")
        self.page.goto(self.site + place)
        self.page.wait_for_selector("main:not([aria-busy]) h1", timeout=PATIENCE)
        return self.page

    def settled(self) -> None:
        """Waits until the next page is drawn."""
        self.page.wait_for_function(
            "() => !document.querySelector('main[aria-busy]')", timeout=PATIENCE
        )


@pytest.fixture
def visit(chromium: Any, site: str) -> Iterator[Callable[..., Visitor]]:
    """A reader for each call; after the test nobody has heard a complaint."""
    visitors: list[Visitor] = []

    def come(width: int = 1280, lang: str = "en", dark: bool = False, at: str = site) -> Visitor:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            locale="zh-CN" if lang == "zh" else "en-GB",
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        visitor = Visitor(context.new_page(), at)
        visitor.page.on(
            "console", lambda said: said.type != "log" and visitor.heard.append(said.text)
        )
        visitor.page.on("pageerror", lambda error: visitor.heard.append(str(error)))
        visitors.append(visitor)
        return visitor

    yield come
    for one in visitors:
        one.page.context.close()
    assert [said for one in visitors for said in one.heard] == []


@pytest.fixture(scope="session")
def river(sample: Callable[[str], Contract]) -> str:
    return sample("river-city-network-ops").id


@pytest.fixture(scope="session")
def coastal(sample: Callable[[str], Contract]) -> str:
    return sample("coastal-cloud-hosting").id


HOSTILE = """服务合同<script>window.struck = 1</script>
甲方：<img src=x onerror="window.struck=2">云岫市航标管理处
乙方：鹭洲低空科技有限公司"><svg onload=window.struck=3>
第一条 乙方每月巡检一次<script>window.struck=4</script>，并向甲方提交报告。
第二条 因财政资金未下达<b onclick=window.struck=5>而不能按期付款的，付款时间相应顺延。
第三条 乙方逾期交付的，每逾期一日按合同总价的5%支付违约金；甲方有权随时解除合同。
第四条 {long}
第五条 本合同自双方盖章之日起生效。合同总价人民币3,000元。
"""


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A contract that would like to be a page, with a word that no line holds."""
    path = tmp_path / "hostile<img src=x onerror=window.struck=6>.txt"
    path.write_text(HOSTILE.format(long="https://example.invalid/" + "a" * 600), "utf-8")
    return path
