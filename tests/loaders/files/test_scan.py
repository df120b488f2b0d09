"""Pictures of pages: straightened, freed of red, checked for lost lines, blanks drawn in."""

import io
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

if find_spec("rapidocr") is None:
    pytest.skip("no recognition", allow_module_level=True)

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from benchmarks.formats import amounts, surely_wrong
from benchmarks.material import as_docx, as_scan, by_office
from loaders.files.page_lines import Char
from loaders.files.scan import _each, pictures
from loaders.files.scan.blanks import with_blanks
from loaders.files.scan.coverage import is_blank, missed, written_columns
from loaders.files.scan.rows import Seen
from loaders.opening import Opened, open_contracts

FONT = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice")


def paper(width: int = 800, height: int = 1_000) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    page = Image.new("RGB", (width, height), "white")
    return page, ImageDraw.Draw(page)


def lined() -> Image.Image:
    """A page with bars in place of lines of words."""
    page, draw = paper()
    for y in range(100, 900, 40):
        draw.rectangle((100, y, 100 + 400 + 37 * (y % 7), y + 14), fill="black")
    return page


@pytest.mark.parametrize("angle", [-3.5, -2.0, -1.25, -0.5, 0.0, 0.75, 1.5, 3.0])
def test_a_page_askew_is_turned_straight(angle: float) -> None:
    turned = lined().rotate(angle, Image.Resampling.BICUBIC, fillcolor="white")
    assert abs(pictures.skew(turned.convert("L")) + angle) <= 0.25


@pytest.mark.parametrize("angle", [-2.0, 0.75, 3.0])
def test_a_page_turned_straight_is_level_and_whole(angle: float) -> None:
    turned = lined().rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    page = pictures.cleaned(turned)
    assert pictures.skew(Image.fromarray(page)) == 0.0
    before, after = ((np.asarray(p) < 128).sum() for p in (lined().convert("L"), page))
    assert abs(after / before - 1) < 0.02
    assert min(page[0].min(), page[-1].min(), page[:, 0].min(), page[:, -1].min()) > 200


def test_the_columns_of_a_page_that_are_written_on_hold_all_of_its_ink() -> None:
    page, draw = paper()
    draw.point([(5, 500), (790, 300)], fill="black")
    draw.rectangle((100, 100, 110, 110), fill=(170, 170, 170))
    draw.rectangle((500, 200, 640, 212), fill="black")
    assert written_columns(np.asarray(page.convert("L"))) == (80, 661)
    assert written_columns(np.asarray(paper()[0].convert("L"))) == (0, 800)


def test_a_red_seal_is_as_white_as_the_paper_and_black_stays() -> None:
    page, draw = paper()
    draw.rectangle((100, 100, 700, 130), fill="black")
    draw.ellipse((300, 60, 500, 260), outline=(220, 30, 40), width=12)
    grey = pictures.cleaned(page)
    assert grey[200:260, 300:500].min() > 200
    assert grey[115, 400] < 60


def test_what_is_transparent_lies_on_white_paper() -> None:
    page = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    ImageDraw.Draw(page).rectangle((50, 100, 250, 120), fill=(0, 0, 0, 255))
    grey = pictures.cleaned(page)
    assert grey[10, 10] == 255
    assert grey[110, 150] == 0


def test_specks_make_no_page_and_one_line_does() -> None:
    page, draw = paper()
    draw.point([(100, 100), (400, 700)], fill="black")
    assert is_blank(np.asarray(page.convert("L")))
    draw.rectangle((100, 500, 160, 512), fill="black")
    assert not is_blank(np.asarray(page.convert("L")))


def piece(words: str, left: float, top: float = 100, size: float = 30) -> Seen:
    """Words as recognised, each character as wide as it is high; a space is a gap of four."""
    chars, at = [], left
    for word in words:
        if word == " ":
            at += 4 * size
            continue
        chars.append(Char(word, at, top, at + size, top + size))
        at += size
    return Seen(words.replace(" ", ""), 1.0, left, top, at, top + size, tuple(chars))


