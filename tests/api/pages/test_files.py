"""What the pages are made of: served as they are, with words for everything they say."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.http.app import create_app
from api.http.headers import POLICY
from api.http.settings import Settings
from api.messages import texts
from api.pages.mount import FOLDER, files

MODULES = sorted(path for path in FOLDER.glob("*.js"))
REPORT = Path(FOLDER).parents[1] / "report/templates/report.css"
MOST_LINES = 200


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    app = create_app(Settings(data=tmp_path_factory.mktemp("data")))
    yield TestClient(app, base_url="http://localhost")
    app.state.server.close()


@pytest.mark.parametrize("path", ["", *(f"pages/{name}" for name in sorted(files()))])
def test_a_file_has_its_kind_and_a_tag_and_is_not_sent_twice(client: TestClient, path: str) -> None:
    first = client.get(f"/{path}")
    assert first.status_code == 200
    assert first.headers["Content-Type"].split(";")[0] != "application/octet-stream"
    again = client.get(f"/{path}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["nothing.js", "../mount.py", "%2e%2e/mount.py", "css", ""])
def test_nothing_else_is_served(client: TestClient, path: str) -> None:
    answer = client.get(f"/pages/{path}")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_no_script_runs_but_our_files(client: TestClient) -> None:
    answer = client.get("/")
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert "script-src" not in POLICY
    assert "default-src 'self';" in POLICY
    assert re.findall(r"<script(?![^>]*\bsrc=)|\son\w+=|javascript:", answer.text) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_is_short_and_never_makes_markup_of_words(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    made = re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", text)
    assert made == []


def said() -> tuple[set[str], set[str]]:
    """The keys that the modules name in full, and those of which they name the beginning."""
    text = "\n".join(path.read_text("utf-8") for path in MODULES)
    whole = set(re.findall(r'\bt\(\s*"([\w.]+)"', text))
    whole |= set(re.findall(r'[?:]\s*"([a-z_]+\.[a-z_]+)"', text))
    whole |= set(re.findall(r'\blist\("([\w.]+)"', text))
    return whole, set(re.findall(r"\bt\(`([\w.]+\.)\$\{", text))


def test_every_word_is_said_and_every_word_that_is_said_is_there() -> None:
    known = set(texts("pages"))
    whole, begun = said()
    assert whole - known == set()
    assert {key for key in known - whole if not key.startswith(tuple(begun))} == set()


def test_the_words_of_a_language_come_as_one_file(client: TestClient) -> None:
    zh, en = (client.get(f"/pages/words/{lang}.json").json() for lang in ("zh", "en"))
    assert zh["nav.compare"] == "比较"
    assert en["nav.compare"] == "Compare"
    assert list(zh) == list(en)


def test_the_colours_are_those_of_the_report() -> None:
    report = REPORT.read_text("utf-8")
    tokens = (FOLDER / "css/tokens.css").read_text("utf-8")
    colour = re.compile(r"(--[\w-]+: #\w+);")
    light, dark = tokens.split('[data-theme="dark"]')
    first, second = report.split("@media (prefers-color-scheme: dark)")
    assert colour.findall(light) == colour.findall(first)
    assert colour.findall(dark) == colour.findall(second.split("\n}\n")[0])


def test_what_is_bundled_comes_with_its_licence() -> None:
    bundled = {path.name for path in (FOLDER / "vendor").iterdir()}
    assert bundled == {"cytoscape.min.js", "LICENSE-cytoscape"}
