"""The report as a file: whole, safe, offline, and every link arrives."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from api.contracts import Contract
from api.service import judge_here, report

LANGS = ("zh", "en")
STEMS = ("river-city-network-ops", "lakeside-data-service", "blank-ops-template")


class Page(HTMLParser):
    """Ids, links, tags and the text of the contract."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.links: list[str] = []
        self.tags: Counter[str] = Counter()
        self.loaded: list[str] = []
        self.contract: list[str] = []
        self._in_contract = self._in_ref = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags[tag] += 1
        self.ids.update([given["id"]] if given.get("id") else [])
        self.links += [given["href"]] if tag == "a" and given.get("href") else []
        self.loaded += [
            value for key, value in attrs if key in ("src", "srcset", "action", "data") and value
        ]
        classes = (given.get("class") or "").split()
        self._in_contract |= tag == "div" and "contract" in classes
        self._in_ref = "ref" in classes
        if self._in_contract and tag == "p":
            self.contract.append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_contract &= tag != "div"
        self._in_ref &= tag != "a"

    def handle_data(self, data: str) -> None:
        if self._in_contract and not self._in_ref and self.contract:
            self.contract[-1] += data


def page_of(contract: Contract, lang: str = "zh", others: tuple[Contract, ...] = ()) -> str:
    (judged,) = judge_here([contract])
    return report(judged, others, "en" if lang == "en" else "zh")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("stem", STEMS)
def test_every_link_arrives_and_no_id_stands_twice(
    sample: Callable[[str], Contract], stem: str, lang: str
) -> None:
    page = Page(page_of(sample(stem), lang))
    assert [link for link in page.links if link[1:] not in page.ids] == []
    assert [name for name, count in page.ids.items() if count > 1] == []


@pytest.mark.parametrize("stem", STEMS)
def test_the_contract_stands_there_word_for_word(
    sample: Callable[[str], Contract], stem: str
) -> None:
    contract = sample(stem)
    page = Page(page_of(contract))
    written = [line for line in contract.text.split("\n") if line.strip()]
    assert [line.strip("\n") for line in page.contract] == written


def test_nothing_is_loaded_from_anywhere(sample: Callable[[str], Contract]) -> None:
    html = page_of(sample("river-city-network-ops"))
    page = Page(html)
    assert page.loaded == []
    assert not page.tags.keys() & {"script", "link", "iframe", "img", "base", "form", "object"}
    assert "url(" not in html
    assert "@import" not in html


def test_hostile_words_stay_words(sample: Callable[[str], Contract]) -> None:
    contract = sample("river-city-network-ops")
    attack = "<script>alert(1)</script>"
    facts = replace(contract.facts, contract=replace(contract.facts.contract, title=attack))
    hostile = Contract(facts, contract.text.replace("第一章", f"{attack}\" onclick='x'", 1))
    html = page_of(hostile)
    assert attack not in html
    assert Page(html).tags["script"] == 0


def test_the_same_contract_gives_the_same_bytes(sample: Callable[[str], Contract]) -> None:
    others = (sample("lakeside-data-service"), sample("plateau-call-centre"))
    first, second = (page_of(sample("river-city-network-ops"), others=others) for _ in range(2))
    assert first == second


def test_a_contract_with_neighbours_is_compared_and_one_without_says_so(
    sample: Callable[[str], Contract],
) -> None:
    contract = sample("river-city-network-ops")
    assert "库中没有其他合同可比" in page_of(contract, others=(contract,))
    assert "lakeside-data-service" in page_of(contract, others=(sample("lakeside-data-service"),))


def test_without_its_text_the_report_still_has_its_findings(
    sample: Callable[[str], Contract],
) -> None:
    contract = replace(sample("river-city-network-ops"), text="")
    page = Page(page_of(contract))
    assert page.contract == []
    assert [link for link in page.links if link[1:] not in page.ids] == []
