import shutil
import subprocess
from pathlib import Path

import pytest

from loaders.files import pdf
from loaders.files.how import How
from loaders.files.loaded import Loaded
from loaders.files.page_lines import Char, lines
from loaders.opening import Opened, open_contracts
from ontology.errors import UnreadableDocument

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
PAGE = """<html><meta charset="utf-8"><style>
body {{ font: 12pt "Noto Serif CJK SC", serif; width: 160mm }}
table {{ border-collapse: collapse }} td {{ border: 1px solid black; padding: 2px 6px }}
.two {{ display: flex; justify-content: space-between }}
</style><body>{body}</body></html>"""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A contract as a browser prints it: wrapped lines, a table with rules, two columns."""
    if CHROMIUM is None:
        pytest.skip("no Chromium: a PDF of a browser")
    folder = tmp_path_factory.mktemp("pdf")
    body = (
        "<h1>航标巡检服务合同</h1>"
        "<div class=two><div>甲方：云岫市航标管理处</div>"
        "<div>乙方：鹭洲低空科技有限公司</div></div>"
        "<p>第一条 乙方每月巡检灯塔一次，并在巡检结束后5个工作日内向甲方提交书面报告，报告应当载明"
        "灯器、锚链和电池的状况以及建议更换的部件，甲方收到后10日内未提出异议的视为验收合格。</p>"
        "<table><tr><td>期次</td><td>付款条件</td><td>比例</td></tr>"
        "<tr><td>首期</td><td>合同签订后10日内</td><td>30%</td></tr>"
        "<tr><td>尾款</td><td>验收合格后15日内</td><td>70%</td></tr></table>"
        '<p style="break-before: page">第二条 甲方逾期付款的，每日按应付款的万分之五支付违约金。'
        "</p>"
    )
    (folder / "in.html").write_text(PAGE.format(body=body), "utf-8")
    target = folder / "contract.pdf"
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    subprocess.run(
        [*command, f"--print-to-pdf={target}", (folder / "in.html").as_uri()],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return target


def test_a_row_of_a_table_is_a_line_and_columns_stay_apart(printed: Path) -> None:
    read = pdf.read(printed.read_bytes(), "contract.pdf").text.splitlines()
    assert "首期 | 合同签订后10日内 | 30%" in read
    assert "尾款 | 验收合格后15日内 | 70%" in read
    (parties,) = (line for line in read if line.startswith("甲方"))
    assert parties.split() == ["甲方：云岫市航标管理处", "乙方：鹭洲低空科技有限公司"]


def test_every_line_knows_its_page_and_box(printed: Path) -> None:
    loaded = pdf.read(printed.read_bytes(), "contract.pdf")
    place = loaded.place(loaded.text.index("万分之五"))
    assert place is not None
    assert place.page == 2
    assert place.box is not None
    left, top, right, bottom = place.box
    assert 0 < left < right < 1000
    assert 0 < top < bottom < 200
    assert loaded.text.count("\f") == 1


def test_wrapped_lines_come_together_again_in_the_facts(printed: Path) -> None:
    from loaders import read

    facts = read(printed)
    (accepted,) = (t for t in facts.terms if t.type == "acceptance" and t.keys["deemed"])
    assert accepted.keys["within"] == {"n": 10, "unit": "day"}
    (penalty,) = (t for t in facts.terms if t.type == "penalty")
    assert penalty.keys["rate"]["percent"] == "0.05"


def test_pages_can_be_chosen(printed: Path) -> None:
    (opened,) = open_contracts(printed, How(part="2"))
    assert isinstance(opened, Opened)
    assert opened.loaded.text.strip().startswith("第二条")


def test_a_damaged_pdf_says_so() -> None:
    with pytest.raises(UnreadableDocument, match="damaged"):
        pdf.read(b"%PDF-1.7\n" + bytes(300), "x.pdf")


def test_a_locked_pdf_asks_for_its_password() -> None:
    locked = Path(__file__).with_name("locked.pdf").read_bytes()
    with pytest.raises(UnreadableDocument, match="--password"):
        pdf.read(locked, "locked.pdf")
    with pytest.raises(UnreadableDocument, match="does not open"):
        pdf.read(locked, "locked.pdf", password="wrong")
    assert "甲方" in pdf.read(locked, "locked.pdf", password="lighthouse").text


def chars(*placed: tuple[str, float, float]) -> list[Char]:
    return [Char(word, x, y, x + 10, y + 10, False) for word, x, y in placed]


@pytest.mark.parametrize(
    ("placed", "read"),
    [
        ([("甲", 0, 0), ("方", 10, 0)], ["甲方"]),
        ([("甲", 0, 0), ("乙", 80, 0)], ["甲    乙"]),
        ([("甲", 0, 0), ("\n", 0, 0), ("乙", 80, 1)], ["甲    乙"]),
        ([("甲", 0, 0), ("\n", 0, 0), ("乙", 0, 20)], ["甲", "乙"]),
        ([(" ", 0, 0)], []),
    ],
)
def test_pieces_of_one_line_are_put_side_by_side(
    placed: list[tuple[str, float, float]], read: list[str]
) -> None:
    assert [line.words for line in lines(chars(*placed))] == read


def test_a_pdf_of_pictures_without_recognition_says_what_to_install() -> None:
    picture = Path(__file__).with_name("picture.pdf").read_bytes()
    with pytest.raises(UnreadableDocument, match=r"evenhand\[ocr\]"):
        pdf.read(picture, "picture.pdf")


def test_the_text_of_a_loaded_file_is_whole(printed: Path) -> None:
    loaded = pdf.read(printed.read_bytes(), "contract.pdf")
    assert isinstance(loaded, Loaded)
    assert [p.start for p in loaded.places] == sorted(p.start for p in loaded.places)
