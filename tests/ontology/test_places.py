import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology import places
from ontology.places import HERE, Place, find, resolve
from ontology.source import read_yaml

NAMES = read_yaml(HERE / "names.yaml")
TABLE = places._table()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        # addresses
        ("北京市丰台区某路6号院", "北京市 北京市 丰台区"),
        ("江苏省常州市溧阳市某路8号", "江苏省 常州市 溧阳市"),
        ("江苏省溧阳市某路8号", "江苏省 常州市 溧阳市"),
        ("江苏溧阳", "江苏省 常州市 溧阳市"),
        ("中国 溧阳", "江苏省 常州市 溧阳市"),
        ("广西南宁市青秀区", "广西壮族自治区 南宁市 青秀区"),
        ("内蒙古自治区呼和浩特市赛罕区", "内蒙古自治区 呼和浩特市 赛罕区"),
        ("重庆市忠县", "重庆市 重庆市 忠县"),
        ("南京市鼓楼区", "江苏省 南京市 鼓楼区"),
        ("河北雄安新区容城县", "河北省 保定市 容城县"),
        ("湖北省仙桃市", "湖北省 仙桃市 -"),
        ("上海市南京西路100号", "上海市 上海市 -"),
        ("朝阳区某路1号（北京）", "北京市 北京市 朝阳区"),
        # a development area is no county of the table, but it stands where one would
        ("成都市高新区某大道", "四川省 成都市 高新区"),
        ("沈阳市浑南新区某街2号", "辽宁省 沈阳市 浑南新区"),
        # a form that fits any place
        ("北京（市）朝阳（区）", "北京市 北京市 朝阳区"),
        # organisations
        ("郑州大学附属医院", "河南省 郑州市 -"),
        ("青松（大连）软件有限公司", "辽宁省 大连市 -"),
        ("昆山青松科技有限公司", "江苏省 苏州市 昆山市"),
        ("北京青松银行南京分行", "江苏省 南京市 -"),
        ("吉林青松有限公司", "吉林省 - -"),
        ("恩施州人民医院", "湖北省 恩施土家族苗族自治州 -"),
        # courts and commissions
        ("溧阳市人民法院", "江苏省 常州市 溧阳市"),
        ("北京市朝阳区人民法院", "北京市 北京市 朝阳区"),
        ("深圳国际仲裁院", "广东省 深圳市 -"),
        ("吉林市中级人民法院", "吉林省 吉林市 -"),
        ("吉林省高级人民法院", "吉林省 - -"),
        ("东方市人民法院", "海南省 东方市 -"),
    ],
)
def test_a_name_resolves_to_its_place(text: str, place: str) -> None:
    found = resolve(text)
    assert found
    assert " ".join(part or "-" for part in found.values()) == place


@pytest.mark.parametrize(
    "text",
    [
        "",
        "朝阳区人民法院",
        "鼓楼区人民法院",
        "朝阳青松有限公司",
        "中国国际经济贸易仲裁委员会",
        "阿里巴巴（中国）有限公司",
        "东方青松有限公司",
        "新华书店",
        "某某股份有限公司",
        "甲方所在地",
    ],
)
def test_a_name_that_leaves_the_place_open_resolves_to_none(text: str) -> None:
    assert resolve(text) is None


def test_a_name_shared_by_districts_keeps_all_its_readings() -> None:
    (hit,) = find("由朝阳区人民法院管辖")
    assert hit.ambiguous
    assert {place.province for place in hit.candidates} == {"北京市", "吉林省"}


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("甲方在长春市，由朝阳区人民法院管辖", "吉林省"),
        ("北京市海淀区或朝阳区", "北京市"),
        ("南京市鼓楼区，福州市，鼓楼区", "福建省"),
    ],
)
def test_a_place_named_before_narrows_the_readings(text: str, province: str) -> None:
    hit = find(text)[-1]
    assert [place.province for place in hit.candidates] == [province]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("本合同签订于郑州市金水区。", ["郑州市金水区"]),
        ("合同在南京签订，履行地：上海", ["南京", "上海"]),
        ("签订地点：北京（市）朝阳（区）", ["北京（市）朝阳（区）"]),
        # words that happen to hold a name
        ("确保定期维护，承担重大连带责任，股东营业执照，推广安全", []),
        ("市和县人民政府，应县级主管部门要求，内河南侧", []),
        ("友好协商，公安机关，共和国，合作协议，资源", []),
        ("南京路与北京东路交叉口", []),
    ],
)
def test_places_are_found_in_running_text(text: str, found: list[str]) -> None:
    assert [text[hit.start : hit.end] for hit in find(text)] == found


@pytest.mark.parametrize("word", [*NAMES["words"], *NAMES["generic"]])
def test_a_name_that_needs_help_is_one_of_the_table_and_no_place_alone(word: str) -> None:
    names = {places._name(place) for place in TABLE}
    assert word in names or word in {places._stem(name) for name in names}
    assert find(word) == ()


def test_every_county_is_found_by_its_full_path() -> None:
    for place in TABLE:
        parts = dict.fromkeys(filter(None, (place.province, place.city, place.county)))
        assert resolve("".join(parts)) == place.to_json()


def test_no_name_is_of_one_character() -> None:
    index = places._index()
    assert min(len(name) for name in (*index.full, *index.short, *index.inner)) == 2


@given(st.text("北京市朝阳区南路吉林长沙县（）江苏 溧某，", max_size=40))
def test_hits_are_sorted_apart_and_inside_the_text(text: str) -> None:
    at = 0
    for hit in find(text):
        assert at <= hit.start < hit.end <= len(text)
        assert hit.candidates
        at = hit.end
    place = resolve(text)
    assert place is None or isinstance(place["province"], str)


@pytest.mark.parametrize("piece", ["北京市朝阳区", "朝阳区", "三十日内付款", "（市）", "南京", " "])
def test_long_texts_are_read_in_bounded_time(piece: str) -> None:
    before = time.process_time()
    find(piece * (100_000 // len(piece)))
    assert time.process_time() - before < 10


def test_a_place_holds_what_lies_in_it() -> None:
    province, city = Place("江苏省"), Place("江苏省", "常州市")
    county = Place("江苏省", "常州市", "溧阳市")
    assert province.holds(city)
    assert province.holds(county)
    assert city.holds(county)
    assert not county.holds(city)
    assert not city.holds(city)
    assert not Place("江苏省", "南京市").holds(county)
