"""What a rule finds in a contract, with the words, the law of the day, and both sides' remedy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from string import Formatter

from kg.grades import WEIGHTS, Favours, Grade, Status
from kg.rule import Remedy, Rule
from ontology.law import Version, article, governing, in_force, statutes
from ontology.values import Json
from ontology.vocabulary import Lang, Words, closed_set


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the contract and where they stand; `clause` is an id of the facts' clauses."""

    clause: str | None
    quote: str
    start: int | None
    end: int | None

    def covers(self, other: Quote) -> bool:
        """Whether the other words stand within these; words that stand nowhere do in any."""
        if self.start is None or self.end is None or other.start is None or other.end is None:
            return not other.quote
        return self.start <= other.start and other.end <= self.end

    def to_json(self) -> dict[str, Json]:
        return {"clause": self.clause, "quote": self.quote, "start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class Basis:
    """An article in the version by which the contract is judged; `note` says what to mind."""

    id: str
    title: Words
    version: Version
    note: Words | None

    def to_json(self) -> dict[str, Json]:
        version = self.version
        ends = None if version.valid_to is None else version.valid_to.isoformat()
        return {
            "id": self.id,
            "title": both(self.title),
            "article": version.number,
            "version": {
                "edition": None if version.edition is None else both(version.edition),
                "valid_from": version.valid_from.isoformat(),
                "valid_to": ends,
                "checked": version.checked,
            },
            "summary": both(version.summary),
            "note": None if self.note is None else both(self.note),
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """One risk in one contract.

    `subject` is the id of the node that it is about, `because` which of the rule's reasons holds,
    `mirror` the words on the other side that it was measured by.
    """

    id: str
    contract: str
    rule: str
    title: Words
    severity: Grade
    favours: Favours
    subject: str
    place: Quote
    more: tuple[Quote, ...]
    mirror: Quote | None
    because: str
    why: Words
    remedy: Remedy
    basis: tuple[Basis, ...]
    judged_on: date | None

    def _repr_html_(self) -> str:
        from kg.display.cards import finding_card

        return finding_card(self)

    def to_json(self) -> dict[str, Json]:
        return {
            "id": self.id,
            "contract": self.contract,
            "rule": self.rule,
            "title": both(self.title),
            "status": "flagged",
            "severity": self.severity,
            "favours": self.favours,
            **self.place.to_json(),
            "more_quotes": [quote.to_json() for quote in self.more],
            "why": both(self.why),
            "remedy": {"vendor": both(self.remedy.vendor), "buyer": both(self.remedy.buyer)},
            "basis": [basis.to_json() for basis in self.basis],
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one rule in one contract, and why."""

    rule: str
    title: Words
    status: Status
    reason: Words
    findings: tuple[Finding, ...] = ()

    @property
    def severity(self) -> Grade | None:
        """The gravest of its findings."""
        return max((f.severity for f in self.findings), key=WEIGHTS.__getitem__, default=None)


def both(words: Words) -> dict[str, str]:
    """Words as JSON."""
    return {"zh": words.zh, "en": words.en}


def basis_of(rule: Rule, signed_on: date | None, on: date | None) -> tuple[Basis, ...]:
    """The rule's law in the version of the day of signing, else of `on`, else the latest."""
    return tuple(_basis(id_, signed_on, on) for id_ in rule.basis)


def _basis(article_id: str, signed_on: date | None, on: date | None) -> Basis:
    found = article(article_id)
    title = statutes()[found.statute].title
    day = signed_on or on
    if day is None:
        note = Words(
            "签署日期不明，按最新版本列出。", "The day of signing is unknown: latest version."
        )
        return Basis(article_id, title, found.latest, note)
    version = governing(article_id, day)
    if version is None:
        first = found.versions[0]
        note = Words(
            f"{first.valid_from.isoformat()}起施行，晚于签署之日，仅供参照。",
            f"In force from {first.valid_from.isoformat()}, after signing: for comparison only.",
        )
        return Basis(article_id, title, first, note)
    return Basis(article_id, title, version, _note(article_id, version, day, on))


def _note(article_id: str, version: Version, day: date, on: date | None) -> Words | None:
    """What differs on the day `on`; without one, in the latest version that we know."""
    if version.valid_from > day:
        since = version.valid_from.isoformat()
        return Words(
            f"{since}起施行，并适用于此前订立而尚未终审的合同。",
            f"In force from {since}; it also governs earlier contracts not yet finally judged.",
        )
    other = article(article_id).latest if on is None else in_force(article_id, on)
    over = other is None or (on is None and other == version)
    if over and version.valid_to is not None:
        until = version.valid_to.isoformat()
        return Words(f"{until}后已失效。", f"No longer in force after {until}.")
    if other is None or other == version:
        return None
    if other.valid_from < version.valid_from:
        return Words(
            f"指定之日施行的仍是旧版本（第{other.number}条）。",
            f"On the day given the earlier version still held (article {other.number}).",
        )
    since = other.valid_from.isoformat()
    return Words(
        f"{since}起已为新版本（第{other.number}条）取代。",
        f"Replaced from {since} by a new version (article {other.number}).",
    )


def fill(template: Words, values: Mapping[str, Json]) -> Words:
    """A template with the values of a row in the words of each language."""
    return Words(_filled(template.zh, values, "zh"), _filled(template.en, values, "en"))


def _filled(text: str, values: Mapping[str, Json], lang: Lang) -> str:
    out = ""
    for literal, name, spec, _ in Formatter().parse(text):
        out += literal
        if name is not None:
            out += _say(values.get(name), spec or "", lang)
    return out


_JOIN: Mapping[Lang, str] = {"zh": "、", "en": ", "}
_UNSTATED: Mapping[Lang, str] = {"zh": "未写明", "en": "not stated"}
_NOTHING: Mapping[Lang, str] = {"zh": "无", "en": "none"}


def _say(value: Json, set_name: str, lang: Lang) -> str:
    if value is None:
        return _UNSTATED[lang]
    if isinstance(value, list):
        said = (_say(item, set_name, lang) for item in dict.fromkeys(value))
        return _JOIN[lang].join(said) or _NOTHING[lang]
    if isinstance(value, float):
        return f"{value:.0f}" if abs(value) >= 1000 else f"{value:.3g}"
    known = closed_set(set_name).values if set_name else {}
    return known[value].words.say(lang) if value in known else str(value)


@dataclass(frozen=True, slots=True)
class Balance:
    """The weights of the findings that favour each side, and of those that favour none."""

    buyer: int
    vendor: int
    none: int

    @property
    def lean(self) -> float:
        sided = self.buyer + self.vendor
        return round((self.vendor - self.buyer) / sided, 4) if sided else 0.0


def balance(findings: Iterable[Finding]) -> Balance:
    """The parts of `lean`: a finding weighs 3 (high), 2 (medium) or 1 (low)."""
    sums: dict[Favours, int] = {"buyer": 0, "vendor": 0, "none": 0}
    for finding in findings:
        sums[finding.favours] += WEIGHTS[finding.severity]
    return Balance(sums["buyer"], sums["vendor"], sums["none"])


def lean(findings: Iterable[Finding]) -> float:
    """Whom the contract favours, from −1 (buyer) to +1 (vendor).

    (V − B) / (V + B), where V and B are the sums of the weights 3, 2, 1 of the high, medium and
    low findings that favour the vendor and the buyer. Findings that favour none do not count;
    with none that favours a side it is 0. `balance` gives the parts.
    """
    return balance(findings).lean
