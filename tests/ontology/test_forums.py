from __future__ import annotations

import pytest

from ontology.forums import forums, misnomer


@pytest.mark.parametrize(
    "name",
    [
        "北京仲裁委员会",
        "广州仲裁委员会",
        "中国国际经济贸易仲裁委员会",
        "华南国际经济贸易仲裁委员会",
        "上海国际仲裁中心",
        "武侯区劳动人事争议仲裁委员会",
        "义乌市人民法院",
        "杭州市中级人民法院",
        "东莞市人民法院",
    ],
)
def test_a_body_that_may_exist_is_no_misnomer(name: str) -> None:
    assert misnomer(name) is None


@pytest.mark.parametrize(
    ("name", "proper"),
    [
        ("南京市仲裁委员会", "南京仲裁委员会"),
        ("广东省广州市仲裁委员会", "广州仲裁委员会"),
        ("深圳市仲裁委员会", "深圳国际仲裁院"),
        ("中国国际贸易仲裁委员会", "中国国际经济贸易仲裁委员会"),
        ("朝阳区仲裁委员会", None),
        ("浙江省仲裁委员会", None),
        ("昆山市仲裁委员会", None),
        ("杭州市人民法院", None),
        ("浙江省杭州市人民法院", None),
    ],
)
def test_a_name_that_no_body_bears_comes_with_the_one_that_is_meant(
    name: str, proper: str | None
) -> None:
    wrong = misnomer(name)
    assert wrong is not None
    assert (wrong.written, wrong.proper) == (name, proper)


def test_every_mistaken_name_is_itself_no_institution() -> None:
    known = forums()
    assert not set(known.mistaken) & set(known.institutions)
