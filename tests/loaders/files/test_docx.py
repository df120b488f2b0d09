from xml.sax.saxutils import escape

import pytest

from benchmarks.material import package
from loaders.files import docx
from loaders.files.docx.number_formats import write
from loaders.files.loaded import Loaded
from ontology.errors import UnreadableDocument

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def paragraph(*content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(content)}</w:p>"


def numbered(words: str, level: int, num: int = 1) -> str:
    wanted = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
    return paragraph(run(words), properties=wanted)


def level(at: int, form: str, words: str, extra: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:lvlText w:val="{words}"/></w:lvl>'
    )


NUMBERING = (
    f"<w:numbering {W}><w:abstractNum w:abstractNumId='7'>"
    + level(0, "chineseCountingThousand", "第%1条")
    + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    + level(2, "decimal", "（%3）")
    + level(3, "decimalEnclosedCircleChinese", "%4")
    + "</w:abstractNum>"
    "<w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>"
    "<w:num w:numId='2'><w:abstractNumId w:val='7'/>"
    "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride></w:num></w:numbering>"
)


def read(body: str, revisions: str = "accepted", **parts: str) -> Loaded:
    side = "original" if revisions == "original" else "accepted"
    return docx.read(package(body, **parts), "contract.docx", side)


def test_automatic_numbers_read_as_word_prints_them() -> None:
    body = "".join(
        numbered(words, at)
        for words, at in [
            ("服务内容", 0),
            ("巡检", 1),
            ("报告", 1),
            ("付款", 0),
            ("首期", 1),
            ("灯塔", 2),
            ("浮标", 2),
            ("电池", 3),
            ("罩壳", 3),
            ("尾款", 1),
            ("锚链", 2),
        ]
    )
    assert read(body, numbering=NUMBERING).text.splitlines() == [
        "第一条 服务内容",
        "1.1 巡检",
        "1.2 报告",
        "第二条 付款",
        "2.1 首期",
        "（1）灯塔",
        "（2）浮标",
        "① 电池",
        "② 罩壳",
        "2.2 尾款",
        "（1）锚链",
    ]


def test_a_list_that_starts_over_counts_from_one_again() -> None:
    body = (
        numbered("甲", 0) + numbered("乙", 0) + numbered("丙", 0, num=2) + numbered("丁", 0, num=2)
    )
    assert read(body, numbering=NUMBERING).text.split() == [
        *("第一条", "甲", "第二条", "乙"),
        *("第一条", "丙", "第二条", "丁"),
    ]


def test_a_style_brings_its_number_and_its_rank_as_a_heading() -> None:
    styles = (
        f'<w:styles {W}><w:style w:type="paragraph" w:styleId="Clause"><w:name w:val="条"/><w:pPr>'
        '<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="Clause"/></w:style>'
        "</w:styles>"
    )
    body = paragraph(run("航标"), properties='<w:pStyle w:val="Own"/>')
    loaded = read(body, numbering=NUMBERING, styles=styles)
    assert loaded.text == "第一条 航标\n"
    assert loaded.headings == ((0, 2),)


@pytest.mark.parametrize(
    ("number", "form", "written"),
    [
        (1, "chineseCounting", "一"),
        (10, "chineseCounting", "十"),
        (12, "chineseCountingThousand", "十二"),
        (20, "chineseCounting", "二十"),
        (105, "chineseCountingThousand", "一百零五"),
        (3, "chineseLegalSimplified", "叁"),
        (11, "chineseLegalSimplified", "壹拾壹"),
        (2, "ideographTraditional", "乙"),
        (12, "ideographZodiac", "亥"),
        (10, "ideographDigital", "一〇"),
        (21, "decimalEnclosedCircle", "㉑"),
        (3, "decimalEnclosedParen", "⑶"),
        (4, "decimalEnclosedFullstop", "⒋"),
        (2, "ideographEnclosedCircle", "㊁"),
        (7, "decimalFullWidth", "７"),
        (5, "decimalZero", "05"),
        (28, "lowerLetter", "bb"),
        (14, "upperRoman", "XIV"),
        (9, "lowerRoman", "ix"),
        (3, "bullet", ""),
        (3, "some new form", "3"),
    ],
)
def test_numbers_in_every_format(number: int, form: str, written: str) -> None:
    assert write(number, form) == written


CHANGED = paragraph(
    run("逾期付款的，每日按应付款的"),
    f'<w:del w:id="1" w:author="采购科">{"<w:r><w:delText>千分之三</w:delText></w:r>"}</w:del>',
    f'<w:ins w:id="2" w:author="法务">{run("万分之五")}</w:ins>',
    run("支付违约金。"),
)


