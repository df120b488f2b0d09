import io

import openpyxl
import pytest

from loaders.files import ofd, sheets
from loaders.files.loaded import Place
from ontology.errors import UnreadableDocument


def book() -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "付款"
    for row in (
        ["服务合同", None],
        ["期次", "比例"],
        ["首期", 0.3],
        ["尾款", 30000.0],
        ["验收\n合格后", "七日"],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:B1")
    hidden = workbook.create_sheet("备注")
    hidden.append(["乙方放弃抗辩权"])
    hidden.sheet_state = "hidden"
    held = io.BytesIO()
    workbook.save(held)
    return held.getvalue()


def test_a_row_of_a_sheet_is_a_row_and_a_lone_cell_a_line() -> None:
    loaded = sheets.read_xlsx(book(), "book.xlsx")
    assert loaded.text == "服务合同\n期次 | 比例\n首期 | 0.3\n尾款 | 30000\n验收 合格后 | 七日\n"


def test_cells_know_their_place_and_hidden_sheets_are_noted() -> None:
    loaded = sheets.read_xlsx(book(), "book.xlsx")
    at = loaded.text.index("30000")
    assert loaded.place(at) == Place(at, sheet="付款", cell="B4")
    assert [(n.kind, n.words) for n in loaded.notes] == [("hidden", "备注: 乙方放弃抗辩权")]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", book()[:300]])
def test_a_damaged_workbook_says_so(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="damaged"):
        sheets.read_xlsx(data, "book.xlsx")


def test_a_damaged_old_workbook_says_so() -> None:
    with pytest.raises(UnreadableDocument, match="damaged"):
        sheets.read_xls(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "book.xls")


def fixed(*pages: str) -> bytes:
    import zipfile

    name = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(
            "OFD.xml",
            f"<ofd:OFD {name}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
            "</ofd:DocBody></ofd:OFD>",
        )
        listed = "".join(f'<ofd:Page BaseLoc="P{i}/C.xml"/>' for i in range(len(pages)))
        archive.writestr(
            "Doc_0/Document.xml",
            f"<ofd:Document {name}><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        )
        for i, words in enumerate(pages):
            objects = "".join(
                f'<ofd:TextObject Boundary="10 {20 + 8 * n} 90 6"><ofd:TextCode>{line}'
                "</ofd:TextCode></ofd:TextObject>"
                for n, line in enumerate(words.split("\n"))
            )
            archive.writestr(f"Doc_0/P{i}/C.xml", f"<ofd:Page {name}>{objects}</ofd:Page>")
    return held.getvalue()


def test_ofd_is_read_page_by_page_and_line_by_line() -> None:
    loaded = ofd.read(fixed("服务合同\n甲方：云岫市", "第一条 服务"), "form.ofd")
    assert loaded.text == "服务合同\n甲方：云岫市\n\f第一条 服务\n"
    place = loaded.place(loaded.text.index("第一条"))
    assert place is not None
    assert place.page == 2


def test_an_ofd_without_words_says_what_to_do() -> None:
    with pytest.raises(UnreadableDocument, match="print it to PDF"):
        ofd.read(fixed(), "form.ofd")
