"""Contracts by the thousand: the facts of our samples with parties, dates, sums and terms varied.

A seed and a number always give the same contract.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from hashlib import sha256
from random import Random

from benchmarks.corpus import samples
from loaders import read_text
from ontology.facts import Facts, Party, Term
from ontology.values import Json

CITIES = (
    *(
        "江苏省 南京市 玄武区",
        "江苏省 常州市 溧阳市",
        "浙江省 杭州市 西湖区",
        "湖北省 宜昌市 西陵区",
    ),
    *(
        "四川省 成都市 武侯区",
        "河南省 开封市 龙亭区",
        "广东省 广州市 天河区",
        "北京市 北京市 朝阳区",
    ),
)
OFFICES = ("水务服务中心", "数据资源局", "档案馆", "疾病预防中心", "公共资源中心", "图书馆")
TRADES = ("测控技术", "软件", "信息工程", "环境科技", "物业服务", "检测")
STEMS = ("云岭", "栖霞", "望江", "白鹭", "竹里", "青禾", "临渊", "海岬", "松涛", "石泉")
CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
SHARE_DROPPED = 0.12


def generated(seed: int, number: int) -> Facts:
    """One contract of a portfolio."""
    chance = Random(f"{seed}/{number}")
    base = chance.choice(_bases())
    name = f"g{seed}-{number:06d}"
    signed = (
        f"20{chance.randrange(19, 26)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}"
    )
    price = {"amount": f"{chance.randrange(5, 900) * 10_000}.00", "currency": "CNY"}
    contract = replace(
        base.contract,
        title=f"{base.contract.title or '服务合同'}（{number}号）",
        number=f"HT-{seed}-{number}",
        signed_on=signed,
        total_price=price,
    )
    digest = sha256(name.encode()).hexdigest()
    return replace(
        base,
        document=replace(base.document, name=name, sha256=digest),
        contract=contract,
        parties=tuple(_party(party, chance) for party in base.parties),
        terms=tuple(_varied(t, chance) for t in base.terms if chance.random() > SHARE_DROPPED),
        reviews=(),
    )


@cache
def _bases() -> tuple[Facts, ...]:
    return tuple(read_text(source.name, source.text) for source in samples())


def _party(party: Party, chance: Random) -> Party:
    city = chance.choice(CITIES).split()
    if party.kind == "public_body" or party.role == "buyer":
        name = f"{city[1]}{city[2]}{chance.choice(OFFICES)}"
        return replace(party, name=name, place=_place(city), uscc=None)
    stem = f"{chance.choice(STEMS)}{chance.choice(STEMS)}{chance.choice(TRADES)}"
    form = chance.choice(("有限公司", "有限公司", "有限责任公司", "股份有限公司"))
    # One code for each name, which only one contract in three gives.
    of_name = Random(f"code {stem} {form[-6:]}")
    code = "91" + "".join(of_name.choice(CODE_LETTERS) for _ in range(16))
    given = code if chance.random() < 1 / 3 else None
    return replace(party, name=f"{city[1]}{stem}{form}", place=_place(city), uscc=given)


def _place(city: list[str]) -> Json:
    return dict(zip(("province", "city", "county"), city, strict=True))


def _varied(term: Term, chance: Random) -> Term:
    """The same kind of term with other figures."""
    keys = {key: _other(value, chance) for key, value in term.keys.items()}
    return replace(term, keys=keys)


def _other(value: Json, chance: Random) -> Json:
    if isinstance(value, dict):
        if "n" in value and isinstance(value["n"], int):
            return {**value, "n": max(1, value["n"] + chance.randrange(-3, 15))}
        if "amount" in value:
            return {**value, "amount": f"{chance.randrange(1, 500) * 1_000}.00"}
        if value.get("percent"):
            return {
                **value,
                "percent": str(round(float(value["percent"]) * chance.choice((0.5, 1, 2)), 4)),
            }
    return value
