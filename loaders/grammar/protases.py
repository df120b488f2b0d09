"""Whether a segment only says when, why or of what the rest of its sentence speaks."""

from __future__ import annotations

import re

from loaders.grammar.verbs import act_verb, timed_verb
from loaders.words import pattern

ADJUNCT = re.compile(
    r"^\s*(?:均|都|还|也|亦|同时|立即|及时|至少|最迟|至迟|保证|确保)*(?:在|于|自|从|按照?|根据|依照|依据|除|经|当|每|通过)|^\s*$"
)
"""How the words behind a modal begin if its act is yet to come."""
_WEAK = re.compile(r"^(?:需要?|将|要|可以?|不能|负有|有责任|有义务|承诺|保证|确保|同意)$")
"""Modals that conditions hold as well: 乙方需要停机时, 如不能按期交付."""
_BANS = re.compile(r"^(?:不得|不准|严禁|禁止)")
_EXCEPT = re.compile(r"除(?!了?应).*外$")
_AFTER_ALL = re.compile(r"(?:(?<!目)[后的]|(?<![甲乙双一对另])方|[后的](?:甲方|乙方|双方))$")
"""What lets a condition end before the modal: 经批准后可…, …后方可."""
_MEASURE = re.compile(
    r"(?:程度|约定|规定|要求|情况|标准|方式|需要|需求|计划|办法|原则|结果|内容|条款|规范)$"
)
"""按照不可抗力对履行合同的影响程度 is a setting for all its verbs."""
_DEALS = re.compile(r"(?:对|将|向)")
"""对违反规定的行为进行纠正 is an act for all its breach."""
_SIDE = re.compile(r"^(?:甲方|乙方|双方)")


def is_condition(words: str, said: str, act: str, *, last: bool) -> bool:
    """Whether a segment with the modal `said` before `act` is a condition nevertheless."""
    if _closes_always(words) or _EXCEPT.match(words):
        return not _BANS.match(words)
    if pattern("protases", "closes").search(words):
        closes = _WEAK.match(said) or words.endswith(("时", "前"))
        return bool(closes) and (said == "同意" or not ADJUNCT.match(act))
    if last:
        return False
    if any(pattern("protases", name).match(words) for name in ("aims", "permission")):
        return True
    ahead = words[: len(words) - len(said) - len(act)]
    if not _WEAK.match(said) or _AFTER_ALL.search(ahead):
        return False
    supposed = pattern("protases", "supposes").match(words)
    if supposed and supposed.end() <= len(ahead):
        return True
    opening = "fails" if said == "不能" else "opens"
    return any(pattern("protases", name).match(words) for name in ("opens", opening))


def is_setting(words: str, *, last: bool) -> bool:
    """Whether a segment without a modal is a condition, topic or aim."""
    if _closes_always(words):
        return not _BANS.match(words)
    closed = pattern("protases", "closes").search(words) is not None
    agreed = pattern("protases", "agreed").match(words)
    if agreed and not closed and act_verb(words[agreed.end() :]) is not None:
        return False
    if last:
        return closed and act_verb(words) is None
    opening = ("supposes", "aims", "opens", "permission")
    if closed or any(pattern("protases", name).match(words) for name in opening):
        return True
    if pattern("protases", "fails").match(words):
        return not (_DEALS.match(words) and act_verb(words) is not None)
    if pattern("protases", "happens").match(words):
        return not timed_verb(words)
    if not pattern("protases", "adjoins").match(words):
        return False
    return bool(_MEASURE.search(words)) or act_verb(_SIDE.sub("", words)) is None


def _closes_always(words: str) -> bool:
    return pattern("protases", "always_closes").search(words) is not None
