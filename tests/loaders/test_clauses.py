from textwrap import dedent

import pytest

from loaders.clauses import Outline, outline
from loaders.layout import read_text


def tree(source: str) -> Outline:
    return outline(read_text("x", dedent(source)))


def ids(source: str) -> list[str]:
    return [section.id for section in tree(source).sections]


def breaks(source: str) -> list[tuple[str, str]]:
    found = tree(source)
    return [(found.sections[b.section].id, b.kind) for b in found.numbering_breaks]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # 第…章 over 第…条 that runs on through the chapters
        (
            "第一章 总则\n第一条 目的\n为了飞行。\n第二条 范围\n本湾。\n"
            "第二章 飞行\n第三条 航线\n照图。",
            ["第一章", "第一章.第一条", "第一章.第二条", "第二章", "第二章.第三条"],
        ),
        # 条 over 1. over (1) over ①
        (
            "第一条 交付\n1.乙方交付下列设备：\n（1）无人机，包括：\n①机身；\n"
            "②电池。\n（2）地面站。\n2.甲方清点。\n第二条 租金\n按月支付。",
            [
                "第一条",
                "第一条.1",
                "第一条.1.(1)",
                "第一条.1.(1).①",
                "第一条.1.(1).②",
                "第一条.1.(2)",
                "第一条.2",
                "第二条",
            ],
        ),
        # 一、 over （一） over 1.
        (
            "一、租用内容\n（一）设备\n1.无人机4架。\n2.电池8块。\n（二）人员\n"
            "1.飞手2名。\n二、租金\n每月支付。",
            ["一", "一.(一)", "一.(一).1", "一.(一).2", "一.(二)", "一.(二).1", "二"],
        ),
        # （一） below 1. where the heading of 1. stands alone
        (
            "1.甲方义务\n（一）按时付款。\n（二）提供场地。\n2.乙方义务\n（一）按时飞行。",
            ["1", "1.(一)", "1.(二)", "2", "2.(一)"],
        ),
        # decimals under 条, and deeper
        (
            "第五条 飞行\n5.1 航线由甲方确定。\n5.2 高度\n5.2.1 不低于30米。\n"
            "5.2.2 不高于120米。\n5.10 其他照旧。\n第六条 租金\n6.1 按月支付。",
            [
                "第五条",
                "第五条.5.1",
                "第五条.5.2",
                "第五条.5.2.1",
                "第五条.5.2.2",
                "第五条.5.10",
                "第六条",
                "第六条.6.1",
            ],
        ),
        # decimals under a number repeat nothing; 5.1. with a point behind; restarts below
        (
            "3、服务内容\n3.1、巡检\n照图。\n3.1.1 白天一次。\n3.2、报告\n按月。\n"
            "4、租金\n4.1 按月支付。",
            ["3", "3.1", "3.1.1", "3.2", "4", "4.1"],
        ),
        (
            "第五章 责任\n5.1. 甲方责任\n1. 提供场地。\n2. 提供海图。\n5.2. 乙方责任\n1. 飞行。",
            ["第五章", "第五章.5.1", "第五章.5.1.1", "第五章.5.1.2", "第五章.5.2", "第五章.5.2.1"],
        ),
        # bare numbers over decimals
        (
            "1 总则\n1.1 本合同适用于航标巡检。\n1.2 双方遵守空管规定。\n2 租金\n2.1 按月支付。",
            ["1", "1.1", "1.2", "2", "2.1"],
        ),
        # letters and Roman numbers need company
        (
            "一、租金\nA.首期30%。\nB.尾款70%。\n二、其他\nA座由甲方提供。",
            ["一", "一.A", "一.B", "二"],
        ),
        (
            "I. 设备\ni) 机身；\nii) 电池；\nII. 人员\n飞手2名。\nIII. 租金\n按月。",
            ["I", "I.i)", "I.ii)", "II", "III"],
        ),
        # a) and 1) and signs
        (
            "1、设备\n1）机身；\n2）电池：\na）锂电；\nb）氢电。\n2、人员\n①飞手；\n②机务。",
            ["1", "1.1)", "1.2)", "1.2).a)", "1.2).b)", "2", "2.①", "2.②"],
        ),
        # the same kind below itself where a colon announces it
        (
            "1.联系人的职责如下：\n1.传递文件；\n2.确认结果。\n3.签收影像。\n"
            "2.联系人变更应当通知。",
            ["1", "1.1", "1.2", "1.3", "2"],
        ),
    ],
)
def test_labels_hang_by_their_sequence(source: str, expected: list[str]) -> None:
    assert ids(source) == expected


