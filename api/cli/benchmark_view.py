"""A benchmark for people and for programs: a row a value, then what is usual and missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from decimal import Decimal

from rich.padding import Padding
from rich.text import Text

from api.cli.screen import Screen
from api.contracts import Contract
from api.messages import Speaker
from kg.baseline import description
from kg.benchmark import Drawn, Missing, Placed, Pool, Profile, Standing, Why, dimensions, limits
from kg.benchmark.law import said as line_said
from kg.benchmark.measures import units
from kg.benchmark.profiles import bands, kinds
from ontology.law import article, statutes
from ontology.term_types import term_types
from ontology.values import Json, decimal_text
from ontology.vocabulary import Words, label

QUOTED = 60
"""Characters of a quote that a terminal shows."""

BAR = 10
"""Characters of the line on which a percentile is marked."""

LEAN = {"buyer": "blue", "vendor": "green"}


def rows(contract: Contract, found: Standing, side: str | None) -> Iterator[Json]:
    """One object a value, then one for each usual term that is missing."""
    for placed in found.values:
        if _concerns(placed, side):
            why = _reasons(placed)
            notes = [_reason_words(reason, placed) for reason in why]
            yield {"contract": contract.name, **placed.to_json(), "notes": notes}
    for missing in found.missing:
        yield {"contract": contract.name, **missing.to_json(), "notes": []}


def draw(screen: Screen, contract: Contract, found: Standing, pool: Pool, side: str | None) -> None:
    """One contract: what it is taken for, its values by group of peers, what is missing."""
    say = Speaker("benchmark", screen.lang)
    console = screen.console
    head = Text(contract.facts.contract.title or contract.name, "bold")
    head.append(f"  {contract.name}", "dim")
    console.print(head)
    console.print(Text(say("profile", words=_profile(found.profile, dimensions(), say)), "dim"))
    console.print(Text(say("with", parts=_sources(pool, say)), "dim"))
    shown = [placed for placed in _once(found) if _concerns(placed, side)]
    for group, placed in _by_group(shown, say):
        console.print(Text(f"\n{group}", "bold"))
        for one in placed:
            console.print(Padding(_value(one, say), (0, 0, 0, 2), expand=False))
    if any(placed.position.percentile is not None for placed in shown):
        console.print(Text(f"\n{say('sign')}", "dim"))
    if found.missing:
        console.print(Text(f"\n{say('missing')}", "bold"))
        for missing in found.missing:
            console.print(Padding(_missing(missing, say), (0, 0, 0, 2), expand=False))
    console.print()


def _once(found: Standing) -> Iterable[Placed]:
    """Values that a contract states several times over are drawn once."""
    return {(p.seen.measure, p.seen.side, p.seen.value): p for p in reversed(found.values)}.values()


def _by_group(shown: Iterable[Placed], say: Speaker) -> Iterable[tuple[str, list[Placed]]]:
    """The values under what their peers share; those of too few peers last."""
    groups: dict[str, list[Placed]] = {}
    few: list[Placed] = []
    for placed in reversed(list(shown)):
        if Why.TOO_FEW in placed.position.why:
            few.append(placed)
        else:
            groups.setdefault(_group(placed, say), []).append(placed)
    return [*groups.items(), *([(say("few", minimum=limits().minimum), few)] if few else [])]


def _concerns(placed: Placed, side: str | None) -> bool:
    return side is None or placed.seen.side in (side, "both")


def _sources(pool: Pool, say: Speaker) -> str:
    sources = [member.source for member in pool.members]
    gold, machine = sources.count("gold"), sources.count("machine")
    parts = [say("with_store", count=sources.count("store"))] if "store" in sources else []
    if gold or machine:
        version = description().version
        count = gold + machine
        parts.append(say("with_baseline", count=count, gold=gold, machine=machine, version=version))
    return "；".join(parts) if say.lang == "zh" else "; ".join(parts)


def _value(placed: Placed, say: Speaker) -> Text:
    """One value: where it stands, its words, and what is to be said of it."""
    seen, stand = placed.seen, placed.position
    unit = units()[seen.of.unit].say(say.lang)
    text = Text(seen.of.title.say(say.lang))
    if seen.side != "both" or seen.of.side:
        text.append(f" · {label('roles', seen.side, say.lang)}", "dim")
    number = "—" if seen.value is None else _plain(seen.value)
    text.append("  ").append(number if seen.value is None else f"{number} {unit}", "bold")
    if stand.quartiles:
        text.append("  ").append_text(_mark(stand.percentile))
        quartiles = " / ".join(map(_plain, stand.quartiles))
        told = say("peers", quartiles=quartiles, n=stand.n, forms=stand.effective_n)
        text.append(f"  {told}", "dim")
    words = " ".join(seen.quote.split())
    if words:
        shown = words if len(words) <= QUOTED else f"{words[:QUOTED]}…"
        text.append(f"\n    {seen.clause or ''} “{shown}”", "dim italic")
    for line, style in _notes(placed, say):
        text.append("\n    ").append(line, style)
    return text


def _plain(value: Decimal) -> str:
    """Four places are more than anybody compares by eye."""
    return decimal_text(round(value, 4))


def _mark(percentile: Decimal | None) -> Text:
    """`────●─── 62`: where in the row of peers it stands."""
    if percentile is None:
        return Text("—")
    at = min(int(percentile * BAR / 100), BAR - 1)
    text = Text("─" * at, "dim")
    text.append("●")
    text.append("─" * (BAR - 1 - at), "dim")
    return text.append(f" {percentile:.0f}")


def _notes(placed: Placed, say: Speaker) -> list[tuple[str, str]]:
    """What is to be said beside the figures, each with its style."""
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
    verdict += [_reason(reason, placed, say) for reason in _reasons(placed)]
    style = "yellow" if stand.outlier else LEAN.get(placed.favours, "")
    lines = [(" · ".join(verdict), style)] if verdict else []
    return lines + [(_law(drawn, say), "red" if drawn.beyond else "dim") for drawn in placed.law]


def _group(placed: Placed, say: Speaker) -> str:
    group = placed.group
    held = _profile(group.profile, group.dimensions, say) if group.dimensions else say("any")
    told = say("group", words=held)
    let_go = [dimensions()[step.dimension].say(say.lang) for step in group.widened]
    return f"{told}  {say('widened', words=_listed(let_go, say))}" if let_go else told


def _listed(items: list[str], say: Speaker) -> str:
    return ("、" if say.lang == "zh" else ", ").join(items)


def _profile(profile: Profile, names: Iterable[str], say: Speaker) -> str:
    return _listed([_dimension(profile, name, say) for name in names], say)


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


def _law(drawn: Drawn, say: Speaker) -> str:
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


def _reasons(placed: Placed) -> tuple[Why, ...]:
    """Why something cannot be said, each once."""
    own = (placed.seen.why,) if placed.seen.why else ()
    return tuple(dict.fromkeys((*own, *placed.position.why)))


def _reason(reason: Why, placed: Placed, say: Speaker) -> str:
    return say(f"why.{reason}", n=placed.position.n, minimum=limits().minimum)


def _reason_words(reason: Why, placed: Placed) -> dict[str, str]:
    zh, en = (_reason(reason, placed, Speaker("benchmark", lang)) for lang in ("zh", "en"))
    return asdict(Words(zh, en))


def _missing(missing: Missing, say: Speaker) -> str:
    return say(
        "missing_line",
        title=term_types()[missing.type].title.say(say.lang),
        n=missing.n,
        having=missing.having,
        share=round(missing.share * 100),
        forms=missing.families,
    )
