"""The agenda of one side: what to ask for, ranked by yuan and by how often peers got it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from kg.benchmark import Choice, Missing, Placed, Pool, limits, observe, profile_of, usual_missing
from kg.benchmark.peers import peer_members
from kg.benchmark.standing import marks
from kg.brief.argue import Argument, Peers, laws, precedent
from kg.brief.gain import gain
from kg.brief.grants import at, granted
from kg.brief.matters import Ladder, Matter, absences, corrections, matters
from kg.brief.naming import names_of
from kg.brief.point import Brief, Point
from kg.brief.positions import Field, Standpoint, filled, share_with, standpoint
from kg.brief.unsaid import unsaid
from kg.compare.worth import price
from kg.finding import Finding, Quote
from kg.grades import WEIGHTS, Side
from kg.identity import contract_id
from kg.rule import Remedy
from kg.rules import rules
from kg.subgraph import marked
from ontology.facts import Facts
from ontology.term_types import term_types
from ontology.vocabulary import Words

NOTICED = Decimal("0.01")
"""From which share of the price a gain decides the order; below, gravity does."""


UNKNOWN = Decimal("0.5")
"""How likely an ask is taken to be granted where peers do not tell."""


def brief(
    facts: Facts, findings: Sequence[Finding], pool: Pool, side: Side, *, on: date | None = None
) -> Brief:
    """The agenda of a side for one contract; the contract itself is left out of the pool."""
    maker = _Maker(facts, tuple(findings), pool.without(marks(facts)), side, on)
    points = tuple(sorted(maker.points(), key=maker.rank))
    put_right = tuple(f for f in findings if f.rule in corrections())
    own = tuple(f for f in findings if f.favours == side and f.rule not in corrections())
    return Brief(
        contract=facts.document.name,
        title=facts.contract.title,
        side=side,
        names=maker.names,
        price=price(facts),
        judged_on=maker.day,
        points=points,
        corrections=put_right,
        give=_one_a_rule(own),
        limits=unsaid(facts, len(maker.members), maker.day, bool(points)),
    )


def _one_a_rule(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    kept: dict[str, Finding] = {}
    for finding in sorted(findings, key=lambda f: -WEIGHTS[f.severity]):
        kept.setdefault(finding.rule, finding)
    return tuple(kept.values())


class _Maker:
    """Makes the points of one side of one contract."""

    def __init__(
        self,
        facts: Facts,
        findings: tuple[Finding, ...],
        pool: Pool,
        side: Side,
        on: date | None,
    ) -> None:
        self.facts, self.findings, self.side = facts, findings, side
        signed = facts.contract.signed_on
        self.day = date.fromisoformat(f"{signed}-01"[:10]) if signed else on
        self.names = names_of(facts, side)
        self.price = price(facts)
        self.field = Field(observe(facts), profile_of(facts), pool, Choice())
        self.missing = {m.type: m for m in usual_missing(facts, self.field.profile, pool)}
        self.members = peer_members(pool, self.field.profile, Choice())[1]
        self._remedies = {rule.id: rule.remedy for rule in rules()}
        mark = contract_id(facts)
        self._subjects = {f"{mark}/t/{digits}": term for term, digits in marked(facts.terms)}

    def points(self) -> list[Point]:
        raised = self._by_matter()
        found = [
            self._point(matter, matter.sides[self.side], raised.get(matter.id, ()))
            for matter in matters().values()
            if self.side in matter.sides
        ]
        return [point for point in found if point is not None]

    def _by_matter(self) -> dict[str, tuple[Finding, ...]]:
        """The findings that do not favour the side, each under the first matter that takes it."""
        raised: dict[str, tuple[Finding, ...]] = {}
        for finding in sorted(self.findings, key=lambda f: -WEIGHTS[f.severity]):
            if finding.favours == self.side or finding.rule in corrections():
                continue
            taking = [matter for matter in matters().values() if self._takes(matter, finding)]
            matter = next((m for m in taking if self._to_gain(m)), taking[0] if taking else None)
            if matter is not None:
                raised[matter.id] = (*raised.get(matter.id, ()), finding)
        return raised

    def _to_gain(self, matter: Matter) -> bool:
        """Whether the figure of the matter, if it has one, could be better for the side."""
        ladder = matter.sides[self.side]
        if ladder.steps is None:
            return True
        placed = self.field.placed(ladder, self.side)
        return standpoint(ladder, self.names, None, self.side, placed) is not None

    def _takes(self, matter: Matter, finding: Finding) -> bool:
        if finding.rule not in matter.rules or self.side not in matter.sides:
            return False
        term = self._subjects.get(finding.subject)
        if term is None:
            return not matter.about or "type" not in matter.about or not _owns(matter, finding)
        about = {"type": term.type, **term.keys}
        return all(at(about, key) in values for key, values in matter.about.items())

    def _point(self, matter: Matter, ladder: Ladder, findings: tuple[Finding, ...]) -> Point | None:
        placed = self.field.placed(ladder, self.side)
        lacking = next((self.missing[t] for t in ladder.types if t in self.missing), None)
        unlimited = ladder.unlimited and self._unlimited(ladder)
        if not (findings or lacking or unlimited or _far_out(placed, ladder)):
            return None
        remedy = self._remedy(matter, findings)
        stand = standpoint(ladder, self.names, remedy, self.side, placed)
        if stand is None and findings:
            stand = standpoint(ladder, self.names, remedy, self.side, None)
        if stand is None:
            return None
        after = granted(self.facts, ladder.grant, self.side, stand.ask.figure)
        worth = gain(self.facts, after, self.side, ladder.scenarios, self.day)
        counted = self._peers(ladder, stand, placed, lacking)
        cited = laws(findings, placed)
        why = findings[0].why if findings else _reason(placed, lacking, unlimited)
        return Point(
            matter=matter,
            now=self._now(findings, placed),
            summary=why,
            stand=stand,
            worth=worth,
            peers=counted,
            argument=Argument(why, cited, precedent(counted)),
            findings=findings,
            trade=filled(matter.trade[self.side], self.names),
        )

    def _unlimited(self, ladder: Ladder) -> bool:
        """Whether the side owes without a limit in a scenario that the ask would bound."""
        figure = ladder.steps[0] if ladder.steps else None
        after = granted(self.facts, ladder.grant, self.side, figure)
        found = gain(self.facts, after, self.side, ladder.scenarios, self.day)
        return found.bounded is not None

    def _remedy(self, matter: Matter, findings: Sequence[Finding]) -> Remedy | None:
        if findings:
            return findings[0].remedy
        return self._remedies[matter.rules[0]] if matter.rules else None

    def _now(self, findings: Sequence[Finding], placed: Placed | None) -> Quote:
        """The words that a finding is about, else those of the value; none where a term lacks."""
        for finding in findings:
            if finding.place.quote and finding.rule not in absences():
                return finding.place
        if placed is not None and placed.seen.quote:
            seen = placed.seen
            start, end = (seen.start, seen.end) if seen.start >= 0 else (None, None)
            return Quote(seen.clause, seen.quote, start, end)
        return Quote(None, "", None, None)

    def _peers(
        self,
        ladder: Ladder,
        stand: Standpoint,
        placed: Placed | None,
        lacking: Missing | None,
    ) -> Peers | None:
        if placed is not None and placed.position.quartiles is not None:
            at = placed.position
            share = share_with(placed, stand.ask.figure, ladder)
            return Peers(
                at.n,
                at.effective_n,
                percentile=at.percentile,
                quartiles=at.quartiles,
                unit=placed.seen.of.unit,
                outlier=at.outlier,
                share=share,
            )
        if lacking is not None:
            share = lacking.share
            return Peers(lacking.n, lacking.effective_n, having=lacking.having, share=share)
        return self._having(ladder)

    def _having(self, ladder: Ladder) -> Peers | None:
        """How many peers have such a term, where the contract has none."""
        stated = {term.type for term in self.facts.terms} & set(ladder.types)
        if not ladder.types or stated or len(self.members) < limits().minimum:
            return None
        having = [m for m in self.members if set(ladder.types) & m.has]
        families = len({member.family for member in self.members})
        share = Decimal(len(having)) / len(self.members)
        return Peers(len(self.members), families, having=len(having), share=share)

    def rank(self, point: Point) -> tuple[int, Decimal, int, Decimal, int]:
        """What ends liability without a limit first, then yuan, then gravity.

        A sum counts times the share of peers that have what is asked, half where nobody knows.
        """
        share = point.peers.share if point.peers else None
        likely = UNKNOWN if share is None else share
        place = list(matters()).index(point.topic)
        if point.worth.bounded is not None:
            return (0, Decimal(0), -point.weight, Decimal(0), place)
        amount = point.worth.amount or Decimal(0)
        if amount > (self.price.amount or Decimal(0)) * NOTICED:
            return (1, -amount * likely, -point.weight, -likely, place)
        return (2, Decimal(0), -point.weight, -likely, place)


def _owns(matter: Matter, finding: Finding) -> bool:
    """A finding about a clause or a norm goes to the matter of its rule that asks for no term."""
    others = [m for m in matters().values() if finding.rule in m.rules and m is not matter]
    return any(not other.about for other in others)


def _far_out(placed: Placed | None, ladder: Ladder) -> bool:
    """Whether the value is worse for the side than three in four of enough peers have it."""
    if placed is None or placed.seen.value is None or placed.position.quartiles is None:
        return False
    if placed.position.n < limits().enough:
        return False
    low, _, high = placed.position.quartiles
    return placed.seen.value < low if ladder.higher else placed.seen.value > high


def _reason(placed: Placed | None, lacking: Missing | None, unlimited: bool) -> Words:
    if unlimited:
        return Words(
            "所设情形下我方责任没有上限。", "In the scenarios what we may owe has no limit."
        )
    if lacking is not None:
        title = term_types()[lacking.type].title
        return Words(
            f"没有约定{title.zh}，同类合同通常有。",
            f"There is no term on {title.en.lower()}, which peers usually have.",
        )
    assert placed is not None
    title, at = placed.seen.of.title, placed.position.percentile
    percentile = "" if at is None else f"{at:.0f}"
    return Words(
        f"{title.zh}处于同类合同的第{percentile}百分位，明显不利。",
        f"{title.en}: percentile {percentile} among peers, plainly to our disadvantage.",
    )