def test_a_point_and_a_comma_behind_a_number_are_different_labels() -> None:
    source = (
        "1、租用内容\n1.无人机4架。\n2.电池8块。\n二、租金\n1.按月支付。\n"
        "2.不含税。\n三、其他\n另议。"
    )
    assert ids(source) == ["1", "1.1", "1.2", "二", "二.1", "二.2", "三"]
    assert breaks(source) == [("二", "mixed")]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1.甲。\n2.乙。\n2.丙。\n3.丁。", [("2~2", "repeated")]),
        ("1.甲。\n2.乙。\n4.丁。", [("4", "skipped")]),
        ("第一条 租金\n1.甲。\n2、乙。\n3、丙。", [("第一条.2", "mixed")]),
        ("（一）甲。\n(二)乙。\n（三）丙。", []),
        ("第一章 甲\n第一条 子\n子。\n第二章 乙\n第二条 丑\n丑。", []),
        ("一、甲\n1.子。\n2.丑。\n二、乙\n1.寅。", []),
    ],
)
def test_breaks_of_the_numbering_are_noted_and_do_no_harm(
    source: str, expected: list[tuple[str, str]]
) -> None:
    assert breaks(source) == expected


@pytest.mark.parametrize(
    "line",
    [
        "2031年3月1日前交付。",
        "2031.3.1前交付。",
        "1.5%的部分由乙方承担。",
        "12.5元每次。",
        "30日内付款。",
        "010-55550000为值班电话。",
        "3000元。",
        "一、二级航标由甲方负责。",
        "1、2号码头各一次。",
        "第三条约定的期限从签订之日起算。",
        "第三条、第四条不适用。",
        "第二款的约定除外。",
        "（2）项所述情形除外。",
        "附件一为本合同的组成部分。",
        "A座三层为交付地点。",
        "192.168.1.1为数据接口。",
        "0.5小时内到场。",
    ],
)
def test_a_number_that_begins_a_line_is_not_always_a_label(line: str) -> None:
    assert ids(f"一、租金\n按月支付。\n{line}\n二、其他\n另议。") == ["一", "二"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("第三条 约定事项", "第三条"),
        ("第三条、飞行安全", "第三条"),
        ("第 三 条  飞行安全", "第三条"),
        ("第3条：飞行安全", "第3条"),
        ("第三条双方确定的航线", "第三条"),
    ],
)
def test_an_article_is_told_from_a_reference_to_it(line: str, expected: str) -> None:
    assert ids(f"第一条 甲\n子。\n第二条 乙\n丑。\n{line}\n寅。")[-1] == expected


def test_a_list_within_a_line_becomes_sections() -> None:
    found = tree(
        "第二条 资料\n"
        "乙方交付：（1）影像；（2）日志，包括①航迹；②电量；（3）报告。甲方签收。\n"
        "第三条 其他\n无。"
    )
    assert [s.id for s in found.sections] == [
        "第二条",
        "第二条.(1)",
        "第二条.(2)",
        "第二条.(2).①",
        "第二条.(2).②",
        "第二条.(3)",
        "第三条",
    ]
    plain = found.text.plain
    assert [plain[s.start : s.own_end].strip() for s in found.sections[1:4]] == [
        "（1）影像；",
        "（2）日志，包括",
        "①航迹；",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "争议按第（1）种方式解决，第（2）种方式不适用。",
        "乙方违反（1）（2）项的，退还租金。",
        "详见附件（1）。",
        "甲方（1）名代表签收。",
    ],
)
def test_a_number_in_brackets_within_a_line_may_be_none(line: str) -> None:
    assert ids(f"一、其他\n{line}\n二、附则\n无。") == ["一", "二"]


TWO_PAPERS = """\
    无人机租用合同
    合同编号：YX-7
    甲方：云岫市航标管理处
    乙方：鹭洲低空科技有限公司
    第一条 租用
    乙方出租无人机。
    第二条 租金
    按月支付，见附件1。
    第三条 其他
    本合同自盖章之日起生效。
    本合同附件：
    附件1：租金表
    附件2：安全协议
    （以下无正文）
    甲方（盖章）：云岫市航标管理处
    日期：2031年3月1日
    乙方（盖章）：鹭洲低空科技有限公司
    日期：2031年3月1日
    附件1：租金表
    月份\t租金
    三月\t36,000
    附件2：
    安全协议
    甲方：云岫市航标管理处
    乙方：鹭洲低空科技有限公司
    第一条 禁飞
    雷雨时不得飞行。
    第二条 责任
    乙方负责。
    第三条 效力
    与合同同时生效。
    甲方（盖章）：
    乙方（盖章）：
    廉洁承诺书
    一、不送礼。
    二、不收礼。
    """


def test_every_part_of_a_file_is_told_apart() -> None:
    found = tree(TWO_PAPERS)
    assert [(s.id, s.part, s.kind) for s in found.sections] == [
        ("前言", "cover", "preamble"),
        ("第一条", "body", "numbered"),
        ("第二条", "body", "numbered"),
        ("第三条", "body", "numbered"),
        ("签署", "signature", "signature"),
        ("附件1", "annex", "annex"),
        ("附件2", "annex", "annex"),
        ("附件2.第一条", "annex", "numbered"),
        ("附件2.第二条", "annex", "numbered"),
        ("附件2.第三条", "annex", "numbered"),
        ("附件2.签署", "signature", "signature"),
        ("廉洁承诺书", "annex", "instrument"),
        ("廉洁承诺书.一", "annex", "numbered"),
        ("廉洁承诺书.二", "annex", "numbered"),
    ]
    assert [s.heading for s in found.sections if s.kind == "annex"] == ["租金表", "安全协议"]


