"""One contract as RDF in the words of the ontology: what it says, and what was found in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.export.public import public
from kg.identity import contract_id
from kg.store import Row, Store
from kg.subgraph import marked
from ontology.facts import Clause, Defect, Facts, Norm, Term
from ontology.rdf.encode import describe
from ontology.rdf.names import edge_names, heads, modality_classes
from ontology.rdf.statements import Iri, Lit, Node, Object, Pair, both, data, integer
from ontology.term_types import term_types
from ontology.values import Json
from ontology.vocabulary import closed_set

SOFTWARE = Iri("urn:evenhand:software")


@dataclass(frozen=True, slots=True)
class Marks:
    """By what each term, norm and defect is named in the graph."""

    terms: tuple[str, ...]
    norms: tuple[str, ...]
    defects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Described:
    """A contract for export: its public facts, and what the graph knows beyond them."""

    id: str
    facts: Facts
    marks: Marks
    organisations: tuple[Row, ...] = ()
    findings: tuple[Row, ...] = ()
    law: tuple[Row, ...] = ()


def described(store: Store, id_: str, facts: Facts) -> Described:
    """The contract with the organisations that it names and its findings."""
    organisations = store.query(
        "MATCH (:Contract {id: $id})<-[:IN]-(s:Side)<-[:ACTS_AS]-(p:Party)"
        " RETURN DISTINCT p.id AS id, p.name AS name, p.uscc AS uscc, s.role AS role"
        " ORDER BY id, role",
        {"id": id_},
    )
    findings = store.query(
        "MATCH (:Contract {id: $id})-[:HAS_FINDING]->(f:Finding)-[:RAISED_BY]->(r:Rule)"
        " OPTIONAL MATCH (f)-[:ABOUT]->(n)"
        " RETURN f.id AS id, r.id AS rule, f.severity AS severity, f.favours AS favours,"
        " f.judged_on AS judged_on, r.title_zh AS title_zh, r.title_en AS title_en,"
        " n.id AS about ORDER BY id, about",
        {"id": id_},
    )
    law = store.query(
        "MATCH (:Contract {id: $id})-[:HAS_FINDING]->(:Finding)-[:RAISED_BY]->(r:Rule)"
        "-[:BASED_ON]->(a:Article)-[:OF]->(s:Statute)"
        " RETURN DISTINCT r.id AS rule, a.id AS article, a.number AS number,"
        " a.summary_zh AS summary_zh, a.summary_en AS summary_en,"
        " s.id AS statute, s.title_zh AS title_zh, s.title_en AS title_en ORDER BY rule, article",
        {"id": id_},
    )
    beside = (tuple(organisations), tuple(findings), tuple(law))
    return Described(id_, public(facts), _marks(facts), *beside)


def plain(facts: Facts) -> Described:
    """Facts that are in no store, for export."""
    return Described(contract_id(facts), public(facts), _marks(facts))


def _marks(facts: Facts) -> Marks:
    """Of the facts as they are kept: without personal data they would have other names."""
    return Marks(
        tuple(mark for _, mark in marked(facts.terms)),
        tuple(mark for _, mark in marked(facts.norms)),
        tuple(mark for _, mark in marked(facts.defects)),
    )


def statements(given: Described) -> list[Node]:
    """What the contract says: facts and organisations."""
    return [*_Writer(given).nodes(), *_organisations(given)]


def of_findings(given: Described) -> list[Node]:
    """What the rules found in it."""
    return list(_findings(given))


def provenance(given: Described) -> list[Node]:
    """Where the named graphs of a contract come from: its text, and the rules."""
    facts = (
        ("rdf:type", Iri("prov:Entity")),
        ("prov:wasDerivedFrom", data(f"{given.id}/doc")),
        ("prov:wasAttributedTo", SOFTWARE),
    )
    nodes = [
        Node(facts_graph(given), facts),
        Node(SOFTWARE, (("rdf:type", Iri("prov:SoftwareAgent")),)),
    ]
    if given.findings:
        rules = sorted({row["rule"] for row in given.findings})
        found = (
            ("rdf:type", Iri("prov:Entity")),
            ("prov:wasDerivedFrom", facts_graph(given)),
            ("prov:wasAttributedTo", SOFTWARE),
            *(("prov:wasInfluencedBy", data(f"rule:{rule}")) for rule in rules),
        )
        nodes.append(Node(findings_graph(given), found))
    return nodes


def facts_graph(given: Described) -> Iri:
    """The name of the graph that holds what a contract says: the contract itself is in it."""
    return data(f"{given.id}/facts")


def findings_graph(given: Described) -> Iri:
    """The name of the graph that holds the findings of a contract."""
    return data(f"{given.id}/findings")


def _findings(given: Described) -> Iterator[Node]:
    keys = heads()["Finding"].keys
    for row in given.findings:
        pairs, _ = describe(row["id"], ("Finding",), keys, row)
        pairs.append(("ev:raisedBy", data(f"rule:{row['rule']}")))
        if row["about"] is not None:
            pairs.append(("ev:about", data(row["about"])))
        yield Node(data(row["id"]), tuple(pairs))
        title = both("rdfs:label", row["title_zh"], row["title_en"])
        yield Node(data(f"rule:{row['rule']}"), (("rdf:type", Iri("ev:Rule")), *title))
    for row in given.law:
        article, statute = data(f"law:{row['article']}"), data(f"law:{row['statute']}")
        yield Node(data(f"rule:{row['rule']}"), (("ev:basedOn", article),))
        summary = both("rdfs:comment", row["summary_zh"], row["summary_en"])
        is_a = ("rdf:type", Iri("ev:Article"))
        pairs = [is_a, ("ev:inStatute", statute), *summary]
        if row["number"] is not None:
            pairs.append(("ev:number", Lit(str(row["number"]))))
        yield Node(article, tuple(pairs))
        title = both("rdfs:label", row["title_zh"], row["title_en"])
        yield Node(statute, (("rdf:type", Iri("ev:Statute")), *title))
    found = tuple(("ev:hasFinding", data(row["id"])) for row in given.findings)
    if found:
        yield Node(data(given.id), found)


def _organisations(given: Described) -> Iterator[Node]:
    for row in given.organisations:
        pairs: list[Pair] = [("rdf:type", Iri("ev:Organisation"))]
        pairs += [(f"ev:{n}", Lit(row[n])) for n in ("name", "uscc") if row[n] is not None]
        pairs.append(("ev:actsAs", data(f"{given.id}/{row['role']}")))
        yield Node(data(row["id"]), tuple(pairs))


class _Writer:
    def __init__(self, given: Described) -> None:
        self.facts = facts = given.facts
        self.id = given.id
        self.marks = given.marks
        self.clauses = {clause.id for clause in facts.clauses}
        self.roles: set[str] = {"buyer", "vendor"}

    def nodes(self) -> Iterator[Node]:
        yield from self._head()
        for i, party in enumerate(self.facts.parties, 1):
            roles = self._sides("actsAs", "roles", party.role)
            yield from self._fact("Party", f"{self.id}/party/{i}", party, i, roles)
        for i, clause in enumerate(self.facts.clauses, 1):
            yield from self._clause(clause, i)
        for i, (term, mark) in enumerate(zip(self.facts.terms, self.marks.terms, strict=True), 1):
            yield from self._term(term, mark, i)
        for i, (norm, mark) in enumerate(zip(self.facts.norms, self.marks.norms, strict=True), 1):
            yield from self._norm(norm, mark, i)
        for i, (defect, mark) in enumerate(
            zip(self.facts.defects, self.marks.defects, strict=True), 1
        ):
            stated = self._stated(defect)
            yield from self._fact("Defect", f"{self.id}/d/{mark}", defect, i, stated)
        for i, review in enumerate(self.facts.reviews, 1):
            values = {**_values(review), "clauses": list(review.clauses)}
            yield from self._node("Review", f"{self.id}/r/{review.type}", values, i, ())
        for role in sorted(self.roles):
            side = data(f"{self.id}/{role}")
            is_a = ("rdf:type", Iri("ev:Side"))
            yield Node(side, (is_a, ("ev:role", Iri(f"evv:roles.{role}"))))
            yield self._link("hasSide", side)

    def _head(self) -> Iterator[Node]:
        values = _values(self.facts.contract)
        pairs, more = describe(self.id, ("Contract",), heads()["Contract"].keys, values)
        yield Node(data(self.id), (*pairs, ("ev:loadedFrom", data(f"{self.id}/doc"))))
        yield from more
        document = _values(self.facts.document)
        sha256 = document["sha256"] or None
        said, _ = describe(
            f"{self.id}/doc",
            ("Document",),
            heads()["Document"].keys,
            {**document, "sha256": sha256},
        )
        yield Node(data(f"{self.id}/doc"), tuple(said))

    def _clause(self, clause: Clause, position: int) -> Iterator[Node]:
        offsets = _offsets(clause.start, clause.end)
        above: list[Pair] = []
        if clause.parent in self.clauses:
            above = [("ev:partOf", self._clause_iri(str(clause.parent)))]
        id_ = f"{self.id}#{clause.id}"
        yield from self._fact("Clause", id_, clause, position, (*offsets, *above))

    def _term(self, term: Term, mark: str, position: int) -> Iterator[Node]:
        kind = term_types()[term.type]
        id_ = f"{self.id}/t/{mark}"
        pairs, more = describe(id_, ("Term", kind.label), kind.keys, term.keys)
        pairs += [("ev:position", integer(position)), *self._stated(term)]
        for key, edge in kind.edges.items():
            pairs += self._sides(edge_names()[edge], kind.keys[key].values, term.keys.get(key))
        yield Node(data(id_), tuple(pairs))
        yield self._link("hasTerm", data(id_))
        yield from more

    def _norm(self, norm: Norm, mark: str, position: int) -> Iterator[Node]:
        id_ = f"{self.id}/n/{mark}"
        pairs, more = describe(
            id_, ("Norm", modality_classes()[norm.modality]), heads()["Norm"].keys, _values(norm)
        )
        pairs += [("ev:position", integer(position)), *self._stated(norm)]
        pairs += self._sides("borneBy", "roles", norm.bearer)
        pairs += self._sides("towards", "roles", norm.counterparty)
        yield Node(data(id_), tuple(pairs))
        yield self._link("hasNorm", data(id_))
        yield from more

    def _fact(
        self, name: str, id_: str, item: object, position: int, more: Sequence[Pair]
    ) -> Iterator[Node]:
        yield from self._node(name, id_, _values(item), position, more)

    def _node(
        self, name: str, id_: str, values: Json, position: int, more: Sequence[Pair]
    ) -> Iterator[Node]:
        pairs, nodes = describe(id_, (name,), heads()[name].keys, values)
        yield Node(data(id_), (*pairs, ("ev:position", integer(position)), *more))
        yield from nodes
        yield self._link("reviewed" if name == "Review" else f"has{name}", data(id_))

    def _link(self, name: str, target: Iri) -> Node:
        return Node(data(self.id), ((f"ev:{name}", target),))

    def _stated(self, fact: Term | Norm | Defect) -> tuple[Pair, ...]:
        """The words, where they stand, and in which clause the facts say they do."""
        pairs: list[Pair] = [("ev:quote", Lit(fact.quote)), *_offsets(fact.start, fact.end)]
        pairs.append(("prov:wasQuotedFrom", data(f"{self.id}/doc")))
        clause = None if isinstance(fact, Defect) else fact.clause
        if clause is not None:
            pairs.append(("ev:clause", Lit(clause)))
        if clause in self.clauses:
            pairs.append(("ev:statedIn", self._clause_iri(str(clause))))
        return tuple(pairs)

    def _sides(self, name: str, set_name: str | None, role: Json) -> tuple[Pair, ...]:
        if role is None or set_name is None:
            return ()
        sides = closed_set(set_name).values[role].sides
        self.roles |= set(sides)
        found: tuple[tuple[str, Object], ...] = tuple(
            (f"ev:{name}", data(f"{self.id}/{side}")) for side in sides
        )
        return found

    def _clause_iri(self, clause: str) -> Iri:
        return data(f"{self.id}#{clause}")


def _values(item: object) -> dict[str, Json]:
    return {name: getattr(item, name) for name in item.__slots__}  # type: ignore[attr-defined]


def _offsets(start: int, end: int) -> tuple[Pair, ...]:
    return (("ev:start", integer(start)), ("ev:end", integer(end))) if start >= 0 else ()
