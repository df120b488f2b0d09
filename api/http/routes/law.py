"""What the judgement rests on: the rulebook, and the law as dated data."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from api.cli.rules_view import rule_json
from api.http.access import Reading
from api.http.answers import data_answer
from api.http.paging import Cursor, Limit, Page, cut, listed, page_answer, page_of
from api.http.problems import Refused, declared
from api.http.schemas.analysis import Vocabulary
from api.http.schemas.choices import Topic
from api.http.schemas.findings import RuleRow, StatutePage, StatuteRow
from api.rulebook import known
from kg.finding import both
from kg.rules import groups
from ontology.law import Article, Statute, Version, statutes
from ontology.term_types import term_types
from ontology.values import Json
from ontology.vocabulary import closed_set

router = APIRouter(tags=["rules and law"])

RULE_COLUMNS = (
    *("id", "group", "title.zh", "title.en", "status", "rationale.zh", "rationale.en"),
    "basis",
)
STATUTE_COLUMNS = ("id", "title.zh", "title.en", "kind", "articles")


@router.get(
    "/rules",
    summary="List the rules",
    response_model=Page[RuleRow],
    responses=declared(400, 406) | listed("One page of rules, by id."),
)
def rules(
    visit: Reading,
    topic: Annotated[Topic | None, Query(description="Only of this group.")] = None,
    limit: Limit = 1000,
    cursor: Cursor = None,
) -> Response:
    """The rulebook that contracts are judged by, with the rules of one's own if the server was
    started with any: what each looks for, why it hurts, when it is fair after all, the law, and
    the query that finds it.
    """
    wanted = page_of(cursor, limit, 1, "rules", topic)
    folder = visit.server.settings.rules
    rows = [rule_json(rule) for rule in known(folder) if topic in (None, rule.group)]
    shown, following = cut(rows, wanted, lambda row: (row["id"],))
    return page_answer(visit.request, shown, following, len(rows), RULE_COLUMNS)


@router.get("/rules/{rule}", summary="Show a rule", response_model=RuleRow, responses=declared(404))
def rule(
    visit: Reading, rule: Annotated[str, Path(max_length=40, examples=["ASY-01"])]
) -> Response:
    """One rule in full."""
    folder = visit.server.settings.rules
    found = next((one for one in known(folder) if one.id == rule.upper()), None)
    if found is None:
        raise Refused("not_found")
    return data_answer(visit.request, rule_json(found))


@router.get(
    "/statutes",
    summary="List statutes",
    response_model=Page[StatuteRow],
    responses=declared(400, 406) | listed("One page of statutes, by id."),
)
def all_statutes(visit: Reading, limit: Limit = 1000, cursor: Cursor = None) -> Response:
    """The laws, regulations, interpretations and notices that rules rest on."""
    wanted = page_of(cursor, limit, 1, "statutes")
    rows = [_head(one) | {"articles": len(one.articles)} for one in statutes().values()]
    shown, following = cut(rows, wanted, lambda row: (row["id"],))
    return page_answer(visit.request, shown, following, len(rows), STATUTE_COLUMNS)


@router.get(
    "/statutes/{statute}",
    summary="Show a statute",
    response_model=StatutePage,
    responses=declared(404),
)
def statute(
    visit: Reading, statute: Annotated[str, Path(max_length=60, examples=["CN-CIVIL"])]
) -> Response:
    """One statute with the articles that are cited, each in all its versions. Summaries are ours;
    `checked` says whether they were compared with the official text.
    """
    found = statutes().get(statute)
    if found is None:
        raise Refused("not_found")
    page = _head(found) | {"articles": [_article(one) for one in found.articles]}
    return data_answer(visit.request, page)


@router.get(
    "/vocabulary",
    summary="List the words that lists are filtered by",
    response_model=Vocabulary,
    responses=declared(),
)
def vocabulary(visit: Reading) -> Response:
    """Topics of findings, topics and types of terms, each with what people call it."""
    page = {
        "topics": [{"id": id_, "title": both(words)} for id_, words in groups().items()],
        "term_topics": [
            {"id": id_, "title": both(value.words)}
            for id_, value in closed_set("topics").values.items()
        ],
        "term_types": [
            {"id": kind.id, "topic": kind.topic, "title": both(kind.title)}
            for kind in term_types().values()
        ],
    }
    return data_answer(visit.request, page)


def _head(statute: Statute) -> dict[str, Json]:
    return {"id": statute.id, "title": both(statute.title), "kind": statute.kind}


def _article(article: Article) -> Json:
    versions = [_version(version) for version in article.versions]
    return {"id": article.id, "number": article.number, "versions": versions}


def _version(version: Version) -> Json:
    return {
        "number": version.number,
        "valid_from": version.valid_from.isoformat(),
        "valid_to": None if version.valid_to is None else version.valid_to.isoformat(),
        "summary": both(version.summary),
        "checked": version.checked,
    }
