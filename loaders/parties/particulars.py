"""Makes values of what stands in the fields of a party, and nothing of gaps and noise."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, TypeAlias

from loaders.parties.fields import is_field_name
from loaders.roles.names import STAMP, clean_name
from loaders.text import BLANK
from loaders.words import load

_PHONE = re.compile(
    r"(?:\+?86[- ]?)?(?:1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}(?![0-9])"
    r"|(?:[(（]?0[0-9]{2,3}[)）]?[- —－]{0,2})?[0-9][0-9Xx*]{4,}(?:-[0-9]{2,5})?)"
)
PartyKind: TypeAlias = Literal["public_body", "company", "individual", "unspecified"]

_KINDS: dict[str, PartyKind] = {
    "public_body": "public_body",
    "company": "company",
    "individual": "individual",
}
_EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]*@[A-Za-z0-9][A-Za-z0-9.-]*\.[A-Za-z]{2,}")
_ACCOUNT = re.compile(r"[0-9][0-9 -]{6,}[0-9]")
_USCC = re.compile(r"(?<![0-9A-Za-z])[0-9A-Z]{15,20}(?![0-9A-Za-z])")
_PERSON = re.compile(
    r"[一-龥]{2,4}|[一-龥]{1,8}(?:·[一-龥]{1,10})+|[A-Z][A-Za-z.]+(?: [A-Z][A-Za-z.]+){1,3}"
)
_NO_PERSON = re.compile(
    r"签|章|日期|年|月|电话|代表|代理|负责|联系|盖|公司|单位|表格|内容|项目|附件|如下"
    r"|[甲乙丙买卖供需租托][ ]*[方人]|^[一二三四五六七八九十百]+$"
)
_STANDS_ALONE: dict[str, re.Pattern[str]] = {
    "address": re.compile(r"[省市区县镇乡路街道巷弄村楼室栋幢园厦][^。：《》]*$"),
    "bank": re.compile(r"银行|信用(?:合作)?社|支行|分行|分理处|营业部|国库"),
}
"""What a value must look like where no colon says that it is one."""


def clean(kind: str, raw: str) -> str | None:
    """The value of a field of this kind, `None` where `raw` holds none."""
    return _READERS[kind](raw) if kind in _READERS and raw else None


def stands_alone(kind: str, raw: str) -> bool:
    """Whether `raw` on a line of its own can be the value of the field above it."""
    needed = _STANDS_ALONE.get(kind)
    return clean(kind, raw) is not None and (needed is None or needed.search(raw) is not None)


def party_kind(name: str | None) -> PartyKind:
    """What the name of a party says of its kind."""
    for cue in load("party_kinds"):
        if name and cue.pattern.search(name):
            return _KINDS[cue.means]
    return "unspecified"


def person(raw: str) -> str | None:
    """The name of a person, without seals, titles and telephone numbers beside it."""
    name = re.sub(rf"{STAMP}|[（(][^（）()]*[)）]|[0-9+ -]{{5,}}.*$|先生|女士", "", raw)
    name = re.split(r"[，,、;；/／ ]", name.strip(" *_:：" + BLANK))[0]
    spread = re.sub(r"(?<=[一-龥])\s(?=[一-龥])", "", name)
    return spread if _PERSON.fullmatch(spread) and not _NO_PERSON.search(spread) else None


def _found(pattern: re.Pattern[str]) -> Callable[[str], str | None]:
    def read(raw: str) -> str | None:
        match = pattern.search(raw)
        return match.group().strip() if match else None

    return read


def _account(raw: str) -> str | None:
    match = _ACCOUNT.search(raw)
    return re.sub(r"[ -]", "", match.group()) if match else None


def _address(raw: str) -> str | None:
    address = re.split(r"[，,；; ]*(?:邮编|邮政编码|电话|手机|联系)[:：]?|[；;]", raw)[0].strip(
        " ，。" + BLANK
    )
    if not 4 <= len(address) <= 80 or len(re.findall("[一-龥]", address)) < 4:
        return None
    if BLANK in address or re.search("[《》：:。]", address):
        return None
    return address


def _bank(raw: str) -> str | None:
    bank = re.split(r"[，,；;]|[账帐]号", raw)[0].strip(" *_" + BLANK)
    return bank if 4 <= len(bank) <= 40 and BLANK not in bank else None


def _name(raw: str) -> str | None:
    name = clean_name(raw)
    return name if party_kind(name) != "unspecified" and not is_field_name(name or "") else None


_READERS: dict[str, Callable[[str], str | None]] = {
    "introduced": clean_name,
    "name": _name,
    "holder": _name,
    "address": _address,
    "phone": _found(_PHONE),
    "fax": _found(_PHONE),
    "email": _found(_EMAIL),
    "legal_representative": person,
    "agent": person,
    "contact": person,
    "bank": _bank,
    "account": _account,
    "uscc": _found(_USCC),
}