def test_tracked_changes_read_as_accepted_or_as_they_were_and_never_as_both() -> None:
    assert read(CHANGED).text == "逾期付款的，每日按应付款的万分之五支付违约金。\n"
    assert read(CHANGED, "original").text == "逾期付款的，每日按应付款的千分之三支付违约金。\n"


def test_each_change_is_listed_with_its_author_and_place() -> None:
    loaded = read(CHANGED)
    told = [(n.kind, n.words, n.author, loaded.text[n.start : n.end]) for n in loaded.notes]
    assert told == [
        ("deleted", "千分之三", "采购科", ""),
        ("inserted", "万分之五", "法务", "万分之五"),
    ]


def test_a_paragraph_whose_mark_is_deleted_runs_on_into_the_next() -> None:
    gone = '<w:rPr><w:del w:id="3" w:author="法务"/></w:rPr>'
    body = paragraph(run("乙方应当"), properties=gone) + paragraph(run("每月巡检。"))
    assert read(body).text == "乙方应当每月巡检。\n"
    assert read(body, "original").text == "乙方应当\n每月巡检。\n"


def test_deleted_and_moved_paragraphs_take_no_number() -> None:
    mark = '<w:rPr><w:del w:id="3" w:author="法务"/></w:rPr>'
    deleted = paragraph(
        '<w:del w:id="4" w:author="法务"><w:r><w:delText>旧条</w:delText></w:r></w:del>',
        properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' + mark,
    )
    body = numbered("服务", 0) + deleted + numbered("付款", 0)
    assert read(body, numbering=NUMBERING).text == "第一条 服务\n第二条 付款\n"
    assert (
        read(body, "original", numbering=NUMBERING).text.splitlines()[1].startswith("第二条 旧条")
    )


def test_comments_stand_beside_their_words() -> None:
    comments = (
        f'<w:comments {W}><w:comment w:id="0" w:author="王律师">'
        f"{paragraph(run('比例过高'))}</w:comment></w:comments>"
    )
    body = paragraph(
        run("违约金为"),
        '<w:commentRangeStart w:id="0"/>',
        run("合同总价的40%"),
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
        run("。"),
    )
    loaded = read(body, comments=comments)
    (note,) = loaded.notes
    assert loaded.text == "违约金为合同总价的40%。\n"
    assert (note.kind, note.words, note.author) == ("comment", "比例过高", "王律师")
    assert loaded.text[note.start : note.end] == "合同总价的40%"


def test_controls_give_their_choice_and_a_prompt_left_in_them_is_a_gap() -> None:
    filled = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('云岫市')}</w:sdtContent></w:sdt>"
    empty = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        f"<w:sdtContent>{run('单击此处输入地址')}</w:sdtContent></w:sdt>"
    )
    assert read(paragraph(run("甲方："), filled, run("，地址："), empty)).text == (
        "甲方：云岫市，地址：____\n"
    )


def test_text_boxes_follow_the_paragraph_that_they_hang_on_once() -> None:
    box = f"<w:txbxContent>{paragraph(run('乙方账号见附件'))}</w:txbxContent>"
    drawn = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility'
        f'/2006"><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    body = paragraph(run("付款方式"), drawn) + paragraph(run("银行转账"))
    assert read(body).text == "付款方式\n乙方账号见附件\n银行转账\n"


def test_footnotes_follow_the_text_with_their_number() -> None:
    notes = (
        f'<w:footnotes {W}><w:footnote w:id="2">{paragraph(run("含增值税"))}</w:footnote>'
        "</w:footnotes>"
    )
    body = paragraph(run("总价三万元"), '<w:r><w:footnoteReference w:id="2"/></w:r>')
    assert read(body, footnotes=notes).text == "总价三万元\n脚注1：含增值税\n"


@pytest.mark.parametrize(
    ("content", "sign"),
    [
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', "☐"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>', "☑"),
        (run("\uf0a3", '<w:rFonts w:ascii="Wingdings 2"/>'), "☐"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/>'
            '</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "☑",
        ),
        (run("□"), "□"),
    ],
)
def test_boxes_in_every_form(content: str, sign: str) -> None:
    assert read(paragraph(content, run("仲裁"))).text == f"{sign}仲裁\n"


def cell(*paragraphs: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(paragraphs)}</w:tc>"


def test_a_table_is_a_row_a_line_and_merged_cells_leave_their_columns_empty() -> None:
    words = [[cell(paragraph(run(w))) for w in row] for row in (["期次", "比例"], ["首期", "30%"])]
    merged = cell(paragraph(), properties="<w:vMerge/>") + cell(paragraph(run("70%")))
    rows = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in words) + f"<w:tr>{merged}</w:tr>"
    assert read(f"<w:tbl>{rows}</w:tbl>").text == "期次 | 比例\n首期 | 30%\n | 70%\n"


