"""Which events a stretch of text speaks of, by one ordered lexicon, specific before general."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from loaders.words import load
from loaders.words.opening import compiled

_ALTERNATIVES = compiled(
    r"(?:的|次|天|日)?[,，]?(?:或者?|以及)"
    r"(?=因|由于|未|擅自|不|甲方(?!同意的?(?:延|宽|推))|乙方|出现|发生|有|者|给|关键|累计|造成|拒绝|拒不|违反|逾期|超过|其(?![他它])|存在|在|经|虽)"
    r"|[,，]或者?|[；;]|的、"
)
_BRACKETED = re.compile(r"[（(][^（）()]{0,120}[)）]")
_FAILS_TO_CURE = compiled(
    r"(?:拒绝|拒不|未|仍|不)[^，。；]{0,24}"
    r"(?:改正|整改|纠正|补救|弥补|补正|维修|修理|修复|修缮|返修|返工|更换|退换|重做|撤换)"
    r"|(?:改正|整改|补救|弥补|维修|修复|返修|返工|催告)[^，。；]{0,10}(?:仍|后)"
)
_STILL = re.compile(
    r"(?:改正|整改|补救|弥补|维修|修复|返修|返工|更换|催告|重做|复验)[^，。；]{0,10}(?:仍|依然|还是)"
    r"|^(?:如果?|若)?(?:逾期|到期)?(?:仍|依然)(?:未|不|无法)"
    r"|^(?:如果?|若)?(?:逾期|到期|届期)未(?:能|予)?(?:改正|整改|纠正|补救|弥补|补正|消除)"
)
_AND = re.compile(r"[，,]|(?<=.)(?:并且|且)(?=拒|未|仍|不|经|在|逾期)")
_THIS_CLAUSE = re.compile(r"违反(?:了)?(?:本条|本款|上述|前述|该条|以上|本章)")
_BREAKS_CONTRACT = re.compile(r"违反[^，。；]{0,4}(?:合同|协议)")
_OF_CONTRACT = re.compile(r"合同|协议|约定|义务|承诺|其[他它]|违约|条款|履行")
_FAILS_ALTOGETHER = re.compile(r"^(?:不能|无法|未)(?:完全|继续|适当|全面)?履行")
"""不能履行或不能完全履行: two words for one ground."""
_ENUMERATION = re.compile(
    r"(?P<items>[^，。；、]{2,20}(?:、[^，。；、]{2,20})+?)等[^，。；、]{0,6}"
    r"(?:情况|情形|行为|问题|原因|现象|事由|事件|条款|义务|约定|规定|承诺)"
)
_JOINTS = re.compile("、|或者|或|以及")
_COMMA = re.compile("[，,]")
_VAGUE = ("general_breach", "bare_lateness", "purpose_lost", "convenience", "mutual", "damage")
"""What a list of words for one wrong may hold beside it: 毁损、灭失或变质."""
_SHARES_SUBJECT = re.compile(
    r"^(?:泄[露漏]|外泄|损[毁坏]|毁[损坏]|灭失|丢失|遗失|篡改|破坏|滥用|披露)(?:的|等|时)?$"
)
"""数据丢失、损毁或泄露: what happens to one thing in several ways is one ground."""
_OR_ELSE = re.compile(
    r"不可抗力(?:或者?|、|及|和)((?!其[他它])[一-龥]{2,6}?(?:事故|事件|风险|原因|因素))"
)

Ground = tuple[str, int, int]
"""An event and the span of its words."""


@lru_cache(maxsize=256)
def classify(text: str) -> str | None:
    """The most specific event that the text speaks of, or `None`; asides in brackets count last."""
    bare = _BRACKETED.sub("", text)
    for words in (bare, text) if bare != text else (text,):
        found = next((cue.means for cue in load("events") if cue.pattern.search(words)), None)
        if found is not None:
            return found
    return None


def grounds(text: str) -> tuple[Ground, ...]:
    """The events of a condition that joins several by 或 or 、…等情形, each with its span.

    A failure to cure belongs to the ground before it; a breach of 本条 adds nothing to a ground
    that says what it is.
    """
    parts: list[Ground] = []
    close = "的" if text.endswith("的") else ""
    for start, end in _pieces(text):
        words = text[start:end]
        event = _breach(words if words.endswith("的") else words + close)
        first = re.split("[，,]", words)[0]
        adds = _FAILS_TO_CURE.search(first) or _FAILS_ALTOGETHER.search(first)
        if parts and (event is None or adds):
            parts[-1] = (parts[-1][0], parts[-1][1], end)
        elif several := _enumerated(words) or _joined(words):
            parts += [(e, start + a, start + b) for e, a, b in several]
        elif event is not None:
            parts.append((event, start, end))
    parts += _beside_force_majeure(text, parts)
    if not parts and (whole := classify(text)):
        return ((whole, 0, len(text)),)
    told = [p for p in parts if not (_bare(p) and _adds_nothing(text[p[1] : p[2]]))]
    return tuple(told or parts)


def alternatives(text: str) -> tuple[str, ...]:
    """The events of a condition, each once, in the order of the text."""
    return tuple(dict.fromkeys(event for event, _, _ in grounds(text)))


def only_uncured(text: str) -> bool:
    """Whether a condition says no more than that a wrong was not put right: 整改后仍不合格的."""
    said = [words for words in re.split("[，,]", text) if words.strip()]
    return bool(said) and all(_STILL.search(words) for words in said)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The alternatives of a condition; none ends inside a bracket."""
    at = 0
    for match in _ALTERNATIVES.finditer(text):
        words = text[at : match.start()]
        if words.count("（") + words.count("(") == words.count("）") + words.count(")"):
            yield at, match.start()
            at = match.end()
    yield at, len(text)


