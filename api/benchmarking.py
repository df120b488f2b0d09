"""Where the values of a contract stand among those of its peers, in words for any surface."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from api.messages import Speaker
from kg.baseline import description
from kg.benchmark import Drawn, Missing, Placed, Pool, Profile, Standing, Why, dimensions, limits
from kg.benchmark.law import said as line_said
from kg.benchmark.profiles import bands, kinds
from ontology.law import article, statutes
from ontology.term_types import term_types
from ontology.values import decimal_text
from ontology.vocabulary import label

Mood = Literal["outlier", "buyer", "vendor", "none", "beyond", "within"]
"""What a note is about: an outlier, the side that a value favours, a line of the law."""


def once(found: Standing) -> Iterable[Placed]:
    """Values that a contract states several times over are drawn once."""
    return {(p.seen.measure, p.seen.side, p.seen.value): p for p in reversed(found.values)}.values()


def by_group(shown: Iterable[Placed], say: Speaker) -> Iterable[tuple[str, list[Placed]]]:
    """The values under what their peers share; those of too few peers last."""
    groups: dict[str, list[Placed]] = {}
    few: list[Placed] = []
    for placed in reversed(list(shown)):
        if Why.TOO_FEW in placed.position.why:
            few.append(placed)
        else:
            groups.setdefault(group_said(placed, say), []).append(placed)
    return [*groups.items(), *([(say("few", minimum=limits().minimum), few)] if few else [])]


def sources(pool: Pool, say: Speaker) -> str:
    """What the peers were taken from, with counts."""
    sources = [member.source for member in pool.members]
    gold, machine = sources.count("gold"), sources.count("machine")
    parts = [say("with_store", count=sources.count("store"))] if "store" in sources else []
    if gold or machine:
        version = description().version
        count = gold + machine
        parts.append(say("with_baseline", count=count, gold=gold, machine=machine, version=version))
    return "；".join(parts) if say.lang == "zh" else "; ".join(parts)


def figure(value: Decimal) -> str:
    """Four places are more than anybody compares by eye."""
    return decimal_text(round(value, 4))


def notes(placed: Placed, say: Speaker) -> list[tuple[str, Mood]]:
    """What is to be said beside the figures, each with its mood."""
    stand, held = placed.position, placed.position.stability
    verdict = [say("outlier")] if stand.outlier else []
    if placed.favours != "none":
        verdict.append(say(f"favours.{placed.favours}"))
    if stand.outlier is not None and held is not None and not held.verdict_holds:
        verdict.append(say("unstable"))
    if stand.percentile is not None and stand.effective_n < limits().minimum:
        verdict.append(say("thin", count=stand.effective_n))
    if placed.perpetual:
        verdict.append(say("perpetual_peers", count=placed.perpetual))
    verdict += [reason_said(reason, placed, say) for reason in reasons(placed)]
    mood: Mood = "outlier" if stand.outlier else placed.favours
    lines: list[tuple[str, Mood]] = [(" · ".join(verdict), mood)] if verdict else []
    for drawn in placed.law:
        lines.append((law_said(drawn, say), "beyond" if drawn.beyond else "within"))
    return lines


def group_said(placed: Placed, say: Speaker) -> str:
    """What the peers of a value share, and what was let go of to find enough."""
    group = placed.group
    held = profile_said(group.profile, group.dimensions, say) if group.dimensions else say("any")
    told = say("group", words=held)
    let_go = [dimensions()[step.dimension].say(say.lang) for step in group.widened]
    return f"{told}  {say('widened', words=listed(let_go, say))}" if let_go else told


def listed(items: list[str], say: Speaker) -> str:
    """Words in a row."""
    return ("、" if say.lang == "zh" else ", ").join(items)


def profile_said(profile: Profile, names: Iterable[str], say: Speaker) -> str:
    """The dimensions of a profile in words."""
    return listed([_dimension(profile, name, say) for name in names], say)


def _dimension(profile: Profile, name: str, say: Speaker) -> str:
    """One dimension of a profile in words; what is not known is named."""
    value = getattr(profile, name)
    if value is None:
        return f"{dimensions()[name].say(say.lang)} {say('unknown')}"
    if name == "kind":
        return kinds()[value].title.say(say.lang)
    if name == "buyer_kind":
        return label("party_kinds", value, say.lang)
    if name == "price_band":
        return next(band.title.say(say.lang) for band in bands() if band.id == value)
    return f"{value}" if name != "year" else f"{value} ± {limits().years}"


def law_said(drawn: Drawn, say: Speaker) -> str:
    """A line that the law draws, and whether the value is beyond it."""
    held = article(drawn.line.article)
    law = say(
        "law",
        title=statutes()[held.statute].title.say(say.lang),
        number=drawn.version.number,
        day=drawn.version.valid_from,
    )
    line = line_said(drawn).say(say.lang)
    if drawn.loss_below is not None:
        share = decimal_text(round(drawn.loss_below, 1))
        return say("loss_below", share=share, line=line, law=law)
    return say("beyond" if drawn.beyond else "line", line=line, law=law)


def reasons(placed: Placed) -> tuple[Why, ...]:
    """Why something cannot be said, each once."""
    own = (placed.seen.why,) if placed.seen.why else ()
    return tuple(dict.fromkeys((*own, *placed.position.why)))


def reason_said(reason: Why, placed: Placed, say: Speaker) -> str:
    """Why something cannot be said."""
    return say(f"why.{reason}", n=placed.position.n, minimum=limits().minimum)


def missing_said(missing: Missing, say: Speaker) -> str:
    """A type of term that peers usually have."""
    return say(
        "missing_line",
        title=term_types()[missing.type].title.say(say.lang),
        n=missing.n,
        having=missing.having,
        share=round(missing.share * 100),
        forms=missing.families,
    )
