"""Comments put into Word files: at their words, in any run, the rest of the package untouched."""

import io
import zipfile

import docx
import pytest

from benchmarks.material import package
from loaders.files import docx as loader
from loaders.files.docx.commenting import Remark, Signed, comment
from loaders.files.loaded import Loaded
from tests.loaders.files.test_docx import W, paragraph, run

BY = Signed("契衡", "契")

CELLS = (
    "<w:tbl><w:tr><w:tc>"
    + paragraph(run("付款"))
    + "</w:tc><w:tc>"
    + paragraph(run("验收后30日"))
    + "</w:tc></w:tr></w:tbl>"
)
INSERTED = '<w:ins w:id="9" w:author="乙">' + run("乙方应承担全部损失") + "</w:ins>"
BOX = (
    "<w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent>"
    + paragraph(run("框中文字"))
    + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)


def marked(data: bytes, *quotes: str) -> tuple[bytes, int, Loaded]:
    """The file with a comment at each quote, how many stand there, and the file as read anew."""
    text = loader.read(data, "a.docx").text
    remarks = [
        Remark((f"说{i}",), text.index(quote), text.index(quote) + len(quote))
        for i, quote in enumerate(quotes)
    ]
    made, placed = comment(data, remarks, BY, "a.docx")
    return made, placed, loader.read(made, "a.docx")


@pytest.mark.parametrize(
    ("body", "quote"),
    [
        (paragraph(run("甲方可以随时解除本合同。")), "随时解除"),  # inside one run
        (paragraph(run("甲方可"), run("以随时"), run("解除合同")), "可以随时解"),  # across runs
        (paragraph(run("第一条")) + paragraph(run("甲方付款")), "一条\n甲方"),  # across paragraphs
        (paragraph(run("甲方付款")), "甲方付款"),  # a run as a whole
        (CELLS, "验收后30日"),
        (CELLS, "付款 | 验收"),
        (paragraph(run("约定："), INSERTED), "承担全部"),
        (paragraph("<w:hyperlink>" + run("见附件一清单") + "</w:hyperlink>"), "附件一"),
        (paragraph("<w:r><w:t>甲</w:t><w:tab/><w:t>乙丙</w:t></w:r>"), "乙"),
    ],
)
def test_a_comment_stands_exactly_at_its_words(body: str, quote: str) -> None:
    data = package(body)
    _, placed, read = marked(data, quote)
    (note,) = [note for note in read.notes if note.kind == "comment"]
    assert placed == 1
    assert read.text == loader.read(data, "a.docx").text
    assert read.text[note.start : note.end] == quote
    assert (note.words, note.author) == ("说0", "契衡")


def test_comments_may_overlap_in_any_way() -> None:
    body = paragraph(run("甲方可以随时解除本合同且不承担责任"))
    quotes = (
        "甲方可以随时",
        "可以",
        "随时解除本合同",
        "责任",
        "甲方可以随时解除本合同且不承担责任",
    )
    _, placed, read = marked(package(body), *quotes)
    notes = sorted((n.words, read.text[n.start : n.end]) for n in read.notes)
    assert placed == len(quotes)
    assert notes == [(f"说{i}", quote) for i, quote in enumerate(quotes)]


def test_words_in_a_text_box_are_commented_where_the_box_hangs() -> None:
    _, placed, read = marked(package(paragraph(run("正文"), BOX)), "框中文字")
    assert placed == 1
    assert [n.words for n in read.notes if n.kind == "comment"] == ["说0"]


def test_what_has_no_words_stands_at_the_beginning() -> None:
    data = package(paragraph(run("合同标题")) + paragraph(run("正文")))
    made, placed = comment(data, [Remark(("缺少约定",))], BY, "a.docx")
    (note,) = loader.read(made, "a.docx").notes
    assert placed == 0
    assert (note.start, note.end) == (0, 4)


def test_only_the_document_and_the_lists_of_parts_change() -> None:
    data = package(
        paragraph(run("甲方付款")), **{"custom.xml": "<a/>", "header1.xml": f"<w:hdr {W}/>"}
    )
    made, _, _ = marked(data, "甲方")
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(made)) as new:
        changed = {n for n in old.namelist() if old.read(n) != new.read(n)}
        added = set(new.namelist()) - set(old.namelist())
        dates = {old.getinfo(n).date_time == new.getinfo(n).date_time for n in old.namelist()}
    assert changed <= {"word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert "word/comments.xml" in added
    assert dates == {True}


def test_comments_that_are_there_stay_and_new_ones_get_numbers_of_their_own() -> None:
    word = docx.Document()
    words = word.add_paragraph("甲方可以随时解除本合同，不承担责任。")
    word.add_comment(words.runs, text="旧批注", author="张三")
    first = io.BytesIO()
    word.save(first)
    made, _, read = marked(first.getvalue(), "随时解除", "不承担责任")
    kept = list(docx.Document(io.BytesIO(made)).comments)
    assert [one.author for one in kept] == ["张三", "契衡", "契衡"]
    assert len({one.comment_id for one in kept}) == 3
    notes = {n.words: read.text[n.start : n.end] for n in read.notes if n.kind == "comment"}
    assert notes["说0"] == "随时解除"
    assert notes["旧批注"] == "甲方可以随时解除本合同，不承担责任。"


def test_the_same_file_gives_the_same_bytes() -> None:
    data = package(paragraph(run("甲方付款")))
    assert marked(data, "甲方")[0] == marked(data, "甲方")[0]