def test_a_cell_that_holds_a_page_is_read_as_a_page() -> None:
    page = [
        paragraph(run(w)) for w in ("甲方：云岫市航标处", "地址：云岫市", "电话：1", "联系人：林")
    ]
    beside = [paragraph(run("乙方：鹭洲公司"))]
    rows = f"<w:tr>{cell(*page)}{cell(*beside)}</w:tr>"
    assert read(f"<w:tbl>{rows}</w:tbl>").text.splitlines() == [
        "甲方：云岫市航标处",
        "地址：云岫市",
        "电话：1",
        "联系人：林",
        "乙方：鹭洲公司",
    ]


def test_nested_tables_are_read_once() -> None:
    inner = f"<w:tbl><w:tr>{cell(paragraph(run('灯')))}{cell(paragraph(run('2盏')))}</w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr>{cell(paragraph(run('清单')), inner, paragraph())}</w:tr></w:tbl>"
    assert read(outer).text == "清单\n灯 | 2盏\n"


def test_words_that_the_page_does_not_show_are_noted_and_left_out() -> None:
    body = paragraph(
        run("服务费为三万元"),
        run("，乙方放弃抗辩权", "<w:vanish/>"),
        run("，逾期加倍", '<w:color w:val="FFFFFF"/>'),
        run("。"),
    )
    loaded = read(body)
    assert loaded.text == "服务费为三万元。\n"
    assert [(n.kind, n.words) for n in loaded.notes] == [
        ("hidden", "，乙方放弃抗辩权"),
        ("hidden", "，逾期加倍"),
    ]


def test_white_words_on_a_dark_cell_are_seen() -> None:
    dark = '<w:shd w:val="clear" w:fill="1F3864"/>'
    head = cell(paragraph(run("单价", '<w:color w:val="FFFFFF"/>')), properties=dark)
    rows = f"<w:tr>{head}{cell(paragraph(run('3元')))}</w:tr>"
    assert read(f"<w:tbl>{rows}</w:tbl>").text == "单价 | 3元\n"


def test_underlined_spaces_are_a_gap_and_underlined_words_are_words() -> None:
    line = '<w:u w:val="single"/>'
    body = paragraph(run("甲方："), run("      ", line), run("电话："), run(" 1390 ", line))
    assert read(body).text == "甲方：______电话： 1390 \n"


def test_codes_of_fields_and_tables_of_contents_are_no_text() -> None:
    styles = (
        f'<w:styles {W}><w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/>'
        "</w:style></w:styles>"
    )
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("3")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    contents = paragraph(run("第一条 服务\t1"), properties='<w:pStyle w:val="TOC1"/>')
    assert read(contents + paragraph(run("见第"), field, run("页")), styles=styles).text == (
        "见第3页\n"
    )


def test_heads_and_feet_of_pages_are_kept_apart() -> None:
    head = f"<w:hdr {W}>{paragraph(run('合同编号：云航2026'))}</w:hdr>"
    loaded = read(paragraph(run("正文")), header1=head)
    assert loaded.text == "正文\n"
    assert [(n.kind, n.words) for n in loaded.notes] == [("header", "合同编号：云航2026")]


def test_every_character_knows_its_paragraph_and_run() -> None:
    body = paragraph(run("服务")) + paragraph(run("单价"), run("三元"))
    loaded = read(body)
    at = loaded.text.index("三元")
    place = loaded.place(at)
    assert place is not None
    assert (place.paragraph, place.run) == (1, 1)
    first = loaded.place(0)
    assert first is not None
    assert (first.paragraph, first.run) == (0, 0)


def test_strict_open_xml_reads_like_the_usual_kind() -> None:
    usual = package(paragraph(run("正文")))
    import io
    import zipfile

    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(usual)) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            data = old.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            new.writestr(name, data)
    assert docx.read(held.getvalue(), "strict.docx").text == "正文\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 broken", "cannot be unpacked"),
        (package("<w:p>")[:-40], "cannot be unpacked"),
        (package("<w:p>"), "damaged"),
        (package("", styles='<!DOCTYPE x [<!ENTITY a "b">]><x/>'), "XML entities"),
        (package("", styles="<x>" + " " * 40_000_000 + "</x>"), "when unpacked"),
    ],
)
def test_a_damaged_or_hostile_file_says_what_it_is(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableDocument, match=said):
        docx.read(data, "bad.docx")
