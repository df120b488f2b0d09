"""The report in a real browser: it fits, it can be read, its filters filter, it prints."""

import json
import shutil
import subprocess
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from api.contracts import Contract
from api.service import judge_here, report

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: the report in a browser")

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--allow-file-access-from-files",
)

# Looks at the report from a page around it, because the report itself runs no script.
HARNESS = """<!DOCTYPE html><body style="margin:0">
<iframe id="page" style="width:{width}px;height:900px;border:0"></iframe><pre id="seen"></pre>
<script>
const errors = [];
const frame = document.getElementById("page");
const channels = c => c.match(/[\\d.]+/g).map(Number);
const light = c => {{
  const [r, g, b] = c.map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}};
const behind = (win, el) => {{
  for (; el; el = el.parentElement) {{
    const c = channels(win.getComputedStyle(el).backgroundColor);
    if (c.length === 3 || c[3] === 1) return c;
  }}
  return [255, 255, 255];
}};
const faint = (doc, win) => [...doc.querySelectorAll("body *")].filter(el => {{
  const own = [...el.childNodes].some(n => n.nodeType === 3 && n.data.trim());
  if (!own || el.closest("svg") || !el.getClientRects().length) return false;
  const a = light(channels(win.getComputedStyle(el).color)), b = light(behind(win, el));
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5;
}}).map(el => el.className + ": " + el.textContent.trim().slice(0, 30));
const shown = doc => [...doc.querySelectorAll(".finding")].filter(el => el.offsetParent).length;
frame.onload = () => {{
  const doc = frame.contentDocument, win = frame.contentWindow;
  const counts = {{}};
  for (const side of ["all", "vendor", "buyer", "both"]) {{
    doc.getElementById("only-" + side)?.click();
    counts[side] = shown(doc);
  }}
  const wide = [...doc.querySelectorAll("main *")].filter(el =>
    !el.closest(".table, .sr") && el.getBoundingClientRect().right > {width} + 1);
  document.getElementById("seen").textContent = JSON.stringify({{
    scroll: doc.documentElement.scrollWidth, counts, faint: faint(doc, win),
    wide: wide.map(el => el.className || el.tagName),
    h1: doc.querySelectorAll("h1").length, main: doc.querySelectorAll("main").length,
    marks: doc.querySelectorAll(".contract mark").length,
    dark: win.matchMedia("(prefers-color-scheme: dark)").matches,
  }});
}};
frame.src = "report.html";
</script>"""


def look(folder: Path, width: int, *flags: str) -> dict[str, Any]:
    """What a browser sees of `report.html` in the folder at this width."""
    (folder / "harness.html").write_text(HARNESS.format(width=width), "utf-8")
    assert CHROMIUM
    done = subprocess.run(
        [
            CHROMIUM,
            *FLAGS,
            *flags,
            f"--user-data-dir={folder / 'profile'}",
            "--virtual-time-budget=5000",
            "--dump-dom",
            (folder / "harness.html").as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    seen = done.stdout.split('<pre id="seen">')[1].split("</pre>")[0]
    found: dict[str, Any] = json.loads(unescape(seen))
    return found


@pytest.fixture(params=["zh", "en"])
def folder(
    request: pytest.FixtureRequest, tmp_path: Path, sample: Callable[[str], Contract]
) -> Path:
    others = [sample("lakeside-data-service"), sample("coastal-cloud-hosting")]
    (judged,) = judge_here([sample("river-city-network-ops")])
    (tmp_path / "report.html").write_text(report(judged, others, request.param), "utf-8")
    return tmp_path


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_runs_off_the_page(folder: Path, width: int) -> None:
    seen = look(folder, width)
    assert seen["scroll"] <= width
    assert seen["wide"] == []


def test_a_filter_shows_one_side_and_all_together_make_the_whole(folder: Path) -> None:
    counts = look(folder, 1280)["counts"]
    assert counts["all"] == counts["vendor"] + counts["buyer"] + counts["both"]
    assert counts["vendor"] > counts["buyer"], "this sample was drafted for the buyer"


@pytest.mark.parametrize("dark", [False, True])
def test_text_stands_out_in_light_and_in_dark(folder: Path, dark: bool) -> None:
    flags = ("--blink-settings=preferredColorScheme=0",) if dark else ()
    seen = look(folder, 1280, *flags)
    assert seen["dark"] is dark
    assert seen["faint"] == []


def test_the_page_has_one_heading_one_main_part_and_lit_words(folder: Path) -> None:
    seen = look(folder, 1280)
    assert (seen["h1"], seen["main"]) == (1, 1)
    assert seen["marks"] > 0


def test_it_prints(folder: Path) -> None:
    pdf = folder / "report.pdf"
    assert CHROMIUM
    subprocess.run(
        [
            CHROMIUM,
            *FLAGS,
            f"--user-data-dir={folder / 'profile'}",
            "--no-pdf-header-footer",
            f"--print-to-pdf={pdf}",
            (folder / "report.html").as_uri(),
        ],
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert pdf.read_bytes().startswith(b"%PDF")
