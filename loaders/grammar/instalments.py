"""The instalments that sentences speak of: what is paid, on what event, how soon.

An instalment is a verb of paying, the name of an instalment, or an item under a head such as
按下列进度支付, with a share, a sum, a period or a gap for one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sentences import Sentence
from loaders.grammar.sides import doers, role_of
from loaders.values.instalments import Share, due, has_blank_due, share
from loaders.values.money import find as find_money
from loaders.values.percents import find_percents
from loaders.words import Cue, load
from ontology.facts import Role
from ontology.values import Period, decimal_text

_NET_OF = re.compile(r"(?:扣除|扣减|扣抵|抵扣|减去)[^。；]{0,40}?(?:后|外)")
_INTERVAL = re.compile(r"(?:按|分|每|逐)[^，。；]{0,4}(?:支付|结算|付款|付)")
_SAID_AGAIN = re.compile(
    r"(?:[，,] ?)?(?:(?:付款|支付|本期|该期|本次|应付|具体)*(?:金额|比例|数额|价款)(?:为|是|[：:])"
    r"|(?:即|计|共计|合计|折合)(?:支付|付款|付|人民币|为|[0-9]))"
)
_PAID_FIRST = re.compile(
    r"^[^，。；：:]{0,24}?(?:(?<!最)后(?!续|期)|之前|前(?!期|述|[0-9一二三四])|时(?!间)|之日)(?![^，。；]{0,6}支付)"
)
_IF = re.compile(r"^(?:如果?|若|倘若?|一旦|除)(?![^，。；]{1,40}(?:则|应|须|可))")
_AS_IT_WENT = re.compile(
    r"已(?:完成|履行|提供)[^，。；]{0,10}(?:服务|期限|工作|部分)|按[^，。；]{0,20}(?:工作量|面积|单价)[^，。；]{0,8}(?:结算|支付)|按照?[^，。；]{0,6}实际(?:履行|完成|服务|发生)"
)
_PRICE = re.compile(
    r"租金|价款|货款|款项?|费|报酬|酬金|价(?!格)|租(?!赁)|付款|支付|结算|合同(?:总?额|金额)"
)
_ABOUT_PAYING = re.compile(r"付款|支付|价款|结算|费用|租金|报酬")
_HEAD = re.compile(r"(?:[:：]|如下|(?:下列|以下|下述)[^。；]{0,12})$")
_REST = re.compile(r"剩余|余款|余下|其余|尾款|余额|尾金|全部(?:剩余)?款项")
_UP_TO = re.compile(r"付至|付到|支付至|累计[^，。；]{0,8}付")
_ON_A_DAY = re.compile(r"(?:[0-9一二三四五六七八九十]日|底|末|[0-9]月)(?:之)?前[^，。；]{0,8}$")
_NAMED = re.compile(r"首期|首付款|预付款|定金|第[一二三四五六1-6](?:期|笔|次)")
_MARKS = "，,；;、。 ）)"
_ACTS = re.compile(r"应|须|需|将|在|于|自|收到|接到|按|同意|承诺|负责|支付|一次")
_OWN_PRICE = re.compile(
    r"合同(?:总|金)?(?:价|额)|价款|货款|服务费|租金|报酬|首[付笔期]|预付|尾款|余款|进度款|开发费|管理费|承包费|使用费|付清|结清"
)
_CAME_IN = re.compile(r"(?:收到|收讫|收取|到账)[^，。；]{0,8}$")
_IN_PARTS = re.compile(r"分(?:[0-9一二两三四五六七八九十]{1,2}|多|若干)(?:个)?(?:次|期|笔|批|阶段)")
_TRAILING = re.compile(
    r"[)）]?[，,（(] ?(?:于|在|自)?[^，。；（）()、]{2,40}?(?:后|之日起?|(?<!目)前|时)"
    r"[^，。；（）()]{0,16}?(?:内|以前|支付|付清)?[)）]?(?=$|[，。；、])"
)
_RECEIVES = re.compile(r"^(?:应当?|须|需)?[在于自]?(?=收到甲方)")
"""乙方在收到甲方开具的发票后…支付: who receives the invoice pays."""
_TO_BUYER = re.compile(r"向甲方|给甲方|(?:支付|缴纳|交纳)甲方|上[交缴]甲方")
_LATER = re.compile(r"(?:年|个月|[天日周])(?:之|以)?[后前]|时$|(?:完成|定稿|出具)之?日$")
_QUOTED = 160
"""A quote goes back no further than this to the event."""
_ACT = re.compile(r"应|须|需|必须|有权|不得|支付|付清|预付|为人民币")
_EVENT = re.compile(r"(?:后|内|前|时|起|的|日|底|下|满|且|合格|通过)[)）”\s]*$")


@dataclass(frozen=True, slots=True)
class Instalment:
    """What is said of an instalment at `[start, end)`; `lead` is what its event is read from."""

    start: int
    end: int
    sentence: Sentence
    lead: str
    share: Share
    due: Period | None
    rest: bool = False
    up_to: bool = False
    payer: Role = "buyer"

    @property
    def trigger(self) -> str:
        if _ON_A_DAY.search(self.lead):
            return "date"
        return event_of(self.lead) or "other"


def event_of(words: str) -> str | None:
    """The event on which an instalment falls due, by the lexicon; `None` where none is named."""
    return next((c.means for c in load("payment_events") if c.pattern.search(words)), None)


def spoken(reading: Reading) -> Iterator[Instalment]:
    """The instalments of running text; of a sentence that names one without a verb, one for all."""
    by_sentence: dict[int, list[Hit]] = {}
    for hit in reading.hits(load("terms/payment")):
        by_sentence.setdefault(hit.sentence.index, []).append(hit)
    for sentence in reading.sentences:
        if reading.part(sentence) == "signature" or sentence.index in reading.unchosen:
            continue
        hits = by_sentence.get(sentence.index) or list(_listed(reading, sentence, by_sentence))
        verbs = [hit for hit in hits if hit.cue.id in ("pays", "kept_back")]
        found = _without_total(_as_one(reading.view.plain, list(_in_order(verbs))))
        yield from found or _in_order([hit for hit in hits if hit not in verbs])


def _as_one(plain: str, found: list[Instalment]) -> list[Instalment]:
    """An instalment with the figures that follow it: 支付首期款，付款金额为总价30%，即9万元."""
    kept: list[Instalment] = []
    for one in found:
        last = kept[-1] if kept else None
        if last and _SAID_AGAIN.match(plain, one.start, one.end) and _room(last.share, one.share):
            kept[-1] = replace(last, end=one.end, share=_both(last.share, one.share))
        elif last and _is_of_a_total(plain, last) and one.share.stated:
            kept[-1] = replace(one, start=last.start, lead=last.lead + one.lead)
        elif last and _is_gloss(plain, last, one):
            kept[-1] = replace(last, lead=last.lead + one.lead)
        else:
            kept.append(one)
    return kept


def _is_of_a_total(plain: str, last: Instalment) -> bool:
    """Whether only the interval is said of a total named before: 年费共120万元，按月支付，每月…."""
    return last.share.end == 0 and bool(_INTERVAL.fullmatch(plain, last.start, last.end))


def _room(share: Share, more: Share) -> bool:
    """Whether the second figure adds what the first left open."""
    percents = share.percent is not None and more.percent is not None
    return not percents and not (share.amount is not None and more.amount is not None)


def _both(share: Share, more: Share) -> Share:
    percent, amount = share.percent or more.percent, share.amount or more.amount
    return Share(percent, amount, share.end, blank=share.blank or more.blank)


def _is_gloss(plain: str, last: Instalment, one: Instalment) -> bool:
    """Whether a second sentence part only tells when the same share is paid: …占70%，说明：…."""
    same = one.share.percent is not None and one.share.percent == last.share.percent
    return same and "说明" in plain[last.end : one.start + 4]


def _without_total(found: list[Instalment]) -> list[Instalment]:
    """Without a sum that the shares behind it cut up: 支付12万元，签订后付50%，定稿后付50%."""
    if len(found) < 3 or found[0].share.percent or not found[0].share.amount:
        return found
    shares = [Decimal(one.share.percent) for one in found[1:] if one.share.percent]
    whole = len(shares) == len(found) - 1 and sum(shares) == 100
    return found[1:] if whole else found


def _in_order(hits: Sequence[Hit]) -> Iterator[Instalment]:
    floor = hits[0].sentence.start if hits else 0
    for number, hit in enumerate(hits):
        if hit.start < floor:
            continue
        stop = hits[number + 1].start if number + 1 < len(hits) else hit.sentence.end
        one = _instalment(hit, floor, stop)
        if one is not None:
            yield one
            last = number + 1 == len(hits)
            more = list(_further(hit, one, stop)) if last else []
            yield from more
            floor = more[-1].end if more else one.end


def _further(hit: Hit, one: Instalment, stop: int) -> Iterator[Instalment]:
    """The shares behind the first that make up the whole with it: 方案20%，初稿30%，定稿50%."""
    plain = hit.reading.view.plain
    shares = [p for p in find_percents(plain[one.end : stop]) if p.value <= 100]
    if not one.share.percent or Decimal(one.share.percent) + sum(p.value for p in shares) != 100:
        return
    at = one.end
    for found in shares:
        start, end = at, one.end + found.end
        while plain[start] in _MARKS:
            start += 1
        lead = plain[start : one.end + found.start]
        figure = Share(decimal_text(found.value), None, 0)
        yield Instalment(start, end, hit.sentence, lead, figure, due(lead))
        at = end


def _instalment(hit: Hit, floor: int, stop: int) -> Instalment | None:
    plain = hit.reading.view.plain
    before, after = plain[floor : hit.start], plain[hit.start : stop]
    noun = hit.cue.id in ("instalment", "kept_back")
    if noun and _CAME_IN.search(plain[hit.span[0] : hit.start]):
        return None
    if noun:
        before, after = "", plain[hit.start : hit.sentence.end]
    own = _NET_OF.sub("", plain[max(hit.span[0], floor) : min(hit.span[1], stop)])
    lead = _NET_OF.sub("", before)
    paid_first = hit.cue.id == "pays" and _PAID_FIRST.match(after[len(hit.words) :])
    if paid_first or _IF.match(own.strip()):
        return None
    payer = _payer(hit)
    if _is_other(load("not_a_payment"), own, lead) or payer is None:
        return None
    figures = share(after, before)
    if figures.percent is None and _IN_PARTS.search(own):
        return None
    words = after if noun else before
    trailing = _trailing(plain[hit.start + figures.end : stop]) if not event_of(words) else ""
    words += trailing
    period = due(words + hit.words if hit.cue.id == "by_period" else words, after)
    if not figures.stated and not _counts_bare(hit, words, period):
        return None
    if not figures.stated and _AS_IT_WENT.search(before + own):
        return None
    if figures.percent == "100" and figures.end == 0 and period is None and not event_of(words):
        return None
    last = hit.start + figures.end if figures.end else max(hit.end, min(hit.span[1], hit.end + 20))
    if hit.cue.id == "kept_back" and hit.sentence.end - hit.start < _QUOTED:
        last = hit.sentence.end
    last += plain[last : last + 1] in ("）", ")") and "（" in plain[hit.start : last]
    if hit.words.startswith("结算") and figures.percent is None and period is None:
        return None
    lead = words if hit.cue.id != "by_period" else words + hit.words
    around = before[-20:] + after[:20]
    return Instalment(
        _start(hit, floor),
        last,
        hit.sentence,
        lead,
        figures,
        period,
        rest=bool(_REST.search(around)),
        up_to=bool(_UP_TO.search(around)),
        payer=payer,
    )


def _trailing(rest: str) -> str:
    """The event that stands behind the share: 预付20%，合同生效后5日内."""
    found = _TRAILING.match(rest)
    return found.group() if found and event_of(found.group()) else ""


def _start(hit: Hit, floor: int) -> int:
    """Where the event begins on which the instalment falls due, or else the act of paying."""
    plain = hit.reading.view.plain
    start = hit.span[0]
    for first, last in reversed(hit.sentence.segments[: hit.segment]):
        words = plain[first:last].strip()
        if (
            first < floor
            or hit.end - first > _QUOTED
            or (_ACT.search(words) and not _EVENT.search(words))
        ):
            break
        start = first
    start = max(start, floor)
    while plain[start] in _MARKS:
        start += 1
    return start


def _is_other(cues: Sequence[Cue], own: str, lead: str) -> bool:
    """Whether the words show that something other than the price is paid, or nothing yet."""
    places = {"act": (own,), "lead": (lead,), "either": (own, lead)}
    return any(cue.pattern.search(words) for cue in cues for words in places[cue.means])


def _payer(hit: Hit) -> Role | None:
    """Who pays: money that the performing side pays is no price, unless it is paid to the buyer."""
    named = doers(hit.sentence, hit.span[0], hit.start)
    if not named and _TO_BUYER.search(hit.segment_words) and _OWN_PRICE.search(hit.segment_words):
        return "vendor"
    if not named or role_of(hit.reading, hit.sentence, named[-1]) != "vendor":
        return "buyer"
    between = hit.reading.view.plain[named[-1].end : hit.start]
    acts = _ACTS.match(_RECEIVES.sub("", between)) or not re.search(r"后|内|前|时|起|凭", between)
    of_price = _OWN_PRICE.search(hit.segment_words) or _TO_BUYER.search(hit.segment_words)
    if acts and of_price:
        return "vendor"
    return "buyer" if re.search(r"后|内|前|时|起|凭|申请|提出|开具|提供|提交", between) else None


def _counts_bare(hit: Hit, words: str, period: Period | None) -> bool:
    """A rule without a figure counts with a period, a date or a gap for one, if a price is paid."""
    reading = hit.reading
    around = (hit.sentence_words, *reading.headings(hit.sentence.section)[:1])
    if not any(_PRICE.search(text) for text in around):
        return False
    if hit.cue.id == "by_period":
        return "结算" not in hit.words or bool(re.search(r"[0-9]", hit.words))
    if period is not None:
        return period != "immediate" or event_of(words) is not None
    dated = any(c.means == "date" and c.pattern.search(words) for c in load("payment_events"))
    called = words[-30:] + hit.segment_words
    eventful = event_of(words) is not None or bool(_LATER.search(words[-12:]))
    named = bool(_NAMED.search(called) or _REST.search(called)) and eventful
    return has_blank_due(words) or named or (dated and "结算" not in hit.words)


def _listed(reading: Reading, sentence: Sentence, hits: dict[int, list[Hit]]) -> Iterator[Hit]:
    """An item without a verb of its own under a head or heading about paying."""
    words = reading.words(sentence)
    figure = next(iter(find_percents(words)), None) or next(
        (a for a in find_money(words) if a.value), None
    )
    if figure is None:
        return
    head = None if sentence.head is None else reading.sentences[sentence.head]
    headed = (
        head is not None
        and head.index in hits
        and _HEAD.search(reading.words(head).rstrip("：:") + "：")
    )
    heading = reading.headings(sentence.section)[:1]
    titled = bool(heading) and "%" in words and bool(_ABOUT_PAYING.search(heading[0]))
    lead = words[: figure.start]
    if (headed or titled) and event_of(lead):
        pays = next(cue for cue in load("terms/payment") if cue.id == "pays")
        start = sentence.start + figure.start
        yield Hit(reading, pays, sentence, start, sentence.start + figure.end)
