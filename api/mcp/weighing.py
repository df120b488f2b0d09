"""Tools that weigh: findings, comparison, benchmark, exposure, and the agenda of a side."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from pydantic import Field

from api.briefing import brief_of, markdown
from api.mcp.desk import MOST, Desk, listed
from api.mcp.reading import Limit, Named
from api.service import judge_here
from kg.compare import changes as changed
from kg.compare import compare as lay_out
from kg.compare import differences, ranked
from kg.grades import Grade, Side
from kg.verbs import benchmark as placed
from kg.verbs import exposure as exposed

Answer = dict[str, Any]
Day = Annotated[
    str | None,
    Field(
        pattern=r"^\d{4}-\d{2}-\d{2}$",
        description="The day whose law counts for a contract that is not signed.",
    ),
]


def weighing_tools(desk: Desk) -> tuple[Callable[..., Answer], ...]:
    """The tools for this desk."""
    return (*_of_one(desk), *_of_several(desk))


def _of_one(desk: Desk) -> tuple[Callable[..., Answer], ...]:
    def findings(
        contract: Named,
        side: Annotated[
            Side | None, Field(description="Only what does not favour that side.")
        ] = None,
        severity: Annotated[Grade | None, Field(description="Only of that grade.")] = None,
        on: Day = None,
        limit: Limit = MOST,
    ) -> Answer:
        """Find the risks in a contract, the gravest first: rule, words, why, law, remedies."""
        (judged,) = judge_here([desk.contract(contract)], _day(on))
        order = {"high": 0, "medium": 1, "low": 2}
        found = sorted(judged.findings, key=lambda f: (order[f.severity], f.place.start or 0, f.id))
        wanted = [
            f.to_json() for f in found if f.favours != side and severity in (None, f.severity)
        ]
        return listed(wanted, limit)

    def exposure(
        contract: Named,
        scenarios: Annotated[
            list[str], Field(description="Ids as late_payment; none for all.")
        ] = [],  # noqa: B006 - never changed; a schema shows it
        days: Annotated[
            list[Annotated[int, Field(ge=0, le=3650)]] | None,
            Field(description="Days of delay to work out."),
        ] = None,
        limit: Limit = MOST,
    ) -> Answer:
        """Work out who owes whom how many yuan if things go wrong, step by step with the words."""
        found = exposed(desk.contract(contract).facts, *scenarios, days=days)
        return listed([one.to_json() for one in found], limit)

    def brief(contract: Named, side: Side, on: Day = None) -> Answer:
        """Write the agenda of one side: asks, fallbacks, walk-aways, arguments, ranked by yuan."""
        one = desk.contract(contract)
        with desk.peers() as store:
            made = brief_of(one, side, store, on=_day(on))
        return {**made.to_json(), "markdown": markdown(made, desk.lang)}

    return (findings, exposure, brief)


def _of_several(desk: Desk) -> tuple[Callable[..., Answer], ...]:
    def compare(
        contracts: Annotated[list[Named], Field(min_length=2, max_length=20)],
        differing: Annotated[
            bool, Field(description="Only what differs, the most yuan first.")
        ] = True,
        limit: Limit = MOST,
    ) -> Answer:
        """Lay contracts side by side: for each type of term what each says, with its words."""
        facts = [one.facts for one in desk.contracts(contracts)]
        found = differences(lay_out(facts), facts)
        return listed([d.to_json() for d in (ranked(found) if differing else found)], limit)

    def changes(old: Named, new: Named, limit: Limit = MOST) -> Answer:
        """Say which terms a new draft changed, for whom, by how many yuan."""
        before, after = desk.contracts([old, new])
        return listed([c.to_json() for c in changed(before.facts, after.facts)], limit)

    def benchmark(
        contract: Named,
        outliers: Annotated[
            bool, Field(description="Only outliers, and usual terms that are missing.")
        ] = False,
        limit: Limit = MOST,
    ) -> Answer:
        """Place each value among those of its peers: percentile, quartiles, n, and missing terms.

        The peers are the contracts of the store and the figures that come with the program.
        """
        facts = desk.contract(contract).facts
        with desk.peers() as store:
            found = [one.to_json() for one in placed(facts, store)]
        return listed([r for r in found if not outliers or r["outlier"] or r["missing"]], limit)

    return (compare, changes, benchmark)


def _day(on: str | None) -> date | None:
    return None if on is None else date.fromisoformat(on)
