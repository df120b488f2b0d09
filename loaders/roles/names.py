"""Tells the name of a party from gaps, seals, placeholders and clauses."""

from __future__ import annotations

import re

from loaders.text import BLANK

STAMP = (
    r"[（(]?(?:盖单位章|加盖公章|单位公章|单位盖章|盖公章|盖章|公章|签章|签字|签名|签署|合同专用章|印章)"
    r"(?:[/／、或及和]?(?:盖章|公章|签章|签字|签名))*(?:处|页)?[)）]?"
)
"""Where a seal or a signature goes, or the print of one."""

ORGANISATION = re.compile(
    r"(?:公司|集团|厂|社|所|局|会|中心|院|校|学|府|馆|队|厅|部|处|办|店|行|站|园|场|室|署|团|庭|企业|药房)"
    r"(?:[（(][^）)]{1,12}[)）])?$"
)
"""How the name of an organisation ends."""

_NO_NAME = re.compile(
    r"负责|应(?!急|用)|须|有权|不得|同意|承诺|按照|支付|指定|以下|本合同|本协议|如下|义务|责任|权利|收到|承担"
    r"|签字|盖章|签订|日期|地址|电话|账号|名称|代表人|联系|年.*月|招标|身份证|编号|[甲乙]方"
)
_GENERIC = re.compile(
    r"(?:经|和|与|由|及)?(?:[一-龥]{2,5}[省市区县])?(?:单位|公司|企业|部门|供应商|采购人)?"
)
"""经深圳市（以下简称甲方）和单位（以下简称乙方）: a place and a word, whose names were lost."""


def clean_name(raw: str) -> str | None:
    """The name in `raw`, `None` where there is only a gap, a stamp, a placeholder or a clause."""
    name = re.sub(rf"(?:[ ]*{STAMP})+[ ]*$", "", raw.strip(" *_#|>　")).strip(" *_" + BLANK)
    if not 2 <= len(name) <= 45 or BLANK in name or not re.search("[一-龥A-Za-z]", name):
        return None
    if re.fullmatch(r"[Xx×*某Oo○ 本该贵我]*(?:公司|单位|企业)?|[（(【\[].*[)）】\]]", name):
        return None
    if _GENERIC.fullmatch(name):
        return None
    if re.search(r"[，。；：;:,、\t\n]|开户|[账帐][号户]|户名|传真|电话|日期|名称$", name):
        return None
    return name if ORGANISATION.search(name) or not _NO_NAME.search(name) else None
