"""Assignment and subcontracting: prohibited, by consent, or allowed (Civil Code art. 545–556)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.conditions import from_condition
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import doers, role_of, subject
from loaders.words import load
from ontology.facts import Role, Term

_FORBIDS = re.compile(r"不(?:得|能|可|准|允许|应|接受|同意)|禁止|严禁|无权|均不|拒绝")
_CONSENT = re.compile(
    r"(?:未|非|除|须|需|应|经|事先|取得|征得|得到)[^，。；]{0,16}(?:同意|许可|批准|认可|授权|书面)|同意[^，。；]{0,4}(?:后|的|除外)"
)
_ALLOWS = re.compile(
    r"(?:可以?|有权|允许)[^，。；]{0,16}(?:转让|分包|转包|转委托|委托|转交)"
    r"|(?:按照?|根据|依据)[^，。；]{0,24}(?:要求|约定|规定)[^，。；]{0,8}分包"
)
_GROUND = re.compile(r"的$|擅自|私自")
"""What was handed on without leave is a ground of something else, no rule."""
_ATTRIBUTE = re.compile(
    r"(?:转让|同意(?:转包|分包))(?:[/、或和][一-龥]{2})?的(?!，|,|$)|(?:法律|法规)[^，。；]{0,6}禁止转让"
)
"""乙方依约不得转让的源代码 describes a thing."""
_FREELY = re.compile(
    r"(?:可以?|有权)不经[^，。；]{0,10}(?:同意|许可)|(?:无需|无须|不需要?|不必)[^，。；]{0,10}(?:同意|许可|批准)"
)
_AT_LEAST = re.compile(r"通知[^，。；]{0,8}即可")
_CLOSED = re.compile("[^，。；]{0,12}的[，,]")
"""…分包的，: the words that tell of it close a condition."""
_LISTED = re.compile(r"[（(][^）)]{24,}[）)]$")
_SECRECY = re.compile(r"保密|秘密|知悉|泄露|(?:资料|文件|信息|情况)[^，。；]{0,8}提供")
_ELSEWHERE = re.compile(
    r"(?:知识产权|专利|著作权|所有权|债权|股权)[^，。；]{0,12}(?:归|属|转让给)"
    r"|不(?:视为|构成|意味着?|代表)[^，。；]{0,16}(?:转移|转让|让与)"
)
_RESULTS = re.compile(r"(?:转让|让与)[^，。；]{0,20}(?:成果|软件|专利|作品|技术)")
"""What is made for the contract may not be handed on, nor told."""
_MAY = re.compile(r"(?:可以?|有权)(?:将|把)?[^，。；]{0,20}$")
_TELLS = re.compile(r"[，,](?:但|仅|并)?(?:应当?|须|需)[^，。；]{0,6}(?:书面)?(?:通知|告知)")
_LICENCE = re.compile(r"^转让[^，。；]{0,24}的[^，。；]{0,6}(?:许可|授权|使用权)")
_GRANTED = re.compile(r"授予(甲方|乙方)|(甲方|乙方)[^，。；甲乙]{0,12}(?:获得|取得|享有)")
_NEAR = 40
_COSTS = re.compile(r"费用|差价|扣除")


def read(reading: Reading) -> Iterator[Term]:
    """One term for each sentence that settles assignment or subcontracting."""
    seen: dict[int, set[Role]] = {}
    for hit in reading.hits(load("terms/assignment")):
        kind = "subcontract" if hit.cue.id == "subcontracts" else "assignment"
        rule = _rule(hit)
        if rule is None or _is_ground(hit):
            continue
        side, told = _restricted(hit), seen.setdefault(hit.sentence.index, set())
        if told and (side in told or "both" in told or not _names_another(hit)):
            continue
        told.add(side)
        keys = {
            "restricted": side,
            "rule": rule,
            "kind": kind,
        }
        yield reading.term("assignment", _start(hit), _end(hit), keys)


def _is_ground(hit: Hit) -> bool:
    """What an item of a list of grounds tells of, or a condition, which takes up the rule stated in
    the sentence before: 经同意分包的，乙方负责.
    """
    if hit.sentence.head is not None and hit.sentence_words.rstrip().endswith("的"):
        return True
    before = hit.sentence.previous
    told = hit.cue.pattern.search(hit.sentence_words)
    if before is None or told is None or not _CLOSED.match(hit.sentence_words, told.end()):
        return False
    return bool(hit.cue.pattern.search(hit.reading.words(hit.reading.sentences[before])))


def _names_another(hit: Hit) -> bool:
    """乙方可转让给关联公司，甲方不得转让: the second rule names its own side."""
    own = doers(hit.sentence, hit.span[0], hit.start)
    return any(m.who in ("buyer", "vendor") for m in own)


def _start(hit: Hit) -> int:
    """Of a licence that may not be handed on (不可转让的使用许可), only those words."""
    plain = hit.reading.view.plain
    bound = plain[hit.start - 2 : hit.start] == "不可" and _is_licence(hit)
    return hit.start - 2 if bound else from_condition(hit, 90)


def _may_with_notice(hit: Hit) -> bool:
    """甲方可将权利义务转让给其关联公司，但应书面通知乙方: told, not asked."""
    free = _MAY.search(hit.before) and _TELLS.search(hit.after[:30])
    return bool(free) and not _CONSENT.search(hit.before) and "同意" not in hit.after[:30]


def _is_licence(hit: Hit) -> bool:
    return bool(_LICENCE.search(hit.words + hit.after[:_NEAR]))


def _end(hit: Hit) -> int:
    """Through the segment, but not through a long bracket that lists exceptions."""
    last = max(hit.end, hit.span[1])
    listed = _LISTED.search(hit.reading.view.plain, hit.start, last)
    return listed.start() if listed else last


def _restricted(hit: Hit) -> Role:
    """Who may not, or may with leave: the doer, also one behind: 需要分包的，乙方应征得同意."""
    if _is_licence(hit) and (granted := _GRANTED.search(hit.before)):
        return "buyer" if "甲方" in granted.groups() else "vendor"
    if not doers(hit.sentence, hit.sentence.start, hit.end):
        behind = doers(hit.sentence, hit.end, hit.sentence.end)
        if behind and _CONSENT.search(hit.after):
            return role_of(hit.reading, hit.sentence, behind[0])
    named = doers(hit.sentence, hit.sentence.start, hit.start)
    sides = [role_of(hit.reading, hit.sentence, mention) for mention in named]
    known = [side for side in sides if side != "third_party"]
    side = known[-1] if known else subject(hit)
    if side not in ("buyer", "vendor") and not named and "许可" in hit.segment_words:
        return "buyer"  # a licence is granted to who pays for it
    if side not in ("buyer", "vendor") and not named and hit.cue.id == "subcontracts":
        return "vendor"  # only who performs can have others perform
    return side if side in ("buyer", "vendor", "both") else "both"


def _rule(hit: Hit) -> str | None:
    words = hit.before + hit.segment_words
    licence = hit.reading.view.plain[hit.start - 2 : hit.start] == "不可" and _is_licence(hit)
    if licence:
        return "consent" if "同意" in hit.words + hit.after[:_NEAR] else "prohibited"
    if _ATTRIBUTE.search(hit.segment_words) or _ELSEWHERE.search(hit.segment_words):
        return None
    if _SECRECY.search(words) and not _RESULTS.search(hit.words + hit.after[:24]):
        return None
    if _AT_LEAST.search(hit.after[:30]) or _may_with_notice(hit):
        return "allowed"
    ground = _GROUND.search(hit.segment_words.strip()) and not _FORBIDS.search(hit.segment_words)
    if ground and not _CONSENT.search(hit.after[:30]):
        return None
    if _FREELY.search(hit.after[:30]) or _FREELY.search(words):
        return "allowed"
    consent = bool(_CONSENT.search(words) or _CONSENT.search(hit.after[:30]))
    if _FORBIDS.search(words):
        return "consent" if consent else "prohibited"
    if consent:
        return "consent"
    by_others = "委托" in hit.words and _COSTS.search(hit.after)
    return "allowed" if _ALLOWS.search(hit.segment_words) and not by_others else None