@pytest.mark.parametrize(
    ("line", "heading", "body"),
    [
        ("第一条 租金及支付", "租金及支付", "按月。"),
        ("第一条 租金（含税）：", "租金（含税）", "按月。"),
        ("第一条 乙方应当按月开具发票", None, "乙方应当按月开具发票\n按月。"),
        ("第一条 按月支付。", None, "按月支付。\n按月。"),
        ("一、付款期限：每月五日", None, "付款期限：每月五日\n按月。"),
    ],
)
def test_a_heading_is_a_short_title_and_no_sentence(
    line: str, heading: str | None, body: str
) -> None:
    section = tree(f"{line}\n按月。").sections[0]
    assert section.heading == heading
    assert tree(f"{line}\n按月。").text.plain[section.head_end : section.own_end].strip() == body


def test_an_item_of_one_line_holds_words_and_no_heading() -> None:
    found = tree("第一条 资料\n1.飞行日志\n2.影像目录\n第二条 其他\n无。")
    assert [s.heading for s in found.sections] == ["资料", None, None, "其他"]


def test_titles_without_numbers_are_sections() -> None:
    source = """\
        无人机租用合同
        甲方：航标处
        乙方：低空公司
        双方订立本合同。
        租金
        租金每月支付一次，每次三万元。
        飞行安全
        乙方遵守空域管理规定，雷雨天气不得起飞。
        违约责任
        乙方停飞的，支付一个月租金。
        """
    assert ids(source) == ["前言", "租金", "飞行安全", "违约责任"]


def test_a_title_that_lost_its_number_still_closes_the_article_before() -> None:
    source = (
        "一、租用\n1.四架。\n2.八块。\n租金及支付\n1.按月。\n2.转账。\n"
        "三、其他\n1.无。\n四、附则\n1.无。"
    )
    assert ids(source) == [
        "一",
        "一.1",
        "一.2",
        "租金及支付",
        "租金及支付.1",
        "租金及支付.2",
        "三",
        "三.1",
        "四",
        "四.1",
    ]


def test_markdown_headings_without_numbers_nest_by_level() -> None:
    source = (
        "# 租用合同\n\n## 基本信息\n甲方：航标处。\n\n## 第一条 租金\n1. 按月支付。\n"
        "\n### 发票\n随款开具。\n\n## 第二条 其他\n1. 无。\n2. 无。"
    )
    assert ids(source) == [
        "前言",
        "基本信息",
        "第一条",
        "第一条.1",
        "第一条.发票",
        "第二条",
        "第二条.1",
        "第二条.2",
    ]


def test_a_paragraph_behind_a_list_belongs_to_whoever_announced_it() -> None:
    source = (
        "第一条 有下列情形之一的，甲方可以解除合同：\n（1）停飞十日；\n（2）坠机。\n"
        "甲方解除合同的，乙方退还租金。\n第二条 其他\n1.无。\n2.见附图。\n附图由甲方保管。\n3.无。"
    )
    found = tree(source)
    assert [(s.id, s.kind) for s in found.sections[1:4]] == [
        ("第一条.(1)", "numbered"),
        ("第一条.(2)", "numbered"),
        ("第一条.末段", "tail"),
    ]
    # An item may have two paragraphs where its list goes on or was not announced.
    assert [s.id for s in found.sections[4:]] == ["第二条", "第二条.1", "第二条.2", "第二条.3"]


def test_the_id_does_not_depend_on_width_or_spaces() -> None:
    assert ids("第 一 条 租金\n( 1 )按月；\n（２）转账。") == ids(
        "第一条 租金\n（1）按月；\n(2)转账。"
    )


def test_sections_cover_the_text_and_at_finds_the_deepest() -> None:
    found = tree(TWO_PAPERS)
    at = 0
    for i, section in enumerate(found.sections):
        assert section.start == at
        assert section.start <= section.head_end <= section.own_end <= section.end
        at = section.own_end
        assert found.at(section.start) is section
        assert found.at(section.own_end - 1) is section
        if section.parent is not None:
            parent = found.sections[section.parent]
            assert parent.start <= section.start
            assert section.end <= parent.end
            assert section.depth == parent.depth + 1
            assert section.parent < i
    assert at == len(found.text.plain)


def test_clauses_are_given_in_offsets_of_the_source() -> None:
    source = "第 一 条　租金\n１．按 月支付。\n"
    clauses = tree(source).to_clauses()
    assert [(c.id, c.label, c.heading, c.parent) for c in clauses] == [
        ("第一条", "第一条", "租金", None),
        ("第一条.1", "１．", None, "第一条"),
    ]
    assert source[clauses[0].start : clauses[0].end] == source.rstrip("\n")
    assert source[clauses[1].start : clauses[1].end] == "１．按 月支付。"
