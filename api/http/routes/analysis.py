"""One contract weighed: benchmark, exposure, brief and report."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from api.briefing import brief_of, markdown
from api.cli.benchmark_view import rows as placed_rows
from api.cli.exposure_view import scenario_json
from api.contracts import Contract
from api.http.access import Reading, Visit
from api.http.answers import JSON, chosen, data_answer, text_answer
from api.http.problems import declared, language
from api.http.routes.findings import On
from api.http.schemas.analysis import Benchmark, Brief, Exposures, ScenarioRow
from api.http.schemas.choices import Dimension, ScenarioId, Yuan, decimal
from api.http.schemas.words import ContractId, Language, Side
from api.scenarios import known_scenarios, priced, with_wishes, worked_out
from api.service import report as render
from api.service import stored
from kg.adding import text_of
from kg.baseline import with_baseline
from kg.benchmark import Choice, standing
from kg.build import load_facts
from kg.verbs import peers_of
from ontology.vocabulary import Lang

router = APIRouter(tags=["analysis"])

MARKDOWN, HTML = "text/markdown", "text/html"

FEW = 100
"""Contracts among which a report looks for the most similar; of more, the peers will do."""

Baseline = Annotated[
    bool, Query(description="Also compare with the figures that come with the program.")
]


def _choice(
    peers: Annotated[
        list[Dimension] | None,
        Query(max_length=8, description="Dimensions that peers share: kind, region, year, …"),
    ] = None,
    exact: Annotated[bool, Query(description="Give up no dimension where peers are few.")] = False,
    by_family: Annotated[bool, Query(description="One voice for each form.")] = False,
) -> Choice:
    return Choice(None if peers is None else tuple(peers), widen=not exact, by_family=by_family)


@router.get(
    "/contracts/{contract}/benchmark",
    summary="Place the values of a contract among its peers",
    response_model=Benchmark,
    responses=declared(404),
)
def benchmark(
    visit: Reading,
    contract: ContractId,
    choice: Annotated[Choice, Depends(_choice)],
    side: Annotated[Side | None, Query(description="Only what concerns this side.")] = None,
    baseline: Baseline = True,
    on: On = None,
) -> Response:
    """Each value of the contract with its percentile, quartiles and fence, how many peers there are
    (`n`) and from how many forms (`effective_n`), and the terms that most peers have and it lacks.

    ```console
    $ curl -s $API/contracts/c942b3acab8532d14/benchmark |
        jq -c '[.items[] | select(.percentile)][0] | [.measure, .value, .percentile, .n]'
    ["penalty-day-overdue.late_payment",0.005,2.6…,…]
    ```
    """
    at_hand = _at_hand(visit, contract)
    pool = visit.workspace.pool(at_hand.facts)
    found = standing(at_hand.facts, with_baseline(pool) if baseline else pool, choice, on)
    page = {
        "contract": contract,
        "profile": asdict(found.profile),
        "items": list(placed_rows(at_hand, found, side)),
    }
    return data_answer(visit.request, page)


class Wishes:
    """Which scenarios, and what is assumed in them."""

    def __init__(
        self,
        scenario: Annotated[
            list[ScenarioId] | None,
            Query(max_length=20, description="Ids of `/scenarios`; all without."),
        ] = None,
        days: Annotated[
            list[Annotated[int, Query(ge=0, le=36_500)]] | None,
            Query(max_length=60, description="Days to work out, in place of the scenario's own."),
        ] = None,
        sum: Yuan | None = None,
        loss: Yuan | None = None,
        score: Yuan | None = None,
    ) -> None:
        given = {"sum": decimal(sum), "loss": decimal(loss), "score": decimal(score)}
        known = known_scenarios(tuple(dict.fromkeys(scenario or ())))
        wanted = sorted(set(days or ()))
        self.scenarios = tuple(with_wishes(one, wanted, given) for one in known)


@router.get(
    "/contracts/{contract}/exposure",
    summary="Work out what it costs when things go wrong",
    response_model=Exposures,
    responses=declared(404),
)
def exposure(
    visit: Reading,
    contract: ContractId,
    wishes: Annotated[Wishes, Depends()],
    side: Annotated[Side | None, Query(description="Only what this side owes.")] = None,
    price: Yuan | None = None,
    on: On = None,
) -> Response:
    """Who owes whom how many yuan under each scenario, by day, with grace, caps, stacking, where a
    court would cut, and the sentence behind each step.

    ```console
    $ curl -s "$API/contracts/c942b3acab8532d14/exposure?scenario=late_payment&days=30&days=90" |
        jq -c '.items[] | [.side, .days, .amount]'
    ["buyer",30,"0.00"]
    ["buyer",90,"771.60"]
    ```

    `price` stands in where the contract has none; `sum`, `loss` and `score` in place of what the
    scenario assumes.
    """
    facts = priced(_at_hand(visit, contract).facts, decimal(price))
    rows = [row for row in worked_out(facts, wishes.scenarios, on) if side in (None, row.side)]
    page = {"contract": contract, "items": [row.to_json() for row in rows]}
    return data_answer(visit.request, page)


@router.get(
    "/scenarios",
    summary="List scenarios",
    response_model=list[ScenarioRow],
    responses=declared(),
)
def scenarios(visit: Reading) -> Response:
    """The scenarios that exposure knows, with what each assumes."""
    return data_answer(visit.request, [scenario_json(one) for one in known_scenarios(())])


@router.get(
    "/contracts/{contract}/brief",
    summary="Write the negotiation agenda of a side",
    response_model=Brief,
    responses=declared(404, 406)
    | {200: {"description": "The agenda.", "content": {MARKDOWN: {"schema": {"type": "string"}}}}},
)
def brief(
    visit: Reading,
    contract: ContractId,
    side: Side,
    baseline: Baseline = True,
    on: On = None,
    lang: Language = None,
) -> Response:
    """What one side takes into the negotiation: the points ranked by yuan, for each what stands
    there, what to ask, what to fall back on, where to walk away, the law and the precedent.

    `Accept: text/markdown` gives the two pages that people read:

    ```console
    $ curl -s -H 'Accept: text/markdown' "$API/contracts/c942b3acab8532d14/brief?side=vendor" |
        head -1
    # Negotiation brief for the vendor (乙方)
    ```
    """
    form = chosen(visit.request, (JSON, MARKDOWN))
    made = brief_of(_at_hand(visit, contract), side, visit.store, on=on, baseline=baseline)
    if form == MARKDOWN:
        return text_answer(visit.request, markdown(made, _lang(visit, lang)), MARKDOWN)
    return data_answer(visit.request, made.to_json())


@router.get(
    "/contracts/{contract}/report",
    summary="Write the report of a contract",
    response_class=Response,
    responses=declared(404)
    | {200: {"description": "One page.", "content": {HTML: {"schema": {"type": "string"}}}}},
)
def report(visit: Reading, contract: ContractId, on: On = None, lang: Language = None) -> Response:
    """One self-contained HTML page to hand on: findings, both sides' remedies, the law."""
    judged = visit.workspace.boards.judged(contract, on)
    others = _others(visit, judged.contract)
    visit.saw(contract)
    response = text_answer(visit.request, render(judged, others, _lang(visit, lang)), HTML)
    # It has its style and its script inside.
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline';"
        " img-src data:; frame-ancestors 'self'"
    )
    return response


def _others(visit: Visit, mine: Contract) -> tuple[Contract, ...]:
    """The contracts among which the most similar are looked for."""
    if len(visit.store.facts.ids()) <= FEW:
        return stored(visit.store)
    return tuple(Contract(peer.facts, "") for peer in peers_of(visit.store, mine.facts)[:FEW])


def _at_hand(visit: Visit, id_: str) -> Contract:
    visit.saw(id_)
    return Contract(load_facts(visit.store, id_), text_of(visit.store, id_))


def _lang(visit: Visit, given: Lang | None) -> Lang:
    return given or language(visit.request)
