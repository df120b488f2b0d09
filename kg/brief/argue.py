"""Why an ask is fair: what the rule says, the law in its version, and what peers have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.benchmark import Drawn, Placed, units
from kg.brief.matters import general_law
from kg.finding import Basis, Finding, both
from ontology.law import Version, article, statutes
from ontology.values import Json, decimal_text
from ontology.vocabulary import Words


@dataclass(frozen=True, slots=True)
class Law:
    """An article in the version that holds for the contract."""

    id: str
    title: Words
    version: Version

    @property
    def words(self) -> Words:
        since = self.version.valid_from.isoformat()
        name, bracket, rest = self.title.zh.partition("（")
        return Words(
            f"《{name}》{bracket}{rest}第{self.version.number}条（{since}起施行）",
            f"{self.title.en}, art. {self.version.number} (in force from {since})",
        )

    def to_json(self) -> dict[str, Json]:
        return {
            "id": self.id,
            "title": both(self.title),
            "article": self.version.number,
            "valid_from": self.version.valid_from.isoformat(),
            "summary": both(self.version.summary),
        }


@dataclass(frozen=True, slots=True)
class Peers:
    """How often peers have it: `having` of `n` contracts, of `effective_n` families of forms.

    With a value: its percentile, the quartiles, and the share of peers that have at least the ask.
    """

    n: int
    effective_n: int
    having: int | None = None
    percentile: Decimal | None = None
    quartiles: tuple[Decimal, ...] | None = None
    unit: str | None = None
    outlier: bool | None = None
    share: Decimal | None = None

    def to_json(self) -> dict[str, Json]:
        return {
            "n": self.n,
            "effective_n": self.effective_n,
            "having": self.having,
            "percentile": None if self.percentile is None else float(round(self.percentile, 6)),
            "quartiles": None if self.quartiles is None else [float(q) for q in self.quartiles],
            "unit": self.unit,
            "outlier": self.outlier,
            "share": None if self.share is None else float(round(self.share, 6)),
        }


@dataclass(frozen=True, slots=True)
class Argument:
    """The reasons for an ask."""

    why: Words
    law: tuple[Law, ...]
    precedent: Words | None

    def to_json(self) -> dict[str, Json]:
        return {
            "why": both(self.why),
            "law": [law.to_json() for law in self.law],
            "precedent": None if self.precedent is None else both(self.precedent),
        }


def laws(findings: Sequence[Finding], placed: Placed | None) -> tuple[Law, ...]:
    """The law of the findings, then the lines of the law beside the value, each article once.

    What is general, such as fairness, comes last.
    """
    cited = [_of_basis(basis) for finding in findings for basis in finding.basis]
    cited += [_of_line(line) for line in (placed.law if placed else ())]
    once = {law.id: law for law in reversed(cited)}
    ids = dict.fromkeys(law.id for law in cited)
    return tuple(once[id_] for id_ in sorted(ids, key=lambda id_: id_ in general_law()))


def _of_basis(basis: Basis) -> Law:
    return Law(basis.id, basis.title, basis.version)


def _of_line(drawn: Drawn) -> Law:
    held = article(drawn.line.article)
    return Law(drawn.line.article, statutes()[held.statute].title, drawn.version)


def precedent(peers: Peers | None) -> Words | None:
    """What peers have, in one sentence."""
    if peers is None or not peers.n:
        return None
    counted = Words(
        f"同类合同{peers.n}份（{peers.effective_n}种文本）",
        f"{peers.n} peers ({peers.effective_n} forms)",
    )
    if peers.having is not None:
        return Words(
            f"{counted.zh}中{peers.having}份有此类约定",
            f"{peers.having} of {counted.en} have such a term",
        )
    if peers.quartiles is None:
        return None
    return _of_figures(peers, counted)


def _of_figures(peers: Peers, counted: Words) -> Words:
    unit = units()[peers.unit or "percent"]
    low, middle, high = (decimal_text(round(q, 4)) for q in peers.quartiles or ())
    zh = f"{counted.zh}：中位{middle}{unit.zh}，半数在{low}–{high}{unit.zh}之间"
    en = f"{counted.en}: median {middle} {unit.en}, half between {low} and {high} {unit.en}"
    if peers.percentile is not None:
        at = f"{peers.percentile:.0f}"
        zh, en = f"{zh}，本约处于第{at}百分位", f"{en}; this contract at percentile {at}"
    if peers.share is not None:
        share = f"{peers.share * 100:.0f}"
        zh, en = f"{zh}，{share}%不差于我方要求", f"{en}; {share} % have what we ask or better"
    return Words(zh, en)
