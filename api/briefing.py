"""The agenda of one side as two pages of Markdown, in Chinese or English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from math import ceil

from api.contracts import Contract
from api.messages import Speaker
from kg.brief import Brief, Point
from kg.finding import Finding
from kg.grades import Side
from kg.store import Store
from kg.verbs import brief
from ontology.values import decimal_text
from ontology.vocabulary import Lang, label

PAGES = 2
LINES, WIDTH = 47, 96
"""What a page of A4 holds at ten points; a Chinese character takes two columns."""

QUOTED, NAMED = 60, 6
"""Characters of a quote, and titles of a list, that are shown."""


def brief_of(
    contract: Contract,
    side: Side,
    store: Store | None = None,
    *,
    on: date | None = None,
    baseline: bool = True,
    bench: Callable[[], Store] | None = None,
) -> Brief:
    """The agenda of a side for one contract, judged on the spot unless the store has it.

    Its peers are the contracts of the store, and those that come with the program. The `bench` is
    an empty store to judge it in, by `opening_temporary`; without one, one is opened.
    """
    return brief(contract.facts, side, store, on=on, baseline=baseline, bench=bench)


def markdown(brief: Brief, lang: Lang) -> str:
    """The brief as Markdown; as many points as two pages hold, the others by their titles."""
    say = Speaker("brief", lang)
    head, blocks = _head(brief, say), []
    room = PAGES * LINES - _height(head) - _height(_foot(brief, brief.points, say)) - 4
    for i, point in enumerate(brief.points, 1):
        block = _block(i, point, brief, say)
        room -= _height(block) + 1
        if room < 0:
            break
        blocks.append(block)
    shown = len(blocks)
    count = say("count", count=len(brief.points), shown=shown) if brief.points else ""
    parts = ["\n".join(head), count, *("\n".join(block) for block in blocks)]
    parts += _foot(brief, brief.points[shown:], say)
    return "\n\n".join(part for part in parts if part) + "\n"


def width(text: str) -> int:
    """Columns that a text takes: two for a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _height(lines: Sequence[str]) -> int:
    return sum(ceil(width(line) / WIDTH) for line in lines)


def _head(brief: Brief, say: Speaker) -> list[str]:
    role = label("roles", brief.side, say.lang)
    called = brief.names["me"]
    side = role if called == role else say("called", side=role, label=called)
    amount = brief.price.amount
    price = say("no_price") if amount is None else say("yuan", amount=f"{amount:,.2f}")
    day = brief.judged_on
    law = say("law_latest") if day is None else say("law_of", day=day.isoformat())
    title = " ".join((brief.title or say("untitled")).split())
    return [
        f"# {say('heading', side=side)}",
        "",
        say("head", title=title, name=brief.contract, price=price, law=law),
    ]


def _block(n: int, point: Point, brief: Brief, say: Speaker) -> list[str]:
    lang, stand = say.lang, point.stand
    title = point.matter.title.say(lang)
    lines = [f"## {say('point', n=n, title=title, worth=_worth(point, say))}", ""]
    lines.append(_now(point, say))
    lines.append(say("ask", words=stand.ask.words.say(lang)))
    unit = _unit(point, brief, say.lang)
    if stand.fallback.figure is not None and stand.walk_away.figure is not None:
        figures = {
            key: say("same", figure=f"{decimal_text(figure)}{unit}")
            for key, figure in (
                ("fallback", stand.fallback.figure),
                ("walk_away", stand.walk_away.figure),
            )
        }
        lines.append(say("two", **figures))
    else:
        lines.append(say("fallback", words=stand.fallback.words.say(lang)))
        lines.append(say("walk_away", words=stand.walk_away.words.say(lang)))
    lines.append(say("argument", words=_argument(point, say)))
    lines.append(say("trade", words=point.trade.say(lang)))
    return [*lines[:2], *(f"- {line}" for line in lines[2:])]


def _unit(point: Point, brief: Brief, lang: Lang) -> str:
    """What follows the figure in the sentence: a sign, or the word for the time."""
    words = point.matter.sides[brief.side].words
    found = _UNIT.search(words.say(lang)) if words else None
    return found.group(1) if found else ""


_UNIT = re.compile(r"\{figure\}( ?%|个工作日|个月|人日|小时|日|年| [a-z-]+(?:\(s\)| days)?)")


def _worth(point: Point, say: Speaker) -> str:
    worth, why = point.worth, point.worth.why.say(say.lang)
    if worth.bounded is not None:
        return say("bounded", why=why)
    if worth.amount is None:
        return say("unweighed")
    return say("worth", amount=f"{worth.amount:,.2f}", why=why)


def _now(point: Point, say: Speaker) -> str:
    quote = " ".join(point.now.quote.split())
    if not quote:
        return say("now_nothing")
    quote = quote if len(quote) <= QUOTED else f"{quote[:QUOTED]}…"
    if point.now.clause is None:
        return say("now_nowhere", quote=quote)
    return say("now", clause=point.now.clause.replace(".", " "), quote=quote)


def _argument(point: Point, say: Speaker) -> str:
    """The reason, the first article with what it says, what peers have."""
    lang, argument = say.lang, point.argument
    parts = [argument.why.say(lang)]
    if argument.law:
        first = argument.law[0]
        summary = first.version.summary.say(lang)
        parts.append(f"{first.words.say(lang)}{'：' if lang == 'zh' else ': '}{summary}")
    if argument.precedent is not None:
        parts.append(argument.precedent.say(lang))
    return _sentences(parts, say)


def _sentences(parts: Sequence[str], say: Speaker) -> str:
    stop, gap = ("。", "") if say.lang == "zh" else (".", " ")
    return gap.join(part if part.endswith(("。", ".")) else f"{part}{stop}" for part in parts)


def _foot(brief: Brief, further: Sequence[Point], say: Speaker) -> list[str]:
    lang, lines = say.lang, []
    if further:
        titles = [point.matter.title.say(lang) for point in further]
        lines.append(say("further", titles=_listed(titles, say, len(titles))))
    if brief.corrections:
        lines.append(say("corrections", titles=_listed(_placed(brief.corrections, say), say)))
    if brief.give:
        titles = [finding.title.say(lang) for finding in brief.give]
        lines.append(say("give", titles=_listed(titles, say)))
    words = [words.say(lang) for words in brief.limits]
    if brief.points:
        observed = sum(point.stand.source == "peers" for point in brief.points)
        words.append(say("method", peers=observed))
    if words:
        lines.append(say("limits", words=_sentences(words, say)))
    return lines


def _placed(findings: Sequence[Finding], say: Speaker) -> list[str]:
    """Each fault with the clauses where it stands, once."""
    places: dict[str, list[str]] = {}
    for finding in findings:
        clause = (finding.place.clause or "").replace(".", " ")
        places.setdefault(finding.title.say(say.lang), []).append(clause)
    opened, closed = ("（", "）") if say.lang == "zh" else (" (", ")")
    return [
        f"{title}{opened}{', '.join(named)}{closed}" if (named := sorted(set(at) - {""})) else title
        for title, at in places.items()
    ]


def _listed(titles: Sequence[str], say: Speaker, most: int = NAMED) -> str:
    once = list(dict.fromkeys(titles))
    joined = ("、" if say.lang == "zh" else ", ").join(once[:most])
    return joined if len(once) <= most else say("and_more", titles=joined, count=len(once))
