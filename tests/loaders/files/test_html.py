import pytest

from loaders.files import html
from loaders.files.loaded import Loaded
from ontology.errors import UnreadableDocument


def read(body: str, head: str = '<meta charset="utf-8">', encoding: str = "utf-8") -> Loaded:
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return html.read(page.encode(encoding), "page.html")


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "gb18030"])
def test_chinese_pages_say_their_encoding_and_mean_gb18030(declared: str) -> None:
    loaded = read("<p>镕基航标处</p>", f'<meta charset="{declared}">', "gb18030")
    assert loaded.text == "镕基航标处\n"


def test_a_page_that_misstates_its_encoding_is_still_read() -> None:
    text = "<p>" + "甲方应当在验收后十日内付款。" * 20 + "</p>"
    assert "甲方应当在验收后" in read(text, '<meta charset="utf-8">', "gb18030").text


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>甲方</p><p>乙方</p>", ["甲方", "乙方"]),
        ("<div>甲方<br>乙方</div>", ["甲方", "乙方"]),
        ("<p>第<b>三</b>条　付款</p>", ["第三条　付款"]),
        ("<table><tr><td>期次</td><td>比例</td></tr></table>", ["期次 | 比例"]),
        ("<table><tr><td><p>甲方</p><p>地址</p></td></tr></table>", ["甲方", "地址"]),
        ("<ol start=3><li>巡检</li><li>报告</li></ol>", ["3. 巡检", "4. 报告"]),
        ("<ol><li>（1）巡检</li></ol>", ["（1）巡检"]),
        ("<p>金额：<u>&nbsp;&nbsp;&nbsp;&nbsp;</u>元</p>", ["金额：____元"]),
        ("<p><input type=checkbox checked>仲裁<input type=checkbox>诉讼</p>", ["☑仲裁☐诉讼"]),
        ("<nav>首页</nav><p>正文</p><footer>备案号</footer>", ["正文"]),
        ("<script>var 甲方=1</script><style>p{}</style><p>正文</p>", ["正文"]),
    ],
)
def test_blocks_are_lines_and_tables_rows(body: str, lines: list[str]) -> None:
    assert read(body).text.splitlines() == lines


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "DISPLAY : NONE",
        "visibility: hidden",
        "font-size:0px",
        "opacity:0",
        "color:#fff",
        "color: white; margin:0",
    ],
)
def test_what_the_page_hides_is_noted_and_left_out(style: str) -> None:
    loaded = read(f'<p>服务费三万元</p><p style="{style}">乙方放弃抗辩权</p>')
    assert loaded.text == "服务费三万元\n"
    assert [(n.kind, n.words) for n in loaded.notes] == [("hidden", "乙方放弃抗辩权")]


def test_white_words_on_colour_are_seen() -> None:
    assert (
        read('<div style="background:#123"><p style="color:#fff">合同</p></div>').text == "合同\n"
    )


def test_headings_keep_their_rank() -> None:
    loaded = read("<h2>第一章 总则</h2><p>正文</p>")
    assert loaded.headings == ((0, 2),)


def test_a_deep_page_is_read_and_an_endless_one_refused() -> None:
    assert read("<div>" * 150 + "深" + "</div>" * 150 + "<p>正文</p>").text == "深\n正文\n"
    with pytest.raises(UnreadableDocument, match="nested deeper"):
        read("<div>" * 50_000 + "深")
