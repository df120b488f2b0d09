"""Every format says the same words, whole, the same each time, and is safe to open."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import docx
import pypdfium2 as pdfium
import pytest

from api.contracts import Contract, Judged
from api.errors import Problem
from api.messages import Speaker
from api.report.blocks import words
from api.report.view import items
from api.reports import (
    Corpus,
    Format,
    _document,
    _material,
    comparison_report,
    contract_report,
    corpus_of,
)
from api.service import judge_here, read_file
from ontology.vocabulary import Lang
from tests.api.report.reading import docx_words, html_words, pdf_words, squeezed

LANGS: tuple[Lang, ...] = ("zh", "en")
WRITTEN: tuple[Format, ...] = ("docx", "pdf")
READERS = {"docx": docx_words, "pdf": pdf_words, "html": html_words}
STEM = "river-city-network-ops"

LONG = "x" * 300
HOSTILE = f"""软件开发合同
甲方：某市数据局<script>alert(1)</script>
乙方：=HYPERLINK("http://a.example","点此")有限公司
签订日期：2025年3月18日
第一条 甲方可以随时解除本合同，\x01\x08无需承担任何责任。& <b>粗体</b> #let x = 1 $a$ @b *c* `e`
第二条 =1+1 乙方应当赔偿甲方的全部损失。\u202e反向\u202c
第三条 合同签订后10个工作日内，甲方支付合同总价的30%。{LONG}
第四条 +1 -1 @SUM(A1) 乙方违约的，应当支付合同总价20%的违约金。
"""


@pytest.fixture(params=LANGS)
def lang(request: pytest.FixtureRequest) -> Lang:
    return "zh" if request.param == "zh" else "en"


@pytest.fixture
def hostile(tmp_path) -> Judged:
    path = tmp_path / "hostile.txt"
    path.write_text(HOSTILE, "utf-8")
    (contract,) = read_file(path)
    assert isinstance(contract, Contract)
    (one,) = judge_here([contract])
    return one


@pytest.mark.parametrize("form", WRITTEN)
def test_every_finding_is_there_with_its_title_and_its_words(
    judged: Callable[[str], Judged], form: Format, lang: Lang
) -> None:
    one = judged(STEM)
    said = READERS[form](contract_report(one, form, lang))
    found = items(one.findings, one.contract, Speaker("report", lang))
    assert len(found) > 20
    assert [item.title for item in found if squeezed(item.title) not in said] == []
    quotes = [place.quote for item in found for place in item.places]
    assert [quote for quote in quotes if squeezed(quote) not in said] == []


@pytest.mark.parametrize("form", ["html", *WRITTEN])
@pytest.mark.parametrize("stem", [STEM, "blank-ops-template"])
def test_all_formats_say_all_words_of_the_document(
    judged: Callable[[str], Judged], stem: str, form: Format, lang: Lang
) -> None:
    one, others = judged(stem), [judged("lakeside-data-service").contract]
    document = _document(_material(one, others, None, lang, None), lang, None)
    said = READERS[form](contract_report(one, form, lang, others=others))
    assert [piece for piece in words(document) if squeezed(piece) not in said] == []


@pytest.mark.parametrize("stem", [STEM, "blank-ops-template"])
def test_the_page_says_nothing_that_the_document_does_not(
    judged: Callable[[str], Judged], stem: str, lang: Lang
) -> None:
    from tests.api.report.reading import Reader

    one, others = judged(stem), [judged("lakeside-data-service").contract]
    document = _document(_material(one, others, None, lang, None), lang, None)
    html = contract_report(one, "html", lang, others=others).decode()
    known = squeezed("".join(words(document)))
    arrows = str.maketrans("", "", "↓")
    pieces = {piece.translate(arrows) for piece in Reader(html).pieces}
    assert sorted(piece for piece in pieces if piece not in known) == []


@pytest.mark.parametrize("form", ["html", "docx", "pdf", "xlsx", "ics"])
def test_the_same_contract_gives_the_same_bytes(
    judged: Callable[[str], Judged], form: Format
) -> None:
    one, others = judged(STEM), [judged("lakeside-data-service").contract]
    first, second = (contract_report(one, form, "zh", others=others) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_no_clock_of_the_machine_stands_in_a_package(
    judged: Callable[[str], Judged], form: Format
) -> None:
    data = contract_report(judged(STEM), form, "zh", on=date(2024, 5, 1))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
    assert core.count("2024-05-01T00:00:00Z") == 2


def test_a_pdf_has_contents_page_numbers_and_no_date(
    judged: Callable[[str], Judged], lang: Lang
) -> None:
    document = pdfium.PdfDocument(contract_report(judged(STEM), "pdf", lang))
    assert document.get_metadata_value("CreationDate") == ""
    titles = [mark.get_title() for mark in document.get_toc(max_depth=1)]
    assert len(titles) == 9
    last = document[len(document) - 1]
    text = last.get_textpage().get_text_bounded(0, 0, last.get_size()[0], 57)
    assert str(len(document)) in text


def test_a_word_report_has_real_styles_fields_and_tables(
    judged: Callable[[str], Judged], lang: Lang
) -> None:
    word = docx.Document(io.BytesIO(contract_report(judged(STEM), "docx", lang)))
    used = {paragraph.style.name for paragraph in word.paragraphs if paragraph.style}
    assert {"Title", "Heading 1", "Heading 2", "Heading 3", "Contract Words", "List Bullet"} <= used
    codes = [e.text.split()[0] for e in word.element.body.iter(f"{W}instrText")]
    assert codes == ["TOC"]
    footer = word.sections[0].footer._element
    assert [e.text.strip() for e in footer.iter(f"{W}instrText")] == ["PAGE", "NUMPAGES"]
    marks = {e.get(f"{W}name") for e in word.element.body.iter(f"{W}bookmarkStart")}
    links = {e.get(f"{W}anchor") for e in word.element.body.iter(f"{W}hyperlink")}
    assert links
    assert links <= marks
    heads = [table for table in word.tables if table._tbl.findall(f".//{W}tblHeader")]
    assert len(heads) >= 3


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.mark.parametrize("form", WRITTEN)
def test_hostile_words_are_words(hostile: Judged, form: Format, lang: Lang) -> None:
    said = READERS[form](contract_report(hostile, form, lang))
    for words_ in ("<script>alert(1)</script>", "#letx=1$a$@b*c*`e`", "=1+1", LONG, "反向"):
        assert squeezed(words_) in said
    assert hostile.findings


def test_a_pdf_with_a_character_that_the_font_lacks_is_refused_by_name(
    judged: Callable[[str], Judged], lang: Lang
) -> None:
    one = judged(STEM)
    facts = one.contract.facts
    titled = replace(facts, contract=replace(facts.contract, title="合同😀\ue123"))
    odd = replace(one, contract=replace(one.contract, facts=titled))
    with pytest.raises(Problem) as refused:
        contract_report(odd, "pdf", lang)
    assert refused.value.values["count"] == 2
    assert "😀 (U+1F600)" in str(refused.value)
    assert squeezed("合同😀") in docx_words(contract_report(odd, "docx", lang))


@pytest.mark.parametrize("form", ["html", *WRITTEN])
def test_a_draft_says_where_it_stands_among_its_peers(
    judged: Callable[[str], Judged], form: Format, lang: Lang
) -> None:
    one = judged(STEM)
    corpus: Corpus = corpus_of(one.contract, None)
    said = READERS[form](contract_report(one, form, lang, corpus=corpus))
    document = _document(_material(one, (), corpus, lang, None), lang, None)
    assert [piece for piece in words(document) if squeezed(piece) not in said] == []
    assert squeezed(Speaker("report", lang)("standing.limit_wrote")) in said
    assert squeezed(Speaker("benchmark", lang)("missing")) in said


@pytest.mark.parametrize("form", ["html", *WRITTEN])
def test_a_comparison_names_every_contract_and_every_finding(
    judged: Callable[[str], Judged], form: Format, lang: Lang
) -> None:
    several = [judged(s) for s in (STEM, "coastal-cloud-hosting", "lakeside-data-service")]
    said = READERS[form](comparison_report(several, form, lang))
    for one in several:
        assert squeezed(one.contract.name) in said
        assert squeezed(one.contract.facts.contract.title or "") in said
        found = items(one.findings, one.contract, Speaker("report", lang))
        quotes = [place.quote for item in found for place in item.places]
        assert [q for q in quotes if squeezed(q) not in said] == []
        assert [item.title for item in found if squeezed(item.title) not in said] == []


def test_more_contracts_than_a_page_holds_stand_in_tables_of_their_own(
    judged: Callable[[str], Judged],
) -> None:
    stems = ("coastal-cloud-hosting", "lakeside-data-service", "plateau-call-centre")
    several = [judged(s) for s in (STEM, *stems, "harbour-software-dev")]
    said = html_words(comparison_report(several, "html", "en"))
    assert "Contracts1to4" in said
    assert "Contracts5to5" in said


def test_one_contract_is_no_comparison(judged: Callable[[str], Judged]) -> None:
    with pytest.raises(Problem, match="two contracts or more"):
        comparison_report([judged(STEM)], "pdf", "en")
