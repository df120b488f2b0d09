"""A term as people say it, in Chinese and in English: sides first, then the keys of its caption."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from ontology.facts import Term
from ontology.shapes import Key, Kind
from ontology.term_types import TermType, term_types
from ontology.values import Duration, Json, Money, Rate, decimal_text
from ontology.vocabulary import Lang, Words, label, vocabulary

SEPARATOR = " · "
COUNTED = ("value", "quantity")
"""Keys whose unit stands in the key `unit` beside them."""

# A bare number or yes says nothing without the name of its key; a word from a closed set does.
NAMED = {Kind.PERIOD, Kind.THRESHOLD, Kind.INT, Kind.NUMBER, Kind.DATE, Kind.BOOL, Kind.ROLE}


def term_words(term: Term) -> Words:
    """One line that says a term: 供应方 → 采购方：逾期交付 · 每日 0.3%（合同总价）."""
    kind = term_types()[term.type]
    return Words(_said(term, kind, "zh"), _said(term, kind, "en"))


def caption_words(term: Term) -> Words:
    """What a term comes to without its sides, which the reader sees elsewhere; may be empty."""
    kind = term_types()[term.type]
    return Words(_caption(term, kind, "zh"), _caption(term, kind, "en"))


def _caption(term: Term, kind: TermType, lang: Lang) -> str:
    return SEPARATOR.join(_parts(term, kind, lang))


def _said(term: Term, kind: TermType, lang: Lang) -> str:
    who = sides_said(term, kind, lang)
    colon = "：" if lang == "zh" else ": "
    what = _caption(term, kind, lang)
    return f"{who}{colon}{what}" if who and what else who or what or kind.title.say(lang)


def sides_said(term: Term, kind: TermType, lang: Lang) -> str:
    """The sides of a term in the order of its edges, debtor first; one word where they agree."""
    roles: list[str] = []
    for name, edge in kind.edges.items():
        role = term.keys.get(name)
        if isinstance(role, str) and edge != "EXCUSES" and role not in roles:
            roles.append(role)
    return " → ".join(_role(kind, term, role, lang) for role in roles)


def _role(kind: TermType, term: Term, role: str, lang: Lang) -> str:
    name = next(name for name in kind.edges if term.keys.get(name) == role)
    return _labelled(kind.keys[name], role, lang)


def _parts(term: Term, kind: TermType, lang: Lang) -> list[str]:
    parts: list[str] = []
    for name in kind.caption:
        value = term.keys.get(name)
        if value in (None, [], "") or _said_elsewhere(name, kind):
            continue
        said = value_said(kind.keys[name], value, lang)
        if not said:
            continue
        if name in COUNTED and (unit := term.keys.get("unit")):
            said += _counted_in(kind.keys["unit"], unit, value, lang)
        if kind.keys[name].kind in NAMED:
            said = _named(name, said, value, lang)
        parts.append(said)
    return parts


def _counted_in(key: Key, unit: str, value: str, lang: Lang) -> str:
    word = _labelled(key, unit, lang)
    if lang == "zh" or not word.isalpha():
        return word if lang == "zh" or word == "%" else f" {word}s"
    return f" {word}" if Decimal(value) == 1 or word.endswith("s") else f" {word}s"


def _said_elsewhere(name: str, kind: TermType) -> bool:
    if name == "unit":
        return True
    return kind.keys[name].kind is Kind.ROLE and kind.edges.get(name) != "EXCUSES"


def _named(name: str, said: str, value: Json, lang: Lang) -> str:
    title = label("keys", name, lang)
    if value is True:
        return title
    if lang == "zh":
        return f"{title} {said}"
    return f"{title}: {said}"


def value_said(key: Key, value: Json, lang: Lang) -> str:
    """One value of one key in one language."""
    return _SAYERS.get(key.kind, _text)(key, value, lang)


def _labelled(key: Key, value: str, lang: Lang) -> str:
    return label(key.values, value, lang) if key.values else value


def _text(key: Key, value: Json, lang: Lang) -> str:
    if key.values:
        return label(key.values, value, lang)
    return _open_word(value, lang) if re.fullmatch("[a-z_]+", value) else str(value)


def _open_word(value: str, lang: Lang) -> str:
    """An open key may hold a name of some closed set; one of none is for machines, not people."""
    for closed in vocabulary().values():
        if value in closed.values:
            return closed.values[value].words.say(lang)
    return ""


def _list(key: Key, value: Json, lang: Lang) -> str:
    words = [_labelled(key, str(item), lang) for item in value]
    if key.name == "order":
        return " > ".join(words)
    listed = ("、" if lang == "zh" else ", ").join(words)
    return _named(key.name, listed, value, lang) if key.values else listed


def _bool(_: Key, value: Json, lang: Lang) -> str:
    return {"zh": ("否", "是"), "en": ("no", "yes")}[lang][bool(value)]


def _decimal(key: Key, value: Json, lang: Lang) -> str:
    number = decimal_text(Decimal(value))
    if not key.name.endswith("percent"):
        return number
    named = key.name != "percent"
    return _named(key.name, f"{number}%", value, lang) if named else f"{number}%"


def _number(_: Key, value: Json, __: Lang) -> str:
    return decimal_text(Decimal(str(value)))


def _money(_: Key, value: Json, lang: Lang) -> str:
    return money_said(Money.from_json(value), lang)


def money_said(money: Money, lang: Lang) -> str:
    """745,000 元; other currencies by their code."""
    amount = f"{money.amount:,.2f}".removesuffix(".00")
    return (
        f"{amount} 元" if lang == "zh" and money.currency == "CNY" else f"{money.currency} {amount}"
    )


def period_said(value: Json, lang: Lang) -> str:
    """A duration, or the word for one without a number."""
    period = Duration.from_json(value)
    if not isinstance(period, Duration):
        return label("open_periods", period, lang)
    n = decimal_text(period.n)
    unit = label("units", period.unit, lang)
    if lang == "zh":
        return f"{n} {unit}" if unit.isascii() else f"{n}{unit}"
    return f"{n} {unit}" if period.n == 1 else f"{n} {unit}s"


def _period(_: Key, value: Json, lang: Lang) -> str:
    return period_said(value, lang)


def _threshold(_: Key, value: Json, lang: Lang) -> str:
    if isinstance(value, int):
        value = {"n": value, "unit": "event"}
    return period_said(value, lang)


def _rate(_: Key, value: Json, lang: Lang) -> str:
    return rate_said(Rate.from_json(value), lang)


def rate_said(rate: Rate, lang: Lang) -> str:
    """每日 0.3%（逾期金额），上限 5% / 0.3% of the overdue amount a day, at most 5%."""
    share = f"{decimal_text(rate.percent)}%"
    if rate.min_percent is not None:
        share = f"{decimal_text(rate.min_percent)}%–{share}"
    base = label("bases", rate.base, lang)
    if lang == "zh":
        said = f"{_every(rate, lang)}{share}（{base}）"
        limits = {"上限 ": rate.cap_percent, "宽限期 ": rate.grace}
    else:
        said = f"{share} of the {base}{_every(rate, lang)}"
        limits = {"at most ": rate.cap_percent, "after ": rate.grace}
    for word, limit in limits.items():
        if isinstance(limit, Decimal):
            said += f"，{word}{decimal_text(limit)}%" if lang == "zh" else f", {word}{limit}%"
        elif limit is not None:
            text = period_said(limit.to_json() if isinstance(limit, Duration) else limit, lang)
            said += f"，{word}{text}" if lang == "zh" else f", {word}{text}"
    return said


def _every(rate: Rate, lang: Lang) -> str:
    if not isinstance(rate.per, Duration):
        word = label("rate_periods", rate.per, lang)
        return f"{word} " if lang == "zh" else f" {word}"
    unit = label("units", rate.per.unit, lang)
    if rate.per.n == 1:
        return f"每{unit.removeprefix('个')} " if lang == "zh" else f" a {unit}"
    n = decimal_text(rate.per.n)
    return f"每{n}{unit} " if lang == "zh" else f" for every {n} {unit}s"


def place_said(value: Json) -> str:
    """Province, city and county run together, a municipality said once."""
    names = [value[level] for level in ("province", "city", "county") if value.get(level)]
    return "".join(dict.fromkeys(names))


def _place(_: Key, value: Json, __: Lang) -> str:
    return place_said(value)


def _tiers(_: Key, value: Json, lang: Lang) -> str:
    tiers = []
    for tier in value:
        low, high = tier.get("min"), tier.get("max")
        span = f"{low or ''}–{high or ''}"
        pays = f"{tier['pay_percent']}%"
        tiers.append(f"{span}分付{pays}" if lang == "zh" else f"{span} points: {pays}")
    return ("；" if lang == "zh" else "; ").join(tiers)


_SAYERS: Mapping[Kind, Callable[[Key, Json, Lang], str]] = {
    Kind.LIST: _list,
    Kind.BOOL: _bool,
    Kind.DECIMAL: _decimal,
    Kind.NUMBER: _number,
    Kind.INT: _number,
    Kind.MONEY: _money,
    Kind.PERIOD: _period,
    Kind.THRESHOLD: _threshold,
    Kind.RATE: _rate,
    Kind.PLACE: _place,
    Kind.TIERS: _tiers,
}
