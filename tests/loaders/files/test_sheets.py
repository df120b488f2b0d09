import io
import random

import openpyxl
import pytest

from benchmarks.material import SAMPLES
from benchmarks.mutations import damaged, old_book
from loaders.files import guard, ofd, sheets
from loaders.files.how import How
from loaders.files.loaded import Place
from loaders.files.magic import kind
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


def test_rows_and_columns_folded_away_are_noted_and_not_read() -> None:
    workbook, held = openpyxl.Workbook(), io.BytesIO()
    sheet = workbook.active
    assert sheet is not None
    for row in (["首期", "30%", "乙方垫资"], ["甲方可随时解除", None, None], ["尾款", "70%", None]):
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    workbook.save(held)
    loaded = sheets.read_xlsx(held.getvalue(), "book.xlsx")
    assert loaded.text == "首期 | 30%\n尾款 | 70%\n"
    assert [n.words for n in loaded.notes] == ["Sheet: 乙方垫资 甲方可随时解除"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", book()[:300]])
def test_a_damaged_workbook_says_so(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="damaged"):
        sheets.read_xlsx(data, "book.xlsx")


def test_a_damaged_old_workbook_says_so() -> None:
    with pytest.raises(UnreadableDocument, match="damaged"):
        sheets.read_xls(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "book.xls")


CONTRACT = (SAMPLES / "blank-ops-template.txt").read_text("utf-8")


def test_an_old_workbook_is_read_row_by_row() -> None:
    data = old_book("服务合同\n期次|比例|条件\n首期|30%|签订后\n", title="付款")
    assert kind(data, "book.doc") == "xls"
    loaded = sheets.read_xls(data, "book.xls")
    assert loaded.text == "服务合同\n期次 | 比例 | 条件\n首期 | 30% | 签订后\n"
    at = loaded.text.index("30%")
    assert loaded.place(at) == Place(at, sheet="付款", cell="B3")


def test_of_an_old_workbook_hidden_sheets_are_noted_and_cells_counted_from_the_first() -> None:
    import xlwt

    book, held = xlwt.Workbook(encoding="utf-8"), io.BytesIO()
    book.add_sheet("付款").write(4, 2, "首期30%")
    hidden = book.add_sheet("备注")
    hidden.write(0, 0, "乙方放弃抗辩权")
    hidden.visibility = 1
    book.save(held)
    loaded = sheets.read_xls(held.getvalue(), "book.xls")
    assert loaded.text == "首期30%\n"
    assert loaded.place(0) == Place(0, sheet="付款", cell="C5")
    assert [(n.kind, n.words) for n in loaded.notes] == [("hidden", "备注: 乙方放弃抗辩权")]


def complaint(data: bytes) -> str | None:
    """Why an old workbook is not read, `None` where it is."""
    try:
        guard.read("xls", data, "book.xls", How())
    except UnreadableDocument as error:
        return error.message
    return None


def test_an_old_workbook_cut_anywhere_gives_a_text_or_a_reason() -> None:
    data = old_book(CONTRACT)
    assert complaint(data) is None
    for tenth in range(10):
        assert "damaged" in (complaint(data[: 512 + tenth * (len(data) - 512) // 10]) or "")


@pytest.mark.parametrize("seed", [*range(24), 82, 387])
def test_a_damaged_old_workbook_breaks_nothing(
    seed: int, capfd: pytest.CaptureFixture[str]
) -> None:
    """Seed 82 makes the library beneath panic, which is no `Exception`; 387 has a far column."""
    body = damaged(old_book(CONTRACT), "xls", random.Random(seed), (1, 10, 1_500)[seed % 3])
    assert "reader" not in (complaint(body) or "")
    assert capfd.readouterr().err == ""


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
