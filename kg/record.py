"""Findings into the graph, with the rules that raised them and the law these rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.finding import Finding
from kg.rule import Rule
from kg.rules import rules as all_rules
from kg.store.protocol import Statement, Store
from ontology.law import article, statutes
from ontology.values import Json

_SUBJECTS: Mapping[str, str] = {"t": "Term", "n": "Norm", "d": "Defect"}
"""What the id of a fact says of its label, behind the id of its contract."""


def record(
    store: Store,
    contract_id: str,
    findings: Sequence[Finding],
    *,
    rules: Sequence[Rule] | None = None,
) -> None:
    """Puts these findings in place of those that the contract had, in one transaction.

    `rules` are those that raised them: the rulebook unless given.
    """
    known = {rule.id: rule for rule in (all_rules() if rules is None else rules)}
    raised = [known[id_] for id_ in sorted({finding.rule for finding in findings})]
    store.write(
        [
            Statement(
                "MATCH (:Contract {id: $id})-[:HAS_FINDING]->(f:Finding) DETACH DELETE f",
                {"id": contract_id},
            ),
            *_law(raised),
            *_rules(raised),
            *_findings(contract_id, findings),
        ]
    )


def _law(raised: Sequence[Rule]) -> list[Statement]:
    cited = [article(id_) for id_ in sorted({id_ for rule in raised for id_ in rule.basis})]
    titles = {found.statute: statutes()[found.statute] for found in cited}
    law = [
        {
            "id": statute.id,
            "p": {"title_zh": statute.title.zh, "title_en": statute.title.en},
        }
        for statute in titles.values()
    ]
    rows = [
        {
            "id": found.id,
            "statute": found.statute,
            "p": {
                "number": found.latest.number,
                "summary_zh": found.latest.summary.zh,
                "summary_en": found.latest.summary.en,
            },
        }
        for found in cited
    ]
    return [
        Statement(
            "UNWIND $rows AS row MERGE (s:Statute {id: row.id}) SET s += row.p", {"rows": law}
        ),
        Statement(
            "UNWIND $rows AS row MATCH (s:Statute {id: row.statute})"
            " MERGE (a:Article {id: row.id}) SET a += row.p MERGE (a)-[:OF]->(s)",
            {"rows": rows},
        ),
    ]


def _rules(raised: Sequence[Rule]) -> list[Statement]:
    rows = [
        {
            "id": rule.id,
            "p": {"title_zh": rule.title.zh, "title_en": rule.title.en, "grp": rule.group},
        }
        for rule in raised
    ]
    based = [{"id": rule.id, "article": id_} for rule in raised for id_ in rule.basis]
    return [
        Statement("UNWIND $rows AS row MERGE (r:Rule {id: row.id}) SET r += row.p", {"rows": rows}),
        # A rule that no longer rests on an article must not go on saying so.
        Statement(
            "UNWIND $rows AS row MATCH (:Rule {id: row.id})-[b:BASED_ON]->(:Article) DELETE b",
            {"rows": rows},
        ),
        Statement(
            "UNWIND $rows AS row MATCH (r:Rule {id: row.id}), (a:Article {id: row.article})"
            " MERGE (r)-[:BASED_ON]->(a)",
            {"rows": based},
        ),
    ]


def _findings(contract_id: str, findings: Sequence[Finding]) -> list[Statement]:
    rows = [
        {
            "id": finding.id,
            "contract": contract_id,
            "rule": finding.rule,
            "p": _properties(finding),
        }
        for finding in findings
    ]
    work = [
        Statement(
            "UNWIND $rows AS row MATCH (c:Contract {id: row.contract}), (r:Rule {id: row.rule})"
            " MERGE (f:Finding {id: row.id}) SET f += row.p"
            " MERGE (c)-[:HAS_FINDING]->(f) MERGE (f)-[:RAISED_BY]->(r)",
            {"rows": rows},
        )
    ]
    about: dict[str, list[dict[str, str]]] = {}
    for finding in findings:
        row = {"finding": finding.id, "subject": finding.subject}
        about.setdefault(_label(finding.subject), []).append(row)
    for label in sorted(about):
        cypher = (
            f"UNWIND $rows AS row MATCH (f:Finding {{id: row.finding}}),"
            f" (n:{label} {{id: row.subject}}) MERGE (f)-[:ABOUT]->(n)"
        )
        work.append(Statement(cypher, {"rows": about[label]}))
    return work


def _properties(finding: Finding) -> dict[str, Json]:
    judged = {} if finding.judged_on is None else {"judged_on": finding.judged_on.isoformat()}
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "favours": finding.favours,
        **judged,
    }


def _label(subject: str) -> str:
    if "#" in subject:
        return "Clause"
    _, _, fact = subject.partition("/")
    return _SUBJECTS[fact[:1]] if fact else "Contract"