def _enumerated(words: str) -> tuple[Ground, ...]:
    """The grounds that 、 joins before 等情形, where they are of several kinds."""
    match = _ENUMERATION.search(words)
    if match is None:
        return ()
    found: list[Ground] = []
    at = match.start("items")
    for item in match["items"].split("、"):
        event = classify(item)
        if event and event != "general_breach" and all(event != e for e, _, _ in found):
            found.append((event, at, at + len(item)))
        at += len(item) + 1
    return tuple(found) if len(found) > 1 else ()


def _joined(words: str) -> tuple[Ground, ...]:
    """The grounds that 、 or 或 joins, where at least two of them say on their own what they are.

    逾期交货、质量不合格或转包的 are three; 未按时、按质、按量完成 is one.
    """
    open_words = _BRACKETED.sub(lambda aside: "＊" * len(aside.group()), words)
    joints = list(_JOINTS.finditer(open_words))
    if not joints or _COMMA.search(open_words, joints[0].start(), joints[-1].end()):
        return ()
    found: list[Ground] = []
    at = max((m.end() for m in _COMMA.finditer(open_words, 0, joints[0].start())), default=0)
    if classify(words[:at]) not in (None, *_VAGUE):
        return ()
    at = 0
    for joint in (*joints, None):
        end = joint.start() if joint else len(words)
        adds = _FAILS_TO_CURE.search(words, at, end) or words.startswith(("其他", "其它"), at)
        event = None if adds else classify(words[at:end])
        tells = event not in _VAGUE or bool(_BREAKS_CONTRACT.search(words, at, end))
        tells = tells and not _SHARES_SUBJECT.search(words[at:end])
        if event and tells and all(event != e for e, _, _ in found):
            found.append((event, at, end))
        elif found:
            found[-1] = (*found[-1][:2], end)
        at = joint.end() if joint else end
    return tuple(found) if len(found) > 1 else ()


def _beside_force_majeure(text: str, parts: list[Ground]) -> list[Ground]:
    """不可抗力或意外事故: an event that the lexicon does not know is a ground of its own."""
    match = _OR_ELSE.search(text)
    if match is None or "force_majeure" not in {event for event, _, _ in parts}:
        return []
    known = classify(match[1]) not in (None, "damage", "accident")
    return [] if known else [("other", match.start(1), match.end(1))]


def _adds_nothing(words: str) -> bool:
    """A breach of 本条, or of rules at work, beside a ground that says what it is."""
    return bool(_THIS_CLAUSE.search(words)) or not _OF_CONTRACT.search(words)


def _bare(ground: Ground) -> bool:
    return ground[0] == "general_breach"


def _breach(words: str) -> str | None:
    """The event of a ground, the failure to cure it left aside."""
    breach = "，".join(s for s in _AND.split(words) if not _FAILS_TO_CURE.search(s))
    if breach.strip() and breach != words:
        return classify(breach) or "general_breach"
    return classify(words) or ("general_breach" if breach != words else None)
