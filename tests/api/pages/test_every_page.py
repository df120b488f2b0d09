"""Each page at two widths: it fits, it is quiet, it shuts nobody out."""

from collections.abc import Callable
from typing import Any

import pytest

PAGES = {
    "portfolio": "#/",
    "contract": "#/contracts/{river}",
    "mirror": "#/contracts/{river}/mirror",
    "benchmark": "#/contracts/{coastal}/benchmark",
    "exposure": "#/contracts/{coastal}/exposure",
    "brief": "#/contracts/{river}/brief",
    "graph": "#/contracts/{river}/graph",
    "compare": "#/compare?c={river}&c={coastal}",
    "rules": "#/rules/ASY-01",
}
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

SEEN = """() => ({
  scroll: document.documentElement.scrollWidth, width: innerWidth,
  wide: [...document.querySelectorAll("main *")].filter((one) =>
    !one.closest(".heat-frame, .table, pre, .net, .sr") && !one.matches(".sr")
    && one.getBoundingClientRect().right > innerWidth + 1)
    .map((one) => one.className || one.tagName),
  h1: document.querySelectorAll("h1").length,
  words: document.querySelector("main").innerText.length,
})"""


@pytest.mark.parametrize(("width", "lang", "dark"), [(1280, "en", False), (390, "en", True)])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_and_is_quiet_and_shuts_nobody_out(
    visit: Callable[..., Any],
    river: str,
    coastal: str,
    name: str,
    width: int,
    lang: str,
    dark: bool,
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = visit(width, lang, dark).go(PAGES[name].format(river=river, coastal=coastal))
    seen = page.evaluate(SEEN)
    assert seen["scroll"] <= width
    assert seen["wide"] == []
    assert seen["h1"] == 1
    assert seen["words"] > 200
    options = {"runOnly": list(RULES), "resultTypes": ["violations"]}
    found = axe.run(page, options=options).response["violations"]
    assert [(one["id"], one["nodes"][0]["target"]) for one in found] == []


def test_every_page_fits_in_chinese(visit: Callable[..., Any], river: str, coastal: str) -> None:
    visitor = visit(390, "zh")
    for place in PAGES.values():
        page = visitor.go(place.format(river=river, coastal=coastal))
        seen = page.evaluate(SEEN)
        assert (place, seen["scroll"], seen["wide"]) == (place, 390, [])
        assert page.evaluate("() => document.documentElement.lang") == "zh-Hans"