@pytest.mark.parametrize(
    ("words", "line", "read"),
    [
        # A line between two words waits for a number.
        ("应在 日内", (160, 280), ["应在____日内"]),
        ("应在 日内", None, ["应在日内"]),
        # The rule of a table runs on under the words.
        ("应在 日内", (0, 800), ["应在日内"]),
        # A line behind the last word waits for a name.
        ("甲方：", (192, 500), ["甲方：____"]),
        ("甲方：", (192, 200), ["甲方："]),
    ],
)
def test_a_line_in_a_gap_is_a_blank(
    words: str, line: tuple[int, int] | None, read: list[str]
) -> None:
    page, draw = paper()
    if line is not None:
        draw.line((line[0], 128, line[1], 128), fill="black", width=2)
    seen = with_blanks(np.asarray(page.convert("L")), [piece(words, 100)])
    assert [s.words for s in seen] == read
    assert all(len(s.words) == len(s.chars) for s in seen)


def test_a_dark_bar_is_no_blank() -> None:
    page, draw = paper()
    draw.rectangle((165, 100, 275, 135), fill="black")
    (seen,) = with_blanks(np.asarray(page.convert("L")), [piece("应在 日内", 100)])
    assert seen.words == "应在日内"


def test_ink_that_nothing_recognised_covers_is_a_lost_line() -> None:
    page, draw = paper()
    for y in (100, 200):
        for x in range(100, 600, 20):
            draw.rectangle((x, y, x + 9, y + 29), fill="black")
    grey = np.asarray(page.convert("L"))
    one, other = piece("甲" * 17, 100), piece("乙" * 17, 100, top=200)
    assert list(missed(grey, [one, other])) == []
    ((top, bottom),) = missed(grey, [one])
    assert 195 <= top < bottom <= 235


def test_a_space_in_a_line_does_not_make_an_unsure_figure_sure() -> None:
    """The engine places no space: the mean of the line stood in for each of its characters."""
    box = [(100, 10), (120, 10), (120, 30), (100, 30)]
    placed = [
        (word, sure, box) for word, sure in zip("4.1费9元", (1, 1, 1, 1, 0.5, 1), strict=True)
    ]
    extent = (100.0, 10.0, 240.0, 30.0)
    chars = list(_each("4.1 费9元", placed, extent, (0.97, 20)))
    assert "".join(char.word for char in chars) == "4.1 费9元"
    assert [char.sure for char in chars] == [1, 1, 1, 1, 1, 0.5, 1]
    assert chars[0].left == 120
    # Where it leaves out more than spaces, the line speaks for its characters.
    assert {char.sure for char in _each("4.1 费9元", placed[:3], extent, (0.97, 0))} == {0.97}


TEXT = """\
航标巡检服务合同
甲方：云岫市航标管理处
乙方：鹭洲低空科技有限公司
第一条 乙方每月巡检灯塔一次，并向甲方提交报告。
第二条 本合同总价为人民币385,800.00元（大写：叁拾捌万伍仟捌佰元整）。
第三条 甲方应当在收到报告后十日内支付115,740.00元，验收合格后支付270,060.00元。
第四条 甲方逾期付款的，每日按应付款的0.05%支付违约金，累计不超过19,290.00元。
"""


@needs_office
def test_under_a_stamp_an_amount_is_right_or_told_to_be_unsure(tmp_path: Path) -> None:
    path = tmp_path / "stamped.pdf"
    path.write_bytes(as_scan(by_office(as_docx(TEXT), "pdf"), "stamped"))
    (opened,) = open_contracts(path)
    assert isinstance(opened, Opened)
    told = {value for value, _, _ in amounts(TEXT)}
    assert surely_wrong(opened.loaded, told) == []
    read = {value for value, _, _ in amounts(opened.loaded.text)}
    assert len(told & read) >= 5


@pytest.mark.skipif(not FONT.exists(), reason="no Chinese font")
@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "BMP"])
def test_a_photograph_of_a_page_is_read_in_every_form(tmp_path: Path, form: str) -> None:
    page, draw = paper(1_400, 700)
    font = ImageFont.truetype(str(FONT), 32)
    for row, line in enumerate(TEXT.splitlines()):
        draw.text((60, 60 + 70 * row), line, fill=(30, 30, 30), font=font)
    held = io.BytesIO()
    page.save(held, form, **({"quality": 70} if form == "JPEG" else {}))
    path = tmp_path / "photo"
    path.write_bytes(held.getvalue())
    (opened,) = open_contracts(path)
    assert isinstance(opened, Opened)
    assert "385,800.00元" in opened.loaded.text
    place = opened.loaded.place(opened.loaded.text.index("385"))
    assert place is not None
    assert place.page == 1
    assert place.sure is not None
