import html
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.layout import read_text
from loaders.layout.folding import fold, punctuate
from loaders.text import BLANK, Text

CONTRACT = """\
灯塔巡检无人机租用合同
甲方：云岫市航标管理处
乙方：鹭洲低空科技有限公司
为保障云岫湾内灯塔的日常巡检，甲方向乙方租用无人机及配套的飞行服务，双方经协商订立本合同。
第一条 租用内容
1.乙方提供轻型无人机4架，随机配备备用电池、充电设备和便携式地面站，并负责把上述设备运到云岫湾码头仓库交甲方清点。
2.每架无人机每月飞行不少于12次，每次飞行的影像资料应当在24小时内上传到甲方指定的存储空间，逾期上传的视为该次飞行没有完成。
第二条 租金
租金为每月人民币36,000元。甲方应当在收到乙方开具的发票后10个工作日内支付当月租金，遇有法定节假日的顺延到节后第一个工作日。
第三条 违约责任
（1）乙方未按约定次数飞行的，每缺少一次，应当按当月租金的2%向甲方支付违约金；连续两个月缺少的，甲方有权解除合同。
（2）甲方迟延支付租金的，每迟延一日，应当按应付未付金额的0.05%向乙方支付违约金，但违约金总额不超过当月租金的10%。
第四条 其他
本合同自双方盖章之日起生效，一式四份，甲乙双方各执两份，具有同等法律效力。
"""


def plain(source: str) -> str:
    return read_text("x", source).plain


def words(source: str) -> str:
    return plain(source).replace(" ", "")


def wrap(source: str, width: int, between: str = "\n") -> str:
    lines = [
        line[i : i + width] for line in source.splitlines() for i in range(0, len(line), width)
    ]
    return between.join(lines) + "\n"


@pytest.mark.parametrize("width", [28, 33, 40])
@pytest.mark.parametrize("between", ["\n", "\n\n", "\r\n"])
def test_a_text_broken_at_one_width_reads_as_its_paragraphs(width: int, between: str) -> None:
    assert words(wrap(CONTRACT, width, between)) == words(CONTRACT)


def test_blank_lines_and_indents_change_nothing() -> None:
    spaced = "\n\n\n".join("　　" + line for line in CONTRACT.splitlines())
    assert words(spaced) == words(CONTRACT)


def test_full_width_letters_and_figures_read_like_half_width_ones() -> None:
    wide = str.maketrans(
        {chr(0x21 + i): chr(0xFF01 + i) for i in range(94) if chr(0x21 + i).isalnum()}
    )
    assert words(CONTRACT.translate(wide).replace("%", "％")) == words(CONTRACT)


def test_half_width_punctuation_beside_chinese_reads_like_full_width() -> None:
    narrow = str.maketrans("，；：（）", ",;:()")
    assert words(CONTRACT.translate(narrow)) == words(CONTRACT)


@pytest.mark.parametrize(
    "number", ["第 {} 页 共 4 页", "- {} -", "{}/4", "{}", "Page {} of 4", "— {} —"]
)
@pytest.mark.parametrize("head", ["", "云岫市航标管理处采购合同范本"])
@pytest.mark.parametrize("feed", ["", "\f"])
def test_page_furniture_within_a_sentence_leaves_no_trace(
    number: str, head: str, feed: str
) -> None:
    lines = wrap(CONTRACT, 33).splitlines()
    pages = [lines[i : i + 8] for i in range(0, len(lines), 8)]
    source = "".join(
        (feed if i > 1 else "")
        + (head + "\n" if head else "")
        + "\n".join(page)
        + "\n"
        + number.format(i)
        + "\n\n"
        for i, page in enumerate(pages, 1)
    )
    expected = words(CONTRACT)
    # The first running head is kept where nothing shows that it is none of the text.
    assert words(source).removeprefix(head + "\n") == expected


def test_markdown_marks_are_dropped_and_headings_remembered() -> None:
    text = read_text(
        "x",
        "# 合同\n\n## 第一条 **租金**\n\n1. **租金**为*每月*支付，见\\_\\_\\_附件。\n"
        "- （1）首期款；\n> 注意",
    )
    assert text.plain == "合同\n第一条租金\n1.租金为每月支付，见＿附件。\n（1）首期款；\n注意"
    assert [(text.plain[at : at + 3], level) for at, level in text.headings] == [
        ("合同\n", 1),
        ("第一条", 2),
    ]


