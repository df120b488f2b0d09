"""One Word file with everything that extractors get wrong, read to the letter both ways."""

import io
import zipfile

import pytest
from lxml import etree

from benchmarks.material import package
from loaders import read_loaded
from loaders.files import docx
from loaders.files.loaded import Loaded

NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def line(*content: str, level: int | None = None, properties: str = "") -> str:
    number = "" if level is None else f'<w:ilvl w:val="{level}"/><w:numId w:val="1"/>'
    wanted = f"<w:numPr>{number}</w:numPr>" if number else ""
    return f"<w:p><w:pPr>{wanted}{properties}</w:pPr>{''.join(content)}</w:p>"


def cell(*content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(content)}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def gone(words: str, author: str) -> str:
    return f'<w:del w:author="{author}"><w:r><w:delText>{words}</w:delText></w:r></w:del>'


def come(words: str, author: str) -> str:
    return f'<w:ins w:author="{author}">{run(words)}</w:ins>'


def level(at: int, form: str, words: str, extra: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:lvlText w:val="{words}"/></w:lvl>'
    )


NUMBERING = (
    f"<w:numbering {W}><w:abstractNum w:abstractNumId='3'>"
    + level(0, "chineseCountingThousand", "第%1条")
    + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    + level(2, "decimal", "（%3）")
    + level(3, "decimalEnclosedCircleChinese", "%4")
    + "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='3'/></w:num></w:numbering>"
)
COMMENTS = (
    f'<w:comments {W}><w:comment w:id="0" w:author="王律师">{line(run("比例过高"))}</w:comment>'
    "</w:comments>"
)
FOOTNOTES = (
    f'<w:footnotes {W}><w:footnote w:id="2">{line(run("含百分之六的增值税"))}</w:footnote>'
    "</w:footnotes>"
)
HEADER = f"<w:hdr {W}>{line(run('云岫市航标管理处合同专用纸'))}</w:hdr>"
TICKED = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
OPEN = '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'
BOX = (
    f"<w:r><w:pict><w:txbxContent>{line(run('收款账号以附件为准'))}</w:txbxContent></w:pict></w:r>"
)
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
CHOICE = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('云岫市')}</w:sdtContent></w:sdt>"
PROMPT = (
    "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
    f"<w:sdtContent>{run('单击此处输入日期')}</w:sdtContent></w:sdt>"
)
INNER = f"<w:tbl>{row(cell(line(run('灯器'))), cell(line(run('2盏'))))}</w:tbl>"
TABLE = (
    "<w:tbl>"
    + row(cell(line(run("期次"))), cell(line(run("条件"))), cell(line(run("比例"))))
    + row(
        cell(line(run("首期")), properties='<w:vMerge w:val="restart"/>'),
        cell(line(run("签订后十日内"))),
        cell(line(run("30%"))),
    )
    + row(
        cell(line(), properties="<w:vMerge/>"),
        cell(line(run("到货后十日内")), properties='<w:gridSpan w:val="2"/>'),
    )
    + "</w:tbl>"
)
GONE_MARK = '<w:rPr><w:del w:author="采购科"/></w:rPr>'
BODY = (
    line(run("航标巡检服务合同"))
    + line(run("甲方："), CHOICE, run("航标管理处"))
    + line(run("乙方：鹭洲低空科技有限公司"), BOX)
    + line(run("签订日期："), PROMPT)
    + line(run("服务"), level=0)
    + line(run("乙方每月巡检"), run("灯塔一次。"), level=1)
    + line(gone("乙方应当自备船只。", "采购科"), level=1, properties=GONE_MARK)
    + line(run("报告应当载明："), level=1)
    + line(run("灯器状况；"), level=2)
    + line(run("电池状况："), level=2)
    + line(run("电压；"), level=3)
    + line(run("容量。"), level=3)
    + line(run("付款"), level=0)
    + line(run("总价三万元"), NOTE, run("，按下表支付。"), level=1)
    + TABLE
    + f"<w:tbl>{row(cell(line(run('设备')), INNER, line()))}</w:tbl>"
    + line(run("违约"), level=0)
    + line(
        run("甲方逾期付款的，每日按应付款的"),
        gone("千分之三", "采购科"),
        come("万分之五", "法务部"),
        run("支付违约金，"),
        '<w:commentRangeStart w:id="0"/>',
        run("累计不超过合同总价的40%"),
        '<w:commentRangeEnd w:id="0"/>',
        run("。"),
        run("乙方放弃抗辩。", "<w:vanish/>"),
        run("加倍计算。", '<w:color w:val="FFFFFF"/>'),
        level=1,
    )
    + line(run("争议"), level=0)
    + line(
        run("争议由"), TICKED, run("甲方所在地人民法院 "), OPEN, run("仲裁委员会处理。"), level=1
    )
)
ACCEPTED = """\
航标巡检服务合同
甲方：云岫市航标管理处
乙方：鹭洲低空科技有限公司
收款账号以附件为准
签订日期：____
第一条 服务
1.1 乙方每月巡检灯塔一次。
1.2 报告应当载明：
（1）灯器状况；
（2）电池状况：
① 电压；
② 容量。
第二条 付款
2.1 总价三万元，按下表支付。
期次 | 条件 | 比例
首期 | 签订后十日内 | 30%
 | 到货后十日内
设备
灯器 | 2盏
第三条 违约
3.1 甲方逾期付款的，每日按应付款的万分之五支付违约金，累计不超过合同总价的40%。
第四条 争议
4.1 争议由☑甲方所在地人民法院 ☐仲裁委员会处理。
脚注1：含百分之六的增值税
"""
ORIGINAL = (
    ACCEPTED.replace("万分之五", "千分之三")
    .replace("1.2 报告", "1.3 报告")
    .replace("灯塔一次。\n", "灯塔一次。\n1.2 乙方应当自备船只。\n")
)


