"""What a notebook shows: the same results as frames, tables, cards and pictures, all escaped."""

import builtins
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import kg
import loaders
from kg.display import Table
from ontology.errors import EvenhandError
from ontology.facts import Facts

SAMPLES = Path(__file__).parents[3] / "api/samples"
HARBOUR = SAMPLES / "harbour-software-dev.txt"
NASTY = "<script>alert('契约')</script>&\"'"


@pytest.fixture(scope="module")
def facts() -> Facts:
    return loaders.read(HARBOUR)


@pytest.fixture(scope="module")
def tables(facts: Facts) -> dict[str, Table[Any]]:
    other = loaders.read(SAMPLES / "lakeside-data-service.txt")
    return {
        "terms": kg.terms(facts, other),
        "clauses": kg.clauses(facts, loaders.text_of(HARBOUR), kg.assess(facts)),
        "findings": kg.assess(facts),
        "topics": kg.compare(facts, other),
        "changes": kg.changes(facts, other),
        "values": kg.benchmark(facts),
        "sums": kg.exposure(facts),
        "points": kg.brief(facts, "buyer").table(),
    }


class Open(HTMLParser):
    """Which elements were opened, with their attributes, and whether all were closed."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.left: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        self.left.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.left.pop() == tag


def opened(page: str) -> Open:
    found = Open()
    found.feed(page)
    assert found.left == []
    return found


def test_a_table_is_a_sequence_that_becomes_a_frame(tables: dict[str, Table[Any]]) -> None:
    for name, table in tables.items():
        frame = table.frame("zh")
        assert len(frame) == len(table) > 0, name
        assert list(frame.columns) == list(dict.fromkeys(k for r in table.rows() for k in r)), name
    assert isinstance(tables["findings"][:2], Table)
    high = tables["findings"].where(lambda found: found.severity == "high")
    assert {found.severity for found in high} == {"high"}


def test_columns_keep_their_names_and_words_follow_the_language(
    tables: dict[str, Table[Any]],
) -> None:
    zh, en = (tables["findings"].frame(lang).iloc[0] for lang in ("zh", "en"))
    assert list(zh.index) == list(en.index)
    assert (zh["title"], en["title"]) == (
        "高比例预付且无担保",
        "Large prepayment without security",
    )
    assert zh["quote"] == en["quote"]


def test_without_pandas_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tables: dict[str, Table[Any]]
) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any) -> Any:
        if name == "pandas":
            raise ImportError(name)
        return real(name, *args)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(EvenhandError, match=r"evenhand\[notebook\]"):
        tables["terms"].frame()
    assert tables["terms"]._repr_html_()


def everything(facts: Facts, text: str) -> list[str]:
    findings = kg.assess(facts, text=text)
    shown = [
        facts,
        facts.terms[0],
        facts.clauses[0],
        findings,
        findings[0],
        *kg.clauses(facts, text, findings),
        kg.explain(findings[0], facts),
        kg.exposure(facts, "late_payment")[0],
        kg.brief(facts, "buyer"),
        kg.compare(facts),
    ]
    return [one._repr_html_() for one in shown]


def test_nothing_shown_runs_or_comes_from_outside(facts: Facts) -> None:
    for page in everything(facts, loaders.text_of(HARBOUR)):
        for tag, attributes in opened(page).seen:
            assert tag not in {"script", "link", "iframe", "object", "img", "style", "a"}
            assert not {name for name in attributes if name.startswith("on")}
            assert not {"src", "href"} & set(attributes)
        assert "url(" not in page


def test_what_a_contract_says_is_never_markup() -> None:
    plain = HARBOUR.read_text("utf-8")
    nasty = plain.replace("大连汐澜软件开发有限公司", f"大连汐澜{NASTY}软件开发有限公司")
    nasty = nasty.replace("甲方逾期付款的", f"甲方逾期付款{NASTY}的")
    facts = loaders.read_text(NASTY, nasty)
    pages = everything(replace(facts, contract=replace(facts.contract, title=NASTY)), nasty)
    assert any("&lt;script&gt;" in page for page in pages)
    assert [page for page in pages if "script" in {tag for tag, _ in opened(page).seen}] == []


def test_clauses_hold_every_word_once_and_light_what_findings_are_about(facts: Facts) -> None:
    text = loaders.text_of(HARBOUR)
    findings = kg.assess(facts)
    shown = kg.clauses(facts, text, findings)
    covered = {at for clause in facts.clauses for at in range(clause.start, clause.end)}
    assert sum(len(one.words) for one in shown) == len(covered)
    lit = next(one for one in shown if one.marks)
    page = lit._repr_html_()
    marked = "".join(re.findall("<mark[^>]*>([^<]*)</mark>", page))
    assert marked
    assert marked in lit.words


def test_the_picture_of_a_finding_leads_from_law_to_words(facts: Facts) -> None:
    finding = kg.assess(facts)[0]
    page = kg.explain(finding, facts)._repr_html_()
    picture = ElementTree.fromstring(page)
    words = [node.text for node in picture.iter("text")]
    assert {"RAISED_BY", "BASED_ON", "ABOUT", "STATED_IN", finding.rule} <= set(words)
    assert finding.basis[0].id in words


@pytest.mark.parametrize(("lang", "word"), [("zh", "高比例预付且无担保"), ("en", "prepayment")])
def test_cards_speak_the_language_of_the_reader(
    monkeypatch: pytest.MonkeyPatch, facts: Facts, lang: str, word: str
) -> None:
    monkeypatch.setenv("EVENHAND_LANG", lang)
    assert word in kg.assess(facts)._repr_html_()