def test_a_line_in_bold_is_a_heading_of_the_last_level() -> None:
    text = read_text("x", "**违约责任**\n乙方**应当**赔偿。")
    assert text.headings == ((0, 7),)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("甲   方：云岫市航标管理处", "甲方：云岫市航标管理处"),
        ("租   用   合   同   书", "租用合同书"),
        ("日  期：2031年 5 月 6 日", "日期：2031年5月6日"),
        ("在 2031 年 5 月 内 交付 GPS Tracker 3 台", "在2031年5月内交付GPS Tracker 3台"),
        ("账号：6228 0000 1111", "账号：6228 0000 1111"),
        ("租金&nbsp;为<b>每月</b>支付", "租金为每月支付"),
        ("[bookmark: _Toc1]第一条　租金", "第一条租金"),
        ("⼄⽅应当付款", "乙方应当付款"),
        ("付款1，000元", "付款1，000元"),
        ("见http://a.cn/x，9:00前送达", "见http://a.cn/x，9:00前送达"),
        ("二○三一年", "二〇三一年"),
    ],
)
def test_one_form_for_what_looks_alike(source: str, expected: str) -> None:
    assert plain(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("租金为￥      元（大写：        ）", "租金为¥＿元（大写：＿）"),
        ("租金为______元，分____期", "租金为＿元，分＿期"),
        ("自    年  月  日起", "自＿年＿月＿日起"),
        ("自____年__月__日起", "自＿年＿月＿日起"),
        ("期限自年月日至年月日止", "期限自＿年＿月＿日至＿年＿月＿日止"),
        ("按第    种方式解决", "按第＿种方式解决"),
        ("按第 种方式解决", "按第＿种方式解决"),
        ("按租金的   %支付", "按租金的＿%支付"),
        ("人民币（大写） 元（￥ 元）", "人民币（大写）＿元（¥＿元）"),
        ("乙方：{{supplier.name}}，电话：${phone}", "乙方：＿，电话：＿"),
        ("在【    】日内向（      ）交付", "在＿日内向＿交付"),
        ("由XXX公司在XX日内交付", "由＿公司在＿日内交付"),
        ("由***公司在□□日内交付", "由＿公司在＿日内交付"),
        ("由[合同中心-承租人]支付", "由＿支付"),
        ("本合同一式   份，各执   份", "本合同一式＿份，各执＿份"),
        ("本合同一式份，双方各执份", "本合同一式＿份，双方各执＿份"),
        ("租金人民币\n元整（￥\n）。", "租金人民币＿元整（¥＿）。"),
        ("租期为，租金形式：。", "租期为＿，租金形式：＿。"),
        ("位于      市       区           号", "位于＿市＿区＿号"),
        ("乙方：            \n地址：", "乙方：＿\n地址："),
        ("甲方：            乙方：          ", "甲方：＿\t乙方：＿"),
    ],
)
def test_a_gap_to_be_filled_in_is_one_blank(source: str, expected: str) -> None:
    assert plain(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("按_5_%支付", "按5%支付"),
        ("甲方：_____云岫市航标管理处____", "甲方：云岫市航标管理处"),
        ("甲方：__周某__ 电话：___010-1___", "甲方：周某 电话：010-1"),
        ("自_2031__年_1_月_2_日起", "自2031年1月2日起"),
        ("提前  3  日通知，以   12   个月为限", "提前3日通知，以12个月为限"),
        ("提前   柒   日通知，10（十） 日内答复", "提前柒日通知，10（十）日内答复"),
        ("账号：4468 XXXX XXXX 0123", "账号：4468 XXXX XXXX 0123"),
        ("乙方：        鹭洲低空科技有限公司", "乙方：鹭洲低空科技有限公司"),
        ("文件名为data_file_1", "文件名为data_file_1"),
        ("为7*24小时，5*8小时", "为7*24小时，5*8小时"),
        ("电话：139XXXX0000", "电话：139XXXX0000"),
    ],
)
def test_a_value_that_was_filled_in_is_no_gap(source: str, expected: str) -> None:
    assert plain(source).replace("： ", "：") == expected


@pytest.mark.parametrize(
    "source",
    [
        "| 期次 | 比例 | 条件 |\n|---|:--:|---|\n| 一 |  | 签订 |",
        "期次 | 比例 | 条件\n一 |  | 签订",
        "期次\t比例\t条件\n一\t\t签订",
        "<table><tr><td>期次</td><td>比例</td><td>条件</td></tr><tr><td>一</td><td></td><td>签订</td></tr>",
    ],
)
def test_a_table_row_is_a_line_of_cells(source: str) -> None:
    assert plain(source) == "期次\t比例\t条件\n一\t\t签订"


def test_the_space_that_alone_parts_two_fields_is_kept() -> None:
    assert plain("联系人：周某  联系电话：010-1") == "联系人：周某 联系电话：010-1"
    assert plain("甲方（盖章）： | 乙方（盖章）：") == "甲方（盖章）：\t乙方（盖章）："


def test_a_tab_behind_a_label_makes_no_table() -> None:
    assert plain("1.\t乙方交付设备。\n（2）\t甲方付款。") == "1.乙方交付设备。\n（2）甲方付款。"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("☒ 自提 ☐ 送货", "☑自提□送货"),
        ("√自提 □送货", "☑自提□送货"),
        ("[x] 自提\n[ ] 送货", "☑自提\n□送货"),
        ("■自提 □送货", "☑自提□送货"),
        ("\uf0fe自提 \uf0a8送货", "☑自提□送货"),
        ("○自提 ◉送货", "□自提☑送货"),
    ],
)
def test_ticked_and_empty_boxes_have_one_form_each(source: str, expected: str) -> None:
    assert plain(source) == expected