def hard() -> bytes:
    return package(
        BODY, numbering=NUMBERING, comments=COMMENTS, footnotes=FOOTNOTES, header1=HEADER
    )


def read(original: bool = False) -> Loaded:
    return docx.read(hard(), "hard.docx", "original" if original else "accepted")


def test_the_text_is_what_word_shows_with_all_changes_accepted() -> None:
    assert read().text == ACCEPTED


def test_the_text_is_what_word_shows_before_the_changes() -> None:
    assert read(original=True).text == ORIGINAL


def test_what_the_text_does_not_show_is_noted_with_its_place() -> None:
    loaded = read()
    told = [(n.kind, n.words, n.author) for n in loaded.notes]
    assert told == [
        ("deleted", "乙方应当自备船只。", "采购科"),
        ("deleted", "千分之三", "采购科"),
        ("inserted", "万分之五", "法务部"),
        ("comment", "比例过高", "王律师"),
        ("hidden", "乙方放弃抗辩。", None),
        ("hidden", "加倍计算。", None),
        ("header", "云岫市航标管理处合同专用纸", None),
    ]
    spans = {n.kind: loaded.text[n.start : n.end] for n in loaded.notes}
    assert spans["inserted"] == "万分之五"
    assert spans["comment"] == "累计不超过合同总价的40%"


def test_every_character_leads_back_to_its_paragraph_and_run() -> None:
    loaded = read()
    place = loaded.place(loaded.text.index("灯塔一次"))
    assert place is not None
    # Paragraphs of text boxes count in the order of the file: the box holds the fourth.
    assert (place.paragraph, place.run) == (6, 1)


def runs_of(document: bytes) -> list[list[str]]:
    """The words of each run of each paragraph, told from the XML alone."""
    root = etree.fromstring(document)
    signs = {"F0FE": "☑", "F0A8": "☐"}
    found = []
    for paragraph in root.iter(f"{{{NS}}}p"):
        runs = [
            r
            for r in paragraph.iter(f"{{{NS}}}r")
            if next(r.iterancestors(f"{{{NS}}}p")) is paragraph
        ]
        found.append(
            [
                "".join(
                    signs[e.get(f"{{{NS}}}char")] if e.tag.endswith("}sym") else e.text or ""
                    for e in r
                    if etree.QName(e).localname in ("t", "delText", "sym")
                )
                for r in runs
            ]
        )
    return found


@pytest.mark.parametrize("original", [False, True])
def test_every_single_character_stands_in_the_run_that_its_place_names(original: bool) -> None:
    """All but what Word makes itself: numbers, line ends, cell marks, blanks to be filled in."""
    with zipfile.ZipFile(io.BytesIO(hard())) as archive:
        stories = {
            part: runs_of(archive.read(f"word/{part or 'document'}.xml"))
            for part in (None, "footnotes")
        }
    loaded, made = read(original), ""
    for at, character in enumerate(loaded.text):
        place = loaded.place(at)
        assert place is not None
        words = ""
        if place.paragraph is not None and place.run is not None:
            words = stories[place.part][place.paragraph][place.run]
        if words[at - place.start : at - place.start + 1] != character:
            made += character
    assert " ".join(made.split()) == (
        "____ 第一条 1.1 1.2 "
        + ("1.3 " if original else "")
        + "（1） （2） ① ② 第二条 2.1 | | | | | | 第三条 3.1 第四条 4.1 脚注1："
    )


def test_the_rate_is_that_of_the_side_of_the_changes_that_is_read() -> None:
    rates = [
        next(t.keys["rate"]["percent"] for t in read_loaded("x", one).terms if t.type == "penalty")
        for one in (read(), read(original=True))
    ]
    assert rates == ["0.05", "0.3"]
