"""What people do with the pages, from the first click to what they came for."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.http.keys import KeyRing
from api.http.server import Server
from api.http.settings import Settings

STRUCK = """() => [
  window.struck ?? null, document.querySelectorAll("main :is(script, img, b[onclick])").length
]"""
DROP = """([name, text]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([text], name));
  document.querySelector("h1").dispatchEvent(
    new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
}"""
IN_VIEW = """(one) => {
  const box = one.getBoundingClientRect(), pane = one.closest(".pane").getBoundingClientRect();
  return box.top >= Math.max(0, pane.top) - 1 && box.top < Math.min(innerHeight, pane.bottom);
}"""


def test_a_square_of_the_map_leads_to_the_findings_it_counts(visit: Callable[..., Any]) -> None:
    page = (visitor := visit()).go()
    square = page.locator(".heat tbody tr").first.locator(".cell").first
    count = int(square.locator("b").inner_text())
    square.click()
    visitor.settled()
    assert page.locator(".finding").count() == count > 1


def test_the_map_is_filtered_and_sorted_and_its_address_says_so(visit: Callable[..., Any]) -> None:
    page = (visitor := visit()).go()
    leans = "[...document.querySelectorAll('.leans small')].map((one) => one.innerText)"
    page.select_option("#sort", "vendor")
    first = page.evaluate(leans)[0]
    assert first.startswith("vendor")
    page.select_option("#side", "vendor")
    page.fill("#q", "鹭屿")
    page.wait_for_function("() => document.querySelectorAll('.heat tbody tr').length === 1")
    assert "sort=vendor" in page.url
    page.reload()
    visitor.settled()
    assert page.input_value("#side") == "vendor"
    assert page.locator(".heat tbody tr").count() == 1


@pytest.mark.parametrize("width", [1280, 390])
def test_a_finding_lights_its_sentence_and_a_sentence_opens_its_finding(
    visit: Callable[..., Any], river: str, width: int
) -> None:
    page = visit(width).go(f"#/contracts/{river}")
    card = page.locator(".finding").nth(4)
    card.locator("h3 button").click()
    assert card.locator(".asks .vendor p").inner_text()
    assert "in force" in card.locator(".law li").first.inner_text()
    card.locator("button.where").first.click()
    lit = page.locator(".lit.on").first
    assert lit.evaluate(IN_VIEW)
    assert (
        card.locator(".quote span").first.inner_text()[:6] in page.locator(".contract").inner_text()
    )
    last = page.locator(".lit.w3").last
    last.click()
    opened = page.locator(".finding.open")
    assert opened.get_attribute("data-id") in (last.get_attribute("data-of") or "").split()
    assert opened.locator("h3 button").evaluate("(one) => one === document.activeElement")


def test_offsets_hold_to_the_sign(visit: Callable[..., Any], river: str) -> None:
    page = visit().go(f"#/contracts/{river}")
    wrong = page.evaluate(
        """async (id) => {
          const found = (await (await fetch(`api/v1/contracts/${id}/findings`)).json()).items;
          return found.filter((one) => one.start !== null && one.quote).filter((one) => {
            const lit = [...document.querySelectorAll(".lit")]
              .filter((mark) => mark.dataset.of.split(" ").includes(one.id))
              .map((mark) => [...mark.childNodes].filter((node) => node.nodeName !== "SUP")
                .map((node) => node.textContent).join("")).join("");
            return !lit.includes(one.quote.replace(/\\n/g, ""));
          }).map((one) => one.quote);
        }""",
        river,
    )
    assert wrong == []


def test_the_keyboard_reaches_everything(visit: Callable[..., Any], river: str) -> None:
    page = visit().go(f"#/contracts/{river}")
    page.locator(".finding h3 button").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    second = page.locator(".finding").nth(1)
    assert "open" in (second.get_attribute("class") or "")
    page.keyboard.press("Enter")
    assert "open" not in (second.get_attribute("class") or "")
    page.reload()
    page.wait_for_selector(".finding")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "skip"


def test_language_and_light_are_remembered(visit: Callable[..., Any]) -> None:
    page = (visitor := visit()).go()
    page.click("#lang")
    page.wait_for_function("() => document.documentElement.lang === 'zh-Hans'")
    page.click("#theme")
    page.reload()
    visitor.settled()
    assert page.locator("h1").inner_text() == "合同总览"
    assert page.evaluate("() => document.documentElement.dataset.theme") == "dark"


def test_two_contracts_are_chosen_and_compared(visit: Callable[..., Any]) -> None:
    page = (visitor := visit()).go()
    for n in (0, 1):
        page.locator(".heat input[type=checkbox]").nth(n).check()
    page.click(".chosen a")
    page.wait_for_selector(".beside")
    visitor.settled()
    assert page.locator(".beside thead th").count() == 3
    differing = page.locator(".beside tbody tr").count()
    page.check("#whole")
    page.wait_for_function(
        f"() => document.querySelectorAll('.beside tbody tr').length > {differing}"
    )


def test_words_anywhere_lead_back_into_the_contract(
    visit: Callable[..., Any], coastal: str
) -> None:
    page = (visitor := visit()).go(f"#/contracts/{coastal}/benchmark")
    strip = page.locator(".strip").first
    words = strip.locator(".q span").first.inner_text().strip("“” ")
    assert "n = " in strip.inner_text()
    assert "effective n = " in strip.inner_text()
    strip.locator("a.where").click()
    page.wait_for_selector(".asked")
    visitor.settled()
    asked = page.locator(".asked").first
    assert asked.evaluate(IN_VIEW)
    assert asked.inner_text()[:4] in words


def test_a_slider_moves_the_sum_and_its_steps(visit: Callable[..., Any], coastal: str) -> None:
    page = visit().go(f"#/contracts/{coastal}/exposure?scenario=late_payment")
    before = page.locator(".sum").inner_text()
    page.locator("#day").focus()
    page.keyboard.press("End")
    assert page.locator(".scenario output").first.inner_text() == "180 days"
    assert page.locator(".sum").inner_text() != before
    assert page.locator(".steps li .where").count() >= 1
    page.fill("#sum", "1000000")
    page.wait_for_function("() => document.querySelector('.sum').innerText === 'CNY 90,000'")


def test_a_brief_changes_sides_and_prints(visit: Callable[..., Any], river: str) -> None:
    page = (visitor := visit(dark=True)).go(f"#/contracts/{river}/brief")
    assert page.locator(".point").count() > 3
    page.get_by_role("button", name="the buyer").click()
    page.wait_for_function("() => location.hash.includes('side=buyer')")
    visitor.settled()
    assert "the buyer" in page.locator("h2.part").inner_text()
    page.emulate_media(media="print")
    assert not page.locator("#top").is_visible()
    ink = page.locator(".point dd").first.evaluate("(one) => getComputedStyle(one).color")
    assert ink == "rgb(29, 33, 41)", "paper is light, whatever the screen is"


def test_a_rule_is_found_by_its_words(visit: Callable[..., Any]) -> None:
    page = visit().go("#/rules")
    page.fill("#q", "ASY-01")
    page.wait_for_function("() => document.querySelectorAll('.rule-entry').length === 1")
    page.click(".rule-entry summary")
    assert page.locator(".rule-entry .asks").is_visible()


def test_the_graph_starts_from_a_finding(visit: Callable[..., Any], river: str) -> None:
    page = visit().go(f"#/contracts/{river}/graph")
    page.wait_for_selector(".net canvas")
    assert page.locator(".graph tbody tr").count() > 0


def test_filters_leave_what_they_say_or_say_that_nothing_is_left(
    visit: Callable[..., Any], river: str
) -> None:
    page = visit().go(f"#/contracts/{river}")
    every = page.locator(".finding").count()
    page.select_option("#severity", "low")
    low = page.locator(".finding").count()
    assert 0 < low < every
    assert page.locator(".finding.low").count() == low
    assert page.locator(".lit").count() == page.locator(".lit.w1").count() > 0
    page.select_option("#topic", "asymmetry")
    assert page.locator(".finding").count() == 0
    assert page.locator(".pane .count").inner_text() == "Nothing is found with these filters."


def test_a_hostile_file_is_uploaded_and_stays_words(
    visit: Callable[..., Any], hostile: Path
) -> None:
    page = (visitor := visit()).go()
    page.evaluate(DROP, [hostile.name, hostile.read_text("utf-8")])
    page.click(".job.done a", timeout=180_000)
    page.wait_for_selector(".ways")
    visitor.settled()
    assert "<script>" in page.locator(".contract").inner_text()
    contract = page.url.removeprefix(visitor.site)
    for width in (1280, 390):
        page = (visitor := visit(width)).go()
        for way in ("", "/mirror", "/exposure", "/brief", "/graph"):
            visitor.go(contract + way)
            assert page.evaluate(STRUCK) == [None, 0]
            assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_a_file_that_cannot_be_read_says_why(visit: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "noise.bin"
    path.write_bytes(bytes(range(256)))
    page = visit().go()
    page.set_input_files("#files", str(path))
    page.wait_for_selector(".job.failed", timeout=180_000)
    assert "noise.bin" in page.locator(".job.failed span").inner_text()
    page.click(".job.failed button")
    assert page.locator(".job").count() == 0


def test_a_server_that_wants_a_key_asks_for_it(
    visit: Callable[..., Any],
    serve: Callable[[Settings], tuple[str, Server]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    data = tmp_path_factory.mktemp("locked")
    address, _ = serve(Settings(data=data, keys=True))
    ring = KeyRing(data)
    secret = ring.add("reader", frozenset({"read"}), "default")[1]
    ring.close()
    visitor = visit(at=address)
    page = visitor.go()
    page.fill("#key", secret)
    page.click(".trouble button")
    page.wait_for_selector(".drop")
    # The browser itself tells of each 401.
    assert [said for said in visitor.heard if "401" not in said] == []
    visitor.heard.clear()


def test_what_is_not_there_is_said(visit: Callable[..., Any]) -> None:
    visitor = visit()
    page = visitor.go("#/contracts/c0000000000000000")
    assert "another workspace" in page.locator("[role=alert]").inner_text()
    assert all("404" in said for said in visitor.heard)
    visitor.heard.clear()


def test_documents_are_saved(visit: Callable[..., Any], river: str) -> None:
    page = visit().go(f"#/contracts/{river}/brief")
    for button, name, words in (
        ("Save report", "river-city-network-ops.html", "<!DOCTYPE html>"),
        ("Save as Markdown", "river-city-network-ops-vendor.md", "Liability cap"),
    ):
        with page.expect_download() as saved:
            page.get_by_role("button", name=button).click()
        assert saved.value.suggested_filename == name
        assert words in Path(saved.value.path()).read_text("utf-8")