@pytest.mark.parametrize(
    "contents",
    [
        "目  录\n第一条 租用内容......2\n第二条 租金........3\n",
        "目录\n第一条 租用内容\t2\n第二条 租金\t3\n",
        "第一条 租用内容…………………… 2\n第二条 租金…………………… 3\n",
        "目录\n第一条 租用内容\n第二条 租金\n第三条 违约责任\n第四条 其他\n",
    ],
)
def test_a_table_of_contents_is_dropped(contents: str) -> None:
    assert words(contents + CONTRACT) == words(CONTRACT)


@pytest.mark.parametrize(
    "source",
    [
        # Labels, fields, titles and rows begin a line of their own.
        "乙方应当配合甲方\n（一）提供资料",
        "鹭洲低空科技有限公司\n地址：鹭洲路7号",
        "交付的设备清单如下：\n无人机4架",
        "联系人：周某\n电话：010-1",
        "甲方承担运费。\n乙方承担保险费。",
        "合计\t4\n以上不含税",
        "双方依照民法典，就以下项目订立本合同\n甲方：航标处",
        "乙方有下列情形之一的，应当改正：\n甲方通知：\n（1）缺飞",
        "飞行记录由乙方保存\n注：每月一份",
    ],
)
def test_lines_that_belong_apart_stay_apart(source: str) -> None:
    assert plain(source) == source


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("乙方应当在收到通知后派人到场，", "并在两日内修复"),
        ("甲方委托乙方按照", "海图标注航线"),
        ("乙方应当提交《飞行日志汇总", "表》和影像"),
        ("依照本合同第", "三条承担责任"),
        ("甲方应当在验收合格之后", "10日内付款"),
        ("乙方有下列情形之一的，应当支付违约金，并", "赔偿甲方损失：（1）缺飞"),
        ("乙方应当自行承担一切责", "任；甲方不承担"),
        ("双方确认的附表包括飞行计划以及飞行记录、电池更换记录和影像目录", "，均为合同的一部分"),
    ],
)
def test_a_sentence_broken_anywhere_is_joined(first: str, second: str) -> None:
    assert plain(f"{first}\n\n{second}。") == f"{first}{second}。"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("情况特殊的，乙方退还租金并承担甲方损", "失："),
        ("乙方有以下违约行为的，应当支付违约金，还应赔偿", "甲方损失："),
        ("出现下列任何一种情况的，乙方退还租金，\n甲方有权解除合同并要求赔", "偿甲方损失："),
    ],
)
def test_what_announces_a_list_is_one_paragraph(first: str, second: str) -> None:
    joined = first.replace("\n", "") + second
    assert plain(f"{first}\n{second}\n（1）缺飞。") == f"{joined}\n（1）缺飞。"


def test_a_word_written_down_the_page_is_joined() -> None:
    assert plain("租\n用\n合\n同\n甲\n方：航标处") == "租用合同\n甲方：航标处"


SPECIAL = (
    "甲方乙1２．%％_＿ 　\t\n\r\f|*#<>[]【】（）()：:，,。；.☑□√-XxＡa年月日元第条￥¥\u200b\ue000"
)


def assert_faithful(text: Text) -> None:
    """Every character of the plain text is that of its origin, a fold of it, or a mark of ours."""
    assert len(text.plain) == len(text.origin)
    assert all(a <= b for a, b in pairwise(text.origin))
    for char, at in zip(text.plain, text.origin, strict=True):
        source = fold(text.source[at])
        ours = char in f"{BLANK}\t\n ☑□〇" or (char, source) == ("。", ".")
        assert ours or char in (source, punctuate(f"字{source}字")[1], html.unescape(source))


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=SPECIAL, max_size=80))
def test_every_character_leads_back_to_the_source(source: str) -> None:
    assert_faithful(read_text("x", source))


def test_quotes_are_words_of_the_source() -> None:
    text = read_text("x", "　　1 ．乙方应当在 ______ 日\n\n内，向甲 方 交付ＧＰＳ设备。")
    at = text.plain.index("甲方交付GPS")
    assert text.quote(at, at + 7) == "甲 方 交付ＧＰＳ"


@pytest.mark.parametrize("char", list(" _\t（【.-|*#\f\r“x□…：1一第<&{[\\`>"))
def test_a_hundred_thousand_of_one_character_are_read(char: str) -> None:
    assert_faithful(read_text("x", char * 2_000))
    read_text("x", char * 100_000)


def test_relabelling_keeps_headings_on_their_lines() -> None:
    text = read_text("x", "甲方付款。\n# 违约\n乙方交货。")
    view = text.relabel([(0, 2, "采购人")])
    assert [view.plain[at : at + 2] for at, _ in view.headings] == ["违约"]
